"""Judging: one mistake is one finding, a blank is not judged, a rule that crashes is an error and never a pass."""

from __future__ import annotations

from conftest import FORMS

from genreport import explain
from genreport.judge import BLANK, verdict
from genreport.rules import made, words_known

FORM = FORMS[-1]
YEAR = FORM.years["from"] + 1


def told(changes: dict, previous: dict | None = None, extra: list[dict] | None = None):
    """The verdict on a right report with these changes."""
    _, report = explain.changed(FORM, YEAR, changes)
    before = explain.changed(FORM, YEAR - 1, previous)[1] if previous is not None else None
    rules = FORM.rules
    if extra:
        rules += made(extra, FORM.sections, words_known(FORM.folder.parent))
    return verdict(report, rules, before)


def test_a_rule_that_crashes_is_an_error_and_never_a_pass() -> None:
    crashing = {"code": "P1", "zh": "甲", "en": "a", "check": "published == requests.new.total"}
    found = told({"published": "{next}-01-20"}, extra=[crashing]).findings
    assert [(f.code, f.severity) for f in found] == [("F001", "error")]


def test_a_blank_cell_leaves_its_relations_open_and_says_so() -> None:
    verdict = told({"requests.carried_in.research": None, "requests.new.research": 3})
    assert verdict.findings == [] and set(verdict.unjudged[BLANK]) >= {"R301"}
    assert "R301" not in verdict.judged and "R001" not in verdict.judged


def test_one_wrong_cell_is_one_finding_though_text_and_last_year_contradict_it_too() -> None:
    right = {
        "overview+": "（二）依申请公开。全年新收政府信息公开申请9件，上年结转2件，办结10件，结转下年1件。",
        "requests.new.natural_person": 9,
        "requests.granted.natural_person": 10,
        "requests.carried_out.natural_person": 1,
    }
    last = {"requests.new.natural_person": 2, "requests.carried_out.natural_person": 2}
    assert told(right | {"requests.carried_in.natural_person": 2}, last).findings == []
    found = told(right | {"requests.carried_in.natural_person": 20}, last).findings
    assert [f.code for f in found] == ["R301"]


def test_a_cell_that_spoils_its_row_and_its_column_is_told_once() -> None:
    row = {
        f"requests.new.{c}": 0
        for c in ("enterprise", "research", "public_interest", "legal_service", "other")
    }
    right = {
        "requests.new.natural_person": 12,
        "requests.new.total": 12,
        "requests.granted.natural_person": 12,
    }
    assert told(row | right).findings == []
    found = told(row | right | {"requests.new.natural_person": 21}).findings
    assert [(f.code, f.where.path) for f in found] == [("R001", ("requests", "new", "total"))]


def test_a_row_moved_by_one_column_is_told_once() -> None:
    changes = {
        "requests.new.natural_person": 3,
        "requests.new.enterprise": 2,
        "requests.granted.enterprise": 3,
        "requests.granted.research": 2,
    }
    (found,) = told(changes).findings
    assert found.code == "R301" and "自然人 3 ≠ 0，相差 3；商业企业 2 ≠ 3，相差 1" in found.message.zh


def test_a_second_mistake_is_told_beside_the_first() -> None:
    changes = {
        "overview+": "（二）依申请公开。全年新收政府信息公开申请19件。",
        "requests.new.natural_person": 9,
        "requests.granted.natural_person": 8,
    }
    assert [f.code for f in told(changes).findings] == ["R301", "T301"]
