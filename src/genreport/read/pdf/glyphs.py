"""What stands on a page: characters that can be seen, ruled lines, painted areas, pictures.

Coordinates are turned so that most of the text is upright: x to the right, y downwards from the top of the page, in
points. So a page laid on its side, by its own entry or by its text, is read like any other.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from genreport.read.pdf.shapes import Box, Clip, Shapes, turned
from genreport.read.refused import Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

OBJECTS = 40_000  # things drawn on one page, characters too; a full page has 2,000
LOST = "\N{REPLACEMENT CHARACTER}"
_LEAST = 1.2  # smaller letters are not meant to be seen
_HIDDEN = {3, 7}  # text render modes that put nothing on the paper


class Glyph(NamedTuple):
    """A character and its box; `turn` is how many quarter turns it stands askew of the page's text."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    turn: int = 0
    bold: bool = False
    run: int = 0  # those written in one go have the same

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Its place across the page."""
        return (self.left + self.right) / 2


class Drawn(NamedTuple):
    """A page taken apart."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    shapes: Shapes
    pictured: bool
    cost: int = 0  # how many things and characters were looked at


class _Ink(NamedTuple):
    """How a run of text is shown: whether it is, its quarter turns, its size."""

    seen: bool
    turn: int
    size: float
    bold: bool
    run: int


class _Raw(NamedTuple):
    text: str
    box: Box
    ink: _Ink


def drawn(file: PdfDocument, number: int) -> Drawn:
    """The page of that number (from 0)."""
    from pypdfium2 import PdfiumError, raw

    try:
        page = file[number]
    except PdfiumError:  # one that cannot be opened is as good as blank; its figures are then missing
        return Drawn(number + 1, 0, 0, [], Shapes(), False)
    try:
        if raw.FPDFPage_CountObjects(page) > OBJECTS:
            raise Refused("I023", page=number + 1)
        crop = _crop(page)
        shapes = Shapes()
        shapes.take(page, crop, OBJECTS, number + 1)
        text = page.get_textpage()
        try:
            cost = raw.FPDFText_CountChars(text) + shapes.count
            if cost > OBJECTS:
                raise Refused("I023", page=number + 1)
            found = _characters(text, shapes, crop)
        finally:
            text.close()
    finally:
        page.close()
    turns = Counter(g.ink.turn for g in found if not g.text.isspace())
    upright = max(turns.most_common(1), default=(0, 0))[0]
    upright = max(upright, 0)
    frame = turned(crop, upright)
    area = (crop[2] - crop[0]) * (crop[3] - crop[1])
    pictured = sum((b[2] - b[0]) * (b[3] - b[1]) for b in shapes.pictures) > 0.3 * area
    shapes.turn(upright, frame[0], frame[1])
    glyphs = [_upright(g, upright, frame[0], frame[1]) for g in found if g.ink.turn >= 0]
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    return Drawn(number + 1, width, height, _once(glyphs), shapes, pictured, cost)


def _crop(page: Any) -> Box:
    """The part of the page that is shown."""
    left, bottom, right, top = page.get_cropbox()
    outer = page.get_mediabox()
    return (max(left, outer[0]), max(bottom, outer[1]), min(right, outer[2]), min(top, outer[3]))


