"""The walk over the page: each block of the HTML becomes paragraphs or a table of the document's body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from genreport.write.word import lists
from genreport.write.word.columns import DIGIT, wide
from genreport.write.word.format import Style, indent, text_height, text_width
from genreport.write.word.line import DEEPEST, SILENT, Line
from genreport.write.word.package import Parts
from genreport.write.word.styles import continued
from genreport.write.word.table import KEEP, Cell, Room, table, value_size
from genreport.write.word.table_styles import PLAIN_PADDING

# elements that stand in lines of their own; every other one, known or not, is part of the line around it
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_STYLES = {
    "h1": "Title",
    "h2": "Heading1",
    "h3": "Heading2",
    "h4": "Heading3",
    "h5": "Heading4",
    "h6": "Heading4",
    "figure": "Figure",
    "figcaption": "Caption",
    "caption": "Caption",
}
_CLASSES = {"number": "DocumentNumber", "signature": "SignedBy"}
_ROW = 1.3  # the height of a line in a form, in sizes of its labels
_SPACE = 1.6  # pt above and below it, where the style does not say
_BELOW_HEADING = '<w:spacing w:after="113"/>'  # 2 mm between a section's heading and its form
_HEADING = '<w:pStyle w:val="Heading1"/>'
_GAP = '<w:p><w:pPr><w:pStyle w:val="PlainText"/></w:pPr></w:p>'


class Place(NamedTuple):
    """Where a block stands. The style "" is Normal, the level that of a list's item, the width is in twips."""

    style: str
    width: int
    level: int = -1
    depth: int = 0
    keep: str = ""
    align: str = ""
    cell: bool = False


class _Item(NamedTuple):
    """The mark of a list's item: its first paragraph gets it."""

    style: str
    numbering: str


