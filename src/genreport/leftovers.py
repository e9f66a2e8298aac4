"""Marks in a narrative that would be printed as they stand: what is left of Markdown, HTML or a table from elsewhere.

Only what no clerk means as text is told: a false alarm in an ordinary report costs more than a star that slips through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from genreport.prose_blocks import Block, Figure, List, Paragraph, blocks
from genreport.prose_inline import plain
from genreport.prose_tables import cells

# the code in messages.yaml for each kind
CODES = {
    "heading": "T001",
    "quote": "T002",
    "rule": "T003",
    "code": "T004",
    "point": "T005",
    "bold": "T006",
    "strike": "T007",
    "tag": "T008",
    "entity": "T009",
    "bars": "T010",
    "wide bars": "T011",
    "tabs": "T012",
    "surplus": "T013",
    "image": "T014",
    "link": "T015",
}
_LONGEST = 24  # characters of what stands there
_TAGS = (
    "a|b|blockquote|body|br|center|code|del|div|em|font|h[1-6]|hr|html|i|img|ins|li|mark|o:p|ol|p|pre|s|script|small|"
    "span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul"
)
_ENTITIES = "nbsp|amp|lt|gt|quot|apos|[lr][ds]quo|[me]dash|hellip|middot|e[mn]sp|#\\d{2,6}|#x[0-9a-f]{2,5}"
_WORD = r"\w\u3400-\u9fff"


_FILES = "(?:html?|pdf|docx?|xlsx?)"


class _Kind(NamedTuple):
    """A kind of mark: a text without any of the characters `signs` has none, and is not looked at more closely."""

    kind: str
    signs: str
    pattern: str

    def match(self, text: str) -> re.Match[str] | None:
        """The mark that a text begins with."""
        return _compiled(self.pattern).match(text) if any(c in text for c in self.signs) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first mark in a text."""
        return _compiled(self.pattern).search(text) if any(c in text for c in self.signs) else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)  # when it is first wanted: all of them take ten milliseconds


# what a paragraph begins with, or is as a whole; the group is what is shown
_WHOLE = (
    _Kind("heading", "#", r"(#{1,6}[ \t\u3000]+\S.*|#{2,6}[^#\s].*)"),
    _Kind("quote", ">", r"(>[>\s]*[^\d\s>=.].*)"),
    _Kind("rule", "-*=", r"(-{3,}|\*{3,}|={3,})$"),
    _Kind("code", "`~", r"(`{3,}.*|~{3,}.*)"),
    _Kind("point", "*+)", r"([*+][ \t\u3000]+(?!注)\S.*|\d{1,2}\)\s*\S.*)"),
    _Kind("bars", "|", r"(\|.*\|$|[^|。]+\|[^|。]+\|[^。]*$)"),
    _Kind("wide bars", "｜", r"(｜.*｜|[^｜。]+｜[^｜。]+｜[^。]*$)"),
    _Kind("tabs", "\t", r"(\S[^\t]*\t\s*[^\t]+\t.*)"),
)
# what stands within a line once the marks that are understood have gone
_WITHIN = (
    _Kind("image", "[【", r"([!！]\s?[\[【][^\[\]【】]*[\]】]\s?[(（][^()（）]*[)）]|！\[[^\[\]]*\]\S{0,9})"),
    _Kind(
        "link",
        "[",
        r"(\[[^\[\]]+\]\s?[(（](?:https?:|www\.)[^()（）]*[)）]|\[[^\[\]]+\]\([\w./-]+\.(?:html?|pdf|docx?|xlsx?)\))",
    ),
    # not the stars of a masked name or number, which follow a character: 李**、138****5678
    _Kind("bold", "*", rf"(?:^|[^{_WORD}*])(\*\*(?!\*)[^*]+)|(?<!\*)(\*\*\s[^*]*\s\*\*)(?!\*)"),
    _Kind("strike", "~", rf"(~~[^~\s](?:[^~]*[^~\s])?~~)|(?:^|[^{_WORD}~])(~~[{_WORD}][^~]*)"),
    _Kind("code", "`~", r"((?<!`)`[^`]*`?)"),
    _Kind("tag", "<", rf"(</?(?:{_TAGS})(?:\s+[a-z][-:\w]*\s*=[^<>]*)?\s*/?>|<!--)"),
    _Kind("entity", "&", rf"(&(?:{_ENTITIES});)"),
)
_PAIRED = re.compile(r"\*\*(?=[^\s*])([^*]+)(?<=\S)\*\*")
_TABLES = ("bars", "wide bars", "tabs")  # told once for lines on end


class _Words(NamedTuple):
    """Text as it is printed, and its line; whether it is a paragraph of its own."""

    line: int
    text: str
    alone: bool = False


def leftovers(text: str) -> list[tuple[int, str, str]]:
    """What would be printed as it stands: its line (from 0), what stands there (cut short), its kind; in order.

    The kinds are those of `CODES`; one kind is told once a line, a table that is none once.
    """
    found: list[tuple[int, str, str]] = []
    lines = text.splitlines()
    for block in blocks(text):
        for words in _words(block):
            found += [(words.line, shown, kind) for kind, shown in _marks(words)]
        if not isinstance(block, Paragraph | Figure | List):
            found += _surplus(lines, block.line, len(block.head), len(block.rows))
    told = {(line, kind) for line, _, kind in found}
    return [mark for mark in found if not _goes_on(mark, told)]


def _goes_on(mark: tuple[int, str, str], told: set[tuple[int, str]]) -> bool:
    line, _, kind = mark
    return kind in _TABLES and any((line - back, kind) in told for back in (1, 2))


def _words(block: Block) -> Iterator[_Words]:
    if isinstance(block, Paragraph):
        yield _Words(block.line, block.text, alone=True)
    elif isinstance(block, Figure):
        yield _Words(block.line, block.alt)
    elif isinstance(block, List):
        for item in block.items:
            yield from (_Words(each.line, each.text) for each in item.paragraphs)
            for inner in item.lists:
                yield from _words(inner)
    else:
        yield from (_Words(block.line, cell) for cell in (block.caption, *block.head))
        for number, row in enumerate(block.rows, block.line + 2):
            yield from (_Words(number, cell) for cell in row)


def _marks(words: _Words) -> Iterator[tuple[str, str]]:
    """The kinds of marks in a piece of text, each with its first."""
    whole = ""
    if words.alone:
        for kind in _WHOLE:
            if match := kind.match(words.text):
                whole = kind.kind
                yield whole, _cut(match[1])
                break
    printed = _printed(words.text)
    for kind in _WITHIN:
        if kind.kind != whole and (match := kind.search(printed)):
            yield kind.kind, _cut(next(filter(None, match.groups())))


def _printed(text: str) -> str:
    """The text without the marks that are understood; whole pairs of stars are, and need no parser to be told."""
    bare = _PAIRED.sub(r"\1", text)
    return bare if "*" not in bare and "](" not in bare and "\\" not in bare else plain(text)


def _surplus(lines: list[str], head: int, width: int, rows: int) -> Iterator[tuple[int, str, str]]:
    for number in range(head + 2, head + 2 + rows):
        row = cells(lines[number].strip())
        if len(row) > width and any(row[width:]):
            yield number, _cut(lines[number].strip()), "surplus"


def _cut(text: str) -> str:
    text = re.sub(r"\s+", " ", text.strip())
    return text[:_LONGEST] + "…" if len(text) > _LONGEST else text
