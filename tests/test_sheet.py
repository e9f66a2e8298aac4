"""The fill-in workbook: what it looks like, that a report comes back from it, and what a clerk may do to it."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import FORMS, ROOT, year_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from genreport import formats, read, workbook
from genreport.document import Document, Grid, Line
from genreport.finding import Finding
from genreport.formats import Format
from genreport.read import xlsx as reader
from genreport.report import Report, Value
from genreport.write.xlsx import unfit, xlsx
from genreport.write.yaml import blank

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
NO_SHRINKING = (Phase.explicit, Phase.generate)  # a report is large, and shrinking it takes minutes
TOP = 2  # rows above the grid of a table
COMMAND = "=cmd|' /C calc'!A0"


def example(name: str = "qinghe-2025") -> Report:
    report = read.file(ROOT / f"examples/{name}.yaml").report
    assert report
    return report


def back(data: bytes) -> tuple[dict[tuple[str, ...], Value], list[Finding]]:
    found = reader.report(data, "sheet.xlsx")
    assert found is not None
    values, spots, findings = found
    assert set(values) <= set(spots)
    cells = {p for form in formats.every() for p in form.cells}
    assert set(spots) - set(values) <= cells  # blank cells, and totals left to the formula
    return values, findings


def filled(report: Report, values: Any = None) -> dict[tuple[str, ...], Value]:
    given = report if values is None else replace(report, values=MappingProxyType(values))
    return dict(given.filled().values)


class Clerk:
    """A workbook as a clerk opens it, with the means to change it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.book = load_workbook(BytesIO(xlsx(report)))

    def sheet(self, section: str) -> Any:
        known = self.report.format.section(section)
        assert known
        return self.book[workbook.sheet_name(known)]

    def at(self, dotted: str) -> Any:
        """The cell of a figure."""
        path = tuple(dotted.split("."))
        cell = self.report.format.cells[path]
        return self.sheet(path[0]).cell(cell.row + 1 + TOP, cell.column + 1)

    def info(self, label: str) -> Any:
        sheet = self.book[workbook.INFO]
        row = next(r for r in range(1, 60) if sheet.cell(r, 1).value == label)
        return sheet.cell(row, 2)

    def save(self) -> bytes:
        saved = BytesIO()
        self.book.save(saved)
        return saved.getvalue()

    def read(self) -> tuple[dict[tuple[str, ...], Value], list[Finding]]:
        return back(self.save())


def codes(findings: list[Finding]) -> set[str]:
    return {f.code for f in findings}


# what goes out comes back


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.stem)
def test_examples_come_back_whole(file: Path) -> None:
    report = example(file.stem)
    values, findings = back(xlsx(report))
    assert findings == []
    assert filled(report, values) == filled(report)


PARAGRAPH = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
    | st.sampled_from("=+-@'\"_x0041_"),
    min_size=0,
    max_size=30,
)
TEXT = (
    st.lists(PARAGRAPH, min_size=1, max_size=4)
    .map("\n".join)
    .map(lambda t: t.strip("\n") if t.strip() else "")
)
NUMBERS = {
    "integer": st.none() | st.just(0) | st.integers(0, 10**15 - 1),
    "change": st.none() | st.just(0) | st.integers(-(10**6), 10**6),
    "amount": st.none() | st.integers(0, 10**9) | st.decimals(0, 10**9, places=2),
}


