"""Reading a table whose squares stand at known places: rows by their labels, columns by the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from genreport.document import Grid, Square
from genreport.read.match import values
from genreport.read.match.columns import Region, Unclear, distinct, lines_of
from genreport.read.match.labels import Place, row_of
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.words import Look, Row, Words


class Found(NamedTuple):
    """A row of a grid with its figures; without `heads` it has none above it."""

    row: Row | None
    group: bool
    cells: dict[int, Entry]
    heads: Heads | None
    label: str
    likely: bool  # by likeness only
    title: str  # section whose title stood last above it
    entries: tuple[Entry, ...]  # all figures, in order
    short: bool = False  # cells are missing, and nobody knows which
    band: str = ""  # the caption above it


class Extra(NamedTuple):
    """A column that the form does not have."""

    label: str
    entry: Entry


@dataclass
class Before:
    """What stood before a grid: needed where it goes on with a table, or where a caption names a group."""

    heads: dict[tuple[str, int], Heads] = field(default_factory=dict)
    width: int = 0
    caption: str = ""
    title: str = ""
    last: dict[str, int] = field(default_factory=dict)
    counter: int = 0


class Reader:
    """Reads one grid for one form."""

    def __init__(self, grid: Grid, words: Words, before: Before) -> None:
        self.words = words
        self.before = before
        self.columns = grid.columns
        self.lines = lines_of(grid)
        self.looks = {id(s): words.look(s.text) for row in self.lines for s in row if s}
        self.found: list[Found] = []
        self.extras: list[Extra] = []
        self.heads: dict[tuple[str, int], Heads] = {}
        self.likely: list[tuple[str, str, Square]] = []
        self.title = before.title
        self.band = before.caption
        self.top: list[int] = []  # rows of heads since the last figures
        self.region: Region | None = None
        self.last = dict(before.last)
        self.continued = True  # no heads yet: those of the grid before hold on

    def read(self) -> list[Found]:
        """All rows of figures; raises `Unclear` where the squares cannot be trusted."""
        fresh = False
        skip = False
        for r, line in enumerate(self.lines):
            if skip:
                skip = False
                continue
            own = distinct(line)
            kind = self._kind(own, r)
            if kind == "head":
                if not fresh:
                    self.top, fresh = [], True
                self.top.append(r)
            elif kind == "band":
                self.top, fresh = [], True
                self.band = "".join(s.text for s in own)
                self.title = next((t for s in own if (t := self.looks[id(s)].title)), self.title)
            elif kind == "data":
                if fresh:
                    self._open()
                    fresh = False
                skip = self._row(r)
        whole = [f for f in self.found if f.heads and len(f.heads.places) > 1]
        if sum(f.short for f in whole) * 2 > len(whole):
            raise Unclear  # it is the heads that do not fit
        return self.found

    def _kind(self, own: Sequence[Square], r: int) -> str:
        """What a row is: head, band (captions and titles), data, or nothing."""
        told = [s for s in own if s.text.strip()]
        looks = [self.looks[id(s)] for s in told]
        figures = [s for s in told if s.row == r and values.like(s.text)]
        if any(k.band or k.title for k in looks) and not figures:
            return "band"
        heads = sum(bool(k.columns or k.tops or k.corner) for k in looks)
        if figures:
            return "data"
        if heads and (heads > 1 or not any(k.rows for k in looks)):
            return "head"
        if any(k.rows or k.groups for k in looks) and len(own) > 1:
            return "data"
        if self.top and self.top[-1] == r - 1 and len(told) > 1:
            return "head"  # labels torn over rows
        return "data" if len(own) > 1 and len(told) == 1 and len(told[0].text) < 60 else ""

    def _open(self) -> None:
        """Find the columns of every part that the heads may belong to."""
        self.region = Region(self.words, self.lines, self.looks, self.top, self.before.caption)
        made = self.region.heads(self.before.counter)
        if made:
            self.heads = made
            self.before.counter += len(made)
            self.likely += self.region.likely
            self.continued = False

    def _row(self, r: int) -> bool:
        """Read a row of figures; True if the next row is a part of it."""
        line = self.lines[r]
        start = self._start()
        stub = [s for s in distinct(line[:start]) if s.text.strip() and not values.like(s.text)]
        below = self._below(r, start)
        place = row_of([s.text for s in stub], self.words, self._rows(), self.last, below)
        skip = place.joined
        heads = self._heads_of(place.row)
        figures = [s for s in distinct(line[start:]) if s not in stub]
        entries = tuple(Entry(s.text, s.spot) for s in figures)
        label = stub[-1].text if stub else ""
        row = place.row
        told = any(values.like(e.text) for e in entries)
        if row is None and told and (nameless := self._nameless()):
            heads = nameless
            row = self.words.rows[heads.part.table][-1]
        if row and not row.label and self._numbers(r, figures):
            return False
        cells: dict[int, Entry] = {}
        self._slipped(line, stub, start)
        if any(self.looks[id(s)].rows for s in figures if s.text.strip()):
            raise Unclear  # a label where figures should be
        short = bool(heads and row) and self._short(line, heads)
        if heads and row and not short:
            cells = self._cells(r, heads, stub)
            if skip:
                cells = _merged(cells, self._cells(r + 1, heads, ()))
        whys = {e.why for e in cells.values() if not values.empty(e.text)}
        merged = whys == {"I052"}
        if row and not row.label and merged and any(f.row == row for f in self.found):
            row, label = None, entries[0].text  # a row of remarks below the only one
        if row:
            self.last[row.table] = row.at
            if place.likely:
                self.likely.append((label, row.label, stub[-1]))
        if row or any(values.like(e.text) and not values.empty(e.text) for e in entries):
            self.found.append(
                Found(
                    row, place.group, cells, heads, label, place.likely, self.title, entries, short, self.band
                )
            )
        return skip

    def _start(self) -> int:
        """The first column of figures."""
        known = [c for h in self._all_heads() for at in h.places.values() for c in at]
        if known:
            return min(known)
        for c in range(self.columns):
            told = [line[c] for line in self.lines if (s := line[c]) and s.text.strip()]
            if told and any(values.like(s.text) for s in told if s) and not any(
                self.looks[id(s)].rows for s in told if s
            ):  # fmt: skip
                return c
        return self.columns

    def _all_heads(self) -> list[Heads]:
        if self.continued:
            return list(self.before.heads.values()) if self.before.width == self.columns else []
        return list(self.heads.values())

    def _heads_of(self, row: Row | None) -> Heads | None:
        if row is None:
            return None
        return next(
            (h for h in self._all_heads() if (h.part.table, h.part.at) == (row.table, row.block)), None
        )

    def _nameless(self) -> Heads | None:
        """The heads of a part that has one row without a label, if these are they."""
        return next((h for h in self._all_heads() if h.part.rows and not h.part.rows[0].label), None)

    def _rows(self) -> set[str]:
        """The tables whose rows may come here."""
        return {h.part.table for h in self._all_heads()}

    def _numbers(self, r: int, figures: Sequence[Square]) -> bool:
        """Whether a row only numbers the columns of the one below it."""
        under = distinct(self.lines[r + 1]) if r + 1 < len(self.lines) else []
        same = len(under) >= len(figures) and all(not s.text.strip() or values.like(s.text) for s in under)
        return same and values.counted_off([s.text for s in figures])

    def _slipped(self, line: Sequence[Square | None], stub: Sequence[Square], start: int) -> None:
        """Figures between a label and the first column: the squares have slipped to the left."""
        if not stub or not any(h.part.rows[0].label for h in self._all_heads()):
            return
        end = stub[-1].column + stub[-1].colspan
        if any(s and values.like(s.text) for s in line[end:start]):
            raise Unclear
        gap = start - end
        told = any(s and s.text.strip() for s in line[start:])
        if gap > 0 and told and not any(s and s.text.strip() for s in line[-gap:]):
            raise Unclear

    def _below(self, r: int, start: int) -> list[str]:
        """The label of the next row, where this one's may go on."""
        if r + 1 >= len(self.lines):
            return []
        own, under = self.lines[r][start:], self.lines[r + 1][start:]
        if any(
            a and b and a is not b and a.text.strip() and b.text.strip()
            for a, b in zip(own, under, strict=True)
        ):
            return []
        return [s.text for s in distinct(self.lines[r + 1][:start]) if s.text.strip() and s.row == r + 1]

    def _cells(self, r: int, heads: Heads, stub: Sequence[Square]) -> dict[int, Entry]:
        line = self.lines[r]
        whose = {c: i for i, at in heads.places.items() for c in at}
        cells: dict[int, Entry] = {}
        for index, at in heads.places.items():
            inside = distinct([line[c] for c in at])
            told = [s for s in inside if s.text.strip()]
            if not told:
                cells[index] = Entry("", inside[0].spot if inside else Square(r, at[0], 1, 1, "").spot)
                continue
            if len(told) > 1:
                raise Unclear  # two figures under one head
            s = told[0]
            others = {whose.get(c) for c in range(s.column, s.column + s.colspan)} - {index, None}
            late = s is not inside[0]  # the squares before it are fillers, or it has slipped
            why = "I052" if others or late or s.rowspan > 1 or s in stub else ""
            cells[index] = Entry(s.text, s.spot, why)
        self._strays(line, heads, whose, cells)
        return cells

    def _short(self, line: Sequence[Square | None], heads: Heads | None) -> bool:
        """Whether the row has fewer cells than its heads call for; one head needs no more than one cell."""
        places = list(heads.places.values()) if heads else []
        gone = [[c for c in at if line[c] is None] for at in places]
        return (
            any(gone) if len(places) > 1 else any(len(g) == len(p) for g, p in zip(gone, places, strict=True))
        )

    def _strays(
        self, line: Sequence[Square | None], heads: Heads, whose: dict[int, int], cells: dict[int, Entry]
    ) -> None:
        """Figures under no head of the form: a local column, or a sign that the squares have slipped."""
        first = min(whose)
        strays = [
            s for s in distinct(line)
            if s.column >= first and s.text.strip() and not any(
                c in whose for c in range(s.column, s.column + s.colspan))
        ]  # fmt: skip
        if not strays:
            return
        only = len(heads.part.columns) == 1 and len(strays) == 1 and not cells[0].text.strip()
        if only and not self._above(strays[0]):
            cells[0] = Entry(
                strays[0].text, strays[0].spot
            )  # the only figure of the row, beside its head's square
            return
        for s in strays:
            above = self._above(s)
            head = above[-1] if above else None
            if (
                head is None
                or self.looks[id(head)]
                or any(head.column <= c < head.column + head.colspan for c in whose)
            ):
                raise Unclear  # no head of its own
            self.extras.append(Extra(head.text, Entry(s.text, s.spot)))

    def _above(self, s: Square) -> list[Square]:
        """The heads above a square."""
        region = self.region
        return [h for c in range(s.column, s.column + s.colspan) for h in region.stack(c)] if region else []


def _merged(first: dict[int, Entry], second: dict[int, Entry]) -> dict[int, Entry]:
    """The figures of a row that was torn in two."""
    return {i: e if e.text.strip() or i not in second else second[i] for i, e in first.items()}


def turned(grid: Grid) -> Grid:
    """A grid with rows and columns exchanged: a table set upright."""
    squares = tuple(Square(s.column, s.row, s.colspan, s.rowspan, s.text, s.spot) for s in grid.squares)
    return Grid(squares, grid.columns, grid.rows, grid.spot, grid.exact)


def known(grid: Grid, words: Words) -> list[Look]:
    """The labels of the form that stand in a grid."""
    return [look for s in grid.squares if s.text and (look := words.look(s.text))]


__all__ = ["Before", "Extra", "Found", "Place", "Reader", "Unclear", "known", "turned"]
