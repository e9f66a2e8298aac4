"""A Word file as a `Document`, straight from its XML: what Word would print, tracked changes accepted.

Only the parts named here are read; pictures, macros, links and everything outside the file are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from genreport.document import Document, Line, Piece
from genreport.read import spans
from genreport.read.refused import Refused
from genreport.read.word_cells import Cell, aligned, merged
from genreport.read.word_lists import Lists, Style, child, lifted, number, styles, switched, value
from genreport.read.words import BREAK, LOWERED, RAISED, plain
from genreport.read.zipped import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = frozenset(  # deleted text, instructions, what is drawn beside the text
    "del moveFrom delText delInstrText instrText pPr rPr tblPr trPr tcPr sectPr sdtPr sdtEndPr rt annotationRef "
    "footnoteReference endnoteReference footnoteRef endnoteRef".split()
)
_SET_OFF = frozenset(("sup", "sub", "den", "deg", "lim"))  # parts of formulas that stand higher or lower
_OVERLAID = ("strike", "dstrike", "vanish")
_CONTENTS = "Table of Contents"


def document(data: bytes) -> Document:
    """The paragraphs and tables of a Word file in reading order."""
    archive = Archive(data)
    root = archive.xml("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise Refused("I017", problem="word/document.xml")
    walk = _Walk(styles(archive.xml("word/styles.xml")), Lists.of(archive.xml("word/numbering.xml")))
    pieces = spans.numbered(walk.pieces(body))
    core = archive.xml("docProps/core.xml")
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else ""
    return Document(pieces, plain(title or ""), "docx")


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _alternative(element: _Element) -> _Element | None:
    """One of the two ways in which a drawing is told: the newer one when it holds text."""
    choice, fallback = child(element, "Choice"), child(element, "Fallback")
    holds = choice is not None and next(choice.iter("{*}t"), None) is not None
    return choice if holds or fallback is None else fallback


def _printed(element: _Element, name: str) -> str:
    """What a single element of a run prints."""
    match name:
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = value(element, "char")
            number = int(code, 16) if len(code) <= 5 and _is_hexadecimal(code) else 0
            return chr(number) if 0x20 < number < 0xD800 else "□"  # its look depends on the font
    return ""


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and all(c in "0123456789abcdefABCDEF" for c in text)


class _Run(NamedTuple):
    """What the run that is being read looks like."""

    bold: bool = False
    raised: bool = False


class _Walk:
    """One way through the body of a Word file."""

    def __init__(self, known: dict[str, Style], lists: Lists) -> None:
        self._styles, self._lists = known, lists
        self._fields: list[bool] = []  # of each open field, whether its instruction is still going on
        self._boxes: list[_Element] = []  # text boxes of the paragraph at hand
        self._sizes = [0, 0]  # characters of the paragraph at hand, and those of them that are bold

    def pieces(self, parent: _Element) -> list[Piece]:
        """What stands in the body, a cell or a text box."""
        found: list[Piece] = []
        for element in parent:
            match _name(element):
                case "p":
                    found += self._paragraph(element)
                case "tbl":
                    found += self._table(element)
                case "AlternateContent":
                    chosen = _alternative(element)
                    found += self.pieces(chosen) if chosen is not None else ()
                case "sdt":
                    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
                    if value(gallery) != _CONTENTS:
                        found += self.pieces(element)
                case name if name not in _GONE:
                    found += self.pieces(element)
        return found

    def _paragraph(self, element: _Element) -> Iterator[Piece]:
        properties = child(element, "pPr")
        style = self._styles.get(value(child(properties, "pStyle"))) or self._styles.get("") or Style()
        outer, self._boxes, self._sizes = self._boxes, [], [0, 0]
        words = "".join(self._text(element, _Run(style.bold)))
        boxes, self._boxes = self._boxes, outer
        outline = child(properties, "outlineLvl")
        level = style.level if outline is None else (number(outline, 9) + 1) % 10
        bold = self._sizes[1] * 10 > self._sizes[0] * 9
        before = self._number(properties, style)  # an empty paragraph is counted, too
        if words.strip() and not style.contents and not style.hidden:
            words = (before + words.lstrip()).strip()
            for line in [words.replace("\n", BREAK)] if level else words.split("\n"):
                if text := plain(line, kept=True):
                    yield Line(text, level=min(level, 6), bold=bold)
        for box in boxes:
            yield from self.pieces(box)

    def _number(self, properties: _Element | None, style: Style) -> str:
        own = child(properties, "numPr")
        name = value(child(own, "numId")) or style.list
        depth = child(own, "ilvl")
        printed = self._lists.printed(name, style.depth if depth is None else number(depth))
        return f"{printed} " if printed.endswith(".") or printed[-1:].isdigit() else printed

    def _text(self, parent: _Element, run: _Run) -> Iterator[str]:
        """The text within a paragraph; a line break is a newline."""
        for element in parent:
            name = _name(element)
            if name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "AlternateContent":
                chosen = _alternative(element)
                if chosen is not None:
                    yield from self._text(chosen, run)
            elif name == "r":
                yield from self._run(element, run)
            elif name in _SET_OFF:
                yield RAISED
                yield from self._text(element, run)
                yield LOWERED
            elif name not in _GONE:
                text = "" if any(self._fields) else _printed(element, name)
                if text:
                    self._sizes[0] += len(text)
                    self._sizes[1] += len(text) * run.bold
                    yield text
                elif len(element):
                    yield from self._text(element, run)

    def _run(self, element: _Element, outer: _Run) -> Iterator[str]:
        properties = child(element, "rPr")
        if properties is None:
            yield from self._text(element, outer)
            return
        style = self._styles.get(value(child(properties, "rStyle")), Style())
        if style.hidden and switched(properties, "vanish") is None:
            return
        if any(switched(properties, name) for name in _OVERLAID):
            return
        bold = switched(properties, "b")
        own = lifted(properties)
        raised = bool(style.raised) if own is None else own
        run = _Run(outer.bold or style.bold if bold is None else bold, raised)
        if raised:
            yield RAISED
        yield from self._text(element, run)
        if raised:
            yield LOWERED

    def _field(self, kind: str) -> None:
        """Of a field (a page number, a sum) only the result is printed."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, table: _Element) -> list[Piece]:
        rows: list[list[Cell]] = []
        for row in _through(table, "tr"):
            if child(row, "trPr", "del") is None and not switched(child(row, "trPr"), "hidden"):
                rows.append(list(self._row(row)))
        told, exact = aligned(rows)
        return spans.pieces([spans.Row(cells) for cells in merged(told)], exact=exact)

    def _row(self, row: _Element) -> Iterator[Cell]:
        properties = child(row, "trPr")
        column = number(child(properties, "gridBefore"))
        if column:
            yield Cell(0, column, "", [], _width(child(properties, "wBefore")))
        for cell in _through(row, "tc"):
            told = child(cell, "tcPr")
            wide = max(number(child(told, "gridSpan"), 1), 1)
            merge = child(told, "vMerge")
            kind = "" if merge is None else value(merge) or "continue"
            fields, self._fields = self._fields, []
            pieces = self.pieces(cell)
            self._fields = fields
            beside = child(told, "hMerge")
            if beside is not None and value(beside) in ("", "continue"):
                kind = "beside"
            yield Cell(column, wide, kind, pieces, _width(child(told, "tcW")))
            column += wide
        after = number(child(properties, "gridAfter"))
        if after:
            yield Cell(column, after, "", [], _width(child(properties, "wAfter")))


def _width(element: _Element | None) -> int:
    """A width in twentieths of a point, 0 when it is not told or told otherwise."""
    return number(element, 0, "w") if value(element, "type") in ("dxa", "") else 0


def _through(parent: _Element, wanted: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, those within content controls and insertions too."""
    for element in parent:
        name = _name(element)
        if name == wanted:
            yield element
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _through(element, wanted)
