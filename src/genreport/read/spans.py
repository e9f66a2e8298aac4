"""One algorithm of spans for every medium: rows of cells become a grid, or go up in what they hold.

Cells are placed as browsers place them: each in the first column that no cell from above covers. Spans are then
clipped to what is left: by the rows, by a cell that already stands there, and by the last column in which a cell
begins, so that an absurd span makes no columns. Holes become empty squares that span no column.

A table that serves the layout of a page, and not data, is no grid: what its cells hold is given in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from genreport.document import Grid, Line, Piece, Square
from genreport.finding import Spot
from genreport.read.refused import Refused

CELLS = 100_000  # squares in one file; the longest report has five hundred
_WIDEST = 1000  # columns that one cell may span, as in browsers
_TALLEST = 65534
_PROSE_LINES, _PROSE = 3, 300  # a cell with so many lines and characters is no datum
_LINES_AT_ALL = 60  # nor is one with so many lines


class Cell(NamedTuple):
    """A cell as it stands in its row: what it holds, and how many rows (0: all that are left) and columns it spans."""

    pieces: Sequence[Piece]
    rowspan: int = 1
    colspan: int = 1


class Row(NamedTuple):
    """A row; no cell reaches beyond the last row of its `group` (the head or body that it is part of)."""

    cells: Sequence[Cell]
    group: int = 0


def pieces(rows: Sequence[Row], before: Sequence[Piece] = (), exact: bool = True) -> list[Piece]:
    """A table as pieces: a grid and, after it, those in its cells; or what it holds, when it only serves layout.

    `before` is what the table says outside its cells, such as its caption; `exact` whether its spans can be trusted.
    """
    rows = [row for row in rows if row.cells]
    inner = [p for row in rows for cell in row.cells for p in cell.pieces]
    nested = [p for p in inner if isinstance(p, Grid)]
    prose = [sum(_is_prose(cell) for cell in row.cells) for row in rows]
    if any(prose) and all(not n or len(_filled(row)) == 1 for n, row in zip(prose, rows, strict=True)):
        return [*before, *_split(rows, prose, exact)]
    if not rows or any(prose) or _serves_layout(rows, nested):
        return [*before, *inner]
    return [*before, grid(rows) if exact else _loose(rows), *nested]


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.pieces]


def _split(rows: Sequence[Row], prose: Sequence[int], exact: bool) -> Iterator[Piece]:
    """A table that holds the whole report: rows of prose as what they hold, the rows between them as grids."""
    for is_prose, run in groupby(zip(rows, prose, strict=True), key=lambda pair: bool(pair[1])):
        between = [row for row, _ in run]
        if is_prose:
            yield from (p for row in between for cell in row.cells for p in cell.pieces)
        else:
            yield from pieces(between, exact=exact)


def numbered(given: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with the place of each grid and square: tables, rows and columns count from 1."""
    done: list[Piece] = []
    table = 0
    squares = 0
    for piece in given:
        if isinstance(piece, Grid):
            table += 1
            squares += len(piece.squares)
            if squares > CELLS:
                raise Refused("I012", limit=CELLS)
            piece = piece._replace(
                squares=tuple(
                    s._replace(spot=Spot(table=table, row=s.row + 1, column=s.column + 1))
                    for s in piece.squares
                ),
                spot=Spot(table=table),
            )
        done.append(piece)
    return tuple(done)


def _serves_layout(rows: Sequence[Row], nested: Sequence[Grid]) -> bool:
    """Whether a table holds no data of its own: one column, or less than the tables within it."""
    if max(len(row.cells) for row in rows) == 1 and not nested:
        return max(r.cells[0].colspan for r in rows) <= 1 or len(rows) == 1
    plain = [c for row in rows for c in row.cells if not any(isinstance(p, Grid) for p in c.pieces)]
    own = sum(bool(_text(cell)) for cell in plain)
    return bool(nested) and own <= sum(sum(bool(s.text) for s in g.squares) for g in nested)


def _is_prose(cell: Cell) -> bool:
    lines = [p for p in cell.pieces if isinstance(p, Line)]
    if any(line.level for line in lines) and len(lines) > 1:
        return True
    size = sum(len(line.text) for line in lines)
    return (len(lines) >= _PROSE_LINES and size > _PROSE) or len(lines) > _LINES_AT_ALL


def _text(cell: Cell) -> str:
    """Its lines; a table in it stands as one line whose bars keep its figures apart."""
    lines = []
    for piece in cell.pieces:
        if isinstance(piece, Line):
            lines.append(piece.text)
        else:
            lines.append(" | ".join(s.text for s in piece.squares if s.text))
    return "\n".join(line for line in lines if line)


def grid(rows: Sequence[Row]) -> Grid:
    """The grid of a table, without places; see the module for how cells are placed."""
    placed = list(_placed(rows))
    columns = max((column for _, column, _, _, _ in placed), default=-1) + 1
    if len(rows) * columns > CELLS:
        raise Refused("I012", limit=CELLS)
    squares = []
    free = [[True] * columns for _ in rows]
    for row, column, rowspan, colspan, cell in placed:
        colspan = min(colspan, columns - column)
        squares.append(Square(row, column, rowspan, colspan, _text(cell)))
        for line in free[row : row + rowspan]:
            line[column : column + colspan] = [False] * colspan
    squares += [
        Square(r, c, 1, 0, "") for r, line in enumerate(free) if any(line) for c in range(columns) if line[c]
    ]
    return Grid(tuple(sorted(squares, key=lambda s: s[:2])), len(rows), columns)


def _loose(rows: Sequence[Row]) -> Grid:
    """The grid of a table of which only rows and the order of cells are known."""
    squares = [
        Square(r, c, 1, 1, _text(cell)) for r, row in enumerate(rows) for c, cell in enumerate(row.cells)
    ]
    return Grid(tuple(squares), len(rows), max(len(row.cells) for row in rows), exact=False)


def _placed(rows: Sequence[Row]) -> Iterator[tuple[int, int, int, int, Cell]]:
    """Each cell with its row, column and spans; a cell ends where another already stands."""
    ends = _ends(rows)
    covered: list[int] = []  # for each column, the row from which it is free again
    work = 0
    for r, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column < len(covered) and covered[column] > r:
                column += 1
            wide = min(max(cell.colspan, 1), _WIDEST)
            tall = min(cell.rowspan if cell.rowspan > 0 else _TALLEST, _TALLEST, ends[r] - r)
            work += wide
            if work > 10 * CELLS or column > _WIDEST * 4:
                raise Refused("I012", limit=CELLS)
            covered += [0] * (column + wide - len(covered))
            taken = next((c for c in range(column, column + wide) if covered[c] > r), column + wide)
            covered[column:taken] = [r + tall] * (taken - column)
            yield r, column, tall, taken - column, cell
            column += wide


def _ends(rows: Sequence[Row]) -> list[int]:
    """For each row, the row after the last one of its group."""
    ends = [len(rows)] * len(rows)
    for r in range(len(rows) - 2, -1, -1):
        ends[r] = ends[r + 1] if rows[r].group == rows[r + 1].group else r + 1
    return ends
