"""One line of a narrative → runs of text with marks: `**bold**`, `*italic*`, `[words](https://…)`, `\\*`.

markdown-it-py does the pairing; this module only tells it where a run of `*` may open or close. Plain
CommonMark asks for a space or punctuation outside a bold phrase that ends in punctuation, which Chinese
text never has: `**一是健全机制。**印发` stays unbold there. Our rule is looser next to Chinese, and stricter
where `*` is no markup at all: sums (`2*3*4`), masked names and numbers (`李**、王**`, `138****5678`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKUP = re.compile(r"[*\\]|\]\(")  # without one of these a line is plain text
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s/]", re.IGNORECASE)
_PAUSES = frozenset("、，。；：！？,.;:!?")  # no phrase begins with one of these
_LONGEST_RUN = 3  # ***bold italic***; four and more are a mask or a line of stars
_DEEPEST = 20  # of links and brackets, keeps the parser's recursion small


class Run(NamedTuple):
    """A stretch of text under the same marks; `href` is "" outside links."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


def runs(line: str) -> list[Run]:
    """The runs of one line in order; no run is empty, and what is not markup is kept as it was typed."""
    if not _MARKUP.search(line):
        return [Run(line)] if line else []
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(line, parser, {}, tokens)
    return _marked(tokens)


def plain(line: str) -> str:
    """The words of one line, its marks gone."""
    return "".join(run.text for run in runs(line))


def cut(of: list[Run], start: int, end: int | None = None) -> list[Run]:
    """The runs between two places of their joined text, counted in characters."""
    pieces: list[Run] = []
    place = 0
    for run in of:
        low = max(start - place, 0)
        high = len(run.text) if end is None else end - place
        if high > low and run.text[low:high]:
            pieces.append(run._replace(text=run.text[low:high]))
        place += len(run.text)
    return pieces


def _marked(tokens: list[Token]) -> list[Run]:
    found: list[Run] = []
    strong = em = 0
    href = ""
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close":
            href = ""
        elif token.tag == "strong":
            strong += token.nesting
        elif token.tag == "em":
            em += token.nesting
        elif token.content:
            found.append(Run(token.content, strong > 0, em > 0, href))
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # costs as much as all else that `validate` does

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
            return bool(_SAFE_LINK.match(url))

    parser = Parser("zero", {"maxNesting": _DEEPEST})
    parser.enable(["escape", "emphasis", "link"])
    parser.inline.ruler.at("emphasis", _stars)
    parser.inline.ruler2.disable("fragments_join")  # runs are joined when they are written
    return parser


def _stars(state: StateInline, silent: bool) -> bool:
    """A run of `*`, each star a text of its own that the library pairs or leaves."""
    from markdown_it.rules_inline.state_inline import Delimiter

    if silent or state.src[state.pos] != "*":
        return False
    length = _length(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + length] if state.pos + length < state.posMax else " "
    opens, closes = flanks(before, after, length)
    for _ in range(length):
        state.push("text", "", 0).content = "*"
        if opens or closes:
            place = len(state.tokens) - 1
            state.delimiters.append(Delimiter(0x2A, length, place, -1, opens, closes))
    state.pos += length
    return True


def _length(text: str, start: int, end: int) -> int:
    place = start
    while place < end and text[place] == "*":
        place += 1
    return place - start


def flanks(before: str, after: str, length: int) -> tuple[bool, bool]:
    """Whether a run of `length` stars between two characters may open and may close emphasis."""
    if length > _LONGEST_RUN or (_word(before) and _word(after)):
        return False, False
    opens = _touches(after, before) and not _ends_phrase(after)
    closes = _touches(before, after) and not _starts_phrase(before)
    if length == 1:  # italics are hardly ever meant: 长*宽*高, 张*明和李*华
        opens = opens and _boundary(before)
        closes = closes and _boundary(after)
    return opens, closes


def _touches(inside: str, outside: str) -> bool:
    """CommonMark's flanking, with the condition on punctuation lifted next to Chinese."""
    if inside.isspace():
        return False
    return not (inside.isascii() and _mark(inside)) or _boundary(outside) or not outside.isascii()


def _word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _boundary(character: str) -> bool:
    return character.isspace() or _mark(character)


def _ends_phrase(character: str) -> bool:
    return character in _PAUSES or unicodedata.category(character) in ("Pe", "Pf")


def _starts_phrase(character: str) -> bool:
    return unicodedata.category(character) in ("Ps", "Pi")
