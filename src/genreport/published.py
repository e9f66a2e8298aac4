"""A file of any medium as a report: YAML as it is written, everything else by the labels and headings printed in it.

Missing, never wrong: what was not read for certain is blank, and a finding shows what stood there. Findings about such
a report name the place where it was published: page, table, row and column, or sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as File
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from genreport import formats, read
from genreport.finding import Finding, Path, Severity, Spot, Where
from genreport.messages import finding
from genreport.report import Report, Value

if TYPE_CHECKING:  # readers are loaded with what they need when there is something for them to read
    from genreport.document import Document
    from genreport.formats import Format

SUFFIXES = (".html", ".htm", ".docx", ".pdf", ".xlsx", ".txt", ".md", *read.SUFFIXES)
_SECONDS = 4.0  # for what is made of a document
_REFUSED = (
    ".doc",
    ".wps",
    ".xls",
    ".et",
    ".rtf",
    ".mht",
    ".mhtml",
    ".ofd",
    ".xml",
)  # known, and told how to save anew
# what no report may hold: control characters, bidirectional controls, zero-width characters, lone surrogates
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\N{LINE SEPARATOR}-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)


class Extent(NamedTuple):
    """How much of a form was read: cells with a figure, cells printed blank, all cells, sections with their heading."""

    read: int = 0
    blank: int = 0
    cells: int = 0
    sections: int = 0
    loose: tuple[tuple[str, str], ...] = ()  # labels known only by their likeness: as printed, as in the form


class Published(NamedTuple):
    """What a file gave: a report, unless there is none in it, what is to be said of the reading, and how much was read.

    `extent` is None of a YAML report, which is not guessed at.
    """

    report: Report | None
    findings: list[Finding]
    extent: Extent | None = None


def inputs(paths: Iterable[File]) -> list[File]:
    """The files meant: a folder stands for the reports of any medium in it, in order of name."""
    found: list[File] = []
    for path in paths:
        if _folder(path):
            known = (*SUFFIXES, *_REFUSED)
            found += sorted(
                p
                for p in path.iterdir()
                if p.suffix.lower() in known and p.is_file() and not p.name.startswith((".", "~$"))
            ) or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _folder(path: File) -> bool:
    """Whether it is a folder; a name that the system does not take is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def file(path: File | str) -> Published:
    """Read a file on disk; whatever goes wrong within it is a finding, and no other file is the worse for it."""
    path = File(path)
    if _folder(path):
        return Published(None, [finding("I016", Where(str(path)), known="、".join(s[1:] for s in SUFFIXES))])
    if path.suffix.lower() in read.SUFFIXES:
        report, found = read.file(path)
        return Published(report, found)
    from genreport.read.opened import opened

    document, found = opened(path)
    if document is not None and document.medium == "xlsx":
        return text(path.read_bytes(), str(path))
    return _guarded(document, str(path), found)


def text(data: bytes, name: str) -> Published:
    """Read a file given as bytes; `name` is what findings call it."""
    from genreport.read.opened import of_bytes

    document, found = of_bytes(data, name)
    if document is not None and document.medium == "xlsx":
        from genreport.read import xlsx

        found = [*found, *xlsx.hidden(data, name)]
        if own := xlsx.report(data, name):
            return _sheet(*own, name, found)
    return _guarded(document, name, found)


def _sheet(
    values: dict[Path, Value], spots: dict[Path, Spot], more: list[Finding], name: str, found: list[Finding]
) -> Published:
    """A workbook of our own, filled in: its cells are known by the labels beside them."""
    year = values.get(("year",))
    form = formats.of_year(year) if isinstance(year, int) else None
    form = form or formats.latest()
    known = Report(form, values).filled()  # a total that is still our formula is as good as read
    cells = sum(p in spots and known.get(*p) is not None for p in form.cells)
    blank = sum(p in spots and known.get(*p) is None for p in form.cells)
    tables = {p[0] for p in form.cells if p in spots}
    sections = sum((s.id in tables) if s.table else (s.id,) in values for s in form.sections)
    extent = Extent(cells, blank, len(form.cells), sections)
    return Published(*_report(values, spots, form, name, [*found, *more]), extent)


def _guarded(document: Document | None, name: str, found: list[Finding]) -> Published:
    """What is made of a document, within limits; a fault of ours in one of many files is a finding."""
    from genreport.limits import Exceeded, Limit
    from genreport.read.opened import MEMORY

    if document is None:
        return Published(None, found)
    try:
        with Limit(_SECONDS, MEMORY):
            return _matched(document, name, found)
    except (Exceeded, MemoryError, RecursionError):
        told = finding("I013", Where(name), seconds=round(_SECONDS))
    except Exception as e:
        told = finding("I101", Where(name), problem=f"{type(e).__name__}: {e}")
    return Published(None, [*found, told])


def _matched(document: Document, name: str, found: list[Finding]) -> Published:
    from genreport.read import match, narrative

    year = narrative.year(document)
    form = formats.of_year(year) if year else None
    if year and form is None:
        return Published(
            None, [*found, finding("S013", Where(name), "报告年度", year=year, known=formats.known_years())]
        )
    figures = match.figures(document, name, form)
    form = form or (figures.form if figures else formats.latest())
    words = narrative.words(document, form, name, figures.used if figures else frozenset())
    if figures is None and not words.sections:
        return Published(None, [*found, finding("I100", Where(name))])
    found = [*found, *words.findings, *(figures.findings if figures else [finding("I102", Where(name))])]
    values: dict[Path, Value] = {**words.values, **(figures.values if figures else {})}
    spots = {**words.spots, **(figures.spots if figures else {})}
    extent = Extent(0, 0, len(form.cells), len(words.sections))
    if figures:
        extent = extent._replace(read=figures.read, blank=figures.blank, loose=figures.loose)
    return Published(*_report(values, spots, form, name, found), extent)


def _report(
    values: Mapping[Path, Value], spots: Mapping[Path, Spot], form: Format, name: str, found: list[Finding]
) -> tuple[Report | None, list[Finding]]:
    """The report as it reads when it is written down, checked like any other; its places are the published ones."""
    from genreport.write.yaml import yaml

    clean = {p: _HIDDEN.sub("", v) if isinstance(v, str) else v for p, v in values.items()}
    written = yaml(Report(form, MappingProxyType(clean)))
    report, more = read.text(written.encode("utf-8", "replace"), name)
    errors = [replace(f, where=Where(name, path=f.where.path)) for f in more if f.severity is Severity.ERROR]
    if report is None:
        return None, [*found, *errors]
    report = replace(report, format=form, spots=MappingProxyType(dict(spots)))
    return report, [*found, *errors]
