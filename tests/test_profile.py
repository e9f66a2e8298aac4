"""Profiles: own severities, limits and rules; whatever is wrong with one is a finding, and it is not used."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FORMS, ROOT, blank_text, reading

from genreport import check, profile, show
from genreport.finding import Severity

FORM = FORMS[-1]


def loaded(folder: Path, text: str):
    """A profile from its text."""
    file = folder / "profile.yaml"
    file.write_text(text, encoding="utf-8")
    return profile.load(file)


def test_the_example_loads_and_changes_what_it_says() -> None:
    given, found = profile.load(ROOT / "docs" / "profile-example.yaml")
    assert found == [] and given.name == "云州省"
    rules = {rule.code: rule for rule in given.rules(FORM)}
    assert (rules["T121"].severity, rules["T121"].limit) == (Severity.WARNING, 1500)
    assert rules["T601"].severity is Severity.WARNING and "R303" not in rules
    assert "P301" in rules and "P301" not in {r.code for r in given.rules(FORMS[0])}
    report, _ = reading(blank_text(FORM))
    assert report is not None
    told = check.examined(report, rules=given.rules(FORM))
    assert [f.code for f in told.findings] == ["P101"]
    assert told.findings[0].message.zh == "总体情况应写明政务公开专区、政府公报"


@pytest.mark.parametrize(
    "rule",
    [
        "each: total, check: total == parts",
        "each: column, of: requests, check: new >= unpaid, forms: ['2021']",
        "each: row, of: disputes, only: [review], check: total >= pending",
        "each: cell, of: [requests.new.total], check: value <= 5",
        "check: requests.new.total >= requests.unpaid.total, forms: ['2021']",
        "each: match, words: '绝对', sign: 绝对",
        "each: section, in: [overview], limit: 5, check: length <= limit",
        "each: lacking, in: [overview], needs: {甲: 乙|丙}",
    ],
)
def test_a_further_rule_of_every_shape_is_taken(tmp_path: Path, rule: str) -> None:
    if "row" in rule:
        rule = "each: row, of: disclosure, only: [regulations], check: in_force >= made, forms: ['2021']"
    given, found = loaded(tmp_path, f"more:\n  - {{code: P1, zh: 一句话, {rule}}}\n")
    assert [f.message.zh for f in found] == []
    assert "P1" in {r.code for r in given.rules(FORM)}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("ruls:\n  T121: note\n", 1, "rules"),
        ("甲: 乙\n", 0, "不是规则文件"),
        ("rules:\n  T999: warning\n", 2, "genreport rules"),
        ("rules:\n  T206: warning\n", 2, "不是规则"),
        ("rules:\n  T1211: note\n", 2, "T121"),
        ("rules:\n  T121: warnig\n", 2, "warning"),
        ("rules:\n  T121: {limt: 5}\n", 2, "limit"),
        ("rules:\n  R001: warning\n", 2, "R001"),
        ("rules:\n  R001: off\n", 2, "R001"),
        ("rules:\n  T601: {limit: 3}\n", 2, "T601"),
        ("more:\n  - {code: R001, zh: 甲, check: requests.new.total == 0}\n", 2, "R001"),
        ("more:\n  - {code: P1, zh: 甲, check: requests.nwe.total == 0}\n", 2, "requests.new.total"),
        ("more:\n  - {code: P1, zh: 甲, chek: requests.new.total == 0}\n", 2, "check"),
        ("more:\n  - {code: P1, zh: 甲, check: requests.new.total = 0}\n", 2, "not an expression"),
        ("more:\n  - {code: P1, zh: 甲, each: colum, of: requests, check: new == 0}\n", 2, "each"),
        ("more:\n  - {code: P1, zh: 甲, each: match, words: '('}\n", 2, "P1"),
        ("more:\n  - {code: P1, zh: 甲, each: match, words: '{申清}'}\n", 2, "申请"),
        ("more:\n  - {code: P1, zh: 甲, severity: bad, check: requests.new.total == 0}\n", 2, "bad"),
        ("more:\n  - {code: P1, check: requests.new.total == 0}\n", 2, "zh"),
        ("more:\n  - P1\n", 2, "P1"),
        ("rules: [\n", 1, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_used(
    tmp_path: Path, text: str, line: int, word: str
) -> None:
    given, found = loaded(tmp_path, text)
    assert [f.severity for f in found] == [Severity.ERROR], [f.message.zh for f in found]
    assert found[0].where.line == line
    assert word in found[0].message.zh + found[0].hint.zh
    assert given.rules(FORM) == FORM.rules


def test_a_report_in_place_of_a_profile_is_one_finding(tmp_path: Path) -> None:
    given, found = loaded(tmp_path, blank_text(FORM))
    assert [f.code for f in found] == ["F008"] and "年度报告" in found[0].message.zh
    assert given.rules(FORM) == FORM.rules


def test_the_caret_is_below_the_code_that_there_is_not(tmp_path: Path) -> None:
    _, (found,) = loaded(tmp_path, "rules:\n  T999: warning\n")
    assert (found.where.line, found.where.column) == (2, 3)
    assert show.text([found], "zh", show.from_disk).splitlines()[2].strip().endswith("│   ^^^^")
