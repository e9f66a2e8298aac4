"""Sheets as lines and grids: what stands together is a grid, titles and paragraphs between are lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from genreport.document import Grid, Line, Piece, Square
from genreport.finding import Spot
from genreport.read.excel.workbook import Cell, Merged, Sheet, Workbook
from genreport.read.refused import Refused
from genreport.workbook import At, address

_MOST_SQUARES = 200_000  # of all grids of a workbook
_GAP = 2  # blank rows that part two tables
_LONG = 60  # characters: no label of a table has as many
_TITLE = re.compile(r"\s*[一二三四五六七八九十]{1,2}\s*[、.．]\s*\S")
_CAPTION = re.compile(r"\s*第.{1,6}条")
_HEAD = re.compile(r"情况\s*$|事项\s*$")


def pieces(book: Workbook) -> tuple[Piece, ...]:
    """All visible sheets, in order."""
    found: list[Piece] = []
    squares = tables = 0
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        for piece in _sheet(sheet, tables):
            found.append(piece)
            if isinstance(piece, Grid):
                tables += 1
                squares += len(piece.squares)
                if squares > _MOST_SQUARES:
                    raise Refused("I091", what=f"{squares} cells")
    return tuple(found)


class _Area:
    """The cells of a sheet with what merging does to them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.cells: Mapping[At, Cell] = sheet.cells
        merged = [m for m in sheet.merged if (m.top, m.left) in sheet.cells]
        self.merged: dict[At, Merged] = {(m.top, m.left): m for m in merged}
        self.starting: dict[int, list[Merged]] = {}
        for m in sheet.merged:
            self.starting.setdefault(m.top, []).append(m)
        self.rows: dict[int, list[int]] = {}
        for row, column in sorted(sheet.cells):
            if sheet.cells[row, column].text.strip():
                self.rows.setdefault(row, []).append(column)
        last = max(self.rows, default=0)
        tall = [(m.top + 1, min(m.bottom, last) + 1) for m in self.merged.values() if m.bottom > m.top]
        if sum(end - start for start, end in tall) > _MOST_SQUARES:
            raise Refused("I091", what=f"{len(tall)} merged ranges")
        # rows that a merged range reaches into, as far as there are others below
        self.covered = {row for start, end in tall for row in range(start, end)}

    def single(self, row: int) -> bool:
        """Whether one cell alone stands in this row."""
        columns = self.rows.get(row, [])
        if len(columns) != 1 or row in self.covered:
            return False
        merged = self.merged.get((row, columns[0]))
        return merged is None or merged.bottom == row or self._alone(merged)

    def _alone(self, merged: Merged) -> bool:
        return all(r not in self.rows for r in range(merged.top + 1, min(merged.bottom, merged.top + 50) + 1))

    def text(self, row: int) -> str:
        """What the first cell of the row says."""
        return self.cells[row, self.rows[row][0]].text


def _sheet(sheet: Sheet, tables: int) -> Iterator[Piece]:
    area = _Area(sheet)
    for rows in _runs(area):
        for piece in _run(area, rows, tables):
            tables += isinstance(piece, Grid)
            yield piece


def _runs(area: _Area) -> Iterator[list[int]]:
    """The rows with content, parted where several blank ones lie between, or where a title or paragraph stands."""
    rows = sorted(area.rows)
    run = rows[:1]
    for before, row in pairwise(rows):
        gap = sum(r not in area.covered for r in range(before + 1, min(row, before + 10)))
        if gap >= _GAP or (area.single(row) and _no_label(area.text(row))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _no_label(text: str) -> bool:
    """Whether the words of a row are a section's title or a paragraph, and not a label of a table."""
    return len(text) > _LONG or bool(_TITLE.match(text) and _HEAD.search(text))


def _run(area: _Area, rows: list[int], tables: int) -> Iterator[Piece]:
    """Single cells that lead a run are lines, the rest is a grid; a caption right above heads stays with them."""
    several = next((n for n, row in enumerate(rows) if not area.single(row)), len(rows))
    last = several - 1
    if 0 <= last < len(rows) - 1 and _CAPTION.match(area.text(rows[last])):
        several = last
    for row in rows[:several]:
        yield _line(area, row)
    if several < len(rows):
        yield _grid(area, rows[several:], tables + 1)


def _line(area: _Area, row: int) -> Line:
    column = area.rows[row][0]
    return Line(area.text(row).strip(), Spot(sheet=area.sheet.name, cell=address((row, column))))


def _grid(area: _Area, rows: list[int], table: int) -> Grid:
    top, bottom = rows[0], rows[-1]
    left = min(area.rows[r][0] for r in rows)
    right = max(area.rows[r][-1] for r in rows)
    wide = right + 20  # a label or figure may be merged over more columns than have content
    for m in (m for row in rows for m in area.starting.get(row, ())):
        if m.left <= right and (m.top, m.left) in area.cells:
            right = max(right, min(m.right, wide))
    height, width = bottom - top + 1, right - left + 1
    if height * width > _MOST_SQUARES:
        raise Refused("I091", what=f"{height} × {width} cells")
    squares: list[Square] = []
    taken: set[At] = set()
    spans = _spans(area, top, bottom, left, right)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) in taken:
                continue
            down, across = _free(spans.get((row, column), (1, 1)), (row, column), taken)
            taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
            cell = area.cells.get((row, column))
            at = (row - top, column - left)
            spot = Spot(
                table=table, row=at[0] + 1, column=at[1] + 1,
                sheet=area.sheet.name, cell=address((row, column)),
            )  # fmt: skip
            squares.append(Square(*at, down, across, cell.text.strip() if cell else "", spot))
    spot = Spot(table=table, sheet=area.sheet.name, cell=address((top, left)))
    return Grid(tuple(squares), height, width, spot)


def _spans(area: _Area, top: int, bottom: int, left: int, right: int) -> dict[At, tuple[int, int]]:
    """The merged ranges within these bounds, by their first cell."""
    found: dict[At, tuple[int, int]] = {}
    for row in range(top, bottom + 1):
        for m in area.starting.get(row, ()):
            if left <= m.left <= right:
                size = min(m.bottom, bottom) - m.top + 1, min(m.right, right) - m.left + 1
                found.setdefault((m.top, m.left), size)
    return found


def _free(span: tuple[int, int], at: At, taken: set[At]) -> tuple[int, int]:
    """The span, or a single cell where it would lie over another."""
    (row, column), (down, across) = at, span
    clear = all((r, c) not in taken for r in range(row, row + down) for c in range(column, column + across))
    return span if clear else (1, 1)
