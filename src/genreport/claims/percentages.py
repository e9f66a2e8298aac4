"""Percentages in a text that are shares, each with the part that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from genreport.claims.numbers import PERCENT, Number
from genreport.claims.pieces import ENDS, Scan

BACK = 60  # pieces
_TAIL = 14
_BRACKET = re.compile(r"(?:大?约|近)?(?:为|计)?$")
_SHARE = re.compile(r"(?:大?约)?(?:所)?占(?P<of>[^\d]{0,18})$|(?:占比|比例|比重)(?P<of2>[^\d]{0,6})$")
_RATE = re.compile(r"率|同比|环比|增|降|满意|较|[^占]比(?!例|重)|提高|上升")
_EACH = re.compile(r"(?:占比?|比例|比重|占总[数量]的?)?(?:分别|各)(?:占比?|为)*[^\d]{0,10}$")


class Claim(NamedTuple):
    """A percentage and its part, as they stand."""

    percent: Number
    part: Number
    of: Number | None  # a whole stated between 占 and the percentage
    worded: str | None  # what stands between 占 and the percentage; None: only brackets
    piece: int


def claims(cut: Scan) -> Iterator[Claim]:
    """Every percentage of a text that says how great a part is."""
    for index, piece in enumerate(cut.pieces):
        rates = [n for n in piece.numbers if n.unit == PERCENT]
        if not rates or (index and _goes_on(cut, index)):
            continue
        if _EACH.search(cut.text, piece.start, rates[0].start):
            yield from _each(cut, index)
        elif len(rates) == 1 and (claim := _claim(cut, index, rates[0])):
            yield claim


def _goes_on(cut: Scan, index: int) -> bool:
    """Whether a piece is a bare percentage in a row of them."""
    piece = cut.pieces[index]
    return piece.before == "、" and piece.numbers[0].start == piece.start and piece.numbers[0].unit == PERCENT


def _claim(cut: Scan, index: int, rate: Number) -> Claim | None:
    piece = cut.pieces[index]
    lead = cut.text[piece.start : rate.start]
    if _RATE.search(lead) or "." in lead[-1:]:
        return None
    counts = [n for n in piece.numbers if n.counts and n.start < rate.start]
    behind = _part_behind(cut, index)
    if piece.before == "（" and _BRACKET.match(lead):
        return Claim(rate, behind, None, None, index) if behind else None
    if not counts and behind and (match := _SHARE.match(lead)):
        return Claim(rate, behind, None, match["of"] or match["of2"] or "", index)
    if counts and "占" in lead:
        at = piece.start + lead.rindex("占")
        inside = [n for n in counts if n.start > at]
        before = [n for n in counts if n.start < at]
        part = before[-1] if before else behind
        if len(inside) == 1 and part and part.unit == inside[0].unit and not before:
            return Claim(rate, part, inside[0], "", index)
        if not inside and before and (match := _SHARE.match(cut.text[at : rate.start])):
            near = at - before[-1].end - len(before[-1].unit) <= 6
            return Claim(rate, before[-1], None, match["of"] or "", index) if near else None
    return None


def _part_behind(cut: Scan, index: int) -> Number | None:
    """The count right before a piece: the last of the piece before it, brackets left out."""
    depth = cut.pieces[index].depth
    for i in range(index - 1, max(-1, index - 6), -1):
        piece = cut.pieces[i]
        if piece.after in ENDS or piece.after in "；：":
            return None
        if piece.depth > depth or piece.start == piece.end:
            continue
        if not piece.numbers or not piece.numbers[-1].counts:
            return None
        last = piece.numbers[-1]
        return last if piece.end - last.end - len(last.unit) <= _TAIL else None
    return None


def _each(cut: Scan, index: int) -> Iterator[Claim]:
    """分别占29%、29%和42%: the percentages in a row belong to as many counts before them."""
    rates, at = [], index
    while at < len(cut.pieces) and (at == index or (cut.pieces[at].numbers and _goes_on(cut, at))):
        rates += [n for n in cut.pieces[at].numbers if n.unit == PERCENT]
        at += 1
    parts: list[Number] = []
    for i in range(index - 1, max(-1, index - BACK), -1):
        piece = cut.pieces[i]
        counts = [n for n in piece.numbers if n.counts]
        if (
            piece.after in ENDS
            or (piece.start < piece.end and len(counts) != 1 and parts)
            or len(parts) == len(rates)
        ):
            break
        parts += counts
    parts.reverse()
    if len(parts) == len(rates) > 1 and len({n.unit for n in parts}) == 1:
        yield from (Claim(rate, part, None, "", index) for rate, part in zip(rates, parts, strict=True))
