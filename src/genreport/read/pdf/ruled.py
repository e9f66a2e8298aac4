"""Tables from their lines: which lines belong together, and which squares they part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from genreport.read.pdf.shapes import Edge

NEAR = 3.0  # lines so close are one, as the two of a double line
_GAP = 3.0  # a line broken by so much goes on, as a dotted one
_BAND = 32.0  # the height of a row without upright lines in it
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(]?[一二三四五六七八九十\d]+[)）.．、]|表")
_MOST = 4000  # lines of one page once pieces are joined; beyond that it is a drawing


Span = tuple[float, float, float, float]  # left, top, right, bottom


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
    def box(self) -> Span:
        """Its outline: left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def unit(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the unit square at a place."""
        left, top, right, bottom = self.box
        if not (left <= x < right and top <= y < bottom):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def meshes(edges: Iterable[Edge], words: Callable[[float, float], str]) -> list[Mesh]:
    """The tables that lines form, small ones first, since a table may stand in a frame.

    `words` tells what stands between two heights of the page.
    """
    joined = _joined(edges)
    if len(joined) > _MOST:
        return []
    found = [m for group in _stacked(_groups(joined), words) if (m := _mesh(group))]
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
    return list(groups.values())


def _stacked(groups: list[list[Edge]], words: Callable[[float, float], str]) -> list[list[Edge]]:
    """Groups one right below the other with the same columns as one: between them is a row without upright lines.

    What stands in it is no heading of a part of the report, and no sentence.
    """
    spans = [(_span(g), g) for g in groups if any(e.flat for e in g) and any(not e.flat for e in g)]
    spans = [(s, g) for s, g in spans if len(g) > 3]
    alone = [g[0] for g in groups if len(g) == 1 and g[0].flat]
    spans = [_with_lone(span, g, alone, words) for span, g in spans]
    spans.sort(key=lambda pair: pair[0][1])
    kept: list[tuple[Span, list[Edge]]] = []
    for span, group in spans:
        left, top, right, bottom = span
        for n, ((x0, y0, x1, y1), other) in enumerate(kept):
            near = abs(left - x0) <= NEAR and abs(right - x1) <= NEAR and -NEAR < top - y1 < _BAND
            if not near or not _full(other, y1, right - left) or not _full(group, top, right - left):
                continue
            if _alike(other, group) and _caption(words(y1, top)):
                kept[n] = ((x0, y0, x1, bottom), other + group)
                break
        else:
            kept.append((span, group))
    return [g for _, g in kept]


def _with_lone(
    span: Span, group: list[Edge], alone: Sequence[Edge], words: Callable[[float, float], str]
) -> tuple[Span, list[Edge]]:
    """A group with the line over its first row or under its last one, if no upright lines tie it to the others."""
    left, top, right, bottom = span
    for e in alone:
        if abs(e.start - left) > NEAR or abs(e.end - right) > NEAR:
            continue
        if NEAR < top - e.at < _BAND and _full(group, top, right - left) and _caption(words(e.at, top)):
            return (left, e.at, right, bottom), [e, *group]
        if (
            NEAR < e.at - bottom < _BAND
            and _full(group, bottom, right - left)
            and _caption(words(bottom, e.at))
        ):
            return (left, top, right, e.at), [*group, e]
    return span, group


def _caption(words: str) -> bool:
    """Whether words may be a row of a table by themselves."""
    return 0 < len(words) < 30 and not _HEADING.match(words)


def _span(edges: Sequence[Edge]) -> Span:
    flats, uprights = [e for e in edges if e.flat], [e for e in edges if not e.flat]
    return (
        min([e.at for e in uprights] + [e.start for e in flats]),
        min([e.at for e in flats] + [e.start for e in uprights]),
        max([e.at for e in uprights] + [e.end for e in flats]),
        max([e.at for e in flats] + [e.end for e in uprights]),
    )


def _alike(a: Sequence[Edge], b: Sequence[Edge]) -> bool:
    """Whether all upright lines of one group go on in the other."""
    few, many = sorted((_places(e.at for e in g if not e.flat) for g in (a, b)), key=len)
    return all(any(abs(x - y) <= NEAR for y in many) for x in few)


def _full(edges: Sequence[Edge], at: float, width: float) -> bool:
    """Whether a line runs at that height from side to side."""
    return any(e.flat and abs(e.at - at) <= NEAR and e.end - e.start > width - 2 * NEAR for e in edges)


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
