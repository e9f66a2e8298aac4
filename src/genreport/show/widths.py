"""How many columns of a terminal a text takes, and where a line of it may end."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

# what may not be torn apart: opening marks, a word or one character, closing marks; or a blank
_CLOSING = "[，。、；：！？）》〉”’」』】〕｝］…—]*"
_UNIT = re.compile(rf"[ \t]|[（《〈“‘「『【〔｛［]*(?:[!-~]+|[^ \t]){_CLOSING}")
_CHARACTER = re.compile(rf".{_CLOSING}", re.DOTALL)


def cells(text: str) -> int:
    """The columns that a text takes: two for a Chinese character, none for a mark on the one before."""
    if text.isascii():
        return len(text)
    return sum(_cells(c) for c in text)


def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def lines(text: str, width: int, hang: int = 0) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends, every line but the first `hang` columns narrower.

    Chinese breaks between any two characters, but not before a closing mark nor after an opening one; words of other
    scripts stay whole where a line can hold them. Blanks at a break belong to no line.
    """
    told: list[tuple[int, int]] = []
    start = end = used = 0
    room = width
    for unit in _UNIT.finditer(text):
        for first, last in _pieces(text, unit.start(), unit.end(), width - hang):
            wide = cells(text[first:last])
            if used + wide > room and end > start and not text[first:last].isspace():
                told.append((start, end))
                start, used, room = first, 0, width - hang
            used += wide
            if not text[first:last].isspace():
                end = last
    return [*told, (start, max(start, end))]


def _pieces(text: str, first: int, last: int, room: int) -> list[tuple[int, int]]:
    """A unit as a whole, or character by character when no line can hold it."""
    if cells(text[first:last]) <= room:
        return [(first, last)]
    return [c.span() for c in _CHARACTER.finditer(text, first, last)]
