"""Published reports become reports: by `import` as YAML, by `audit` as findings with their places."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from genreport import published, read, write
from genreport.audit import audit
from genreport.cli import main
from genreport.examine import Order
from genreport.report import Report
from genreport.write.xlsx import xlsx

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def report_of(file: Path) -> Report:
    report = read.file(file).report
    assert report is not None
    return report


def made(folder: Path, example: Path, medium: str) -> Path:
    """An example printed in a medium."""
    report, file = report_of(example), folder / f"{example.stem}.{medium}"
    data = xlsx(report) if medium == "xlsx" else write.documents(report, [medium])[0][medium]
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("medium", [*write.MEDIA, "xlsx"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda f: f.stem)
def test_import_gives_back_every_figure_and_the_words(tmp_path: Path, example: Path, medium: str) -> None:
    out = tmp_path / "back.yaml"
    told = run("import", made(tmp_path, example, medium), "-o", out)
    assert told.exit_code == 0, told.output
    was, back = report_of(example).filled(), report_of(out).filled()
    assert {p: back.get(*p) for p in was.format.cells} == {p: was.get(*p) for p in was.format.cells}
    for path in (("year",), ("agency",), ("number",), ("issued",), ("preamble",), ("other",)):
        assert back.get(*path) == was.get(*path), path
    contact = {p: v for p, v in was.values.items() if p[0] == "contact"}
    assert {p: v for p, v in back.values.items() if p[0] == "contact"} == contact
    assert run("validate", out).exit_code == 0


def test_import_of_several_names_each_after_its_file(tmp_path: Path) -> None:
    for medium in ("html", "docx"):
        made(tmp_path, EXAMPLES[0], medium)
    (tmp_path / "login.html").write_text("<html><body><form>用户名</form></body></html>", encoding="utf-8")
    told = run("import", tmp_path, "-o", tmp_path / "out")
    names = sorted(f.name for f in (tmp_path / "out").glob("*.yaml"))
    assert names == [f"{EXAMPLES[0].stem}-html.yaml", f"{EXAMPLES[0].stem}.yaml"]
    assert told.exit_code == 2
    assert "login.html" in told.output and "没有找到年度报告" in told.output


def test_import_overwrites_nothing_unless_told_to(tmp_path: Path) -> None:
    page, out = made(tmp_path, EXAMPLES[0], "html"), tmp_path / "report.yaml"
    out.write_text("mine", encoding="utf-8")
    assert run("import", page, "-o", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("import", page, "-o", out, "--force").exit_code == 0
    assert run("import", page, "-o", tmp_path / "report.txt").exit_code == 2
    assert run("import", tmp_path / "nowhere.pdf", "-o", tmp_path / "x.yaml").exit_code == 2


def test_audit_names_table_row_and_column(tmp_path: Path) -> None:
    page = made(tmp_path, EXAMPLES[-1], "html")
    text = page.read_text(encoding="utf-8")
    cell = 'data-path="requests.carried_out.natural_person">2<'
    assert cell in text
    page.write_text(text.replace(cell, cell.replace(">2<", ">3<")), encoding="utf-8")
    told = run("audit", page)
    assert told.exit_code == 1
    assert f"{page}（第" in told.output and "[错误 R" in told.output
    (row,) = [
        f
        for f in json.loads(run("audit", page, "--format", "json").output)["findings"]
        if f["severity"] == "error"
    ]
    assert row["path"].startswith("requests.carried_out")
    assert row["spot"]["row"] == 28 and row["spot"]["table"]


def test_audit_of_a_workbook_names_sheet_and_cell(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    values = dict(report.values) | {("requests", "carried_out", "natural_person"): 3}
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(xlsx(Report(report.format, values)))
    found = [f for f in audit([file], Order()).findings if f.severity == "error"]
    assert {f.where.path[1] for f in found} == {"carried_out"}
    assert all(f.where.spot.sheet and f.where.spot.cell for f in found)


def test_audit_compares_the_years_that_are_among_the_files(tmp_path: Path) -> None:
    this, last = made(tmp_path, EXAMPLES[2], "docx"), made(tmp_path, EXAMPLES[1], "html")
    alone, both = audit([this], Order()), audit([this, last], Order())
    assert "R302" in {c for codes in alone.unjudged.values() for c in codes}
    assert len(both.judged) >= len(alone.judged)
    assert [f for f in both.findings if f.severity == "error"] == []
    wrong = report_of(EXAMPLES[1])
    values = dict(wrong.values) | {("requests", "carried_out", "natural_person"): 7}
    last.write_bytes(write.documents(Report(wrong.format, values), ["html"])[0]["html"])
    assert "R302" in {f.code for f in audit([this, last], Order()).findings}


def changed(folder: Path, example: Path, name: str, value: int) -> Path:
    """The example as a page of that name, with one figure changed."""
    report = report_of(example)
    values = dict(report.values) | {("requests", "carried_out", "natural_person"): value}
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(write.documents(Report(report.format, values), ["html"], draft=True)[0]["html"])
    return file


def test_two_files_of_one_agency_and_year_name_each_other(tmp_path: Path) -> None:
    this, last = made(tmp_path, EXAMPLES[2], "docx"), made(tmp_path, EXAMPLES[1], "html")
    again = made(tmp_path, EXAMPLES[1], "docx")
    done = audit([this, last, again], Order())
    twice = {f.where.file: f.message.zh for f in done.findings if f.code == "I105"}
    assert set(twice) == {str(last), str(again)} and str(again) in twice[str(last)]
    assert "R302" in done.judged  # they agree, so either is last year's
    other = changed(tmp_path, EXAMPLES[1], "other.html", 7)
    done = audit([this, last, other], Order())
    twice = {f.where.file: f.message.zh for f in done.findings if f.code == "I106"}
    assert set(twice) == {str(last), str(other)}
    assert " 7，另一份 " in twice[str(other)] and "自然人" in twice[str(other)]
    assert "R302" not in done.judged
    assert [f.where.file for f in done.findings if f.code == "I107"] == [str(this)]


@pytest.mark.parametrize("command", ["audit", "validate"])
def test_previous_may_be_a_folder_of_any_media(tmp_path: Path, command: str) -> None:
    (tmp_path / "last").mkdir()
    (tmp_path / "this").mkdir()
    made(tmp_path / "last", EXAMPLES[0], "docx")
    shutil.copy(EXAMPLES[2], tmp_path / "this" / "report.yaml")
    args = (command, tmp_path / "this", "--previous", tmp_path / "last")
    assert "没有上一年度的报告" in run(*args).output
    made(tmp_path / "last", EXAMPLES[1], "pdf")
    made(tmp_path / "last", EXAMPLES[1], "html")  # says the same
    assert "没有上一年度的报告" not in run(*args).output
    changed(tmp_path / "last", EXAMPLES[1], "other.html", 7)
    told = run(*args).output
    assert "没有上一年度的报告" in told and "I107" in told and "other.html" in told


def test_blank_cells_are_one_finding_a_table(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    gone = {p for p in report.format.cells if p[0] == "requests" and p[-1] in ("research", "other")}
    file = tmp_path / "page.html"
    values = {p: v for p, v in report.values.items() if p not in gone}
    file.write_bytes(write.documents(Report(report.format, values), ["html"], draft=True)[0]["html"])
    told = [f for f in audit([file], Order()).findings if f.code == "I103"]
    assert [(f.where.path[0], "48 格" in f.message.zh) for f in told] == [("requests", True)]


def test_a_filled_sheet_is_read_whole(tmp_path: Path) -> None:
    one = published.file(made(tmp_path, EXAMPLES[-1], "xlsx"))
    assert one.extent is not None and one.report is not None
    assert (one.extent.read, one.extent.blank, one.extent.sections) == (one.extent.cells, 0, 6)


def test_blank_cells_of_a_filled_sheet_are_one_finding_a_table(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    gone = {p for p in report.format.cells if p[0] == "requests" and p[-1] == "research"}
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(xlsx(Report(report.format, {p: v for p, v in report.values.items() if p not in gone})))
    done = audit([file], Order())
    (told,) = [f for f in done.findings if f.code in ("I103", "I104")]
    assert told.code == "I103" and told.where.path[0] == "requests" and told.where.spot.cell
    assert done.entries[0].extent is not None and done.entries[0].extent.blank >= len(gone)


def test_hints_can_be_followed_in_the_original(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[2])
    values = {p: v for p, v in report.values.items() if p[0] not in ("problems", "published")}
    data = write.documents(Report(report.format, values), ["html"], draft=True)[0]["html"]
    file = tmp_path / "this.html"
    file.write_bytes(data)
    last = changed(tmp_path, EXAMPLES[1], "last.html", 7)
    told = {f.code: f.hint.zh for f in audit([file, last], Order()).findings}
    assert told["R302"].endswith("在报告里说明") and told["S009"] == "在原文中补写"
    for hint in told.values():
        assert not re.search("accept|YAML|冒号|缩进", hint), hint
    yaml = tmp_path / "this.yaml"
    assert run("import", file, "-o", yaml).exit_code in (0, 1)
    (told_of_yaml,) = [f for f in audit([yaml, last], Order()).findings if f.code == "R302"]
    assert "accept" in told_of_yaml.hint.zh


def test_the_words_meant_are_quoted_and_numbers_have_their_place(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    values = dict(report.values) | {("overview",): "全年共收到政府信息公开申请 98765 件，均已办结。"}
    file = tmp_path / "page.html"
    file.write_bytes(write.documents(Report(report.format, values), ["html"], draft=True)[0]["html"])
    found = json.loads(run("audit", file, "--format", "json").output)["findings"]
    (words,) = {f["quote"] for f in found if "98765" in f["quote"]}
    terms = [t for f in found if f["quote"] == words for t in f["terms"] if t["path"] and not t["computed"]]
    assert any(t["spot"] for t in terms)
    assert f"原文：“{words}”" in run("audit", file).output
    rows = csv.reader(io.StringIO(run("audit", file, "--format", "csv").output))
    assert any(f"原文：“{words}”" in cell for row in rows for cell in row)


def test_one_broken_file_stops_none_of_the_others(tmp_path: Path) -> None:
    page = made(tmp_path, EXAMPLES[0], "docx")
    (tmp_path / "broken.docx").write_bytes(page.read_bytes()[:2000])
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    done = audit(published.inputs([tmp_path]), Order())
    assert [e.agency for e in done.entries] == ["", "", "江油市人民政府"]
    assert {Path(f.where.file).name for f in done.findings if f.severity == "error"} == {
        "broken.docx",
        "broken.pdf",
    }


def test_an_empty_folder_is_told_what_could_be_read(tmp_path: Path) -> None:
    for command in (["audit"], ["import", "-o", tmp_path / "out"]):
        told = run(command[0], tmp_path, *command[1:])
        assert told.exit_code == 2
        assert "docx" in told.output and "没有 .yaml" not in told.output


def test_reasons_are_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "cut.docx").write_bytes(made(tmp_path, EXAMPLES[0], "docx").read_bytes()[:3000])
    (tmp_path / "cut.xlsx").write_bytes(made(tmp_path, EXAMPLES[0], "xlsx").read_bytes()[:3000])
    for file in ("cut.docx", "cut.xlsx", "nowhere.pdf", "n" * 300 + ".pdf", "l" * 300 + ".yaml"):
        (told,) = published.file(tmp_path / file).findings
        said = told.message.zh.replace(".xml", "").replace("XML", "").replace(" MB", "")
        assert not re.search("[A-Za-z]{3}", said), said
        assert told.message.en.isascii()


def test_csv_holds_no_formula(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    values = dict(report.values) | {("problems",): "=HYPERLINK(1) 无"}
    file = tmp_path / "=1+1.html"
    file.write_bytes(write.documents(Report(report.format, values), ["html"], draft=True)[0]["html"])
    told = run("audit", file, "--format", "csv", "-o", tmp_path / "found.csv")
    text = (tmp_path / "found.csv").read_text(encoding="utf-8")
    assert told.exit_code in (0, 1) and text.startswith("\ufeff文件,")
    rows = list(csv.reader(io.StringIO(text)))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)


def test_next_year_begins_from_a_published_page(tmp_path: Path) -> None:
    page, out = made(tmp_path, EXAMPLES[2], "pdf"), tmp_path / "next.yaml"
    assert run("init", "--from", page, "-o", out).exit_code == 0
    new, last = report_of(out), report_of(EXAMPLES[2])
    assert (new.get("year"), new.agency) == (2026, last.agency)
    assert new.get("requests", "carried_in", "enterprise") == 1
    assert new.get("previous") is None and new.get("overview") is None


def test_next_year_says_what_could_not_be_read_of_last_year(tmp_path: Path) -> None:
    page, out = made(tmp_path, EXAMPLES[2], "html"), tmp_path / "next.yaml"
    text = page.read_text(encoding="utf-8")
    cell = re.compile(r'(data-path="requests.carried_out.enterprise">)[^<]*<')
    assert cell.search(text)
    page.write_text(cell.sub(r"\g<1>约三件<", text), encoding="utf-8")
    told = run("init", "--from", page, "-o", out)
    assert told.exit_code == 0
    assert "约三件" in told.stderr and "I043" in told.stderr
    assert "1 个数字承接上年" in told.stderr and "商业企业" in told.stderr
    assert report_of(out).get("requests", "carried_in", "enterprise") is None


def test_an_unknown_agency_or_year_is_said_to_be_unknown(tmp_path: Path) -> None:
    report = report_of(EXAMPLES[-1])
    nobody = Report(report.format, {p: v for p, v in report.values.items() if p[0] not in ("agency", "year")})
    assert nobody.title == "政府信息公开工作年度报告（单位不明、年度不明）"
    page = tmp_path / "page.html"
    tables = re.search(
        r"<table.*</table>", made(tmp_path, EXAMPLES[-1], "html").read_text("utf-8"), re.DOTALL
    )
    assert tables
    page.write_text(f"<html><body><p>一、总体情况</p>{tables[0]}</body></html>", encoding="utf-8")
    told = run("audit", page).output + run("import", page, "-o", tmp_path / "x.yaml").output
    assert "None" not in told and "“”" not in told and "：年" not in told
    assert "单位不明，年度不明" in told and "没有找到标题" in told


def test_last_years_page_serves_as_previous(tmp_path: Path) -> None:
    page = made(tmp_path, EXAMPLES[1], "html")
    shutil.copy(EXAMPLES[2], tmp_path / "this.yaml")
    told = run("validate", tmp_path / "this.yaml", "--previous", page)
    assert told.exit_code == 0 and "没有上一年度的报告" not in told.output
