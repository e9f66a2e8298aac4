"""The text of findings as it is shown: each file of `shown/` changes a right report and says what comes of it.

After a change that is meant, write the files anew with GENREPORT_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from conftest import FORMS, blank_text, reading

from genreport import show
from genreport.check import findings
from genreport.finding import Finding
from genreport.source import characters

FILES = sorted((Path(__file__).parent / "shown").glob("*.yaml"))


def found_in(case: dict) -> list[Finding]:
    """What is found in the right report of the case's form, changed as the case says."""
    report, found = reading(text_of(case))
    return found + (findings(report) if report else [])


def text_of(case: dict) -> str:
    """The right report of the case's form, changed as the case says."""
    text = blank_text(next(f for f in FORMS if f.id == str(case.get("form", "2021"))))
    for change in case["change"]:
        assert text.count(change["from"]) == 1, change
        text = text.replace(change["from"], change["to"])
    return text


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_findings_are_shown_as_the_file_says(file: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = found_in(case)
    sources = {"report.yaml": characters.lines(text_of(case))}
    shown = {lang: show.text(found, lang, sources) + "\n" for lang in ("zh", "en")}
    if os.environ.get("GENREPORT_ACCEPT"):
        head = file.read_text(encoding="utf-8").split("\nzh: |")[0].rstrip()
        told = [
            f"{lang}: |\n" + "".join(f"  {line}\n" for line in shown[lang].splitlines()) for lang in shown
        ]
        file.write_text(head + "\n" + "".join(told), encoding="utf-8")
    assert shown == {"zh": case.get("zh"), "en": case.get("en")}
    assert found, "a case that finds nothing shows nothing"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_findings_for_programs_say_the_same(file: Path) -> None:
    found = found_in(yaml.safe_load(file.read_text(encoding="utf-8")))
    data = json.loads(show.as_json(found, ["report.yaml"]))
    assert data["errors"] + data["warnings"] + data["notes"] == len(found)
    for f, told in zip(found, data["findings"], strict=True):
        assert (told["code"], told["line"], told["column"]) == (f.code, f.where.line, f.where.column)
        assert told["quote"] == f.quote
        assert told["message"] == {"zh": f.message.zh, "en": f.message.en}


def test_a_flood_of_findings_is_cut_and_counted() -> None:
    one = found_in({"change": [{"from": "year: 2021", "to": "year: x"}]})
    text = show.text(one * 5000, "zh")
    assert len(text.encode()) < 64_000 and text.splitlines()[-1].startswith("report.yaml …… 另有")


def test_programs_are_told_how_many_findings_are_left_out() -> None:
    one = found_in({"change": [{"from": "year: 2021", "to": "year: x"}]})
    told = show.as_json(one * 5000, ["report.yaml"])
    data = json.loads(told)
    assert len(told.encode()) < 64_000 and data["errors"] == 5000
    assert len(data["findings"]) + data["omitted"] == 5000


def test_a_key_of_a_thousand_letters_is_shown_short() -> None:
    report, _ = reading(blank_text(FORMS[-1]) + "k" * 1000 + ": 1\n")
    (found,) = findings(report)
    assert len(show.as_json([found], [])) < 2500 and len(show.text([found], "zh")) < 1500
