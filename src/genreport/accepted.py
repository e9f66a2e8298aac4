"""Warnings that the report itself explains (`accept:`): they become notes and stay visible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from genreport import codes
from genreport.finding import Finding, Path, Severity, Text
from genreport.formats import Format
from genreport.messages import finding, shown
from genreport.report import Report


class _Acceptance(NamedTuple):
    """One entry: the code, the place in dotted ids or in the form's words, why, by whom."""

    path: Path
    code: str
    place: str
    quote: str
    reason: str
    author: str

    def means(self, f: Finding) -> bool:
        """Whether it speaks of this finding."""
        path = ".".join(f.where.path)
        here = (
            self.place in (path, f.label)
            or path.startswith(self.place + ".")
            or f.label.startswith(self.place)
        )
        return f.code == self.code and here and self.quote in (f.quote or self.quote)


def apply(
    report: Report, found: Iterable[Finding], unjudged: Collection[str], rules: Iterable[str] = ()
) -> list[Finding]:
    """The findings with those warnings as notes that the report accepts, and what is wrong with its acceptances.

    An entry on a rule in `unjudged` cannot be known to be outdated, nor one on a likeness, which is looked for later.
    `rules` are the codes of rules that there are.
    """
    told = list(found)
    places: dict[str, list[int]] = defaultdict(list)
    for number, f in enumerate(told):
        places[f.code].append(number)
    for entry in _entries(report):
        meant = [i for i in places[entry.code] if entry.means(told[i])]
        errors = [told[i] for i in meant if told[i].severity is Severity.ERROR]
        where = report.where(entry.path)
        if errors:
            told.append(finding("S031", where, "accept", code=entry.code))
        elif not meant:
            told += _void(report, entry, unjudged, rules)
        for i in meant:
            if told[i].severity is Severity.WARNING:
                told[i] = _explained(told[i], entry)
    return told


def eased(report: Report, found: Iterable[Finding]) -> list[Finding]:
    """The findings with those warnings as notes that the report accepts."""
    entries = list(_entries(report))
    told = []
    for f in found:
        entry = next((e for e in entries if e.means(f)), None)
        told.append(_explained(f, entry) if entry and f.severity is Severity.WARNING else f)
    return told


def _void(
    report: Report, entry: _Acceptance, unjudged: Collection[str], rules: Iterable[str]
) -> Iterator[Finding]:
    """Why an entry speaks of nothing: its code or its place does not exist, or nothing is wrong there any more."""
    known = {*rules, *(rule.code for rule in report.format.rules), *codes.program()}
    if entry.code not in known:
        near = _near(codes.near(entry.code.upper(), sorted(known)))
        yield finding("S037", report.where((*entry.path, "code")), "accept", code=entry.code, near=near)
        return
    places = _places(report.format)
    if not any(p == entry.place or p.startswith(entry.place) for p in places):
        near = _near(next(iter(get_close_matches(entry.place, places, 1)), None))
        yield finding("S038", report.where((*entry.path, "place")), "accept", place=entry.place, near=near)
    elif entry.code not in unjudged and entry.code not in codes.LIKENESS:
        where = report.where(entry.path)
        yield finding("S032", where, "accept", code=entry.code, place=entry.place)


def _near(word: str | None) -> Text:
    return Text(f"，是否想写 {word}？", f", did you mean {word}?") if word else Text()


def _places(form: Format) -> list[str]:
    """Every place of a form, in dotted ids and in the form's words."""
    paths = {p[:n] for known in (form.cells, form.scalars) for p in known for n in range(1, len(p) + 1)}
    paths |= {(name,) for name in form.schema["properties"]}
    return [word for p in sorted(paths) for word in (".".join(p), form.label(p))]


def _entries(report: Report) -> Iterator[_Acceptance]:
    source = report.source
    entries = source.root.get("accept") if source else None
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            code, place, quote, reason, author = (
                str(entry.get(k) or "") for k in ("code", "place", "quote", "reason", "author")
            )
            if code and place and reason and author:  # what is missing is the schema's business
                yield _Acceptance(("accept", str(number)), code, place, quote, reason, author)


def _explained(f: Finding, entry: _Acceptance) -> Finding:
    reason, author = shown(entry.reason, 200), shown(entry.author)
    return replace(
        f,
        severity=Severity.NOTE,
        message=Text(
            f"{f.message.zh}（已说明：{reason}，{author}）",
            f"{f.message.en} (accepted: {reason}, {author})",
        ),
        hint=Text(),
    )
