"""Dates as published reports print them, and the years that a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_DIGITS = {
    "〇": "0",
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
}
_YEAR_WORD = "(?:\\d\\s?){3}\\d|[一二三四五六七八九〇零○Oo]{4}"
_SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_CHINESE = re.compile(rf"({_YEAR_WORD})\s?年\s?({_SMALL})\s?月\s?({_SMALL})\s?日")
_PLAIN = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR = rf"(?P<year>(?<![\d.])(?:{_YEAR_WORD}))(?=\s?年)"
_PERIOD = re.compile(
    r"(?:统计|截止|起止|报告)(?:的)?(?:期限|时限|时间|期间|日期|周期|范围)[^。;]{0,12}?"
    rf"({_YEAR_WORD})\s?年\s?1\s?月\s?1\s?日?(?:\s?起)?\s?(?:至|到|—|-|~|止){{1,2}}\s?(?:({_YEAR_WORD})\s?年|当年|同年)?\s?12\s?月"
)


def days(folded: str) -> Iterator[date]:
    """Every full date in a text."""
    for match in sorted([*_CHINESE.finditer(folded), *_PLAIN.finditer(folded)], key=lambda m: m.start()):
        found = _date(match)
        if found:
            yield found


def only_day(folded: str) -> date | None:
    """The date that a text is, and nothing else."""
    match = _CHINESE.fullmatch(folded.strip(" .()")) or _PLAIN.fullmatch(folded.strip(" ()"))
    return _date(match) if match else None


def year_number(word: str) -> int:
    """The year that four digits or Chinese numerals name."""
    return int("".join(_DIGITS.get(c, c) for c in word if not c.isspace()))


def period(folded: str) -> int | None:
    """The year whose figures are counted, where the text says that it runs from 1 January to December."""
    years = {m for match in _PERIOD.finditer(folded) for m in (match[1], match[2]) if m}
    numbers = {year_number(word) for word in years}
    return numbers.pop() if len(numbers) == 1 else None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(year_number(match[1]), _small(match[2]), _small(match[3]))
    except ValueError:
        return None


def _small(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, _, ones = word.rpartition("十")
    if "十" not in word:
        return int("".join(_DIGITS[c] for c in word))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
