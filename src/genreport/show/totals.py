"""The last line: how many reports and rules were looked at, what was not judged and why, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from genreport.finding import Finding, Severity, Text
from genreport.show.words import SEVERITY, pick, safe


class Unjudged(NamedTuple):
    """A rule that was not judged, why, and in which files."""

    reason: Text
    code: str
    message: Text
    files: Sequence[str]


Tally = Sequence[tuple[Text, Sequence[str]]]  # why rules were not judged, and which

_NAMED = 3  # rules named of one reason; of more than these the first two and a count


def summary(
    files: int, findings: Sequence[Finding], lang: str, tally: Tally | None = None, judged: int | None = None
) -> str:
    """How many files were looked at and what was found, in one line; with `judged`, also the rules judged and not."""
    found = counts(findings, lang)
    if lang == "en":
        head = f"{files} report{'s' if files != 1 else ''}: "
        return head + (found if judged is None else f"{_rules(judged, tally or (), lang)}; {found}")
    return f"共 {files} 份报告：" + (
        found if judged is None else f"{_rules(judged, tally or (), lang)}；{found}"
    )


def counts(findings: Sequence[Finding], lang: str) -> str:
    """How many findings there are of each severity."""
    count = {s: sum(f.severity is s for f in findings) for s in Severity}
    if lang == "en":
        told = ", ".join(f"{n} {s.value}{'s' if n != 1 else ''}" for s, n in count.items() if n)
        return told or "no findings"
    return "，".join(f"{n} 个{SEVERITY[s].zh}" for s, n in count.items() if n) or "没有发现问题"


def unjudged(tally: Tally, lang: str) -> list[str]:
    """Each reason with the rules that it kept from being judged."""
    colon = ": " if lang == "en" else "："
    return [
        f"{safe(pick(reason, lang))}{colon}{_codes(list(dict.fromkeys(codes)), lang)}"
        for reason, codes in tally
        if codes
    ]


def _rules(judged: int, tally: Tally, lang: str) -> str:
    left = len({code for _, codes in tally for code in codes})
    if lang == "en":
        why = f", {left} not judged ({'; '.join(unjudged(tally, lang))})" if left else ""
        return f"{judged} rule{'s' if judged != 1 else ''} judged{why}"
    why = f"，未核对 {left} 条（{'；'.join(unjudged(tally, lang))}）" if left else ""
    return f"核对规则 {judged} 条{why}"


def _codes(codes: list[str], lang: str) -> str:
    named = [safe(c) for c in (codes if len(codes) <= _NAMED else codes[: _NAMED - 1])]
    if lang == "en":
        return ", ".join(named) + (f" and {len(codes) - len(named)} more" if len(codes) > _NAMED else "")
    return "、".join(named) + (f" 等 {len(codes)} 条" if len(codes) > _NAMED else "")
