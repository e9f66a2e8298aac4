"""Tables cut by the end of a page made whole: repeated heads dropped, torn labels and rows put together if certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genreport.document import Grid, Square
from genreport.read.pdf.glyphs import LOST
from genreport.read.pdf.paragraphs import NUMBER, grid
from genreport.read.pdf.placing import Ruled, Sheet
from genreport.read.pdf.setting import Row

_NEAR = 3.5
_DIGITS = re.compile(r"\d")
_FIGURE = re.compile(r"[-+]?[\d,，.]+|[/／\-—]")


def whole(sheets: list[Sheet]) -> Iterator[tuple[int, Row] | Grid]:
    """The lines, each with its page, and the tables of all pages; a table that goes on is one with its beginning."""
    waiting: Ruled | None = None
    for sheet in sheets:
        for n, part in enumerate(sheet.parts):
            if isinstance(part, Ruled):
                if waiting is None:
                    waiting = part
                elif (
                    n == 0 and _follows(waiting, part) and _continues(waiting, lower := _edged(waiting, part))
                ):
                    waiting = _joined(waiting, lower)
                else:
                    yield grid(waiting)
                    waiting = part
            else:
                if waiting is not None:
                    yield grid(waiting)
                    waiting = None
                yield sheet.number, part
    if waiting is not None:
        yield grid(waiting)


def _follows(upper: Ruled, lower: Ruled) -> bool:
    """Whether a part stands on the page after the one on which the table so far ends."""
    return lower.page == max(s.spot.page for s in upper.squares) + 1


def _edged(upper: Ruled, lower: Ruled) -> Ruled:
    """A part that lacks the outer line of a label torn by the cut, with the empty squares that stand there."""
    shared = [x for x in lower.xs if any(abs(x - y) <= _NEAR for y in upper.xs)]
    if len(shared) < 5 or len(shared) < len(lower.xs) or abs(lower.xs[-1] - upper.xs[-1]) > _NEAR:
        return lower
    if lower.xs[0] < upper.xs[0] + _NEAR:
        return lower
    missing = Square(0, 0, lower.rows, 1, "", lower.squares[0].spot)
    squares = [missing, *(s._replace(column=s.column + 1) for s in lower.squares)]
    return lower._replace(xs=(upper.xs[0], *lower.xs), squares=tuple(sorted(squares)))


def _continues(upper: Ruled, lower: Ruled) -> bool:
    """Whether a part has the columns of the one above: the same outer lines, and no inner line just beside one."""
    if abs(upper.xs[0] - lower.xs[0]) > _NEAR or abs(upper.xs[-1] - lower.xs[-1]) > _NEAR:
        return False
    apart = min(abs(x - y) for x in upper.xs for y in lower.xs if abs(x - y) > _NEAR)
    shared = sum(any(abs(x - y) <= _NEAR for y in lower.xs) for x in upper.xs)
    return apart > 2 * _NEAR and (shared > 2 or len(lower.xs) == 2 or len(upper.xs) == 2)


def _joined(upper: Ruled, lower: Ruled) -> Ruled:
    new = [x for x in lower.xs if all(abs(x - y) > _NEAR for y in upper.xs)]
    xs = tuple(sorted((*upper.xs, *new)))
    above, below = _spread(upper, xs), _spread(lower, xs)
    head = _repeated(above, below, lower.rows)
    below = [s._replace(row=s.row - head) for s in below if s.row >= head]
    rows = lower.rows - head
    if not below:
        return upper
    above_rows = upper.rows
    if not head and _torn(above, below, above_rows):
        above, below = _sewn(above, below, above_rows)
        shift = above_rows - 1
    else:
        shift = above_rows
        above = above if head else _doubted(above, below, above_rows)
        full = [n for n, x in enumerate(xs) if any(abs(x - y) <= _NEAR for y in upper.full)]
        above, below = _unread(above, below, above_rows, full)
    below = [s._replace(row=s.row + shift) for s in below]
    squares = _stubs(above, below, shift) if shift == above_rows else [*above, *below]
    return upper._replace(squares=tuple(sorted(squares)), rows=shift + rows, xs=xs, full=lower.full)


def _spread(table: Ruled, xs: tuple[float, ...]) -> list[Square]:
    """The squares of a part on the columns of the whole table."""
    if len(table.xs) == len(xs):
        return list(table.squares)
    new = [min(range(len(xs)), key=lambda n: abs(xs[n] - x)) for x in table.xs]
    return [
        s._replace(column=new[s.column], colspan=new[s.column + s.colspan] - new[s.column])
        for s in table.squares
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _repeated(above: list[Square], below: list[Square], rows: int) -> int:
    """How many rows at the top of a part repeat the head of the table."""
    for count in range(min(rows - 1, 6), 0, -1):
        first, again = (
            [(s.row, s.column, s.rowspan, s.colspan, _bare(s.text)) for s in squares if s.row < count]
            for squares in (above, below)
        )
        crossing = any(row + high > count for row, _, high, _, _ in first)
        words = any(text and not _FIGURE.fullmatch(text) for *_, text in again)
        figures = any(_FIGURE.fullmatch(text) for *_, text in again)
        if first == again and words and not crossing and not figures:
            return count
    return 0


def _torn(above: list[Square], below: list[Square], rows: int) -> bool:
    """Whether the last row above and the first one below are the two halves of one row."""
    upper = {s.column: s for s in above if s.row + s.rowspan == rows}
    lower = {s.column: s for s in below if s.row == 0}
    if [(c, upper[c].colspan) for c in sorted(upper)] != [(c, lower[c].colspan) for c in sorted(lower)]:
        return False
    pairs = [(_bare(upper[c].text), _bare(lower[c].text)) for c in sorted(upper)]
    labels = [(a, b) for a, b in pairs if _label(a) or _label(b)]
    figures = [(a, b) for a, b in pairs if not (_label(a) or _label(b))]
    if any(a and b for a, b in figures) or any(NUMBER.match(b) for _, b in labels):
        return False
    one_side = all(not a for a, _ in figures) or all(not b for _, b in figures)
    if not figures or not one_side or all(not a and not b for a, b in figures):
        return False
    a = next((a for a, b in reversed(labels) if a and b), "")
    unclosed = a.count("（") + a.count("(") > a.count("）") + a.count(")")
    return bool(a) and (unclosed or bool(NUMBER.match(a)))


def _doubted(above: list[Square], below: list[Square], rows: int) -> list[Square]:
    """The part above; figures without a label over a label without figures may be of one torn row, so are not taken."""
    upper = sorted((s for s in above if s.row + s.rowspan == rows), key=lambda s: s.column)
    lower = {s.column: s for s in below if s.row == 0}
    figures = [s for s in upper if _FIGURE.fullmatch(_bare(s.text))]
    if not figures or any(lower.get(s.column) is None or lower[s.column].text for s in figures):
        return above
    stub = next((s for s in reversed(upper) if s.column < figures[0].column), None)
    if stub is None or stub.text or stub.column not in lower or not _label(lower[stub.column].text):
        return above
    return [s._replace(text=LOST + s.text) if s in figures else s for s in above]


def _unread(
    above: list[Square], below: list[Square], rows: int, full: list[int]
) -> tuple[list[Square], list[Square]]:
    """Both parts; if the cut may have torn a row with figures on both sides of it, none of its figures is taken.

    It may have where a figure above fills its square to the end (`full` are such columns) or the label goes on below.
    """
    upper = {s.column: s for s in above if s.row + s.rowspan == rows}
    first = _after_head(above, below)
    lower = {s.column: s for s in below if s.row == first}
    torn = [c for c in upper if c in lower and _DIGITS.search(upper[c].text) and _DIGITS.match(lower[c].text)]
    torn = [c for c in torn if _FIGURE.fullmatch(_bare(upper[c].text))]
    if not torn:
        return above, below
    a, b = (
        next(
            (
                _bare(half[c].text)
                for c in sorted(half, reverse=True)
                if c < min(torn) and not _is_figure(half[c])
            ),
            "",
        )
        for half in (upper, lower)
    )
    if (NUMBER.match(a) and NUMBER.match(b)) or not (set(torn) & set(full) or not b):
        return above, below
    return [_lost(s) if s.row + s.rowspan == rows else s for s in above], [
        _lost(s) if s.row == first else s for s in below
    ]


def _after_head(above: list[Square], below: list[Square]) -> int:
    """The first row below with a figure, if those before it begin with words of the head, itself cut perhaps."""
    head = {_bare(s.text) for s in above if s.row < 3 and not _is_figure(s)} - {""}
    if not any(_bare(s.text) in head for s in below if s.row == 0):
        return 0
    return min((s.row for s in below if _is_figure(s)), default=0)


def _is_figure(square: Square) -> bool:
    return bool(_FIGURE.fullmatch(_bare(square.text)))


def _lost(square: Square) -> Square:
    return square._replace(text=LOST + square.text) if _is_figure(square) else square


def _label(text: str) -> bool:
    return bool(text) and not _FIGURE.fullmatch(text) and bool(re.search(r"[^\W\d]", text))


def _sewn(above: list[Square], below: list[Square], rows: int) -> tuple[list[Square], list[Square]]:
    """The two halves of a row as one: each square above takes the text of the one below and its further rows."""
    lower = {s.column: s for s in below if s.row == 0}
    sewn = [
        s._replace(text=_glued(s.text, lower[s.column].text), rowspan=s.rowspan + lower[s.column].rowspan - 1)
        if s.row + s.rowspan == rows else s
        for s in above
    ]  # fmt: skip
    return sewn, [s for s in below if s.row > 0]


def _stubs(above: list[Square], below: list[Square], rows: int) -> list[Square]:
    """The squares of both parts; a label over several rows that the cut parts is one square again."""
    upper = {(s.column, s.colspan): s for s in above if s.row + s.rowspan == rows}
    kept = list(below)
    first = [_bare(s.text) for s in below if s.row == rows]
    last = [_bare(s.text) for s in above if s.row + s.rowspan == rows]
    heads = any(map(_label, first)) and not any(map(_FIGURE.fullmatch, [*first, *last]))
    found = {s: s for s in above}
    for s in below:
        other = upper.get((s.column, s.colspan))
        if (
            s.row == rows
            and other is not None
            and (_one_label(other, s) or (heads and _label(other.text) and not s.text))
        ):
            kept.remove(s)
            found[other] = other._replace(rowspan=other.rowspan + s.rowspan, text=_glued(other.text, s.text))
    return [*found.values(), *kept]


def _one_label(upper: Square, lower: Square) -> bool:
    """Whether a square over the cut is one label: it covers several rows, and its number stands only above."""
    a, b = _bare(upper.text), _bare(lower.text)
    if max(upper.rowspan, lower.rowspan) < 2 or _FIGURE.fullmatch(a) or _FIGURE.fullmatch(b):
        return False
    if a == b:
        return bool(a)
    if not a or not b:
        return bool(a or b) and (bool(a) or lower.rowspan > 1)
    return bool(NUMBER.match(a)) and not NUMBER.match(b)


def _glued(a: str, b: str) -> str:
    if _bare(a) == _bare(b):
        return a
    return f"{a}\n{b}" if a and b else a or b
