"""Text over several lines without a bar: YAML makes one paragraph of it, with a blank at each break."""

from __future__ import annotations

import re

_FOLDED = re.compile(r"[\u2014-\u9fff\uff01-\uffef] *[\r\n]+ *[\u2014-\u9fff\uff01-\uffef]")
_BREAK = r"(?:\r\n|[\r\n])"
# between two paragraphs: after the end of a sentence or before a heading; or there are more than two lines
_PARAGRAPHS = re.compile(
    rf"[。！？；：][”’）]?[ \t]*{_BREAK} *[^\s#]"
    rf"|(?<![\r\n]){_BREAK} *（[一二三四五六七八九十]+）"
    rf"|[\u4e00-\u9fff）]{_BREAK}[^\r\n]+{_BREAK} *[^\s#]"
)
_FALSE_BAR = re.compile(r"[Il1!！丨/\\][ \t]*[\r\n]")  # typed where | should be


def fault(text: str, start: int, end: int, plain: bool, below: bool) -> str | None:
    """The code for a value at text[start:end] that runs over several lines: Y035 for paragraphs that become one, Y036
    for a text that gets blanks; `plain`: without quotes or >, `below`: it begins below its key."""
    if plain and _FALSE_BAR.match(text, start, end):
        return "Y035"
    if not _FOLDED.search(text, start, end):
        return None
    return "Y035" if plain and (below or _PARAGRAPHS.search(text, start, end)) else "Y036"
