"""The Python interface as the README shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import genreport


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_example_in_the_readme_runs(readme: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.S)
    shutil.copy(ROOT / "examples" / "qinghe-2025.yaml", tmp_path / "report.yaml")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == "" and done.stdout.split() == ["18", "55"]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_is_written_by_suffix(tmp_path: Path) -> None:
    report, found = genreport.read.file(ROOT / "examples" / "qinghe-2024.yaml")
    assert found == []
    for suffix in ("html", "docx", "yaml"):
        assert genreport.write.file(report, tmp_path / f"a.{suffix}") == []
    again, _ = genreport.read.file(tmp_path / "a.yaml")
    assert dict(again.values) == dict(report.values)


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    report = genreport.read.file(ROOT / "examples" / "qinghe-2024.yaml").report
    with pytest.raises(ValueError, match="html, docx, pdf"):
        genreport.write.file(report, tmp_path / "a.odt")
    assert list(tmp_path.iterdir()) == []


def test_the_public_names() -> None:
    assert genreport.Report and genreport.Format and genreport.Finding and genreport.Severity
    with pytest.raises(AttributeError, match="nothing"):
        genreport.nothing  # noqa: B018