@st.composite
def reports(draw: st.DrawFn, form: Format) -> Report:
    """Any report that the form allows: blanks, zeros, odd texts; totals left out, right, or wrong."""
    values: dict[tuple[str, ...], Any] = {("year",): year_of(form), ("agency",): draw(TEXT)}
    for entry in workbook.entries(form, draw(st.integers(0, 2))):
        if entry.path not in values:
            match entry.kind:
                case "date":
                    values[entry.path] = draw(st.none() | st.dates(date(1850, 1, 1)))
                case "choice":
                    values[entry.path] = draw(st.none() | st.sampled_from(sorted(entry.choices)))
                case _:
                    values[entry.path] = draw(st.none() | TEXT)
    for path in workbook.narratives(form):
        values[path] = draw(st.none() | TEXT)
    totals = {t for t, _ in form.totals}
    some = draw(st.integers(0, 3))
    for n, (path, cell) in enumerate(form.cells.items()):
        if path not in totals:
            values[path] = draw(NUMBERS[cell.number]) if (n + some) % 3 == 0 else n % 7
        elif draw(st.integers(0, 9)) == 0:
            values[path] = draw(st.integers(0, 50))
    return Report(form, MappingProxyType({k: v for k, v in values.items() if v not in (None, "")}))


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
@settings(max_examples=25, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_report_comes_back_whole(form: Format, data: st.DataObject) -> None:
    report = data.draw(reports(form))
    assert list(unfit(report)) == []
    values, findings = back(xlsx(report))
    assert findings == []
    assert filled(report, values) == filled(report)


def test_blank_sheet_has_blank_cells_and_comes_back_blank(form: Format) -> None:
    report = Report(form, MappingProxyType({("year",): year_of(form)}))
    values, findings = back(xlsx(report))
    assert (values, findings) == ({("year",): year_of(form)}, [])


def test_equal_reports_give_equal_bytes_without_a_date_of_the_clock() -> None:
    report = example()
    data = xlsx(report)
    assert data == xlsx(report)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2026-01-21T"}


# what it looks like


def test_sheets_show_the_grid_of_the_form(form: Format) -> None:
    clerk = Clerk(blank(form, year_of(form), "青禾县司法局"))
    for section in form.sections:
        if section.table:
            ws = clerk.sheet(section.id)
            merged = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in ws.merged_cells.ranges}
            for cell in section.table.grid:
                at = (cell.row + 1 + TOP, cell.column + 1)
                if cell.role != "value":
                    assert ws.cell(*at).value == (cell.text or None)
                if cell.rowspan * cell.colspan > 1:
                    assert (*at, at[0] + cell.rowspan - 1, at[1] + cell.colspan - 1) in merged


def test_each_sheet_prints_on_pages_one_a4_wide() -> None:
    for ws in Clerk(example()).book:
        assert (int(ws.page_setup.paperSize), ws.page_setup.fitToWidth) == (9, 1)
        assert ws.sheet_properties.pageSetUpPr.fitToPage
        assert ws.print_area
        assert ws.freeze_panes


def test_totals_are_formulas_of_their_parts(form: Format) -> None:
    clerk = Clerk(blank(form, year_of(form), "青禾县司法局"))
    for path, parts in form.totals:
        formula = clerk.at(".".join(path)).value
        cells = [clerk.at(".".join(p)) for p in parts]
        across = {c.row for c in cells} == {clerk.at(".".join(path)).row}
        corner = path[1:] == ("total", "total") and not across
        if not corner:
            expected = workbook.total_formula([(c.row, c.column) for c in cells])
            assert formula == expected


def test_only_cells_to_fill_in_are_open_and_take_numbers_only(form: Format) -> None:
    clerk = Clerk(blank(form, year_of(form), "青禾县司法局"))
    totals = {t for t, _ in form.totals}
    for section in form.sections:
        if not section.table:
            continue
        ws = clerk.sheet(section.id)
        assert ws.protection.sheet
        assert ws.protection.password is None
        open_cells = {c.coordinate for row in ws for c in row if not c.protection.locked}
        ours = {p for p in section.table.values if p not in totals}
        assert {clerk.at(".".join(p)).coordinate for p in ours} <= open_cells
        for path in section.table.values:
            cell = clerk.at(".".join(path))
            rules = [v for v in ws.data_validations.dataValidation if cell.coordinate in v.sqref]
            if path in totals:
                assert cell.protection.locked
                assert rules == []
                continue
            (rule,) = rules
            number = section.table.values[path].number
            assert rule.type == ("decimal" if number == "amount" else "whole")
            assert (rule.formula1 == "0") is (number != "change")
            assert rule.error and rule.showErrorMessage


