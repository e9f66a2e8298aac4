"""How wide the columns of a table are: as its `col` elements say, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from genreport.write.word.grid import Row

_LENGTH = re.compile(r"width:\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|px|%)")
_TWIPS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440.0, "pt": 20.0, "px": 15.0}
_NARROWEST, _WIDEST = 2.0, 20.0  # characters that a column is measured by
_EDGES = 1.0  # characters that the margins of a cell take
DIGIT = 0.5  # width of a digit in characters, in Times New Roman
_LATIN = 0.61  # width of a digit or letter in the fonts that stand in for it
_UNBROKEN = re.compile("[\u0021-\u2000]+")  # figures and words, which are broken between lines only in need


def column_edges(node: Any, rows: Sequence[Row], columns: int, width: int, character: float) -> list[int]:
    """The edges of the columns in twips from the left, rounded so that no error adds up.

    `character` is the width of a character in twips.
    """
    given = [
        _LENGTH.search(c.get("style") or "") for c in (*node.findall("col"), *node.findall("colgroup/col"))
    ]
    lengths = [g and float(g[1]) * _TWIPS.get(g[2], width / 100) for g in given]
    if len(lengths) == columns and all(lengths):
        shares = [n for n in lengths if n]
        scale = min(1.0, (width + 1) / sum(shares))
    else:
        shares = _shares(rows, columns, width / character)
        scale = width / sum(shares)
    edges, total = [0], 0.0
    for share in shares:
        total += share * scale
        edges.append(max(round(total), edges[-1] + 1))
    return edges


def _shares(rows: Sequence[Row], columns: int, room: float) -> list[float]:
    """A share of the width for each column: its longest figure or word, and of the rest what its longest text asks.

    All is counted in characters; `room` is how many the table has.
    """
    least = [_NARROWEST + _EDGES] * columns
    most = list(least)
    for row in rows:
        column = 0
        for square in row.squares:
            if square.span == 1 and square.cell is not None:
                text = square.cell.xpath("string()").strip()[:80]
                unbroken = max(map(wide, _UNBROKEN.findall(text)), default=0.0)
                least[column] = max(least[column], min(unbroken, _WIDEST) + _EDGES)
                most[column] = max(most[column], least[column], min(wide(text), _WIDEST) + _EDGES)
            column += square.span
    wanted = sum(most) - sum(least)
    if sum(most) <= room or not wanted:
        return most
    part = max(room - sum(least), 0) / wanted
    return [low + (high - low) * part for low, high in zip(least, most, strict=True)]


def wide(text: str, latin: float = _LATIN) -> float:
    """The width of a text in characters, where a digit or letter takes `latin` of one."""
    return sum(1 if c > "\u2000" else latin for c in text)
