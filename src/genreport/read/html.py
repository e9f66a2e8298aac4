"""A page as a `Document`: paragraphs and tables as a browser would show them, without scripts, styles and menus.

Nothing is fetched or run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from genreport.document import Document, Grid, Line, Piece
from genreport.finding import Spot
from genreport.read import sheets, spans
from genreport.read.charset import decoded
from genreport.read.ordinals import ordinal
from genreport.read.refused import Refused
from genreport.read.sheets import Sheets
from genreport.read.words import BREAK, LOWERED, RAISED, plain

if TYPE_CHECKING:
    from lxml.etree import _Element

ELEMENTS = 150_000  # in one page; a long report has five thousand
_DROPPED = frozenset(
    "head script style noscript template iframe object embed applet audio video canvas svg math map select button "
    "textarea input datalist del s strike rt rp xml frameset noframes".split()
)
_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary ul caption "
    "table thead tbody tfoot tr td th".split()
)
_MENUS = frozenset(("nav", "footer", "header"))
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_SPACED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_TAG = 20_000  # characters of a tag without what stands in quotes
_LONG_TAG = re.compile(rf"<[a-zA-Z][^>]{{{_TAG},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LIST = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")


def document(data: bytes) -> Document:
    """The lines and tables of a page in reading order.

    What is hidden is left out, unless the page then has no table: some are shown by a script.
    """
    root = _parsed(decoded(data))
    if root is None:
        return Document((), medium="html")
    title = next((t for t in root.iter("title") if not any(True for _ in t.iterancestors("svg"))), None)
    name = plain(str(title.xpath("string()"))) if title is not None else ""
    told = Sheets(root)
    pieces = _Walk(told, hidden=False).pieces(root)
    if not any(isinstance(p, Grid) for p in pieces) and root.find(".//table") is not None:
        pieces = _Walk(told, hidden=True).pieces(root)
    return Document(spans.numbered(pieces), name, "html")


def _too_long(tag: str) -> bool:
    """Whether a tag has attributes by the thousand, over which the parser broods; a picture within it may be long."""
    return len(_QUOTED.sub("", tag)) > _TAG


def _parsed(text: str) -> _Element | None:
    from lxml import etree, html

    if text.count("<") > 2 * ELEMENTS or any(_too_long(tag[0]) for tag in _LONG_TAG.finditer(text)):
        raise Refused("I012", limit=ELEMENTS)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    data = text.encode("utf-8", errors="replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # there is nothing in it
        return None
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Refused("I011") from None
        if not data.strip():
            return None
        raise
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refused("I011")
    return root


@dataclass
class _Frame:
    """What is open: the page, a table (whose `rows` are being collected) or a cell."""

    element: Any = None
    pieces: list[Piece] = field(default_factory=list)
    rows: list[spans.Row] | None = None  # of a table; None for all others
    cells: list[spans.Cell] = field(default_factory=list)
    group: int = 1000
    rank: int = 1
    spans: tuple[int, int] = (1, 1)


class _Walk:
    """One way through the page, element by element; `hidden`: with what is hidden."""

    def __init__(self, sheets: Sheets, hidden: bool) -> None:
        self._sheets, self._hidden = sheets, hidden
        self._frames = [_Frame()]
        self._words: list[str] = []
        self._bold = self._bold_size = self._size = self._level = self._spaced = self._line = 0
        self._lists: list[list[Any]] = []  # kind and number of each open list
        self._open: list[
            tuple[Any, bool, bool]
        ] = []  # element, whether it is bold, whether it keeps white space
        self._raised: list[Any] = []  # the open elements that stand higher or lower than their line

    def pieces(self, root: _Element) -> list[Piece]:
        """What the page holds."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if self._dropped(element, tag):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._start(element, tag)
            elif skipped is not None and element is skipped:
                skipped = None
                if tag in _BLOCKS:
                    self._flush()
                self._add(element.tail)
            else:
                self._end(element, tag)
        self._flush()
        return self._frames[0].pieces

    def _dropped(self, element: _Element, tag: str) -> bool:
        if tag in _DROPPED:
            return True
        if tag in _MENUS and element.find(".//table") is None and element.find(".//h1") is None:
            return tag != "header" or not any(True for _ in element.iterancestors("article", "main"))
        style = self._sheets.style(element, tag)
        if style and _STRUCK.search(style):
            return True
        if self._hidden:
            return False
        unseen = bool(style) and (sheets.hidden(style) or self._sheets.without_size(element, style))
        return unseen or "hidden" in element.attrib

    def _start(self, element: _Element, tag: str) -> None:
        style = self._sheets.style(element, tag)
        if tag in _BLOCKS:
            self._flush()
            self._block(element, tag, style)
        elif tag == "br":
            self._break()
        elif tag in ("sup", "sub") or (style and sheets.raised(style)):
            self._words.append(RAISED)
            self._raised.append(element)
        bold = tag in ("b", "strong") or bool(style and _BOLD.search(style))
        spaced = tag == "pre" or bool(style and _SPACED.search(style))
        self._bold += bold
        self._spaced += spaced
        if bold or spaced:
            self._open.append((element, bold, spaced))
        self._line = self._line or _source_line(element)
        self._add(element.text)

    def _block(self, element: _Element, tag: str, style: str) -> None:
        frame = self._frames[-1]
        self._line = _source_line(element)
        if tag == "table":
            self._frames.append(_Frame(element, rows=[]))
        elif frame.rows is not None and tag in ("td", "th"):
            self._frames.append(_Frame(element, spans=(_span(element, "rowspan"), _span(element, "colspan"))))
        elif frame.rows is not None and (tag == "tr" or tag in _GROUPS):
            self._row_ends(frame)
            if tag in _GROUPS:
                frame.group += 1
                frame.rank = _GROUPS[tag]
        elif tag in ("ol", "ul", "menu", "dir"):
            kind = _LIST.search(style)
            default = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
            named = kind[1] if kind else default.get(element.get("type", ""), "decimal")
            start = element.get("start", "1")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
            self._lists.append([element, named if tag == "ol" else "none", number])
        elif tag == "li" and self._lists:
            self._number()
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._level = int(tag[1])

    def _number(self) -> None:
        """The number of a list item, as it is printed before it."""
        _, kind, number = self._lists[-1]
        self._lists[-1][2] += 1
        printed = ordinal(number, kind)
        if printed:
            self._words.append(f"{printed}{'. ' if printed.isascii() else '、'}")

    def _end(self, element: _Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            frame = self._frames[-1]
            if frame.element is element:
                self._close(frame)
            elif frame.rows is not None and (tag == "tr" or tag in _GROUPS):
                self._row_ends(frame, element)
                if tag in _GROUPS:
                    frame.group += 1
                    frame.rank = 1
            elif self._lists and self._lists[-1][0] is element:
                self._lists.pop()
            elif len(tag) == 2 and tag[0] == "h":
                self._level = 0
        elif self._raised and self._raised[-1] is element:
            self._raised.pop()
            self._words.append(LOWERED)
        if self._open and self._open[-1][0] is element:
            _, bold, spaced = self._open.pop()
            self._bold -= bold
            self._spaced -= spaced
        self._add(element.tail)

    def _close(self, frame: _Frame) -> None:
        """A cell goes into its table's row, a table into what holds it."""
        self._frames.pop()
        outer = self._frames[-1]
        if frame.rows is None:
            outer.cells.append(spans.Cell(frame.pieces, *frame.spans))
            return
        self._row_ends(frame)
        rows = sorted(frame.rows, key=lambda row: row.group % 3)  # a foot is shown last, wherever it stands
        outer.pieces += spans.pieces(rows, _unrepeated(outer.pieces[-1:], frame.pieces))

    @staticmethod
    def _row_ends(frame: _Frame, element: Any = None) -> None:
        if not frame.cells or frame.rows is None:
            return
        unseen = element is not None and element.get("height") == "0"  # Word's, to tell the widths of columns
        if not (unseen and not any(cell.pieces for cell in frame.cells)):
            frame.rows.append(spans.Row(frame.cells, frame.group * 3 + frame.rank))
        frame.cells = []

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._spaced and "\n" in text:
            first, *others = text.split("\n")
            self._add(first)
            for other in others:
                self._break()
                self._add(other)
            return
        self._words.append(text)
        size = len(text) - text.count(" ")
        self._size += size
        if self._bold:
            self._bold_size += size

    def _break(self) -> None:
        if self._level:
            self._words.append(BREAK)
        else:
            self._flush()

    def _flush(self) -> None:
        """The words so far are a line."""
        if not self._words:
            return
        text = plain("".join(self._words), bool(self._spaced))
        if text:
            bold = self._bold_size * 10 > self._size * 9
            self._frames[-1].pieces.append(Line(text, Spot(line=self._line), self._level, bold))
        self._words = []
        self._size = self._bold_size = self._line = 0


def _unrepeated(before: list[Piece], captions: list[Piece]) -> list[Piece]:
    """The captions of a table without one that only repeats the heading before it, for those who cannot see."""
    heading = before[0].text if before and isinstance(before[0], Line) and before[0].level else ""
    return [c for c in captions if not (heading and isinstance(c, Line) and heading.endswith(c.text))]


def _source_line(element: Any) -> int:
    return element.sourceline or 0


def _span(element: _Element, name: str) -> int:
    """The span as browsers read it: leading digits; anything else is 1, as is a colspan of 0."""
    digits = re.match(r"\s*\+?(\d{1,7})", element.get(name, "1"))
    return int(digits[1]) if digits else 1
