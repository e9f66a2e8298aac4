"""Reading a table of which only the order of the cells is known: a label, its figures, the next label.

The figures of a row are taken only if there are exactly as many as the heads before it announce; figures whose label
is missing or unknown belong to nobody, so that none is ever given to a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from genreport.document import Grid, Line
from genreport.finding import Spot
from genreport.read.match import values
from genreport.read.match.bare import note, printed
from genreport.read.match.labels import Place, certain, likely
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.likeness import nearest
from genreport.read.match.words import Look, Part, Row, Words

_NUMBER = r"[-+\u2212]?[0-9０-９][0-9０-９,，]*(?:\.[0-9]+)?(?:万元|元|[件项宗个])?|[-/／—－]{1,2}"
_TAIL = re.compile(rf"(.*?\S)[^\S\n]+((?:(?:{_NUMBER})[^\S\n]+)*(?:{_NUMBER}))", re.S)
_JOIN = 6  # pieces of a label torn over lines
_UPRIGHT = 45  # of one set one character a line
_LONGEST = 120
_BEHIND = ".．、)）:："  # with these behind it a figure is the number of a label
_ENDS = {*")）”’\"'》】〕。，、：:；", ".."}
_NOTE = 6  # pieces into which a note in brackets may be torn
_BRACKETS = str.maketrans("（）", "()")
_SHORT = 60  # letters of a label, at the most, that is not one word for word


class Token(NamedTuple):
    """A cell or line: `line` is the number of the row that it stands in, `last` whether nothing follows there."""

    text: str
    spot: Spot
    piece: int
    line: int
    soft: bool = False  # an empty cell at the end of its row, which may be none
    cell: bool = False  # cells that are empty have left their trace


class Item(NamedTuple):
    """Tokens that make one label, or one unknown text."""

    text: str
    look: Look
    tokens: tuple[Token, ...]


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
    apart: bool = False  # the figures stand in another line than the label


class Stream:
    """Takes tokens in reading order and gives the rows that they make."""

    def __init__(self, words: Words, counter: int = 0) -> None:
        self.words = words
        self.counter = counter
        self.title = ""
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
                number = self.figures.pop() if self.figures and token.text.lstrip()[0] in _BEHIND else None
                if self.figures:
                    self._run()
                if number and self.figures and self.figures[-1].line == number.line:
                    self.doubt = self.shifted = True  # a label torn apart, with figures of its row before it
                self.labels += [number, token] if number else [token]

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
            self._figures(last, place, figures)

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
            return place
        beside = bool(self.heading) and self.heading[-1].tokens[-1].line == item.tokens[0].line
        if self.open and len(item.text) <= _SHORT and (beside or not final):
            self.heading.append(item)
        return Place()

    def _reset(self, title: str) -> None:
        self.title = title
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

    def _figures(self, last: Item | None, place: Place, figures: list[Token]) -> None:
        """Give figures to the row whose label stands before them."""
        row = place.row
        if last is None or not (self.heading or (row and row.table == self.title)):
            return
        if row is None and not last.look:
            place = likely(last.text, (), self.words, self._tables(), self.last)
            row = place.row
        if row is None and (last.look.columns or last.look.tops):
            row = self._nameless()
            place = Place(row)
        heads = self._heads(row) if row else None
        own = last.tokens[-1].line
        entries = tuple(Entry(t.text, t.spot) for t in figures if t.text.strip() or not t.soft)
        cells: dict[int, Entry] | None = None
        wanted = len(heads.order) if heads else 0
        if row and heads and last:
            cells = self._shared(figures, last, heads)
        if row is None or (place.group and own != figures[0].line):
            heads_only = bool(last.look.columns or last.look.tops or last.look.corner or last.look.band)
            self.doubt = self.doubt or heads_only or _bare_row(figures)
        elif cells is None and heads:
            many = len([f for f in figures if f.text.strip()]) > wanted
            self.doubt = self.doubt or (many and _bare_row(figures))
        apart = own != figures[0].line and _bare_row(figures) and not figures[0].cell
        self.shifted = self.shifted or (self.doubt and _bare_row(figures))
        if row:
            self.last[row.table] = row.at
            if place.likely and cells:
                self.likely.append((last.text, row.label, last.tokens[0].spot))
        label = last.text if not last.look or row else ""
        tokens = (*last.tokens, *figures)
        headed = bool(self.heading)
        self.out.append(
            Attempt(row, place, heads, cells or {}, label, entries, tokens, self.title, wanted, headed, apart)
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
            whole = (
                bool(told) and len([t for t in figures if not t.soft]) == len(told) == count and told[0].cell
            )
            return _by(order, told) if whole and len(beside) == len(figures) else None
        if len(told) == count and _together(beside):
            if len([t for t in figures if t.text.strip()]) > count:
                self.doubt = True
            else:
                self.doubt = False
            return _by(order, told)
        everything = [t for t in figures if t.text.strip()]
        if len(everything) == len(told) and (fitted := _fitted(beside, count)):
            return _by(order, fitted)
        elsewhere = not figures[0].cell and own != figures[0].line and not last.look.columns
        if self.doubt or (self.beside and elsewhere):
            return None
        rows = {t.line for t in everything}
        if len(everything) == count and len(rows) in (1, count) and _together(figures):
            return _by(order, everything)  # all in one line, or each in its own
        hard = [t for t in figures if t.text.strip() or not t.soft]
        if len({t.line for t in hard}) == 1 and (
            fitted := _fitted([t for t in figures if t.line == hard[0].line], count)
        ):
            return _by(order, fitted)
        if len(everything) == 1 and (digits := _digits(everything[0], heads.part)):
            return _by(order, digits)
        return None

    def _heads(self, row: Row) -> Heads | None:
        key = (row.table, row.block)
        if key not in self.settled:
            self.settled[key] = self._settle(self.words.parts[key])
        return self.settled[key]

    def _settle(self, part: Part) -> Heads | None:
        """The order of the figures that the heads announce; None where it is not certain."""
        here = (part.table, part.at)
        leaves: list[tuple[Item, list[int]]] = []
        tops: list[str] = []
        for item in self.heading:
            found = [c.at for c in item.look.columns if (c.table, c.block) == here]
            mine = [t for t in item.look.tops if t in part.tops]
            if mine:
                tops += mine[:1]
            elif found:
                leaves.append((item, found))
            elif not item.look and (leaves or tops or part.flat):
                leaves.append((item, []))
            elif item.look.columns:
                return None
        order = self._flat(part, leaves) if part.flat else self._levels(part, leaves, tops)
        if not order:
            return None
        self.touched.update(t.piece for item in self.heading for t in item.tokens)
        units = {}
        for (item, _), index in zip(leaves, order, strict=False):
            if part.columns[index].number == "amount" and (
                unit := values.unit_in(note(item.text) or item.text)
            ):
                units[index] = unit
        return Heads(self.counter, part, units, order=order)

    def _flat(self, part: Part, leaves: Sequence[tuple[Item, list[int]]]) -> tuple[int, ...]:
        unknown = [i for i, (_, found) in enumerate(leaves) if not found]
        if not unknown:
            order = tuple(found[0] for _, found in leaves)
            return order if len(set(order)) == len(order) else ()
        if len(leaves) != len(part.columns) or len(unknown) == len(leaves):
            return ()
        for i, (item, found) in enumerate(leaves):
            column = part.columns[i]
            key = printed(item.text).stem
            if found:
                if found != [i]:
                    return ()
            elif len(key) < 2 or not (
                printed(column.label).full.startswith(key)
                or nearest(key, {printed(c.label).full: c.at for c in part.columns})
                == printed(column.label).full
            ):
                return ()
        for i in unknown:
            self.likely.append((leaves[i][0].text, part.columns[i].label, leaves[i][0].tokens[0].spot))
        return tuple(range(len(leaves)))

    def _levels(
        self, part: Part, leaves: Sequence[tuple[Item, list[int]]], tops: Sequence[str]
    ) -> tuple[int, ...]:
        """Heads of several levels: all of them, level by level or each group before what stands under it."""
        count = len(part.columns)
        if len(leaves) != count:
            return ()
        across = tuple(range(count))
        fits = any(
            all(index in found for index, (_, found) in zip(order, leaves, strict=True))
            for order in (across, part.down)
        )
        alike = any(len(found) > 1 for _, found in leaves)
        if not fits or (alike and not any(t for t in tops if t not in part.tops[:1])):
            return ()
        if not (_within(tops, part.tops) or _within(tops, part.levels)):
            return ()
        likely = [(item, found) for item, found in leaves if not found]
        return () if likely else across


def _furthest(tokens: Sequence[Token], start: int) -> int:
    """Where the label that begins at a token may end: further on where it is set one character a line."""
    end = start
    while end < len(tokens) and len(tokens[end].text) <= 2 and end - start < _UPRIGHT:
        end += 1
    return min(len(tokens), max(start + _JOIN, end))


def _within(some: Sequence[str], all_: Sequence[str]) -> bool:
    rest = iter(all_)
    return all(s in rest for s in some)


def _by(order: Sequence[int], tokens: Sequence[Token]) -> dict[int, Entry]:
    return {index: Entry(t.text, t.spot) for index, t in zip(order, tokens, strict=True)}


def _together(tokens: Sequence[Token]) -> bool:
    """Whether no empty cell stands between figures."""
    told = [bool(t.text.strip()) for t in tokens]
    return True not in told or all(told[told.index(True) : len(told) - told[::-1].index(True)])


def _bare_row(figures: Sequence[Token]) -> bool:
    """Whether several figures stand in one row without a label."""
    lines = [t.line for t in figures if t.text.strip()]
    return any(lines.count(line) > 1 for line in lines)


def _fitted(tokens: Sequence[Token], count: int) -> list[Token]:
    """The cells of one row: as many as columns, or figures in all of them with empty cells before or behind."""
    told = [t for t in tokens if t.text.strip()]
    if len(tokens) == count or (not told and len(tokens) > count):
        return list(tokens[:count])
    return told if len(told) == count and _together(tokens) else []


def _digits(token: Token, part: Part) -> list[Token]:
    """Figures of one digit each that were run together, where every total among them is right."""
    text = values.plain(token.text)
    if len(text) != len(part.columns) or not text.isdecimal() or len(text) < 5:
        return []
    start, sums = 0, 0
    for column in part.columns:
        if column.total:
            if sum(int(d) for d in text[start : column.at]) != int(text[column.at]):
                return []
            start, sums = column.at + 1, sums + 1
    return [token._replace(text=d) for d in text] if sums else []


def of_line(line: Line, piece: int, number: int, words: Words) -> list[Token]:
    """The tokens of a line of text: cells between strokes, a label with figures behind it, or one text."""
    text = line.text
    if "|" in text or "\t" in text:
        cells = re.split(r"[|\t]", text)
        return of_cells(cells, line.spot, piece, number)
    chunks = text.split() if len(text) <= 200 else []
    if len(chunks) > 1:
        if all(values.like(c) for c in chunks):
            return [Token(c, line.spot, piece, number) for c in chunks]
        match = _TAIL.fullmatch(text.strip())
        if not match and words.look(text):
            return [Token(text, line.spot, piece, number)]
        if match and len(match[1]) <= 90:
            label = [match[1]] if words.look(match[1]) else match[1].split()
            return [Token(c, line.spot, piece, number) for c in (*label, *match[2].split())]
        if sum(bool(words.look(c)) for c in chunks) > 1 or all(len(c) <= 4 for c in chunks):
            return [Token(c, line.spot, piece, number) for c in chunks]
    return [Token(text, line.spot, piece, number)] if text.strip() else []


def beside(text: str, words: Words) -> bool:
    """Whether a line is the label of a row with its figures behind it."""
    match = _TAIL.fullmatch(text.strip()) if len(text) <= 200 else None
    return bool(match and any(words.look(t).rows for t in (match[1], match[1].split()[-1])))


def of_cells(cells: Sequence[str], spot: Spot, piece: int, number: int) -> list[Token]:
    """The tokens of a row of cells; empty ones at its end are soft."""
    last = max((i for i, c in enumerate(cells) if c.strip()), default=-1)
    return [Token(c, spot, piece, number, i > last, True) for i, c in enumerate(cells)] if last >= 0 else []


def of_grid(grid: Grid, piece: int, number: int) -> list[list[Token]]:
    """The tokens of the rows of a grid, whose squares stand in order."""
    rows: dict[int, list[Token]] = {}
    for s in sorted(grid.squares, key=lambda s: (s.row, s.column)):
        rows.setdefault(s.row, []).append(Token(s.text, s.spot, piece, number + s.row, cell=True))
    made: list[list[Token]] = []
    whole = list(rows.values())
    spare = 0 if grid.exact else min((_spare(tokens) for tokens in whole[:-1]), default=0)
    for tokens in whole:
        tokens = tokens[: len(tokens) - min(spare, _spare(tokens))]
        last = max((i for i, t in enumerate(tokens) if t.text.strip()), default=-1)
        if last >= 0:
            made.append([t._replace(soft=True) if i > last else t for i, t in enumerate(tokens)])
    return made


def _spare(tokens: Sequence[Token]) -> int:
    """How many empty cells stand at the end of a row."""
    return next((i for i, t in enumerate(reversed(tokens)) if t.text.strip()), len(tokens))
