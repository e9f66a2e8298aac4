"""What kind of value each key of a further rule takes; what another kind would silently become is told instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from genreport.finding import Text

_TEXT = Text("文字", "text")
_TEXTS = Text("文字，或者一列文字", "text, or a list of texts")
_NAMED = Text("一组“名称: 文字”", "a group of `name: text`")
_GROUP = Text("一组“名称: 值”", "a group of `name: value`")
_TRUTH = Text("true 或 false", "true or false")
LIMIT = Text("数，或者“年-月-日”的日期", "a number, or a date as YYYY-MM-DD")
NUMBER = Text("数", "a number")
NAME = _TEXT
ENTRIES = Text("一列规则，每条以“- ”开头", "a list of rules, each beginning with `- `")
ENTRY = Text("一条规则（code、zh、check 等）", "a rule (code, zh, check …)")
_LARGEST = 10**15

_KINDS: dict[str, Text] = {
    **dict.fromkeys(
        "code severity each at check when agency unless before near within against although".split(), _TEXT
    ),
    **dict.fromkeys("zh en hint_zh hint_en basis".split(), _TEXT),
    **dict.fromkeys("of only kinds in words sign stops forms".split(), _TEXTS),
    **dict.fromkeys("sure numbers".split(), _TRUTH),
    **dict.fromkeys("example previous_example".split(), _GROUP),
    "needs": _NAMED,
    "limit": LIMIT,
}
_AS_THEY_STAND = ("of", "words", "sign")  # one text means something else than a list of one, or the same


class Wrong(NamedTuple):
    """A key with a value that it cannot have, and what it can."""

    key: str
    wanted: Text
    value: Any


def checked(entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[Wrong]]:
    """The entry as rules take it, one text for a list of one, and what is wrong with it; a key left blank is none."""
    told: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for key, value in entry.items():
        if value is None:
            continue
        wanted = _KINDS.get(key)
        fit = (
            value if wanted is None else _fit(wanted, value)
        )  # unknown keys are told by the rules themselves
        if fit is None:
            wrong.append(Wrong(key, wanted or _TEXT, value))
        elif wanted is _TEXTS and isinstance(fit, str) and key not in _AS_THEY_STAND:
            told[key] = [fit]
        else:
            told[key] = fit
    return told, wrong


def limit(value: Any) -> int | Decimal | date | None:
    """A limit as it is compared; None for what is none."""
    if isinstance(value, int | Decimal):
        return value if -_LARGEST <= value <= _LARGEST else None
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _fit(wanted: Text, value: Any) -> Any:
    """The value as a rule takes it; None where it is of another kind."""
    match wanted:
        case _ if wanted is LIMIT:
            return limit(value)
        case _ if wanted is _TRUTH:
            return {"true": True, "false": False}.get(value) if isinstance(value, str) else None
        case _ if wanted is _NAMED:
            return _named(value)
        case _ if wanted is _GROUP:
            return value if isinstance(value, dict) else None
        case _ if wanted is _TEXTS and isinstance(value, list):
            texts = [_text(one) for one in value]
            return texts if texts and all(texts) else None
    return _text(value)


def _named(value: Any) -> dict[str, str] | None:
    texts = {k: _text(v) for k, v in value.items()} if isinstance(value, dict) else {}
    return {k: v for k, v in texts.items() if v} if texts and all(texts.values()) else None


def _text(value: Any) -> str | None:
    """A text, or a number as text; None for anything that holds others, and for nothing."""
    return str(value) if isinstance(value, str | int | Decimal) and str(value).strip() else None
