"""Reading a report: `file` gives the report and what is to be said of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as File
from typing import NamedTuple

from genreport import formats, source
from genreport.finding import Finding, Severity, Where
from genreport.messages import finding
from genreport.report import Report, of_source
from genreport.source import Source

SUFFIXES = (".yaml", ".yml")


class Reading(NamedTuple):
    """What a file gave: a report, unless it could not be read at all, and findings."""

    report: Report | None
    findings: list[Finding]


def inputs(paths: Iterable[File]) -> list[File]:
    """The report files meant: a folder stands for the YAML files in it, in order of name."""
    found: list[File] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
            found += inside or [path]  # reading the empty folder then says what is wrong with it
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def file(path: File | str) -> Reading:
    """Read a YAML report; the year in it picks the form."""
    found_source, found = source.load(File(path))
    return _reading(found_source, found)


def text(data: bytes, name: str) -> Reading:
    """Read a YAML report from bytes; `name` is the file name that findings show."""
    found_source, found = source.read(data, name)
    return _reading(found_source, found)


def _reading(given: Source | None, found: list[Finding]) -> Reading:
    if given is None:
        return Reading(None, found)
    year = given.scalars.get(("year",))
    form = formats.of_year(year.value) if year and type(year.value) is int else None
    if form is None:
        form = formats.latest()
        if year is not None and type(year.value) is int:
            where = Where(given.file, year.mark.line, year.mark.column, ("year",))
            return Reading(
                None,
                [*found, finding("S013", where, "报告年度", year=year.value, known=formats.known_years())],
            )
        # a report without a year is still checked for all the rest; the schema says that the year is missing
    report = of_source(given, form)
    rows = {f.where.path[:2] for f in found if f.severity is Severity.ERROR and len(f.where.path) > 1}
    return Reading(replace(report, doubtful=frozenset(rows)), found)
