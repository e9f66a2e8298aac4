"""A file as it stands before anybody knows what it says: lines of text and grids of cells, in reading order.

Every reader of a medium (HTML, DOCX, PDF, text, Excel) gives a `Document`, and the matching of labels takes one; so
neither knows the other. Nothing here is a figure yet: cells are the text that was printed.
"""

from __future__ import annotations

from typing import NamedTuple

from genreport.finding import Spot


class Line(NamedTuple):
    """A paragraph, heading or list item as plain text; `level` 1-6 where the medium says that it is a heading."""

    text: str
    spot: Spot = Spot()
    level: int = 0
    bold: bool = False


class Square(NamedTuple):
    """A cell of a grid: rows and columns from 0; spans are clipped to the grid; lines in it are split by newlines.

    With a `colspan` of 0 it stands for a cell that its row does not have.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    spot: Spot = Spot()


class Grid(NamedTuple):
    """A table. `exact`: squares stand where they are said to stand and cover the grid without overlap.

    Otherwise (rows of `|` or tabs in a text) only the rows and the order of the cells in them are known, since merged
    cells left no trace: `column` is then the number of the cell in its row and spans are 1.
    """

    squares: tuple[Square, ...]
    rows: int
    columns: int
    spot: Spot = Spot()
    exact: bool = True


Piece = Line | Grid


class Document(NamedTuple):
    """What a file holds, in reading order; `title` is what the medium itself calls it (HTML title, metadata)."""

    pieces: tuple[Piece, ...]
    title: str = ""
    medium: str = ""  # html, docx, pdf, text, xlsx
    pages: int = 0  # of a PDF
