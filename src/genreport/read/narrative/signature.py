"""The end of a report: the agency's name and the date below the last section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from genreport.read.narrative.dates import days, only_day
from genreport.read.narrative.head import organ
from genreport.read.narrative.lines import Entry

_LONGEST = 45


class Signature(NamedTuple):
    """The date, the name above it ("" if there is none), and how many entries at the end they take."""

    issued: date | None
    name: str
    lines: int


def signature(given: Sequence[Entry], year: int | None) -> Signature:
    """The signature that these entries end with; a date within the year reported on is no signature."""
    if not given or given[-1].grid is not None or given[-1].table:
        return Signature(None, "", 0)
    last = given[-1]
    day = only_day(last.folded)
    if day is None:
        return _one_line(last, year)
    if year is None or day.year <= year:
        return Signature(None, "", 0)
    before = given[-2] if len(given) > 1 else None
    if (
        before is not None
        and before.grid is None
        and not before.table
        and organ(before.text.strip("（）() "))
    ):
        return Signature(day, before.text, 2)
    return Signature(day, "", 1)


def _one_line(last: Entry, year: int | None) -> Signature:
    """Name and date in one line."""
    found = list(days(last.folded)) if len(last.folded) <= _LONGEST else []
    if len(found) != 1 or year is None or found[0].year <= year:
        return Signature(None, "", 0)
    for end in range(len(last.text) - 8, 3, -1):
        if only_day(last.folded[end:]) == found[0] and organ(last.text[:end].strip()):
            return Signature(found[0], last.text[:end].strip(), 1)
    return Signature(None, "", 0)


def signed_end(given: Sequence[Entry], start: int) -> int:
    """The entry after the name and date that end a report, whatever stands below them; 0 if there are none."""
    for n in range(start + 1, len(given)):
        entry, before = given[n], given[n - 1]
        plain = entry.grid is None and before.grid is None and not entry.table
        if plain and organ(before.text.strip("（）() ")) and only_day(entry.folded):
            return n + 1
    return 0
