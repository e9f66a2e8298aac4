"""A narrative → its blocks, line by line: paragraphs, figures, lists, tables.

Not Markdown's own block rules: a clerk ends a paragraph with one line break and indents it with
spaces, where Markdown would join lines, swallow the line after a list or a table, renumber lists, and
drop what is nested too deeply or stands in one cell too many. Here a line is a paragraph unless it
plainly is something else, no character is lost, and the time is linear in the length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from genreport.prose_tables import Table, caption, is_table, table

_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # not allowed in XML
_ITEM = re.compile(r"(?:-|(\d{1,3})\.)[ \t\u3000]+(?=\S)")
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\]\((?P<path>(?:[^()<>]|\([^()<>]*+\))++)\)"
)
_DEEPEST_LIST = 5
_NESTED = 2  # columns that an inner list is indented by, at least


class Paragraph(NamedTuple):
    """One line of text with its marks still in it; `line` counts from 0 within the narrative."""

    text: str
    line: int


class Figure(NamedTuple):
    """`![alt](path)`, as typed."""

    alt: str
    path: str
    line: int


class Item(NamedTuple):
    """One point of a list: its paragraphs, then the lists inside it."""

    paragraphs: list[Paragraph]
    lists: list[List]


class List(NamedTuple):
    """A list; `start` is its first number, None for bullets."""

    start: int | None
    items: list[Item]


Block = Paragraph | Figure | List | Table


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


class _Entry(NamedTuple):
    depth: int
    number: int | None
    paragraphs: list[Paragraph]


def blocks(text: str) -> list[Block]:
    """The blocks of a narrative from top to bottom."""
    lines = [_line(number, raw) for number, raw in enumerate(_ILLEGAL.sub("\ufffd", text).splitlines())]
    found: list[Block] = []
    place = 0
    while place < len(lines):
        if _is_table(lines, place):
            grid, place = _table(lines, place, _take_caption(found))
            found.append(grid)
        elif _ITEM.match(lines[place].text):
            entries, place = _entries(lines, place)
            found.extend(_nest(entries))
        else:
            found.extend(_pieces(lines[place]))
            place += 1
    return found


def _line(number: int, raw: str) -> _Line:
    text = raw.strip()
    lead = raw[: len(raw) - len(raw.lstrip())]
    # an indent typed with full-width spaces is a paragraph's, never a list's
    indent = len(lead.expandtabs(4)) if lead.isascii() else 0
    return _Line(number, indent, text)


def _pieces(line: _Line) -> list[Block]:
    """A paragraph, cut where an image stands in it."""
    found: list[Block] = []
    place = 0
    for image in _IMAGE.finditer(line.text):
        if before := line.text[place : image.start()].strip():
            found.append(Paragraph(before, line.number))
        found.append(Figure(image["alt"].strip(), image["path"].strip(), line.number))
        place = image.end()
    if rest := line.text[place:].strip():
        found.append(Paragraph(rest, line.number))
    return found


# lists


def _entries(lines: list[_Line], place: int) -> tuple[list[_Entry], int]:
    """The points of the list that starts here, each with its depth, and the place after it."""
    found: list[_Entry] = []
    indents: list[int] = []
    while place < len(lines):
        line = lines[place]
        if item := _ITEM.match(line.text):
            number = int(item[1]) if item[1] else None
            words = Paragraph(line.text[item.end() :], line.number)
            found.append(_Entry(_depth(indents, line.indent), number, [words]))
        elif line.text and line.indent and not _starts_other(lines, place):
            found[-1].paragraphs.append(Paragraph(line.text, line.number))
        elif line.text or place + 1 == len(lines) or not _ITEM.match(lines[place + 1].text):
            break
        place += 1
    return found, place


def _starts_other(lines: list[_Line], place: int) -> bool:
    return _is_table(lines, place) or bool(_IMAGE.match(lines[place].text))


def _depth(indents: list[int], indent: int) -> int:
    """The depth of a point by its indent; `indents` holds those of the lists it is in, and is kept up."""
    while indents and indent < indents[-1]:
        indents.pop()
    if not indents or (indent >= indents[-1] + _NESTED and len(indents) < _DEEPEST_LIST):
        indents.append(indent)
    return len(indents) - 1


def _nest(entries: list[_Entry], depth: int = 0) -> list[List]:
    found: list[List] = []
    counting = True  # the numbers go up; the other kind is 1. 1. 1.
    place = 0
    while place < len(entries):
        entry = entries[place]
        after = place + 1
        while after < len(entries) and entries[after].depth > depth:
            after += 1
        item = Item(entry.paragraphs, _nest(entries[place + 1 : after], depth + 1))
        if found and _continues(found[-1], entry.number, counting):
            counting = entry.number != found[-1].start
            found[-1].items.append(item)
        else:
            counting = True
            found.append(List(entry.number, [item]))
        place = after
    return found


def _continues(of: List, number: int | None, counting: bool) -> bool:
    """Whether a point goes on with a list: so that the printed number is the typed one."""
    if of.start is None or number is None:
        return of.start == number
    if len(of.items) == 1:
        return number in (of.start, of.start + 1)
    return number == (of.start + len(of.items) if counting else of.start)


# tables


def _is_table(lines: list[_Line], place: int) -> bool:
    return place + 1 < len(lines) and is_table(lines[place].text, lines[place + 1].text)


def _table(lines: list[_Line], place: int, title: str) -> tuple[Table, int]:
    end = place + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    return table([line.text for line in lines[place:end]], title, lines[place].number), end


def _take_caption(found: list[Block]) -> str:
    """The caption that the last block is for the table to come, taken out of the blocks; "" if it is none."""
    last = found[-1] if found else None
    title = caption(last.text) if isinstance(last, Paragraph) else ""
    if title:
        found.pop()
    return title
