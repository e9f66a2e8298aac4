"""Last year's report: given, named, found beside; what is wrong with it is one finding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import FORMS, blank_text

from genreport import check, read
from genreport.history import History
from genreport.judge import NO_PREVIOUS, OTHER_FORM

FORM = FORMS[-1]


def written(folder: Path, year: int, name: str, agency: str = "青禾县司法局", **changes: str) -> Path:
    """A right report of a year in a folder."""
    form = next(f for f in FORMS if f.covers(year))
    text = blank_text(form).replace(f"year: {form.years['from']}", f"year: {year}")
    text = text.replace(f"{form.years['from']}年", f"{year}年").replace("青禾县司法局", agency)
    for old, new in changes.items():
        text = text.replace(old, new)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def of(file: Path, given: Path | None = None):
    """What history says of the report in a file."""
    report = read.file(file).report
    assert report is not None
    return History(given).of(report)


def test_it_is_found_beside_the_report(tmp_path: Path) -> None:
    this = written(tmp_path, 2023, "b.yaml")
    last = written(tmp_path, 2022, "a.yaml")
    written(tmp_path, 2022, "c.yaml", agency="青禾县教育局")
    found = of(this)
    assert found.report is not None and found.report.file == str(last) and found.findings == []


def test_two_that_it_may_be_are_none(tmp_path: Path) -> None:
    this = written(tmp_path, 2023, "b.yaml")
    for name in ("a.yaml", "a2.yaml"):
        written(tmp_path, 2022, name)
    assert of(this) == (None, [])


def test_it_is_taken_from_a_folder_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    this = written(tmp_path, 2023, "b.yaml")
    last = written(tmp_path / "last", 2022, "x.yml")
    assert of(this).report is None
    found = of(this, tmp_path / "last")
    assert found.report is not None and found.report.file == str(last)


def test_the_report_names_it_relative_to_itself(tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    written(tmp_path / "last", 2022, "x.yaml")
    this = written(tmp_path, 2023, "b.yaml")
    this.write_text(this.read_text(encoding="utf-8") + "previous: last/x.yaml\n", encoding="utf-8")
    assert of(this).report is not None


@pytest.mark.parametrize(
    ("year", "agency", "code", "used"),
    [
        (2021, "青禾县司法局", "S034", False),
        (2022, "青禾县法制办公室", "S035", True),
        (2022, "青禾区司法局", "S035", True),
        (2022, "柳塘市青禾县司法局", "S035", True),
        (2022, "柳塘县司法局", "S036", False),
        (2022, "青禾县白水镇人民政府", "S036", False),
        (2022, "青禾县人民政府办公室", "S036", False),
    ],
)
def test_one_of_another_year_or_agency_is_told(
    tmp_path: Path, year: int, agency: str, code: str, used: bool
) -> None:
    this = written(tmp_path, 2023, "b.yaml")
    found = of(this, written(tmp_path, year, "a.yaml", agency=agency))
    assert [f.code for f in found.findings] == [code]
    assert (found.findings[0].severity == "note") is used
    assert (found.report is not None) is used


def test_one_that_cannot_be_read_is_told_with_what_is_wrong(tmp_path: Path) -> None:
    this = written(tmp_path, 2023, "b.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_text("year: [", encoding="utf-8")
    found = of(this, bad)
    assert found.report is None and next(f.code for f in found.findings) == "S033" and len(found.findings) > 1


def test_without_it_rules_across_years_are_not_judged_and_never_passed(tmp_path: Path) -> None:
    report = read.file(written(tmp_path, 2023, "b.yaml")).report
    assert report is not None
    told = check.examined(report)
    across = {rule.code for rule in FORM.rules if rule.across_years and not (rule.narrative or rule.when)}
    assert across and set(told.unjudged[NO_PREVIOUS]) >= across
    assert not across & set(told.judged)


def test_from_one_form_to_the_next_only_what_means_the_same_is_compared(tmp_path: Path) -> None:
    first = FORM.years["from"]
    carried = {"new:                    {natural_person: 0": "new:                    {natural_person: 2"}
    carried["carried_out:            {natural_person: 0"] = "carried_out:            {natural_person: 2"
    written(tmp_path, first - 1, "a.yaml", **carried)
    this = written(tmp_path, first, "b.yaml")
    before = of(this).report
    report = read.file(this).report
    assert before is not None and report is not None and before.format is not report.format
    told = check.examined(report, before)
    assert [f.code for f in told.findings] == ["R302"]
    assert "R201" in told.unjudged[OTHER_FORM] and "R302" not in told.unjudged.get(OTHER_FORM, ())


SECRET = "root:x:0:0: secret words"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("/etc/passwd", None),
        ("../../../../../etc/passwd", None),
        ("nope.yaml", None),
        ("nope.html", None),
        ("secret", SECRET),
        ("secret.yaml", SECRET),
        ("secret.yaml", "year: 2022: 3"),
        ("secret.yaml", "agency: " + SECRET),
        ("secret.html", SECRET),
        ("secret.txt", SECRET),
        (".", None),
        ("x" * 5000 + ".yaml", None),
    ],
)
def test_of_a_named_file_that_is_no_report_only_that_is_told(
    tmp_path: Path, name: str, make: str | None
) -> None:
    if make is not None:
        (tmp_path / name).write_text(make, encoding="utf-8")
    this = written(tmp_path, 2023, "b.yaml")
    this.write_text(this.read_text(encoding="utf-8") + f"previous: {name}\n", encoding="utf-8")
    found = of(this)
    assert found.report is None
    (one,) = found.findings
    shown = f"{one.message} {one.hint} {one.where.file}"
    assert (one.code, one.severity) == ("S033", "warning") and one.where.file == str(this)
    assert "secret words" not in shown and len(shown) < 600
    assert {f.code for f in of(this).findings} == {"S033"}


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
@pytest.mark.parametrize("suffix", ["yaml", "html", "pdf"])
def test_a_named_pipe_is_not_waited_for(tmp_path: Path, suffix: str) -> None:
    os.mkfifo(tmp_path / f"pipe.{suffix}")
    this = written(tmp_path, 2023, "b.yaml")
    this.write_text(this.read_text(encoding="utf-8") + f"previous: pipe.{suffix}\n", encoding="utf-8")
    assert [f.code for f in of(this).findings] == ["S033"]


def test_what_the_user_gives_goes_before_what_the_report_names(tmp_path: Path) -> None:
    this = written(tmp_path, 2023, "b.yaml")
    this.write_text(this.read_text(encoding="utf-8") + "previous: nope.yaml\n", encoding="utf-8")
    last = written(tmp_path, 2022, "a.yaml")
    assert of(this, last).findings == [] and of(this, last).report is not None
