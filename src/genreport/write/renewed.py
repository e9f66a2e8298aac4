"""Next year's report begun from last year's: who reports, what is carried over, and last year's words to rewrite."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path as File
from types import MappingProxyType
from typing import NamedTuple

from genreport.finding import Path
from genreport.formats import Format
from genreport.report import Report, Value
from genreport.write.yaml import blank


class Renewed(NamedTuple):
    """The report begun, last year's narratives as remarks, how many figures were carried over, which were not known."""

    report: Report
    remarks: dict[Path, str]
    carried: int
    unknown: tuple[Path, ...] = ()


def renewed(last: Report, form: Format, year: int, out: File | None = None) -> Renewed:
    """The report on `year` of the agency that wrote `last`, the report on the year before.

    A figure that continues last year's (the layout's `carry:`) is filled in where all that it rests on is known, and
    left blank where it is not: nobody knows it, so it is not 0. `out` is where the report will stand, so that it can
    name last year's file.
    """
    kind = last.get("kind")
    begun = blank(form, year, last.agency, str(kind) if kind else None)
    values: dict[Path, Value] = dict(begun.values)
    values |= {p: v for p, v in last.values.items() if p[0] == "contact" and p in form.scalars}
    figures = carried(last, form)
    for path in figures:
        values.pop(path, None)
    known = {p: v for p, v in figures.items() if v is not None}
    unknown = tuple(p for p, v in figures.items() if v is None)
    values |= known
    if out is not None and last.spots is None and last.file:
        values["previous",] = _beside(File(last.file), out)
    return Renewed(Report(form, MappingProxyType(values)), _words(last, form), len(known), unknown)


def carried(last: Report, form: Format) -> dict[Path, int | Decimal | None]:
    """The figures that continue last year's; None where last year's are not known."""
    total = {path for path, _ in form.totals}
    before = last.filled()
    found: dict[Path, int | Decimal | None] = {}
    for section in form.sections:
        for path, sources in (section.table.carried if section.table else {}).items():
            parts = [before.get(*source) for source in sources]
            if path not in total:
                found[path] = sum(parts) if all(isinstance(p, int | Decimal) for p in parts) else None
    return found


def _words(last: Report, form: Format) -> dict[Path, str]:
    paths = [(s.id, "note") if s.table else (s.id,) for s in form.sections]
    return {p: str(text).rstrip() for p in paths if (text := last.get(*p)) and str(text).strip("无。 \n")}


def _beside(last: File, out: File) -> str:
    """Last year's file as the report names it: relative to its own folder, where that can be said."""
    try:
        return File(os.path.relpath(last, out.parent)).as_posix()
    except ValueError:  # another drive
        return str(last)
