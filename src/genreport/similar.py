"""Copied narratives: sections as good as last year's, or those that agencies of a folder share, told on each file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from genreport.copies import (
    LEAST,
    TELLING,
    WORDING,
    Pair,
    Passage,
    Section,
    alike,
    fellows,
    likest,
    pairs,
    section,
)
from genreport.finding import Finding, Path, Term, Text, Where
from genreport.likeness import likeness
from genreport.messages import finding, shown
from genreport.report import Report

AMONG = frozenset({"T203", "T204", "T205", "T206"})  # what is said of several agencies' reports
_FIGURES_TOO = 0.97  # likeness of two years' sections with their figures, which honest ones do not have
_FEW = 3  # other agencies; a paragraph that as many or more share is a common template
_SHOWN = 3  # pairs
_LOOKED_AT = 8  # paragraphs among which those shown are chosen
_LISTED = 12  # names
_BEGINNING = 20  # characters


class _Shared(NamedTuple):
    """A passage that stands elsewhere, too: all passages of its text, and the agencies that have it."""

    passage: Passage
    group: Sequence[Passage]
    agencies: Collection[str]


def with_previous(report: Report, previous: Report) -> Iterator[Finding]:
    """Of each section at most one finding: what of it is as good as the text of the year before."""
    for path in _sections(report):
        now, before = section(report, path), section(previous, path)
        found = pairs(now.counted, before.counted)
        whole = pairs(now.whole, before.whole)
        copied = max(_part(now, found), *(p.likeness * now.size for p in whole), 0)
        telling = [p for p in found if p.one.size >= TELLING] or whole
        label, year = report.format.label(path), _year(previous)
        percent = now.percent(copied) if now.largely(copied) else _unchanged(now, before)
        if percent:
            shown_ = found or whole or pairs(now.worded, before.worded)
            yield finding("T201", _where(now, shown_), label, _terms(shown_), percent=percent, year=year)
        elif telling:
            yield finding(
                "T202", _where(now, telling), label, _terms(telling),
                same=len(telling), all=len(now.telling), year=year, least=TELLING,
            )  # fmt: skip


def _unchanged(now: Section, before: Section) -> int:
    """How many in a hundred are the same where even the figures are; 0 where they are not."""
    this, last = now.with_figures(), before.with_figures()
    same = likeness(this, last) if this and last else 0
    return int(100 * same) if same >= _FIGURES_TOO else 0


def among(reports: Iterable[Report], wanted: Collection[str] | None = None) -> Iterator[Finding]:
    """What the reports of several agencies share: for each file and section one finding that names the others.

    Reports of one agency are not compared with each other; two of them on the same year are a finding. `wanted` are
    the files that findings are wanted of.
    """
    kept = list(reports)
    first: dict[tuple[str, object], list[Report]] = defaultdict(list)
    for report in kept:
        if report.agency and report.get("year"):
            first[report.agency, report.get("year")].append(report)
    for double in first.values():
        if len(double) > 1:
            yield from (_twice(r, double) for r in double if wanted is None or r.file in wanted)
    for path in dict.fromkeys(path for report in kept for path in _sections(report)):
        yield from _shared([section(report, path) for report in kept], wanted)


def _twice(report: Report, double: Sequence[Report]) -> Finding:
    others = (r for r in double if r is not report)
    terms = tuple(Term(shown(r.file, 200), str(r.get("year")), r.where(("agency",))) for r in others)
    return finding(
        "T204", report.where(("agency",)), "", terms,
        agency=report.agency, year=report.get("year"), files=_listed([r.file for r in double]),
    )  # fmt: skip


def _sections(report: Report) -> list[Path]:
    return [(s.id,) for s in report.format.sections if not s.table]


def _shared(sections: Sequence[Section], wanted: Collection[str] | None) -> Iterator[Finding]:
    """The findings of one section over all reports."""
    paragraphs = _found([p for s in sections for p in s.counted], wanted)
    wholes = _found([p for s in sections for p in s.whole], wanted)
    worded = _found([p for s in sections for p in s.worded], wanted, WORDING)
    for one in sections:
        shared = [found.get(id(one.report), []) for found in (paragraphs, wholes, worded)]
        if any(shared) and (told := _told(one, *shared)):
            yield told


def _found(
    passages: Sequence[Passage], wanted: Collection[str] | None, least: float = LEAST
) -> Mapping[int, list[_Shared]]:
    """The passages that other agencies have, too, by report."""
    found: dict[int, list[_Shared]] = defaultdict(list)
    for group in alike(passages, least):
        all_ = frozenset(_agency(p.report) for p in group)
        if len(all_) < 2:
            continue
        for passage in group:
            if wanted is None or passage.report.file in wanted:
                having = fellows(passage, group, _agency, all_, least)
                if len(having) > 1:
                    found[id(passage.report)].append(_Shared(passage, group, having))
    return found


def _told(
    one: Section, paragraphs: Sequence[_Shared], wholes: Sequence[_Shared], worded: Sequence[_Shared]
) -> Finding | None:
    """The finding of a section: a warning where most of it is some other agency's, a note of single paragraphs."""
    mine = _agency(one.report)
    weights = _weights(one, paragraphs, wholes)
    large = [a for a, size in weights.most_common() if a != mine and one.largely(size)]
    as_worded = [a for shared in worded for a in sorted(shared.agencies) if a != mine]
    if large or as_worded:
        every = list(dict.fromkeys([*large, *as_worded]))
        texts = _pairs(worded, every)
        shown_ = _pairs(paragraphs, every) or _pairs(wholes, every) or texts
        most = [pair.likeness * 100 for pair in texts] + [one.percent(weights[a]) for a in large[:1]]
        return finding(
            "T203", _where(one, shown_), one.report.format.label(one.path), _terms(shown_),
            percent=int(max(most, default=WORDING * 100)), others=_others(every),
        )  # fmt: skip
    telling = [s for s in paragraphs if s.passage.size >= TELLING] or list(wholes)
    if not telling:
        return None
    few = [s for s in telling if len(s.agencies) - 1 < _FEW]
    return _note(one, few or telling, template=not few)


