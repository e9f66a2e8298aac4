"""`build` proves what it made: each output is read back, every figure and every paragraph compared with the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from genreport import proof, read, write
from genreport.cli import main
from genreport.report import Report

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))


def report_of(file: Path) -> Report:
    report = read.file(file).report
    assert report is not None
    return report


@pytest.mark.parametrize("medium", write.MEDIA)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.stem)
def test_what_was_made_says_what_the_report_says(file: Path, medium: str) -> None:
    report = report_of(file)
    made = write.documents(report, [medium])[0][medium]
    assert proof.differences(report, medium, made, f"out.{medium}") == []


@pytest.mark.parametrize("medium", write.MEDIA)
def test_another_figure_and_another_word_are_told_with_their_places(medium: str) -> None:
    report = report_of(EXAMPLES[-1])
    made = write.documents(report, [medium])[0][medium]
    path = ("requests", "granted", "natural_person")
    other = dict(report.values) | {path: 81}
    other[("problems",)] = str(other[("problems",)]).replace("历史档案", "历年档案")
    found = proof.differences(replace(report, values=other), medium, made, f"out.{medium}")
    figures = [f for f in found if f.code == "I110" and f.where.path == path]
    words = [f for f in found if f.code == "I111"]
    assert "18" in figures[0].message.zh and "81" in figures[0].message.zh
    assert figures[0].where.spot.row and figures[0].where.spot.table
    assert [f.where.path for f in words] == [("problems",)]
    assert "史档案" in words[0].message.zh and "年档案" in words[0].message.zh


def test_a_blank_that_was_printed_as_a_figure_is_told() -> None:
    report = report_of(EXAMPLES[-1])
    made = write.documents(report, ["html"])[0]["html"]
    values = {p: v for p, v in report.values.items() if p != ("disclosure", "fees", "amount")}
    (found,) = proof.differences(replace(report, values=values), "html", made, "out.html")
    assert (found.code, found.where.path) == ("I110", ("disclosure", "fees", "amount"))


def test_a_file_that_cannot_be_read_back_is_told() -> None:
    (found,) = proof.differences(report_of(EXAMPLES[0]), "docx", b"PK nothing", "out.docx")
    assert found.code == "I112"


def test_templates_that_lose_a_section_fail_the_build_loudly(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    page = (Path(__file__).parents[1] / "templates" / "report.html.j2").read_text(encoding="utf-8")
    lost = page.replace('{{ prose(report.get(section.id) or "") }}', "<p>见附件。</p>")
    (folder / "report.html.j2").write_text(lost, encoding="utf-8")
    args = ["build", str(EXAMPLES[-1]), "-f", "html", "-o", str(tmp_path / "out"), "--templates", str(folder)]
    told = CliRunner().invoke(main, args)
    assert (told.exit_code, "I111" in told.output) == (1, True)
    assert len(list((tmp_path / "out").glob("*.html"))) == 1  # a difference deletes nothing
    assert CliRunner().invoke(main, [*args, "--no-verify"]).exit_code == 0
