"""What is printed, read back by independent readers: each label and figure stands in its square, in all media."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import docx
import lxml.html
import pdfplumber
import pytest
from conftest import blank_text, reading

from genreport import write
from genreport.formats import Format
from genreport.report import Report
from genreport.write.page import figure

Square = tuple[int, int]
Rows = list[list[str]]  # of each row the texts of the cells that begin in it, left to right


def bare(text: str) -> str:
    """A text without white space; how a label is broken into lines is a matter of looks."""
    return re.sub(r"\s", "", text)


def report_of(form: Format, largest: bool) -> Report:
    """A report in which every figure is another one, or every count 99,999,999; totals computed."""
    plain = reading(blank_text(form)).report
    assert plain is not None
    totals = {t for t, _ in form.totals}
    values = dict(plain.values)
    for n, (path, cell) in enumerate(form.cells.items()):
        match cell.number:
            case "amount":
                values[path] = Decimal("99999999.99") if largest else Decimal(n) + Decimal("0.5")
            case "change":
                values[path] = -99_999_999 if largest else (n if n % 2 else -n)
            case _:
                values[path] = 99_999_999 if largest else 1000 + n
        if path in totals:
            del values[path]
    return Report(form, values, "report.yaml", plain.sha256).filled()


def expected(report: Report) -> list[Rows]:
    """The tables as the layout has them, with the report's figures."""
    tables = []
    for section in report.format.sections:
        if section.table:
            rows: Rows = [[] for _ in range(max(c.row for c in section.table.grid) + 1)]
            for cell in section.table.grid:
                text = figure(report.get(*cell.path), cell.number) if cell.role == "value" else cell.text
                rows[cell.row].append(bare(text))
            tables.append(rows)
    return tables


def of_html(data: bytes) -> list[Rows]:
    """The tables of a page, by lxml."""
    tables = lxml.html.document_fromstring(data.decode()).xpath("//table[contains(@class, 'form')]")
    return [[[bare(c.text_content()) for c in tr.xpath("th|td")] for tr in t.xpath(".//tr")] for t in tables]


def of_docx(data: bytes) -> list[Rows]:
    """The tables of a Word file, by python-docx, whose grid gives a merged cell in each square that it covers."""
    tables = []
    for table in docx.Document(io.BytesIO(data)).tables:
        seen: set[object] = set()
        rows: Rows = []
        for row in table.rows:
            rows.append([])
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    rows[-1].append(bare(cell.text))
        tables.append(rows)
    return tables


def of_pdf(data: bytes) -> list[Rows]:
    """The tables of a PDF, by pdfplumber, from the lines and characters on the pages."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        drawn = [t for page in pdf.pages for t in page.extract_tables()]
    return [[[bare(c) for c in row if c is not None] for row in table] for table in drawn]


READERS = {"html": of_html, "docx": of_docx, "pdf": of_pdf}


@pytest.mark.parametrize("largest", [False, True], ids=["each-another", "all-99999999"])
@pytest.mark.parametrize("medium", READERS)
def test_every_label_and_figure_stands_in_its_square(form: Format, medium: str, largest: bool) -> None:
    report = report_of(form, largest)
    made, found = write.documents(report, [medium])
    assert found == []
    assert READERS[medium](made[medium]) == expected(report)


@pytest.mark.parametrize("medium", READERS)
def test_a_blank_cell_is_printed_blank_in_every_medium(form: Format, medium: str) -> None:
    report = report_of(form, False)
    gone = ("requests", "new", "research")
    values = {p: v for p, v in report.values.items() if p != gone}
    report = Report(form, values, "report.yaml")
    made, _ = write.documents(report, [medium])
    tables = READERS[medium](made[medium])
    assert tables == expected(report) and "" in tables[1][3]
