"""Keys that a report's form does not have: misspelt, slipped, of another form; one mistake is one finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import groupby
from typing import Any, NamedTuple

from genreport import formats
from genreport.finding import Finding, Path, Text
from genreport.formats import Format
from genreport.messages import finding, shown
from genreport.report import Report
from genreport.source import Source

_MANY = 3  # rows that have slipped together are told together


class Unknown(NamedTuple):
    """A finding about unknown keys, and the paths that are meant by them: those are neither missing nor wrong."""

    finding: Finding
    meant: tuple[Path, ...] = ()


def findings(report: Report, source: Source, unknown: list[Path], missing: list[Path]) -> list[Unknown]:
    """What is to be said of the keys at these paths; `missing` are the paths that the form wants and has not got."""
    other = _other_form(report.format, unknown)
    if other is not None:
        strangers = {p for p in unknown if _knows(other, p)}
        gone = tuple(p for p in missing if not _knows(other, p))
        told = [Unknown(_of_other_form(report, other), gone)]
        return told + _each(report, source, [p for p in unknown if p not in strangers], missing)
    return _each(report, source, unknown, missing)


def _other_form(form: Format, unknown: list[Path]) -> Format | None:
    """The form that the file is really written in, when several of its keys belong to that one."""
    others = [f for f in formats.every() if f is not form]
    return next((f for f in others if sum(_knows(f, p) for p in unknown) >= _MANY), None)


def _knows(form: Format, path: Path) -> bool:
    return any(p[: len(path)] == path for p in form.cells)


def _of_other_form(report: Report, other: Format) -> Finding:
    years = Text(other.years_zh, other.years_en)
    where = report.where(("year",))
    return finding("S017", where, report.format.label(("year",)), year=report.get("year"), years=years)


def _each(report: Report, source: Source, unknown: list[Path], missing: list[Path]) -> list[Unknown]:
    form = report.format
    slipped = {path[-1] for path in unknown if len(path) > 1 and path[-1] in form.schema["properties"]}
    told: list[Unknown] = []
    for (parent, section), paths in _groups(form, unknown):
        if section in slipped and parent:
            continue  # rows below a section that has slipped are told with it
        if section and len(paths) >= _MANY:
            told.append(_block(report, source, section, paths, missing))
        else:
            told += [_one(report, source, p[:-1], p[-1]) for p in paths]
    return told


def _groups(form: Format, unknown: list[Path]) -> Iterator[tuple[tuple[Path, str], list[Path]]]:
    """Unknown keys that follow each other at one place and belong to one section, "" for none."""

    def where(path: Path) -> tuple[Path, str]:
        home = _home(form, path[-1])
        return path[:-1], home[0] if home and home[:-1] != path[:-1] else ""

    for at, paths in groupby(unknown, key=where):
        yield at, list(paths)


def _block(report: Report, source: Source, section: str, paths: list[Path], missing: list[Path]) -> Unknown:
    """Many rows of one section elsewhere: its own line is missing before them, or they are not indented."""
    lines = [source.keys[p].line for p in paths if p in source.keys] or [0]
    where = report.where(paths[0])._replace(path=paths[0])
    code = "S018" if (section,) in missing else "S019"
    title = report.format.label((section,))
    told = finding(code, where, first=min(lines), last=max(lines), key=section, title=title)
    return Unknown(told, ((section,), *((section, p[-1]) for p in paths)))


def _one(report: Report, source: Source, parent: Path, key: str) -> Unknown:
    form, path = report.format, (*parent, key)
    mark = source.keys.get(path)
    where = report.where(parent)._replace(path=path)
    if mark:
        where = where._replace(line=mark.line, column=mark.column)
    label, allowed = form.label(parent), allowed_at(form, parent)
    if re.fullmatch(r"[0-9.]+", key):
        return Unknown(finding("S015", where, label, key=key))
    if stranger := next((f for f in formats.every() if f is not form and _knows(f, path)), None):
        years = Text(stranger.years_zh, stranger.years_en)
        return Unknown(finding("S020", where, label, key=key, years=years, allowed=listed(allowed)))
    if parent and key in form.schema["properties"]:
        return Unknown(finding("S016", where, label, key=key, title=form.label((key,))), ((key,),))
    if (home := _home(form, key)) and home[:-1] != parent:
        return Unknown(finding("S012", where, label, key=key, home=home[0], title=form.label(home)), (home,))
    near = _nearest(key, allowed)
    if near and near not in _present(source, parent):
        told = finding("S005", where, label, key=key, near=near, title=allowed[near])
        return Unknown(told, ((*parent, near),))
    return Unknown(finding("S006", where, label, key=key, allowed=listed(allowed)))


def allowed_at(form: Format, path: Path) -> dict[str, str]:
    """The keys that may stand in the mapping at a path, each with the form's words for it."""
    node: dict[str, Any] = form.schema
    for part in path:
        node = node["items"] if "items" in node else node.get("properties", {}).get(part, {})
    return {key: str(sub.get("title", key)) for key, sub in node.get("properties", {}).items()}


def _nearest(key: str, allowed: dict[str, str]) -> str | None:
    """The known key that looks or reads most like this one, by its id or by the form's words for it."""
    spoken = key.strip("：: ，,")
    titles = {title: k for k, title in allowed.items()}
    if near := get_close_matches(spoken.lower(), allowed, 1, 0.6):
        return near[0]
    return next((titles[t] for t in get_close_matches(spoken, titles, 1, 0.5)), None)


def listed(words: Iterable[str]) -> Text:
    """Keys one after the other, cut when there are too many."""
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
