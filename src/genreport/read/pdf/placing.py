"""What stands where: the characters of a page put into the squares of its tables, the rest into lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from genreport.document import Square
from genreport.finding import Spot
from genreport.read.pdf import ruled, setting
from genreport.read.pdf.glyphs import LOST, Drawn, Glyph
from genreport.read.pdf.ruled import Mesh
from genreport.read.pdf.setting import Row
from genreport.read.pdf.shapes import Edge

_PADDING = 12.0  # the usual space left and right of the words of a square, taken together
_TORN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_NARROW = 7.0  # a column or row so thin that holds nothing is the space between two frames


class Ruled(NamedTuple):
    """A table, or the part of one that stands on a page: its squares, and the lines between its columns."""

    squares: tuple[Square, ...]
    rows: int
    xs: tuple[float, ...]
    page: int
    top: float
    bottom: float
    open_top: bool = False
    open_bottom: bool = False
    full: tuple[float, ...] = ()  # left sides of squares at the bottom whose last line may go on overleaf


Part = Row | Ruled


class Sheet(NamedTuple):
    """A page: its lines and tables from the top down, and how many characters it has and lost."""

    number: int
    width: float
    height: float
    parts: tuple[Part, ...]
    glyphs: int
    lost: int
    pictured: bool


class _Area(NamedTuple):
    row: int
    column: int
    rowspan: int
    colspan: int
    glyphs: list[Glyph]


def sheet(page: Drawn) -> Sheet:
    """The page with its characters in their places."""
    free = list(page.glyphs)
    tables: list[Ruled] = []

    def words(top: float, bottom: float) -> str:
        return "".join(g.text for g in free if top < g.middle < bottom and g.text != " ")

    for mesh in ruled.meshes(page.shapes.edges, words):
        table, free = _filled(mesh, free, page.number)
        if table:
            tables.append(table)
    boxes = [(t.xs[0], t.top, t.xs[-1], t.bottom) for t in tables]
    weak = [e for e in page.shapes.weak if not any(_within(e, box) for box in boxes)]
    if weak:
        outside = [e for e in page.shapes.edges if not any(_within(e, box) for box in boxes)]
        for mesh in ruled.meshes([*weak, *outside], words):
            if len(mesh.xs) > 2 and len(mesh.ys) > 2:
                table, free = _filled(mesh, free, page.number)
                if table:
                    tables.append(table)
    solid = [g for g in page.glyphs if g.text != " "]
    parts: list[Part] = [*setting.rows([g for g in free if g.turn == 0]), *tables]
    parts.sort(key=lambda p: p.top)
    parts = _caught(parts)
    lost = sum(g.text == LOST for g in solid)
    return Sheet(page.number, page.width, page.height, tuple(parts), len(solid), lost, page.pictured)


def _caught(parts: list[Part]) -> list[Part]:
    """The parts, a line that hangs out of the last square of a table cut by the page put back into it."""
    kept: list[Part] = []
    for part in parts:
        table = kept[-1] if kept else None
        if isinstance(part, Row) and isinstance(table, Ruled) and table.open_bottom:
            for n, s in enumerate(table.squares):
                inside = table.xs[s.column] < part.left and part.right < table.xs[s.column + s.colspan]
                if inside and s.row + s.rowspan == table.rows and part.top < table.bottom + part.size:
                    text = f"{s.text}\n{part.text}" if s.text else part.text
                    squares = (*table.squares[:n], s._replace(text=text), *table.squares[n + 1 :])
                    kept[-1] = table._replace(squares=squares)
                    break
            else:
                kept.append(part)
        else:
            kept.append(part)
    return kept


def _within(e: Edge, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    x = ((e.start + e.end) / 2) if e.flat else e.at
    y = e.at if e.flat else (e.start + e.end) / 2
    return left - 4 <= x <= right + 4 and top - 4 <= y <= bottom + 4


def _filled(mesh: Mesh, glyphs: Sequence[Glyph], page: int) -> tuple[Ruled | None, list[Glyph]]:
    """The table with its text, and the characters that stand outside of it."""
    inside: dict[int, list[tuple[tuple[int, int], Glyph]]] = defaultdict(list)
    rest: list[Glyph] = []
    for run in _runs(glyphs):
        for unit, g in _together(mesh, run):
            if unit:
                inside[mesh.areas[unit[0]][unit[1]]].append((unit, g))
            else:
                rest.append(g)
    if not any(g.text != " " for found in inside.values() for _, g in found):
        return None, list(glyphs)
    units: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for r, line in enumerate(mesh.areas):
        for c, area in enumerate(line):
            units[area].append((r, c))
    found = [a for number, squares in units.items() for a in _areas(mesh, squares, inside.get(number, []))]
    table = _pressed(mesh, found, page)
    if table is None or len(table.squares) < 2:
        return None, list(glyphs)
    return table, rest


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that were written in one go without a gap; single ones that follow each other closely, too."""
    runs: list[list[Glyph]] = []
    count = Counter(g.run for g in glyphs)
    for g in glyphs:
        last = runs[-1][-1] if runs else None
        close = (
            last is not None
            and (last.run == g.run or (count[last.run] == 1 == count[g.run]))
            and last.turn == g.turn == 0
            and abs(g.middle - last.middle) < 0.3 * g.size
            and -0.5 * g.size < g.left - last.right < 0.12 * g.size
        )
        if close and g.text != " ":
            runs[-1].append(g)
        else:
            runs.append([g])
    return runs


