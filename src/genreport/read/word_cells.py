"""The cells of a Word table at their columns: vertical merges become row spans, and wrong spans are mended by widths.

Word draws a cell where its width puts it. Programs that write its files often count the columns that a cell spans
wrongly; the rows then do not add up, and figures would slip under the next heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from genreport.document import Piece
from genreport.read import spans

_NEAR = 80  # twentieths of a point by which edges of one column may differ: less than two millimetres


class Cell(NamedTuple):
    """A cell as its row tells it."""

    column: int
    wide: int  # columns that it spans
    merge: str  # "restart" or "continue" of a vertical merge, "beside": goes with the cell before it
    pieces: list[Piece]
    width: int = 0  # in twentieths of a point


def aligned(rows: list[list[Cell]]) -> tuple[list[list[Cell]], bool]:
    """The rows with columns that agree, by their spans or else by their widths; and whether they do."""
    told = [row for row in rows if row]
    if len({row[-1].column + row[-1].wide for row in told}) <= 1:
        return rows, True
    if not all(cell.width for row in told for cell in row):
        return rows, False
    edges = _edges(told)
    placed: list[list[Cell]] = []
    for row in rows:
        placed.append([])
        left = 0
        for cell in row:
            start, end = _nearest(edges, left), _nearest(edges, left + cell.width)
            if start == end:
                return rows, False
            placed[-1].append(cell._replace(column=start, wide=end - start))
            left += cell.width
    return placed, True


def _edges(rows: list[list[Cell]]) -> list[int]:
    """Where columns begin and end: the places of all edges, those that lie together as one."""
    places = {0}
    for row in rows:
        left = 0
        for cell in row:
            left += cell.width
            places.add(left)
    edges: list[int] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _nearest(edges: list[int], place: int) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - place))


def merged(rows: list[list[Cell]]) -> Iterator[list[spans.Cell]]:
    """Vertical merges as row spans. A cell that goes on with one above, but is of another width, stands alone."""
    tall: dict[tuple[int, int], int] = {}  # row and column of a cell that a merge begins with → its height
    above: dict[int, tuple[int, int, int]] = {}  # column → row, column and width of the merge that ends here
    gone: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        ending, above = above, {}
        for cell in row:
            begun = ending.get(cell.column)
            if cell.merge == "continue" and begun and begun[2] == cell.wide:
                tall[begun[:2]] += 1
                above[cell.column] = begun
                gone.add((r, cell.column))
            elif cell.merge in ("restart", "continue"):
                tall[r, cell.column] = 1
                above[cell.column] = (r, cell.column, cell.wide)
    for r, row in enumerate(rows):
        cells: list[spans.Cell] = []
        for cell in row:
            if (r, cell.column) in gone:
                continue
            if cell.merge == "beside" and cells:
                cells[-1] = cells[-1]._replace(colspan=cells[-1].colspan + cell.wide)
            else:
                cells.append(spans.Cell(cell.pieces, tall.get((r, cell.column), 1), cell.wide))
        yield cells
