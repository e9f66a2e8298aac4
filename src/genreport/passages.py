"""The passages of a report's narratives that a rule speaks of, each with the numbers that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, NamedTuple

from genreport.expression import Range, Value
from genreport.figures import DIGITS, Plain, plain
from genreport.finding import Path
from genreport.limits import TooMuch
from genreport.report import Report
from genreport.rules import Rule, dated

LONGEST = 60_000  # characters of all narratives together; the longest reports have a quarter
_MATCHES = 500  # of one pattern in one narrative; more are a list that was pasted in
_LINES = 200  # up to a heading
_FAR = 4000  # characters before a match that are looked at
_BREAKS = "，；。：（）、\n"  # between clauses
_STOPS = "；。\n"  # between sentences
# groups of numbers that a rule takes as they are, and does not judge
_GIVEN = frozenset("of all whole part now then when sent".split())
_HEADING = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d{1,2}[.、．]")


class Passage(NamedTuple):
    """Some words of a narrative: where they stand in its plain text, and what they say by name."""

    path: Path
    text: Plain
    start: int
    end: int
    values: Mapping[str, Value] = {}
    numbers: tuple[int, ...] = ()  # where the numbers begin that are judged
    words: Mapping[str, str] = {}  # for the sentence of the rule
    terms: tuple[tuple[int, int, Value], ...] = ()  # numbers to be shown: from, to, value


def allotted(texts: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str, str]]:
    """Each text with as much of it as is looked at: `LONGEST` characters of them all."""
    left = LONGEST
    for path, text in texts:
        yield path, text, text[:left]
        left = max(0, left - len(text))


class Narratives:
    """The narratives of a report in plain digits, made when they are first asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.own = own_names(report)
        self._known: dict[tuple[str, ...], list[tuple[Path, Plain]]] = {}
        self._plain: dict[Path, Plain] = {}
        self._texts = {path: some for path, _, some in allotted(_texts(report))}
        self._found: dict[Any, list[Any]] = {}
        year = report.get("year")
        self.year = year if isinstance(year, int) else 0

    def pattern(self, words: str) -> re.Pattern[str]:
        """A rule's words as a pattern, those that follow from the report's year put in."""
        return compiled(dated(words, self.year))

    def has(self, words: str, text: str) -> bool:
        """Whether a text has some of a rule's words; plain words need no pattern."""
        plain_words, rest = _split(words)
        if any(word in text for word in plain_words):
            return True
        return bool(rest) and compiled(dated(rest, self.year)).search(text) is not None

    def once(self, found: Callable[[Plain], Iterable[Any]], text: Plain) -> list[Any]:
        """What is found in a text, looked for once however many rules ask."""
        key = (found, id(text))
        if key not in self._found:
            self._found[key] = list(found(text))
        return self._found[key]

    @cached_property
    def whole(self) -> str:
        """All narratives."""
        return "\n".join(text.text for _, text in self.known())

    def known(self, sections: tuple[str, ...] = ()) -> list[tuple[Path, Plain]]:
        """Each narrative with its path, from the preamble down; only those of `sections` if any are named."""
        if sections not in self._known:
            self._known[sections] = list(self._read(sections))
        return self._known[sections]

    def _read(self, sections: tuple[str, ...]) -> Iterator[tuple[Path, Plain]]:
        lines: list[Path] = [(name,) for name in ("title", "agency", "number") if name in sections]
        lines += [("contact", "office")] if "contact" in sections else []
        for path in (*self._texts, *lines):
            text = self._texts.get(path) or self.report.values.get(path)
            if isinstance(text, str) and (not sections or path[0] in sections):
                if path not in self._plain:
                    self._plain[path] = plain(text)
                yield path, self._plain[path]


def _texts(report: Report) -> Iterator[tuple[Path, str]]:
    for path in (("preamble",), *((s.id, "note") if s.table else (s.id,) for s in report.format.sections)):
        text = report.values.get(path)
        if isinstance(text, str):
            yield path, text


