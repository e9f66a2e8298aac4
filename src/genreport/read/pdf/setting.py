"""Characters set into lines again: which stand side by side, and where a blank is meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from genreport.read.pdf.glyphs import Glyph

_WIDE = 1.5  # a gap of so many letters parts two things in a line


class Row(NamedTuple):
    """A line as it is seen on the page; `parts` are its pieces between wide gaps, with their left and right ends."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    parts: tuple[tuple[str, float, float], ...]


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines that characters form, from the top down."""
    found = []
    for line in _lines(glyphs):
        solid = [g for g in line if g.text != " "]
        if not solid:
            continue
        size = median(g.size for g in solid)
        wide = _spacing(line, size)
        parts = _parts(line, size, wide)
        ends = tuple((_joined(p, size, wide), p[0].left, p[-1].right) for p in parts)
        found.append(
            Row(
                _joined(line, size, wide), solid[0].left, min(g.top for g in solid), solid[-1].right,
                max(g.bottom for g in solid), size, sum(g.bold for g in solid) * 2 > len(solid), ends,
            )
        )  # fmt: skip
    return found


def text(glyphs: Sequence[Glyph]) -> str:
    """The text of a square, its lines parted by newlines; one that is turned is read in its own direction."""
    solid = [g for g in glyphs if g.text != " "]
    if not solid:
        return ""
    turns = {g.turn for g in solid}
    if turns == {0}:
        return "\n".join(r.text for r in rows(glyphs))
    if len(turns) == 1:
        return "\n".join(r.text for r in rows([_aside(g) for g in glyphs if g.turn in turns]))
    # some upright and some turned, as digits in a column of turned words: in whichever way they do run
    tall = max(g.bottom for g in solid) - min(g.top for g in solid)
    wide = max(g.right for g in solid) - min(g.left for g in solid)
    if tall > wide:
        return "\n".join(g.text for g in sorted(solid, key=lambda g: g.middle))
    return "\n".join(r.text for r in rows([g._replace(turn=0) for g in glyphs]))


def _aside(g: Glyph) -> Glyph:
    """A turned character in coordinates in which it stands upright."""
    match g.turn:
        case 1:  # it runs upwards
            box = (-g.bottom, g.left, -g.top, g.right)
        case 2:
            box = (-g.right, -g.bottom, -g.left, -g.top)
        case _:  # it runs downwards
            box = (g.top, -g.right, g.bottom, -g.left)
    return g._replace(left=box[0], top=box[1], right=box[2], bottom=box[3], turn=0)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters grouped by height; a small raised one belongs to the line that it hangs on."""
    groups: list[tuple[float, list[Glyph]]] = []
    solid = sorted((g for g in glyphs if g.text != " "), key=lambda g: g.middle)
    for g in solid:
        if groups and g.middle - groups[-1][0] <= 0.45 * min(g.size, groups[-1][1][-1].size):
            line = groups[-1][1]
            line.append(g)
            groups[-1] = (groups[-1][0] + (g.middle - groups[-1][0]) / len(line), line)
        else:
            groups.append((g.middle, [g]))
    groups = _hung(groups)
    blanks = [g for g in glyphs if g.text == " "]
    for blank in blanks:
        near = min(groups, key=lambda group: abs(group[0] - blank.middle), default=None)
        if near and abs(near[0] - blank.middle) < 0.6 * near[1][0].size:
            near[1].append(blank)
    return [sorted(line, key=lambda g: (g.centre, g.text == " ")) for _, line in groups]


def _hung(groups: list[tuple[float, list[Glyph]]]) -> list[tuple[float, list[Glyph]]]:
    """The lines with raised or lowered small characters put back beside the letters that they stand at."""
    kept: list[tuple[float, list[Glyph]]] = []
    small: list[Glyph] = []
    for n, (middle, line) in enumerate(groups):
        size = max(g.size for g in line)
        beside = [groups[k] for k in (n - 1, n + 1) if 0 <= k < len(groups)]
        hangs = any(
            size < 0.8 * max(g.size for g in other)
            and abs(middle - at) < 0.75 * max(g.size for g in other)
            and any(abs(h.right - g.left) < 0.6 * h.size or abs(h.left - g.right) < 0.6 * h.size
                    for g in line for h in other)
            for at, other in beside
        )  # fmt: skip
        if hangs:
            small += line
        else:
            kept.append((middle, line))
    for g in small:
        if kept:
            min(kept, key=lambda group: abs(group[0] - g.middle))[1].append(g)
    return kept


def _spacing(line: Sequence[Glyph], size: float) -> float:
    """How far the letters of a line are set apart, if evenly; figures alone never tell, they may be several."""
    letters = [(a, b) for a, b in pairwise(line) if not {a.text, b.text} & set(" 0123456789")]
    gaps = sorted(b.left - a.right for a, b in letters)
    if len(gaps) < 4:
        return 0
    usual, spread = gaps[len(gaps) // 2], gaps[-1 - len(gaps) // 8] - gaps[len(gaps) // 8]
    return usual if usual > 0.1 * size and spread < 0.3 * size else 0


def _gap(a: Glyph, b: Glyph, spacing: float) -> float:
    """The space between two characters beyond that of all letters that were written in one go."""
    return b.left - a.right - (spacing if a.run == b.run else 0)


def _parts(line: Sequence[Glyph], size: float, spacing: float) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = []
    for g in (g for g in line if g.text != " "):
        if parts and _gap(parts[-1][-1], g, spacing) <= _WIDE * size:
            parts[-1].append(g)
        else:
            parts.append([g])
    return parts


def _joined(line: Sequence[Glyph], size: float, spacing: float) -> str:
    """The words of a line: a blank where one is seen, none at Chinese characters, notes in brackets."""
    words = ""
    last: Glyph | None = None
    blank = False
    usual = median(g.middle for g in line)
    for g in line:
        if g.text == " ":
            blank = True
            continue
        if last is not None:
            gap = _gap(last, g, spacing)
            if gap > _WIDE * size or ((blank or gap > 0.25 * size) and not (_han(last.text) or _han(g.text))):
                words += " "
            raised = _note(last, g, size, usual)
        else:
            raised = False
        words += f"[{g.text}]" if raised else g.text
        last, blank = g, False
    return words.replace("][", "")


def _note(last: Glyph, g: Glyph, size: float, usual: float) -> bool:
    """Whether a digit is the mark of a note rather than one of the figure that it stands at."""
    return g.text.isdigit() and g.size < 0.8 * size and abs(g.middle - usual) > 0.1 * size


def _han(text: str) -> bool:
    """Whether a character is Chinese or one of its marks, between which no blank is meant."""
    return any("\u2e80" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or c in "“”‘’…—·" for c in text)
