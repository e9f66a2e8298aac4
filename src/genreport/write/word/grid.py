"""The cells of an HTML table on Word's grid: each row filled from edge to edge, merged cells spelt out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

_MOST = 1000  # columns or rows that HTML lets a cell span


class Square(NamedTuple):
    """What stands at one place of a row: a cell, the continuation of the one above, or nothing."""

    cell: Any  # None: nothing
    span: int
    merge: str = ""  # "restart", "continue" or neither


class Row(NamedTuple):
    """A row, and whether it is repeated at the head of each page."""

    squares: list[Square]
    head: bool


class _Reach(NamedTuple):
    """How far a cell reaches beyond its row: over so many columns, so many rows down."""

    span: int
    rows: int


def grid(table: Any) -> list[Row]:
    """The rows of a table, all of the same width."""
    rows = [row for group, head in _groups(table) for row in _placed(group, head)]
    width = max((sum(s.span for s in row.squares) for row in rows), default=0)
    width = max(width, sum(_span(c, "span") for c in (*table.findall("col"), *table.findall("colgroup/col"))))
    for row in rows:
        missing = width - sum(s.span for s in row.squares)
        row.squares.extend(Square(None, 1) for _ in range(missing))
    return rows


def _groups(table: Any) -> Iterator[tuple[list[Any], bool]]:
    """The rows that a cell may span, group by group; the heads first, wherever they are written."""
    heads = [g for g in table if g.tag == "thead"]
    for group in heads:
        yield [r for r in group if r.tag == "tr"], True
    loose = [r for r in table if r.tag == "tr"]
    if loose:
        yield loose, False
    for tag in ("tbody", "tfoot"):
        for group in table:
            if group.tag == tag:
                yield [r for r in group if r.tag == "tr"], False


class _Filling:
    """A row being filled from the left; `above` are the cells that reach into it from the rows before."""

    def __init__(self, above: dict[int, _Reach]) -> None:
        self._above = above
        self._column = 0
        self.squares: list[Square] = []
        self.below: dict[int, _Reach] = {}

    def put(self, cell: Any, span: int, rows: int) -> None:
        """Sets a cell at the first free column, no wider than the room there."""
        self._continue()
        room = min((c for c in self._above if c > self._column), default=_MOST + self._column) - self._column
        self._set(Square(cell, min(span, room), "restart" if rows > 1 else ""), rows)

    def close(self) -> None:
        """Continues what is left of the cells from above, with nothing between them."""
        for column in sorted(c for c in self._above if c >= self._column):
            while self._column < column:
                self._set(Square(None, 1), 1)
            self._continue()

    def _continue(self) -> None:
        while self._column in self._above:
            span, rows = self._above[self._column]
            self._set(Square(None, span, "continue"), rows)

    def _set(self, square: Square, rows: int) -> None:
        if rows > 1:
            self.below[self._column] = _Reach(square.span, rows - 1)
        self.squares.append(square)
        self._column += square.span


def _placed(group: list[Any], head: bool) -> Iterator[Row]:
    above: dict[int, _Reach] = {}
    for number, row in enumerate(group):
        filling = _Filling(above)
        for cell in row:
            if cell.tag in ("td", "th"):
                filling.put(cell, _span(cell, "colspan"), _rows(cell, len(group) - number))
        filling.close()
        above = filling.below
        yield Row(filling.squares, head)


def _rows(cell: Any, left: int) -> int:
    """How many rows a cell covers; HTML ends it with its group, and 0 means just that."""
    return min(_span(cell, "rowspan", zero=left), left)


def _span(cell: Any, name: str, zero: int = 1) -> int:
    text = cell.get(name)
    if text is None or not (text.isascii() and text.isdigit()):
        return 1
    return min(int(text[:6]) or zero, _MOST)
