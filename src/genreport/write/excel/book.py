"""The workbook under way (openpyxl): cells by role, texts that stay texts, results of formulas, bytes at the end."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from genreport import __version__, workbook
from genreport.report import Report
from genreport.workbook import At
from genreport.write.excel.package import Cached, packed
from genreport.write.page import created

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML file can hold them
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_THIN = Side("thin", color="000000")
_LONGEST = 32767

INPUT = PatternFill("solid", fgColor="FFFBE6")
HEAD = PatternFill("solid", fgColor="F2F2F2")
TOTAL = PatternFill("solid", fgColor="E8EEF4")
BORDER = Border(_THIN, _THIN, _THIN, _THIN)
SONG, HEI = "宋体", "黑体"


class Book:
    """The workbook with the report that it shows."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.filled = report.filled()
        self._book = Workbook()
        self._book.remove(self._book.active)
        self._cached: Cached = {}
        content = f'"{workbook.VERSION} {report.format.id}"'
        self._book.defined_names[workbook.MARK] = DefinedName(workbook.MARK, attr_text=content, hidden=True)

    def sheet(self, name: str, widths: list[float]) -> Worksheet:
        """A new sheet: columns in millimetres, one A4 page wide, protected without a password."""
        ws = self._book.create_sheet(name)
        for column, width in enumerate(widths, 1):
            letters = workbook.address((1, column))[:-1]
            ws.column_dimensions[letters].width = round((width / 25.4 * 96 - 5) / 7, 2)
        ws.sheet_view.showGridLines = False
        ws.page_setup.paperSize = ws.PAPERSIZE_A4
        ws.page_setup.orientation = "portrait"
        ws.page_setup.blackAndWhite = True  # the colours guide the hand on the screen, paper does without
        ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        ws.print_options.horizontalCentered = True
        for side, inches in {"left": 0.7, "right": 0.7, "top": 0.8, "bottom": 0.8}.items():
            setattr(ws.page_margins, side, inches)
        ws.oddFooter.center.text = "— &P —"
        ws.protection.sheet = True
        ws.protection.formatColumns = ws.protection.formatRows = False
        return ws

    def text(self, ws: Worksheet, at: At, words: str, **look: Any) -> Cell:
        """A cell of text: whatever it begins with, it is never a formula."""
        cell = look_of(ws.cell(*at), **look)
        if words and not UNFIT.search(words) and len(words) <= _LONGEST:
            cell.value = _ESCAPE.sub("_x005F_", words)
            cell.data_type = TYPE_STRING
            cell.quotePrefix = words[0] in "=+-@"
        return cell

    def value(self, ws: Worksheet, at: At, value: object, **look: Any) -> Cell:
        """A cell to fill in, with what the report says of it; blank stays blank."""
        from genreport.write.xlsx import too_long

        look = {"fill": INPUT, "locked": False} | look
        if value is None:
            return look_of(ws.cell(*at), **look)
        if isinstance(value, str) or too_long(value) or (isinstance(value, date) and value.year < 1901):
            words = value.isoformat() if isinstance(value, date) else str(value)
            return self.text(ws, at, f"{value:f}" if isinstance(value, Decimal) else words, **look)
        cell = look_of(ws.cell(*at), **look)
        cell.value = value
        return cell

    def formula(self, ws: Worksheet, at: At, formula: str, result: object, **look: Any) -> Cell:
        """A cell that is computed, with its result for programs that only show."""
        cell = look_of(ws.cell(*at), **look)
        cell.value = formula
        self._cached[ws.title, cell.coordinate] = "" if result is None else result
        return cell

    def pack(self) -> bytes:
        """The file."""
        self._book.calculation.fullCalcOnLoad = True
        saved = BytesIO()
        self._book.save(saved)
        report, program = self.report, f"genreport {__version__}"
        about = {
            "title": report.title if report.agency else report.format.name,
            "author": report.agency,
            "program": program,
            "keywords": f"sha256:{report.sha256}" if report.sha256 else "",
            "date": created(report) or "",
        }
        clean = {key: UNFIT.sub("", words) for key, words in about.items()}
        return packed(saved.getvalue(), self._cached, {k: v for k, v in clean.items() if v})


def look_of(
    cell: Cell, *, font: str = SONG, size: float = 10, bold: bool = False, color: str = "000000",
    fill: PatternFill | None = None, border: bool = False, across: str = "center", down: str = "center",
    wrap: bool = True, shrink: bool = False, stacked: bool = False, locked: bool = True, shown: str = "General",
) -> Cell:  # fmt: skip
    """The cell, set as said."""
    cell.font = Font(name=font, size=size, bold=bold, color=color)
    if fill:
        cell.fill = fill
    if border:
        cell.border = BORDER
    cell.alignment = Alignment(
        across, down, 255 if stacked else 0, wrap_text=wrap and not shrink, shrink_to_fit=shrink
    )
    cell.protection = Protection(locked=locked)
    cell.number_format = shown
    return cell
