"""A report as the YAML that a clerk fills in: every row a line, every figure named, comments in Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from genreport.finding import Path
from genreport.formats import Format
from genreport.layout import Field, Section, Table
from genreport.report import Report, Value

_PLAIN = re.compile(r"[\w（）〔〕《》—·.@/()+-]+(?: [\w（）〔〕《》—·.@/()+-]+)*")
_CHINESE = re.compile(r"[\u3400-\u9fff《“（〔](?:[^:#]*[^:#\s])?")
_HELP = (
    "填写说明：",
    "  1. 冒号、逗号、花括号和数字都用半角（英文输入法）；冒号后面空一格；缩进用空格，不用制表符。",
    "  2. 没有的写 0，不要留空，也不要写“无”或“/”；总计由程序相加，不必填写。",
    "  3. 文字部分写在“|”的下一行起，每行开头空两格；一行就是一段；单独一行的“（一）……”是小标题。",
    "  4. “#”后面是说明，可以保留，也可以删去。",
    "  5. 填好后运行 genreport validate 核对，再运行 genreport build 生成 HTML、DOCX、PDF。",
)


def blank(form: Format, year: int, agency: str, kind: str | None = None) -> Report:
    """A report with every figure 0, the usual preamble, and the narratives still to be written."""
    values: dict[Path, Value] = {("year",): year, ("agency",): agency}
    if kind:
        values[("kind",)] = kind
    if form.preamble:
        text = form.preamble.replace("{year}", str(year)).replace("{agency}", agency)
        values[("preamble",)] = "\n".join(text.split(" ")).strip()
    total = {path for path, _ in form.totals}
    values |= {path: 0 for path in form.cells if path not in total}
    values |= {(s.id,): s.blank for s in form.sections if s.blank}
    return Report(form, MappingProxyType(values))


def yaml(report: Report, schema: str = "", remarks: Mapping[Path, str] | None = None) -> str:
    """The report as commented YAML; `schema` is the path of the JSON Schema that editors shall use.

    `remarks` are last year's words for narratives: they stand above them as comments, to be written anew.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [f"# {report.title}", f"# 格式：{report.format.source}"]
    lines += [f"# {line}" for line in _HELP] + [""]
    for f in report.format.fields:
        lines += _field(report, f, (), "")
    lines += _beside(report)
    for s in report.format.sections:
        lines += ["", *_section(report, s, remarks or {})]
    return "\n".join(lines) + "\n"


def _field(report: Report, f: Field, above: Path, indent: str) -> Iterator[str]:
    path = (*above, f.id)
    if f.kind == "prose":
        yield f"{indent}# {f.label}：{f.help}"
        yield from _prose(report, path, indent)
        return
    told = f"{f.label}：{f.help}" if f.help and not above else f.label
    told = told.replace(
        "{next}", str(int(report.get("year") or 0) + 1)
    )  # a report is written in the year after
    if f.choices:
        told += "；可写 " + "、".join(f"{k}（{v}）" for k, v in f.choices.items())
    if f.fields:
        yield f"{indent}{f.id}:   # {told}"
        for g in f.fields:
            yield from _field(report, g, path, indent + "  ")
        return
    value = report.get(*path)
    yield f"{indent}{f.id}: {scalar(value)}".rstrip() + f"   # {told}"


def _beside(report: Report) -> Iterator[str]:
    """What a report says beside the form: last year's file, the warnings that it explains."""
    if previous := report.get("previous"):
        yield f"previous: {scalar(previous)}   # 上一年度的报告"
    entries: dict[str, list[str]] = {}
    for path, value in report.values.items():
        if path[0] == "accept" and len(path) == 3:
            entries.setdefault(path[1], []).append(f"{path[2]}: {scalar(value)}")
    if entries:
        yield "accept:   # 已说明的问题"
        yield from (f"  - {{{', '.join(entry)}}}" for entry in entries.values())


def _section(report: Report, s: Section, remarks: Mapping[Path, str]) -> Iterator[str]:
    yield "# " + "─" * 30
    yield f"# {s.title}"
    if s.help:
        yield f"# {s.help}"
    if last := remarks.get((s.id, "note") if s.table else (s.id,)):
        yield "# 上年的文字如下，供写本年情况时参考，不会印出来："
        yield from (f"#   {line}".rstrip() for line in last.splitlines())
    if s.table is None:
        yield from _prose(report, (s.id,), "")
        return
    yield f"{s.id}:"
    if report.get(s.id, "note"):
        yield from _prose(report, (s.id, "note"), "  ")
    yield from _rows(report, s.table)


def _prose(report: Report, path: Path, indent: str) -> Iterator[str]:
    text = str(report.get(*path) or "").rstrip()
    if not text:
        yield f"{indent}{path[-1]}: |"
        return
    if text == scalar(text):
        yield f"{indent}{path[-1]}: {text}"
        return
    # text that begins with a blank would be taken for deeper indentation: say how deep it is
    yield f"{indent}{path[-1]}: |" + ("2" if text[0] in " \n" else "")
    for line in text.splitlines():
        yield f"{indent}  {line}".rstrip()


def _rows(report: Report, table: Table) -> Iterator[str]:
    """One line for each innermost mapping; a table without rows of its own has one for each group of columns."""
    totals = {t for t, _ in table.totals}
    shown = [p for p in table.values if report.get(*p) is not None or p not in totals]
    lines: dict[Path, list[str]] = {}
    for path in shown:
        lines.setdefault(path[:-1], []).append(f"{path[-1]}: {scalar(report.get(*path))}")
    for path in table.values:  # a row of totals alone is there to be seen, not to be filled in
        lines.setdefault(path[:-1], [])
    order = {path[:-1]: n for n, path in enumerate(table.values)}
    width = max(len(p[-1]) for p in lines) + 1
    told: tuple[str, ...] = ()
    for row, items in sorted(lines.items(), key=lambda item: order[item[0]]):
        if not items:
            yield f"  # {' · '.join(table.labels[row])}：由程序相加，不必填写"
            continue
        columns = tuple(table.labels[p][-1] for p in shown if p[:-1] == row)
        if columns != told:
            told = columns
            yield f"  # 各项依次为：{'、'.join(columns)}"
        yield f"  {row[-1] + ':':<{width}} {{{', '.join(items)}}}   # {' · '.join(table.labels[row])}"


def scalar(value: object) -> str:
    """A value as YAML writes it on one line, in quotes where it would be read as something else."""
    match value:
        case None:
            return ""
        case bool():
            raise TypeError("no truth values in a report")
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case date():
            return value.isoformat()
    text = str(value)
    if _PLAIN.fullmatch(text) and not re.match(
        r"[-+.\d@(?]|(?:true|false|yes|no|on|off|null|y|n)$", text, re.I
    ):
        return text
    if _CHINESE.fullmatch(text) and text.isprintable():
        return text  # begins with a Chinese character, so nothing in it is taken for syntax
    return json.dumps(text, ensure_ascii=False)
