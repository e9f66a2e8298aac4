"""Structure findings beside an independent validator of the same schema."""

from __future__ import annotations

import re
from decimal import Decimal

import jsonschema
import pytest
from conftest import FORMS, blank_text, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from genreport import structure
from genreport.finding import Finding
from genreport.formats import Format

TOKENS = st.sampled_from(
    "0 7 -1 12.5 12.0 +3 1e3 012 yes ~ '' '3' 无 / １２ 1:30 999999999999999 1000000000000000 "
    "{a:1} [1,2] 2025-01-28 2025-02-30 department bureau 文字".split()
)


def plain(tree: object) -> object:
    """The data as a validator of JSON would get it."""
    match tree:
        case dict():
            return {k: plain(v) for k, v in tree.items()}
        case list():
            return [plain(v) for v in tree]
        case Decimal():
            return float(tree)
    return tree


def found_in(text: str) -> tuple[bool, list[Finding]]:
    """Whether an independent validator accepts the data, and our findings."""
    report, found = reading(text)
    if report is None or report.source is None:  # not YAML, or of a year without a form
        return False, found
    data = plain(report.source.root)
    valid = jsonschema.Draft7Validator(report.format.schema).is_valid(data)
    return valid, list(structure.findings(report))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_value_is_found_fault_with_exactly_when_the_schema_refuses_it(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    text = blank_text(form)
    places = [m.span(1) for m in re.finditer(r"^ *(?:\w+: +|.*?\w+: )?\{?\w+: (0)[,}]", text, re.M)]
    places += [
        m.span(1) for m in re.finditer(r"^(?:year|agency|kind|title|published|other):(.*?)   #", text, re.M)
    ]
    start, end = data.draw(st.sampled_from(places))
    valid, found = found_in(f"{text[:start]} {data.draw(TOKENS)} {text[end:]}")
    if not valid:
        assert found
    else:  # beyond the schema: figures in plain digits, dates that there are
        assert {f.code for f in found} <= {"S101", "S102"}
    assert all(f.where.line > 0 and f.where.column > 0 and f.message.zh and f.message.en for f in found)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_line_left_out_is_found_missing_or_may_be_missing(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    lines = blank_text(form).splitlines(keepends=True)
    rows = [n for n, line in enumerate(lines) if "{" in line and not line.lstrip().startswith("#")]
    gone = data.draw(st.sampled_from(rows))
    valid, found = found_in("".join(lines[:gone] + lines[gone + 1 :]))
    assert not valid and [f.code for f in found] == ["S002"]
    assert lines[gone].split(":")[0].strip() in found[0].hint.zh


def test_a_report_without_any_key_misses_all(form: Format) -> None:
    valid, found = found_in(f"year: {form.years['from']}\n")
    assert not valid and {f.where.path[0] for f in found} == {"agency", *(s.id for s in form.sections)}


@pytest.mark.parametrize("text", ["[]", "文字", "- 1\n- 2\n", "12"])
def test_a_file_that_is_no_mapping_is_one_finding(text: str) -> None:
    _, found = found_in(text)
    assert len(found) == 1 and found[0].where.line == 1


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("naturl_person: 0", "natural_person"),
        ("自然人: 0", "natural_person"),
        ("natural_person： 0", "natural_person"),
    ],
)
def test_a_misspelt_key_is_told_with_the_nearest_known_one_and_not_as_missing(
    written: str, says: str
) -> None:
    row = "petition:               {"
    text = blank_text(FORMS[-1]).replace(row + "natural_person: 0", row + written)
    report, found = reading(text)
    found = found + (list(structure.findings(report)) if report else [])
    assert len(found) == 1 and says in found[0].hint.zh + found[0].message.zh
