"""`validate`, `rules` and `explain` as they are typed: formats, files, profiles, likeness, exit statuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import FORMS, ROOT, blank_text
from test_cli import run as run
from test_cli import written

from genreport import codes, formats

WRONG = blank_text(FORMS[-1]).replace(
    "new:                    {natural_person: 0", "new:                    {natural_person: 1"
)
WARNED = blank_text(FORMS[-1]).replace("\noverview: |", "\noverview: |\n  全年制发行政规范性文件4件。")
CODES = sorted({rule.code for form in formats.every() for rule in form.rules})


def test_the_last_line_says_what_was_judged_and_what_not_and_why(run, tmp_path: Path) -> None:
    written(tmp_path)
    told = run("validate", "report.yaml").out.splitlines()[-1]
    assert "核对规则" in told and "没有上一年度的报告" in told and told.endswith("没有发现问题")
    english = run("validate", "report.yaml", "--lang", "en").out.splitlines()[-1]
    assert "no report of the year before" in english and english.endswith("no findings")


@pytest.mark.parametrize(("style", "sign"), [("sarif", '"version": "2.1.0"'), ("github", "::error ")])
def test_formats_for_programs(run, tmp_path: Path, style: str, sign: str) -> None:
    written(tmp_path, WRONG)
    done = run("validate", "report.yaml", "--format", style)
    assert done.status == 1 and sign in done.out and "R301" in done.out


def test_sarif_describes_the_rules_it_names(run, tmp_path: Path) -> None:
    written(tmp_path, WRONG)
    (log,) = json.loads(run("validate", "report.yaml", "--format", "sarif").out)["runs"]
    described = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in log["results"]} <= described


def test_a_sheet_to_send_back_is_written_to_a_file(run, tmp_path: Path) -> None:
    written(tmp_path, WRONG)
    (tmp_path / "back").mkdir()
    done = run("validate", "report.yaml", "--format", "html", "-o", "back/sheet.html")
    page = (tmp_path / "back" / "sheet.html").read_text(encoding="utf-8")
    assert done.status == 1 and done.out.startswith("共 1 份报告")
    assert "青禾县司法局2021年政府信息公开工作年度报告" in page and "R301" in page


@pytest.mark.parametrize("command", ["validate", "audit"])
def test_a_slip_in_the_name_of_a_folder_makes_no_folder(run, tmp_path: Path, command: str) -> None:
    written(tmp_path, WRONG)
    done = run(command, "report.yaml", "-o", "bcak/told.txt")
    assert done.status == 2 and done.out == "" and "bcak" in done.err and "文件夹不存在" in done.err
    assert "bcak" in run(command, "report.yaml", "-o", "bcak/told.txt", "--lang", "en").err
    assert not (tmp_path / "bcak").exists()


def test_warnings_fail_only_when_strict(run, tmp_path: Path) -> None:
    written(tmp_path, WARNED)
    assert run("validate", "report.yaml").status == 0
    assert run("validate", "report.yaml", "--strict").status == 1


def test_last_year_may_be_given(run, tmp_path: Path) -> None:
    examples = ROOT / "examples"
    done = run("validate", examples / "qinghe-2025.yaml", "--previous", examples / "qinghe-2024.yaml")
    assert done.status == 0 and "未核对" not in done.out
    wrong = run("validate", examples / "qinghe-2024.yaml", "--previous", examples / "jiangyou-2020.yaml")
    assert "S034" in wrong.out and "未核对" in wrong.out


def test_a_profile_is_used_and_a_faulty_one_stops(run, tmp_path: Path) -> None:
    written(tmp_path, WARNED)
    good = run("validate", "report.yaml", "--profile", ROOT / "docs" / "profile-example.yaml")
    assert good.status == 0 and "P101" in good.out
    (tmp_path / "bad.yaml").write_text("rules:\n  T1211: note\n", encoding="utf-8")
    bad = run("validate", "report.yaml", "--profile", "bad.yaml")
    assert bad.status == 2 and bad.out == "" and "bad.yaml:2:" in bad.err and "T121" in bad.err


def test_likeness_over_a_folder(run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (ROOT / "examples" / "qinghe-2025.yaml").read_text(encoding="utf-8")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    (folder / "b.yaml").write_text(text.replace("青禾县自然资源和规划局", "青禾县林业局"), encoding="utf-8")
    both = run("validate", "--similar", "reports")
    assert "T203" in both.out and "青禾县自然资源和规划局" in both.out
    one = run("validate", folder / "a.yaml", "--similar", "reports")
    assert "T203" in one.out and "共 1 份报告" in one.out
    assert "T203" not in run("validate", "reports").out


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
def test_one_report_against_any_number_of_copies(run, tmp_path: Path, count: int) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (ROOT / "examples" / "qinghe-2025.yaml").read_text(encoding="utf-8")
    for n in range(count):
        copy = text.replace("青禾县自然资源和规划局", f"青禾县第{n}林场")
        (folder / f"{n}.yaml").write_text(copy, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    told = run("validate", "mine.yaml", "--similar", "reports").out
    assert told.count("警告 T203") == 2 and "第0林场" in told
    assert (f"{count} 个单位" in told) is (count > 1)
    every = json.loads(
        run("validate", "mine.yaml", "reports", "--similar", "reports", "--format", "json").out
    )
    having = {f["file"] for f in every["findings"] if f["code"] == "T203" and f["severity"] == "warning"}
    assert having == set(every["files"])
    sheet = run("validate", "mine.yaml", "reports", "--similar", "reports", "--format", "html").out
    assert "没有发现问题的报告" not in sheet


def test_an_audit_tells_likeness_with_the_file_that_has_it(run, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "qinghe-2025.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        text.replace("青禾县自然资源和规划局", "青禾县第一林场"), encoding="utf-8"
    )
    found = json.loads(run("audit", "a.yaml", "b.yaml", "--similar", "--format", "json").out)["findings"]
    files = [f["file"] for f in found]
    assert {f["file"] for f in found if f["code"] == "T203"} == {"a.yaml", "b.yaml"} and files == sorted(
        files
    )


def test_a_report_given_as_a_profile_is_told_once(run, tmp_path: Path) -> None:
    written(tmp_path, WRONG)
    done = run("validate", "report.yaml", "--profile", "report.yaml")
    assert done.status == 2 and done.err.count("F008") == 1 and done.err.count("[") == 1


def test_one_bad_file_stops_none_of_the_others(run, tmp_path: Path) -> None:
    written(tmp_path, WRONG)
    (tmp_path / "bad.yaml").write_text("year: [", encoding="utf-8")
    done = run("validate", tmp_path)
    assert done.status == 1 or done.status == 2
    assert "bad.yaml:" in done.out and "R301" in done.out and "共 2 份报告" in done.out


def test_files_or_a_folder_to_compare_with_are_wanted(run) -> None:
    assert run("validate").status == 2


def test_every_rule_is_listed(run) -> None:
    listed = run("rules").out
    assert all(code in listed for code in CODES)
    only = run("rules", "--year", FORMS[0].years["from"]).out
    assert FORMS[0].source in only and FORMS[-1].source not in only


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_rule_is_explained_by_an_example_that_breaks_it(run, code: str, lang: str) -> None:
    told = run("explain", code, "--lang", lang)
    assert told.status == 0 and told.out.count(code) >= 2
    assert ("依据：" if lang == "zh" else "basis: ") in told.out


def test_an_unknown_rule_is_told_with_the_nearest(run) -> None:
    told = run("explain", "R30l")
    assert told.status == 2 and "是否想写 R301？" in told.err
    assert "genreport rules" in run("explain", "T999").err and "是否想写" not in run("explain", "T999").err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(codes.program()))
def test_every_code_that_can_be_shown_is_explained(run, code: str, lang: str) -> None:
    told = run("explain", code.lower(), "--lang", lang)
    assert told.status == 0 and told.out.startswith(code) and not re.search(r"\{\w+\}", told.out)
    assert ("关于：" if lang == "zh" else "about: ") in told.out


def test_rules_of_a_profile_are_listed_and_explained(run) -> None:
    profile = ROOT / "docs" / "profile-example.yaml"
    assert run("explain", "P101").status == 2
    told = run("explain", "P101", "--profile", profile)
    assert told.status == 0 and told.out.startswith("P101  警告")
    assert run("explain", "T601", "--profile", profile).out.startswith("T601  警告")
    assert (
        run("explain", "R303", "--profile", profile).status == 0
    )  # left out by the profile, known all the same
    assert "P301" in run("rules", "--profile", profile).out and "P301" not in run("rules").out


def test_codes_of_likeness_are_listed(run) -> None:
    listed = run("rules").out
    assert all(code in listed for code in codes.LIKENESS)


@pytest.mark.parametrize("style", ["json", "sarif"])
@pytest.mark.parametrize("command", ["validate", "audit"])
def test_programs_read_a_name_that_would_fool_a_terminal(
    run, tmp_path: Path, command: str, style: str
) -> None:
    name = "a\u202eb\u200b.yaml"
    (tmp_path / name).write_text(WRONG, encoding="utf-8")
    told = run(command, name, "--format", style).out
    assert not set("\u202e\u200b") & set(told)
    assert style == "sarif" or json.loads(told)["files"] == [name]


def test_a_folder_that_is_not_there_is_named_and_nothing_else(run, tmp_path: Path) -> None:
    written(tmp_path)
    done = run("validate", "report.yaml", "-o", "gone/x.txt")
    assert (
        done.status == 2
        and "gone/x.txt" in done.err
        and "文件夹不存在" in done.err
        and ".tmp" not in done.err
    )


def test_a_named_report_that_is_not_there_is_one_warning(run, tmp_path: Path) -> None:
    written(tmp_path, blank_text(FORMS[-1]) + "previous: nope.yaml\n")
    done = run("validate", "report.yaml")
    assert done.status == 0 and done.out.count("S033") == 1 and "Y001" not in done.out
