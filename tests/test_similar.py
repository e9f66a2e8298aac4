"""Copied narratives are told, honest ones are not: each file of `similar/` holds reports and what is found in them."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import FORMS, reading

from genreport.finding import Finding, Severity
from genreport.formats import latest
from genreport.report import Report
from genreport.similar import among, with_previous
from genreport.write.yaml import blank
from genreport.write.yaml import yaml as written

FILES = sorted((Path(__file__).parent / "similar").glob("*.yaml"))


def report_of(data: dict) -> Report:
    """The report of a case, read from the file that it would be, so that its lines are those of a file."""
    form = next((f for f in FORMS if f.covers(data["year"])), latest())
    text = written(blank(form, data["year"], data["agency"], "department"))
    for section in ("overview", "problems", "other"):
        said = "".join(f"  {line}\n" for line in data.get(section, "").splitlines())
        begin, rest = re.split(rf"\n{section}: .*\n", text)
        text = f"{begin}\n{section}: |\n{said}{rest}"
    report, _ = reading(text, data["file"])
    assert report
    return report


def found_in(case: dict) -> list[Finding]:
    reports = [report_of(data) for data in case["reports"]]
    if case.get("with") == "previous":
        last, this = reports
        return list(with_previous(this, last))
    return list(among(reports))


def read(name: str) -> dict:
    return yaml.safe_load((Path(__file__).parent / "similar" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_copies_are_told_as_the_file_says(file: Path) -> None:
    case = read(file.stem)
    found = found_in(case)
    told = [(f.code, f.where.file, f.where.path[0]) for f in found]
    assert told == [(e["code"], e["file"], e.get("section", "agency")) for e in case["found"]]
    for finding, expected in zip(found, case["found"], strict=True):
        if "same" in expected:
            assert f" {expected['same']} 段" in finding.message.zh
        if "shown" in expected:
            assert len(finding.terms) == expected["shown"]
        if "likest" in expected:
            assert finding.terms[0].value == expected["likest"]


def test_there_are_cases_that_find_something_and_cases_that_do_not() -> None:
    found = [bool(read(file.stem)["found"]) for file in FILES]
    assert sum(found) >= 8 and len(found) - sum(found) >= 5


def test_both_places_of_a_copy_are_shown_by_line_and_beginning() -> None:
    case = read("copied-from-another-county")
    _, found = found_in(case)
    a, b = (report_of(data) for data in case["reports"])
    assert found.severity is Severity.WARNING and "青禾县水务局" in found.message.zh
    assert found.label == b.format.label(("problems",))
    first = a.where(("problems",)).line + 1
    assert [t.where.line for t in found.terms] == [first, first + 1]
    assert found.where.line == b.where(("problems",)).line + 1
    assert found.terms[0].label.startswith("青禾县水务局：2025年，青禾县水务局")
    assert found.terms[0].where.file == "a.yaml"


def test_a_copy_behind_a_heading_is_told_at_its_own_line() -> None:
    case = read("overview-mostly-kept")
    (found,) = found_in(case)
    this = report_of(case["reports"][1])
    assert found.where.line == this.where(("overview",)).line + 3
    assert "约 72%" in found.message.zh and "2024年" in found.message.zh and "2024" in found.message.en


def test_a_template_names_its_agencies() -> None:
    found, *_ = found_in(read("common-template"))
    assert found.severity is Severity.NOTE
    assert all(f"青禾县{name}局" in found.message.zh for name in ("林业", "教育", "民政"))
    assert "3 个单位" in found.message.zh and "青禾县水务局" not in found.message.zh


def test_reports_on_one_year_name_their_files() -> None:
    found, _ = found_in(read("one-agency-one-year-twice"))
    assert "a.yaml、a（改）.yaml" in found.message.zh and "2025" in found.message.en


def test_a_report_is_a_copy_of_its_own_only_where_it_says_something() -> None:
    for form in FORMS:
        empty = blank(form, form.years["from"], "青禾县水务局", "department")
        assert list(with_previous(empty, empty)) == []


def test_a_report_without_a_year_is_that_of_the_year_before() -> None:
    last, this = (report_of(data) for data in read("problems-with-new-figures")["reports"])
    values = {path: value for path, value in last.values.items() if path != ("year",)}
    (found,) = with_previous(this, replace(last, values=values))
    assert "与上年的报告相同" in found.message.zh and "the year before" in found.message.en


def test_a_narrative_longer_than_any_report_is_left_alone() -> None:
    last, this = (report_of(data) for data in read("problems-with-new-figures")["reports"])
    text = this.values["problems",]
    endless = replace(this, values={**this.values, ("problems",): f"{text}\n" * 2000})
    assert list(with_previous(endless, last)) == []


def test_many_agencies_are_counted_and_some_named() -> None:
    case = read("common-template")
    first = case["reports"][0]
    case["reports"] = [{**first, "file": f"{n}.yaml", "agency": f"青禾县第{n}中学"} for n in range(20)]
    found = found_in(case)
    assert len(found) == 20 and {f.code for f in found} == {"T203"}
    assert "19 个单位" in found[0].message.zh and "中学等" in found[0].message.zh
    assert "and 7 more" in found[0].message.en


def test_what_two_agencies_share_in_two_sections_is_two_findings() -> None:
    case = read("copied-from-another-county")
    for data in case["reports"]:
        data["overview"] = read("both-sections-kept")["reports"][0]["overview"]
    told = [(f.code, f.where.file, f.where.path[0]) for f in found_in(case)]
    assert told == [("T203", file, s) for s in ("overview", "problems") for file in ("a.yaml", "b.yaml")]


def test_findings_of_some_files_are_those_that_they_have_among_all() -> None:
    reports = [report_of(data) for data in read("six-copies")["reports"]]
    assert list(among(reports, {"d.yaml"})) == [f for f in among(reports) if f.where.file == "d.yaml"] != []


def test_a_copy_weighs_the_same_however_many_there_are() -> None:
    reports = [report_of(data) for data in read("six-copies")["reports"]]
    for count in range(2, 7):
        found = list(among(reports[:count]))
        assert [f.severity for f in found] == [Severity.WARNING] * count
        assert all("100%" in f.message.zh for f in found)


def test_the_library_of_likeness_is_loaded_only_when_it_is_wanted() -> None:
    code = "import sys, genreport.similar; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
