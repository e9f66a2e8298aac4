"""The numbers of a narrative that count something: each with its unit, its places and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from genreport.figures import UNITS, Reach

EXACT = Reach(Decimal(0), Decimal(0))
PERCENT = "%"
_LONGEST = 12  # digits: more is a number of something, not a count
_ALL = (
    UNITS.replace("|个|", "|个(?!月|工作日|自然日|交易日|小时|季度|年)|").removesuffix("|次")
    + "|次(?!年|日|月)"
)
_UNIT = rf"[件条篇场期批]次|个百分点|百分点|[万亿]元|%|倍|成(?![立果效为员功])|{_ALL}"
# not 第3期, 〔3〕, A4, 0517-83593059, 1～3件, 10至20件
_NUMBER = re.compile(
    rf"(?<![\d.第〔\[/\-—–－~～A-Za-z])(?<!\d[至到])(\d+)(?:\.(\d+))?(?![\d.\-—–－~～/])({_UNIT})?"
)


class Number(NamedTuple):
    """One number in plain text: `start` and `end` are those of its digits, `places` how many follow the point."""

    value: Decimal
    start: int
    end: int
    unit: str = ""
    places: int = 0
    reach: Reach = EXACT

    @property
    def exact(self) -> bool:
        """Whether it is meant to the last digit."""
        return self.reach == EXACT

    @property
    def counts(self) -> bool:
        """Whether it tells how many there are, not a share, a rate or a bare number."""
        return self.unit not in ("", PERCENT, "百分点", "个百分点", "倍", "成")


def numbers(text: str, reach: dict[int, Reach]) -> Iterable[Number]:
    """Every number of a plain text that may count something, in order."""
    for match in _NUMBER.finditer(text):
        whole, decimals, unit = match[1], match[2] or "", match[3] or ""
        if len(whole) + len(decimals) <= _LONGEST:
            start, end = match.start(), match.end() - len(unit)
            value = Decimal(text[start:end])
            yield Number(value, start, end, unit, len(decimals), reach.get(start, EXACT))
