"""Reading a text, as typed or copied from a page: lines, and rows of cells where bars, tabs or gaps part them.

Merged cells leave no trace in a text, so a table gives its rows and the order of the cells in them, no more. Every word
stands in one line or one square; an empty cell between two bars is a cell, an empty line is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from genreport.document import Document, Grid, Line, Piece, Square
from genreport.finding import Spot
from genreport.read import characters, rows
from genreport.read.refused import Refused
from genreport.read.rows import Row

MOST = 2_000_000  # bytes; a long report has 100,000

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)\1$")


def document(data: bytes) -> Document:
    """The lines and tables of a text in UTF-8, UTF-16, GB18030 (GBK) or Big5.

    Raises `Refused` for what is no text or too large.
    """
    if len(data) > MOST:
        raise Refused("I029", now=f"{len(data) / 1e6:.1f}", most=MOST // 1_000_000)
    lines = [_Numbered(n, words) for n, words in enumerate(characters.lines(data), 1) if words.strip()]
    return Document(tuple(_pieces(lines)), "", "text")


class _Numbered(NamedTuple):
    number: int
    words: str


def _pieces(lines: Sequence[_Numbered]) -> Iterator[Piece]:
    tables = 0
    at = 0
    words = [line.words for line in lines]
    while at < len(lines):
        found = rows.table(words, at)
        if found is None:
            yield from _line(lines[at])
            at += 1
            continue
        if found.rows:
            tables += 1
            yield _grid(found.rows, [line.number for line in lines], tables)
        at = found.end


def _grid(found: Sequence[Row], numbers: Sequence[int], table: int) -> Grid:
    squares = tuple(
        Square(r, c, 1, 1, cell.text, Spot(table=table, row=r + 1, column=c + 1, line=numbers[cell.line]))
        for r, row in enumerate(found)
        for c, cell in enumerate(row)
    )
    first = Spot(table=table, line=numbers[found[0][0].line])
    return Grid(squares, len(found), max(map(len, found)), first, exact=False)


def _line(line: _Numbered) -> Iterator[Line]:
    words = line.words.strip()
    spot = Spot(line=line.number)
    level, bold = 0, False
    if words[0] == "#" and len(words) < 500 and (found := _HEADING.match(words)):
        level, words = len(found[1]), found[2]
    if found := _BOLD.match(words):
        words, bold = found[2], True
    if words:
        yield Line(words, spot, level, bold)
