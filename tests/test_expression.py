"""The language of rules: what it says, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from genreport.expression import Expression, Name, Range

VALUES = {
    "a": 3,
    "b": 4,
    "c": Decimal("7.5"),
    "x.y": 10,
    "blank": None,
    "about": Range(Decimal(300), Decimal(300), Decimal(399)),
    "day": date(1999, 1, 31),
    "due": date(1999, 2, 1),
}


def lookup(name: Name):
    """Values by name; last year's are one less."""
    value = VALUES[name.id]
    return value - 1 if name.previous else value


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
        ("a != b", 3, 4, True),
        ("a != 3", 3, 3, False),
        ("b * 2 > a", 8, 3, True),
        ("a < b", 3, 4, True),
        ("x.y % 10 == 0", 0, 0, True),
        ("a == previous(b)", 3, 3, True),
        ("sum(a, b, previous(x.y)) == 16", 16, 16, True),
        ("c == 7.5", Decimal("7.5"), Decimal("7.5"), True),
        ("a == 4 or a == 3", 3, 3, True),
        ("a == 4 or a == 5", 3, 4, False),
        ("a == 4 or a == blank", 3, None, None),
        ("day <= due", VALUES["day"], VALUES["due"], True),
        ("day > due", VALUES["day"], VALUES["due"], False),
        ("about == 350", VALUES["about"], 350, True),
        ("about == 400", VALUES["about"], 400, False),
        ("about + 100 == 460", Range(Decimal(400), Decimal(400), Decimal(499)), 460, True),
    ],
)
def test_a_comparison_is_judged_and_a_blank_leaves_it_open(text, left, right, holds) -> None:
    outcome = Expression(text).judge(lookup)
    assert (outcome.left, outcome.right, outcome.holds) == (left, right, holds)


def test_names_come_in_the_order_in_which_they_are_read() -> None:
    names = Expression("new + made.total == previous(total) + new or made == 1").names
    assert names == (Name("new"), Name("made.total"), Name("total", previous=True), Name("made"))


@pytest.mark.parametrize(
    ("text", "sign"), [("a == b", "≠"), ("b <= a", ">"), ("a >= b", "<"), ("b < a", "≥")]
)
def test_a_broken_comparison_is_shown_by_its_contrary(text: str, sign: str) -> None:
    assert Expression(text).judge(lookup).sign == sign


def test_a_date_does_not_compare_with_a_number() -> None:
    with pytest.raises(ValueError, match="date"):
        Expression("day == a").judge(lookup)


REFUSED = """
a | a == | a = b | a == b == c | a / b == c | f(a) == b | a().b == c | a[0] == b | a == 'b' | a == True | -a == b
| __import__('os') == a | (lambda: a)() == b | a == b and b == a | previous(a, b) == c | sum() == a | a ** b == c |
"""


@pytest.mark.parametrize("text", [part.strip() for part in REFUSED.split("|")])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not (an expression|one comparison|in the language|a name)"):
        Expression(text)
