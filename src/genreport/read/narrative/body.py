"""The sections' prose: from heading to heading, the statutory tables left out, other tables kept as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from genreport.finding import Path, Spot
from genreport.formats import Format
from genreport.read.narrative import chrome
from genreport.read.narrative.headings import Heading, is_title
from genreport.read.narrative.lines import Entry, like_cell, like_figures
from genreport.read.narrative.marked import Text

_LAW = re.compile(r"统计期限|统计时限|六个?部分|编制|年度报告格式|本报告|条例")
_REMARK = re.compile(r"(?:备注|附注|注|说明)\s?\d{0,2}\s?[:.]")
_SENTENCE = "。"


class Passage(NamedTuple):
    """A narrative and the place of its first line."""

    text: str
    spot: Spot


class Body(NamedTuple):
    """The paragraphs of the preamble, the narratives by path; `guessed`: the first has no heading of its own."""

    preamble: list[Entry]
    spot: Spot
    sections: Mapping[Path, Passage]
    guessed: bool


def body(given: Sequence[Entry], start: int, first: int, headings: Sequence[Heading], form: Format) -> Body:
    """The prose of a report whose preamble begins at `start` and whose first section at `first`."""
    opening = [
        e for e in given[start:first] if not chrome.about_the_page(e) and not e.table and not like_cell(e)
    ]
    found: dict[Path, Passage] = {}
    guessed = bool(headings) and headings[0].section > 0
    if guessed:
        opening, overview = _parted(opening)
        guessed = bool(overview)
        if overview:
            found[(form.sections[0].id,)] = _passage(overview)
    for heading, after in zip_longest(headings, headings[1:]):
        section = form.sections[heading.section]
        path = (section.id, "note") if section.table else (section.id,)
        lines = _prose(given, heading, after.place if after else len(given), section.table is not None)
        if section.table:  # its caption may say the title once more
            lines = (e for e in lines if e.grid or not is_title(e.folded, form, heading.section))
        found[path] = _passage(list(lines))
    spot = next((e.spot for e in opening if e.spot), Spot())
    return Body(_mended(opening), spot, found, guessed)


def _mended(opening: Sequence[Entry]) -> list[Entry]:
    """The lines with those joined that are torn within a bracket."""
    found: list[Entry] = []
    for entry in opening:
        last = found[-1] if found else None
        if last and not last.grid and not entry.grid and _open(last.folded) > 0 > _open(entry.folded):
            found[-1] = last._replace(text=last.text + entry.text, folded=last.folded + entry.folded)
        else:
            found.append(entry)
    return found


def _open(folded: str) -> int:
    return folded.count("(") - folded.count(")")


def _parted(opening: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What is preamble and what is the first section, where no heading parts them."""
    law = [n for n, e in enumerate(opening[:4]) if _LAW.search(e.folded) and not e.folded.startswith("(")]
    place = law[-1] + 1 if law else 0
    return opening[:place], opening[place:]


def _prose(given: Sequence[Entry], heading: Heading, end: int, table: bool) -> Iterator[Entry]:
    """The lines of a section; below a statutory table only what plainly is a sentence or a remark."""
    last = given[min(heading.place + heading.lines, len(given)) - 1]
    if rest := last.text[heading.end :].strip():
        yield last._replace(text=rest, folded=last.folded[heading.end :].strip())
    below = False
    for entry in given[heading.place + heading.lines : end]:
        if entry.table or like_cell(entry):
            below = True
        elif chrome.page_number(entry) or ((below or table) and like_figures(entry)):
            continue
        elif not below or _says(entry):
            yield entry


def _says(entry: Entry) -> bool:
    return entry.grid is None and (_SENTENCE in entry.folded or bool(_REMARK.match(entry.folded)))


def _passage(given: Sequence[Entry]) -> Passage:
    text = Text()
    for entry in given:
        if entry.grid is not None:
            text.table(entry.grid)
        else:
            text.line(entry.text)
    return Passage(str(text), next((e.spot for e in given if e.spot), Spot()))
