"""The rules of every form on the case files: `rules/<form>/<code>.yaml`, or `rules/both/` for what is alike in all.

A case starts from a right report and sets values by their path; a narrative whose name ends in + comes before the right
one. `previous:` sets values in last year's report, which is there only then. `holds:` cases find nothing at all,
`breaks:` cases exactly the rule, at the places of `at:` (the section suffices), and the sentence contains `says:`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import FORMS

from genreport import explain
from genreport.finding import Finding
from genreport.formats import Format
from genreport.judge import verdict

FOLDER = Path(__file__).parent / "rules"


def _cases() -> list[object]:
    told = []
    for form in FORMS:
        known = {rule.code for rule in form.rules}
        for folder in (form.id, "both"):
            for file in sorted((FOLDER / folder).glob("*.yaml")):
                if folder == "both" and file.stem not in known:
                    continue
                for kind, cases in yaml.safe_load(file.read_text(encoding="utf-8")).items():
                    for case in cases:
                        name = f"{form.id}-{file.stem}-{kind}-{case['name']}"
                        told.append(pytest.param(form, file.stem, kind, case, id=name))
    return told


CASES = _cases()


def found_in(form: Format, case: dict) -> list[Finding]:
    """What the rules find in the case's report."""
    year = form.years.get("to", form.years["from"] + 1)
    before = None
    if "previous" in case:
        _, before = explain.changed(form, year - 1, case["previous"] or {})
    _, report = explain.changed(form, year, case.get("set", {}))
    return verdict(report, form.rules, before).findings


@pytest.mark.parametrize(("form", "code", "kind", "case"), CASES)
def test_the_rules_find_what_the_case_files_say(form: Format, code: str, kind: str, case: dict) -> None:
    found = found_in(form, case)
    if kind == "holds":
        assert [(f.code, f.message.zh, f.quote) for f in found] == []
    else:
        assert {f.code for f in found} == {code}, [(f.code, f.message.zh) for f in found]
        paths = [".".join(f.where.path) for f in found]
        assert len(paths) == len(case["at"])
        assert all(path.startswith(at) for path, at in zip(paths, case["at"], strict=True)), paths
        assert case.get("says", "") in found[0].message.zh


def test_every_rule_speaks_both_languages_and_has_cases_of_both_kinds(form: Format) -> None:
    for rule in form.rules:
        assert rule.message.zh and rule.message.en and rule.hint.zh and rule.hint.en and rule.basis, rule.code
        kinds = {c.values[2] for c in CASES if c.values[0] is form and c.values[1] == rule.code}
        assert kinds == {"holds", "breaks"}, rule.code


def test_the_right_report_that_cases_start_from_has_no_findings(form: Format) -> None:
    assert found_in(form, {"previous": {}}) == []


def test_the_example_of_every_rule_breaks_that_rule_alone(form: Format) -> None:
    for rule in form.rules:
        assert {f.code for f in explain.example(form, rule).findings} == {rule.code}
