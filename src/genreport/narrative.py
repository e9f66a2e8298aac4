"""The narratives of a report: pictures that cannot be had, marks that would be printed as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File

from genreport.finding import Finding, Path
from genreport.images import picture
from genreport.leftovers import CODES, leftovers
from genreport.messages import finding
from genreport.passages import LONGEST, allotted
from genreport.prose import images
from genreport.report import Report

_MOST = 3000  # paragraphs of a narrative: a book, no report; PDF takes minutes for more


def findings(report: Report) -> Iterator[Finding]:
    """Every picture and every mark that wants a look, with its line."""
    folder = File(report.file).resolve().parent if report.file else None
    cut = False
    for path, whole, text in allotted(_narratives(report)):
        label = report.format.label(path)
        if len(text) < len(whole) and not cut:
            cut = True
            yield finding("S023", report.where(path), label, limit=LONGEST)
        if (count := text.count("\n") + 1) > _MOST:
            yield finding("S022", report.where(path), label, limit=_MOST, count=count)
            continue
        for line, _, name in images(text):
            if folder and (fault := picture(folder, name).fault):
                yield finding(fault, report.where_in(path, line), label, name=name)
        for line, words, kind in leftovers(text):
            yield finding(CODES[kind], report.where_in(path, line), label, words=words)


def _narratives(report: Report) -> Iterator[tuple[Path, str]]:
    form = report.format
    known = [p for p, f in form.scalars.items() if f.kind == "prose"]
    known += [(s.id, "note") if s.table else (s.id,) for s in form.sections]
    for path in known:
        text = report.values.get(path)
        if isinstance(text, str):
            yield path, text
