"""A narrative with its numbers in plain digits: 十二件, １２件, 1,200 件 and 1.2万条 all read alike, each at its place.

What patterns read is the plain text; `origin` leads back to the characters that a clerk wrote. Blanks and the marks of
bold print are gone, punctuation is full-width, and a number that is openly not exact knows how far it reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

UNITS = "件次|人次|件|宗|份|条|个|起|项|例|篇|期|场|名|人|处|台|部|批|家|种|类|封|张|户|元|页|次"
DIGITS = 15  # of a number, its point among them: more is a number of something, or a slip, and no count
_DIGIT = "零〇一二两三四五六七八九"
_HAN = dict(zip(_DIGIT, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}

_PLAIN = str.maketrans("０１２３４５６７８９％．,;:()?!", "0123456789%.，；：（）？！")
_BLANK = re.compile(r"(?<!\d)[ \t\u00a0\u3000*]+|[ \t\u00a0\u3000*]+(?!\d)")
_GROUPS = re.compile(r"(?<![\d.])(?<!\d，)\d{1,3}(?:，\d{3}){1,4}(?!\d|，\d)")
_PERCENT = re.compile(rf"百分之([{_DIGIT}十百]{{1,8}})(?:点([{_DIGIT}]{{1,8}}))?(?![{_DIGIT}十百])")
_TENTH = "成(?![立果效为员功绩就本套都不])"
_NUMERAL = re.compile(rf"(?<![第{_DIGIT}十百千万亿几数\d])([{_DIGIT}十百千万亿]{{1,16}})(?={UNITS}|{_TENTH})")
_SCALED = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(千万|百万|亿|万|千)(余|多)?")
_VAGUE = re.compile(
    rf"(?<!最)(?<!附)(大约|将近|超过|逾|约|近|超)?(?<![\d.])(\d+(?:\.\d+)?)(余|多)?(?={UNITS})(?!个?[年月]|天|日)"
)
_AFTER = re.compile(rf"(?:{UNITS})(左右|以上|以内|余)")


class Reach(NamedTuple):
    """How far below and above its digits a number that is not exact may be."""

    below: Decimal
    above: Decimal


@dataclass(frozen=True)
class Plain:
    """A text in plain digits; `origin[i]` is where its i-th character stood, `reach` goes by a number's place."""

    text: str
    origin: list[int] = field(repr=False)
    reach: dict[int, Reach]
    source: str = field(repr=False)

    def quote(self, start: int, end: int) -> str:
        """The words as they were written."""
        return self.source[self.origin[start] : self.origin[end]] if end > start else ""

    def exact(self, start: int) -> bool:
        """Whether the number that begins here is meant to the last digit."""
        return start not in self.reach


class _Text:
    """Text under way: every character knows where it came from."""

    def __init__(self, source: str) -> None:
        self.text = source.translate(_PLAIN)
        self.origin = list(range(len(source) + 1))

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str | None]) -> None:
        """Put other words for every match, unless `by` says None; they stand where the match began."""
        pieces: list[str] = []
        origin: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = by(match)
            if new is None or new == match[0]:
                continue
            pieces += [self.text[last : match.start()], new]
            origin += self.origin[last : match.start()]
            origin += [self.origin[match.start()]] * len(new)
            last = match.end()
        if last:
            self.text = "".join(pieces) + self.text[last:]
            self.origin = origin + self.origin[last:]


def plain(source: str) -> Plain:
    """The text with its numbers in plain digits."""
    text = _Text(source)
    text.replace(_BLANK, lambda _: "")
    text.replace(_GROUPS, _ungrouped)
    text.replace(_PERCENT, _percent)
    text.replace(_NUMERAL, _numeral)
    rounded: dict[int, Reach] = {}
    text.replace(_SCALED, lambda m: _scaled(m, text, rounded))
    vague: dict[int, Reach] = {}
    text.replace(_VAGUE, lambda m: _vague(m, text, vague))
    reach = {}
    known = {**rounded, **vague}  # by origin
    if known or _AFTER.search(text.text):
        for m in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?", text.text):
            if len(m[0]) > DIGITS:
                continue
            if text.origin[m.start()] in known:
                reach[m.start()] = known[text.origin[m.start()]]
            elif after := _AFTER.match(text.text, m.end()):
                reach[m.start()] = _reach(Decimal(m[0]), after[1])
    return Plain(text.text, text.origin, reach, source)


def _ungrouped(match: re.Match[str]) -> str | None:
    """1,200 is one number; three numbers after 分别 are three."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    return None if "分别" in before.rpartition("。")[2] else match[0].replace("，", "")


def _percent(match: re.Match[str]) -> str | None:
    whole = _value(match[1])
    if whole is None:
        return None
    return f"{whole}" + (f".{''.join(str(_HAN[c]) for c in match[2])}" if match[2] else "") + "%"


def _numeral(match: re.Match[str]) -> str | None:
    value = _value(match[1])
    return None if value is None else str(value)


def _value(numeral: str) -> int | None:
    """What a Chinese numeral comes to; None for words that are none (百万, 千)."""
    if all(c in _HAN for c in numeral):
        digits = "".join(str(_HAN[c]) for c in numeral)
        said = len(digits) != 2 or "〇" in numeral or "零" in numeral
        return int(digits) if said and len(digits) <= DIGITS else None
    if numeral[0] not in _HAN and numeral[0] != "十":
        return None
    total = section = digit = 0
    for c in numeral:
        if c in _HAN:
            digit = _HAN[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        else:
            total = (total + section + digit) * _SCALE[c]
            section = digit = 0
            if total >= 10**DIGITS:  # 亿亿亿 is no number
                return None
    return total + section + digit


def _scaled(match: re.Match[str], text: _Text, rounded: dict[int, Reach]) -> str | None:
    """1.2万 in digits; but for money its last digit is rounded, and 余 reaches up to the next."""
    if len(match[1]) > DIGITS:
        return None
    number, scale = Decimal(match[1]), _SCALE[match[2]]
    if match[2] == "千" and "." not in match[1] and len(match[1]) > 1:
        return None
    value = number * scale
    step = Decimal(scale) / 10 ** len(match[1].partition(".")[2])
    if match[3]:
        rounded[text.origin[match.start()]] = Reach(Decimal(0), step - 1)
    elif not match.string.startswith("元", match.end()) and step > 1:
        rounded[text.origin[match.start()]] = Reach(step, step)
    return f"{value.normalize():f}"


def _vague(match: re.Match[str], text: _Text, vague: dict[int, Reach]) -> str | None:
    word = match[1] or match[3]
    if not word or len(match[2]) > DIGITS:
        return None
    vague[text.origin[match.start()]] = _reach(Decimal(match[2]), word)
    return match[2]


def _reach(number: Decimal, word: str) -> Reach:
    """How far a vague number reaches: 余 up to the next round one, 近 below, 约 both ways."""
    if word in ("余", "多", "超过", "逾", "超", "以上"):
        zeros = len(match[0]) if (match := re.search(r"0+$", f"{number:f}")) else 0
        return Reach(Decimal(0), max(Decimal(10**zeros), number / 2))
    if word in ("近", "将近", "以内"):
        return Reach(max(Decimal(1), number / 5), Decimal(0))
    return Reach(max(Decimal(1), number / 10), max(Decimal(1), number / 10))
