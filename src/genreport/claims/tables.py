"""Tables within a narrative: columns and rows that should come to what stands under 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from genreport.claims.numbers import Number
from genreport.claims.pieces import Scan
from genreport.figures import UNITS, Plain

_TOTAL = re.compile(r"(?:本年|年度|全年|全市|全县|全区)?(?:合计|总计|共计|总数|总量|总和)[（：]?")
_PART_SUM = re.compile(r"小计")
_NO_SUM = re.compile(r"率|占比|比重|比例|比上年|同比|增减|增长|增幅|变化|平均|序号|排名|得分|%")
_WITHIN = re.compile(r"其中|[-—－·]")
_CELL = re.compile(rf"(\d{{1,12}})(?:\.(\d{{1,6}}))?({UNITS}|万元|元|%)?")
_RULE = re.compile(r"[|:：\-—－]+")
_EMPTY = re.compile(r"[-—－–/]*")

_Sum = tuple[Number, tuple[Number, ...], bool, bool, int, int]


class _Cell(NamedTuple):
    text: str
    number: Number | None


class _Row(NamedTuple):
    cells: tuple[_Cell, ...]
    start: int
    end: int

    @property
    def name(self) -> str:
        return next((cell.text for cell in self.cells[:2] if cell.text and cell.number is None), "")


def columns(plain: Plain, scan: Scan) -> Iterator[_Sum]:
    """Every 合计 of a table with what is added up in it: total, parts, holds, sure, start, end."""
    for head, rows in _tables(plain, scan):
        yield from _down(head, rows)
        yield from _across(head, rows)


def _tables(plain: Plain, scan: Scan) -> Iterator[tuple[_Row, list[_Row]]]:
    """The tables, each with its first row and the rows under it."""
    table: list[tuple[int, int]] = []
    for span in (*scan.rows, (-2, -2)):
        if table and span[0] != table[-1][1] + 1:
            rows = [_row(plain, *line) for line in table if not _RULE.fullmatch(plain.text, *line)]
            if len(rows) > 2 and not any(
                cell.number for cell in rows[0].cells if cell.text and not _year(cell)
            ):
                yield rows[0], rows[1:]
            table = []
        table.append(span)


def _year(cell: _Cell) -> bool:
    return bool(
        cell.number and cell.number.value == int(cell.number.value) and 1990 < cell.number.value < 2100
    )


def _row(plain: Plain, start: int, end: int) -> _Row:
    cells = []
    at = start + 1
    for text in plain.text[start + 1 : end].removesuffix("|").split("|"):
        match = _CELL.fullmatch(text)
        number = None
        if match:
            width = len(match[0]) - len(match[3] or "")
            value = Decimal(text[:width])
            number = Number(value, at, at + width, match[3] or "", len(match[2] or ""))
        cells.append(_Cell(text, number))
        at += len(text) + 1
    return _Row(tuple(cells), start, end)


def _down(head: _Row, rows: list[_Row]) -> Iterator[_Sum]:
    """The columns: a row 合计 is the sum of the rows above it, or below when it stands first."""
    for at, row in enumerate(rows):
        small = bool(_PART_SUM.search(row.name))
        if not small and not _TOTAL.match(row.name):
            continue
        for column in range(1, min(len(row.cells), len(head.cells))):
            total = row.cells[column].number
            if total is None or total.unit == "%" or _NO_SUM.search(head.cells[column].text):
                continue
            if found := _column(rows[1:] if at == 0 else rows[:at], column, small=small):
                yield _judged(total, *found, row)


def _column(rows: list[_Row], column: int, *, small: bool) -> tuple[list[list[Number]], bool] | None:
    """What may be added up in a column: the readings, best first, and whether there is but one; None: no numbers."""
    if small:  # what stands above it, up to the last of its kind
        last = max((i for i, row in enumerate(rows) if _PART_SUM.search(row.name)), default=-1)
        rows = rows[last + 1 :]
    rows = [row for row in rows if not _TOTAL.match(row.name)]
    if any(len(row.cells) <= column for row in rows):
        return None
    cells = [(row, row.cells[column]) for row in rows]
    if not all(cell.number or _EMPTY.fullmatch(cell.text) for _, cell in cells):
        return None
    numbers = [(row, cell.number) for row, cell in cells if cell.number]
    subtotals = [n for row, n in numbers if _PART_SUM.search(row.name)]
    plainly = [n for row, n in numbers if not _PART_SUM.search(row.name) and not _WITHIN.match(row.name)]
    every = [n for row, n in numbers if not _PART_SUM.search(row.name)]
    if len(every) < 2:
        return None
    within = len(plainly) < len(every)
    return [r for r in (plainly, every, subtotals) if len(r) > 1], not within and not subtotals


def _judged(total: Number, readings: list[list[Number]], sure: bool, row: _Row) -> _Sum:
    for parts in readings:
        if sum(part.value for part in parts) == total.value:
            return total, tuple(parts), True, True, row.start, row.end
    parts = readings[0] if readings else [total]
    return total, tuple(parts), False, sure, row.start, row.end


def _across(head: _Row, rows: list[_Row]) -> Iterator[_Sum]:
    """The rows: a column 合计 is the sum of the columns beside it, if it is so in most rows."""
    at = next((i for i, cell in enumerate(head.cells) if i > 1 and _TOTAL.match(cell.text)), None)
    if at is None or any(_NO_SUM.search(c.text) or _WITHIN.match(c.text) for c in head.cells[1:at]):
        return
    found: list[_Sum] = []
    for row in rows:
        beside = [cell.number for cell in row.cells[1:at]]
        total = row.cells[at].number if len(row.cells) > at else None
        numbers = tuple(n for n in beside if n)
        if total and len(numbers) > 1 and len(numbers) == len(beside):
            holds = sum(n.value for n in numbers) == total.value
            found.append((total, numbers, holds, True, row.start, row.end))
    right = sum(one[2] for one in found)
    if right * 2 > len(found):
        yield from found
