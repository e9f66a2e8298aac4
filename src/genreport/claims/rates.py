"""Percentages as they are printed: rounded at their last place, or openly not exact."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from genreport.claims.numbers import Number

_WIDE = Context(prec=80)  # 1 % of a millionth is a large number of many places
_ABOUT = re.compile(r"(大约|将近|接近|超过|约|近|超|逾|达到|达)(?:为|到)?$")
_AFTER = re.compile(r"%(左右|以上|以内|多)")


def agrees(stated: Number, exact: Decimal, text: str) -> bool:
    """Whether a printed rate is the exact one, rounded at its places; 约 and 超 reach further."""
    half = Decimal(1) / 2 / 10**stated.places
    word = _ABOUT.search(text, max(0, stated.start - 4), stated.start)
    after = _AFTER.match(text, stated.end)
    vague = (word[1] if word else "") or (after[1] if after else "")
    if vague in ("超过", "超", "逾", "以上", "多"):
        return bool(stated.value - half <= exact <= stated.value + 10)
    if vague in ("将近", "接近", "近", "以内"):
        return bool(stated.value - 5 <= exact < stated.value + half)
    if vague in ("大约", "约", "左右"):
        return bool(abs(stated.value - exact) <= max(half * 2, Decimal(1)))
    return bool(stated.value - half <= exact < stated.value + half)


def rounded(exact: Decimal, places: int, how: str = ROUND_HALF_UP) -> Decimal:
    """A rate as it is to be printed, however many digits that takes."""
    return exact.quantize(Decimal(1).scaleb(-places), how, _WIDE)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A part as a percentage of its whole."""
    return part * 100 / whole
