"""The examples: right in themselves, one year after the other, and true to the published figures."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pdfplumber
import pytest
from conftest import ROOT

from genreport import check, formats, read, write
from genreport.prose import paragraphs
from genreport.report import Report

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def report_of(name: str) -> Report:
    """An example with its totals computed."""
    report = read.file(ROOT / "examples" / name).report
    assert report is not None
    return report.filled()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.stem)
def test_an_example_has_no_findings_and_is_built_in_every_medium(file: Path) -> None:
    report, found = read.file(file)
    assert report is not None and found + check.findings(report) == []
    made, more = write.documents(report)
    assert more == [] and set(made) == {"html", "docx", "pdf"}
    with pdfplumber.open(io.BytesIO(made["pdf"])) as pdf:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    for part in ("overview", "problems", "other"):
        for paragraph in paragraphs(str(report.get(part))):
            assert re.sub(r"\s", "", paragraph)[:12] in text


def test_both_forms_have_an_example() -> None:
    used = {read.file(f).report.format.id for f in EXAMPLES}  # type: ignore[union-attr]
    assert used == {f.id for f in formats.every()}


def test_two_consecutive_years_of_one_agency_tally() -> None:
    last, this = report_of("qinghe-2024.yaml"), report_of("qinghe-2025.yaml")
    assert last.agency == this.agency and this.get("year") == last.get("year") + 1
    for path in this.format.cells:
        if path[1] == "carried_in":
            assert this.get(*path) == last.get(path[0], "carried_out", path[2])
    for row in ("regulations", "normative_documents"):
        before, made, gone, now = (
            last.get("disclosure", row, "in_force"),
            *(this.get("disclosure", row, c) for c in ("made", "abolished", "in_force")),
        )
        assert now == before + made - gone


def test_the_narrative_of_an_example_says_what_its_tables_say() -> None:
    for name in ("qinghe-2024.yaml", "qinghe-2025.yaml"):
        report = report_of(name)
        text = str(report.get("overview"))
        for row, words in {
            "new": "新收政府信息公开申请",
            "carried_in": "上年结转",
            "total": "办结",
            "carried_out": "结转下年度继续办理",
        }.items():
            assert f"{words}{report.get('requests', row, 'total')}件" in text


def test_jiangyou_has_the_published_figures(corpus: Path) -> None:
    published = json.loads((corpus / "expected" / "jiangyou-2020.json").read_text(encoding="utf-8"))
    report = report_of("jiangyou-2020.yaml")
    figures: dict[str, list[object]] = {}
    for path in report.format.cells:
        row = report.format.label(path[:-1]).split(" · ")[-1] if path[0] != "disputes" else "disputes"
        figures.setdefault(row, []).append(report.get(*path))
    told = published["table2"] | {"disputes": published["table4"]}
    for label, row in published["table3"].items():
        bare = re.sub(r"^三、", "", label)
        told[re.sub(r"^（.）(?=\d)", "", bare)] = row
    told["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"] = told.pop("（二）部分公开")
    assert figures == told
