"""A table of one row set as a square: its lowest heads at the side, the groups of columns on top."""

from __future__ import annotations

from genreport.document import Grid, Square
from genreport.read.match.ledger import Entry, Heads
from genreport.read.match.words import Part, Words

_LEAST = 5  # figures that make it such a table


def crossed(grid: Grid, words: Words, counter: int) -> tuple[Heads, dict[int, Entry]] | None:
    """The figures by the columns of the form where side and top together name just one; None if it is another table."""
    for part in words.parts.values():
        if part.tops and not part.rows[0].label:
            cells = _cells(grid, words, part)
            if len(cells) >= _LEAST:
                return Heads(counter + 1, part, order=tuple(cells)), cells
    return None


def _cells(grid: Grid, words: Words, part: Part) -> dict[int, Entry]:
    tops: dict[int, str] = {}
    sides: dict[int, list[int]] = {}
    for s in sorted(grid.squares):
        look = words.look(s.text)
        here = [t for t in look.tops if t in part.tops]
        if here:
            tops |= dict.fromkeys(range(s.column, s.column + s.colspan), here[0])
        elif s.rowspan == 1 and (mine := [c.at for c in look.columns if c.table == part.table]):
            sides[s.row] = mine
    cells: dict[int, Entry] = {}
    for s in grid.squares:
        if s.row not in sides or s.column not in tops or words.look(s.text):
            continue
        fitting = [at for at in sides[s.row] if tops[s.column] in part.columns[at].parents]
        if len(fitting) != 1 or fitting[0] in cells or not _single(s):
            return {}
        cells[fitting[0]] = Entry(s.text, s.spot)
    return cells


def _single(s: Square) -> bool:
    return s.rowspan == 1 and s.colspan == 1
