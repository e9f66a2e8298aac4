"""The language of rules: what it says, and what it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from genreport.expression import Expression

VALUES = {"a": 3, "b": 4, "c": Decimal("7.5"), "blank": None}


@pytest.mark.parametrize(
    ("text", "left", "right", "holds"),
    [
        ("a + b == 7", 7, 7, True),
        ("a == b - 1", 3, 3, True),
        ("a + b == c", 7, Decimal("7.5"), False),
        ("a + b <= c", 7, Decimal("7.5"), True),
        ("a >= b", 3, 4, False),
        ("a + blank == b", None, 4, None),
        ("a == blank - b", 3, None, None),
    ],
)
def test_a_comparison_is_judged_and_a_blank_leaves_it_open(text, left, right, holds) -> None:
    outcome = Expression(text).judge(VALUES.get)
    assert (outcome.left, outcome.right, outcome.holds) == (left, right, holds)


def test_names_come_in_the_order_in_which_they_are_read() -> None:
    assert Expression("new + carried_in == total + new").names == ("new", "carried_in", "total")


@pytest.mark.parametrize(("text", "sign"), [("a == b", "≠"), ("a <= b", ">"), ("a >= b", "<")])
def test_a_broken_comparison_is_shown_by_its_contrary(text: str, sign: str) -> None:
    assert Expression(text).unlike == sign


REFUSED = """
a | a == | a = b | a == b == c | a != b | a * b == c | f(a) == b | a.b == c | a[0] == b | a == 'b' | a == 1.5
| a == True | -a == b | __import__('os') == a | (lambda: a)() == b |
"""


@pytest.mark.parametrize("text", [part.strip() for part in REFUSED.split("|")])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not (an expression|one comparison|in the language)"):
        Expression(text)
