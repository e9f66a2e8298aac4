"""Figures whose column says how they are meant: money in units of 10,000 yuan, more or fewer than the year before."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from genreport import messages
from genreport.finding import Text, Where

_MONEY = re.compile(r"([0-9][0-9,，_]{0,30}(?:\.[0-9]{1,12})?)\s*(亿元?|万元?|[元圆块])整?")
_YUAN = {"亿": 10**8, "万": 10**4, "元": 1, "圆": 1, "块": 1}
_UNIT = 10**4  # yuan, where the label says 万元
_MORE = re.compile(r"(?:(?:同比)?(?:增加|增长|新增|上升|增|升|多)了?|[+↑])\s*([0-9]{1,18})\s*[件项条个部宗]?")
_FEWER = re.compile(
    r"(?:(?:同比)?(?:减少|下降|降低|减|降|少)了?|[-−–—﹣↓])\s*([0-9]{1,18})\s*[件项条个部宗]?"
)
_SAME = frozenset(("持平", "不变", "无变化", "没有变化", "未变"))


def amount(word: str, label: str) -> Text | None:
    """What to type for a sum of money with its unit, in a column whose label says 万元; None for anything else."""
    found = _MONEY.fullmatch(word)
    if found is None or "万元" not in label:
        return None
    plain = Decimal(re.sub("[,，_]", "", found[1]))
    write = digits(plain * _YUAN[found[2][0]] / _UNIT)
    if found[2][0] in "万亿":
        return _sentence("Y220", write=write)
    return _sentence("Y221", write=write, plain=digits(plain))


def change(word: str) -> Text | None:
    """What to type for an increase or a decrease told in words or with a blank after its sign; None otherwise."""
    if word in _SAME:
        return _sentence("Y222", write="0")
    more, fewer = _MORE.fullmatch(word), _FEWER.fullmatch(word)
    if more is None and fewer is None:
        return None
    number = int(more[1]) if more else -int(fewer[1]) if fewer else 0
    return _sentence("Y222", write=str(number))


def digits(number: Decimal) -> str:
    """A number in plain digits, without zeros behind the point."""
    whole = number == number.to_integral_value()
    return format(number.to_integral_value() if whole else number.normalize(), "f")


def _sentence(code: str, **values: Any) -> Text:
    return messages.finding(code, Where(""), **values).message
