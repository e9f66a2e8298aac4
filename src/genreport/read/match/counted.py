"""Counting figures: whether those of a row are just as many as its columns."""

from __future__ import annotations

from collections.abc import Sequence

from genreport.read.match import values
from genreport.read.match.ledger import Entry
from genreport.read.match.tokens import Token
from genreport.read.match.words import Part


def by_column(order: Sequence[int], tokens: Sequence[Token]) -> dict[int, Entry]:
    """The tokens as entries, by the index of their column."""
    return {index: Entry(t.text, t.spot) for index, t in zip(order, tokens, strict=True)}


def together(tokens: Sequence[Token]) -> bool:
    """Whether no empty cell stands between figures."""
    told = [bool(t.text.strip()) for t in tokens]
    return True not in told or all(told[told.index(True) : len(told) - told[::-1].index(True)])


def bare_row(figures: Sequence[Token]) -> bool:
    """Whether several figures stand in one row without a label."""
    lines = [t.line for t in figures if t.text.strip()]
    return len(set(lines)) < len(lines)


def fitted(tokens: Sequence[Token], count: int) -> list[Token]:
    """The cells of one row: as many as columns, or figures in all of them with empty cells before or behind."""
    told = [t for t in tokens if t.text.strip()]
    if len(tokens) == count or (not told and len(tokens) > count):
        return list(tokens[:count])
    return told if len(told) == count and together(tokens) else []


def digits(token: Token, part: Part) -> list[Token]:
    """Figures of one digit each that were run together, where every total among them is right."""
    text = values.plain(token.text)
    if len(text) != len(part.columns) or not text.isdecimal() or len(text) < 5:
        return []
    start, sums = 0, 0
    for column in part.columns:
        if column.total:
            if sum(int(d) for d in text[start : column.at]) != int(text[column.at]):
                return []
            start, sums = column.at + 1, sums + 1
    return [token._replace(text=d) for d in text] if sums else []
