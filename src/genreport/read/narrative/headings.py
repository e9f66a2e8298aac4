"""Where the sections of a report begin: lines that are their headings, aligned in the form's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from genreport.formats import Format
from genreport.read.narrative.lines import Entry, like_cell
from genreport.read.narrative.plain import fold

_NUMERALS = "一二三四五六七八九十"
_TOP = _NUMERALS + "—-"  # a dash is often typed for 一
_NUMBER = re.compile(
    rf"(?P<top>第?[{_TOP}]{{1,2}}(?:部分|章)?\s?[、.,,:\s]+|第[{_NUMERALS}](?:部分|章)|第?\d{{1,2}}(?:部分|章)?[、.,:\s]+)"
    rf"|(?P<low>\([{_NUMERALS}\d]{{1,2}}\)[、.,\s]*)|(?P<loose>[{_NUMERALS}](?!是))"
)
_BEFORE = (
    r"(?:\d{4}年度?|本(?:机关|单位|部门|局|镇|街道|年度)|我(?:局|镇|县|市|区|委|办)|行政机关|年度?|"
    r"政府信息公开工作(?:中)?的?)?"
)
_ENDING = re.compile(r"[\s.:。;]*")
_PAGE = re.compile(r"[.…\s]{2,}\d{1,3}$|…+\d{0,3}$")
_ENUMERATION = re.compile(
    rf"\s*[{_TOP}]、|"
    r"\s*[、,;]|\s*[和及与等](?!\S{40})|\s*[》”\"]"
)
_FILLERS = re.compile(r"[的了和及与并或、,\s]|以及|有关")
_GLUED = rf"(?:(?<=[。!?.”)])\s?|\s|(?<=[:])\s?(?=[一—]))(?=[{_TOP}]、)"
_CLOSE = 82  # likeness in hundredths: other words of the form's own tables stay below it
_MARGIN = 8
_LONGEST = 45
_LONGEST_ENTRY = 160  # of a table of contents, with its dots
_MOST = 1000  # candidates: a hostile file may be made of headings
_PARTS = 3  # lines that a heading may be torn over


class Heading(NamedTuple):
    """A heading found: `lines` entries from `place` on; what follows on its last line begins at `end`.

    `loose`: its wording is only like the form's; `weak`: numbered as a part of a section, or not at all, and no table
    stands below it.
    """

    section: int
    place: int
    lines: int
    end: int
    score: float
    loose: bool = False
    weak: bool = False


class Names(NamedTuple):
    """The titles of one section: as a pattern, and as words for likeness; `number` is its own numeral."""

    number: str
    pattern: re.Pattern[str]
    words: tuple[str, ...]


@lru_cache(maxsize=8)
def names(form: Format) -> tuple[Names, ...]:
    """The titles of every section of the form with the wordings that publishers use."""
    return tuple(_names(s.title, s.also) for s in form.sections)


def is_title(folded: str, form: Format, section: int) -> bool:
    """Whether a text is the title of this section and nothing else."""
    number = _NUMBER.match(folded)
    return bool(names(form)[section].pattern.fullmatch(folded, number.end() if number else 0))


def _names(title: str, also: Sequence[str]) -> Names:
    bares = [_NUMBER.sub("", fold(t), count=1) for t in (title, *also)]
    one = "|".join(r"\s?".join(map(re.escape, b)) for b in sorted(bares, key=len, reverse=True))
    return Names(title[:1], re.compile(f"{_BEFORE}(?:{one})"), tuple(_FILLERS.sub("", b) for b in bares))


def split_glued(given: Sequence[Entry], form: Format) -> list[Entry]:
    """The entries with each line cut where a numbered heading of a section begins in its middle."""
    known = names(form)
    found: list[Entry] = []
    for entry in given:
        cuts = [0, *_cuts(entry, known), len(entry.text)] if entry.grid is None else []
        if len(cuts) <= 2:
            found.append(entry)
            continue
        for start, end in pairwise(cuts):
            if entry.text[start:end].strip():
                found.append(
                    entry._replace(text=entry.text[start:end].strip(), folded=entry.folded[start:end].strip())
                )
    return found


def _cuts(entry: Entry, known: Sequence[Names]) -> Iterator[int]:
    for gap in re.finditer(_GLUED, entry.folded):
        start = gap.end()
        number = _NUMBER.match(entry.folded, start)
        if number is None:
            continue
        for name in known:
            title = name.pattern.match(entry.folded, number.end())
            if title and not _ENUMERATION.match(entry.folded, title.end()):
                yield start
                break


def find(given: Sequence[Entry], form: Format) -> list[Heading]:
    """The headings of the sections that were found, in order, each section at most once."""
    known = names(form)
    candidates = [h for place in range(len(given)) for h in _at(given, place, known)]
    return _without_parts(_aligned(_without_contents(candidates[:_MOST], given)))


def _at(given: Sequence[Entry], place: int, known: Sequence[Names]) -> Iterator[Heading]:
    entry = given[place]
    if entry.grid is not None or not entry.folded or like_cell(entry) or _of_contents(entry.folded):
        return
    found = list(_read(entry.folded, known, strict=entry.table))
    lines, last = 1, entry
    joined = entry.folded
    if found and all(loose for *_, loose in found) and place + 1 < len(given):
        joined += given[place + 1].folded  # torn: its first line alone is like the title
        whole = [f for f in _read(joined, known, strict=True) if f[1] == len(joined)]
        if whole and not given[place + 1].table:
            found, lines, last = whole, 2, given[place + 1]
        else:
            joined = entry.folded
    while not found and lines < _PARTS and place + lines < len(given) and len(joined) < _LONGEST:
        last = given[place + lines]
        if not _NUMBER.match(entry.folded) or last.grid or last.table or not last.folded or _ends(joined):
            return
        joined += last.folded
        lines += 1
        found = [f for f in _read(joined, known, strict=True) if f[1] == len(joined)]
    for section, end, score, loose in found:
        score += 0.5 * bool(entry.level) + 0.25 * entry.bold - 0.5 * (lines - 1)
        after = given[place + lines : place + lines + 6]
        near = any(e.table or like_cell(e) for e in after)
        number = _NUMBER.match(joined)
        weak = not near and (number is None or bool(number["low"]))
        end -= len(joined) - len(last.folded)
        yield Heading(section, place, lines, end, score + near, loose, weak)


def _of_contents(folded: str) -> bool:
    """Whether a line ends in dots and the number of a page."""
    return len(folded) <= _LONGEST_ENTRY and bool(_PAGE.search(folded))


def _ends(text: str) -> bool:
    return text[-1:] in ("。", ";", ":", "!", "?")


def _read(folded: str, known: Sequence[Names], strict: bool) -> Iterator[tuple[int, int, float, bool]]:
    """Section, end, score and looseness of the headings that a line may be."""
    number = _NUMBER.match(folded)
    start = number.end() if number else 0
    for section, name in enumerate(known):
        title = name.pattern.match(folded, start)
        if title is None:
            continue
        ending = _ENDING.match(folded, title.end())
        end = ending.end() if ending else title.end()
        own = bool(number) and folded[: number.end() if number else 0].lstrip("第").startswith(name.number)
        if end == len(folded):
            score = 7.0 if number is None else 4.0 if number["low"] else 10.0 if own else 8.0
            yield section, end, score, False
        elif number and number["top"] and not strict and not _ENUMERATION.match(folded, title.end()):
            yield section, end, 6.0 if own else 3.0, False
    if (
        strict
        or number is None
        or number["low"]
        or len(folded) > _LONGEST
        or re.search("[。!?]", folded[:-1])
    ):
        return
    yield from _alike(folded, start, known)


def _alike(folded: str, start: int, known: Sequence[Names]) -> Iterator[tuple[int, int, float, bool]]:
    from rapidfuzz import fuzz

    words = _FILLERS.sub("", folded[start:]).rstrip(".:。;")
    if len(words) < 4:
        return
    scores = sorted(
        ((max(fuzz.ratio(words, w) for w in n.words), i) for i, n in enumerate(known)), reverse=True
    )
    (best, section), (second, _) = scores[0], scores[1]
    if best >= _CLOSE and best - second >= _MARGIN and not known[section].pattern.match(folded, start):
        yield section, len(folded), 5.0, best < 100


def _without_contents(candidates: list[Heading], given: Sequence[Entry]) -> list[Heading]:
    """The candidates without a table of contents: headings in a row with nothing between, all of which come again."""
    later: dict[int, int] = {h.section: h.place for h in candidates if h.score >= 3}
    contents: set[int] = set()
    row: list[Heading] = []
    for heading in [*candidates, None]:
        if heading is not None and (not row or heading.place <= row[-1].place + row[-1].lines):
            row.append(heading)
            continue
        if len({h.section for h in row}) > 2 and all(
            later[h.section] > row[-1].place for h in row if h.score >= 3
        ):
            contents |= {h.place for h in row}
        row = [heading] if heading is not None else []
    return [h for h in candidates if h.place not in contents]


def _without_parts(found: list[Heading]) -> list[Heading]:
    """The headings without those that are parts of the first section: "（一）" right below a "一、"."""
    kept = found[:1]
    for heading in found[1:]:
        if not (heading.weak and kept[-1].section == 0 and not kept[-1].weak):
            kept.append(heading)
    return kept


def _aligned(candidates: list[Heading]) -> list[Heading]:
    """The best series of headings in the order of the form; of equals the first."""
    best: list[tuple[float, int]] = []  # total up to and with a candidate, the one before it
    for n, heading in enumerate(candidates):
        total, before = 0.0, -1
        for m in range(n):
            other = candidates[m]
            if (
                other.section < heading.section
                and other.place + other.lines <= heading.place
                and best[m][0] > total
            ):
                total, before = best[m][0], m
        best.append((total + heading.score, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    found: list[Heading] = []
    while at >= 0:
        found.append(candidates[at])
        at = best[at][1]
    return found[::-1]
