"""Structure: what the form's JSON Schema says of a report file, told in the form's own words at line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

import jsonschema_rs

from genreport.finding import Finding, Path, Text, Where
from genreport.formats import Format
from genreport.messages import finding, shown
from genreport.report import Report, day, plain_number
from genreport.source import Source, advice

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
    for found, stands_for in _all_unknown(report, source, unknown):
        meant.add(stands_for)
        yield found
    yield from (_missing(report, path[:-1], path[-1]) for path in missing if path not in meant)
    yield from wrong.values()
    yield from _not_plain(report, source, set(wrong))
    yield from _not_a_day(report, source, set(wrong))


def _missing(report: Report, parent: Path, key: str) -> Finding:
    path, form = (*parent, key), report.format
    where = Where(report.file, *report.where(parent)[1:3], path)
    example = key + ": "
    match _level(form, path):
        case "section":
            return finding("S001", where, form.label(path), key=key)
        case "row":
            columns = [p[-1] for p in form.cells if p[: len(path)] == path]
            example += "{" + ", ".join(f"{c}: 0" for c in columns if c != "total") + "}"
            return finding("S002", where, form.label(path), example=Text(example, example))
        case "cell":
            return finding("S003", where, form.label(path), example=example + "0")
    return finding("S004", where, form.label(path), key=key)


def _level(form: Format, path: Path) -> str:
    if path in form.cells:
        return "cell"
    if len(path) == 1:
        return "section" if form.section(path[0]) else "field"
    return "row" if any(p[: len(path)] == path for p in form.cells) else "field"


def _allowed(form: Format, path: Path) -> dict[str, str]:
    """The keys that may stand in the mapping at a path, each with the form's words for it."""
    node: dict[str, Any] = form.schema
    for part in path:
        node = node.get("properties", {}).get(part, {})
    return {key: str(sub.get("title", key)) for key, sub in node.get("properties", {}).items()}


def _all_unknown(report: Report, source: Source, unknown: list[Path]) -> Iterator[tuple[Finding, Path]]:
    """The findings about unknown keys; the rows below a section that has slipped are not told one by one."""
    form = report.format
    slipped = {path[-1] for path in unknown if len(path) > 1 and path[-1] in form.schema["properties"]}
    for path in unknown:
        home = _home(form, path[-1])
        if len(path) == 1 or home is None or home[0] not in slipped:
            yield _unknown(report, source, path[:-1], path[-1])


def _unknown(report: Report, source: Source, parent: Path, key: str) -> tuple[Finding, Path]:
    """The finding about a key that the form does not have, and the path that is meant by it (or none)."""
    form, path = report.format, (*parent, key)
    mark = source.keys.get(path)
    where = (
        Where(report.file, mark.line, mark.column, path) if mark else report.where(parent)._replace(path=path)
    )
    allowed = _allowed(form, parent)
    label = form.label(parent)
    if re.fullmatch(r"[0-9.]+", key):
        return finding("S015", where, label, key=key), ()
    near = _nearest(key, allowed)
    if near and near not in _present(source, parent):
        return finding("S005", where, label, key=key, near=near, title=allowed[near]), (*parent, near)
    if parent and key in form.schema["properties"]:
        return finding("S016", where, label, key=key, title=form.label((key,))), (key,)
    if (home := _home(form, key)) and home[:-1] != parent:
        return finding("S012", where, label, key=key, home=home[0], title=form.label(home)), home
    return finding("S006", where, label, key=key, allowed=_list(allowed)), ()


def _nearest(key: str, allowed: dict[str, str]) -> str | None:
    """The known key that looks or reads most like this one, by its id or by the form's words for it."""
    spoken = key.strip("：: ，,")
    titles = {title: k for k, title in allowed.items()}
    if near := get_close_matches(spoken.lower(), allowed, 1, 0.6):
        return near[0]
    return next((titles[t] for t in get_close_matches(spoken, titles, 1, 0.5)), None)


def _list(words: Iterable[str]) -> Text:
    told = shown("、".join(words), 400)
    return Text(told, told)


def _present(source: Source, parent: Path) -> set[str]:
    node: Any = source.root
    for part in parent:
        node = node.get(part) if isinstance(node, dict) else None
    return set(node) if isinstance(node, dict) else set()


def _home(form: Format, key: str) -> Path | None:
    """Where a key belongs that stands elsewhere by wrong indentation."""
    return next((p[:2] for p in form.cells if p[1] == key), None)


def _wrong(report: Report, source: Source, path: Path, kind: str, value: object) -> Finding:
    form, where = report.format, report.where(path)
    label = form.label(path)
    scalar = source.scalars.get(path)
    if (kind == "type" and value == ["object"]) or path == ():
        return finding("S007", where, label, keys=_list(_allowed(form, path)))
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
        told = _list([f"{k}（{v}）" for k, v in known.choices.items()])
        return finding("S011", where, label, choices=told, found=scalar.raw)
    return finding("S102", where, label, wanted=_KINDS[known.kind if known else "prose"], found=scalar.raw)


def _wrong_number(report: Report, path: Path, number: str, raw: str) -> Finding:
    where, label = report.where(path), report.format.label(path)
    if raw.strip() in ("", "~", "null", "Null", "NULL"):
        return finding("S103", where, label)
    told = advice(raw)
    if told is None or (number != "amount" and re.search(r"\d\.\d", told.zh)):
        return finding("S102", where, label, wanted=_KINDS[number], found=raw)
    return finding("S101", where, label, wanted=_KINDS[number], found=raw, advice=told)


def _not_plain(report: Report, source: Source, seen: set[Path]) -> Iterator[Finding]:
    """Figures that pass the schema as numbers but are not written in plain digits: 12.0, +3, -0."""
    for path, cell in report.format.cells.items():
        scalar = source.scalars.get(path)
        if scalar is not None and path not in seen and not plain_number(scalar, cell.number):
            yield _wrong_number(report, path, cell.number, scalar.raw)


def _not_a_day(report: Report, source: Source, seen: set[Path]) -> Iterator[Finding]:
    for path, known in report.format.scalars.items():
        scalar = source.scalars.get(path)
        if (
            known.kind == "date"
            and scalar
            and scalar.value is not None
            and path not in seen
            and not day(scalar.raw)
        ):
            yield finding("S102", report.where(path), known.label, wanted=_KINDS["date"], found=scalar.raw)