def _together(mesh: Mesh, run: list[Glyph]) -> list[tuple[tuple[int, int] | None, Glyph]]:
    """Each character with its unit square. A run that sticks out of its square stays together in the one it fills.

    Figures that reach far into another square cannot be told apart from those that stand there: they are lost.
    """
    units = [mesh.unit(g.centre, g.middle) for g in run]
    areas = Counter(mesh.areas[u[0]][u[1]] if u else -1 for u in units)
    if len(areas) == 1:
        return list(zip(units, run, strict=True))
    (most, count), *_ = areas.most_common(1)
    if count * 5 >= len(run) * 3 and most >= 0:
        home = next(u for u in units if u and mesh.areas[u[0]][u[1]] == most)
        return [
            (u if u and mesh.areas[u[0]][u[1]] == most else home, g) for u, g in zip(units, run, strict=True)
        ]
    return [(u, g._replace(text=LOST) if g.text.isdigit() else g) for u, g in zip(units, run, strict=True)]


def _areas(
    mesh: Mesh, units: list[tuple[int, int]], inside: list[tuple[tuple[int, int], Glyph]]
) -> list[_Area]:
    """An area as rectangles: itself, or its pieces where lines that should close squares are missing."""
    top, left = min(r for r, _ in units), min(c for _, c in units)
    bottom, right = max(r for r, _ in units) + 1, max(c for _, c in units) + 1
    if len(units) == (bottom - top) * (right - left):
        whole = _Area(top, left, bottom - top, right - left, [g for _, g in inside])
        return _parted(mesh, whole)
    runs: list[tuple[int, int, int, int]] = []  # row, column, rows, columns
    known = set(units)
    for r in range(top, bottom):
        c = left
        while c < right:
            if (r, c) not in known:
                c += 1
                continue
            end = c
            while (r, end) in known:
                end += 1
            above = next(
                (n for n, u in enumerate(runs) if u[0] + u[2] == r and u[1] == c and u[3] == end - c), None
            )
            if above is None:
                runs.append((r, c, 1, end - c))
            else:
                u = runs[above]
                runs[above] = (u[0], u[1], u[2] + 1, u[3])
            c = end
    return [
        piece
        for r, c, high, wide in runs
        for piece in _parted(
            mesh,
            _Area(
                r,
                c,
                high,
                wide,
                [g for (a, b), g in inside if r <= a < r + high and c <= b < c + wide],
            ),
        )
    ]


