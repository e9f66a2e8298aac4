"""Workbooks made to do harm, and damaged ones: refused in time, or read for what they hold."""

from __future__ import annotations

import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from genreport.document import Grid
from genreport.finding import Where
from genreport.messages import finding
from genreport.read import xlsx as reader
from genreport.read.refused import Refused

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
SECONDS = 5.0


def package(sheet: str | bytes, strings: str = "", names: str = "", **more: bytes) -> bytes:
    """A workbook with one sheet of this XML, as small as it can be."""
    done = BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships {RELATIONS}><Relationship Id="a" Type="{RELATION}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {SPACE} xmlns:r="{RELATION}"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets>'
            f"<definedNames>{names}</definedNames></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {RELATIONS}><Relationship Id="s" Type="{RELATION}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="{RELATION}/sharedStrings" '
            f'Target="sharedStrings.xml"/><Relationship Id="x" Type="{RELATION}/externalLink" '
            'Target="http://192.0.2.1/x" TargetMode="External"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", f"<sst {SPACE}>{strings}</sst>")
        for name, data in more.items():
            archive.writestr(name, data)
    return done.getvalue()


def rows(content: str, merged: str = "") -> str:
    return f"<worksheet {SPACE}><sheetData>{content}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"


def cell(at: str, value: object = 1) -> str:
    return f'<c r="{at}"><v>{value}</v></c>'


OURS = '<definedName name="genreport_sheet" hidden="1">"1 2021"</definedName>'
MANY = "".join(f'<row r="{r}">{cell(f"A{r}")}{cell(f"B{r}")}</row>' for r in range(1, 300_000, 3))
HOSTILE = {
    "million cells": rows("".join(f"<row>{cell(f'A{r}')}</row>" for r in range(1, 1_000_001))),
    "million blank cells": rows("<row>" + "<c/>" * 3_000_000 + "</row>"),
    "two far columns": rows("".join(f'<row r="{r}">{cell(f"A{r}")}{cell(f"XFD{r}")}</row>' for r in range(1, 400))),
    "unpacks to much": rows("<row>" + " " * 200_000_000 + "</row>"),
    "one tag without end": "<a " + "".join(f'b{n}="" ' for n in range(2_000_000)) + "/>",
    "deep": "<a>" * 100_000 + "</a>" * 100_000,
    "tall merged ranges": rows(
        cell("A1048576") + "".join(cell(f"A{r}") for r in range(1, 20_000)),
        "".join(f'<mergeCell ref="A{r}:B1048576"/>' for r in range(1, 20_000)),
    ),
    "entity": f'<!DOCTYPE a [<!ENTITY b "{"x" * 99}">]>' + rows(""),
    "row beyond the sheet": rows(cell("A9999999")),
    "column beyond the sheet": rows(cell("XFE1")),
    "not a place": rows(cell("1A")),
    "broken": rows("")[:-9],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheet_is_refused_in_time(name: str) -> None:
    data = package(HOSTILE[name], names=OURS)
    for read in (reader.document, lambda d: reader.report(d, "x.xlsx")):
        start = time.process_time()
        try:
            read(data)
        except Refused as e:
            told = finding(e.code, Where("x.xlsx"), **e.values)
            assert told.message.zh
        else:
            # what labels are sought in is bounded by itself; a document would have to hold it all
            assert read is not reader.document
        assert time.process_time() - start < SECONDS


def test_far_cell_alone_is_a_line_of_its_own() -> None:
    start = time.process_time()
    document = reader.document(package(rows(cell("A1") + cell("XFD1048576"))))
    assert [p.spot.cell for p in document.pieces] == ["A1", "XFD1048576"]
    assert time.process_time() - start < 1


def test_merged_ranges_over_the_whole_sheet_are_cut_to_what_is_used() -> None:
    (grid,) = reader.document(
        package(
            rows(
                cell("A1") + cell("B2") + cell("C2"),
                '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C9"/><mergeCell ref="C2:B1"/>',
            )
        )
    ).pieces
    assert isinstance(grid, Grid)
    assert grid.rows == 2
    covered = [
        (r, c)
        for s in grid.squares
        for r in range(s.row, s.row + s.rowspan)
        for c in range(s.column, s.column + s.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]


def test_many_small_tables_are_read_or_refused_in_time() -> None:
    merged = "".join(f'<mergeCell ref="A{r}:B{r}"/>' for r in range(1, 20_000))
    start = time.process_time()
    with suppress(Refused):
        reader.document(package(rows(MANY, merged)))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "I090"),
        (b"", "I092"),
        (b"PK\x03\x04", "I092"),
        ("单位名称,年度".encode(), "I092"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        reader.document(data)
    assert caught.value.code == code


def test_damaged_file_is_refused() -> None:
    data = package(rows("".join(f"<row>{cell(f'A{r}', r * 7919)}</row>" for r in range(1, 3000))))
    for cut in range(30, len(data) - 1, len(data) // 40):
        for broken in (data[:cut], data[:cut] + bytes([data[cut] ^ 0xFF]) + data[cut + 1 :]):
            with suppress(Refused):  # and nothing else is raised
                reader.document(broken)


def test_shared_strings_keep_runs_together_and_leave_readings_out() -> None:
    strings = (
        "<si><r><t>规</t></r><r><t>章</t></r><rPh sb='0' eb='1'><t>guī</t></rPh></si>"
        "<si><t>_x0041__x000D_\n甲</t></si>"
    )
    sheet = rows(
        '<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>9</v></c></row>'
    )
    (grid,) = reader.document(package(sheet, strings)).pieces
    assert isinstance(grid, Grid)
    assert [s.text for s in grid.squares] == ["规章", "A\n甲"]


def test_numbers_are_shown_as_they_are() -> None:
    values = {
        "12": "12",
        "12.0": "12",
        "1.2E1": "12",
        "0.37": "0.37",
        "0.30000000000000004": "0.3",
        "-5": "-5",
    }
    for stored, text in values.items():
        (line,) = reader.document(package(rows(cell("A1", stored)))).pieces
        assert line.text == text  # type: ignore[union-attr]
