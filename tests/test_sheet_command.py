"""`genreport sheet`: what it writes, what it refuses, its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, blank_text
from openpyxl import load_workbook

from genreport import formats
from genreport.cli import main
from genreport.read import xlsx as reader

EXAMPLE = ROOT / "examples/qinghe-2025.yaml"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["sheet", *map(str, args)])


def test_report_becomes_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    result = run(EXAMPLE, "-o", out)
    assert (result.exit_code, result.stdout.strip()) == (0, str(out))
    found = reader.report(out.read_bytes(), "sheet.xlsx")
    assert found
    assert found[0]["agency",] == "青禾县自然资源和规划局"
    assert not list(tmp_path.glob(".*"))


def test_blank_workbook_has_no_zeros(tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    assert run("--year", 2025, "--agency", "青禾县司法局", "--kind", "department", "-o", out).exit_code == 0
    found = reader.report(out.read_bytes(), "sheet.xlsx")
    assert found
    values, _, findings = found
    assert findings == []
    assert (values["year",], values["agency",], values["kind",]) == (2025, "青禾县司法局", "department")
    assert not set(values) & set(formats.of_year(2025).cells)  # type: ignore[union-attr]
    assert load_workbook(out).sheetnames[0] == "单位信息"


def test_report_with_errors_is_exported_and_its_errors_are_shown(tmp_path: Path) -> None:
    text = blank_text(formats.latest()).replace("natural_person: 0", "natural_person: 5", 1)
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    result = run(tmp_path / "report.yaml", "-o", tmp_path / "sheet.xlsx")
    assert result.exit_code == 1
    assert "R301" in result.stderr
    assert (tmp_path / "sheet.xlsx").exists()


def test_what_a_cell_cannot_hold_writes_nothing(tmp_path: Path) -> None:
    text = blank_text(formats.latest()).replace("\nother: 无。", f"\nother: {'长' * 40_000}")
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    result = run(tmp_path / "report.yaml", "-o", tmp_path / "sheet.xlsx")
    assert result.exit_code == 1
    assert "I097" in result.stderr
    assert not (tmp_path / "sheet.xlsx").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["nowhere.yaml"],
        [],
        ["--agency", "青禾县司法局"],
        ["--year", "1999"],
        [str(EXAMPLE), "--year", "2025"],
        [str(EXAMPLE), "-o", "sheet.xls"],
        [str(EXAMPLE), "-o", "none/sheet.xlsx"],
    ],
)
def test_wrong_use_ends_with_2_and_writes_nothing(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*args).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_published_file_is_to_be_imported_first(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html></html>", encoding="utf-8")
    told = run(page, "-o", tmp_path / "sheet.xlsx")
    assert told.exit_code == 2
    assert "genreport import" in told.output and not (tmp_path / "sheet.xlsx").exists()


def test_existing_file_is_left_alone_without_force(tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    out.write_bytes(b"mine")
    assert run(EXAMPLE, "-o", out).exit_code == 2
    assert out.read_bytes() == b"mine"
    assert run(EXAMPLE, "-o", out, "--force").exit_code == 0
    assert out.read_bytes() != b"mine"
