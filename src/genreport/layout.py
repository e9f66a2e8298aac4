"""The official form as data: headings, blocks and tables, and the grid of cells that follows from them.

Columns and rows are the same recursion turned by 90 degrees: every heading of a tree gets its place (level, thickness,
start, length) and leaves reach down to the last level. Nobody but this module computes a span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from genreport.finding import Path


@dataclass(frozen=True)
class Heading:
    """A heading of a table; without an `id` it groups others and stays out of the path."""

    label: str
    id: str | None = None
    children: tuple[Heading, ...] = ()
    span: int = 1
    number: str = "integer"  # integer, change (signed) or amount (decimal)
    total: bool = False  # the sum of its fellow leaves
    vertical: bool = False  # set one character a line
    also: tuple[str, ...] = ()  # wordings that publishers use, for reading only
    carry: tuple[str, ...] = ()  # ids of last year's fellows that come to this figure when the year begins


@dataclass(frozen=True)
class Block:
    """Two trees of headings, with a caption over the full width (`band`) and the words of the corner."""

    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...] = ()
    band: str = ""
    corner: str = ""


class Place(NamedTuple):
    """Where a heading stands on its edge: `level` away from the edge, `start` along it."""

    heading: Heading
    level: int
    thickness: int
    start: int
    length: int
    path: Path
    labels: tuple[str, ...]

    @property
    def leaf(self) -> bool:
        """Whether figures stand under it."""
        return not self.heading.children


class Cell(NamedTuple):
    """A square of the grid: role is band, corner, head, stub or value; `headers` are the squares that name a value."""

    row: int
    column: int
    rowspan: int
    colspan: int
    role: str
    text: str = ""
    path: Path = ()
    number: str = ""
    vertical: bool = False
    group: bool = False
    headers: tuple[tuple[int, int], ...] = ()


def depth(headings: Sequence[Heading]) -> int:
    """How many levels a tree of headings has (0: none)."""
    return 1 + max(depth(h.children) for h in headings) if headings else 0


def places(headings: Sequence[Heading]) -> list[Place]:
    """Every heading of the tree at its place, parents before children."""
    return list(_places(headings, 0, 0, depth(headings), (), ()))


def _places(
    headings: Sequence[Heading], level: int, start: int, levels: int, path: Path, labels: tuple[str, ...]
) -> Iterator[Place]:
    for h in headings:
        below = path + ((h.id,) if h.id else ())
        # a top heading without an id ("申请人情况") says nothing that its leaves do not say
        words = labels + ((h.label,) if h.id or level else ())
        inner = list(_places(h.children, level + 1, start, levels, below, words))
        length = sum(p.length for p in inner if p.leaf) if inner else h.span
        yield Place(h, level, 1 if inner else levels - level, start, length, below, words)
        yield from inner
        start += length


def _sums(headings: Sequence[Heading], path: Path = ()) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Every total of a tree with its parts: the leaves of its parent other than totals."""
    parts = tuple(path + p.path for p in places(headings) if p.leaf and not p.heading.total)
    for h in headings:
        below = path + ((h.id,) if h.id else ())
        if h.total:
            yield below, parts
        yield from _sums(h.children, below)


@dataclass(frozen=True)
class Table:
    """The table of a section: its blocks one below the other on one grid of `widths` (millimetres)."""

    id: str
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]

    @cached_property
    def grid(self) -> tuple[Cell, ...]:
        """The cells, row by row; together they cover each square once."""
        found: list[Cell] = []
        top = 0
        for block in self.blocks:
            made = list(_block_cells(block, (self.id,), len(self.widths), top))
            found += made
            top = max(c.row + c.rowspan for c in made)
        found.sort()
        return _with_headers(found)

    @cached_property
    def head_rows(self) -> int:
        """How many rows at the top are headings (band and heads of the first block)."""
        return min(c.row for c in self.grid if c.role == "value")

    @cached_property
    def values(self) -> dict[Path, Cell]:
        """The cells that hold figures, by path."""
        return {c.path: c for c in self.grid if c.role == "value"}

    @cached_property
    def dotted(self) -> dict[str, Path]:
        """The paths of the value cells by their names in rules: requests.new.total."""
        return {".".join(path): path for path in self.values}

    @cached_property
    def totals(self) -> tuple[tuple[Path, tuple[Path, ...]], ...]:
        """Each total with its parts, along rows first, then along columns; a corner total comes twice."""
        across: list[tuple[Path, tuple[Path, ...]]] = []
        down: list[tuple[Path, tuple[Path, ...]]] = []
        for b in self.blocks:
            rows: list[Path] = [p.path for p in places(b.rows) if p.leaf] or [()]
            columns = [p.path for p in places(b.columns) if p.leaf]
            for total, parts in _sums(b.columns):
                across += [((self.id, *r, *total), tuple((self.id, *r, *p) for p in parts)) for r in rows]
            for total, parts in _sums(b.rows):
                down += [((self.id, *total, *c), tuple((self.id, *p, *c) for p in parts)) for c in columns]
        return tuple(across + down)

    @cached_property
    def carried(self) -> dict[Path, tuple[Path, ...]]:
        """Each figure that continues last year's, with last year's figures that come to it."""
        found: dict[Path, tuple[Path, ...]] = {}
        for b in self.blocks:
            rows = [p for p in places(b.rows) if p.leaf]
            for c in (p for p in places(b.columns) if p.leaf):
                for r in rows:
                    if r.heading.carry:
                        sources = tuple((self.id, *r.path[:-1], id, *c.path) for id in r.heading.carry)
                    else:
                        sources = tuple((self.id, *r.path, *c.path[:-1], id) for id in c.heading.carry)
                    if sources:
                        found[(self.id, *r.path, *c.path)] = sources
        return found

    @cached_property
    def labels(self) -> dict[Path, tuple[str, ...]]:
        """The form's own words for every path of the table, rows and cells alike (without the section's title)."""
        words: dict[Path, tuple[str, ...]] = {}
        for b in self.blocks:
            rows: list[tuple[Path, tuple[str, ...]]]
            rows = [(p.path, p.labels) for p in places(b.rows) if p.leaf] or [((), ())]
            columns = [(p.path, p.labels) for p in places(b.columns)]
            for r, rl in rows:
                words[(self.id, *r)] = rl
            for r, rl in rows:
                for c, cl in columns:
                    words.setdefault((self.id, *r, *c), rl + cl)
        return words