def own_names(report: Report) -> re.Pattern[str]:
    """A pattern of the words by which a report names its own agency: they say nothing of another."""
    organs = "市|州|盟|县|区|旗|镇|乡|街道|局|委|办|厅|院|中心"
    words = f"本机关|我机关|(?<!局)机关|本部门|我部门|[本我全](?:{organs}|单位|系统)"
    words += rf"|^(?:{organs})(?=全年|本年|年内|共|未|没有|\d)"
    agency = report.agency
    if government := re.search(
        "([省市州盟县区旗镇乡])(?:人民)?政府", agency
    ):  # nor is its office another agency
        words = rf"{government[1]}(?:人民)?政府(?!办)|{words}"
        words = rf"[省市州县区旗]?(?:人民)?政府(?:及其?|[和与、])(?:[省市州县区旗]?(?:人民)?政府)?办公[室厅]|{words}"
    short = [agency[m.start() :] for m in re.finditer("[省市州盟县区旗镇乡]", agency[:-2])]  # 县司法局
    names = "|".join(re.escape(name) for name in (agency, *short) if name)
    return re.compile(f"{names}|{words}" if names else words)


def matches(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Every match of the rule's patterns that its surroundings allow; the first pattern at a place counts."""
    if rule.words.against and not narratives.has(rule.words.against, narratives.whole):
        return
    for path, text in narratives.known(rule.sections):
        if rule.words.sign and not _has_sign(rule.words.sign, text.text):
            continue
        taken: list[tuple[int, int]] = []
        for pattern in rule.words.patterns:
            if (ending := _ending(pattern)) and not compiled(ending).search(text.text):
                continue
            for number, match in enumerate(narratives.pattern(pattern).finditer(text.text)):
                if number >= _MATCHES:
                    raise TooMuch
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                if match[0] and not _endless(match) and _allowed(rule, text.text, match, narratives):
                    taken.append(match.span())
                    yield _of_match(rule, path, text, match)


@cache
def _ending(pattern: str) -> str:
    """What a pattern with a long beginning ends in: looked for first, which is quick."""
    beginning, _, ending = pattern.rpartition(r"(?P<said>\d+)")
    return ending if "(?P<all>" in beginning else ""


def _endless(match: re.Match[str]) -> bool:
    """Whether one of the numbers has more digits than any count."""
    return any(word and len(word) > DIGITS and word[-1].isdecimal() for word in match.groupdict().values())


def _has_sign(signs: tuple[str, ...], text: str) -> bool:
    """Whether a text has one of the signs; 甲+乙 is there when both are."""
    return any(all(word in text for word in sign.split("+")) for sign in signs)


def _of_match(rule: Rule, path: Path, text: Plain, match: re.Match[str]) -> Passage:
    """The numbers in the groups of a match; one that this wording does not state equals nothing."""
    groups = {k: v for k, v in match.groupdict().items() if v}
    values: dict[str, Value] = dict.fromkeys(rule.words.groups, Decimal("NaN"))
    places: list[int] = []
    for name, digits in groups.items():
        if digits.replace(".", "", 1).isdecimal():
            values[name] = number(text, match.start(name), digits)
            if name not in _GIVEN:
                places.append(match.start(name))
    start = match.start()
    if places and "of" in match.re.groupindex:  # what leads to the number is not what is found
        start = max(start, *(text.text.rfind(c, start, places[-1]) + 1 for c in _BREAKS))
    words = {**groups, "words": text.text[start : match.end()]}
    return Passage(path, text, start, match.end(), values, tuple(places), words)


def number(text: Plain, start: int, digits: str) -> Value:
    """The number whose digits begin there, as exact as it is meant."""
    value = Decimal(digits)
    if reach := text.reach.get(start):
        return Range(value, value - reach.below, value + reach.above)
    if text.text.startswith(("%", "倍", "成"), start + len(digits)):  # rounded to the places that are printed
        half = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1)
        return Range(value, value - half, value + half)
    return int(value) if value == value.to_integral_value() else value