def test_a_row_below_the_table_checks_every_column() -> None:
    ws = Clerk(example()).sheet("requests")
    row = next(r for r in range(20, 60) if str(ws.cell(r, 1).value).startswith(workbook.CHECK))
    assert ws.cell(row, 4).value == '=IF(COUNT(D6,D7,D29,D30)=4,D6+D7-(D29+D30),"")'
    assert row > int(ws.print_area.rpartition("$")[2])


def test_results_stand_beside_formulas_for_programs_that_only_show() -> None:
    shown = load_workbook(BytesIO(xlsx(example())), data_only=True)
    report, clerk = example().filled(), Clerk(example())
    for path, _ in report.format.totals:
        at = clerk.at(".".join(path))
        assert shown[at.parent.title][at.coordinate].value == report.get(*path)


def test_a_total_that_was_stated_wrong_is_shown_as_it_was_stated() -> None:
    report = example()
    wrong = replace(report, values=MappingProxyType({**report.values, ("requests", "new", "total"): 99}))
    clerk = Clerk(wrong)
    assert clerk.at("requests.new.total").value == 99
    assert clerk.read()[0]["requests", "new", "total"] == 99


@pytest.mark.parametrize("words", [COMMAND, "+1+1", "-1", "@SUM(A1)", "=1+1"])
def test_text_never_becomes_a_formula(words: str) -> None:
    report = example()
    values = {**report.values, ("contact", "office"): words, ("overview",): f"{words}\n{words}"}
    clerk = Clerk(replace(report, values=MappingProxyType(values)))
    cell = clerk.info("联系方式 · 联系部门")
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, True)
    read_back, findings = clerk.read()
    assert findings == []
    assert read_back["overview",] == f"{words}\n{words}"
    assert read_back["contact", "office"] == words


def test_what_a_cell_cannot_hold_is_told() -> None:
    report = example()
    values: dict[tuple[str, ...], Value] = {
        **report.values,
        ("overview",): "短。\n" + "长" * 32768,
        ("problems",): "有\x01控制字符",
        ("requests", "new", "other"): 10**15,
    }
    found = list(unfit(replace(report, values=MappingProxyType(values))))
    assert [f.code for f in found] == ["I097"] * 3
    assert {f.where.path for f in found} == {("overview",), ("problems",), ("requests", "new", "other")}
    assert xlsx(replace(report, values=MappingProxyType(values)))


# what a clerk does to it


def test_inserted_row_moves_no_figure() -> None:
    clerk = Clerk(example())
    ws = clerk.sheet("disclosure")
    ws.insert_rows(7)
    for m in list(ws.merged_cells.ranges):
        if m.min_row >= 7:
            m.shift(row_shift=1)
    ws.cell(7, 1).value, ws.cell(7, 2).value = "本地自加的一行", 77
    values, findings = clerk.read()
    assert {k: v for k, v in values.items() if k[0] == "disclosure"} == {
        k: v for k, v in example().values.items() if k[0] == "disclosure"
    }
    assert 77 not in values.values()
    assert [f.where.spot.cell for f in findings if f.code == "I098"] == ["A7"]


def test_swapped_columns_are_found_by_their_heads() -> None:
    clerk = Clerk(example())
    ws = clerk.sheet("disclosure")
    for row in (4, 5, 6):
        a, b = ws.cell(row, 2), ws.cell(row, 4)
        a.value, b.value = b.value, a.value
    assert filled(example(), clerk.read()[0]) == filled(example())


def test_swapped_rows_are_found_by_their_labels() -> None:
    clerk = Clerk(example())
    ws = clerk.sheet("requests")
    for column in range(3, 10):
        a, b = ws.cell(10, column), ws.cell(12, column)
        a.value, b.value = b.value, a.value
    values, _ = clerk.read()
    assert values == back(xlsx(example()))[0]


