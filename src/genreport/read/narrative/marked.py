"""Lines and small tables as a narrative of a report writes them, so that `prose` gives back the same plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from genreport import prose
from genreport.document import Grid
from genreport.prose_tables import caption
from genreport.read.narrative.plain import tidy

_SPECIAL = re.compile(r"[\\*\[\]]")
_ITEM = re.compile(r"^(-|\d{1,3}\.)(?=[ \t\u3000])")
_NUMBERED = re.compile(r"([1-9]\d{0,2})\.[ \t\u3000]+(?=\S)")
_MARKER = re.compile(r"^[（(](十[一二三四五六七八九]?|二十|[一二三四五六七八九])[）)] ?")
_GENERIC = "表格："  # how our own pages name a table that has no caption, for the ear only
_CAPTION = re.compile(r"^(附?表\s?(?:\d+(?:[-－—.]\d+)*|[一二三四五六七八九十]+))(?=[^\s：:\d.、，的中])")
_MOST_COLUMNS = 20


class _Point(NamedTuple):
    """A numbered line: its number, and how it is written as a point of a list and as a paragraph."""

    number: int
    said: str
    written: str


class Text:
    """A narrative that grows by lines and tables."""

    def __init__(self) -> None:
        """An empty narrative."""
        self._lines: list[str] = []
        self._points: dict[int, _Point] = {}  # lines that may be points of a numbered list
        self._in_table = False

    def __str__(self) -> str:
        """The narrative as a report keeps it."""
        return "\n".join(self._listed())

    def line(self, text: str) -> None:
        """Add a paragraph."""
        written = paragraph(text)
        if not written:
            return
        if self._in_table and "|" in written:
            self._lines.append("")  # a bar would make it a row of the table above
        self._in_table = False
        if number := _NUMBERED.match(tidy(text)):
            said = _cell(tidy(text))
            self._points[len(self._lines)] = _Point(int(number[1]), said, written)
        self._lines.append(written)

    def _listed(self) -> list[str]:
        """The lines, with a list made of those that count 1, 2, 3 …, for it prints the same."""
        lines, place = list(self._lines), 0
        while place < len(lines):
            run: list[str] = []
            while (p := self._points.get(place + len(run))) and self._counts(p, place, len(run)):
                run.append(p.said)
            if len(run) > 1 and _is_list(run):
                lines[place : place + len(run)] = run
            place += max(len(run), 1)
        return lines

    def _counts(self, point: _Point, place: int, before: int) -> bool:
        return point.number == before + 1 and self._lines[place + before] == point.written

    def table(self, grid: Grid) -> None:
        """Add a table: as one where it is plain, else row by row."""
        rows = grid_rows(grid)
        while rows and len(rows[0]) == 1:  # a caption over the full width
            self.line(rows.pop(0)[0])
        written = markdown(rows, grid)
        if not written:
            for row in rows:
                self.line(" | ".join(row))
            return
        spoken = _GENERIC + "、".join(filter(None, rows[0]))
        if self._lines and self._lines[-1] == paragraph(spoken):
            self._lines.pop()
        if self._lines and not caption(self._lines[-1]):
            self._lines[-1] = _as_caption(self._lines[-1])
            if "|" in self._lines[-1]:
                self._lines.append("")
        self._lines += written
        self._in_table = True


def _as_caption(line: str) -> str:
    """A line above a table as its caption, where only the blank after the number was lost."""
    apart = _CAPTION.sub(r"\1 ", line)
    return apart if caption(apart) else line


def paragraph(text: str) -> str:
    """One line of a narrative that says exactly this text; "" for nothing."""
    text = _MARKER.sub(r"（\1）", tidy(text))
    if not text or (_says(text, text) and "|" not in text):
        return text
    escaped = _SPECIAL.sub(r"\\\g<0>", text).replace("|", "\\|")
    return _ITEM.sub(_item, escaped)


def _is_list(run: Sequence[str]) -> bool:
    """Whether the lines are one list that says what they say."""
    parts = prose.parts("\n".join(run))
    said = [_NUMBERED.sub("", prose.paragraphs("\u3000" + line.replace(".", "\\.", 1))[0]) for line in run]
    return [p.kind for p in parts] == ["item"] * len(run) and [p.text for p in parts] == said


def _item(match: re.Match[str]) -> str:
    mark = match[0]
    return "\\-" if mark == "-" else mark[:-1] + "\\."


def _says(written: str, text: str) -> bool:
    if _SPECIAL.search(written) or _ITEM.match(written):
        parts = prose.parts(written)
        return len(parts) == 1 and parts[0].kind in ("heading", "paragraph") and parts[0].text == text
    return True


def grid_rows(grid: Grid) -> list[list[str]]:
    """The texts of a grid, row by row; a merged cell stands where it begins, empty rows are left out."""
    rows: dict[int, list[str]] = {}
    for square in sorted(grid.squares, key=lambda s: (s.row, s.column)):
        rows.setdefault(square.row, []).append(tidy(square.text))
    return [row for row in rows.values() if any(row)]


def markdown(rows: Sequence[Sequence[str]], grid: Grid) -> list[str]:
    """The lines of a table that `prose` understands; empty when its cells are merged, too many, or too few."""
    width = len(rows[0]) if rows else 0
    if len(rows) < 2 or not 2 <= width <= _MOST_COLUMNS or any(len(row) != width for row in rows):
        return []
    first = min((s.row for s in grid.squares if len(grid_rows_of(grid, s.row)) == width), default=0)
    if any(s.rowspan > 1 or s.colspan > 1 for s in grid.squares if s.row >= first):
        return []
    lines = [_row(rows[0]), _row(["---"] * width, escape=False), *map(_row, rows[1:])]
    said = ["\t".join(row) for row in rows]
    return lines if prose.paragraphs("\n".join(lines)) == said else []


def grid_rows_of(grid: Grid, row: int) -> list[str]:
    """The texts of one row of a grid."""
    return [s.text for s in grid.squares if s.row == row]


def _row(cells: Iterable[str], escape: bool = True) -> str:
    return "| " + " | ".join(_cell(c) if escape else c for c in cells) + " |"


def _cell(text: str) -> str:
    """Words that stand behind a mark of their own, with every mark in them escaped."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("|", "\\|") if re.search(r"[\\*|]|\]\(", text) else text
