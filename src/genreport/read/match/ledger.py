"""What has been read so far: rows of figures in the copies of each table, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from genreport.finding import Finding, Path, Spot, Where
from genreport.messages import finding
from genreport.read.match import values
from genreport.read.match.bare import note
from genreport.read.match.words import Column, Part, Row, Words

ANOTHER_YEAR = "another year"  # stands for the title of a table whose caption names another year


class Heads(NamedTuple):
    """The columns of a part as the file has them: `units` are those of money that the heads state."""

    number: int  # counts the heads of a file
    part: Part
    units: Mapping[int, str] = {}
    places: Mapping[int, tuple[int, ...]] = {}  # of a grid: where the figures of a column stand
    order: tuple[int, ...] = ()  # of a stream: the columns in the order of their figures


def stated(heads: Heads, *texts: str) -> Heads:
    """The heads with the units of money that the row or a caption states; units that differ are none."""
    found = {values.unit_in(words) for t in texts if (words := note(t) or (t if "单位" in t else ""))} - {""}
    units = dict(heads.units)
    for column in heads.part.columns:
        if column.number == "amount" and found:
            both = found | ({units[column.at]} if column.at in units else set())
            units[column.at] = both.pop() if len(both) == 1 else "?"
    return heads._replace(units=units)


class Entry(NamedTuple):
    """A cell as printed; `why` says by a code of a message why nothing can be taken from it."""

    text: str
    spot: Spot
    why: str = ""


class Group(NamedTuple):
    """A group of rows printed as one row of figures."""

    row: Row
    numbers: dict[int, int | Decimal | None]
    entries: tuple[Entry, ...]


class Unheaded(NamedTuple):
    """A row of figures above which no heads stand."""

    row: Row
    entries: tuple[Entry, ...]
    piece: int
    title: str


@dataclass
class Copy:
    """One copy of a table as it stands in a file."""

    title: str  # id of the section under whose title it stands
    cells: dict[Path, int | Decimal] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    texts: dict[Path, Entry] = field(default_factory=dict)  # not taken
    rows: dict[Path, int] = field(default_factory=dict)  # which heads each row was read under
    groups: dict[str, Group] = field(default_factory=dict)  # by label: one row where the form has several
    order: list[tuple[int, bool]] = field(default_factory=list)  # indexes of the rows, and whether of a group
    pieces: set[int] = field(default_factory=set)
    derived: set[Path] = field(default_factory=set)  # cells that follow from a group printed as one row


class Ledger:
    """Collects the figures of one form from one document."""

    def __init__(self, words: Words, file: str) -> None:
        self.words = words
        self.file = file
        self.copies: dict[str, list[Copy]] = {t.id: [] for t in words.tables}
        self.findings: list[Finding] = []
        self.loose: dict[tuple[str, str], None] = {}
        self.used: set[int] = set()
        self.unclear: set[str] = set()  # tables with heads that could not be told apart, or in another order
        self.unheaded: list[Unheaded] = []
        self.titles: set[str] = set()  # sections whose titles were met
        self.no_heads: dict[str, list[tuple[Spot, str]]] = {}  # by table: rows whose heads are not clear
        self.seen: set[Path] = (
            set()
        )  # rows that were met, with the table's id, whether anything was taken or not
        self._said: set[tuple[str, str, Spot]] = set()

    def say(self, code: str, spot: Spot, path: Path = (), /, **words: object) -> None:
        """Keep a finding, once for each place."""
        key = (code, repr(words), spot)
        if key in self._said:
            return
        self._said.add(key)
        label = self.words.form.label(path) if path else ""
        self.findings.append(finding(code, Where(self.file, path=path, spot=spot), label, **words))

    def like(self, printed: str, label: str, spot: Spot, path: Path) -> None:
        """Keep that a label was matched by likeness only."""
        words = " ".join(printed.split())
        if (words, label) not in self.loose:
            self.loose[words, label] = None
            self.say("I044", spot, path, words=words, label=label)

    def unclear_heads(self, row: Row, entries: Sequence[Entry]) -> None:
        """Keep that a row cannot be taken since its heads are not clear."""
        self.seen.add((row.table, *row.path))
        spot = entries[0].spot if entries else Spot()
        self.no_heads.setdefault(row.table, []).append((spot, shown(entries)))

    def row(
        self,
        row: Row,
        cells: Mapping[int, Entry],
        heads: Heads,
        piece: int,
        title: str,
        group: bool = False,
    ) -> None:
        """Take a row of figures, the cells by the index of their column; `group`: one that stands for its leaves."""
        key = ("", row.label) if group else row.path
        paths = {(row.table, *row.path, *heads.part.columns[at].path) for at in cells if not group}
        copy = self._copy(key, row.table, heads.number, title, paths)
        copy.pieces.add(piece)
        self.used.add(piece)
        self.seen.add((row.table, *key))
        if key in copy.rows and not (paths and paths.isdisjoint(copy.spots)):
            self._again(copy, row, heads.part, cells)
            return
        copy.rows[key] = heads.number
        copy.order.append((row.at, group))
        if group:
            self._group(copy, row, cells, heads)
            return
        for index, entry in cells.items():
            column = heads.part.columns[index]
            path = (row.table, *row.path, *column.path)
            if entry.why == "I050":  # where the text breaks off nothing is known, not even a blank
                copy.texts[path] = entry
                continue
            copy.spots[path] = entry.spot
            self._cell(copy, path, entry, column, heads.units.get(index, ""))

    def _cell(self, copy: Copy, path: Path, entry: Entry, column: Column, head_unit: str) -> None:
        if entry.why and not values.empty(entry.text):
            copy.texts[path] = entry
            return
        got = values.value(entry.text, column.number, column.unit or "元", head_unit)
        if not got.taken:
            copy.texts[path] = entry._replace(why="I043")
        elif got.number is not None:
            copy.cells[path] = got.number
            if got.unit:
                unit = column.unit
                self.say(
                    "I051", entry.spot, path, text=entry.text, unit=got.unit, value=got.number, wanted=unit
                )

    def _copy(self, row: Path, table: str, heads: int, title: str, paths: set[Path]) -> Copy:
        """The copy that a row belongs to: a new one where a row comes again under other heads."""
        known = self.copies[table]
        if known and known[-1].title != title:
            known.append(Copy(title))
        again = not known or known[-1].rows.get(row, heads) != heads
        if again and not (
            known and paths and paths.isdisjoint(known[-1].spots)
        ):  # else another part of the row
            known.append(Copy(title))
        return known[-1]

    def _again(self, copy: Copy, row: Row, part: Part, cells: Mapping[int, Entry]) -> None:
        """A row that comes a second time in one table: nothing is taken from either."""
        spot = next((e.spot for e in cells.values()), Spot())
        copy.groups.pop(row.label, None)
        for column in part.columns:
            path = (row.table, *row.path, *column.path)
            copy.cells.pop(path, None)
            if path in copy.spots:
                copy.texts[path] = Entry("", copy.spots[path], "I054")
        self.say(
            "I054", spot, (row.table, *row.path), row=row.label or "唯一一行", words=shown(cells.values())
        )

    def _group(self, copy: Copy, row: Row, cells: Mapping[int, Entry], heads: Heads) -> None:
        numbers: dict[int, int | Decimal | None] = {}
        for index, entry in cells.items():
            got = values.value(entry.text, heads.part.columns[index].number)
            numbers[index] = None if entry.why else got.number
        copy.groups[row.label] = Group(row, numbers, tuple(cells.values()))


def shown(entries: Iterable[Entry]) -> str:
    """Cells as a finding shows them: a blank one as an empty square."""
    return " ".join(" ".join(e.text.split()) or "□" for e in entries)
