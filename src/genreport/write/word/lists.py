"""Word's numbering: bullets, and the levels `1.`, `（1）`, `①` that follow `一、` and `（一）` in an official text."""

from __future__ import annotations

from collections.abc import Sequence

from genreport.write.word.format import Style
from genreport.write.word.styles import list_indent
from genreport.write.word.xml import NAMESPACES

BULLETS, NUMBERS = 1, 2  # the lists that the styles List Bullet and List Number belong to
LEVELS = 9  # Word knows no more
_MARKS = ("●", "○", "■")
_COUNTS = (("decimal", "%{}."), ("decimal", "（%{}）"), ("decimalEnclosedCircle", "%{}"))


def numbering(style: Style, lists: Sequence[tuple[int, int]]) -> str:
    """The part `numbering.xml`: each numbered list, given by its level and first number, counts by itself."""
    size = style["text"]["p"]["size"]
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_level(kind, level, size) for level in range(LEVELS))
        + "</w:abstractNum>"
        for kind in (BULLETS, NUMBERS)
    )
    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (level, start) in enumerate(lists, NUMBERS + 1)
    )
    base = "".join(
        f'<w:num w:numId="{kind}"><w:abstractNumId w:val="{kind}"/></w:num>' for kind in (BULLETS, NUMBERS)
    )
    return f"<w:numbering {NAMESPACES}>{kinds}{base}{own}</w:numbering>"


def place(number: int, level: int) -> str:
    """The paragraph property that makes an item of list `number`."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _level(kind: int, level: int, size: float) -> str:
    if kind == BULLETS:
        form, text, gap = "bullet", _MARKS[level % len(_MARKS)], "space"
    else:
        form, text = _COUNTS[level % len(_COUNTS)]
        text, gap = text.format(level + 1), "nothing"
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{list_indent(level, size)}</w:pPr>'
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
    )
