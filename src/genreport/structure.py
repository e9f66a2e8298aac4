"""Structure: what the form's JSON Schema says of a report file, told in the form's own words at line and column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from genreport import unknown as unknown_keys
from genreport.finding import Finding, Path, Text, Where
from genreport.formats import Format
from genreport.messages import finding
from genreport.report import Report, day, plain_number
from genreport.source import Source, advice
from genreport.source.dates import date_advice, year_advice
from genreport.unknown import allowed_at, listed

_KINDS = {
    "integer": Text("不小于 0 的整数", "a whole number not below 0"),
    "change": Text("整数（可带正负号）", "a whole number, with a sign if you like"),
    "amount": Text("不小于 0 的数", "a number not below 0"),
    "year": Text("四位数的年份", "a year of four digits"),
    "date": Text("“年-月-日”的日期，月、日各两位数字", "a date as YYYY-MM-DD"),
    "text": Text("文字", "text"),
    "prose": Text("文字", "text"),
}


@cache
def _validator(form: Format) -> Any:
    return jsonschema_rs.validator_for(form.schema)


def findings(report: Report) -> Iterator[Finding]:
    """Everything in which the file is not of the form's structure: all of it, in one run."""
    source, form = report.source, report.format
    if source is None:
        return
    wrong: dict[Path, Finding] = {}
    missing: list[Path] = []
    unknown: list[Path] = []
    meant: set[Path] = set()  # what a misspelt or misplaced key stands for is not missing as well
    for error in _validator(form).iter_errors(source.root):
        path = tuple(str(part) for part in error.instance_path)
        kind, value = error.kind.name, error.kind.value
        if kind == "required":
            missing.append((*path, str(value)))
        elif kind == "additionalProperties":
            unknown += [(*path, str(key)) for key in value]
        elif path not in wrong:
            wrong[path] = _wrong(report, source, path, kind, value)
    for one in unknown_keys.findings(report, source, unknown, missing):
        meant.update(one.meant)
        yield one.finding
    yield from (_missing(report, path[:-1], path[-1]) for path in missing if path not in meant)
    yield from (found for path, found in wrong.items() if path not in meant)
    yield from _not_plain(report, source, set(wrong))
    yield from _not_a_day(report, source, set(wrong))


def _missing(report: Report, parent: Path, key: str) -> Finding:
    path, form = (*parent, key), report.format
    where = _before(report, path)._replace(path=path)
    match _level(form, path):
        case "section":
            return finding("S001", where, form.label(path), key=key)
        case "row":
            return finding("S002", where, form.label(path), example=_row(form, path))
        case "cell":
            return finding("S003", where, form.label(path), example=f"{key}: 0")
    return finding("S004", where, form.label(path), key=key)


def _before(report: Report, path: Path) -> Where:
    """The place of what stands before a missing row or section in the form; of what is around it, if nothing does."""
    fellows = [p for p in report.format.order if p[:-1] == path[:-1]]
    earlier = fellows[: fellows.index(path)] if path in fellows else []
    return next((report.where(p) for p in reversed(earlier) if p in report.marks), report.where(path[:-1]))


def _row(form: Format, path: Path) -> Text:
    """A row as it is written, every figure to be filled in."""
    columns = [p[-1] for p in form.cells if p[: len(path)] == path]
    line = f"{path[-1]}: {{" + ", ".join(f"{c}: 0" for c in columns if c != "total") + "}"
    return Text(line, line)


def _level(form: Format, path: Path) -> str:
    if path in form.cells:
        return "cell"
    if len(path) == 1:
        return "section" if form.section(path[0]) else "field"
    return "row" if any(p[: len(path)] == path for p in form.cells) else "field"


def _wrong(report: Report, source: Source, path: Path, kind: str, value: object) -> Finding:
    form, where = report.format, report.where(path)
    label = form.label(path)
    scalar = source.scalars.get(path)
    if path and _level(form, path) == "row":
        return finding("S021", where, label, example=_row(form, path))
    if path[:1] == ("accept",) and len(path) < 3:
        return finding("S024", where, label)
    if (kind == "type" and value == ["object"]) or path == ():
        return finding("S007", where, label, keys=listed(allowed_at(form, path)))
    if scalar is None:
        return finding("S008", where, label)
    known = form.scalars.get(path)
    if path in form.cells:
        return _wrong_number(report, path, form.cells[path].number, scalar.raw)
    if (kind == "pattern" and (known is None or known.kind != "date")) or scalar.value is None:
        section = form.section(path[0])
        if known is None and path[-1] != "note" and section:
            return finding("S009", where, label, help=section.help)
        return finding("S004", where, label, key=path[-1])
    if kind == "maxLength":
        return finding("S010", where, label, limit=str(value), count=str(len(scalar.raw)))
    if known is not None and known.kind == "choice":
        told = listed([f"{k}（{v}）" for k, v in known.choices.items()])
        return finding("S011", where, label, choices=told, found=scalar.raw)
    kind = known.kind if known else "prose"
    better = (
        year_advice(scalar.raw) if kind == "year" else date_advice(scalar.raw) if kind == "date" else None
    )
    if better is not None:
        return finding("S101", where, label, wanted=_KINDS[kind], found=scalar.raw, advice=better)
    return finding("S102", where, label, wanted=_KINDS[kind], found=scalar.raw)


def _wrong_number(report: Report, path: Path, number: str, raw: str) -> Finding:
    where, label = report.where(path), report.format.label(path)
    if raw.strip() in ("", "~", "null", "Null", "NULL"):
        return finding("S103", where, label)
    told = advice(raw, number, label)
    if told is None:
        return finding("S102", where, label, wanted=_KINDS[number], found=raw)
    return finding("S101", where, label, wanted=_KINDS[number], found=raw, advice=told)


def _not_plain(report: Report, source: Source, seen: set[Path]) -> Iterator[Finding]:
    """Figures that pass the schema as numbers but are not written in plain digits: 12.0, +3, -0."""
    for path, cell in report.format.cells.items():
        scalar = source.scalars.get(path)
        if scalar is not None and path not in seen and not plain_number(scalar, cell.number):
            yield _wrong_number(report, path, cell.number, scalar.raw)


def _not_a_day(report: Report, source: Source, seen: set[Path]) -> Iterator[Finding]:
    """Dates that are written rightly but that no calendar has."""
    for path, known in report.format.scalars.items():
        scalar = source.scalars.get(path)
        if (
            known.kind == "date"
            and scalar
            and scalar.value is not None
            and path not in seen
            and not day(scalar.raw)
        ):
            yield _wrong(report, source, path, "date", None)
