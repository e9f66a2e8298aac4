"""What is written in any medium is read again: `read(write(report)) == report`, for random reports in both forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from conftest import FORMS, year_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from genreport import prose, published, write
from genreport.finding import Path
from genreport.formats import Format
from genreport.report import Report, Value
from genreport.write.xlsx import xlsx
from genreport.write.yaml import yaml

EXAMPLES = {"yaml": 30, "html": 20, "docx": 20, "xlsx": 10, "pdf": 3}  # a PDF takes a second
COUNT = st.integers(0, 9) | st.integers(0, 99_999_999)
NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    "integer": COUNT,
    "change": st.integers(-99_999, 99_999),
    "amount": st.decimals(0, 999_999, places=2).map(lambda d: Decimal(f"{d:f}")),
}
# words of several kinds: plain sentences, headings, run-in headings, figures, signs that mean something to Markdown
LINES = st.sampled_from(
    [
        "全年主动公开政府信息1,026条，其中网站968条、新媒体58条；比上年增长6.0%。",
        "（一）主动公开",
        "（二）依申请公开",
        "（三）健全机制。修订办理规程，答复须经法规机构审核后发出。",
        "一是编印《政府信息公开工作手册》；二是培训3次，参训87人次。",
        "办理情况见下列说明：A*B、C_D、<E>、#F、[G](H)、1|2、`I`、$J$。",
        "1.征地信息公开不够及时",
        "2．政策解读形式单一（如：图解、视频）",
        "2024 年 12 月 31 日前完成整改，ABC 平台 V2.0 上线运行。",
        "“三安全一稳定”等情形，按《条例》第十四条办理——逐件审查……",
    ]
)
TEXT = st.lists(LINES, min_size=1, max_size=7).map("\n".join)


class Case:
    """A report that is not printed whole where it fails."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __repr__(self) -> str:
        words = {".".join(p): v for p, v in self.report.values.items() if len(p) == 1}
        return f"Case({words})"


@st.composite
def reports(draw: st.DrawFn, form: Format) -> Case:
    """A report whose figures are random, some blank, some totals given and wrong."""
    year = year_of(form)
    values: dict[Path, Value] = {("year",): year, ("agency",): "青禾县自然资源和规划局"}
    blanks = draw(st.sets(st.sampled_from(sorted(form.cells)), max_size=12))
    totals = {path for path, _ in form.totals}
    for path, cell in form.cells.items():
        wanted = path not in totals or draw(st.integers(0, 9)) == 0
        if wanted and path not in blanks:
            values[path] = draw(NUMBERS[cell.number])
    for section in form.sections:
        if not section.table:
            values[section.id,] = draw(TEXT)
    if draw(st.booleans()):
        values["preamble",] = f"根据《条例》编制{year}年政府信息公开工作年度报告。"
        values["number",] = f"青自然资规〔{year + 1}〕4号"
        values["issued",] = date(year + 1, 1, 21)
    return Case(Report(form, MappingProxyType(values)))


def written(report: Report, medium: str) -> bytes:
    """The report in a medium."""
    if medium == "yaml":
        return yaml(report).encode("utf-8")
    if medium == "xlsx":
        return xlsx(report)
    return write.documents(report, [medium])[0][medium]


def back(data: bytes, medium: str) -> Report:
    """The report that is read from a medium."""
    from genreport import read

    name = f"report.{medium}"
    report = (read.text(data, name) if medium == "yaml" else published.text(data, name)).report
    assert report is not None
    return report


def said(report: Report, path: Path, medium: str) -> list[str]:
    """The paragraphs of a narrative; a PDF does not tell blanks from the white between letters."""
    told = prose.paragraphs(str(report.get(*path) or ""))
    return ["".join(each.split()) for each in told] if medium == "pdf" else told


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
@pytest.mark.parametrize("medium", EXAMPLES)
def test_a_report_comes_back_from_every_medium(medium: str, form: Format) -> None:
    @settings(
        max_examples=EXAMPLES[medium], deadline=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(reports(form))
    def holds(case: Case) -> None:
        report = case.report
        was, now = report.filled(), back(written(report, medium), medium).filled()
        assert {p: now.get(*p) for p in form.cells} == {p: was.get(*p) for p in form.cells}
        assert (now.get("year"), now.agency, now.title) == (was.get("year"), was.agency, was.title)
        assert (now.get("number"), now.get("issued")) == (was.get("number"), was.get("issued"))
        for section in form.sections:
            if not section.table:
                assert said(now, (section.id,), medium) == said(was, (section.id,), medium)

    holds()
