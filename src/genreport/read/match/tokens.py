"""The cells and lines of a document one after another, where only their order is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from genreport.document import Grid, Line
from genreport.finding import Spot
from genreport.read.match import values
from genreport.read.match.words import Words

_NUMBER = r"[-+\u2212]?[0-9０-９][0-9０-９,，]*(?:\.[0-9]+)?(?:万元|元|[件项宗个])?|[-/／—－]{1,2}"
_TAIL = re.compile(rf"(.*?\S)[^\S\n]+((?:(?:{_NUMBER})[^\S\n]+)*(?:{_NUMBER}))", re.S)
_PAGE = re.compile(r"[-—－–─]+\s*[0-9]{1,3}\s*[-—－–─]+|第\s*[0-9]{1,3}\s*页.{0,12}")


class Token(NamedTuple):
    """A cell or line: `line` is the number of the row that it stands in, `last` whether nothing follows there."""

    text: str
    spot: Spot
    piece: int
    line: int
    soft: bool = False  # an empty cell at the end of its row, which may be none
    cell: bool = False  # cells that are empty have left their trace


def of_line(line: Line, piece: int, number: int, words: Words) -> list[Token]:
    """The tokens of a line of text: cells between strokes, a label with figures behind it, or one text."""
    text = line.text
    if "|" in text or "\t" in text:
        cells = re.split(r"[|\t]", text)
        return of_cells(cells, line.spot, piece, number)
    if _PAGE.fullmatch(text.strip()):
        return []
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
        if not s.colspan or not s.rowspan:
            continue
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
