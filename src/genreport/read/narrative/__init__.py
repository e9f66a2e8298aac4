"""Everything of a published report that is not a statutory figure: its head, its sections' prose, its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from genreport import formats
from genreport.document import Document
from genreport.finding import Finding, Path, Spot, Text, Where
from genreport.formats import Format
from genreport.messages import finding, shown
from genreport.read.narrative import chrome, head
from genreport.read.narrative.body import Body, body
from genreport.read.narrative.contact import contact
from genreport.read.narrative.dates import period
from genreport.read.narrative.headings import Heading, find, split_glued
from genreport.read.narrative.lines import Entry, entries, like_cell
from genreport.read.narrative.marked import Text as Narrative
from genreport.read.narrative.plain import bare
from genreport.read.narrative.signature import Signature, signature, signed_end


class Words(NamedTuple):
    """Values and their places, what is to be said, and the ids of the sections whose headings were found."""

    values: dict[Path, str | int | date]
    spots: dict[Path, Spot]
    findings: list[Finding]
    sections: tuple[str, ...]


@dataclass
class _Parts:
    """A document cut into what stands before the report, its head, its sections, its end."""

    given: list[Entry]
    headings: list[Heading]
    first: int  # the entry that the first section begins with
    end: int  # the entry after the report's last
    title: head.Title | None
    years: tuple[int | None, int | None] = field(default=(None, None))  # of the title, of the period

    @property
    def year(self) -> int | None:
        """The year reported on."""
        return self.years[0] or self.years[1]


def year(document: Document) -> int | None:
    """The year reported on: of the title, else of the period whose figures are counted; None when not certain."""
    return _parts(document, formats.latest(), frozenset()).year


def words(document: Document, form: Format, file: str, used: frozenset[int] = frozenset()) -> Words:
    """What the document says beside its figures; `used` are the pieces that are statutory tables."""
    parts = _parts(document, form, used)
    signed = signature(_last_lines(parts), parts.year)
    parts.end -= signed.lines
    made = Words({}, {}, [], tuple(form.sections[h.section].id for h in parts.headings))
    start = _head(parts, signed, form, made, file)
    text = body(parts.given[: parts.end], start, parts.first, parts.headings, form)
    _preamble(text, made)
    for path, words_of in text.sections.items():
        if words_of.text:
            made.values[path], made.spots[path] = words_of.text, words_of.spot
    _say_headings(parts, text, form, made, file)
    return made


def _parts(document: Document, form: Format, used: frozenset[int]) -> _Parts:
    given = split_glued(entries(document, used), form)
    headings = find(given, form)
    tables = (n for n, e in enumerate(given) if e.table or like_cell(e))
    first = headings[0].place if headings else next(tables, len(given))
    title = head.title(given, first, document)
    start = headings[-1].place + headings[-1].lines if headings else first
    end = signed_end(given, start) or next(
        (n for n in range(start, len(given)) if chrome.ends(given[n])), len(given)
    )
    while end > start and chrome.page_number(given[end - 1]):
        end -= 1
    prose = [e.folded for e in given[:end] if e.grid is None and not e.table]
    counted = period("\n".join(prose))
    named = title.year if title else None
    return _Parts(
        given, headings, first, end, title, (named, counted or (None if named else head.year_said(prose)))
    )


def _last_lines(parts: _Parts) -> list[Entry]:
    """The lines of the last section."""
    if not parts.headings:
        return []
    last = parts.headings[-1]
    return parts.given[last.place + last.lines : parts.end]


def _head(parts: _Parts, signed: Signature, form: Format, made: Words, file: str) -> int:
    """Put the head's values; the entry that the preamble begins with."""
    values, title = made.values, parts.title
    if title and title.place >= 0:
        start = title.place + title.lines
    else:
        start = chrome.below_the_head(parts.given[: parts.first]) if parts.headings else parts.first
    if title and title.place >= 0 and (found := head.number(parts.given, title)):
        place, values[("number",)] = found
        made.spots[("number",)] = parts.given[place].spot
        start = max(start, place + 1)
    if parts.year is not None:
        values[("year",)] = parts.year
    if all(parts.years) and parts.years[0] != parts.years[1]:
        made.findings.append(
            _finding("I073", file, parts, form.label(("year",)), year=parts.years[0], other=parts.years[1])
        )
    if parts.year is None:
        made.findings.append(_finding("I071", file, parts, form.label(("year",))))
    around = [*parts.given[: parts.first], *parts.given[parts.end + signed.lines :]]
    said = [e.text for e in parts.given[start : parts.first + 3] if e.grid is None and not e.table]
    agency = head.agency(title.agency if title else "", signed.name, said, chrome.source(around))
    if agency:
        values[("agency",)] = agency
    else:
        made.findings.append(_finding("I072", file, parts, form.label(("agency",)), words=_title_said(title)))
    if kind := head.kind(agency):
        values[("kind",)] = kind
    if title and bare(title.text) != bare(f"{agency}{parts.year}年政府信息公开工作年度报告"):
        values[("title",)] = title.text
    if signed.issued:
        values[("issued",)] = signed.issued
    if day := chrome.published(around, parts.year):
        values[("published",)] = day
    if title and title.place >= 0:
        spot = parts.given[title.place].spot
        made.spots.update((p, spot) for p in (("year",), ("agency",), ("title",)) if p in values)
    return start


def _title_said(title: head.Title | None) -> Text:
    if title is None or not title.text.strip():
        return Text("没有找到标题", "no title was found")
    words = shown(title.text)
    return Text(f"标题为“{words}”", f"the title reads: {words}")


def _finding(code: str, file: str, parts: _Parts, label: str, **values: object) -> Finding:
    place = max(parts.title.place, 0) if parts.title else 0
    spot = parts.given[place].spot if parts.given else Spot()
    return finding(code, Where(file, spot=spot), label, **values)


def _preamble(text: Body, made: Words) -> None:
    read = contact([e.text for e in text.preamble], str(made.values.get(("agency",), "")))
    for key, value in read.fields.items():
        made.values[("contact", key)] = value
        made.spots[("contact", key)] = text.spot
    narrative = Narrative()
    for entry, left in zip(text.preamble, read.paragraphs, strict=True):
        if entry.grid is not None:
            narrative.table(entry.grid)
        else:
            narrative.line(left)
    if written := str(narrative):
        made.values[("preamble",)], made.spots[("preamble",)] = written, text.spot


def _say_headings(parts: _Parts, text: Body, form: Format, made: Words, file: str) -> None:
    found = [h.section for h in parts.headings]
    last = found[-1] if found else -1
    for number, section in enumerate(form.sections):
        if number not in found and number < last:
            code = "I074" if number == 0 and text.guessed else "I070"
            made.findings.append(finding(code, Where(file), section.title))
    if last + 1 < len(form.sections):
        missing = _titles(s.title for s in form.sections[last + 1 :])
        spot = next((e.spot for e in reversed(parts.given[: parts.end]) if e.spot), Spot())
        made.findings.append(
            finding(
                "I075",
                Where(file, spot=spot),
                form.label(("preamble",)) if last < 0 else form.sections[last].title,
                sections=missing,
            )
        )
    for heading in parts.headings:
        if heading.loose:
            entry = parts.given[heading.place]
            title = form.sections[heading.section].title
            made.findings.append(finding("I076", Where(file, spot=entry.spot), title, words=entry.text))


def _titles(titles: Iterable[str]) -> Text:
    known: Sequence[str] = tuple(titles)
    return Text("、".join(f"“{t}”" for t in known), ", ".join(known))
