"""The language of rules: names, numbers, + - * %, comparisons, `or`; parsed by `ast`, walked by white list.

`previous(name)` is the value of last year's report, `sum(a, b)` adds. A number that is not exact (`Range`) compares as
equal to everything that it may be.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Range(NamedTuple):
    """A number that may be anything from `low` to `high`: about 300."""

    value: Decimal
    low: Decimal
    high: Decimal


class Name(NamedTuple):
    """A name of an expression; `previous`: in last year's report."""

    id: str
    previous: bool = False


Number = int | Decimal
Value = int | Decimal | Range | date
Lookup = Callable[[Name], Value | None]  # the value of a name; None: blank

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "≠", ast.NotEq: "＝", ast.LtE: ">", ast.GtE: "<", ast.Lt: "≥", ast.Gt: "≤",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a comparison came to: both sides, or None where a blank kept it from being judged."""

    left: Value | None
    right: Value | None
    holds: bool | None
    sign: str = ""  # shows a broken comparison: ≠, > or <


class Expression:
    """Comparisons joined by `or`, ready to be judged against a lookup of their names."""

    def __init__(self, text: str) -> None:
        """Raise ValueError for anything outside the language."""
        self.text = text
        try:
            body = ast.parse(text.strip(), mode="eval").body
        except SyntaxError as e:
            raise ValueError(f"not an expression: {text!r}") from e
        joined = body.values if isinstance(body, ast.BoolOp) and isinstance(body.op, ast.Or) else [body]
        parts = [_comparison(part, text) for part in joined]
        sides = [side for left, _, right in parts for side in (left, right)]
        self.names = tuple(dict.fromkeys(name for side in sides for name in _names(side)))
        self._judges = [_judge(part) for part in parts]

    def judge(self, lookup: Lookup) -> Outcome:
        """The first comparison and whether any holds; blank names leave it not judged."""
        outcomes = [judge(lookup) for judge in self._judges]
        for wanted in (True, None):
            for outcome in outcomes:
                if outcome.holds is wanted:
                    return outcome
        return outcomes[0]


_Side = Callable[[Lookup], Value | None]
_Comparison = tuple[ast.expr, type[ast.cmpop], ast.expr]


def _comparison(node: ast.expr, text: str) -> _Comparison:
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in _SIGNS:
        raise ValueError(f"not one comparison by == != <= >= < >: {text!r}")
    return node.left, type(node.ops[0]), node.comparators[0]


def _judge(part: _Comparison) -> Callable[[Lookup], Outcome]:
    left_of, right_of, operator = _value(part[0]), _value(part[2]), part[1]
    sign = _SIGNS[operator]

    def judge(lookup: Lookup) -> Outcome:
        left, right = left_of(lookup), right_of(lookup)
        if left is None or right is None:
            return Outcome(left, right, None, sign)
        return Outcome(left, right, _compare(operator, left, right), sign)

    return judge


def _compare(operator: type[ast.cmpop], left: Value, right: Value) -> bool:
    if isinstance(left, date) is not isinstance(right, date):
        raise ValueError(f"a date does not compare with a number: {left}, {right}")
    if any(isinstance(v, Decimal) and v.is_nan() for v in (left, right)):
        return False  # a number that the words do not state
    if operator is ast.Eq and type(left) is int and type(right) is int:
        return left == right  # what nearly every rule asks
    (a, b), (c, d) = _ends(left), _ends(right)
    match operator:
        case ast.Eq:
            return a <= d and c <= b
        case ast.NotEq:
            return not (a == b == c == d)
        case ast.LtE:
            return a <= d
        case ast.GtE:
            return b >= c
        case ast.Lt:
            return a < d
    return b > c


def _ends(value: Value) -> tuple[Number, Number]:
    """What a value is at least and at most; a date is counted in days."""
    if isinstance(value, Range):
        return value.low, value.high
    number = value.toordinal() if isinstance(value, date) else value
    return number, number


def _names(node: ast.expr) -> list[Name]:
    match node:
        case ast.Name() | ast.Attribute():
            return [Name(_dotted(node))]
        case ast.Constant(value=value) if type(value) in (int, float):
            return []
        case ast.BinOp(op=ast.Mod(), right=ast.Constant(value=0)):
            raise ValueError(f"nothing is divided by zero: {ast.unparse(node)!r}")
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Mod(), right=right):
            return _names(left) + _names(right)
        case ast.Call(func=ast.Name(id="previous"), args=[inner], keywords=[]):
            return [Name(_dotted(inner), previous=True)]
        case ast.Call(func=ast.Name(id="sum"), args=[_, *_] as parts, keywords=[]):
            return [name for part in parts for name in _names(part)]
    raise ValueError(f"not in the language of rules: {ast.unparse(node)!r}")


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{_dotted(value)}.{attr}"
    raise ValueError(f"not a name: {ast.unparse(node)!r}")


def _value(node: ast.expr) -> _Side:
    """What a side comes to, as a function of the lookup."""
    match node:
        case ast.Name() | ast.Attribute():
            name = Name(_dotted(node))
            return lambda lookup: lookup(name)
        case ast.Constant(value=int() | float() as value):
            number = value if isinstance(value, int) else Decimal(str(value))
            return lambda _: number
        case ast.Call(func=ast.Name(id="previous"), args=[inner]):
            last = Name(_dotted(inner), previous=True)
            return lambda lookup: lookup(last)
        case ast.Call(args=parts):
            return _added([_value(part) for part in parts])
        case ast.BinOp(left=a, op=op, right=b):
            return _joined(op, _value(a), _value(b))
    raise ValueError(f"not in the language of rules: {ast.unparse(node)!r}")


def _added(parts: list[_Side]) -> _Side:
    def added(lookup: Lookup) -> Value | None:
        known = [part(lookup) for part in parts]
        return None if None in known else sum(map(_number, known))

    return added


def _joined(op: ast.operator, left_of: _Side, right_of: _Side) -> _Side:
    def joined(lookup: Lookup) -> Value | None:
        left, right = left_of(lookup), right_of(lookup)
        if left is None or right is None:
            return None
        return None if isinstance(op, ast.Mod) and not _number(right) else _combined(op, left, right)

    return joined


def _combined(op: ast.operator, left: Value, right: Value) -> Value:
    if isinstance(left, Range) and not isinstance(right, Range):
        ends = [_plain(op, end, _number(right)) for end in left]
        return Range(Decimal(ends[0]), Decimal(min(ends)), Decimal(max(ends)))
    return _plain(op, _number(left), _number(right))


def _plain(op: ast.operator, a: Number, b: Number) -> Number:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
    return a % b


def _number(value: Value | None) -> Number:
    """A plain number; of one that is not exact its digits."""
    if isinstance(value, Range):
        return value.value
    if isinstance(value, int | Decimal):
        return value
    raise ValueError(f"not a number: {value}")
