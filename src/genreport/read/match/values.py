"""One printed figure: a number that is certain, a cell printed blank, or something else that is not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_SPACE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_EMPTY = re.compile(r"[-\u2010-\u2015\u2212\u2500/\\]{1,6}|无")
_DIGITS = r"(?:0|[1-9][0-9]{0,17}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})"  # more digits are no count
_COUNT = re.compile(rf"({_DIGITS})[件项个宗条起份次部]?")
_CHANGE = re.compile(rf"([+]|-|\u2212|增加?|减少?|负)?({_DIGITS})[件项个宗条次部]?")
_AMOUNT = re.compile(rf"[¥￥]?({_DIGITS}(?:\.[0-9]+)?)(元|万元|亿元)?")
_LIKE = re.compile(
    rf"[-+\u2212]?[¥￥]?(?:[0-9][0-9,]*)(?:\.[0-9]+)?(?:[件项个宗条起份次部]|万元|亿元|元)?|(?:增加?|减少?|负){_DIGITS}项?"
)
_ODD = re.compile(
    r"[约近超]?[0-9][0-9,.]*(?:[+*~/][0-9.]+|[余多])[件项元]?|约[0-9]+[件项]?|[0-9]+(?:\.[0-9]*){2,}|[Oo0l]{1,3}"
)
_WORTH = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)}
_UNIT = re.compile("亿元|万元|元")
_PARTED = re.compile(r"[0-9]\s+[0-9]")


class Value(NamedTuple):
    """What a cell says: `number`, or None for one printed blank; `taken` is False for what is no certain figure."""

    number: int | Decimal | None
    taken: bool = True
    unit: str = ""  # the unit that the figure was converted from


NOTHING = Value(None)
_UNCLEAR = Value(None, False)


def plain(text: str) -> str:
    """The text of a cell without blanks, in half-width characters."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def marked(text: str) -> bool:
    """Whether signs that are no plain digits would become digits, as those of notes do: ① ² ⑳."""
    odd = (c for c in text if not c.isascii() and not "０" <= c <= "９")
    return any(re.search("[0-9]", unicodedata.normalize("NFKC", c)) for c in odd)


@lru_cache(maxsize=4096)
def empty(text: str) -> bool:
    """Whether a cell is printed blank: nothing at all, or a stroke, or 无."""
    bare = plain(text)
    return not bare or _EMPTY.fullmatch(bare) is not None


@lru_cache(maxsize=4096)
def like(text: str) -> bool:
    """Whether a text has the looks of a cell of figures and not of a label."""
    bare = plain(text)
    return bool(bare) and (empty(text) or any(p.fullmatch(bare) for p in (_LIKE, _ODD)))


def unit_in(words: str) -> str:
    """The unit of money that a head states; empty where it states none."""
    found = set(_UNIT.findall(plain(words)))
    return found.pop() if len(found) == 1 else ""


def value(text: str, kind: str, form_unit: str = "元", head_unit: str = "") -> Value:
    """The figure of a cell of a kind of number; an amount in the form's unit, from the unit stated beside it."""
    if empty(text):
        return NOTHING
    bare = plain(text)
    if marked(text) or _PARTED.search(unicodedata.normalize("NFKC", text)):  # two figures, or one torn
        return _UNCLEAR
    if kind == "amount":
        return _amount(bare, form_unit, head_unit)
    if kind == "change":
        match = _CHANGE.fullmatch(bare)
        if not match:
            return _UNCLEAR
        number = int(match[2].replace(",", ""))
        down = (match[1] or "+") in "-\u2212减少负"
        return Value(-number if down else number)
    match = _COUNT.fullmatch(bare)
    return Value(int(match[1].replace(",", ""))) if match else _UNCLEAR


def counted_off(texts: Sequence[str]) -> bool:
    """Whether these are the numbers of columns: 1, 2, 3 and so on."""
    return len(texts) >= 5 and [plain(t) for t in texts] == [str(n + 1) for n in range(len(texts))]


def sums_hold(texts: Sequence[str], totals: Sequence[bool]) -> bool:
    """Whether all cells are counts and each total is the sum of those since the total before it."""
    start = 0
    numbers = [value(text, "integer").number for text in texts]
    for at, total in enumerate(totals):
        parts = [n for n in numbers[start:at] if n is not None]
        if total and (len(parts) != at - start or sum(parts) != numbers[at]):
            return False
        start = at + 1 if total else start
    return None not in numbers


def _amount(bare: str, form_unit: str, head_unit: str) -> Value:
    match = _AMOUNT.fullmatch(bare)
    if not match:
        return _UNCLEAR
    unit = match[2] or head_unit or form_unit
    number = Decimal(match[1].replace(",", ""))
    if number and unit not in _WORTH:
        return _UNCLEAR
    if unit == form_unit or not number:
        return Value(_short(number) if unit != form_unit else _as_printed(match[1]))
    return Value(_short(number * _WORTH[unit] / _WORTH[form_unit]), unit=unit)


def _as_printed(digits: str) -> int | Decimal:
    digits = digits.replace(",", "")
    return Decimal(digits) if "." in digits else int(digits)


def _short(number: Decimal) -> int | Decimal:
    """A converted figure without zeros that say nothing."""
    whole = number.to_integral_value()
    return int(whole) if whole == number else Decimal(f"{number.normalize():f}")
