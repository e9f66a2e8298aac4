"""Reading a table of which only the order of the cells is known: a label, its figures, the next label.

The figures of a row are taken only if there are exactly as many as the heads before it announce; figures whose label
is missing or unknown belong to nobody, so that none is ever given to a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from genreport.finding import Spot
from genreport.read.match import values
from genreport.read.match.bare import printed
from genreport.read.match.counted import bare_row, by_column, digits, fitted, together, totals, whole_row
from genreport.read.match.labels import Place, certain, likely
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.order import Item, settle
from genreport.read.match.tokens import Token
from genreport.read.match.words import Look, Row, Words

_JOIN = 6  # pieces of a label torn over lines
_UPRIGHT = 45  # of one set one character a line
_LONGEST = 120
_BEHIND = ".．、)）:："  # with these behind it a figure is the number of a label
_ENDS = {*")）”’\"'》】〕。，、：:；", ".."}
_NOTE = 6  # pieces into which a note in brackets may be torn
_BRACKETS = str.maketrans("（）", "()")
_SHORT = 60  # letters of a label, at the most, that is not one word for word


class Attempt(NamedTuple):
    """What a run of figures gave."""

    row: Row | None
    place: Place
    heads: Heads | None
    cells: dict[int, Entry]
    label: str
    entries: tuple[Entry, ...]
    tokens: tuple[Token, ...]
    title: str
    wanted: int = 0  # figures that the row should have; 0: heads not known
    headed: bool = True  # some heads stood above it
    band: str = ""  # the caption above it
    apart: bool = False  # the figures stand in another line than the label


class Stream:
    """Takes tokens in reading order and gives the rows that they make."""

    def __init__(self, words: Words, counter: int = 0) -> None:
        self.words = words
        self.counter = counter
        self.title = ""
        self.band = ""
        self.titles: set[str] = set()  # all that were met
        self.last: dict[str, int] = {}
        self.heading: list[Item] = []  # the heads that were met last, in order
        self.open = False  # more heads may come
        self.doubt = False  # figures without a label were met: labels and figures may have changed places
        self.shifted = False  # the same, anywhere, of a line of several figures
        self.beside = False  # the text has figures beside their labels, as a rule
        self.settled: dict[tuple[str, int], Heads | None] = {}
        self.group: list[str] = []
        self.labels: list[Token] = []
        self.figures: list[Token] = []
        self.out: list[Attempt] = []
        self.likely: list[tuple[str, str, Spot]] = []
        self.touched: set[int] = set()

    def feed(self, tokens: Sequence[Token]) -> None:
        """Take the cells of one row."""
        for token in tokens:
            if values.empty(token.text) if not token.text.strip() else values.like(token.text):
                if token.text.strip() or self.labels or self.figures:
                    self.figures.append(token)
            else:
                behind = token.text.lstrip()[0] in _BEHIND or self._numbers(token)
                number = self.figures.pop() if self.figures and behind else None
                if self.figures:
                    self._run()
                if number and self.figures and self.figures[-1].line == number.line:
                    self.doubt = self.shifted = True  # a label torn apart, with figures of its row before it
                self.labels += [number, token] if number else [token]

    def _numbers(self, label: Token) -> bool:
        """Whether the last figure, alone in its line or cell, is the number of a label."""
        if not self.figures or printed(label.text).number:
            return False
        last, before = self.figures[-1], self.figures[-2:-1]
        alone = last.line == label.line or all(t.line != last.line for t in before)
        return alone and any(r.number == last.text.strip() for r in self.words.look(label.text).rows)

    def close(self) -> None:
        """The stream ends, or something else begins."""
        self._run()
        self.open = False

    def _run(self) -> None:
        labels, figures = self.labels, self.figures
        self.labels, self.figures = [], []
        told = [t for t in figures if t.text.strip()]
        items = self._items(labels)
        last: Item | None = None
        place = Place()
        for i, item in enumerate(items):
            final = i == len(items) - 1 and bool(told)
            place = self._item(item, final)
            last = item
        if told or (place.row and any(not t.soft for t in figures)):
            alone = len(items) < 2 or bool(items[-2].look) or len(items[-2].text) > _SHORT
            self._figures(last, place, figures, alone)

    def _items(self, tokens: Sequence[Token]) -> list[Item]:
        """The labels that the tokens make, the longest first."""
        found: list[Item] = []
        i = 0
        while i < len(tokens):
            if len(tokens[i].text) > _SHORT:
                found.append(Item(tokens[i].text, self.words.look(tokens[i].text), (tokens[i],)))
                i += 1
                continue
            for end in range(_furthest(tokens, i), i, -1):
                texts = [t.text for t in tokens[i:end]]
                if end > i + 1 and not printed(texts[-1]).whole:
                    continue
                if sum(map(len, texts)) <= _LONGEST and (look := self.words.joined(texts)):
                    end += self._open_note("".join(texts), tokens[end:])
                    while end < len(tokens) and tokens[end].text.strip() in _ENDS:
                        end += 1  # a mark that ends the label
                    found.append(Item("".join(texts), look, tuple(tokens[i:end])))
                    i = end
                    break
            else:
                found.append(Item(tokens[i].text, Look(), (tokens[i],)))
                i += 1
        return found

    def _open_note(self, label: str, behind: Sequence[Token]) -> int:
        """How many of the tokens behind a label belong to the note in brackets that it begins."""
        text = label.translate(_BRACKETS)
        for count in range(min(_NOTE, len(behind)) + 1):
            if count and self.words.look(behind[count - 1].text):
                return 0
            text += behind[count - 1].text.translate(_BRACKETS) if count else ""
            if text.count("(") <= text.count(")"):
                return count
        return 0

    def _item(self, item: Item, final: bool) -> Place:
        """Take a label; the row that it names, if it is one."""
        look = item.look
        if look.title:
            self._reset(look.title)
            return Place()
        if look.band:
            self.band = item.text
        if look.band or look.corner:
            self._begin(item)
            return Place()
        head = bool(look.columns or look.tops)
        if head and (self.open or not (look.rows or look.groups)):
            if not self.open:
                self._begin(item)
            self.heading.append(item)
            return Place()
        if look.rows or look.groups:
            self.open = False
            if any(g.leaves for g in look.groups):
                self.group = [item.text]
            place = certain([item.text], (), self.words, self._tables(), self.last, self.group)
            if place.row and not place.group:
                self.last[place.row.table] = place.row.at
                if self.group and place.row.group != printed(self.group[-1]).full:
                    self.group = []
            return place
        beside = bool(self.heading) and self.heading[-1].tokens[-1].line == item.tokens[0].line
        if self.open and len(item.text) <= _SHORT and (beside or not final):
            self.heading.append(item)
        return Place()

    def _reset(self, title: str) -> None:
        self.title = title
        self.titles.add(title)
        self.band = ""
        self.heading, self.open, self.doubt, self.settled, self.group = [], False, False, {}, []

    def _begin(self, item: Item) -> None:
        if not self.open:
            self.heading, self.settled, self.doubt = [], {}, False
        self.open = True
        self.counter += 1
        if item.look.corner or item.look.band:
            self.heading = []
            self.settled = {}
            self.touched.update(t.piece for t in item.tokens)

    def _tables(self) -> set[str]:
        return {c.table for item in self.heading for c in item.look.columns}

    def _figures(self, last: Item | None, place: Place, figures: list[Token], alone: bool) -> None:
        """Give figures to the row whose label stands before them."""
        row = place.row
        if last is None or not (self.heading or (row and row.table == self.title)):
            return
        if row is None and not last.look and alone:
            place = likely(last.text, (), self.words, self._tables(), self.last)
            row = place.row
        if row is None and (last.look.columns or last.look.tops):
            row = self._nameless()
            place = Place(row)
        heads = self._heads(row) if row else None
        if row and heads and not row.label:
            told = [t for t in figures if t.text.strip()]
            if values.counted_off([t.text for t in told[: len(heads.order)]]):
                figures = told[len(heads.order) :]  # the numbers of the columns
                if not figures:
                    return
        own = last.tokens[-1].line
        entries = tuple(Entry(t.text, t.spot) for t in figures if t.text.strip() or not t.soft)
        cells: dict[int, Entry] | None = None
        wanted = len(heads.order) if heads else 0
        if row and heads and last:
            cells = self._shared(figures, last, heads)
        if row is None or (place.group and own != figures[0].line):
            heads_only = bool(last.look.columns or last.look.tops or last.look.corner or last.look.band)
            self.doubt = self.doubt or heads_only or bare_row(figures)
        elif cells is None and heads:
            many = len([f for f in figures if f.text.strip()]) > wanted
            self.doubt = self.doubt or (many and bare_row(figures))
        apart = own != figures[0].line and bare_row(figures) and not figures[0].cell
        self.shifted = self.shifted or (self.doubt and bare_row(figures))
        if row:
            self.last[row.table] = row.at
            if place.likely and cells:
                self.likely.append((last.text, row.label, last.tokens[0].spot))
        label = last.text if not last.look or row else ""
        tokens = (*last.tokens, *figures)
        headed = bool(self.heading)
        self.out.append(
            Attempt(
                row,
                place,
                heads,
                cells or {},
                label,
                entries,
                tokens,
                self.title,
                wanted,
                headed,
                self.band,
                apart,
            )
        )
        if row and not row.label:  # a table of one row ends with it
            self.heading, self.open = [], False

    def _nameless(self) -> Row | None:
        """The one row of a table without labels of rows, if the heads are those of that table."""
        tops = {t for item in self.heading for t in item.look.tops}
        for (table, _), part in self.words.parts.items():
            if tops.intersection(part.tops) and not part.rows[0].label:
                return self.words.rows[table][0]
        return None

    def _shared(self, figures: Sequence[Token], last: Item, heads: Heads) -> dict[int, Entry] | None:
        """The figures of a row by column; None unless there are just as many as columns."""
        order, count = heads.order, len(heads.order)
        own = last.tokens[-1].line
        beside = [t for t in figures if t.line == own]
        told = [t for t in beside if t.text.strip()]
        if count < len(
            heads.part.columns
        ):  # columns are missing, or their heads: only whole rows of cells will do
            full = (
                bool(told) and len([t for t in figures if not t.soft]) == len(told) == count and told[0].cell
            )
            return by_column(order, told) if full and len(beside) == len(figures) else None
        if len(told) == count and together(beside):
            more = [t for t in figures if t.text.strip()][count:]
            self.doubt = bool(more)
            return whole_row(order, told, totals(heads), torn=len(more) == 1)
        everything = [t for t in figures if t.text.strip()]
        if len(everything) == len(told) and (whole := fitted(beside, totals(heads))):
            return by_column(order, whole)
        elsewhere = not figures[0].cell and own != figures[0].line and not last.look.columns
        if self.doubt or (self.beside and elsewhere):
            return None
        rows = {t.line for t in everything}
        if len(everything) == count and len(rows) in (1, count) and together(figures):
            return by_column(order, everything)  # all in one line, or each in its own
        hard = [t for t in figures if t.text.strip() or not t.soft]
        if len({t.line for t in hard}) == 1 and (
            whole := fitted([t for t in figures if t.line == hard[0].line], totals(heads))
        ):
            return by_column(order, whole)
        if len(everything) == 1 and (single := digits(everything[0], heads.part)):
            return by_column(order, single)
        return None

    def _heads(self, row: Row) -> Heads | None:
        key = (row.table, row.block)
        if key not in self.settled:
            order = settle(self.words.parts[key], self.heading, self.counter)
            self.settled[key] = order.heads if order else None
            if order:
                self.likely += order.likely
                self.touched.update(t.piece for item in self.heading for t in item.tokens)
        return self.settled[key]


def _furthest(tokens: Sequence[Token], start: int) -> int:
    """Where the label that begins at a token may end: further on where it is set one character a line."""
    end = start
    while end < len(tokens) and len(tokens[end].text) <= 2 and end - start < _UPRIGHT:
        end += 1
    return min(len(tokens), max(start + _JOIN, end))
