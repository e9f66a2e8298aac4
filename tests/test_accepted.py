"""Warnings that a report explains: they become notes and stay; errors do not; outdated explanations are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import FORMS, blank_text, reading

from genreport import accepted, check
from genreport.finding import Finding
from genreport.messages import finding
from genreport.write.yaml import yaml

WRONG = ("disclosure", "T221")  # the text tells of four documents, the table of none
TEXT = "\n  全年制发行政规范性文件4件。"


def found_with(accept: str, text: str = TEXT) -> list[Finding]:
    """What is found in a report whose overview is wrong and which accepts this."""
    report, found = reading(blank_text(FORMS[-1]).replace("\noverview: |", f"\n{accept}\noverview: |{text}"))
    assert report is not None
    return found + check.findings(report)


ENTRY = "accept:\n  - {code: T221, place: PLACE, reason: 4件为联合发文, author: 王小明}"


@pytest.mark.parametrize("place", ["overview", "一、总体情况"])
def test_an_accepted_warning_is_a_note_that_says_why_and_by_whom(place: str) -> None:
    (told,) = found_with(ENTRY.replace("PLACE", place))
    assert (told.code, told.severity) == ("T221", "note")
    assert "4件为联合发文" in told.message.zh and "王小明" in told.message.en


def test_a_quote_narrows_it_down() -> None:
    quoted = ENTRY.replace("author:", "quote: {}, author:").replace("PLACE", "overview")
    assert [f.severity for f in found_with(quoted.replace("{}", "规范性文件4件"))] == ["note"]
    assert {f.code for f in found_with(quoted.replace("{}", "规范性文件5件"))} == {"T221", "S032"}


def test_one_that_speaks_of_nothing_any_more_is_told() -> None:
    (told,) = found_with(ENTRY.replace("PLACE", "overview"), text="")
    assert (told.code, told.severity, told.where.path) == ("S032", "warning", ("accept", "0"))


@pytest.mark.parametrize(
    ("code", "place", "told", "near"),
    [
        ("T999", "overview", "S037", ""),
        ("T22l", "overview", "S037", "T221"),
        ("T221", "overviev", "S038", "overview"),
        ("T221", "一、总体情況", "S038", "一、总体情况"),
        ("T221", "somewhere else", "S038", ""),
        ("T221", "requests.new", "S032", ""),
    ],
)
def test_a_code_or_place_that_there_is_not_is_told_with_the_nearest(
    code: str, place: str, told: str, near: str
) -> None:
    entry = ENTRY.replace("T221", code).replace("PLACE", place)
    (found,) = found_with(entry, text="")
    assert (found.code, found.severity) == (told, "warning") and found.where.line > 1
    assert (f"是否想写 {near}" in found.message.zh) is bool(near)


def test_a_likeness_may_be_accepted() -> None:
    report, _ = reading(blank_text(FORMS[-1]) + ENTRY.replace("T221", "T203").replace("PLACE", "overview"))
    assert report is not None and check.findings(report) == []
    alike = finding("T203", report.where(("overview",)), "", percent=90, others="甲")
    other = replace(alike, where=report.where(("problems",)))
    told = accepted.eased(report, [alike, other])
    assert [f.severity for f in told] == ["note", "warning"] and "王小明" in told[0].message.zh


def test_one_of_a_rule_that_was_not_judged_cannot_be_known_to_be_outdated() -> None:
    assert found_with(ENTRY.replace("T221", "R302").replace("PLACE", "requests.carried_in"), text="") == []


def test_an_error_cannot_be_accepted() -> None:
    report, _ = reading(
        (blank_text(FORMS[-1]) + ENTRY.replace("T221", "R301").replace("PLACE", "requests") + "\n").replace(
            "new:                    {natural_person: 0", "new:                    {natural_person: 1"
        )
    )
    assert report is not None
    assert [(f.code, f.severity) for f in check.findings(report)] == [("R301", "error"), ("S031", "error")]


@pytest.mark.parametrize(
    ("accept", "path"),
    [
        ("accept:\n  - {code: T221, place: overview, author: 王}", ("accept", "0", "reason")),
        ("accept:\n  - {code: T221, place: overview, reason: 甲}", ("accept", "0", "author")),
        ("accept:\n  - {code: T221, plase: overview, reason: 甲, author: 乙}", ("accept", "0", "plase")),
        ("accept:\n  - T221", ("accept", "0")),
        ("accept: T221", ("accept",)),
    ],
)
def test_a_faulty_entry_is_one_finding_at_its_place(accept: str, path: tuple[str, ...]) -> None:
    (told,) = list(found_with(accept, text=""))
    assert told.severity == "error" and told.where.path == path and told.where.line > 1
    assert told.hint.zh


@pytest.mark.parametrize("accept", ["accept:", "accept: []"])
def test_nothing_accepted_is_nothing_wrong(accept: str) -> None:
    assert found_with(accept, text="") == []


def test_what_stands_beside_the_form_survives_writing(form) -> None:
    text = blank_text(form) + "previous: last.yaml\n" + ENTRY.replace("PLACE", "overview") + "\n"
    first = reading(text).report
    assert first is not None
    second = reading(yaml(first)).report
    assert second is not None and second.values == first.values
    assert second.get("accept", "0", "reason") == "4件为联合发文"


@pytest.mark.parametrize("accept", ["abc", "{code: T221, place: overview}", "[T221]", "5"])
def test_what_is_no_list_of_entries_is_told_what_it_should_be(accept: str) -> None:
    told = [f for f in found_with(f"accept: {accept}") if f.code != "T221"]
    assert [f.code for f in told] == ["S024"] and "- {code: 编号" in told[0].hint.zh
