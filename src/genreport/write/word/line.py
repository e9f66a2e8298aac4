"""The inline content of one paragraph: HTML text, emphasis, links and pictures to Word runs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from genreport.write.word.xml import xml

if TYPE_CHECKING:
    from genreport.write.word.package import Parts

DEEPEST = 40  # nesting beyond this is set as plain text, so that no page can exhaust the stack
SILENT = frozenset(("script", "style", "template", "title", "head", "colgroup", "col"))
_WORDS = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_WIDE = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
# characters that Word sets in the Latin font unless the run says otherwise: quotes, dashes, signs
_AMBIGUOUS = re.compile("[\u00a7-\u00b7\u00d7\u00f7\u0391-\u03c9\u2010-\u2027\u2030-\u205e\u2100-\u2bff]")
_ADDRESS = re.compile(
    r"(?i)(https?://\w[\w-]*(\.[\w-]+)*(:[1-5]?\d{1,4})?([/?#][^\s<>\"{}|\\^`\[\]]*)?|mailto:[^\s<>\"@]+@[\w.-]+)"
)

# an element or class: its character style; a run has one of them, the first, as in the page's style sheet
_STYLED = {"strong": "Strong", "em": "Emphasis", "run-in": "RunIn", "a": "Hyperlink"}
_DIRECT = {
    "strike": "<w:strike/>",
    "u": '<w:u w:val="single"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
_SAME = {"b": "strong", "i": "em", "s": "strike", "del": "strike", "ins": "u"}
# the order in which the schema wants a run's properties
_ORDER = ("<w:strike/>", '<w:u w:val="single"/>', _DIRECT["sub"], _DIRECT["sup"])


@cache
def _properties(marks: frozenset[str], eastern: bool) -> str:
    named = next((name for mark, name in _STYLED.items() if mark in marks), "")
    style = f'<w:rStyle w:val="{named}"/>' if named else ""
    direct = {_DIRECT[m] for m in marks if m in _DIRECT}
    inner = style + '<w:rFonts w:hint="eastAsia"/>' * eastern + "".join(p for p in _ORDER if p in direct)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(text: str, marks: frozenset[str] = frozenset()) -> str:
    """One `w:r` with this text."""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    properties = _properties(marks, bool(_AMBIGUOUS.search(text)))
    return f"<w:r>{properties}<w:t{space}>{xml(text)}</w:t></w:r>"


class Line:
    """The runs of one paragraph, white space collapsed as HTML has it."""

    def __init__(self, parts: Parts, width: int) -> None:
        self._parts, self._width = parts, width
        self._done: list[str] = []
        self._open: list[str] = []  # the words of the run being gathered
        self._marks: frozenset[str] = frozenset()
        self._space = ""  # white space seen and not yet written
        self._last = ""  # the last character written, none at the start of a line
        self.words = self.pictures = False

    def text(self, text: str | None, marks: frozenset[str] = frozenset()) -> None:
        """Adds text; spaces at the edges of a line and line ends between two ideographs vanish."""
        for piece in _WORDS.findall(text or ""):
            if piece.isspace() and piece[0] in " \t\n\r\f":
                self._space += piece
                continue
            if self._space and self._last and not self._joined(piece[0]):
                self._word(" ", marks)
            self._space = ""
            self._word(piece, marks)
            self._last, self.words = piece[-1], True

    def element(self, node: Any, marks: frozenset[str] = frozenset(), depth: int = 0) -> None:
        """Adds an inline element and what is in it."""
        tag = node.tag
        if not isinstance(tag, str) or tag in SILENT:
            return
        if tag == "br":
            self._break()
        elif tag == "img":
            self._picture(node, marks)
        elif depth > DEEPEST:
            self.text(node.xpath("string()"), marks)
        elif tag == "a" and _ADDRESS.fullmatch((node.get("href") or "").strip()):
            self._raw(f'<w:hyperlink r:id="{self._parts.link(node.get("href").strip())}" w:history="1">')
            self.inside(node, marks | {"a"}, depth)
            self._raw("</w:hyperlink>")
        else:
            mark = "run-in" if "run-in" in (node.get("class") or "").split() else _SAME.get(tag, tag)
            known = (mark in _STYLED and mark != "a") or mark in _DIRECT
            self.inside(node, marks | {mark} if known else marks, depth)

    def inside(self, node: Any, marks: frozenset[str] = frozenset(), depth: int = 0) -> None:
        """Adds what an element holds."""
        self.text(node.text, marks)
        for child in node:
            self.element(child, marks, depth + 1)
            self.text(child.tail, marks)

    def finish(self) -> str:
        """The runs as XML, without a line break at the end, which HTML does not show either."""
        self._flush()
        if self._done and self._done[-1] == _BREAK:
            self._done.pop()
        return "".join(self._done)

    def _joined(self, following: str) -> bool:
        return "\n" in self._space and bool(_WIDE.match(self._last) and _WIDE.match(following))

    def _word(self, piece: str, marks: frozenset[str]) -> None:
        if marks != self._marks:
            self._flush()
            self._marks = marks
        self._open.append(piece)

    def _flush(self) -> None:
        if self._open:
            self._done.append(run("".join(self._open), self._marks))
            self._open.clear()

    def _raw(self, markup: str) -> None:
        self._flush()
        self._done.append(markup)

    def _break(self) -> None:
        self._raw(_BREAK)
        self._space = self._last = ""

    def _picture(self, node: Any, marks: frozenset[str]) -> None:
        words = node.get("alt") or ""
        drawing = self._parts.picture(node.get("src") or "", words, self._width)
        if drawing is None:  # nothing that Word could show: say what it was
            self.text(words, marks)
        else:
            self._raw(drawing)
            self._last, self.pictures = "\ufffc", True


_BREAK = "<w:r><w:br/></w:r>"
