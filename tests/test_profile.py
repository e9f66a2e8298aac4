"""Profiles: own severities, limits and rules; whatever is wrong with one is a finding, and it is not used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FORMS, ROOT, blank_text, reading

from genreport import check, explain, profile, rules, show
from genreport.finding import Severity
from genreport.judge import NO_REMAINDER

FORM = FORMS[-1]


def loaded(folder: Path, text: str):
    """A profile from its text."""
    file = folder / "profile.yaml"
    file.write_text(text, encoding="utf-8")
    return profile.load(file)


def test_the_example_loads_and_changes_what_it_says() -> None:
    given, found = profile.load(ROOT / "docs" / "profile-example.yaml")
    assert found == [] and given.name == "云州省"
    by_code = {rule.code: rule for rule in given.rules(FORM)}
    assert (by_code["T121"].severity, by_code["T121"].limit) == (Severity.WARNING, 1500)
    assert by_code["T601"].severity is Severity.WARNING and "R303" not in by_code
    assert "P301" in by_code and "P301" not in {r.code for r in given.rules(FORMS[0])}
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


def of_more(rule: str) -> str:
    return f"more:\n  - {{code: P1, zh: 一句话, {rule}}}\n"


MATCH = "each: match, words: 绝对"
WHOLE = "check: year == 1"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("profile: [a]\n", "profile"),
        ("more: abc\n", "more"),
        ("more: {code: P1, zh: 甲, check: year == 1}\n", "more"),
        ("more:\n  - {code: [P1], zh: 甲, check: year == 1}\n", "code"),
        (of_more(f"{WHOLE}, forms: 3"), "3"),
        (of_more(f"{WHOLE}, forms: ['2025']"), "2025"),
        (of_more(f"{WHOLE}, forms: {{a: b}}"), "forms"),
        (of_more(f"{WHOLE}, kinds: [departmnt]"), "department"),
        (of_more(f"{WHOLE}, kinds: [[department]]"), "kinds"),
        (of_more(f"{WHOLE}, stops: [R9999]"), "R9999"),
        (of_more(f"{WHOLE}, at: nowhere"), "nowhere"),
        (of_more(f"{WHOLE}, at: [year]"), "at"),
        (of_more(f"{WHOLE}, hint_zh: [a]"), "hint_zh"),
        (of_more(f"{WHOLE}, severity: [a]"), "severity"),
        (of_more(f"{WHOLE}, limit: .nan"), "limit"),
        (of_more(f"{WHOLE}, limit: 1e999999999"), "limit"),
        (of_more(f"{WHOLE}, numbers: 'no'"), "numbers"),
        (of_more(f"{WHOLE}, numbers: 0"), "numbers"),
        (of_more(f"{MATCH}, sign: {{a: 1}}"), "sign"),
        (of_more(f"{MATCH}, sure: maybe"), "sure"),
        (of_more("each: match, words: {a: b}"), "words"),
        (of_more("each: match, words: ''"), "words"),
        (of_more("each: match"), "words"),
        (of_more("each: match, words: x*"), "x*"),
        (of_more(f"{MATCH}, unless: 甲?"), "甲?"),
        (of_more("each: lacking, in: [overview]"), "needs"),
        (of_more("each: lacking, in: [overview], needs: [甲]"), "needs"),
        (of_more("each: lacking, in: [overview], needs: {甲: 乙*}"), "乙*"),
        (of_more("each: section, in: [overview]"), "check"),
        (of_more("each: section, in: [overview], check: length > limit"), "limit"),
        (of_more("check: published == 1"), "date"),
        (of_more("check: agency == 1"), "agency"),
        (of_more("check: 'sum(year, published) == 1'"), "number"),
        (of_more("check: year % 0 == 1"), "zero"),
        (of_more("check: year == 1e999 % 2"), "P1"),
        ("more:\n  - {code: P1, zh: [甲], check: year == 1}\n", "zh"),
        ("rules: {T121: {limit: abc}}\n", "abc"),
        ("rules: {T121: {limit: .nan}}\n", "limit"),
        ("rules: {T121: {limit: 1e999999999}}\n", "limit"),
        ("rules: {T121: {limit: [5]}}\n", "limit"),
        ("rules: {R207: {limit: 2025-01-01}}\n", "limit"),
        ("rules: {T121: {severity: [note]}}\n", "note"),
        ("rules: {T121: }\n", "warning"),
        ("rules: abc\n", "T121"),
    ],
)
def test_nothing_is_taken_for_something_else(tmp_path: Path, text: str, word: str) -> None:
    given, found = loaded(tmp_path, text)
    assert [f.severity for f in found] == [Severity.ERROR], [f.message.zh for f in found]
    assert found[0].code.startswith("F0") and found[0].where.line in (1, 2)
    assert word in found[0].message.zh + found[0].hint.zh
    assert given.rules(FORM) == FORM.rules


def test_one_code_stands_for_one_rule(tmp_path: Path) -> None:
    entry = "  - {code: P1, zh: 甲, check: year == 1}\n"
    given, found = loaded(tmp_path, "more:\n" + entry * 2)
    assert [(f.code, f.where.line) for f in found] == [("F006", 3)] and given.rules(FORM) == FORM.rules


def test_one_text_is_a_list_of_one(tmp_path: Path) -> None:
    given, found = loaded(tmp_path, of_more(f"{WHOLE}, kinds: department, forms: {FORM.id}, in: overview"))
    assert [f.message.zh for f in found] == []
    (rule,) = [r for r in given.rules(FORM) if r.code == "P1"]
    assert rule.kinds == {"department"} and rule.sections == ("overview",)
    assert all("P1" not in {r.code for r in given.rules(form)} for form in FORMS if form is not FORM)


def test_a_date_may_be_a_limit(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, of_more("check: published <= limit, limit: 2030-01-31"))
    assert [f.message.zh for f in found] == []


def judged(folder: Path, rule: str, **changes: object):
    """What a further rule says of a right report with these changes."""
    given, found = loaded(folder, of_more(rule))
    assert [f.message.zh for f in found] == []
    _, report = explain.changed(FORM, FORM.years["from"] + 1, changes)
    return check.examined(report, rules=[r for r in given.rules(FORM) if r.code == "P1"])


@pytest.mark.parametrize("pattern", [r"(\\w+\\s?)+!", "(甲+)+乙", "(.*)*丙丁"])
def test_a_pattern_that_takes_for_ever_is_told_and_ends(tmp_path: Path, pattern: str) -> None:
    text = {"overview+": "甲" * 400 + "。"}
    told = judged(tmp_path, f'each: match, words: "{pattern}"', **text).findings
    assert [(f.code, f.severity) for f in told] == [("F014", "error")]
    assert "P1" in told[0].message.zh


def test_a_rule_of_a_profile_that_breaks_down_is_the_profiles_fault(tmp_path: Path) -> None:
    given, _ = loaded(tmp_path, of_more(WHOLE))
    (rule,) = [r for r in given.rules(FORM) if r.code == "P1"]
    broken = replace(rule, message=None)  # type: ignore[arg-type]
    _, report = explain.changed(FORM, FORM.years["from"] + 1, {})
    (told,) = check.examined(report, rules=[broken]).findings
    assert told.code == "F013" and "规则文件" in told.message.zh and "开发者" not in told.hint.zh


def test_words_that_state_no_number_are_shown_without_one(tmp_path: Path) -> None:
    rule = "each: match, words: '共(?P<said>若干)件', check: said == 1"
    (told,) = judged(tmp_path, rule, **{"overview+": "共若干件。"}).findings
    assert told.message == ("一句话", "一句话")


def test_nothing_is_divided_by_an_empty_cell(tmp_path: Path) -> None:
    told = judged(tmp_path, "check: year % requests.new.total == 5")
    assert told.findings == [] and told.unjudged == {NO_REMAINDER: ("P1",)}


def test_every_rule_of_our_own_would_be_taken() -> None:
    for form in FORMS:
        for rule in form.rules:
            rules.tried(rule)


def test_a_pattern_that_cannot_even_be_tried_is_told(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, of_more("each: match, words: '(\\w+)+!|'"))
    assert [(f.code, f.where.line) for f in found] == [("F014", 2)]