@pytest.mark.parametrize(
    ("section", "at", "words", "lost"),
    [
        ("requests", (10, 3), "1.属于商业秘密", "requests.state_secret."),
        ("requests", (10, 3), "2.其他法律行政法规禁止公开", "requests.state_secret."),
        ("disclosure", (4, 2), "本年收到件数", "disclosure.regulations.made"),
        ("disclosure", (3, 1), "第二十条第（七）项", "disclosure.regulations.made"),
        ("disputes", (4, 2), "结果维持", "disputes.review.corrected"),
    ],
)
def test_edited_label_leaves_its_figures_blank(
    section: str, at: tuple[int, int], words: str, lost: str
) -> None:
    report = example()
    clerk = Clerk(report)
    clerk.sheet(section).cell(*at).value = words
    values, findings = clerk.read()
    assert not any(".".join(p).startswith(lost) for p in values)
    assert all(report.filled().values.get(p) == v for p, v in values.items())
    assert "I094" in codes(findings)


def test_labels_with_other_brackets_and_blanks_are_the_same_labels() -> None:
    clerk = Clerk(example())
    ws = clerk.sheet("requests")
    ws.cell(8, 2).value = "(一) 予以\n公开"
    ws["A8"].value = "三\n、\n本\n年\n度\n办\n理\n结\n果"
    values, findings = clerk.read()
    assert findings == []
    assert values == back(xlsx(example()))[0]


def test_merged_cells_broken_by_a_paste_lose_no_figure_and_move_none() -> None:
    clerk = Clerk(example())
    for section in ("disclosure", "requests"):
        ws = clerk.sheet(section)
        for m in list(ws.merged_cells.ranges):
            if m.min_row > TOP:
                ws.unmerge_cells(str(m))
    values, _ = clerk.read()
    right = back(xlsx(example()))[0]
    assert all(right[p] == v for p, v in values.items())
    assert len(values) > 0.9 * len(right)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        (12, 12, ""),
        (12.0, 12, ""),
        ("12", 12, ""),
        (" １２\n", 12, ""),
        (0, 0, ""),
        ("0", 0, ""),
        (None, None, ""),
        ("  ", None, ""),
        (12.5, None, "I093"),
        (-3, None, "I093"),
        ("1,234", 1234, ""),
        ("１，２３４", 1234, ""),
        ("1,23", None, "I093"),
        ("407①", None, "I093"),
        ("2²", None, "I093"),
        ("无", None, "I093"),
        ("\u3000８００件 ", 800, ""),
        ("/", None, "I093"),
        ("-", None, "I093"),
        ("012", None, "I093"),
        (True, None, "I093"),
        (date(2025, 1, 12), None, "I093"),
        ("#REF!", None, "I093"),
        (12345678901234567890, None, "I093"),
        ("=5+7", None, "I096"),
    ],
)
def test_what_is_typed_into_a_cell_for_a_figure(typed: Any, value: int | None, code: str) -> None:
    clerk = Clerk(example())
    cell = clerk.at("disclosure.penalties.decisions")
    cell.value = typed
    values, findings = clerk.read()
    assert values.get(("disclosure", "penalties", "decisions")) == value
    assert [(f.code, f.where.spot.sheet, f.where.spot.cell) for f in findings] == (
        [(code, cell.parent.title, cell.coordinate)] if code else []
    )


def test_percent_is_no_figure() -> None:
    clerk = Clerk(example())
    cell = clerk.at("disclosure.fees.amount")
    cell.value, cell.number_format = 0.5, "0%"
    values, findings = clerk.read()
    assert ("disclosure", "fees", "amount") not in values
    assert "50%" in findings[0].message.zh


def changed(data: bytes, part: str, pattern: str, by: str) -> bytes:
    """The file with a part of it rewritten."""
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                mended = re.sub(pattern, by, content.decode())
                assert mended != content.decode()
                content = mended.encode()
            new.writestr(name, content)
    return done.getvalue()


