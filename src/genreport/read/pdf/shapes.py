"""The ruled lines and painted areas of a page, from its paths: strokes, thin painted bars, frames, backgrounds."""

from __future__ import annotations

import ctypes
import itertools
from collections import defaultdict
from typing import Any, NamedTuple

from genreport.read.refused import Refused

Box = tuple[float, float, float, float]  # left, bottom, right, top; once turned: left, top, right, bottom
Matrix = tuple[float, float, float, float, float, float]

THIN = 4.0  # a painted bar of at most so many points is a line
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_DEPTH = 8
_BAND = 20.0
_AREAS = 20_000


class Clip(NamedTuple):
    """The area in which a thing shows, its turn in painting, and how far its own ink reaches."""

    box: Box
    order: int
    ink: Box | None = None


class Edge(NamedTuple):
    """A straight line along x (`flat`) or y: `at` is its place on the other axis."""

    flat: bool
    at: float
    start: float
    end: float


class Area(NamedTuple):
    """A painted area."""

    box: Box
    order: int
    light: bool  # white or nearly so
    solid: bool


def turned(box: Box, quarter: int) -> Box:
    """A box of the page in coordinates in which text turned by so many quarters is upright, y downwards."""
    x0, y0, x1, y1 = box
    match quarter:
        case 1:
            return y0, x0, y1, x1
        case 2:
            return -x1, y0, -x0, y1
        case 3:
            return -y1, -x1, -y0, -x0
    return x0, -y1, x1, -y0


