"""`init --from`: next year's report begins with what is carried over, last year's words stand as comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from genreport import formats, read
from genreport.cli import main
from genreport.report import Report
from genreport.write.renewed import renewed

EXAMPLES = Path(__file__).parents[1] / "examples"


def example(name: str) -> Report:
    report = read.file(EXAMPLES / name).report
    assert report is not None
    return report


def begun(*args: object) -> tuple[int, str]:
    """The exit status and the words of `genreport init …`."""
    result = CliRunner().invoke(main, ["init", *map(str, args)])
    return result.exit_code, result.output


def read_back(file: Path) -> Report:
    report = read.file(file).report
    assert report is not None
    return report


def test_what_is_carried_over_stands_in_every_column(tmp_path: Path) -> None:
    last, out = example("qinghe-2025.yaml"), tmp_path / "new.yaml"
    status, words = begun("--from", EXAMPLES / "qinghe-2025.yaml", "-o", out)
    assert (status, "8" in words) == (0, True)
    new = read_back(out)
    for column in ("natural_person", "enterprise", "research", "public_interest", "legal_service", "other"):
        assert new.get("requests", "carried_in", column) == last.get("requests", "carried_out", column)
    assert new.get("disclosure", "normative_documents", "in_force") == 10
    assert new.get("requests", "new", "natural_person") == 0
    assert (new.get("year"), new.agency, new.get("kind")) == (2026, last.agency, "department")
    assert new.get("contact", "phone") == "0300-5550186"
    assert (tmp_path / str(new.get("previous"))).resolve() == EXAMPLES / "qinghe-2025.yaml"


def test_last_years_words_are_comments_only(tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    begun("--from", EXAMPLES / "qinghe-2025.yaml", "-o", out)
    assert read_back(out).get("overview") is None
    text = out.read_text(encoding="utf-8")
    assert "#   （一）主动公开\n" in text
    assert not any("征地信息" in line for line in text.splitlines() if not line.startswith("#"))


def test_items_of_the_trial_form_are_chained(tmp_path: Path) -> None:
    text = (
        (EXAMPLES / "jiangyou-2020.yaml").read_text(encoding="utf-8").replace("year: 2020", "year: 2019", 1)
    )
    last = tmp_path / "2019.yaml"
    last.write_text(text, encoding="utf-8")
    before = read_back(last)
    begun("--from", last, "-o", tmp_path / "2020.yaml")
    new = read_back(tmp_path / "2020.yaml")
    for row in ("licences", "other_services", "penalties", "compulsory_measures", "fees"):
        was = before.get("disclosure", row, "previous") + before.get("disclosure", row, "change")
        assert new.get("disclosure", row, "previous") == was


def test_what_the_other_form_did_not_ask_for_stays_blank() -> None:
    last, form = example("jiangyou-2020.yaml"), formats.of_year(2021)
    assert form is not None
    new = renewed(last, form, 2021).report
    assert new.get("disclosure", "normative_documents", "in_force") is None
    carried = last.get("requests", "carried_out", "natural_person")
    assert new.get("requests", "carried_in", "natural_person") == carried


@pytest.mark.parametrize(
    "args, words",
    [
        (("--from", EXAMPLES / "qinghe-2025.yaml", "--year", "2025"), "应为 2024 年度的报告"),
        (("--from", "nowhere.yaml"), "没有这个文件"),
        ((), "--year"),
        (("--year", "2025"), "--agency"),
    ],
)
def test_nothing_is_begun_from_the_wrong_thing(tmp_path: Path, args: tuple[object, ...], words: str) -> None:
    status, told = begun(*args, "-o", tmp_path / "new.yaml")
    assert (status, words in told) == (2, True)
    assert list(tmp_path.iterdir()) == []
