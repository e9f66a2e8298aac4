"""Counting figures: whether those of a row are just as many as its columns."""

from __future__ import annotations

from collections.abc import Sequence

from genreport.read.match import values
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.tokens import Token
from genreport.read.match.words import Part


def by_column(order: Sequence[int], tokens: Sequence[Token]) -> dict[int, Entry]:
    """The tokens as entries, by the index of their column."""
    return {index: Entry(t.text, t.spot) for index, t in zip(order, tokens, strict=True)}


def whole_row(
    order: Sequence[int], tokens: Sequence[Token], totals: Sequence[bool], torn: bool
) -> dict[int, Entry]:
    """The figures of a whole row; a lone number below may be the rest of the last one, unless the totals are right."""
    cells = by_column(order, tokens)
    if torn and not (any(totals) and values.sums_hold([t.text for t in tokens], totals)):
        cells[order[-1]] = cells[order[-1]]._replace(why="I043")
    return cells


def together(tokens: Sequence[Token]) -> bool:
    """Whether no empty cell stands between figures."""
    told = [bool(t.text.strip()) for t in tokens]
    return True not in told or all(told[told.index(True) : len(told) - told[::-1].index(True)])


def bare_row(figures: Sequence[Token]) -> bool:
    """Whether several figures stand in one row without a label."""
    lines = [t.line for t in figures if t.text.strip()]
    return len(set(lines)) < len(lines)


def totals(heads: Heads) -> list[bool]:
    """Which figures of a row are totals."""
    return [heads.part.columns[index].total for index in heads.order]


def fitted(tokens: Sequence[Token], totals: Sequence[bool]) -> list[Token]:
    """The cells of one row: as many as columns, or figures in all of them with empty cells before or behind.

    An empty cell before the first figure may be a part of the label, and another may be missing: the totals decide.
    """
    count = len(totals)
    told = [t for t in tokens if t.text.strip()]
    if len(tokens) == count and told and not tokens[0].text.strip():
        return list(tokens) if _proved(tokens, totals) else []
    if len(tokens) == count or (not told and len(tokens) > count):
        return list(tokens[:count])
    return told if len(told) == count and together(tokens) else []


def _proved(tokens: Sequence[Token], totals: Sequence[bool]) -> bool:
    """Whether all totals are right, empty cells taken for nothing, and the first is not zero."""
    texts = [t.text if t.text.strip() else "0" for t in tokens]
    first = next((t for t, total in zip(texts, totals, strict=True) if total), "0")
    return values.sums_hold(texts, totals) and values.value(first, "integer").number != 0


def digits(token: Token, part: Part) -> list[Token]:
    """Figures of one digit each that were run together, where every total among them is right."""
    text = values.plain(token.text)
    if len(text) != len(part.columns) or not text.isdecimal() or len(text) < 5 or values.marked(token.text):
        return []
    start, sums = 0, 0
    for column in part.columns:
        if column.total:
            if sum(int(d) for d in text[start : column.at]) != int(text[column.at]):
                return []
            start, sums = column.at + 1, sums + 1
    return [token._replace(text=d) for d in text] if sums else []
