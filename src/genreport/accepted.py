"""Warnings that the report itself explains (`accept:`): they become notes and stay visible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from genreport.finding import Finding, Path, Severity, Text
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


def apply(report: Report, found: Iterable[Finding], unjudged: Collection[str]) -> list[Finding]:
    """The findings with those warnings as notes that the report accepts, and what is wrong with its acceptances.

    An entry on a rule in `unjudged` cannot be known to be outdated.
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
        elif not meant and entry.code not in unjudged:
            told.append(finding("S032", where, "accept", code=entry.code, place=entry.place))
        for i in meant:
            if told[i].severity is Severity.WARNING:
                told[i] = _explained(told[i], entry)
    return told


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
