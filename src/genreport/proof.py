"""Proof of what was made: an output is read back and compared with the report, every figure and every word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from genreport import prose
from genreport.finding import Finding, Path, Spot, Where
from genreport.messages import finding
from genreport.report import Report

if TYPE_CHECKING:
    from genreport.document import Document
    from genreport.read.match import Figures

_NAMES = {"html": "HTML", "docx": "DOCX", "pdf": "PDF"}
_SHOWN = 12  # characters shown where two texts part
_MARKER = re.compile(
    r"(?:\d{1,3}[.．]|[-•·●○▪])\s*"
)  # of a point: a list's own in one medium, text in another
# what no output keeps: blanks between characters, characters that cannot be seen
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def differences(report: Report, medium: str, data: bytes, name: str) -> list[Finding]:
    """In what an output differs from the report that it was made of; `name` is the file's name."""
    from genreport.read import match, narrative

    shown = _NAMES[medium]
    try:
        document: Document = import_module(f"genreport.read.{medium}").document(data)
        figures = match.figures(document, name, report.format)
        used = figures.used if figures else frozenset()
        words = narrative.words(document, report.format, name, used)
    except Exception as e:  # whatever keeps it from being read, it is not proved
        return [finding("I112", Where(name), medium=shown, problem=f"{type(e).__name__}: {e}")]
    return [*_figures(report, figures, name, shown), *_words(report, words.values, words.spots, name, shown)]


def _figures(report: Report, figures: Figures | None, name: str, medium: str) -> Iterator[Finding]:
    wanted = report.filled()
    for path in report.format.cells:
        found = figures.values.get(path) if figures else None
        if found != wanted.get(*path):
            spot = figures.spots.get(path, Spot()) if figures else Spot()
            yield finding(
                "I110", Where(name, path=path, spot=spot), report.format.label(path),
                medium=medium, found=_blank(found), wanted=_blank(wanted.get(*path)),
            )  # fmt: skip


def _blank(value: object) -> str:
    return "（空）" if value is None else f"{value}"


def _words(
    report: Report, read: Mapping[Path, object], spots: Mapping[Path, Spot], name: str, medium: str
) -> Iterator[Finding]:
    form = report.format
    paths: list[Path] = [("title",), ("number",), ("issued",), ("preamble",)]
    paths += [(s.id, "note") if s.table else (s.id,) for s in form.sections]
    for path in paths:
        given = report.title if path == ("title",) else report.get(*path)
        found = read.get(path) or (report.title if path == ("title",) and _titled(report, read) else "")
        wanted, got = _bare(given), _bare(found)
        if wanted != got:
            at = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), None)
            at = min(len(wanted), len(got)) if at is None else at
            yield finding(
                "I111", Where(name, path=path, spot=spots.get(path, Spot())), form.label(path), medium=medium,
                found=got[at : at + _SHOWN] or "（没有）", wanted=wanted[at : at + _SHOWN] or "（没有）",
            )  # fmt: skip


def _titled(report: Report, read: Mapping[Path, object]) -> bool:
    """Whether the usual title was read: it is not told apart from agency and year."""
    return read.get(("agency",)) == report.agency and read.get(("year",)) == report.get("year")


def _bare(value: object) -> str:
    """The words of a text alone: no markup, no blanks."""
    if value is None:
        return ""
    told = prose.paragraphs(value) if isinstance(value, str) else [str(value)]
    return _UNSEEN.sub("", "".join(_MARKER.sub("", each.strip()) for each in told))
