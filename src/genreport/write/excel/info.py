"""The first sheet: how to fill in, and the data on agency and report, each beside its label."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from genreport import workbook
from genreport.workbook import At, Entry, address
from genreport.write.excel.book import HEAD, HEI, INPUT, Book

_HELP = (
    "1. 只填浅黄色的格子；其他格子已锁定，不必改动。表样、行、列的名称不要改。",
    "2. 没有的填 0，不要留空，也不要写“无”或“/”；灰蓝色的总计由公式相加，各项填齐后显示。",
    "3. 文字写在“文字”表，一行一段；行不够时可以插入行，并写明属于哪一部分。",
    "4. 填好后保存为 .xlsx，运行 genreport import 读取，再运行 genreport validate 核对。",
)
_MOST = 255  # characters of a drop-down list


def draw_info(book: Book) -> None:
    """Adds the sheet on agency and report."""
    report = book.report
    ws = book.sheet(workbook.INFO, [34, 78, 68])
    book.text(ws, (1, 1), report.format.name, font=HEI, size=14, bold=True)
    book.text(ws, (2, 1), f"填报表　　依据：{report.format.source}", size=9, color="595959")
    for n, line in enumerate(_HELP, 3):
        book.text(ws, (n, 1), line, size=9.5, across="left")
    for row in range(1, 3 + len(_HELP)):
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        ws.row_dimensions[row].height = 34 if row == 1 else 17
    top = 4 + len(_HELP)
    for column, words in enumerate(("项目", "填写", "说明"), 1):
        book.text(ws, (top, column), words, font=HEI, bold=True, border=True, fill=HEAD)
    ws.row_dimensions[top].height = 21
    numbers = [path[1] for path in report.values if path[0] == "accept" and len(path) > 1]
    accepted = max((int(n) + 1 for n in numbers if n.isdecimal()), default=0)
    known = workbook.entries(report.format, accepted)
    for row, entry in enumerate(known, top + 1):
        _entry(book, ws, row, entry)
    ws.print_area = f"A1:C{top + len(known)}"
    ws.freeze_panes = address((top + 1, 1))


def _entry(book: Book, ws: Worksheet, row: int, entry: Entry) -> None:
    report = book.report
    year = report.get("year")
    told = (
        entry.help.replace("{next}", str(year + 1))
        if isinstance(year, int)
        else entry.help.split("{next}")[0]
    )
    book.text(ws, (row, 1), entry.label, border=True, across="left", fill=HEAD)
    book.text(ws, (row, 3), told.rstrip("，写作“"), border=True, across="left", size=9, color="595959")
    at: At = (row, 2)
    value = report.get(*entry.path)
    shown = {"date": "yyyy-mm-dd", "year": "0"}.get(entry.kind, "@")
    if entry.choices:
        value = entry.choices.get(str(value), value) if value is not None else None
        _offer(ws, at, list(entry.choices.values()))
    if entry.kind == "year":
        _years(book, ws, at)
    longest = max(len(str(value or "")) / 20, len(entry.label) / 9, len(told) / 19)
    ws.row_dimensions[row].height = min(400.0, max(21.0, (int(longest) + 1) * 13.0 + 4))
    book.value(ws, at, value, border=True, across="left", shown=shown, fill=INPUT)


def _offer(ws: Worksheet, at: At, words: list[str]) -> None:
    """A drop-down list, where Excel can hold it."""
    listed = ",".join(words)
    if len(listed) > _MOST or any("," in w or '"' in w for w in words):
        return
    offer = DataValidation(
        "list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True,
        errorTitle="请从列表中选择", error="请点右边的箭头，从列表中选择一项。",
    )  # fmt: skip
    ws.add_data_validation(offer)
    offer.add(address(at))


def _years(book: Book, ws: Worksheet, at: At) -> None:
    years = book.report.format.years
    made = DataValidation(
        "whole", operator="between", formula1=str(years["from"]), formula2=str(years.get("to", 9999)),
        allow_blank=True, showErrorMessage=True, errorTitle="请核对报告年度",
        error=f"本表用于 {book.report.format.years_zh} 年度，请填四位数字的年份。",
    )  # fmt: skip
    ws.add_data_validation(made)
    made.add(address(at))