def _note(one: Section, telling: Sequence[_Shared], template: bool) -> Finding:
    mine = _agency(one.report)
    others = list(dict.fromkeys(a for s in telling for a in sorted(s.agencies) if a != mine))
    shown_ = _pairs(telling, others)
    values: dict[str, object] = {"same": len(telling), "all": len(one.telling), "least": TELLING}
    if template:
        values["words"] = _beginning(telling[0].passage)
    return finding(
        "T205" if template else "T206", _where(one, shown_), one.report.format.label(one.path), _terms(shown_),
        others=_others(others), **values,
    )  # fmt: skip


def _weights(one: Section, paragraphs: Sequence[_Shared], wholes: Sequence[_Shared]) -> Counter[str]:
    """How many characters of the section each agency has, too."""
    bulk: Counter[frozenset[str]] = Counter()  # what the same many share is one entry
    for shared in paragraphs:
        bulk[frozenset(shared.agencies)] += shared.passage.size
    weights: Counter[str] = Counter()
    for agencies, size in bulk.items():
        for agency in agencies:
            weights[agency] += size
    for agency in weights:
        weights[agency] = min(weights[agency], one.size - 1)  # only as a whole is it all
    for shared in wholes:
        same = {_agency(p.report) for p in shared.group if p.own == shared.passage.own}
        for agency in shared.agencies:
            told = one.size if agency in same else int(LEAST * one.size)
            weights[agency] = max(weights[agency], told)
    return weights


def _part(one: Section, found: Sequence[Pair]) -> int:
    """How many characters of a section the paragraphs are; only as a whole is it all."""
    return min(sum(p.one.size for p in found), one.size - 1)


def _pairs(shared: Sequence[_Shared], others: Sequence[str]) -> list[Pair]:
    """Of the longest passages each with that of another agency that it is likest to."""
    longest = sorted(shared, key=lambda s: -s.passage.size)[:_LOOKED_AT]
    named = frozenset(others)
    found = [likest(s.passage, (p for p in s.group if _agency(p.report) in named)) for s in longest]
    return [pair for pair in found if pair]


def _where(one: Section, of: Sequence[Pair]) -> Where:
    """The place of the passage that is likest to another; of a text of many that nobody's is nearest, the section's."""
    best = max(of, key=lambda pair: (pair.likeness, -pair.one.line), default=None)
    return best.one.where if best else one.report.where(one.path)


def _terms(of: Sequence[Pair]) -> tuple[Term, ...]:
    """The pairs that are likest, each told by the place that the paragraph was met at before."""
    return tuple(_term(pair) for pair in sorted(of, key=lambda p: (-p.likeness, p.one.line))[:_SHOWN])


def _term(pair: Pair) -> Term:
    label = f"{_agency(pair.other.report)}：{_beginning(pair.other)}"
    return Term(label, f"{int(pair.likeness * 100)}%", pair.other.where)


def _agency(report: Report) -> str:
    return shown(report.agency or report.file)


def _year(report: Report) -> Text:
    year = report.get("year")
    return Text(f"{year}年", str(year)) if year else Text("上年", "the year before")


def _beginning(passage: Passage) -> str:
    return shown(passage.text, _BEGINNING)


def _others(agencies: Sequence[str]) -> Text:
    """The agencies by name, with their number where there are several."""
    names = _listed(agencies)
    if len(agencies) < 2:
        return Text(f"“{names.zh}”", names.en)
    return Text(f" {len(agencies)} 个单位（{names.zh}）", f"{len(agencies)} agencies ({names.en})")


def _listed(all_: Sequence[str]) -> Text:
    some = [shown(each) for each in all_[:_LISTED]]
    more = len(all_) - len(some)
    zh, en = "、".join(some), ", ".join(some)
    return Text(f"{zh}等", f"{en} and {more} more") if more else Text(zh, en)
