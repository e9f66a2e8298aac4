"""The language of rules: names, whole numbers, + and -, one comparison; parsed by `ast`, walked by white list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal
Lookup = Callable[[str], Number | None]  # the value of a name; None: blank

_COMPARISONS: dict[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.LtE: lambda a, b: a <= b,
    ast.GtE: lambda a, b: a >= b,
}
_SIGNS: dict[type[ast.cmpop], str] = {ast.Eq: "≠", ast.LtE: ">", ast.GtE: "<"}


@dataclass(frozen=True)
class Outcome:
    """What a comparison came to: both sides, or None where a blank kept it from being judged."""

    left: Number | None
    right: Number | None
    holds: bool | None


class Expression:
    """One comparison, ready to be judged against a lookup of its names."""

    def __init__(self, text: str) -> None:
        """Raise ValueError for anything outside the language."""
        self.text = text
        try:
            body = ast.parse(text, mode="eval").body
        except SyntaxError as e:
            raise ValueError(f"not an expression: {text!r}") from e
        if not isinstance(body, ast.Compare) or len(body.ops) != 1 or type(body.ops[0]) not in _COMPARISONS:
            raise ValueError(f"not one comparison by ==, <= or >=: {text!r}")
        self._left, self._right, self._op = body.left, body.comparators[0], type(body.ops[0])
        self.names = tuple(dict.fromkeys(_names(body.left) + _names(body.comparators[0])))

    @property
    def unlike(self) -> str:
        """The sign that shows a broken comparison: ≠, > or <."""
        return _SIGNS[self._op]

    def judge(self, lookup: Lookup) -> Outcome:
        """Both sides and whether they compare as they should; a blank name leaves it not judged."""
        left, right = _value(self._left, lookup), _value(self._right, lookup)
        if left is None or right is None:
            return Outcome(left, right, None)
        return Outcome(left, right, _COMPARISONS[self._op](left, right))


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Constant(value=value) if type(value) is int:
            return []
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _names(left) + _names(right)
    raise ValueError(f"not in the language of rules: {ast.unparse(node)!r}")


def _value(node: ast.expr, lookup: Lookup) -> Number | None:
    match node:
        case ast.Name(id=name):
            return lookup(name)
        case ast.Constant(value=int(value)):
            return value
        case ast.BinOp(left=a, op=op, right=b):
            left, right = _value(a, lookup), _value(b, lookup)
            if left is None or right is None:
                return None
            return left + right if isinstance(op, ast.Add) else left - right
    raise ValueError(f"not in the language of rules: {ast.unparse(node)!r}")
