"""Reports written as YAML: what is written is read back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import blank_text, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from genreport import formats
from genreport.check import findings
from genreport.formats import Format
from genreport.report import Report
from genreport.write.yaml import blank, scalar, yaml

TEXT = st.text(
    st.characters(blacklist_categories=("C", "Zl", "Zp"), blacklist_characters="\x85"), max_size=60
)


def read_back(report: Report) -> Report:
    """The report after a round trip through its own YAML."""
    again, found = reading(yaml(report))
    assert again is not None and found == [], found
    return again


def test_a_blank_form_has_every_row_on_a_line_and_every_figure_zero(form: Format) -> None:
    text = yaml(blank(form, form.years["from"], "青禾县司法局"))
    report = reading(text).report
    totals = {t for t, _ in form.totals}
    assert {p: report.get(*p) for p in form.cells if p not in totals} == dict.fromkeys(
        form.cells.keys() - totals, 0
    )
    rows = {p[:-1] for p in form.cells}
    lines = [
        line
        for line in text.splitlines()
        if line.startswith("  ") and ("{" in line or "由程序相加，不必" in line)
    ]
    assert len(lines) == len(rows)


def test_a_blank_form_wants_nothing_but_its_narratives(form: Format) -> None:
    report = reading(yaml(blank(form, form.years["from"], "青禾县司法局"))).report
    assert [(f.code, f.where.path) for f in findings(report)] == [
        ("S009", ("overview",)),
        ("S009", ("problems",)),
    ]


def test_each_row_is_explained_in_the_words_of_the_form(form: Format) -> None:
    text = blank_text(form)
    for section in form.sections:
        if section.table:
            for cell in section.table.grid:
                if cell.role == "stub" and not cell.group:
                    assert cell.text in text


def test_the_first_line_names_the_schema_for_editors() -> None:
    text = yaml(blank(formats.latest(), 2025, "青禾县司法局"), "genreport-2021.schema.json")
    assert text.startswith("# yaml-language-server: $schema=genreport-2021.schema.json\n")


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_survives_as_a_scalar(text: str) -> None:
    form = formats.latest()
    report = Report(form, {("year",): 2025, ("agency",): "某局", ("title",): text})
    assert (read_back(report).get("title") or "") == text


@given(st.lists(TEXT, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_narrative_survives_but_for_blanks_at_the_ends_of_lines(lines: list[str]) -> None:
    form = formats.latest()
    text = "\n".join(line.rstrip() for line in lines).rstrip().lstrip("\n")
    report = Report(form, {("year",): 2025, ("agency",): "某局", ("overview",): text})
    assert (read_back(report).get("overview") or "").rstrip("\n") == text


def test_figures_dates_and_given_totals_survive(form: Format) -> None:
    report = reading(blank_text(form)).report
    values = dict(report.values)
    values |= {p: n for n, p in enumerate(form.cells)}
    for path, cell in form.cells.items():
        if cell.number == "amount":
            values[path] = Decimal("12345.67")
        if cell.number == "change":
            values[path] = -values[path]
    assert dict(read_back(Report(form, values)).values) == values


@pytest.mark.parametrize(
    "text", ["yes", "null", "~", "012", "1:30", "2025-01-28", "", "- a", "a: b", "#x", "'", '"', "{"]
)
def test_text_that_yaml_would_take_for_something_else_is_quoted(text: str) -> None:
    report = Report(formats.latest(), {("year",): 2025, ("agency",): "某局", ("title",): text})
    assert (read_back(report).get("title") or "") == text, scalar(text)
