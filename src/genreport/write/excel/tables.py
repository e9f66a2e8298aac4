"""A statutory table as a sheet: the layout's grid, cells to fill in, formulas for totals, a row that checks."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from genreport import workbook
from genreport.expression import Expression
from genreport.finding import Path, Severity
from genreport.layout import Cell, Section, Table
from genreport.rules import Rule
from genreport.schema import LARGEST
from genreport.workbook import At, address
from genreport.write.excel.book import BORDER, HEAD, HEI, TOTAL, Book

_TOP = 2  # rows above the grid: title and advice
_WIDER = 1.13  # the form's text block is narrower than the paper allows
_SIZE = 10.0
_LINE = 13.5  # pt from line to line
_MM = 72 / 25.4
_RED = PatternFill("solid", bgColor="F8C9C4")
_GREEN = PatternFill("solid", bgColor="D5EBD3")
# number kind: what Excel lets in, and what it says otherwise
_ALLOWED = {
    "integer": ("whole", "0", "这里应填不小于 0 的整数：不写单位、千分位逗号；没有的填 0。"),
    "change": ("whole", f"-{LARGEST}", "这里应填整数，减少的在前面加 - 号；没有增减的填 0。"),
    "amount": ("decimal", "0", "这里应填不小于 0 的数，可以有小数：不写单位、千分位逗号；没有的填 0。"),
}  # fmt: skip


class _Sheet(NamedTuple):
    """The sheet of a table, and where its figures stand."""

    book: Book
    ws: Worksheet
    section: Section
    table: Table
    at: dict[Path, At]


def draw_table(book: Book, section: Section) -> None:
    """Adds the sheet of a section's table."""
    table = section.table
    assert table is not None
    ws = book.sheet(workbook.sheet_name(section), [w * _WIDER for w in table.widths])
    at = {path: (c.row + 1 + _TOP, c.column + 1) for path, c in table.values.items()}
    sheet = _Sheet(book, ws, section, table, at)
    _head(sheet)
    validations = {kind: _validation(ws, kind) for kind in {c.number for c in table.values.values()}}
    totals = _totals(table)
    for cell in table.grid:
        _cell(sheet, cell, totals.get(cell.path))
        if cell.role == "value" and not _computed(sheet, cell.path, totals):
            validations[cell.number].add(address(at[cell.path]))
    for row, height in _heights(table).items():
        ws.row_dimensions[row + 1 + _TOP].height = height
    last = max(c.row + c.rowspan for c in table.grid) + _TOP
    ws.print_area = f"A1:{address((last, len(table.widths)))}"
    ws.page_setup.fitToHeight = 1
    for n, (rule, cells) in enumerate(_column_rules(sheet)):
        _check_row(sheet, last + 2 + n, rule, cells)
    if len(table.blocks) == 1:
        first = min(at.values())
        ws.freeze_panes = address((first[0], min(first[1], 4)))
    else:
        ws.freeze_panes = address((_TOP + 1, 1))


def _head(sheet: _Sheet) -> None:
    width = len(sheet.table.widths)
    ws, book = sheet.ws, sheet.book
    book.text(ws, (1, 1), sheet.section.title, font=HEI, size=14, bold=True)
    advice = "没有的填 0，不要留空"
    advice += f"；{sheet.section.help}" if sheet.section.help else ""
    book.text(ws, (2, 1), f"{advice}。", size=9, color="595959", across="left")
    for row in (1, 2):
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    ws.row_dimensions[1].height = 30
    ws.row_dimensions[2].height = 28


def _cell(sheet: _Sheet, cell: Cell, parts: tuple[Path, ...] | None) -> None:
    at = (cell.row + 1 + _TOP, cell.column + 1)
    end = (at[0] + cell.rowspan - 1, at[1] + cell.colspan - 1)
    book, ws = sheet.book, sheet.ws
    if cell.role == "value":
        _value(sheet, cell, at, parts)
    else:
        left = cell.role == "stub" and not cell.group and cell.colspan + cell.column > 1
        book.text(
            ws, at, cell.text, size=9 if cell.role == "corner" else _SIZE, bold=cell.role == "band", fill=HEAD,
            border=True, across="left" if left else "center", stacked=cell.vertical,
        )  # fmt: skip
    for row in range(at[0], end[0] + 1):
        for column in range(at[1], end[1] + 1):
            if (row, column) != at:  # merged away, but their borders and their lock are drawn
                other = ws.cell(row, column)
                other.border = BORDER
                other.protection = Protection(locked=ws.cell(*at).protection.locked)
    if end != at:
        ws.merge_cells(start_row=at[0], start_column=at[1], end_row=end[0], end_column=end[1])


def _value(sheet: _Sheet, cell: Cell, at: At, parts: tuple[Path, ...] | None) -> None:
    book, ws = sheet.book, sheet.ws
    given = book.report.get(*cell.path)
    if parts is None:
        book.value(ws, at, given, border=True, shrink=True, size=_SIZE)
        return
    cells = [sheet.at[p] for p in parts]
    if _agrees(book, cell.path, parts):
        formula = workbook.total_formula(cells)
        result = book.filled.get(*cell.path)
        book.formula(ws, at, formula, result, border=True, shrink=True, size=_SIZE, fill=TOTAL)
        return
    # a total that was stated and is not the sum: shown as it was stated, in red as long as it is wrong
    book.value(ws, at, given, border=True, shrink=True, size=_SIZE, fill=TOTAL)
    args = workbook.ranges(cells)
    wrong = f"AND(COUNT({args})={len(cells)},SUM({args})<>{address(at)})"
    ws.conditional_formatting.add(address(at), FormulaRule([wrong], fill=_RED))


