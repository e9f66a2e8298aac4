"""Reading a table whose squares stand at known places: rows by their labels, columns by the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from genreport.document import Grid, Square
from genreport.read.match import values
from genreport.read.match.bare import note, printed
from genreport.read.match.labels import Place, row_of
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.likeness import nearest
from genreport.read.match.words import Column, Look, Part, Row, Words


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


class Extra(NamedTuple):
    """A column that the form does not have."""

    label: str
    entry: Entry


class Unclear(Exception):
    """The heads do not stand over their columns; the grid can only be read as a stream of cells."""


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
        self.lines = _lines(grid)
        self.looks = {id(s): words.look(s.text) for row in self.lines for s in row if s}
        self.found: list[Found] = []
        self.extras: list[Extra] = []
        self.heads: dict[tuple[str, int], Heads] = {}
        self.likely: list[tuple[str, str, Square]] = []
        self.title = before.title
        self.region: list[int] = []
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
            own = _distinct(line)
            kind = self._kind(own, r)
            if kind == "head":
                if not fresh:
                    self.region, fresh = [], True
                self.region.append(r)
            elif kind == "band":
                self.region, fresh = [], True
                self.title = next((t for s in own if (t := self.looks[id(s)].title)), self.title)
            elif kind == "data":
                if fresh:
                    self._open()
                    fresh = False
                skip = self._row(r)
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
        if self.region and self.region[-1] == r - 1 and len(told) > 1:
            return "head"  # labels torn over rows
        return "data" if len(own) > 1 and len(told) == 1 and len(told[0].text) < 60 else ""

    def _open(self) -> None:
        """Find the columns of every part that the heads may belong to."""
        made: dict[tuple[str, int], Heads] = {}
        seen = {key: self._seen(part) for key, part in self.words.parts.items()}
        best = max(seen.values())
        for key, part in self.words.parts.items():
            enough = seen[key] == best or seen[key] * 2 >= len(part.columns)
            if seen[key] and enough and (heads := self._columns(part)):
                made[key] = heads
        if made:
            self.heads = made
            self.continued = False
        elif any(self.looks[id(s)].columns for r in self.region for s in self.lines[r] if s):
            raise Unclear

    def _seen(self, part: Part) -> int:
        """How many heads of a part stand here."""
        squares = {id(self.lines[r][c]) for r in self.region for c in range(self.columns)}
        looks = [k for i, k in self.looks.items() if i in squares]
        key = (part.table, part.at)
        return sum(any((c.table, c.block) == key for c in k.columns) for k in looks)

    def _columns(self, part: Part) -> Heads | None:
        """Where the columns of a part stand in the grid; None where its heads are not here."""
        stacks = [self._stack(c) for c in range(self.columns)]
        named: dict[int, list[Column]] = {}  # grid column: what it may be
        squares: dict[int, tuple[int, ...]] = {}
        for c, stack in enumerate(stacks):
            leaf, taken = self._leaf(stack, part)
            if not leaf:
                continue
            above = stack[: len(stack) - taken]
            if any(self._only(s, part) for s in above):
                raise Unclear  # two heads above each other: the squares have slipped
            named[c] = self._under(leaf, above, part)
            squares[c] = tuple(id(s) for s in stack[-taken:])
        if not named:
            return None
        self._by_likeness(part, stacks, named, squares)
        order = self._settled(part, named, squares)
        strange = any(s and not self.looks[id(s[-1])] for c, s in enumerate(stacks) if c not in named)
        if order is None or (not part.flat and strange and len(set(order.values())) < len(part.columns)):
            raise Unclear
        at: dict[int, list[int]] = {}
        owner: dict[int, tuple[int, ...]] = {}
        for c, index in order.items():
            if owner.setdefault(index, squares[c]) != squares[c]:
                raise Unclear  # one column of the form under two heads
            at.setdefault(index, []).append(c)
        self.before.counter += 1
        units = {}
        for index, columns in at.items():
            words = "".join(s.text for s in stacks[columns[0]])
            if part.columns[index].number == "amount" and (unit := values.unit_in(note(words) or words)):
                units[index] = unit
        return Heads(self.before.counter, part, units, {i: tuple(c) for i, c in at.items()})

    def _stack(self, column: int) -> list[Square]:
        """The heads above a column, from the top, without captions over the whole width."""
        found: list[Square] = []
        for r in self.region:
            s = self.lines[r][column]
            if s and s.text.strip() and s not in found and not self._wide(s):
                found.append(s)
        return found

    def _wide(self, s: Square) -> bool:
        look = self.looks[id(s)]
        return s.colspan >= self.columns > 1 and not (look.columns or look.tops)

    def _leaf(self, stack: Sequence[Square], part: Part) -> tuple[list[Column], int]:
        """The columns that the lowest head may be, and of how many squares its label is made."""
        for count in range(1, min(4, len(stack)) + 1):
            look = self.words.joined([s.text for s in stack[-count:]])
            found = [c for c in look.columns if (c.table, c.block) == (part.table, part.at)]
            if found:
                return found, count
        return [], 0

    def _only(self, s: Square, part: Part) -> bool:
        look = self.looks[id(s)]
        mine = any((c.table, c.block) == (part.table, part.at) for c in look.columns)
        return mine and not look.tops

    def _under(self, leaf: list[Column], above: Sequence[Square], part: Part) -> list[Column]:
        """The columns that fit the groups above."""
        tops = {t for s in above for t in self.looks[id(s)].tops if t in part.tops}
        if not tops and len(leaf) > 1 and self.before.caption:
            tops = {t for t in self.words.look(self.before.caption).tops if t in part.tops}
        return [c for c in leaf if tops <= c.parents] if tops else leaf

    def _by_likeness(
        self, part: Part, stacks: Sequence[Sequence[Square]], named: dict[int, list[Column]],
        squares: dict[int, tuple[int, ...]],
    ) -> None:  # fmt: skip
        """Heads that no label equals, if they can only be one of the columns left."""
        taken = {c.at for found in named.values() for c in found}
        left = {printed(c.label).full: c for c in part.columns if c.at not in taken}
        if any(len(found) > 1 for found in named.values()):
            return
        here = (part.table, part.at)
        keys = {
            label: f for label, found in self.words.column_labels.items()
            for f in found if (f.table, f.block) == here
        }  # fmt: skip
        for c, stack in enumerate(stacks):
            if c in named or not stack or self.looks[id(stack[-1])]:
                continue
            label = nearest(printed(stack[-1].text).stem, {k: f.at for k, f in keys.items()})
            if label and (column := keys[label]).at in {x.at for x in left.values()}:
                named[c], squares[c] = [column], (id(stack[-1]),)
                self.likely.append((stack[-1].text, column.label, stack[-1]))
        self._cut(part, stacks, named, squares)

    def _cut(
        self, part: Part, stacks: Sequence[Sequence[Square]], named: dict[int, list[Column]],
        squares: dict[int, tuple[int, ...]],
    ) -> None:  # fmt: skip
        """Heads cut so short that two look alike: taken where number and order leave no choice."""
        if not part.flat or len(part.columns) < 2:
            return
        seen: list[tuple[int, Square]] = []
        for c, stack in enumerate(stacks):
            if stack and not self.looks[id(stack[-1])].corner and all(s != stack[-1] for _, s in seen):
                seen.append((c, stack[-1]))
        if len(seen) != len(part.columns) or not named:
            return
        for (c, s), column in zip(seen, part.columns, strict=True):
            if c in named and [x.at for x in named[c]] != [column.at]:
                return
            key = printed(s.text).stem
            if c not in named and (len(key) < 2 or not printed(column.label).full.startswith(key)):
                return
        for (c, s), column in zip(seen, part.columns, strict=True):
            if c not in named:
                for d, stack in enumerate(stacks):
                    if stack and stack[-1] == s:
                        named[d], squares[d] = [column], (id(s),)
                self.likely.append((s.text, column.label, s))

    def _settled(
        self, part: Part, named: dict[int, list[Column]], squares: dict[int, tuple[int, ...]]
    ) -> dict[int, int] | None:
        """One column of the form for each column of the grid; None where that is not certain."""
        if all(len(found) == 1 for found in named.values()):
            return {c: found[0].at for c, found in named.items()}
        heads: list[tuple[int, ...]] = []
        for c in sorted(named):
            if not heads or heads[-1] != squares[c]:
                heads.append(squares[c])
        first = {squares[c]: c for c in sorted(named, reverse=True)}
        if len(heads) != len(part.columns) or all(len(found) > 1 for found in named.values()):
            return None
        for head, column in zip(heads, part.columns, strict=True):
            if column not in named[first[head]]:
                return None
        index = {head: column.at for head, column in zip(heads, part.columns, strict=True)}
        return {c: index[squares[c]] for c in named}

    def _row(self, r: int) -> bool:
        """Read a row of figures; True if the next row is a part of it."""
        line = self.lines[r]
        start = self._start()
        stub = [s for s in _distinct(line[:start]) if s.text.strip() and not values.like(s.text)]
        below = self._below(r, start)
        place = row_of([s.text for s in stub], self.words, self._rows(), self.last, below)
        skip = place.joined
        heads = self._heads_of(place.row)
        figures = [s for s in _distinct(line[start:]) if s not in stub]
        entries = tuple(Entry(s.text, s.spot) for s in figures)
        label = stub[-1].text if stub else ""
        row = place.row
        told = any(values.like(e.text) for e in entries)
        if row is None and told and (nameless := self._nameless()):
            heads = nameless
            row = self.words.rows[heads.part.table][-1]
        cells: dict[int, Entry] = {}
        self._slipped(line, stub, start)
        if any(self.looks[id(s)].rows for s in figures if s.text.strip()):
            raise Unclear  # a label where figures should be
        if heads and row:
            cells = self._cells(r, heads, stub)
            if skip:
                cells = _merged(cells, self._cells(r + 1, heads, ()))
        if row:
            self.last[row.table] = row.at
            if place.likely:
                self.likely.append((label, row.label, stub[-1]))
        if row or any(values.like(e.text) and not values.empty(e.text) for e in entries):
            self.found.append(Found(row, place.group, cells, heads, label, place.likely, self.title, entries))
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
        return [s.text for s in _distinct(self.lines[r + 1][:start]) if s.text.strip() and s.row == r + 1]

    def _cells(self, r: int, heads: Heads, stub: Sequence[Square]) -> dict[int, Entry]:
        line = self.lines[r]
        whose = {c: i for i, at in heads.places.items() for c in at}
        cells: dict[int, Entry] = {}
        for index, at in heads.places.items():
            inside = _distinct([line[c] for c in at])
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

    def _strays(
        self, line: Sequence[Square | None], heads: Heads, whose: dict[int, int], cells: dict[int, Entry]
    ) -> None:
        """Figures under no head of the form: a local column, or a sign that the squares have slipped."""
        first = min(whose)
        strays = [
            s for s in _distinct(line)
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
            if not above or self.looks[id(above[-1])]:
                raise Unclear
            self.extras.append(Extra(above[-1].text, Entry(s.text, s.spot)))

    def _above(self, s: Square) -> list[Square]:
        """The heads above a square."""
        return [h for c in range(s.column, s.column + s.colspan) for h in self._stack(c)]


def _merged(first: dict[int, Entry], second: dict[int, Entry]) -> dict[int, Entry]:
    """The figures of a row that was torn in two."""
    return {i: e if e.text.strip() or i not in second else second[i] for i, e in first.items()}


def _lines(grid: Grid) -> list[list[Square | None]]:
    """The square at every place of a grid."""
    lines: list[list[Square | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for s in grid.squares:
        for r in range(s.row, min(s.row + s.rowspan, grid.rows)):
            for c in range(s.column, min(s.column + s.colspan, grid.columns)):
                lines[r][c] = s
    return lines


def _distinct(line: Sequence[Square | None]) -> list[Square]:
    found: list[Square] = []
    for s in line:
        if s is not None and (not found or found[-1] is not s):
            found.append(s)
    return found


def turned(grid: Grid) -> Grid:
    """A grid with rows and columns exchanged: a table set upright."""
    squares = tuple(Square(s.column, s.row, s.colspan, s.rowspan, s.text, s.spot) for s in grid.squares)
    return Grid(squares, grid.columns, grid.rows, grid.spot, grid.exact)


def known(grid: Grid, words: Words) -> list[Look]:
    """The labels of the form that stand in a grid."""
    return [look for s in grid.squares if s.text and (look := words.look(s.text))]


__all__ = ["Before", "Extra", "Found", "Place", "Reader", "Unclear", "known", "turned"]
