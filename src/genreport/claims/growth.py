"""Growth: what a text says of this year, last year, the difference and the rate must agree."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from genreport.claims.compared import Said, comparisons
from genreport.claims.numbers import Number
from genreport.claims.pieces import Scan, scan
from genreport.claims.rates import agrees, percent, rounded
from genreport.figures import Plain


class Growth(NamedTuple):
    """What is stated of one growth (None: not stated), and whether it agrees; the rate is a percentage, or times."""

    current: Number
    previous: Number | None
    amount: Number | None
    rate: Number | None
    expected: Decimal | None  # of the rate; None: the other numbers are at odds
    grows: bool  # as the words say
    holds: bool
    sure: bool
    start: int
    end: int


def growths(plain: Plain) -> list[Growth]:
    """Every growth of which enough is stated to be recomputed."""
    cut = scan(plain)
    return [growth for said in comparisons(cut) if (growth := _judged(cut, said))]


def _judged(cut: Scan, said: Said) -> Growth | None:
    """Whether what is said agrees; with several numbers that may have grown, whether it does for one."""
    if not said.ways and not said.ratio:
        return None
    stated = [n for n in (said.previous, said.amount) if n]
    if any(not n.exact for n in stated) or (said.previous is None and said.amount is None):
        return None
    exact = [current for current in said.currents if current.exact]
    tried = [growth for current in exact if (growth := _tried(cut, said, current))]
    return next((growth for growth in tried if growth.holds), tried[0] if tried else None)


def _tried(cut: Scan, said: Said, current: Number) -> Growth | None:
    units = {n.unit for n in (current, said.previous, said.amount) if n and n.unit}
    if len(units) > 1:
        return None
    grows = said.ways[0] if said.ways else True
    previous = said.previous.value if said.previous else None
    if previous is None and said.amount:
        previous = current.value - said.amount.value * (1 if grows else -1)
    expected = _rate(said, current, previous)
    odds = _odds(said, current.value, previous, grows)
    holds = odds is not True
    if said.rate and expected is not None:
        holds = holds and agrees(said.rate, expected, cut.text)
    elif odds is None:
        return None
    start = min(n.start for n in (current, said.previous, said.amount, said.rate) if n)
    shown = rounded(expected, said.rate.places) if said.rate and expected is not None else None
    four = (current, said.previous, said.amount, said.rate)
    return Growth(*four, shown, grows, holds, said.sure, start, said.end)


def _odds(said: Said, current: Decimal, previous: Decimal | None, grows: bool) -> bool | None:
    """Whether the two years, the difference and the words for it are at odds; None: there is too little to compare."""
    if len(set(said.ways)) > 1 or (previous is not None and previous < 0):
        return True
    if previous is None or not said.previous or not said.ways:
        return None
    change = current - previous
    return (change > 0) != grows or bool(said.amount and abs(change) != said.amount.value)


def _rate(said: Said, current: Number, previous: Decimal | None) -> Decimal | None:
    """The rate that the other numbers come to, in the unit in which it is stated."""
    if previous is None or previous <= 0:
        return None
    if said.ratio:
        return current.value / previous
    rate = percent(abs(current.value - previous), previous)
    return rate / 100 if said.rate and said.rate.unit == "倍" else rate
