"""Totals and their parts: X 条，其中 A、B、C, in whatever words, and whether the parts come to the total."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from genreport.claims.evidence import (
    channels,
    exchanged,
    has_rest,
    is_pair,
    may_overlap,
    outcomes,
    peers,
    slip,
)
from genreport.claims.listing import Item
from genreport.claims.numbers import Number
from genreport.claims.opening import AMONG, APART, KINDS, Opening, openings
from genreport.claims.pieces import ENDS, Scan, scan
from genreport.claims.sums import sums_behind
from genreport.claims.tables import columns
from genreport.figures import Plain

_ENDED = (*ENDS, "）", "；", "，")  # plainly
_STRONG = {"：": 0, "": 0, "、": 1, "，": 2, "；": 3}


class Breakdown(NamedTuple):
    """A total, the parts that are listed under it, and whether they come to it; `sure` of a difference.

    `results`: the parts are what became of applications, the total is said to be what came in.
    """

    total: Number
    parts: tuple[Number, ...]
    holds: bool
    sure: bool
    start: int
    end: int
    results: bool = False

    @property
    def sum(self) -> Decimal:
        """What the parts come to."""
        return sum((part.value for part in self.parts), Decimal(0))


def breakdowns(plain: Plain) -> list[Breakdown]:
    """The totals of a text that its own lists add up to, or should; lists that are openly not all are left out."""
    cut = scan(plain)
    found = [one for opening in openings(plain) if (one := _judged(cut, opening))]
    found += [Breakdown(*one) for one in sums_behind(cut)]
    found += [Breakdown(*one) for one in columns(plain, cut)]
    return sorted(found, key=lambda one: one.start)


def _judged(cut: Scan, opening: Opening) -> Breakdown | None:
    """What is to be said of a list, or None: it is openly not all, or nothing can be told."""
    items = opening.listing.items
    if fitting := _fitting(opening):
        total, count = fitting
        return _breakdown(opening, total, items[:count], holds=True, sure=opening.direct)
    if not opening.totals[0].exact or not all(item.number.exact for item in items):
        return None
    if opening.listing.why in ("odd", "nested", "long", "unit、") or may_overlap(items):
        return None
    if _fits_beyond(opening):
        return None  # 受理133件。其中予以公开117件，结转下年16件
    items = items[: _primary(items)]
    come = sum((item.number.value for item in items), Decimal(0))
    total = opening.totals[0]
    if opening.kind == KINDS:  # 办结35件，结转4件。从办理结果看，…
        total = min(opening.totals, key=lambda one: abs(come - one.value))
    if _exceeds(cut, opening, items):
        return _breakdown(opening, total, items, holds=False, sure=True)
    if len(items) < 2 or total.value <= 0:
        return None
    excess = come - total.value
    if opening.kind == APART or (opening.kind == KINDS and (len(opening.totals) > 1 or not opening.direct)):
        close = len(items) > 2 and abs(excess) <= total.value / 5
        return _breakdown(opening, total, items, holds=False, sure=False) if close else None
    sure = _too_many(opening, items, excess) if excess > 0 else _too_few(opening, items, -excess)
    if sure is None and opening.direct and not opening.open and exchanged((i.number for i in items), total):
        sure = False
    if sure is None:
        return None
    if outcomes(items) and not _settled(cut, total):  # what is settled need not be what came in this year
        return _breakdown(opening, total, items, holds=False, sure=False)._replace(results=True)
    return _breakdown(opening, total, items, holds=False, sure=sure)


def _exceeds(cut: Scan, opening: Opening, items: tuple[Item, ...]) -> bool:
    """Whether 其中 names but one thing, and more of it than there is of anything in the paragraph before."""
    if len(items) != 1 or len(opening.listing.items) != 1 or opening.kind != AMONG or opening.open:
        return False
    part = items[0].number
    begin = cut.text.rfind("\n", 0, part.start)
    known = [n for p in cut.pieces for n in p.numbers if begin < n.start < part.start and n.unit == part.unit]
    together = bool(known) and known[-1].value == sum((n.value for n in known[:-1]), Decimal(0))
    return len(known) > 2 and together and part.value > known[-1].value


def _settled(cut: Scan, total: Number) -> bool:
    """Whether a total says what was settled, not what came in."""
    clause = cut.text[max(cut.text.rfind(c, 0, total.start) for c in "，；。：（）\n") + 1 : total.start]
    return not re.search("收到|新收|受理|接收|接到", clause)


def _breakdown(
    opening: Opening, total: Number, items: tuple[Item, ...], *, holds: bool, sure: bool
) -> Breakdown:
    parts = tuple(item.number for item in items)
    end = parts[-1].end + len(parts[-1].unit)
    return Breakdown(total, parts, holds, sure, min(total.start, opening.start), end)


def _fitting(opening: Opening) -> tuple[Number, int] | None:
    """The total that a reading of the list comes to, and how many items that reading has."""
    items = opening.listing.items
    sums = list(accumulate(item.number.value for item in items))
    slack = list(accumulate(max(item.number.reach) for item in items))
    totals = opening.totals
    wholes = [(n, n.value, max(n.reach)) for n in totals] + [
        (totals[i], whole, Decimal(0))
        for i, whole in enumerate(accumulate(n.value for n in totals))
        if 0 < i < 4
    ]
    counts = [n for n in range(len(items), 0, -1) if n == len(items) or (n > 1 and items[n].mark != "、")]
    for total, whole, reach in wholes:
        for count in counts:
            if abs(whole - sums[count - 1]) <= reach + slack[count - 1]:
                return total, count
    return None


def _fits_beyond(opening: Opening) -> bool:
    """Whether the list comes to its total with the count right behind it."""
    beyond = opening.listing.beyond
    come = sum((item.number.value for item in opening.listing.items), Decimal(0))
    return beyond is not None and any(come + beyond.value == total.value for total in opening.totals)


def _primary(items: tuple[Item, ...]) -> int:
    """How many items the plain reading of a list has: up to a stronger mark than its first."""
    for count in range(2, len(items)):
        if _STRONG.get(items[count].mark, 3) > _STRONG.get(items[1].mark, 3):
            return count
    return len(items)


def _too_many(opening: Opening, items: tuple[Item, ...], excess: Decimal) -> bool | None:
    """Whether parts that come to more than their total are surely wrong; None: they need not be parts."""
    total = opening.totals[0].value
    ended = opening.listing.why in _ENDED or len(items) < len(opening.listing.items)
    loose = items[1].mark == "，" and not opening.bracket
    if opening.direct and has_rest(items) and ended:
        return True
    if (
        not opening.direct
        or (opening.kind == AMONG and excess > total)
        or (opening.open and excess > total / 4)
    ):
        return None
    if loose and (excess > total / 4 or not (ended or opening.listing.why == "text")):
        return None
    if channels(items):  # one thing may be published on several
        return False if excess <= total / 10 else None
    return (
        ended
        and not loose
        and (opening.bracket or opening.kind != AMONG or peers(items) or excess < total / 5)
    )


def _too_few(opening: Opening, items: tuple[Item, ...], gap: Decimal) -> bool | None:
    """Whether parts that come to less than their total are surely wrong; None: the list need not be all of it."""
    total = opening.totals[0].value
    if opening.open or not opening.direct:
        return None
    rest, pair = has_rest(items), is_pair(items)
    ended = opening.listing.why in _ENDED or len(items) < len(opening.listing.items)
    if opening.kind != AMONG or rest or pair:
        if gap > total / 2 or (gap > total / 5 and not rest and len(items) < 3):
            return None
        return ended and gap <= total / 4 and (items[1].mark != "，" or rest or opening.bracket)
    return False if slip(items, gap, total) else None