def _characters(text: Any, shapes: Shapes, crop: Box) -> list[_Raw]:
    """The visible characters in PDF's own coordinates."""
    from pypdfium2 import raw

    inks: dict[int, tuple[_Ink, Clip]] = {}
    found: dict[int, _Raw] = {}
    cut: list[tuple[int, Box]] = []
    ends: dict[int, list[tuple[int, Box]]] = defaultdict(list)  # the characters of each run
    loose = raw.FS_RECTF()
    rect = ctypes.byref(loose)
    for n in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, n) == 1:
            continue
        thing = raw.FPDFText_GetTextObject(text, n)
        address = ctypes.cast(thing, ctypes.c_void_p).value or 0
        ink, clip = inks.get(address) or inks.setdefault(address, _ink(text, n, thing, address, shapes, crop))
        if not ink.seen or not raw.FPDFText_GetLooseCharBox(text, n, rect):
            continue
        box = (loose.left, loose.bottom, loose.right, loose.top)
        if max(box[2] - box[0], box[3] - box[1]) > 3 * ink.size:
            box = _tight(text, n, ink.size) or box
        ends[address].append((n, box))
        code = raw.FPDFText_GetUnicode(text, n)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        shown = clip.box[0] <= x <= clip.box[2] and clip.box[1] <= y <= clip.box[3]
        if shown and not shapes.covered(x, y, clip.order):
            known = _character(code, raw.FPDFText_HasUnicodeMapError(text, n) == 1)
            found[n] = _Raw(known, box, ink)
            if known.isdigit() and _sticks_out(box, clip.box, ink):
                cut.append((n, box))
        elif chr(code).isdigit():
            cut.append((n, box))
    for address, run in ends.items():
        ink, clip = inks[address]
        if clip.ink and any(found[n].text.isdigit() for n, _ in run if n in found):
            cut += _unsaid(run, clip.ink, ink)
    _maim(found, cut)
    return list(found.values())


def _maim(found: dict[int, _Raw], cut: list[tuple[int, Box]]) -> None:
    """Of a figure with a digit that does not show, the digits that do are no figure either."""
    for n, box in cut:
        if (g := found.get(n)) and g.text.isdigit():
            found[n] = g._replace(text=LOST)
        for step in (-1, 1):
            k, beside = n + step, box
            while (g := found.get(k)) and (g.text.isdigit() or g.text in ",.") and _touch(g.box, beside):
                found[k] = g._replace(text=LOST)
                k, beside = k + step, g.box


def _unsaid(run: list[tuple[int, Box]], ink: Box, how: _Ink) -> list[tuple[int, Box]]:
    """The ends of a run beyond which there is more ink: PDFium passes over a digit that lies on an equal one."""
    near, far = (0, 2) if how.turn % 2 == 0 else (1, 3)
    first, last = min(run, key=lambda r: r[1][near]), max(run, key=lambda r: r[1][far])
    missing = 0.3 * how.size
    ends = []
    if first[1][near] - ink[near] > missing:
        ends.append(first)
    if ink[far] - last[1][far] > missing:
        ends.append(last)
    return ends


def _sticks_out(box: Box, clip: Box, ink: _Ink) -> bool:
    """Whether the clip cuts a character at one side; what was written after it may not even be in the file."""
    near, far = (0, 2) if ink.turn % 2 == 0 else (1, 3)
    return max(clip[near] - box[near], box[far] - clip[far]) > 0.12 * ink.size


def _touch(a: Box, b: Box) -> bool:
    """Whether two characters written one after the other stand side by side."""
    high = min(a[3] - a[1], b[3] - b[1])
    across, along = max(a[0], b[0]) - min(a[2], b[2]), max(a[1], b[1]) - min(a[3], b[3])
    return max(across, along) < 0.3 * max(high, min(a[2] - a[0], b[2] - b[0])) and min(across, along) < 0