def _parted(mesh: Mesh, area: _Area) -> list[_Area]:
    """An area cut at columns that other rows have, if it holds several things set apart and none stands on a cut.

    So are read tables that have no upright lines in some of their rows.
    """
    if area.colspan == 1:
        return [area]
    lines = setting.rows([g for g in area.glyphs if g.turn == 0])
    if not any(len(line.parts) > 1 for line in lines):
        return [area]
    cuts = mesh.xs[area.column + 1 : area.column + area.colspan]
    ends = [(left, right) for line in lines for _, left, right in line.parts]
    if any(left < cut - 0.5 and right > cut + 0.5 for cut in cuts for left, right in ends):
        return [area]
    stops = [mesh.xs[area.column], *cuts, mesh.xs[area.column + area.colspan]]
    return [
        _Area(area.row, area.column + n, area.rowspan, 1, [g for g in area.glyphs if a <= g.centre < b])
        for n, (a, b) in enumerate(itertools.pairwise(stops))
    ]


def _pressed(mesh: Mesh, areas: list[_Area], page: int) -> Ruled | None:
    """The table without the thin empty rows and columns between frames that stand apart."""
    columns = _kept(mesh.xs, [(a.column, a.colspan, bool(a.glyphs)) for a in areas])
    rows = _kept(mesh.ys, [(a.row, a.rowspan, bool(a.glyphs)) for a in areas])
    new_column = [sum(columns[:n]) for n in range(len(columns) + 1)]
    new_row = [sum(rows[:n]) for n in range(len(rows) + 1)]
    squares, full = [], []
    padding = _padding(mesh, areas)
    for a in areas:
        row, column = new_row[a.row], new_column[a.column]
        high, wide = new_row[a.row + a.rowspan] - row, new_column[a.column + a.colspan] - column
        if high and wide:
            text = setting.text(a.glyphs)
            width = mesh.xs[a.column + a.colspan] - mesh.xs[a.column]
            lines = setting.rows(a.glyphs) if text[-1:].isdigit() else []
            if len(lines) > 1 and _one_figure(lines, width - padding):
                text = "".join(line.text for line in lines)
            if lines and row + high == new_row[-1] and _fills(lines[-1], width - _PADDING):
                full.append(mesh.xs[a.column])
            squares.append(Square(row, column, high, wide, text, Spot(page=page)))
    if not squares:
        return None
    xs = [x for x, keep in zip(mesh.xs, columns, strict=False) if keep]
    if len(xs) == 1 and new_row[-1] == 1:
        return None
    return Ruled(
        tuple(sorted(squares)), new_row[-1], (*xs, mesh.xs[-1]), page, mesh.ys[0], mesh.ys[-1],
        mesh.open_top, mesh.open_bottom, tuple(full),
    )  # fmt: skip


def _padding(mesh: Mesh, areas: Sequence[_Area]) -> float:
    """The space that words leave free at both sides of their squares, where they fill them best."""
    sides = []
    for a in areas:
        if solid := [g for g in a.glyphs if g.text != " " and g.turn == 0]:
            left = min(g.left for g in solid) - mesh.xs[a.column]
            right = mesh.xs[a.column + a.colspan] - max(g.right for g in solid)
            sides.append((max(left, 0.0), max(right, 0.0)))
    least = min((x for x, _ in sides), default=0.0) + min((x for _, x in sides), default=0.0)
    return min(least, _PADDING)


def _one_figure(lines: Sequence[Row], width: float) -> bool:
    """Whether lines are one figure, broken where no further digit had room."""
    if not all(line.text.isdigit() for line in lines[1:]) or len(lines[-1].text) >= len(lines[0].text):
        return False
    if any(b.top - a.top > 2 * a.size for a, b in itertools.pairwise(lines)):
        return False
    whole = "".join(line.text for line in lines)
    return bool(_TORN.fullmatch(whole)) and all(_fills(line, width) for line in lines[:-1])


def _fills(line: Row, width: float) -> bool:
    """Whether a line of digits leaves no room for another one."""
    long = line.right - line.left
    return long + long / len(line.text) > width


def _kept(places: Sequence[float], areas: Sequence[tuple[int, int, bool]]) -> list[bool]:
    """Which stretches between lines are rows or columns of the table."""
    full = {start for start, span, filled in areas if span == 1 and filled}
    return [b - a > _NARROW or n in full for n, (a, b) in enumerate(itertools.pairwise(places))]
