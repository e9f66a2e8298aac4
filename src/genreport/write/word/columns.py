"""How wide the columns of a table are: as its `col` elements say, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from genreport.write.word.grid import Row

_LENGTH = re.compile(r"width:\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|px|%)")
_TWIPS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440.0, "pt": 20.0, "px": 15.0}
_NARROWEST, _WIDEST = 2, 20  # characters that a column is measured by


def column_edges(node: Any, rows: Sequence[Row], columns: int, width: int) -> list[int]:
    """The edges of the columns in twips from the left, rounded so that no error adds up."""
    given = [
        _LENGTH.search(c.get("style") or "") for c in (*node.findall("col"), *node.findall("colgroup/col"))
    ]
    lengths = [g and float(g[1]) * _TWIPS.get(g[2], width / 100) for g in given]
    if len(lengths) == columns and all(lengths):
        shares = [n for n in lengths if n]
        scale = min(1.0, (width + 1) / sum(shares))
    else:
        shares = _needs(rows, columns)
        scale = width / sum(shares)
    edges, total = [0], 0.0
    for share in shares:
        total += share * scale
        edges.append(max(round(total), edges[-1] + 1))
    return edges


def _needs(rows: Sequence[Row], columns: int) -> list[float]:
    """A share of the width for each column, by its longest text; none takes all or vanishes."""
    longest = [float(_NARROWEST)] * columns
    for row in rows:
        column = 0
        for square in row.squares:
            if square.span == 1 and square.cell is not None:
                text = square.cell.xpath("string()").strip()
                long = sum(1 if c > "\u2000" else 0.5 for c in text[:80])
                longest[column] = max(longest[column], min(long, _WIDEST))
            column += square.span
    return longest
