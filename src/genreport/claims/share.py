"""Shares: percentages whose part and whole are stated, recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import NamedTuple

from genreport.claims.numbers import PERCENT, Number
from genreport.claims.opening import Opening, openings
from genreport.claims.percentages import BACK, Claim, claims
from genreport.claims.pieces import ENDS, Piece, Scan, scan
from genreport.claims.rates import agrees, percent, rounded
from genreport.figures import Plain

_WIDER = re.compile(r"全[市省区县国]|各|同期|GDP|率|分别|处理|公开(?:信息|总)")


_TOTALS = (  # what a percentage is said to be of, and how a sentence states it
    (re.compile(r"办结(?:申请)?(?:总[数量]|数)"), re.compile(r"(?<!未)办结")),
    (re.compile(r"^(?:信息)?公开总[数量]"), re.compile(r"公开(?:政府)?信息(?:总[数量])?[共为计]*$")),
)


class Share(NamedTuple):
    """A percentage, its part and whole, what it should be; `sure` when no other whole can be meant."""

    percent: Number
    part: Number
    whole: Number | None  # None: it is not stated, but is a sum
    base: Decimal  # what the whole comes to
    expected: Decimal
    holds: bool
    sure: bool
    start: int
    end: int


def shares(plain: Plain) -> list[Share]:
    """Every percentage whose part and whole the text states, with what it should be."""
    if PERCENT not in plain.text:
        return []
    cut = scan(plain)
    stated = list(claims(cut))
    families = _families(plain, cut, stated) if stated else {}
    found = [share for claim in stated if (share := _judged(cut, claim, families.get(claim.part.start)))]
    wrong = sum(not one.holds for one in found)
    if wrong > 1 and all(_cut_off(one) for one in found):  # rounded down throughout: a habit, no mistake
        return [one if one.holds else one._replace(sure=False) for one in found]
    return found


def _cut_off(one: Share) -> bool:
    """Whether a percentage is the exact one with the places that are not printed cut off."""
    exact = percent(one.part.value, one.base)
    return one.percent.value == rounded(exact, one.percent.places, ROUND_DOWN)


class _Family(NamedTuple):
    """Parts of one whole, and what their whole may be; `certain` when the other percentages of it tell."""

    wholes: tuple[tuple[Decimal, Number | None], ...]
    certain: bool
    direct: bool


def _families(plain: Plain, cut: Scan, spoken: list[Claim]) -> dict[int, _Family]:
    """The family of every part that a percentage speaks of, by its place."""
    stated = {claim.part.start: claim for claim in spoken}
    found: dict[int, _Family] = {}
    for opening in openings(plain):
        parts = [item.number for item in opening.listing.items]
        for start, family in _family(cut, parts, opening, stated):
            found[start] = family
    for run in _runs(cut, spoken, found):
        for start, family in _family(cut, run, None, stated):
            found[start] = family
    return found


def _runs(cut: Scan, spoken: list[Claim], found: dict[int, _Family]) -> Iterator[list[Number]]:
    """Percentages on end whose parts no list holds: their base may be the sum of the parts."""
    run: list[Claim] = []
    for claim in [c for c in spoken if c.part.start not in found and c.of is None]:
        if run and (claim.piece - run[-1].piece > 4 or claim.part.unit != run[-1].part.unit):
            if len(run) > 1:
                yield [c.part for c in run]
            run = []
        run.append(claim)
    if len(run) > 1:
        yield [c.part for c in run]


def _family(
    cut: Scan, parts: list[Number], opening: Opening | None, stated: dict[int, Claim]
) -> Iterator[tuple[int, _Family]]:
    told = [stated[part.start] for part in parts if part.start in stated]
    come = sum((part.value for part in parts), Decimal(0))
    wholes: list[tuple[Decimal, Number | None]] = [(n.value, n) for n in opening.totals] if opening else []
    if len(parts) > 1:
        wholes.append((come, None))
    full = abs(sum((c.percent.value for c in told), Decimal(0)) - 100) <= Decimal("1.5")
    fits = [{c.percent.start for c in told if _agrees(cut, c, whole)} for whole, _ in wholes]
    for claim in told:
        others = len(told) - 1
        right = [len(one) - (claim.percent.start in one) for one in fits]
        best, fit = max(zip(wholes, right, strict=True), key=lambda one: one[1])
        certain = fit > 0 and fit * 2 >= others and (full or others > 1 or opening is not None)
        if certain:
            yield claim.part.start, _Family((best,), True, True)
        else:
            direct = bool(opening and opening.direct)
            yield claim.part.start, _Family(tuple(wholes), False, direct)


def _agrees(cut: Scan, claim: Claim, whole: Decimal) -> bool:
    return whole > 0 and agrees(claim.percent, percent(claim.part.value, whole), cut.text)


def _judged(cut: Scan, claim: Claim, family: _Family | None) -> Share | None:
    """Whether a percentage is right, where that can be told."""
    if claim.of:
        return _share(cut, claim, claim.of.value, claim.of, sure=True)
    if claim.worded and (named := _named(cut, claim)):
        return named
    wholes = list(family.wholes) if family else []
    if not (family and family.certain):
        wholes += _around(cut, claim)
    wholes = list({w[0]: w for w in reversed(wholes) if w[0] >= claim.part.value and w[0] > 0}.values())[::-1]
    for whole, of in wholes:
        if (share := _share(cut, claim, whole, of, sure=True)) and share.holds:
            return share
    if not wholes or not claim.part.exact or (claim.worded and _WIDER.search(claim.worded)):
        return None
    whole, of = wholes[0]
    if family and (family.certain or (family.direct and claim.worded is not None)):
        return _share(cut, claim, whole, of, sure=family.certain or len(wholes) == 1)
    near = abs(percent(claim.part.value, whole) - claim.percent.value) <= 5
    if family is None and claim.worded is not None and of and _same_sentence(cut, of, claim) and near:
        return _share(cut, claim, whole, of, sure=False)
    return _share(cut, claim, whole, of, sure=False) if family and near else None


def _named(cut: Scan, claim: Claim) -> Share | None:
    """占办结总数, 占公开总数: a share of the one count of its paragraph that is said to be such, if there is one."""
    kind = next((words for name, words in _TOTALS if name.search(claim.worded or "")), None)
    if kind is None:
        return None
    begin = cut.text.rfind("\n", 0, claim.part.start)
    end = cut.text.find("\n", claim.part.start)
    found = [
        n
        for piece in cut.pieces
        if not piece.depth and begin < piece.start and (end < 0 or piece.start < end)
        for n in piece.numbers
        if n.unit == claim.part.unit and n != claim.part and kind.search(cut.text, piece.start, n.start)
    ]
    found = [n for n in found if n.value >= claim.part.value]
    if len(found) != 1 or found[0].start > claim.part.start or not claim.part.exact:
        return None
    return _share(cut, claim, found[0].value, found[0], sure=False)


def _share(cut: Scan, claim: Claim, whole: Decimal, of: Number | None, *, sure: bool) -> Share | None:
    if whole <= 0 or (of and not of.exact):
        return None
    exact = percent(claim.part.value, whole)
    holds = agrees(claim.percent, exact, cut.text)
    expected = rounded(exact, claim.percent.places)
    start, end = claim.part.start, claim.percent.end + 1
    return Share(claim.percent, claim.part, of, whole, expected, holds, sure, start, end)


def _same_sentence(cut: Scan, of: Number, claim: Claim) -> bool:
    return not any(end in cut.text[of.end : claim.part.start] for end in ENDS)


def _around(cut: Scan, claim: Claim) -> list[tuple[Decimal, Number | None]]:
    """What else may be the whole: counts of this paragraph before the percentage, nearest first, and two together."""
    counts: list[Number] = []
    for i in range(claim.piece, max(-1, claim.piece - BACK), -1):
        piece: Piece = cut.pieces[i]
        if piece.after == "\n" and i < claim.piece:
            break
        counts += [
            n for n in reversed(piece.numbers) if n.unit == claim.part.unit and n.start < claim.part.start
        ]
    pairs: list[tuple[Decimal, Number | None]] = [(a.value + b.value, None) for a, b in pairwise(counts)]
    return [(n.value, n) for n in counts] + pairs
