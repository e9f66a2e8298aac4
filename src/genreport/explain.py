"""A rule by example: a report that breaks it, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from genreport import read
from genreport.finding import Finding, Path
from genreport.formats import Format
from genreport.judge import verdict
from genreport.report import Report, Value
from genreport.rules import Rule
from genreport.write.yaml import blank, yaml

AGENCY = "青禾县司法局"
# right narratives, so that nothing but the fault shown is to be found
_NARRATIVES = {
    "overview": "全年按照《条例》的要求开展政府信息公开工作，公开的内容及时准确，申请办理规范，"
    "网站和新媒体运行平稳。"
    "办公室统一受理和答复，法规机构审核把关，各股室按职责提供材料，责任到人。按规定开展工作考核和社会评议，"
    "没有发生需要追究责任的情形，各项制度得到落实，群众对公开的内容和方式总体满意。",
    "problems": "政策解读的形式还比较单一，基层人员的业务能力还不够强。"
    "下一步将丰富解读形式，加强培训和检查，提高公开的质量。",
    "other": "本年度未收取信息处理费。",
}


class Example(NamedTuple):
    """A report that breaks a rule, its text, and what is found in it."""

    text: str
    report: Report
    findings: list[Finding]


def example(form: Format, rule: Rule, rules: Sequence[Rule] = ()) -> Example:
    """The example of a rule, with the report of the year before where the rule needs one; judged by these rules."""
    year = form.years.get("to", form.years["from"] + 1)
    before = None
    if rule.previous_example or rule.across_years:
        _, before = changed(form, year - 1, rule.previous_example)
    text, report = changed(form, year, rule.example)
    return Example(text, report, verdict(report, rules or form.rules, before).findings)


def changed(form: Format, year: int, changes: Mapping[str, Any]) -> tuple[str, Report]:
    """A right report with some values changed, read from its YAML so that every value has its line.

    A narrative whose name ends in + is put before the right one; a figure that is None is left blank.
    """
    started = blank(form, year, AGENCY, "department")
    values: dict[Path, Value] = dict(started.values)
    values |= {(name,): text for name, text in _NARRATIVES.items()}
    for dotted, value in changes.items():
        path = tuple(dotted.rstrip("+").split("."))
        told = _dated(value, year)
        if told is None:
            del values[path]
        else:
            values[path] = f"{told}\n{values[path]}" if dotted.endswith("+") else told
    text = yaml(Report(form, MappingProxyType(values)))
    report = read.text(text.encode("utf-8"), "report.yaml").report
    assert report is not None
    return text, report


def _dated(value: Any, year: int) -> Value | None:
    """`{last}`, `{year}` and `{next}` in an example put in, `words × 50` repeated; a date in quotes is a date."""
    if isinstance(value, float):
        return Decimal(str(value))
    if not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    words, times, count = value.rpartition(" × ")
    text = words * int(count) if times else value
    for name, off in (("{last}", -1), ("{year}", 0), ("{next}", 1)):
        text = text.replace(name, str(year + off))
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    return text
