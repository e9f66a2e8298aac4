"""How the cells of a statutory table are set: parts of the table, header ids, broken labels, the size of figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple

from genreport.layout import Cell, Table
from genreport.report import Report

_PT = 72 / 25.4  # points in a millimetre
_DIGIT = 0.56  # width of a digit in ems, of the widest of our fonts
_AIR = 1.5  # pt that the words of a head leave free, so that they do not touch its borders
_SMALLEST = 3.0  # pt; what fifteen digits need in the narrowest column


class Part(NamedTuple):
    """A thead or tbody with its rows of cells."""

    tag: str
    rows: list[list[Cell]]


def parts(table: Table) -> list[Part]:
    """The head rows as thead, then each block as a tbody of its own, so that a break falls between blocks."""
    rows = [list(cells) for _, cells in groupby(table.grid, key=lambda c: c.row)]
    found = [Part("thead", rows[: table.head_rows])]
    for row in rows[table.head_rows :]:
        if row[0].role == "band" or len(found) == 1:
            found.append(Part("tbody", []))
        found[-1].rows.append(row)
    return found


def cell_id(table: Table, cell: Cell) -> str:
    """The id of a header cell in the page."""
    return f"{table.id}-{cell.row}-{cell.column}"


def header_ids(table: Table, cell: Cell) -> str:
    """The ids of the header cells that name a figure, in reading order."""
    return " ".join(f"{table.id}-{row}-{column}" for row, column in cell.headers)


def scope(cell: Cell) -> str:
    """The scope of a header cell: of its rows or columns, or of a group of them."""
    if cell.role == "stub":
        return "rowgroup" if cell.group else "row"
    return "colgroup" if cell.role == "band" or cell.group else "col"


def lines(table: Table, cell: Cell, sizes: Mapping[str, Any]) -> list[str]:
    """A label as it is broken: one character a line when vertical (and its 、), heads in lines of equal length."""
    if cell.vertical:
        return re.findall(".、?", cell.text)
    if cell.role != "head" and not (cell.role == "stub" and cell.group):
        return [cell.text]
    across = int((_inner(table, cell, sizes) - _AIR) / float(sizes["label"]))
    if across < 1 or len(cell.text) <= across:
        return [cell.text]
    each = ceil(len(cell.text) / ceil(len(cell.text) / across))
    each += (
        each % 2 if each < across else 0
    )  # most words have two characters: 社会公益/组织, not 社会公/益组织
    cuts = _cuts(cell.text, each)
    return [cell.text[a:b] for a, b in zip([0, *cuts], [*cuts, len(cell.text)], strict=True)]


def _cuts(text: str, each: int) -> list[int]:
    """Where lines of about `each` characters end; a bracketed number such as （三） is a line of its own."""
    start = text.index("）") + 1 if text.startswith("（") and "）" in text else 0
    return ([start] if start else []) + list(range(start + each, len(text), each))


def _inner(table: Table, cell: Cell, sizes: Mapping[str, Any]) -> float:
    """Points across inside a cell."""
    width = sum(table.widths[cell.column : cell.column + cell.colspan])
    return width * _PT - 2 * float(sizes["padding"]) - 1


def value_size(table: Table, report: Report, sizes: Mapping[str, Any]) -> float:
    """The type size of a table's figures in points: the usual one, or as much smaller as the longest figure needs."""
    fits = [float(sizes["value"])]
    for path, cell in table.values.items():
        digits = len(str(report.get(*path) if report.get(*path) is not None else ""))
        if digits:
            fits.append(_inner(table, cell, sizes) / (digits * _DIGIT))
    return max(_SMALLEST, int(min(fits) * 4) / 4)
