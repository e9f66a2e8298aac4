"""The fill-in sheet: a report as an Excel workbook that looks like the form and comes back by `read.xlsx`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from genreport.finding import Finding, Text
from genreport.messages import finding
from genreport.report import Report

_LONGEST = 32767  # characters of a cell
_DIGITS = 15  # that a number of Excel keeps
_CONTROL = ("控制字符", "the control character")
_TOO_MANY = (f"（超过 {_DIGITS} 位）", f"(more than {_DIGITS} digits)")


def xlsx(report: Report) -> bytes:
    """The workbook: a sheet on the agency, one for each table, one for the texts; equal reports give equal bytes.

    What a cell cannot hold is left out; `unfit` says what that is.
    """
    from genreport.write.excel.book import Book
    from genreport.write.excel.info import draw_info
    from genreport.write.excel.tables import draw_table
    from genreport.write.excel.texts import draw_texts

    book = Book(report)
    draw_info(book)
    for section in report.format.sections:
        if section.table:
            draw_table(book, section)
    draw_texts(book)
    return book.pack()


def unfit(report: Report) -> Iterator[Finding]:
    """What the workbook cannot hold as it is: texts too long for a cell, numbers of too many digits, controls."""
    from genreport.write.excel.book import UNFIT

    for path, value in report.values.items():
        label, where = report.format.label(path), report.where(path)
        for line, words in enumerate(value.split("\n") if isinstance(value, str) else ()):
            at = report.where_in(path, line)
            if len(words) > _LONGEST:
                yield finding(
                    "I097", at, label, what=Text(*(f"{len(words)} {w}" for w in ("字", "characters")))
                )
            elif control := UNFIT.search(words):
                yield finding(
                    "I097", at, label, what=Text(*(f"{w} U+{ord(control[0]):04X}" for w in _CONTROL))
                )
        if too_long(value):
            yield finding("I097", where, label, what=Text(*(f"{value} {w}" for w in _TOO_MANY)))


def too_long(value: object) -> bool:
    """Whether a number has more digits than Excel keeps."""
    if isinstance(value, date | str) or not isinstance(value, int | Decimal):
        return False
    return len(f"{abs(value):f}".replace(".", "").strip("0")) > _DIGITS or abs(value) >= 10**_DIGITS
