"""Reading a PDF: the characters and ruled lines of each page made into lines of text and grids of cells.

Characters and lines are taken from the page once, by PDFium; which lines make a table, and what stands in which square,
is decided here, since a figure in the wrong square is worse than none.
"""

from __future__ import annotations

from genreport.document import Document, Grid, Piece
from genreport.finding import Spot
from genreport.read.pdf import joining, margins, opened, paragraphs, placing
from genreport.read.pdf.placing import Sheet


def document(data: bytes) -> Document:
    """The text and the tables of a PDF in reading order; tables cut by pages are whole again.

    Raises `Refused` for what is no PDF, is locked, is too large, is a scan, or whose text cannot be taken out.
    """
    with opened.pdf(data) as file:
        sheets = [placing.sheet(page) for page in opened.pages(file)]
        title = opened.title(file)
    opened.legible(sheets)
    return Document(_pieces(margins.without(sheets)), title, "pdf", len(sheets))


def _pieces(sheets: list[Sheet]) -> tuple[Piece, ...]:
    pieces = paragraphs.joined(joining.whole(sheets), paragraphs.measures(sheets))
    found: list[Piece] = []
    tables = 0
    for piece in pieces:
        if isinstance(piece, Grid):
            tables += 1
            piece = _numbered(piece, tables)
        found.append(piece)
    return tuple(found)


def _numbered(grid: Grid, table: int) -> Grid:
    """The grid with the places of its squares: the page where each stands, table, row and column from 1."""
    squares = tuple(
        s._replace(spot=Spot(page=s.spot.page, table=table, row=s.row + 1, column=s.column + 1))
        for s in grid.squares
    )
    return grid._replace(squares=squares, spot=Spot(page=grid.spot.page, table=table))
