"""A table of the page as one `w:tbl`, written as text: the statutory forms and the tables of the narrative."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from genreport.write.word.columns import column_edges
from genreport.write.word.grid import Row, Square, grid
from genreport.write.word.line import run
from genreport.write.word.table_styles import FORM_TABLE, PLAIN_TABLE, Figures
from genreport.write.word.xml import half_points, xml

MOST_COLUMNS = 63  # Word calls a file with more damaged
KEEP, LOOSE = "<w:keepNext/>", '<w:keepNext w:val="0"/>'
_FILLED = 0.72  # of a page by the rows of a form at their least height; labels of several lines need the rest
_WIDEST_DIGIT = 0.64  # in ems, of the fonts that stand in for Times New Roman; its own have 0.5
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_CENTRED = frozenset(("band", "head", "corner", "vertical"))
_VERTICAL = '<w:textDirection w:val="tbRlV"/>'


class Cell(NamedTuple):
    """How the paragraphs of a cell are set; the width is in twips."""

    style: str
    keep: str  # the property that holds it to what follows, where the style's own does not do
    align: str  # where the style's own does not do
    width: int


Fill = Callable[[Any, Cell], str]  # draws what is in a cell


class Room(NamedTuple):
    """What a table may take, in twips: the width, a page's height, a form's row at most, both edges of its cells;
    and the width of a character in a table of the narrative."""

    width: int
    height: int
    row: int
    padding: int
    character: int


class _Look(NamedTuple):
    form: bool
    least: int  # the height of a row, in twips
    figures: str  # the style of the figures
    text: str
    head: str


def table(node: Any, room: Room, size: int, fill: Fill) -> tuple[str, Figures]:
    """The table's XML, as wide as there is room, its figures `size` half points high, and how they are set.

    Empty when it has no cells or more columns than Word takes.
    """
    figures = Figures(size)
    rows = grid(node)
    columns = sum(s.span for s in rows[0].squares) if rows else 0
    if not 0 < columns <= MOST_COLUMNS:
        return "", figures
    form = "form" in _classes(node)
    edges = column_edges(node, rows, columns, room.width, room.character)
    if form:
        figures = Figures(size, _crowded(rows, edges, size, room.padding))
    least = min(room.row, round(room.height * _FILLED / len(rows))) if form else 0
    look = _Look(
        form, least, figures.style, *(("TableText", "TableHead") if form else ("PlainText", "PlainHead"))
    )
    heads = _heads(rows)
    last = len(rows) - 1
    body = ""
    for number, row in enumerate(rows):
        # the styles of a form hold each row to the next
        keep = LOOSE if number == last and form else KEEP if number < min(heads, last) and not form else ""
        body += _row(row, edges, look, number < heads, keep, fill)
    gaps = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    properties = _properties(node, edges[-1], FORM_TABLE if form else PLAIN_TABLE)
    return f"<w:tbl>{properties}<w:tblGrid>{gaps}</w:tblGrid>{body}</w:tbl>", figures


def _crowded(rows: Sequence[Row], edges: Sequence[int], size: int, padding: int) -> bool:
    """Whether a figure would be broken on a machine whose font in place of the Latin one has wide digits."""
    for row in rows:
        column = 0
        for cell, span, _ in row.squares:
            if cell is not None and cell.tag == "td":
                wide = len((cell.text or "").strip()) * size * 10 * _WIDEST_DIGIT
                if wide > edges[column + span] - edges[column] - padding:
                    return True
            column += span
    return False


def _properties(node: Any, width: int, style: str) -> str:
    caption = next((" ".join(c.xpath("string()").split()) for c in node.findall("caption")), "")
    label = next((n.get("aria-label") for n in (node, node.getparent()) if n.get("aria-label")), "")
    words = caption or label
    alternative = f'<w:tblCaption w:val="{xml(words)}"/><w:tblDescription w:val="{xml(label or words)}"/>'
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>{alternative if words else ""}</w:tblPr>'
    )


def _row(row: Row, edges: Sequence[int], look: _Look, head: bool, keep: str, fill: Fill) -> str:
    cells, column = [], 0
    for square in row.squares:
        wide = edges[column + square.span] - edges[column]
        cells.append(_cell(square, wide, look, keep, fill))
        column += square.span
    height = f'<w:trHeight w:val="{look.least}" w:hRule="atLeast"/>' if look.least else ""
    repeated = "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(square: Square, wide: int, look: _Look, keep: str, fill: Fill) -> str:
    cell, span, merge = square
    classes = frozenset(_classes(cell)) if cell is not None else frozenset[str]()
    vertical = "vertical" in classes
    properties = (
        f'<w:tcW w:w="{wide}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + _VERTICAL * vertical
    )
    place = Cell(_style(cell, classes, look), keep, _aligned(cell), wide)
    if cell is None or not vertical:
        content = fill(cell, place) if cell is not None else ""
    else:  # Word sets the text downwards by itself, so the lines of one character each are joined
        content = _paragraph(place, run("".join(cell.xpath("string()").split())))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or _paragraph(place)}</w:tc>"


def _paragraph(place: Cell, runs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{place.style}"/>{place.keep}</w:pPr>{runs}</w:p>'


def _style(cell: Any, classes: frozenset[str], look: _Look) -> str:
    if cell is None:
        return look.text
    if look.form and cell.tag == "td":
        return look.figures
    centred = classes & _CENTRED or (not look.form and cell.tag == "th")
    return look.head if centred else look.text


def _aligned(cell: Any) -> str:
    found = _ALIGN.search(cell.get("style") or "") if cell is not None else None
    return found[1] if found else ""


def _heads(rows: Sequence[Row]) -> int:
    """How many rows are repeated on each page: those of the head, else a first row of headings only."""
    heads = sum(row.head for row in rows)
    titled = all(s.cell is not None and s.cell.tag == "th" for s in rows[0].squares)
    return heads or int(titled and len(rows) > 1)


def value_size(node: Any, otherwise: float) -> int:
    """The size of a table's figures in half points, as the page asks for it."""
    try:
        points = float(node.get("data-value-size") or "")
    except ValueError:
        points = otherwise
    return half_points(points if 1 <= points <= 100 else otherwise)


def _classes(node: Any) -> list[str]:
    return (node.get("class") or "").split()
