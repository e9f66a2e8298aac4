"""The program's own sentences (`messages.yaml`), Chinese and English side by side, made into findings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as File
from typing import Any

import yaml

from genreport.finding import Finding, Severity, Term, Text, Where

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# what a terminal, an XML file or a reader's eye could be fooled by: controls, bidi controls, zero-width, surrogates
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\N{LINE SEPARATOR}-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_UNSAFE_BUT_BREAKS = re.compile(rf"(?!\n){_UNSAFE.pattern}")


@cache
def sentences() -> dict[str, dict[str, Any]]:
    """The entries of `messages.yaml` by code, as they are written."""
    text = File(__file__).with_name("messages.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=_LOADER))


def shown(value: object, limit: int = 60) -> str:
    """The value as it may be printed: unsafe characters named as U+XXXX, cut after `limit` characters."""
    text = str(value)
    cut = text[:limit] + "…" if len(text) > limit else text
    if cut.isprintable() and not _UNSAFE.search(cut):
        return cut
    return "".join(f"<U+{ord(c):04X}>" if _hidden(c) else c for c in cut)


def escaped(json: str) -> str:
    """JSON whose texts name unsafe characters as \\uXXXX: programs read the same, a terminal is not fooled."""
    return _UNSAFE_BUT_BREAKS.sub(lambda m: f"\\u{ord(m[0]):04x}", json)


def _hidden(character: str) -> bool:
    """Whether a character would fool the eye: not printable and no blank, or one of those known to do harm."""
    return bool(_UNSAFE.match(character)) or not (character.isprintable() or character in "\xa0\u3000")


def finding(
    code: str, where: Where, label: str = "", terms: tuple[Term, ...] = (), /, **values: object
) -> Finding:
    """The finding of a code in `messages.yaml`, with its sentences filled in from `values`.

    A value that is a `Text` speaks each language; every other is shown safely and cut short.
    """
    entry = sentences()[code]

    def fill(language: int, pair: dict[str, str]) -> str:
        plain = {k: v[language] if isinstance(v, Text) else shown(v) for k, v in values.items()}
        return pair["zh" if language == 0 else "en"].format(**plain)

    hint = entry.get("hint")
    return Finding(
        code=code,
        severity=Severity(entry.get("severity", "error")),
        where=where,
        message=Text(fill(0, entry), fill(1, entry)),
        label=label,
        terms=terms,
        hint=Text(fill(0, hint), fill(1, hint)) if hint else Text(),
    )
