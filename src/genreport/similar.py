"""Copied narratives: paragraphs as good as last year's, or those that several agencies of a folder share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from genreport import prose
from genreport.finding import Finding, Path, Term, Text, Where
from genreport.likeness import groups, likeness, masked, names, substance
from genreport.messages import finding, shown
from genreport.report import Report

_LEAST = 0.85  # likeness of a copy; honest reports on the same duties stay below 0.65
_SHORT = 40  # Chinese characters of its own, below which a paragraph tells nothing
_MOST = 0.6  # of what a section says: then the section is copied, not a paragraph
_MUCH = 80  # Chinese characters that a copied section has at least
_FEW = 3  # agencies; a paragraph that more of them share is a common template
_SHOWN = 3  # pairs
_TRIED = 20  # paragraphs of one text in one report, among which the likest is looked for
_LISTED = 12  # names
_BEGINNING = 20  # characters
_LONGEST = 3000  # paragraphs; no report has more
_READ = 4000  # characters of a paragraph; likeness takes the square of them
_CLOSING = "other"  # the section of formalities, where the same words are right
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class _Passage(NamedTuple):
    """A paragraph: its line in the section (from 0), its text as typed, the part that is its writer's own."""

    report: Report
    path: Path
    line: int
    text: str
    own: str

    @property
    def where(self) -> Where:
        return self.report.where_in(self.path, self.line)

    @property
    def size(self) -> int:
        return len(_CHINESE.findall(self.own))


class _Pair(NamedTuple):
    """Two paragraphs that are one text."""

    one: _Passage
    other: _Passage
    likeness: float


def with_previous(report: Report, previous: Report) -> Iterator[Finding]:
    """Of each section at most one finding: what of it is as good as the text of the year before."""
    for path in _sections(report):
        now, before = _passages(report, path), _passages(previous, path)
        pairs = _pairs(_telling(now), _telling(before))
        if pairs:
            best = max(pairs, key=lambda pair: pair.likeness)
            yield finding(
                "T201" if path != (_CLOSING,) and _largely(pairs, now) else "T202",
                best.one.where,
                report.format.label(path),
                _terms(pairs),
                same=len(pairs),
                all=len(_telling(now)),
                year=_year(previous),
            )


def among(reports: Iterable[Report]) -> Iterator[Finding]:
    """What the reports of several agencies share, once for each pair of agencies and section.

    Reports of one agency are not compared with each other; two of them on the same year are a finding.
    """
    first: dict[tuple[str, object], list[Report]] = {}
    for report in reports:
        year = report.get("year")
        key = (report.agency, year) if report.agency and year else (report.file, None)
        first.setdefault(key, []).append(report)
    for double in first.values():
        if len(double) > 1:
            yield _twice(double)
    kept = [same[0] for same in first.values()]
    for path in dict.fromkeys(path for report in kept for path in _sections(report)):
        yield from _shared(path, [_passages(report, path) for report in kept])


def _twice(double: Sequence[Report]) -> Finding:
    terms = tuple(Term(shown(r.file, 200), str(r.get("year")), r.where(("agency",))) for r in double[:-1])
    last = double[-1]
    files = _listed([r.file for r in double])
    return finding(
        "T204", last.where(("agency",)), "", terms, agency=last.agency, year=last.get("year"), files=files
    )


def _sections(report: Report) -> list[Path]:
    return [(s.id,) for s in report.format.sections if not s.table]


def _passages(report: Report, path: Path) -> list[_Passage]:
    text = report.values.get(path)
    if not isinstance(text, str) or text.count("\n") >= _LONGEST:
        return []
    known = names(report.agency)
    return [
        _Passage(report, path, part.line, part.text, _own(part, known))
        for part in prose.parts(text)
        if part.kind in ("paragraph", "item")
    ]


def _own(part: prose.Part, known: Sequence[str]) -> str:
    begin = len(part.heading)
    return substance(masked(part.text[begin : begin + _READ], known))


def _telling(passages: Iterable[_Passage]) -> list[_Passage]:
    return [passage for passage in passages if passage.size >= _SHORT]


def _largely(pairs: Sequence[_Pair], section: Sequence[_Passage]) -> bool:
    """Whether the pairs' first paragraphs are most of what their section says."""
    copied = sum(pair.one.size for pair in pairs)
    return copied >= max(_MUCH, _MOST * sum(passage.size for passage in section))


