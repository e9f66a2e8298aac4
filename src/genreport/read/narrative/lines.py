"""A document as one run of entries: lines of text, small tables, and the places of the statutory tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from genreport.document import Document, Grid, Line
from genreport.finding import Spot
from genreport.read.narrative.marked import grid_rows
from genreport.read.narrative.plain import bare, fold, tidy

# what stands in statutory tables only; where one was not recognised as a table, its lines are no prose either
_CELL = re.compile(
    r"第二十条第?\([一五六八九]\)项|信息内容|申请人情况|\(?本列数据的?勾稽关系.*|法人或其他组织|自然人|行政复议|"
    r"行政诉讼|本年(?:新?制|发|废止|处理决定|收费).{0,16}|未经复议直接起诉|上一年项目数量|采购项目数量"
)
_LONGEST_LABEL = 60
_FIGURE = re.compile(r"[|/\-—+.,\d\s]*")


class Entry(NamedTuple):
    """A line as tidied and as compared; or a small table (`grid`); or a place in a statutory table (`table`)."""

    text: str
    folded: str
    spot: Spot = Spot()
    level: int = 0
    bold: bool = False
    grid: Grid | None = None
    table: bool = False


def entries(document: Document, used: frozenset[int]) -> list[Entry]:
    """What the document says, in order; lines that hold nothing are left out."""
    found: list[Entry] = []
    for index, piece in enumerate(document.pieces):
        if isinstance(piece, Grid):
            found += _grid(piece, index in used)
        else:
            found += _line(piece, index in used)
    return found


def like_cell(entry: Entry) -> bool:
    """Whether the entry is a cell, or all, of a statutory table that was not recognised as one."""
    if entry.grid is not None:
        return any(_CELL.fullmatch(bare(square.text)) for square in entry.grid.squares[:40])
    words = entry.folded.strip("| ").split("|", 1)[0]
    return len(words) <= _LONGEST_LABEL and bool(_CELL.fullmatch(words.replace(" ", "")))


def like_figures(entry: Entry) -> bool:
    """Whether the entry is nothing but figures, bars and strokes."""
    return entry.grid is None and bool(_FIGURE.fullmatch(entry.folded))


def _line(line: Line, used: bool) -> Iterator[Entry]:
    parts = [line.text.replace("\n", "")] if line.level else line.text.split("\n")
    for part in parts:
        text = tidy(part)
        if text := _only_cell(text) if "|" in text else text:
            yield Entry(text, fold(text), line.spot, line.level, line.bold, table=used)


def _only_cell(text: str) -> str:
    """What a row of a table says that has one cell only; any other text as it is."""
    cells = [cell.strip() for cell in text.split("|") if cell.strip()]
    if len(cells) > 1 or (text.count("|") < 2 and text[:1] != "|"):
        return text
    return "".join(cells)


def _grid(grid: Grid, used: bool) -> Iterator[Entry]:
    rows = grid_rows(grid)
    if used:
        yield from (_of(row[0], grid)._replace(table=True) for row in rows[:1] if len(row) == 1)
        yield Entry("", "", grid.spot, table=True)
        yield from (_of(row[0], grid)._replace(table=True) for row in rows[1:][-1:] if len(row) == 1)
    elif all(sum(map(bool, row)) == 1 for row in rows):  # a frame around text
        for square in sorted(grid.squares, key=lambda s: (s.row, s.column)):
            yield from _line(Line(square.text, square.spot or grid.spot), False)
    elif rows:
        words = " ".join(text for row in rows for text in row if text)
        yield Entry(words, fold(words), grid.spot, grid=grid)


def _of(text: str, grid: Grid) -> Entry:
    return Entry(text, fold(text), grid.spot)