def test_a_clerks_own_formula_counts_as_what_it_shows() -> None:
    clerk = Clerk(example())
    cell = clerk.at("disclosure.penalties.decisions")
    cell.value = "=40+2"
    data = changed(
        clerk.save(), "xl/worksheets/sheet2.xml", r"<f>40\+2</f>(<v ?/>|<v></v>)", "<f>40+2</f><v>42</v>"
    )
    values, findings = back(data)
    assert values["disclosure", "penalties", "decisions"] == 42
    assert codes(findings) == {"I095"}


def test_total_that_was_overwritten_counts_as_given() -> None:
    clerk = Clerk(example())
    clerk.at("requests.new.total").value = 4321
    assert clerk.read()[0]["requests", "new", "total"] == 4321


def test_formula_in_a_text_is_not_read() -> None:
    clerk = Clerk(example())
    clerk.info("联系方式 · 地址").value = '=HYPERLINK("http://x.example","地址")'
    values, findings = clerk.read()
    assert ("contact", "address") not in values
    assert codes(findings) == {"I096"}


def test_dates_are_read_as_dates_and_as_text() -> None:
    clerk = Clerk(example())
    clerk.info("成文日期").value = "2026年1月9日"
    clerk.info("公布日期").value = "明天"
    values, findings = clerk.read()
    assert values["issued",] == date(2026, 1, 9)
    assert ("published",) not in values
    assert codes(findings) == {"I093"}


def test_paragraphs_may_be_inserted_and_broken_in_a_cell() -> None:
    clerk = Clerk(example())
    ws = clerk.book[workbook.TEXTS]
    row = next(r for r in range(4, 90) if str(ws.cell(r, 1).value).startswith("六、"))
    ws.insert_rows(row + 1)
    ws.cell(row + 1, 2).value = "加一段。\n再加一段。"
    ws.cell(row + 4, 1).value, ws.cell(row + 4, 2).value = "七、没有的部分", "不知属于哪里"
    values, findings = clerk.read()
    lines = str(values["other",]).split("\n")
    assert lines[1:3] == ["加一段。", "再加一段。"]
    assert "不知属于哪里" not in str(values)
    assert codes(findings) == {"I098"}


def test_two_sheets_of_one_table_that_differ_give_none() -> None:
    clerk = Clerk(example())
    copy = clerk.book.copy_worksheet(clerk.sheet("disclosure"))
    values = clerk.read()[0]
    assert values["disclosure", "licences", "decisions"] == 1354
    copy.cell(9, 2).value = 9
    values, findings = clerk.read()
    assert not any(p[0] == "disclosure" for p in values)
    assert codes(findings) == {"I094"}


def test_hidden_rows_are_told() -> None:
    clerk = Clerk(example())
    clerk.sheet("requests").row_dimensions[10].hidden = True
    _, findings = clerk.read()
    assert [(f.code, f.where.spot.cell) for f in findings] == [("I099", "A10")]


def test_another_workbook_is_none_of_ours() -> None:
    book = Workbook()
    book.active.append(["年报", 1])
    saved = BytesIO()
    book.save(saved)
    assert reader.report(saved.getvalue(), "x.xlsx") is None


# any workbook as a document


def document(fill: Any) -> Document:
    book = Workbook()
    fill(book.active)
    saved = BytesIO()
    book.save(saved)
    return reader.document(saved.getvalue())


def test_document_of_our_own_workbook_shows_the_grids_of_the_form(form: Format) -> None:
    grids = {}
    for piece in reader.document(xlsx(blank(form, year_of(form), "青禾县司法局"))).pieces:
        if isinstance(piece, Grid):
            grids.setdefault(piece.spot.sheet, piece)
    for section in form.sections:
        if section.table:
            grid = grids[workbook.sheet_name(section)]
            drawn = {(s.row, s.column, s.rowspan, s.colspan): s.text for s in grid.squares}
            for cell in section.table.grid:
                if cell.role != "value":
                    assert drawn[cell.row, cell.column, cell.rowspan, cell.colspan] == cell.text


