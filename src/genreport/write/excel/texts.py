"""The sheet of texts: one row a paragraph, each with the part of the report that it belongs to."""

from __future__ import annotations

from math import ceil

from openpyxl.worksheet.datavalidation import DataValidation

from genreport import workbook
from genreport.workbook import address
from genreport.write.excel.book import HEAD, HEI, INPUT, Book

_SPARE = 3  # rows left free below each text
_BLANK = 8  # rows of a text still to be written
_MOST = 255  # characters of a drop-down list
_TALLEST = 409.0  # pt that Excel allows a row


def draw_texts(book: Book) -> None:
    """Adds the sheet of texts."""
    report = book.report
    ws = book.sheet(workbook.TEXTS, [38, 142])
    words = "一行一段；单独一行的“（一）……”是小标题；“部分”一栏写明这一段属于哪一部分，留空的算在上一段所属的部分。"
    book.text(ws, (1, 1), workbook.TEXTS, font=HEI, size=14, bold=True)
    book.text(ws, (2, 1), words, size=9, color="595959", across="left")
    for row in (1, 2):
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    ws.row_dimensions[1].height, ws.row_dimensions[2].height = 30, 20
    for column, head in enumerate(("部分", "文字"), 1):
        book.text(ws, (3, column), head, font=HEI, bold=True, border=True, fill=HEAD)
    ws.row_dimensions[3].height = 21
    row = 4
    labels = workbook.narratives(report.format)
    for path, label in labels.items():
        given = report.get(*path)
        lines = str(given).split("\n") if given is not None else []
        spare = _SPARE if lines or len(path) > 1 else _BLANK
        for line in [*lines, *[""] * spare]:
            book.text(
                ws, (row, 1), label, size=9, border=True, across="left", down="top", fill=HEAD, locked=False
            )
            book.text(
                ws, (row, 2), line, size=11, border=True, across="left", down="top", fill=INPUT, locked=False,
                shown="@",
            )  # fmt: skip
            lines_high = ceil(len(line) * 11 / (142 * 72 / 25.4 - 12))
            tall = max(lines_high * 15.5, len(label) // 11 * 12 + 12) + 4
            ws.row_dimensions[row].height = min(_TALLEST, tall)
            row += 1
    listed = ",".join(labels.values())
    if len(listed) <= _MOST and not any("," in words or '"' in words for words in labels.values()):
        offer = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True,
            errorTitle="请从列表中选择", error="请点右边的箭头，选择这一段属于哪一部分。")  # fmt: skip
        ws.add_data_validation(offer)
        offer.add(f"A4:{address((row + 500, 1))}")
    ws.protection.insertRows = ws.protection.deleteRows = False
    ws.print_area = f"A1:B{row - 1}"
    ws.print_title_rows = "3:3"
    ws.freeze_panes = "A4"