def _agrees(book: Book, path: Path, parts: tuple[Path, ...]) -> bool:
    """Whether a total was left out, or is what its parts come to, so that the formula can stand for it."""
    given = book.report.get(*path)
    known = [book.filled.get(*p) for p in parts]
    return given is None or (None not in known and sum(known) == given)


def _computed(sheet: _Sheet, path: Path, totals: Mapping[Path, tuple[Path, ...]]) -> bool:
    return path in totals and _agrees(sheet.book, path, totals[path])


def _totals(table: Table) -> dict[Path, tuple[Path, ...]]:
    """Each total with its parts; a corner total, which has them twice, adds along its row."""
    return dict(reversed(table.totals))


def _validation(ws: Worksheet, kind: str) -> DataValidation:
    allowed, least, words = _ALLOWED[kind]
    made = DataValidation(
        allowed, operator="between", formula1=least, formula2=str(LARGEST), allow_blank=True,
        showErrorMessage=True, errorTitle="请核对所填的数", error=words, errorStyle="stop",
    )  # fmt: skip
    ws.add_data_validation(made)
    return made


def _heights(table: Table) -> dict[int, float]:
    """How high each row must be for the words of its labels."""
    found: dict[int, float] = {}
    for row, cells in groupby(table.grid, key=lambda c: c.row):
        lines = max((_lines(table, c) / c.rowspan for c in cells if not c.vertical), default=1)
        found[row] = max(21.0, ceil(lines) * _LINE + 5)
    return found


def _lines(table: Table, cell: Cell) -> int:
    width = sum(table.widths[cell.column : cell.column + cell.colspan]) * _WIDER * _MM - 8
    return ceil(len(cell.text) * _SIZE / max(width, _SIZE))


def _column_rules(sheet: _Sheet) -> Iterator[tuple[Rule, Sequence[Mapping[str, Path]]]]:
    """The rules that say of every column that two sums of its cells are equal, with the cells column by column."""
    for rule in sheet.book.report.format.rules:
        plain = rule.each == "column" and rule.severity is Severity.ERROR and not rule.when
        if not plain or rule.across_years or rule.check is None or _difference(rule.check, {}) is None:
            continue
        columns = [{name.id: paths[0] for name, paths in case.names.items()} for case in rule.cases]
        cells = [names for names in columns if all(path in sheet.at for path in names.values())]
        if cells:
            yield rule, cells


def _check_row(sheet: _Sheet, row: int, rule: Rule, cells: Sequence[Mapping[str, Path]]) -> None:
    book, ws = sheet.book, sheet.ws
    first = min(at[1] for at in sheet.at.values())
    words = f"{workbook.CHECK}（差额应为 0）：{rule.message.zh}"
    book.text(ws, (row, 1), words, size=9, border=True, across="left", fill=HEAD)
    ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=first - 1)
    ws.row_dimensions[row].height = 30
    assert rule.check is not None
    for names in cells:
        places = {name: sheet.at[path] for name, path in names.items()}
        column = next(iter(places.values()))[1]
        difference = _difference(rule.check, {n: address(at) for n, at in places.items()})
        formula = f'=IF(COUNT({workbook.ranges(list(places.values()))})={len(places)},{difference},"")'
        outcome = rule.check.judge(lambda name, names=names: book.filled.get(*names[name.id]))  # type: ignore[misc]
        left, right = outcome.left, outcome.right
        known = isinstance(left, int) and isinstance(right, int)
        result = left - right if known else None  # type: ignore[operator]
        book.formula(ws, (row, column), formula, result, border=True, shrink=True, size=_SIZE)
    area = f"{address((row, first))}:{address((row, len(sheet.table.widths)))}"
    cell = address((row, first))
    wrong, right_one = f"AND(ISNUMBER({cell}),{cell}<>0)", f"AND(ISNUMBER({cell}),{cell}=0)"
    ws.conditional_formatting.add(area, FormulaRule([wrong], fill=_RED, font=Font(bold=True, color="9C0006")))
    ws.conditional_formatting.add(area, FormulaRule([right_one], fill=_GREEN))


def _difference(check: Expression, cells: Mapping[str, str]) -> str | None:
    """`a + b == c + d` as `a+b-(c+d)` with the addresses of the cells; None for anything but two sums."""
    body = ast.parse(check.text.strip(), mode="eval").body
    if not isinstance(body, ast.Compare) or not isinstance(body.ops[0], ast.Eq):
        return None
    sides = [_sum(side) for side in (body.left, body.comparators[0])]
    if None in sides:
        return None
    left, right = ("+".join(cells.get(name, name) for name in side or ()) for side in sides)
    return f"{left}-({right})"


def _sum(node: ast.expr) -> list[str] | None:
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            a, b = _sum(left), _sum(right)
            return None if a is None or b is None else a + b
    return None