class Body:
    """The body of the document; what it refers to goes into `parts`."""

    def __init__(self, root: Any, style: Style, parts: Parts) -> None:
        self._root, self._style, self._parts = root, style, parts
        self._height = text_height(style)
        self._blocks = _with_blocks(root)
        self._done: list[str] = []
        self._item: _Item | None = None

    def xml(self) -> str:
        """The paragraphs and tables of the whole page."""
        self._inside(self._root, Place("", text_width(self._style)))
        self._part_tables()  # Word wants a paragraph at the end
        return "".join(self._done)

    def _inside(self, node: Any, place: Place) -> None:
        """Writes what an element holds: its blocks, and the lines between them as paragraphs."""
        line = Line(self._parts, place.width)
        if not len(node):  # nearly every cell
            line.text(node.text)
        elif place.depth > DEEPEST:
            line.text(node.xpath("string()"))
        else:
            for piece in _pieces(node):
                if isinstance(piece, str):
                    line.text(piece)
                elif piece not in self._blocks:
                    line.element(piece)
                else:
                    self._paragraph(line, place)
                    line = Line(self._parts, place.width)
                    self._block(piece, place._replace(depth=place.depth + 1))
        self._paragraph(line, place)

    def _block(self, node: Any, place: Place) -> None:
        tag, classes = node.tag, (node.get("class") or "").split()
        if tag in SILENT or "watermark" in classes:
            return
        if tag in ("ul", "ol", "menu"):
            self._list(node, place)
        elif tag == "table":
            self._table(node, place, "form" in classes)
        elif tag == "pre":
            self._lines(node, place)
        else:
            named = next((_CLASSES[c] for c in classes if c in _CLASSES), _STYLES.get(tag))
            if named and not place.cell:
                place = place._replace(style=named, keep=KEEP if named == "SignedBy" else "")
            if place.style == "SignedBy" and len(node) and all(c.tag == "p" and not len(c) for c in node):
                self._signature(node, place)
            else:
                self._inside(node, place)

    def _signature(self, node: Any, place: Place) -> None:
        """The lines of a signature: the longest as far in as the style says, the others centred with it."""
        entry = self._style["text"].get("signature", self._style["text"]["p"])
        widths = [wide("".join(line.xpath("string()").split()), DIGIT) for line in node]
        for line, width in zip(node, widths, strict=True):
            right = entry.get("indent", 4) + (max(widths) - width) / 2
            self._inside(
                line, place._replace(keep=place.keep + indent(entry["size"], right=right, firstLine=0))
            )

    def _paragraph(self, line: Line, place: Place) -> None:
        runs = line.finish()
        if not (line.words or line.pictures):
            return
        style, item = place.style, self._item
        self._item = None
        alone = line.pictures and not line.words and not place.cell
        properties = ""
        if item:
            style = style if place.cell else item.style
            properties = item.numbering
        elif alone:
            style = "Figure"
        if line.pictures and not alone:  # the exact pitch of the text would cut them off
            properties += '<w:spacing w:line="240" w:lineRule="auto"/>'
        self._done.append(
            "<w:p><w:pPr>"
            + (f'<w:pStyle w:val="{style}"/>' if style else "")
            + place.keep
            + properties
            + (f'<w:jc w:val="{place.align}"/>' if place.align else "")
            + f"</w:pPr>{runs}</w:p>"
        )

    def _list(self, node: Any, place: Place) -> None:
        level = min(place.level + 1, lists.LEVELS - 1)
        if node.tag == "ol":
            style, number = "ListNumber", self._parts.numbered(level, _start(node))
        else:
            style, number = "ListBullet", lists.BULLETS
        within = place._replace(style=place.style if place.cell else continued(level), level=level)
        for piece in _pieces(node):
            if isinstance(piece, str):  # not HTML, but it is text
                line = Line(self._parts, place.width)
                line.text(piece)
                self._paragraph(line, within)
            else:
                self._item = _Item(style, lists.place(number, level))
                self._inside(piece, within._replace(depth=within.depth + 1))
                self._item = None

    def _table(self, node: Any, place: Place, form: bool) -> None:
        self._item = None
        size = value_size(node, self._style["table"]["value"])
        before, self._done = self._done, []
        sizes = self._style["table"]
        room = Room(
            place.width,
            self._height,
            row=round((sizes["label"] * _ROW + 2 * sizes.get("space", _SPACE)) * 20),
            padding=round(sizes["padding"] * 40),
            character=round(sizes.get("prose", sizes["label"]) * 20),
        )
        markup, figures = table(node, room, size, partial(self._cell, place.depth))
        self._done = before
        if not markup:  # Word cannot have it as a table
            self._inside(node, place)
            return
        self._part_tables()
        # a caption made up for those who cannot see the table is its alternative text, no words of the report
        shown = [c for c in node.findall("caption") if "generic" not in (c.get("class") or "").split()]
        for caption in () if form else shown:
            style = place.style if place.cell else "Caption"
            self._inside(caption, place._replace(style=style, keep=KEEP))
        if form:
            self._parts.figures.add(figures)
            if self._done and self._done[-1].startswith(f"<w:p><w:pPr>{_HEADING}"):
                self._done[-1] = self._done[-1].replace(_HEADING, _HEADING + _BELOW_HEADING, 1)
        self._done.append(markup)

    def _cell(self, depth: int, node: Any, cell: Cell) -> str:
        """The blocks of a cell; it never ends with a table, as Word wants."""
        before, self._done = self._done, []
        width = max(cell.width - PLAIN_PADDING[1] * 40, 1)
        place = Place(cell.style, width, depth=depth + 1, keep=cell.keep, align=cell.align, cell=True)
        self._inside(node, place)
        self._part_tables()
        done, self._done = self._done, before
        return "".join(done)

    def _lines(self, node: Any, place: Place) -> None:
        for text in node.xpath("string()").splitlines():
            line = Line(self._parts, place.width)
            line.text(text.replace(" ", "\u00a0"))
            self._paragraph(line, place)

    def _part_tables(self) -> None:
        """Word would make one of two tables without a paragraph between them."""
        if self._done and self._done[-1].endswith("</w:tbl>"):
            self._done.append(_GAP)


def _with_blocks(root: Any) -> set[Any]:
    """The blocks and all that hold one, whatever they are: `<a><p>…</p></a>` cannot be part of a line."""
    found: set[Any] = set()
    for node in root.iter(*_BLOCKS):
        while node is not None and node not in found:
            found.add(node)
            node = node.getparent()
    return found


def _pieces(node: Any) -> Iterator[Any]:
    """The texts and elements in an element, in their order."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _start(node: Any) -> int:
    text = (node.get("start") or "1").strip()
    return min(int(text[:6]), 32767) if text.isascii() and text.isdigit() else 1