def _tight(text: Any, n: int, size: float) -> Box | None:
    """A letter's box around its ink; the wider one that PDFium gives is beside it in type set downwards."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text, n, *(ctypes.byref(v) for v in (left, right, bottom, top))):
        return None
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _character(code: int, unknown: bool) -> str:
    """The character; one whose meaning the file does not tell is never taken for what its code looks like."""
    if code in (0x20, 0xA0, 0x3000, 9, 10, 13) and not unknown:
        return " "
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    if unknown or code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or private or code >= 0xFFF0:
        return LOST if code < 0xFF00 or code > 0xFFEF else chr(code)
    return chr(code)


def _ink(text: Any, n: int, thing: Any, address: int, shapes: Shapes, crop: Box) -> tuple[_Ink, Clip]:
    from pypdfium2 import raw

    clip = shapes.clips.get(address) or Clip(crop, 0)
    # PDFium counts the angle clockwise
    angle = raw.FPDFText_GetCharAngle(text, n) * 2 / math.pi
    turn = -round(angle) % 4 if abs(angle - round(angle)) < 0.06 else -1
    size = float(raw.FPDFText_GetFontSize(text, n))
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text, n, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    seen = raw.FPDFTextObj_GetTextRenderMode(thing) not in _HIDDEN and size > _LEAST
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFText_GetFillColor(text, n, *(ctypes.byref(c) for c in (red, green, blue, alpha))):
        seen = seen and alpha.value > 10
        if min(red.value, green.value, blue.value) > 245:
            loose = raw.FS_RECTF()
            raw.FPDFText_GetLooseCharBox(text, n, ctypes.byref(loose))
            middle = ((loose.left + loose.right) / 2, (loose.bottom + loose.top) / 2)
            seen = seen and shapes.dark_below(*middle, clip.order)
    return _Ink(seen, turn, size, raw.FPDFText_GetFontWeight(text, n) >= 600, n), clip


def _upright(glyph: _Raw, upright: int, left: float, top: float) -> Glyph:
    box = turned(glyph.box, upright)
    ink = glyph.ink
    size = ink.size or box[3] - box[1]
    return Glyph(
        glyph.text, box[0] - left, box[1] - top, box[2] - left, box[3] - top, size,
        (ink.turn - upright) % 4, ink.bold, ink.run,
    )  # fmt: skip


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters, one drawn twice at a place (as bold type is feigned) taken once.

    Two different ones that stand on each other cannot both be read: neither is known then.
    """
    kept: list[Glyph] = []
    orders: list[int] = []  # the place of each kept one in its run
    near: dict[tuple[int, int], list[int]] = {}
    runs: dict[int, list[str]] = defaultdict(list)
    for g in glyphs:
        runs[g.run].append(g.text)
    written: Counter[int] = Counter()
    for g in glyphs:
        order = written[g.run]
        written[g.run] += 1
        if g.text == " " or (kept and order == orders[-1] + 1 and _ligature(kept[-1], g)):
            kept.append(g)
            orders.append(order)
            continue
        column, row = int(g.centre // 8), int(g.middle // 8)
        double = False
        for key in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for n in near.get(key, ()):
                if not double and _same_place(kept, n, g):
                    double = True
                    again = order == orders[n] and runs[g.run] == runs[kept[n].run]
                    if _figures(g.text + kept[n].text) and not again:  # figures that run into each other
                        kept[n] = kept[n]._replace(text=LOST)
                        double, g = False, g._replace(text=LOST)
        if not double:
            near.setdefault((column, row), []).append(len(kept))
            kept.append(g)
            orders.append(order)
    return kept


def _ligature(one: Glyph, other: Glyph) -> bool:
    """Whether one shape stands for both characters, as that of a dash of two ems does."""
    box = one.run == other.run and (one.left, one.right, one.middle) == (
        other.left,
        other.right,
        other.middle,
    )
    return box and not one.text.isdigit() and not other.text.isdigit()


def _figures(text: str) -> bool:
    """Whether there is a digit, and else only what was lost."""
    return text.replace(LOST, "").isdigit()


def _same_place(kept: list[Glyph], n: int, g: Glyph) -> bool:
    """Whether `g` stands where the kept one does; if it is another character, the kept one is lost."""
    other = kept[n]
    wide, high = min(g.right - g.left, other.right - other.left), min(g.size, other.size)
    if abs(g.centre - other.centre) > 0.3 * wide or abs(g.middle - other.middle) > 0.3 * high:
        return False
    if g.text != other.text and not _figures(g.text + other.text):
        kept[n] = other._replace(text=LOST)
    return True