def _pairs(ones: Sequence[_Passage], others: Sequence[_Passage]) -> list[_Pair]:
    """Each of the first paragraphs with that of the others that it was copied from, if any was."""
    found = []
    for group in groups([p.own for p in (*ones, *others)], _LEAST):
        sources = [others[n - len(ones)] for n in group if n >= len(ones)]
        found += [_likest(ones[n], sources) for n in group if n < len(ones) and sources]
    return sorted((p for p in found if p.likeness >= _LEAST), key=lambda pair: pair.one.line)


def _likest(one: _Passage, others: Sequence[_Passage]) -> _Pair:
    return max(
        (_Pair(one, other, likeness(one.own, other.own)) for other in others), key=lambda p: p.likeness
    )


def _shared(path: Path, sections: Sequence[list[_Passage]]) -> Iterator[Finding]:
    """The findings of one section over all reports: common templates first, then pairs of agencies."""
    told = [passage for section in sections for passage in _telling(section)]
    whole = {id(section[0].report): section for section in sections if section}
    templates: dict[tuple[str, ...], list[_Passage]] = {}
    between: dict[tuple[str, str], list[_Pair]] = {}
    for group in groups([passage.own for passage in told], _LEAST):
        by_agency: dict[str, list[_Passage]] = {}
        for number in group:
            by_agency.setdefault(_agency(told[number].report), []).append(told[number])
        if len(by_agency) > _FEW:
            templates.setdefault(tuple(by_agency), []).append(next(iter(by_agency.values()))[0])
            continue
        for a, b in combinations(by_agency, 2):
            pair = max((_likest(p, by_agency[a]) for p in by_agency[b][:_TRIED]), key=_nearest)
            if pair.likeness >= _LEAST:
                between.setdefault((a, b), []).append(pair)
    yield from (_template(path, agencies, passages) for agencies, passages in templates.items())
    for pairs in between.values():
        yield _copied(path, pairs, whole)


def _nearest(pair: _Pair) -> tuple[bool, float]:
    return pair.one.report.get("year") == pair.other.report.get("year"), pair.likeness


def _template(path: Path, agencies: Sequence[str], passages: Sequence[_Passage]) -> Finding:
    one = passages[0]
    label = one.report.format.label(path)
    values = {"count": len(agencies), "same": len(passages), "words": _beginning(one)}
    return finding("T205", one.where, label, agencies=_listed(agencies), **values)


def _copied(path: Path, pairs: list[_Pair], whole: dict[int, list[_Passage]]) -> Finding:
    """The finding of two agencies: a warning where the text of either is largely the other's."""
    best = max(pairs, key=lambda pair: pair.likeness)
    turned = [_Pair(pair.other, pair.one, pair.likeness) for pair in pairs]
    largely = path != (_CLOSING,) and any(
        _largely(each, whole[id(each[0].one.report)]) for each in (pairs, turned)
    )
    return finding(
        "T203" if largely else "T206",
        best.one.where,
        best.one.report.format.label(path),
        _terms(pairs),
        same=len(pairs),
        all=len(_telling(whole[id(best.one.report)])),
        other=_agency(best.other.report),
    )


def _terms(pairs: Sequence[_Pair]) -> tuple[Term, ...]:
    """The pairs that are likest, each told by the place that the paragraph was met at before."""
    likest = sorted(pairs, key=lambda pair: (-pair.likeness, pair.one.line))[:_SHOWN]
    return tuple(_term(pair) for pair in likest)


def _term(pair: _Pair) -> Term:
    where = pair.other.where
    place = f"{_agency(pair.other.report)} {shown(where.file, 200)}:{where.line}: {_beginning(pair.other)}"
    return Term(place, f"{int(pair.likeness * 100)}%", where)


def _agency(report: Report) -> str:
    return shown(report.agency or report.file)


def _year(report: Report) -> Text:
    year = report.get("year")
    return Text(f"{year}年", str(year)) if year else Text("上年", "the year before")


def _beginning(passage: _Passage) -> str:
    return shown(passage.text, _BEGINNING)


def _listed(all: Sequence[str]) -> Text:
    some = [shown(each) for each in all[:_LISTED]]
    more = len(all) - len(some)
    zh, en = "、".join(some), ", ".join(some)
    return Text(f"{zh}等", f"{en} and {more} more") if more else Text(zh, en)