def _block_cells(block: Block, path: Path, width: int, top: int) -> Iterator[Cell]:
    columns, rows = places(block.columns), places(block.rows)
    left, heads = depth(block.rows), depth(block.columns)
    if block.band:
        yield Cell(top, 0, 1, width, "band", block.band)
        top += 1
    if left:
        yield Cell(top, 0, heads, left, "corner", block.corner)
    for p in columns:
        yield Cell(
            top + p.level, left + p.start, p.thickness, p.length, "head", p.heading.label, group=not p.leaf
        )
    top += heads
    for p in rows:
        yield Cell(
            top + p.start, p.level, p.length, p.thickness, "stub", p.heading.label,
            vertical=p.heading.vertical, group=not p.leaf,
        )  # fmt: skip
    lines: list[tuple[Path, int]] = [(p.path, p.start) for p in rows if p.leaf] or [((), 0)]
    for row, start in lines:
        for c in columns:
            if c.leaf:
                place = (*path, *row, *c.path)
                yield Cell(
                    top + start, left + c.start, 1, c.length, "value", path=place, number=c.heading.number
                )  # fmt: skip


def _with_headers(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    square = {
        (r, c): cell
        for cell in cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.column, cell.column + cell.colspan)
    }

    def towards(walk: Iterator[tuple[int, int]]) -> Iterator[Cell]:
        """The nearest unbroken run of headings on the way to the edge."""
        seen = False
        for at in walk:
            if square[at].role != "value":
                seen = True
                yield square[at]
            elif seen:
                return

    def named(cell: Cell) -> Cell:
        if cell.role != "value":
            return cell
        above = [
            h for c in range(cell.column, cell.column + cell.colspan)
            for h in towards((r, c) for r in range(cell.row - 1, -1, -1))
        ]  # fmt: skip
        beside = list(towards((cell.row, c) for c in range(cell.column - 1, -1, -1)))
        return cell._replace(headers=tuple(sorted({(h.row, h.column) for h in above + beside})))

    return tuple(named(c) for c in cells)


@dataclass(frozen=True)
class Section:
    """One of the parts of the report; without a table it is prose."""

    id: str
    title: str
    help: str = ""
    table: Table | None = None
    blank: str = ""  # what a blank form says here
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A datum beside the sections: kind is text, date, choice, year, prose, or group (which has `fields`)."""

    id: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    choices: dict[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()


def heading(data: dict[str, Any]) -> Heading:
    """A heading as `layout.yaml` writes it: `id: label`, or everything spelled out."""
    if "label" not in data:
        ((key, label),) = data.items()
        return Heading(label=label, id=key)
    rest = {k: v for k, v in data.items() if k not in ("children", "also", "carry")}
    return Heading(
        children=tuple(heading(c) for c in data.get("children", ())),
        also=tuple(data.get("also", ())),
        carry=tuple(data.get("carry", ())),
        **rest,
    )


def section(data: dict[str, Any]) -> Section:
    """A section as `layout.yaml` writes it."""
    blocks = tuple(
        Block(
            columns=tuple(heading(h) for h in b["columns"]),
            rows=tuple(heading(h) for h in b.get("rows", ())),
            band=b.get("band", ""),
            corner=b.get("corner", ""),
        )
        for b in data.get("blocks", ())
    )
    table = Table(data["id"], blocks, tuple(float(w) for w in data["widths"])) if blocks else None
    words = {k: data[k] for k in ("id", "title", "help", "blank") if k in data}
    return Section(table=table, also=tuple(data.get("also", ())), **words)


def form_field(data: dict[str, Any]) -> Field:
    """A field as `layout.yaml` writes it; one with `fields` of its own is a group."""
    inner = tuple(form_field(f) for f in data.get("fields", ()))
    rest = {k: v for k, v in data.items() if k != "fields"}
    rest.setdefault("kind", "group" if inner else "text")
    return Field(fields=inner, **rest)