def test_squares_cover_a_grid_once() -> None:
    def fill(ws: Any) -> None:
        ws.append(["政府信息公开工作年度报告"])
        ws.merge_cells("A1:D1")
        ws.append(["二、主动公开政府信息情况"])
        ws.append(["第二十条第（一）项"])
        ws.merge_cells("A3:D3")
        ws.append(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
        ws.append(["规章", 0, None, 1.0])
        ws.append(["行政规范性文件", "/", "-", 0.37])
        for _ in range(3):
            ws.append([])
        ws.append(["六、其他需要报告的事项"])
        ws.append(["无。"])

    pieces = document(fill).pieces
    assert [p.text if isinstance(p, Line) else "grid" for p in pieces] == [
        "政府信息公开工作年度报告", "二、主动公开政府信息情况", "grid", "六、其他需要报告的事项", "无。",
    ]  # fmt: skip
    grid = pieces[2]
    assert isinstance(grid, Grid)
    covered = [
        (r, c)
        for s in grid.squares
        for r in range(s.row, s.row + s.rowspan)
        for c in range(s.column, s.column + s.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]
    texts = {(s.row, s.column): (s.text, s.spot.cell) for s in grid.squares}
    assert texts[2, 1] == ("0", "B5")
    assert texts[2, 2] == ("", "C5")
    assert texts[2, 3] == ("1", "D5")
    assert texts[3, 1] == ("/", "B6")
    assert texts[3, 3] == ("0.37", "D6")


def test_hidden_sheets_are_not_read_and_told() -> None:
    book = Workbook()
    book.active.append(["看得见", 1])
    other = book.create_sheet("上年")
    other.append(["看不见", 2])
    other.sheet_state = "hidden"
    saved = BytesIO()
    book.save(saved)
    assert "看不见" not in str(reader.document(saved.getvalue()))
    (told,) = reader.hidden(saved.getvalue(), "x.xlsx")
    assert (told.code, told.where.file, told.where.spot.sheet) == ("I099", "x.xlsx", "上年")


# LibreOffice, where it is at hand


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that lets LibreOffice open a workbook and save it again."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    folder = tmp_path_factory.mktemp("office")

    def save(data: bytes) -> bytes:
        (folder / "in.xlsx").write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(folder / "in.xlsx"),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out/in.xlsx").read_bytes()

    return save


def test_libreoffice_computes_the_totals_and_keeps_the_workbook_ours(recalculated: Any) -> None:
    report = example()
    clerk = Clerk(report)  # saved by openpyxl, so without results
    data = recalculated(clerk.save())
    assert back(data)[0] == back(xlsx(report))[0]
    shown = load_workbook(BytesIO(data), data_only=True)
    for path, _ in report.format.totals:
        at = clerk.at(".".join(path))
        assert shown[at.parent.title][at.coordinate].value == report.filled().get(*path)


@pytest.mark.parametrize("below, words", [(1, 1), (2, "注：其中1件撤回")])
def test_what_stands_below_table_four_takes_none_of_its_figures(below: int, words: object) -> None:
    clerk = Clerk(example())
    place = clerk.at("disputes.review.upheld")
    clerk.sheet("disputes").cell(place.row + below, 1).value = words
    values, findings = clerk.read()
    assert filled(example(), values) == filled(example())
    assert [(f.code, f.where.spot.cell) for f in findings] == [("I098", f"A{place.row + below}")]


@pytest.mark.parametrize("words", [7, "核实过"])
def test_what_stands_beside_a_table_is_told_with_its_own_cell(words: object) -> None:
    clerk = Clerk(example())
    clerk.sheet("requests")["K9"] = words
    values, findings = clerk.read()
    assert filled(example(), values) == filled(example())
    assert [(f.code, f.where.spot.cell) for f in findings] == [("I098", "K9")]
    assert str(words) in findings[0].message.zh


def test_a_renamed_row_does_not_make_our_totals_strange() -> None:
    clerk = Clerk(example())
    place = clerk.at("requests.prohibited.natural_person")
    clerk.sheet("requests").cell(place.row, 3).value = "2.其他法律、行政法规禁止公开的"
    _, findings = clerk.read()
    assert codes(findings) == {"I094", "I098"}