def _allowed(rule: Rule, text: str, match: re.Match[str], narratives: Narratives) -> bool:
    """Whether the clause, the sentence and the paragraph around a match are such as the rule wants."""
    words, has = rule.words, narratives.has
    if words.unless:
        clause = narratives.own.sub("", clause_around(text, match.start(), match.end()))
        if has(words.unless, clause) and not (words.although and has(words.although, clause)):
            return False
    if words.before:
        begin = _after(text, _STOPS, match.start())
        if has(words.before, narratives.own.sub("", text[begin : match.start()])):
            return False
    if words.near:
        begin = _after(text, "。\n", match.start())
        if not has(words.near, text[begin : match.end()]):
            return False
    return not words.within or has(words.within, above(text, match.start()) + match[0])


def clause_around(text: str, start: int, end: int) -> str:
    """The clause in which a match stands: from the punctuation before it to that after it."""
    far = min(len(text), end + _FAR)
    ends = [at for c in _BREAKS if (at := text.find(c, end, far)) >= 0]
    return text[_after(text, _BREAKS, start) : min(ends, default=far)]


def _after(text: str, marks: str, start: int) -> int:
    """The place after the last of some marks before a place, as far as is looked."""
    far = max(0, start - _FAR)
    return max(far - 1, *(text.rfind(mark, far, start) for mark in marks)) + 1


def above(text: str, start: int) -> str:
    """The paragraph up to a place, with the heading that it stands under."""
    begin = line = text.rfind("\n", 0, start) + 1
    near = max(begin, start - _FAR)
    for _ in range(_LINES):
        if line <= 0:
            break
        line = text.rfind("\n", 0, line - 1) + 1
        words = text[line : text.find("\n", line)]
        if len(words) < 40 and _HEADING.match(words):
            return words + "\n" + text[near:start]
    return text[near:start]


def sections(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """Every narrative as a whole, with the number of its characters."""
    for path, text in narratives.known(rule.sections):
        yield Passage(path, text, 0, 0, {"length": _length(text.text)})


def _length(text: str) -> int:
    """Characters that are read: without line breaks, tables and pictures."""
    return sum(len(line) for line in text.split("\n") if not line.startswith(("|", "![", "！[")))


def lacking(rule: Rule, narratives: Narratives) -> Iterator[Passage]:
    """The narratives, taken together, when they lack something that must be there; `missing` names it."""
    known = list(narratives.known(rule.sections))
    whole = "\n".join(text.text for _, text in known)
    if rule.words.patterns and not any(narratives.has(p, whole) for p in rule.words.patterns):
        return
    if rule.words.unless and narratives.has(rule.words.unless, whole):
        return
    missing = [name for name, pattern in rule.words.needs.items() if not narratives.has(pattern, whole)]
    if missing and known:
        path, text = known[0]
        yield Passage(path, text, 0, 0, words={"missing": "、".join(missing)})


_SPECIAL = re.compile(r"[\\.^$*+?{}()\[\]]")


@cache
def _split(words: str) -> tuple[tuple[str, ...], str]:
    """The alternatives of a pattern that are nothing but words, and a pattern of the others."""
    alternatives, depth, start = [], 0, 0
    for at, character in enumerate(words):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "|" and depth == 0:
            alternatives.append(words[start:at])
            start = at + 1
    alternatives.append(words[start:])
    plain_words = tuple(a for a in alternatives if not _SPECIAL.search(a))
    return plain_words, "|".join(a for a in alternatives if _SPECIAL.search(a))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first wanted: all of them would take longer than a whole run."""
    return re.compile(pattern)


Scan = Callable[[Rule, Narratives], Iterator[Passage]]
