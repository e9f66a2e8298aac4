"""Paragraphs from the lines of a page: one ends with a short line, before an indent or before a heading's number."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

from genreport.document import Grid, Line, Piece, Square
from genreport.finding import Spot
from genreport.read.pdf.placing import Ruled, Sheet
from genreport.read.pdf.setting import Row

NUMBER = re.compile(
    r"第[一二三四五六七八九十]+[部章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)"
)
_STOP = "。；：！？.;:!?”）)"
_LATIN = re.compile(r"[!-~]")


class Measures(NamedTuple):
    """How the text of a file is set: its left and right edge, its size, the distance of its lines."""

    left: float
    right: float
    size: float
    pitch: float


Placed = tuple[int, Row]  # the page and the line


def measures(sheets: Iterable[Sheet]) -> Measures:
    """The measures of the running text."""
    rows = [p for s in sheets for p in s.parts if isinstance(p, Row)]
    if not rows:
        return Measures(0, 0, 10, 15)
    size = Counter(round(r.size * 2) / 2 for r in rows for _ in range(len(r.text))).most_common(1)[0][0]
    body = [r for r in rows if abs(r.size - size) < 0.6] or rows
    long = sorted(r.right for r in body)
    right = long[int(len(long) * 0.9)] if len(long) > 1 else long[0]
    full = [r for r in body if r.right > right - 1.5 * size]
    left = min((r.left for r in full), default=min(r.left for r in body))
    gaps = [b.top - a.top for a, b in itertools.pairwise(body) if 0 < b.top - a.top < 4 * size]
    return Measures(left, right, size, median(gaps) if gaps else 1.6 * size)


def joined(parts: Iterable[tuple[int, Row] | Grid], m: Measures) -> Iterator[Piece]:
    """The lines as paragraphs, and the tables; rows of words set far apart become tables of unknown columns."""
    waiting: list[Placed] = []
    for part in parts:
        if isinstance(part, Grid):
            yield from _texts(waiting, m)
            waiting = []
            yield part
        else:
            waiting.append(part)
    yield from _texts(waiting, m)


def _texts(rows: list[Placed], m: Measures) -> Iterator[Piece]:
    """Lines between tables: runs of at least two rows of several columns are tables without lines."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and len(rows[end][1].parts) > 2:
            end += 1
        if end - start >= 2:
            yield _loose(rows[start:end])
            start = end
            continue
        end = max(end, start + 1)
        while end < len(rows) and not all(len(r.parts) > 2 for _, r in rows[end : end + 2]):
            end += 1
        yield from _paragraphs(rows[start:end], m)
        start = end


def _loose(rows: list[Placed]) -> Grid:
    squares = tuple(
        Square(r, c, 1, 1, text, Spot(page=page))
        for r, (page, row) in enumerate(rows)
        for c, (text, _, _) in enumerate(row.parts)
    )
    width = max(len(row.parts) for _, row in rows)
    return Grid(squares, len(rows), width, Spot(page=rows[0][0]), exact=False)


def _paragraphs(rows: list[Placed], m: Measures) -> Iterator[Line]:
    found: list[Placed] = []
    for at, row in rows:
        if found and _ends(found, (at, row), m):
            yield _line(found)
            found = []
        found.append((at, row))
    if found:
        yield _line(found)


def _ends(found: list[Placed], following: Placed, m: Measures) -> bool:
    """Whether a paragraph ends before the following line."""
    (page, row), (next_page, after) = found[-1], following
    if abs(row.size - after.size) > 0.12 * max(row.size, after.size):
        return True
    if page == next_page and after.top - row.top > 1.7 * max(m.pitch, 1.2 * row.size):
        return True
    if row.size > 1.15 * m.size and _centred(row, m) and _centred(after, m):
        return page != next_page  # a title of several lines
    if row.right < m.right - 1.8 * row.size:
        return not _unbroken(found, after, m)
    if after.left > m.left + 1.2 * after.size and after.left > found[0][1].left - 0.6 * after.size:
        return not (len(found) > 1 and abs(after.left - row.left) < 0.6 * after.size and not _stopped(row))
    return bool(NUMBER.match(after.text)) and _stopped(row) and not after.text[0].isdigit()


def _unbroken(found: list[Placed], after: Row, m: Measures) -> bool:
    """Whether a short line is only one before a word that could not be parted: the next is not indented."""
    row = found[-1][1]
    indented = found[0][1].left > m.left + 1.2 * row.size
    flush = after.left < m.left + 0.6 * row.size and not NUMBER.match(after.text)
    return indented and flush and not row.text.endswith("。") and row.right > m.right - 14 * row.size


def _centred(row: Row, m: Measures) -> bool:
    return abs((row.left - m.left) - (m.right - row.right)) < 2 * row.size


def _stopped(row: Row) -> bool:
    return row.text[-1] in _STOP


def _line(rows: list[Placed]) -> Line:
    words = rows[0][1].text
    for _, row in rows[1:]:
        apart = _LATIN.match(words[-1]) and _LATIN.match(row.text[0])
        both = apart and words[-1].isalpha() and row.text[0].isalpha()
        words += (" " if both else "") + row.text
    return Line(words, Spot(page=rows[0][0]), bold=all(row.bold for _, row in rows))


def grid(table: Ruled) -> Grid:
    """A table as the document has it."""
    return Grid(table.squares, table.rows, len(table.xs) - 1, Spot(page=table.page))
