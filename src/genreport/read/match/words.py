"""The words of a form, ready to be found: its rows, columns, groups, captions and titles by their bare labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from genreport.finding import Path
from genreport.formats import Format
from genreport.layout import Block, Heading, Place, Table, places
from genreport.read.match import values
from genreport.read.match.bare import printed


class Column(NamedTuple):
    """A column of figures of a block: its place in the order of the form, what it holds, the groups above it."""

    table: str
    block: int
    at: int
    path: Path
    number: str
    label: str
    unit: str
    parents: frozenset[str]  # bare labels of all groups above it
    total: bool = False


class Row(NamedTuple):
    """A row of figures: `at` counts the rows of its table from 0; `leaves` are the rows of a group without a row."""

    table: str
    block: int
    at: int
    path: Path
    label: str
    number: str
    group: str = ""  # the bare label of the group it stands in
    leaves: tuple[Path, ...] = ()
    name: str = ""  # bare label


class Look(NamedTuple):
    """What a text may be in a form: nothing at all if all is empty."""

    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    groups: tuple[Row, ...] = ()  # groups of rows
    tops: tuple[str, ...] = ()  # groups of columns: their bare labels
    band: tuple[str, int] | None = None  # table and block
    corner: bool = False
    title: str = ""  # id of the section

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Look()


class Part(NamedTuple):
    """A block of a table with its columns in the two orders in which a reader may meet their labels."""

    table: str
    at: int
    columns: tuple[Column, ...]
    down: tuple[int, ...]  # indexes of the columns, level by level
    flat: bool  # heads of one level: the order of the labels is that of the columns
    rows: tuple[Row, ...]
    tops: tuple[str, ...]  # groups of columns, each before what stands under it
    levels: tuple[str, ...]  # the same, level by level


class Words:
    """All labels of one form."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.parts: dict[tuple[str, int], Part] = {}
        self.rows: dict[str, list[Row]] = {}
        self.tables: tuple[Table, ...] = tuple(s.table for s in form.sections if s.table)
        last = max(n for n, s in enumerate(form.sections) if s.table)
        self.behind = frozenset(s.id for s in form.sections[last + 1 :])  # sections after those with tables
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._columns: dict[str, list[Column]] = defaultdict(list)
        self._groups: dict[str, list[Row]] = defaultdict(list)
        self._tops: dict[str, list[str]] = defaultdict(list)
        self._bands: dict[str, tuple[str, int]] = {}
        self._corners: set[str] = set()
        self._titles: dict[str, str] = {}
        for s in form.sections:
            for words in (s.title, *s.also):
                self._titles.update(dict.fromkeys((printed(words).whole, printed(words).full), s.id))
            if s.table:
                self._table(s.table)
        self._cache: dict[str, Look] = {}

    def _table(self, table: Table) -> None:
        self.rows[table.id] = []
        for number, block in enumerate(table.blocks):
            if block.band:
                self._bands[printed(block.band).full] = (table.id, number)
            if block.corner:
                self._corners.update(_keys([block.corner]))
            columns = self._of_columns(table.id, number, block)
            before = len(self.rows[table.id])
            self._of_rows(table.id, number, block)
            if not block.rows:  # one nameless row of figures
                self.rows[table.id].append(Row(table.id, number, before, (), "", ""))
            rows = tuple(self.rows[table.id][before:])
            down = tuple(c.at for c, _ in sorted(columns, key=lambda c: (c[1].level, c[1].start)))
            tops = [p for p in places(block.columns) if not p.leaf]
            across = tuple(printed(p.heading.label).full for p in tops)
            levels = tuple(
                printed(p.heading.label).full for p in sorted(tops, key=lambda p: (p.level, p.start))
            )
            self.parts[table.id, number] = Part(
                table.id, number, tuple(c for c, _ in columns), down, not tops, rows, across, levels
            )

    def _of_columns(self, table: str, number: int, block: Block) -> list[tuple[Column, Place]]:
        above = _ancestors(block.columns)
        made: list[tuple[Column, Place]] = []
        for p in places(block.columns):
            h = p.heading
            if not p.leaf:
                for key in _keys((h.label, *h.also)):
                    self._tops[key].append(printed(h.label).full)
                continue
            unit = (values.unit_in(h.label) or "元") if h.number == "amount" else ""
            groups = frozenset(printed(g.label).full for g in above[id(h)])
            column = Column(table, number, len(made), p.path, h.number, h.label, unit, groups, h.total)
            made.append((column, p))
            for key in _keys((h.label, *h.also)):
                self._columns[key].append(column)
        return made

    def _of_rows(self, table: str, number: int, block: Block) -> None:
        above = _ancestors(block.rows)
        known = self.rows[table]
        pending: list[tuple[Heading, Path]] = []
        for p in places(block.rows):
            h, at = p.heading, printed(p.heading.label)
            if not p.leaf:
                pending.append((h, p.path))
                continue
            group = printed(above[id(h)][-1].label).full if above[id(h)] else ""
            row = Row(table, number, len(known), p.path, h.label, at.number, group, name=at.full)
            known.append(row)
            for key in _keys((h.label, *h.also)):
                self._rows[key].append(row)
        by_path = {r.path: r for r in known}
        for h, path in pending:
            leaves = [path + ((c.id,) if c.id else ()) for c in h.children if not c.children]
            words = printed(h.label)
            simple = len(leaves) == len(h.children)
            last = by_path[leaves[-1]].at if simple else -1
            whole = Row(
                table,
                number,
                last,
                path,
                h.label,
                words.number,
                "",
                tuple(leaves) if simple else (),
                words.full,
            )
            for key in _keys((h.label, *h.also)):
                self._groups[key].append(whole)

    def look(self, text: str) -> Look:
        """What a printed text is, if it is a label of the form."""
        known = self._cache.get(text)
        if known is None:
            if len(self._cache) > 20000:
                self._cache.clear()
            known = self._cache[text] = self._look(text)
        return known

    def joined(self, texts: Sequence[str]) -> Look:
        """What a label is that was torn into several pieces; a note in brackets may stand in the last one only."""
        if len(texts) == 1:
            return self.look(texts[0])
        key = "\0".join(texts)
        known = self._cache.get(key)
        if known is None:
            at = printed("".join(texts))
            known = self._of_key(at.full, at.number) or self._of_key(at.whole, at.number)
            if not known and at.stem and at.stem != at.full:
                before = printed("".join(texts[:-1]))
                if before.stem == before.full and len(at.stem) > len(before.full):
                    known = self._of_key(at.stem, at.number)
            self._cache[key] = known = known or _NOTHING
        return known

    def _look(self, text: str) -> Look:
        if not text or len(text) > 400:
            return _NOTHING
        at = printed(text)
        for key in dict.fromkeys((at.full, at.whole, at.stem)):
            if key and (found := self._of_key(key, at.number)):
                return found
        return _NOTHING

    def _of_key(self, key: str, number: str) -> Look:
        rows = self._rows.get(key, [])
        if len(rows) > 1 and number:
            rows = [r for r in rows if r.number == number] or rows
        return Look(
            tuple(rows),
            tuple(self._columns.get(key, ())),
            tuple(self._groups.get(key, ())),
            tuple(self._tops.get(key, ())),
            self._bands.get(key),
            key in self._corners,
            self._titles.get(key, ""),
        )

    @property
    def row_labels(self) -> dict[str, list[Row]]:
        """Every wording of every row, bare."""
        return self._rows

    @property
    def column_labels(self) -> dict[str, list[Column]]:
        """Every wording of every column, bare."""
        return self._columns


def _ancestors(
    headings: Iterable[Heading], above: tuple[Heading, ...] = ()
) -> dict[int, tuple[Heading, ...]]:
    found: dict[int, tuple[Heading, ...]] = {}
    for h in headings:
        found[id(h)] = above
        found |= _ancestors(h.children, (*above, h))
    return found


def _keys(labels: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for label in labels:
        at = printed(label)
        found |= {at.whole, at.full} | ({at.stem} if len(at.stem) > 1 else set())
    return found - {""}


@cache
def words(form: Format) -> Words:
    """The labels of a form, made once."""
    return Words(form)