class Shapes:
    """All that is drawn on a page but the text: `edges` are lines, `weak` the borders of areas and white lines."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.weak: list[Edge] = []
        self.count = 0
        self._areas: dict[int, list[Area]] = defaultdict(list)  # by height, in bands
        self._filed = 0
        self.pictures: list[Box] = []
        self.clips: dict[int, Clip] = {}
        self._order = 0
        self._bars: list[tuple[Box, bool]] = []

    def take(self, page: Any, crop: Box, most: int, number: int) -> None:
        """Read the things drawn on a page; more than `most` are refused."""
        from pypdfium2 import raw

        self._walk(
            raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), crop, _UNIT, 0, (most, number)
        )
        self.count = self._order

    def covered(self, x: float, y: float, order: int) -> bool:
        """Whether something was painted over the place after the thing of that turn."""
        return any(
            a.order > order and a.solid and _inside(x, y, a.box) for a in self._areas.get(int(y // _BAND), ())
        )

    def dark_below(self, x: float, y: float, order: int) -> bool:
        """Whether white text shows there, since a colour was painted before it."""
        for area in reversed(self._areas.get(int(y // _BAND), ())):  # the last painted first
            if area.order < order and _inside(x, y, area.box):
                return not area.light
        return False

    def turn(self, quarter: int, left: float, top: float) -> None:
        """Turn the lines as the text is turned, and count from that corner."""
        for box, strong in self._bars:
            x0, y0, x1, y1 = turned(box, quarter)
            x0, x1, y0, y1 = x0 - left, x1 - left, y0 - top, y1 - top
            into = self.edges if strong else self.weak
            if x1 - x0 >= y1 - y0:
                into.append(Edge(True, (y0 + y1) / 2, x0, x1))
            if y1 - y0 >= x1 - x0:
                into.append(Edge(False, (x0 + x1) / 2, y0, y1))

    def _walk(
        self, get: Any, parent: Any, count: int, clip: Box, matrix: Matrix, depth: int, most: tuple[int, int]
    ) -> None:
        from pypdfium2 import raw

        for n in range(count):
            thing = get(parent, n)
            self._order += 1
            if self._order > most[0]:
                raise Refused("I023", page=most[1])
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix, clip)
                continue
            inner = _clipped(thing, matrix, clip)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                address = ctypes.cast(thing, ctypes.c_void_p).value or 0
                self.clips[address] = Clip(inner, self._order, _bounds(thing, matrix, inner))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                box = _bounds(thing, matrix, inner)
                if box:
                    self.pictures.append(box)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                self._walk(
                    raw.FPDFFormObj_GetObject, thing, raw.FPDFFormObj_CountObjects(thing), inner,
                    _times(_matrix(thing), matrix), depth + 1, most,
                )  # fmt: skip

    def _path(self, thing: Any, outer: Matrix, clip: Box) -> None:
        from pypdfium2 import raw

        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, ctypes.byref(filled), ctypes.byref(stroked))
        if not (filled.value or stroked.value) or raw.FPDFPath_CountSegments(thing) > 5000:
            return
        parts = _parts(thing, _times(_matrix(thing), outer))
        inner: Box | None = None
        if stroked.value and (colour := _colour(raw.FPDFPageObj_GetStrokeColor, thing)) != "none":
            inner = _clipped(thing, outer, clip)
            for points, closed in parts:
                ends = [*points, points[0]] if closed and len(points) > 2 else points
                for (x0, y0), (x1, y1) in itertools.pairwise(ends):
                    if abs(x0 - x1) < 0.6 or abs(y0 - y1) < 0.6:
                        bar = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                        self._bar(bar, inner, colour != "light", colour == "light")
        if filled.value and (colour := _colour(raw.FPDFPageObj_GetFillColor, thing)) != "none":
            self._fill([p for p, _ in parts], inner or _clipped(thing, outer, clip), colour)

    def _fill(self, parts: list[list[tuple[float, float]]], clip: Box, colour: str) -> None:
        boxes = []
        for points in parts:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        ring = len(boxes) == 2 and all(abs(a - b) < 6 for a, b in zip(*boxes, strict=True))
        for box, points in zip(boxes, parts, strict=True):
            x0, y0, x1, y1 = box
            shown = _crossed(box, clip)
            if not shown:
                continue
            if min(shown[2] - shown[0], shown[3] - shown[1]) <= THIN and not ring:
                self._bar(shown, clip, colour != "light", colour == "light")
                continue
            strong = ring and colour != "light"
            for side in ((x0, y0, x0, y1), (x1, y0, x1, y1), (x0, y0, x1, y0), (x0, y1, x1, y1)):
                self._bar(side, clip, strong, ring)
            if not ring:
                solid = len(boxes) == 1 and _is_box(points, box) and colour != "faint"
                self._file(Area(shown, self._order, colour == "light", solid))

    def _file(self, area: Area) -> None:
        bands = range(int(area.box[1] // _BAND), int(area.box[3] // _BAND) + 1)
        self._filed += len(bands)
        if self._filed < _AREAS:  # beyond that it is a drawing
            for band in bands:
                self._areas[band].append(area)

    def _bar(self, box: Box, clip: Box, strong: bool, white: bool = False) -> None:
        shown = _crossed(box, (clip[0] - 1, clip[1] - 1, clip[2] + 1, clip[3] + 1))
        if shown:
            middle = (shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2
            strong = strong or (white and self.dark_below(*middle, self._order))
            self._bars.append((shown, strong))


def _is_box(points: list[tuple[float, float]], box: Box) -> bool:
    return 4 <= len(points) <= 5 and all(
        min(abs(x - box[0]), abs(x - box[2])) < 0.1 and min(abs(y - box[1]), abs(y - box[3])) < 0.1
        for x, y in points
    )


def _inside(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _crossed(a: Box, b: Box) -> Box | None:
    box = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    if b == _UNIT:
        return a
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _matrix(thing: Any) -> Matrix:
    from pypdfium2 import raw

    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(m)) else _UNIT


def _colour(get: Any, thing: Any) -> str:
    """How a thing is painted: none (not seen), faint (seen through), light (white) or dark."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(thing, *(ctypes.byref(c) for c in (red, green, blue, alpha))):
        return "faint"
    if alpha.value < 10:
        return "none"
    if min(red.value, green.value, blue.value) > 245:
        return "light"
    return "dark" if alpha.value > 200 else "faint"


def _parts(thing: Any, m: Matrix) -> list[tuple[list[tuple[float, float]], bool]]:
    """The subpaths: their points on the page and whether they are closed."""
    from pypdfium2 import raw

    parts: list[tuple[list[tuple[float, float]], bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, n)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5])
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append(([point], False))
        else:
            parts[-1][0].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1] = (parts[-1][0], True)
    return parts


def _clipped(thing: Any, m: Matrix, clip: Box) -> Box:
    """The box in which a thing shows: the clip outside, cut by the boxes of its own clipping paths."""
    from pypdfium2 import raw

    path = raw.FPDFPageObj_GetClipPath(thing)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(min(max(count, 0), 50)):
        xs, ys = [], []
        for k in range(min(max(raw.FPDFClipPath_CountPathSegments(path, n), 0), 500)):
            segment = raw.FPDFClipPath_GetPathSegment(path, n, k)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            xs.append(m[0] * x.value + m[2] * y.value + m[4])
            ys.append(m[1] * x.value + m[3] * y.value + m[5])
        if xs:
            clip = _crossed(clip, (min(xs), min(ys), max(xs), max(ys))) or (0, 0, -1, -1)
    return clip


def _bounds(thing: Any, m: Matrix, clip: Box) -> Box | None:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(c) for c in (left, bottom, right, top))):
        return None
    corners = [
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return _crossed((min(xs), min(ys), max(xs), max(ys)), clip)
