"""One pass over a document in search of one form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genreport.document import Document, Grid, Line
from genreport.finding import Spot
from genreport.formats import Format
from genreport.read.match import grids, tokens, values
from genreport.read.match.bare import printed
from genreport.read.match.crossed import crossed
from genreport.read.match.grids import Before, Found, Reader, Unclear
from genreport.read.match.ledger import ANOTHER_YEAR, Entry, Ledger, Unheaded, shown, stated
from genreport.read.match.settle import Settled, settled
from genreport.read.match.stream import Attempt, Stream
from genreport.read.match.words import words

_LOCAL = 40  # letters of the label of a row that the form does not have; more are a sentence
_LONG = 200  # letters of the title of a report
_RULE = 2  # rows with figures beside their label that make it the rule of a text
_WIDE, _HIGH = 120, 2000  # columns and rows of a grid
_CAPTION = 30  # letters of a line that may name the group of the table below it


_YEAR = re.compile("(?<![0-9])(20[0-9]{2})年")
_REPORT = re.compile("(?<![0-9])(20[0-9]{2})年?度?.{0,10}信息公开.{0,8}年度?报告")
_TITLES = 40  # lines in which the title of the report is looked for


class Pass:
    """Reads all pieces of a document in order."""

    def __init__(self, form: Format, file: str) -> None:
        self.form = form
        self.words = words(form)
        self.ledger = Ledger(self.words, file)
        self.stream = Stream(self.words)
        self.before = Before()
        self.settled = Settled({}, {}, 0, 0, frozenset())
        self.row = 0
        self.year = ""  # of the report, where its title says so
        self.kept = ""  # the title of the section while a table of another year is read
        self.end: Attempt | None = None  # the row of figures with which the document ends

    @property
    def weight(self) -> int:
        """How much of the form was found."""
        return self.settled.own + len(self.ledger.seen)

    def read(self, document: Document) -> None:
        """Read every piece, and settle what was read."""
        self.year = _year_of(document)
        texts = (p.text for p in document.pieces if isinstance(p, Line))
        self.stream.beside = sum(tokens.beside(t, self.words) for t in texts) >= _RULE
        for index, piece in enumerate(document.pieces):
            if isinstance(piece, Line):
                self._line(piece, index)
            else:
                self._grid(piece, index)
        self.stream.close()
        texts_only = document.medium in ("", "text")  # no other medium ends within a word
        if (
            texts_only
            and self.stream.out
            and self.stream.out[-1].tokens[-1].piece == len(document.pieces) - 1
        ):
            self._torn()
        self._attempts()
        self.ledger.titles |= self.stream.titles
        self.settled = settled(self.ledger)

    def finish(self, document: Document, rivals: Sequence[Pass]) -> None:
        """Say what is missing."""
        from genreport.read.match import missing

        missing.tell(self, document, rivals)

    def _line(self, line: Line, index: int) -> None:
        self.row += 1
        found = tokens.of_line(line, index, self.row, self.words)
        if found:
            self.before.caption = line.text if len(line.text) <= _CAPTION else ""
        self.stream.feed(found)

    def _caption(self) -> None:
        """A table whose caption names another year does not stand for the section."""
        years = set(_YEAR.findall(self.before.caption))
        if not self.year or len(years) != 1:
            return
        self.stream.close()
        self._attempts()
        title = self.stream.title
        if self.year not in years and title != ANOTHER_YEAR:
            self.kept, self.stream.title = title, ANOTHER_YEAR
        elif self.year in years and title == ANOTHER_YEAR:
            self.stream.title = self.kept

    def _grid(self, grid: Grid, index: int) -> None:
        self._caption()
        if not grid.exact:
            self._rows(grid, index)
            return
        if grid.columns > _WIDE or grid.rows > _HIGH:
            return  # no table of the form has a hundredth of it
        looks = grids.known(grid, self.words)
        going_on = self.before.width == grid.columns and bool(self.before.heads)
        if not (any(k.rows or k.columns or k.band for k in looks) or going_on):
            return
        self.stream.close()
        self._attempts()
        self.before.title = self.stream.title or self.before.title
        self.before.counter = max(self.before.counter, self.stream.counter)
        try:
            found, reader = self._squares(grid)
        except Unclear:
            self._rows(grid, index)
            self.stream.close()
            self._attempts()
        else:
            self._found(found, reader, index)
            if not any(f.heads for f in found):
                self._square(grid, index)
        self.before.caption = ""
        self.stream.counter = self.before.counter

    def _squares(self, grid: Grid) -> tuple[list[Found], Reader]:
        reader = Reader(grid, self.words, self.before)
        try:
            found = reader.read()
        except Unclear:
            found = []
            upright = Reader(grids.turned(grid), self.words, self.before)
            turned = upright.read()  # raises again if that is no better
            if not any(f.heads and not f.row.label for f in turned if f.row):
                raise
            return turned, upright
        if not any(f.heads for f in found):
            upright = Reader(grids.turned(grid), self.words, self.before)
            try:
                turned = upright.read()
            except Unclear:
                return found, reader
            if any(f.heads and f.row and not f.row.label for f in turned):
                return turned, upright
        return found, reader

    def _square(self, grid: Grid, index: int) -> None:
        """A table with its lowest heads at the side."""
        if made := crossed(grid, self.words, self.before.counter):
            heads, cells = made
            self.before.counter = heads.number
            row = heads.part.rows[0]
            self.ledger.row(row, cells, heads, index, self.stream.title)

    def _rows(self, grid: Grid, index: int) -> None:
        for cells in tokens.of_grid(grid, index, self.row + 1):
            self.stream.feed(cells)
        self.row += grid.rows + 1

    def _found(self, found: Sequence[Found], reader: Reader, index: int) -> None:
        """Take what a grid gave."""
        if reader.heads:
            self.before.heads, self.before.width = reader.heads, reader.columns
            self.ledger.used.add(index)
        self.before.last = reader.last
        self.before.title = self.stream.title = reader.title
        self.stream.titles |= {reader.title, *(f.title for f in found)}
        for text, label, square in reader.likely:
            self.ledger.like(text, label, square.spot, ())
        for f in found:
            self._row(f, index, bool(reader.heads) or reader.continued)
        for label, entries in _by_label(reader).items():
            self.ledger.say("I046", entries[0].spot, label=label, words=shown(entries))

    def _row(self, f: Found, index: int, headed: bool) -> None:
        ledger = self.ledger
        told = [e for e in f.entries if e.text.strip()]
        if f.row and f.heads and f.short:
            path = (f.row.table, *f.row.path)
            spot = f.entries[0].spot if f.entries else Spot()
            ledger.seen.add(path)
            ledger.used.add(index)
            wanted = len(f.heads.places)
            ledger.say("I042", spot, path, row=f.row.label, words=shown(f.entries), wanted=wanted)
        elif f.row and f.heads:
            ledger.row(f.row, f.cells, stated(f.heads, f.label, f.band), index, f.title, f.group)
            if list(f.heads.places) != sorted(f.heads.places):
                ledger.unclear.add(f.row.table)
        elif f.row and not f.group and told:
            if f.title == f.row.table:
                ledger.used.add(index)
            ledger.unheaded.append(Unheaded(f.row, f.entries, index, f.title))
        elif f.row is None and headed and f.label and index in ledger.used:
            ledger.say("I045", f.entries[0].spot, label=f.label, words=shown(f.entries))

    def _torn(self) -> None:
        """A text that ends with a figure may end within it: the last figure counts only if a total proves it."""
        last = self.stream.out[-1]
        if not last.cells or not last.row or not last.heads or last.row.label == "":
            return
        if last.row is self.words.rows[last.row.table][-1] and last.row.table == self.words.tables[-1].id:
            return
        columns = last.heads.part.columns
        proved = (
            len(last.cells) == len(columns)
            and columns[-1].total
            and values.sums_hold([last.cells[c.at].text for c in columns], [c.total for c in columns])
        )
        if proved:
            return
        told = [i for i, e in last.cells.items() if e.text.strip()]
        for index in last.cells if len(told) < len(last.cells) else last.heads.order[-1:]:
            last.cells[index] = last.cells[index]._replace(why="I050")

    def _attempts(self) -> None:
        """Take what the stream gave."""
        ledger = self.ledger
        ragged = _ragged(self.stream.out)
        for a in self.stream.out:
            pieces = {t.piece for t in a.tokens}
            spot = a.entries[0].spot if a.entries else a.tokens[0].spot
            doubtful = (a.apart and self.stream.shifted) or _doubtful(a, ragged)
            if a.row and a.heads and a.cells and not doubtful:
                ledger.row(
                    a.row,
                    a.cells,
                    stated(a.heads, a.label, a.band),
                    a.tokens[0].piece,
                    a.title,
                    a.place.group,
                )
                ledger.used |= pieces
            elif a.row and a.heads:
                ledger.seen.add((a.row.table, *a.row.path))
                ledger.used |= pieces
                path = (a.row.table, *a.row.path)
                ledger.say("I042", spot, path, row=a.row.label, words=shown(a.entries), wanted=a.wanted)
            elif a.row and a.headed:
                ledger.unclear.add(a.row.table)
                ledger.unclear_heads(a.row, a.entries)
            elif a.row and not a.place.group and a.entries:
                ledger.unheaded.append(Unheaded(a.row, a.entries, a.tokens[0].piece, a.title))
            elif a.label and a.headed and len(printed(a.label).stem) <= _LOCAL:
                ledger.say("I045", spot, label=a.label, words=shown(a.entries))
                ledger.used |= pieces
        for text, label, spot in self.stream.likely:
            ledger.like(text, label, spot, ())
        ledger.used |= self.stream.touched
        self.stream.out, self.stream.likely = [], []


def _year_of(document: Document) -> str:
    """The one year that titles of reports name at its beginning; empty where there are more, as in menus."""
    lines = [p.text for p in document.pieces[:_TITLES] if isinstance(p, Line)]
    found = {y for text in (document.title, *lines) for y in _REPORT.findall(text[:_LONG])}
    return found.pop() if len(found) == 1 else ""


def _ragged(attempts: Sequence[Attempt]) -> set[str]:
    """The tables of which some rows have too few figures or too many: blank cells have left no trace in them."""
    return {
        a.row.table
        for a in attempts
        if a.row and a.heads and not a.cells and a.entries and not a.tokens[-1].cell
    }


def _doubtful(a: Attempt, ragged: set[str]) -> bool:
    """Whether the right number of figures may be chance: in a ragged table only the totals prove it."""
    if a.row is None or a.heads is None or a.tokens[-1].cell:
        return False
    lines = {t.line for t in a.tokens if values.like(t.text)}
    upright = len(lines) == len(a.cells)  # one figure a line: that of a page or of a list may be among them
    if a.row.table not in ragged and not upright:
        return False
    columns = a.heads.part.columns
    if len(a.cells) != len(columns) or not any(c.total for c in columns):
        return False
    return not values.sums_hold([a.cells[c.at].text for c in columns], [c.total for c in columns])


def _by_label(reader: Reader) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for extra in reader.extras:
        found.setdefault(extra.label, []).append(extra.entry)
    return found
