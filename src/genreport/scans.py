"""How a rule goes through narratives (`each:`): which passages it looks at, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from genreport import claims, names, passages
from genreport.claims import Balance, Breakdown, Growth, Number, Share
from genreport.claims.rates import rounded
from genreport.claims.slips import slips
from genreport.expression import Value
from genreport.figures import Plain
from genreport.finding import Path
from genreport.limits import TooMuch
from genreport.passages import Narratives, Passage, Scan
from genreport.passages import compiled as compiled
from genreport.report import Report
from genreport.rules import Rule

_PERCENTAGES = 500  # in one narrative
_FAR = 400  # characters before a number that are looked at for the words that it belongs to
_MOST = 200  # claims of one kind in one narrative that do not hold


def _claims(
    found: Callable[[Plain], Iterable[Any]],
    told: Callable[[Path, Plain, Any], Passage],
    right: Callable[[Report, Any], bool] = lambda report, one: False,
) -> Scan:
    """What narratives claim and what does not hold, of those that are as sure as the rule wants.

    `right` says what the tables of the report explain nevertheless.
    """

    def scan(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
        for path, text in narratives.known(rule.sections):
            wrong = [
                o
                for o in narratives.once(found, text)
                if not o.holds and rule.words.sure in (None, o.sure) and not right(narratives.report, o)
            ]
            for one in wrong[:_MOST]:
                yield told(path, text, one)
            if len(wrong) > _MOST:
                raise TooMuch

    return scan


def _shares(text: Plain) -> list[Share]:
    """Percentages whose part and whole are known, then those that a slip of the pen explains."""
    if text.text.count("%") > _PERCENTAGES:
        raise TooMuch
    known = claims.shares(text)
    return known + slips(text, (one.percent.start for one in known))


def _as_settled(report: Report, one: Breakdown) -> bool:
    """Whether results listed under what came in are all that was settled, those carried in among them."""
    return one.results and one.sum == report.get("requests", "total", "total")


def _breakdown(path: Path, text: Plain, one: Breakdown) -> Passage:
    values: dict[str, Value] = {"said": one.total.value, "parts": one.sum}
    return _passage(path, text, one.start, one.end, values, (one.total, *one.parts))


def _share(path: Path, text: Plain, one: Share) -> Passage:
    values: dict[str, Value] = {"said": one.percent.value, "share": _rounded(one.expected, one.percent)}
    stated = [n for n in (one.part, one.whole) if n]
    return _passage(path, text, one.start, one.end, values, (one.percent, *stated), shown=stated)


def _growth(path: Path, text: Plain, one: Growth) -> Passage:
    said, growth = _growth_sides(one)
    stated = [n for n in (one.current, one.previous, one.amount, one.rate) if n]
    values: dict[str, Value] = {"said": said, "growth": growth}
    return _passage(path, text, one.start, one.end, values, stated)


def _growth_sides(one: Growth) -> tuple[Decimal, Decimal]:
    """What is said and what it should be: the rate, else the amount, else the two years in their order."""
    if one.rate and one.expected is not None:
        expected = _rounded(one.expected, one.rate)
        if expected != one.rate.value:
            return one.rate.value, expected
    if one.amount and one.previous:
        return one.amount.value * (1 if one.grows else -1), one.current.value - one.previous.value
    stated = [n.value for n in (one.current, one.previous, one.amount, one.rate) if n]
    return stated[0], stated[-1]


def _balance(path: Path, text: Plain, one: Balance) -> Passage:
    values: dict[str, Value] = {"received": one.left, "settled": one.right}
    numbers = (one.new, one.carried_in, one.done, one.carried_out)
    return _passage(path, text, one.start, one.end, values, numbers)


def _passage(
    path: Path, text: Plain, start: int, end: int, values: dict[str, Value],
    judged: Iterable[Number], shown: Iterable[Number] = (),
) -> Passage:  # fmt: skip
    judged = tuple(judged)
    lines = sorted(set(shown) or judged, key=lambda n: n.start)
    terms: list[tuple[int, int, Value]] = []
    after = 0
    for n in lines:
        terms.append((max(after, _clause(text.text, n.start)), n.start, n.value))
        after = n.end + len(n.unit)
    return Passage(path, text, start, end, values, tuple(n.start for n in judged), terms=tuple(terms))


def _clause(text: str, at: int) -> int:
    """Where the words begin that a number belongs to."""
    far = max(0, at - _FAR)
    return max(far - 1, *(text.rfind(c, far, at) for c in "，；。：（）、|\n")) + 1


def _rounded(value: Decimal, like: Number) -> Decimal:
    return rounded(value, like.places)


SCANS: dict[str, Scan] = {
    "match": passages.matches,
    "section": passages.sections,
    "lacking": passages.lacking,
    "breakdown": _claims(claims.breakdowns, _breakdown, _as_settled),
    "share": _claims(_shares, _share),
    "growth": _claims(claims.growths, _growth),
    "balance": _claims(claims.balances, _balance),
    "title": names.title,
    "place": names.place,
    "fellow": names.fellows,
    "self": names.myself,
    "spaced": names.spaced,
    "sequence": names.sequence,
    "announced": names.announced,
    "repeated": names.repeated,
}
