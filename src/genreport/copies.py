"""What of a section's text stands elsewhere, too: its paragraphs, those that are one text, how much of it they are.

Counted are Chinese characters that are the writer's own, that is without names, dates, figures and words that every
report has (see `likeness`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from genreport import prose
from genreport.finding import Path, Where
from genreport.likeness import groups, likeness, masked, names, substance, wording
from genreport.report import Report

LEAST = 0.85  # likeness of a copy; honest reports on the same duties stay below 0.65
TELLING = 40  # characters from which on a paragraph tells something by itself
_COUNTED = 15  # … and from which on it counts among others that were copied with it
_MOST = 0.6  # of what a section says: then the section is copied, not a paragraph
_MUCH = 80  # characters that are copied at least
_ALL = 60  # … where they are all that both sections say
_WORDED = 120  # characters of a section from which on its mere wording tells, figures masked
WORDING = 0.95  # likeness of such wordings
_TRIED = 20  # texts among which the likest is looked for
_LONGEST = 3000  # paragraphs; no report has more
_READ = 4000  # characters of a paragraph; likeness takes the square of them
CLOSING = "other"  # the section of formalities, where the same words are right
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Passage(NamedTuple):
    """A paragraph: its line in the section (from 0), its text as typed, the part that is its writer's own."""

    report: Report
    path: Path
    line: int
    text: str
    own: str
    wording: str = ""  # also what its figures are of

    @property
    def where(self) -> Where:
        """Where it begins."""
        return self.report.where_in(self.path, self.line)

    @property
    def size(self) -> int:
        """Characters of its own."""
        return len(_CHINESE.findall(self.own))


class Pair(NamedTuple):
    """Two passages that are one text."""

    one: Passage
    other: Passage
    likeness: float


@dataclass(frozen=True)
class Section:
    """One narrative of a report."""

    report: Report
    path: Path
    passages: Sequence[Passage]

    @cached_property
    def size(self) -> int:
        """Characters of its own in all paragraphs, short or long."""
        return sum(p.size for p in self.passages)

    @cached_property
    def counted(self) -> list[Passage]:
        """The paragraphs that are compared."""
        return [p for p in self.passages if p.size >= _COUNTED]

    @cached_property
    def telling(self) -> list[Passage]:
        """The paragraphs that tell something by themselves; of a section of short ones, the section as one."""
        long = [p for p in self.passages if p.size >= TELLING]
        return long or self.whole

    @cached_property
    def whole(self) -> list[Passage]:
        """The section as one text, however it is cut into paragraphs; none where it tells nothing."""
        if self.size < TELLING:
            return []
        own = " ".join(p.own for p in self.passages if p.own)[:_READ]
        return [self.passages[0]._replace(own=own)]

    @cached_property
    def worded(self) -> list[Passage]:
        """The section as one text with what its figures are of; none where that is short, or right in any report."""
        own = " ".join(p.wording for p in self.passages if p.wording)[:_READ]
        if self.path == (CLOSING,) or len(_CHINESE.findall(own)) < _WORDED:
            return []
        return [self.passages[0]._replace(own=own)]

    def with_figures(self) -> str:
        """What it says with its figures, as `worded` says it without."""
        if not self.worded:
            return ""
        known = names(self.report.agency)
        return " ".join(wording(masked(p.text[:_READ], known, figures=True)) for p in self.passages)[:_READ]

    def largely(self, copied: float) -> bool:
        """Whether so many characters are most of what it says; all of it may be less than most of it."""
        enough = _ALL if copied >= self.size else max(_MUCH, _MOST * self.size)
        return self.path != (CLOSING,) and copied >= enough

    def percent(self, copied: float) -> int:
        """So many characters in a hundred of what it says."""
        return min(100, round(100 * copied / self.size))


def section(report: Report, path: Path) -> Section:
    """A narrative's paragraphs; none of one that is longer than any report's."""
    text = report.values.get(path)
    if not isinstance(text, str) or text.count("\n") >= _LONGEST:
        return Section(report, path, ())
    known = names(report.agency)
    parts = (part for part in prose.parts(text) if part.kind in ("paragraph", "item"))
    return Section(report, path, [_passage(report, path, part, known) for part in parts])


def _passage(report: Report, path: Path, part: prose.Part, known: Sequence[str]) -> Passage:
    begin = len(part.heading)
    said = masked(part.text[begin : begin + _READ], known)
    return Passage(report, path, part.line, part.text, substance(said), wording(said))


def alike(passages: Sequence[Passage], least: float = LEAST) -> list[list[Passage]]:
    """The passages that are one text, group by group."""
    return [[passages[n] for n in group] for group in groups([p.own for p in passages], least)]


def pairs(ones: Sequence[Passage], others: Sequence[Passage]) -> list[Pair]:
    """Each of the first passages with that of the others that it was copied from, if any was."""
    mine = set(map(id, ones))
    found = []
    for group in alike([*ones, *others]):
        sources = [p for p in group if id(p) not in mine]
        found += [pair for p in group if id(p) in mine and (pair := likest(p, sources))]
    return sorted(found, key=lambda pair: pair.one.line)


def likest(one: Passage, others: Iterable[Passage]) -> Pair | None:
    """The passage with the likest of the others, that of the same year before others; None if none is alike."""
    tried = [_pair(one, other) for other in islice(others, _TRIED)]
    year = one.report.get("year")
    return max(
        (pair for pair in tried if pair.likeness >= LEAST),
        key=lambda pair: (pair.other.report.get("year") == year, pair.likeness),
        default=None,
    )


def _pair(one: Passage, other: Passage) -> Pair:
    return Pair(one, other, 1.0 if one.own == other.own else likeness(one.own, other.own))


def fellows(
    one: Passage,
    group: Sequence[Passage],
    agency: Callable[[Report], str],
    all_: Collection[str],
    least: float = LEAST,
) -> Collection[str]:
    """The agencies whose passages in a group are alike to this one; of a large group, `all_` that are in it."""
    if len(group) > _TRIED:
        return all_
    return {agency(p.report) for p in group if _pair(one, p).likeness >= least}
