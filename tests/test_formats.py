"""Every form folder, held to the same demands."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import FORMS, ROOT, blank_text, reading, year_of
from official_labels import LABELS, TITLES

from genreport import formats
from genreport.check import findings
from genreport.formats import Format
from genreport.rules import load_rules


def test_the_words_are_those_of_the_official_form(form: Format) -> None:
    assert [s.title for s in form.sections] == TITLES
    for id, words in LABELS[form.id].items():
        table = form.section(id).table
        assert [c.text for c in table.grid if c.role != "value"] == words


@pytest.mark.parametrize(
    ("year", "id"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")]
)
def test_the_year_picks_the_form(year: int, id: str | None) -> None:
    found = formats.of_year(year)
    assert (found.id if found else None) == id


def test_the_committed_schema_is_the_one_that_the_layout_implies(form: Format) -> None:
    told = "stale: run `genreport formats build`"
    assert form.schema_file.read_text(encoding="utf-8") == formats.schema_text(form), told


def test_the_schema_is_valid_and_describes_every_key(form: Format) -> None:
    jsonschema.Draft7Validator.check_schema(form.schema)

    def undescribed(node: dict, path: str) -> list[str]:
        here = [] if path == "" or node.get("description") else [path]
        return here + [
            u for k, sub in node.get("properties", {}).items() for u in undescribed(sub, f"{path}/{k}")
        ]

    assert undescribed(form.schema, "") == []


def test_an_independent_validator_accepts_a_blank_report_too(form: Format) -> None:
    jsonschema.Draft7Validator(form.schema).validate(yaml.safe_load(blank_text(form)))


def test_a_blank_report_with_its_narratives_written_has_no_findings(form: Format) -> None:
    report, found = reading(blank_text(form))
    assert report is not None and found == []
    assert findings(report) == []


def test_a_rule_that_names_no_row_of_the_form_stops_the_form_from_loading(
    form: Format, tmp_path: Path
) -> None:
    text = (form.folder / "rules.yaml").read_text(encoding="utf-8")
    (tmp_path / form.id).mkdir()
    (tmp_path / "narrative.yaml").write_text("words: {}\nrules: []\n", encoding="utf-8")
    broken = tmp_path / form.id / "rules.yaml"
    broken.write_text(text.replace("carried_in ==", "caried_in =="), encoding="utf-8")
    with pytest.raises(ValueError, match="did you mean 'carried_in'"):
        load_rules(broken, form.sections)


def test_no_year_and_no_rule_code_stands_in_the_code() -> None:
    for file in (ROOT / "src").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\\u)20(19|2\d)", text), file  # \u2028 is a character
        assert not re.search(r"\bR\d{3}\b", text), file


def test_years_of_forms_do_not_overlap() -> None:
    for year in range(2010, 2040):
        assert sum(f.covers(year) for f in FORMS) <= 1
    assert all(f.covers(year_of(f)) for f in FORMS)


def test_no_sentence_of_the_program_is_cut_by_a_comment_sign() -> None:
    text = (ROOT / "src" / "genreport" / "messages.yaml").read_text(encoding="utf-8")
    cut = [line for line in text.splitlines() if re.match(r"\s+(zh|en): [^\"'].* #", line)]
    assert cut == []
