"""The balance of requests: what came in and was carried over is what was settled and is carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from genreport.claims.numbers import Number
from genreport.claims.pieces import Scan, scan
from genreport.figures import Plain

_UNITS = ("件", "宗", "份", "条", "个", "起", "项", "件次")
_OTHER = re.compile(r"复议|诉讼|信访|建议|提案|留言|热线|工单|咨询|信箱|投诉|举报(?!类)|问政")
_OUT = re.compile(
    r"(?:结转|转)(?:至|到|入|为)?(?:下|次|明|第二年|\d{4}年)|(?:下|次)(?:一)?年度?(?:继续)?(?:办理|结转)"
    r"|(?:正在|尚在|仍在)(?:办理|处理)|(?:尚|仍)?未办结"
)
_IN = re.compile(
    r"(?:上一?年度?|去年|往年|以前年度|\d{4}年度?)(?!共|全年|新|收|度新)[^，\d]{0,6}(?:结转|转入|转来|遗留|延续)"
    r"|结转(?:自)?(?:上|去|\d{4}年(?:的)?申请)|承接上"
)
_DONE = re.compile(r"(?<!未)办结|(?<!应)答复|办复|(?<![应需])(?:办理|处理)(?!中|完毕的)|回复|处置")
_NEW = re.compile(r"新收|新增|收到|受理|接收|接到|收取")
_STRICT = re.compile(r"新收|新增|新受理")
_WITH = re.compile(r"含|包括|其中")
_LIMITED = re.compile(r"其他|按[时期]|延期|超期|逾期|当场|依法(?:不予|予以)|予以公开|不予|无法|部分公开")


class Balance(NamedTuple):
    """The four counts of one statement; `included`: what came in is taken to hold what was carried over."""

    new: Number
    carried_in: Number
    done: Number
    carried_out: Number
    included: bool
    left: Decimal
    right: Decimal
    holds: bool
    sure: bool
    start: int
    end: int


@dataclass
class _Stated:
    """What one statement has said so far, by kind."""

    new: list[Number] = field(default_factory=list)
    strict: list[Number] = field(default_factory=list)
    carried_in: list[Number] = field(default_factory=list)
    done: list[Number] = field(default_factory=list)
    out: list[Number] = field(default_factory=list)
    included: bool = False


def balances(plain: Plain) -> list[Balance]:
    """Every statement of all four: new, carried in, settled, carried on; one that does not balance does not hold."""
    if "结转" not in plain.text and "下年" not in plain.text:
        return []
    return [balance for stated in _stated(scan(plain)) if (balance := _judged(stated))]


def _stated(cut: Scan) -> Iterator[_Stated]:
    """The statements, one after the other: each begins with what came in, none goes beyond its paragraph."""
    stated = _Stated()
    for piece in cut.pieces:
        if piece.before == "\n":
            yield stated
            stated = _Stated()
        words = cut.words(piece)
        counts = [n for n in piece.numbers if n.unit in _UNITS]
        if len(counts) != 1 or _OTHER.search(words):
            continue
        kind = _kind(words)
        if kind == "new" and (stated.done or stated.out) and piece.depth == 0:
            yield stated
            stated = _Stated()
        if kind == "new":
            (stated.strict if _STRICT.search(words) else stated.new).append(counts[0])
        elif kind == "in":
            stated.carried_in.append(counts[0])
            if piece.depth > 0 and not stated.done and _WITH.match(words):
                stated.included = True
        elif kind == "out":
            stated.out.append(counts[0])
        elif kind == "done" and piece.depth == 0:
            stated.done.append(counts[0])
    yield stated


def _kind(words: str) -> str:
    for kind, pattern in (("in", _IN), ("out", _OUT), ("done", _DONE), ("new", _NEW)):
        if pattern.search(words):
            if kind == "done" and (_LIMITED.search(words) or _NEW.search(words)):
                return ""
            return kind
    return ""


def _judged(stated: _Stated) -> Balance | None:
    news = [(n, False) for n in stated.strict] or [(n, stated.included) for n in stated.new]
    if not stated.strict and not stated.included:
        news += [(n, True) for n in stated.new]
    if not news or not stated.carried_in or not stated.done or not stated.out:
        return None
    first: Balance | None = None
    alone = all(
        len(one) == 1 for one in (stated.strict or stated.new, stated.carried_in, stated.done, stated.out)
    )
    if len(news) * len(stated.carried_in) * len(stated.done) * len(stated.out) > 200:
        return None
    for (new, included), carried, done, out in product(news, stated.carried_in, stated.done, stated.out):
        balance = _balance(new, carried, done, out, included=included, sure=alone)
        if balance.holds:
            return balance
        first = first or balance
    exact = all(
        n.exact
        for one in (stated.new, stated.strict, stated.carried_in, stated.done, stated.out)
        for n in one
    )
    together = sum((n.value for n in stated.done), Decimal(0))
    if first is None or not exact or first.left == together + first.carried_out.value:
        return None
    return first


def _balance(
    new: Number, carried: Number, done: Number, out: Number, *, included: bool, sure: bool
) -> Balance:
    left = new.value + (0 if included else carried.value)
    right = done.value + out.value
    four = (new, carried, done, out)
    start, end = min(n.start for n in four), max(n.end + len(n.unit) for n in four)
    return Balance(new, carried, done, out, included, left, right, left == right, sure, start, end)
