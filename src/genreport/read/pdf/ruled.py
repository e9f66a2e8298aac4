"""Tables from their lines: which lines belong together, and which squares they part."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from genreport.read.pdf.shapes import Edge

NEAR = 3.0  # lines so close are one, as the two of a double line
_GAP = 3.0  # a line broken by so much goes on, as a dotted one
_MOST = 4000  # lines of one page once pieces are joined; beyond that it is a drawing


class Mesh(NamedTuple):
    """The squares of one table: `xs` and `ys` are its lines, `areas` what each unit square belongs to.

    `holes` are areas that are no rectangles, since lines are missing there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[tuple[int, ...], ...]
    open_top: bool
    open_bottom: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its outline: left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def unit(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the unit square at a place."""
        left, top, right, bottom = self.box
        if not (left <= x < right and top <= y < bottom):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def meshes(edges: Iterable[Edge]) -> list[Mesh]:
    """The tables that lines form, small ones first, since a table may stand in a frame."""
    joined = _joined(edges)
    if len(joined) > _MOST:
        return []
    found = [m for group in _groups(joined) if (m := _mesh(group))]
    return sorted(found, key=lambda m: (m.xs[-1] - m.xs[0]) * (m.ys[-1] - m.ys[0]))


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    """Pieces of a line put together: those on one line within a point of each other, with small gaps."""
    by: dict[bool, list[Edge]] = {True: [], False: []}
    for e in edges:
        by[e.flat].append(e)
    found = []
    for flat, pieces in by.items():
        pieces.sort(key=lambda e: e.at)
        lines: list[list[Edge]] = []
        for e in pieces:
            if lines and e.at - lines[-1][0].at <= 1.0:
                lines[-1].append(e)
            else:
                lines.append([e])
        for line in lines:
            line.sort(key=lambda e: e.start)
            start, end = line[0].start, line[0].end
            at = sum(e.at for e in line) / len(line)
            for e in line[1:]:
                if e.start - end > _GAP:
                    found.append(Edge(flat, at, start, end))
                    start, end = e.start, e.end
                end = max(end, e.end)
            found.append(Edge(flat, at, start, end))
    return [e for e in found if e.end - e.start > 6]


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(edges)))

    def top(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    flats = sorted((n for n, e in enumerate(edges) if e.flat), key=lambda n: edges[n].at)
    heights = [edges[n].at for n in flats]
    for n, e in enumerate(edges):
        if e.flat:
            continue
        first = bisect_right(heights, e.start - NEAR)
        last = bisect_right(heights, e.end + NEAR)
        for k in flats[first:last]:
            if edges[k].start - NEAR <= e.at <= edges[k].end + NEAR:
                parent[top(k)] = top(n)
    groups: dict[int, list[Edge]] = defaultdict(list)
    for n, e in enumerate(edges):
        groups[top(n)].append(e)
    return [g for g in groups.values() if len(g) > 3]


def _places(values: Iterable[float], near: float = NEAR) -> list[float]:
    """Values that are near each other as one."""
    runs: list[list[float]] = []
    for v in sorted(values):
        if runs and v - runs[-1][-1] <= near:
            runs[-1].append(v)
        else:
            runs.append([v])
    return [(r[0] + r[-1]) / 2 for r in runs]


def _mesh(edges: Sequence[Edge]) -> Mesh | None:
    flats, uprights = [e for e in edges if e.flat], [e for e in edges if not e.flat]
    if not flats or not uprights:
        return None
    xs, ys = _places(e.at for e in uprights), _places(e.at for e in flats)
    xs = _with_ends(xs, flats)
    closed_top, closed_bottom = ys[0], ys[-1]
    ys = _with_ends(ys, uprights)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > 20_000:
        return None
    wall, floor = _walls(uprights, xs, ys), _walls(flats, ys, xs)
    areas = _flooded(len(ys) - 1, len(xs) - 1, wall, floor)
    return Mesh(tuple(xs), tuple(ys), areas, ys[0] < closed_top - NEAR, ys[-1] > closed_bottom + NEAR)


def _with_ends(places: list[float], across: Sequence[Edge]) -> list[float]:
    """The lines with the two sides of a table that is drawn open there: where several cross lines end."""
    if not places:
        return places
    for side, ends in ((-1, [e.start for e in across]), (1, [e.end for e in across])):
        edge = places[0] if side < 0 else places[-1]
        beyond = [v for v in ends if (v - edge) * side > 8]
        for place in _places(beyond):
            if sum(abs(v - place) <= NEAR for v in beyond) >= 2:
                places = [*places, place]
    return sorted(places)


def _walls(lines: Sequence[Edge], places: Sequence[float], stops: Sequence[float]) -> set[tuple[int, int]]:
    """(n, k): a line runs at place n along the better part of stretch k."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for e in lines:
        n = min(range(len(places)), key=lambda i: abs(places[i] - e.at))
        for k in range(len(stops) - 1):
            shared = min(e.end, stops[k + 1]) - max(e.start, stops[k])
            if shared > 0:
                covered[n, k] += shared
    return {
        (n, k) for (n, k), length in covered.items()
        if length > 0.6 * (stops[k + 1] - stops[k]) or length > stops[k + 1] - stops[k] - 2 * NEAR > 0
    }  # fmt: skip


def _flooded(
    rows: int, columns: int, wall: set[tuple[int, int]], floor: set[tuple[int, int]]
) -> tuple[tuple[int, ...], ...]:
    """The number of the area that each unit square belongs to: squares with no line between are one."""
    areas = [[-1] * columns for _ in range(rows)]
    number = 0
    for r in range(rows):
        for c in range(columns):
            if areas[r][c] >= 0:
                continue
            waiting = [(r, c)]
            areas[r][c] = number
            while waiting:
                i, j = waiting.pop()
                for a, b, parted in (
                    (i, j + 1, (j + 1, i) in wall), (i, j - 1, (j, i) in wall),
                    (i + 1, j, (i + 1, j) in floor), (i - 1, j, (i, j) in floor),
                ):  # fmt: skip
                    if 0 <= a < rows and 0 <= b < columns and not parted and areas[a][b] < 0:
                        areas[a][b] = number
                        waiting.append((a, b))
            number += 1
    return tuple(map(tuple, areas))
