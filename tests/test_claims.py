"""A narrative against itself: what its sums, shares, growth and balances come to, case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from genreport.claims import Balance, Breakdown, Growth, Number, Share, balances, breakdowns, growths, shares
from genreport.figures import Plain, plain

HERE = Path(__file__).parent
CASES = [
    pytest.param(case, id=f"{file.stem}-{number}")
    for file in sorted((HERE / "claims").glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1)
]
Claim = Breakdown | Share | Growth | Balance


def claims(text: Plain) -> list[Claim]:
    return [*breakdowns(text), *shares(text), *growths(text), *balances(text)]


def told(claim: Claim) -> str:
    """A claim as the case files tell it."""
    holds = "holds" if claim.holds else "breaks, sure" if claim.sure else "breaks, likely"
    return f"{numbers(claim)}: {holds}"


def numbers(claim: Claim) -> str:
    if isinstance(claim, Breakdown):
        return f"breakdown {shown(claim.total)} = " + " + ".join(shown(part) for part in claim.parts)
    if isinstance(claim, Share):
        whole = shown(claim.whole) if claim.whole else f"{claim.base}"
        return f"share {shown(claim.part)} of {whole} is {claim.expected}%, stated {shown(claim.percent)}"
    if isinstance(claim, Growth):
        four = (claim.previous, claim.current, claim.amount, claim.rate)
        stated = " ".join(shown(one) if one else "-" for one in four)
        return f"growth {'up' if claim.grows else 'down'} {stated}, rate {claim.expected}"
    included = " included" if claim.included else ""
    return (
        f"balance {shown(claim.new)} + {shown(claim.carried_in)}{included} = "
        f"{shown(claim.done)} + {shown(claim.carried_out)}"
    )


def shown(number: Number) -> str:
    return f"{number.value}{number.unit}"


@pytest.mark.parametrize("case", CASES)
def test_what_a_sentence_claims(case: dict[str, Any]) -> None:
    assert [told(claim) for claim in claims(plain(case["text"]))] == case["finds"]


@pytest.mark.parametrize("case", CASES)
def test_numbers_stand_where_they_say(case: dict[str, Any]) -> None:
    text = plain(case["text"])
    for claim in claims(text):
        assert (
            0 <= claim.start < claim.end <= len(text.text) and "\n" not in text.text[claim.start : claim.end]
        )
        for number in every(claim):
            assert text.text[number.start : number.end] == f"{number.value}"
            assert text.text.startswith(number.unit, number.end)


def every(claim: Claim) -> list[Number]:
    parts = claim.parts if isinstance(claim, Breakdown) else ()
    return [one for one in (*claim, *parts) if isinstance(one, Number)]


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE.parent / "examples").glob("*.yaml")))
def test_the_examples_contradict_themselves_nowhere(name: str) -> None:
    report = yaml.safe_load((HERE.parent / "examples" / name).read_text(encoding="utf-8"))
    for text in report.values():
        if isinstance(text, str):
            assert [told(one) for one in claims(plain(text)) if not one.holds] == []


@pytest.mark.parametrize(
    "unit",
    "1|，|其中|1件，|（|1件（|1件：|其中1件|其中1件、|1%|占1%，|比上年增加1件，|《|“|由1件增至|共计1件、|1.|，1|按|从|分别为1件、"
    "|一|万|1万|百分之|（其中1件、2件）|1件；其中|增长1%，1件|约|1，000，|分别|1件、1件（1%）、|结转上年|\n1件：1件、2件"
    "|分别占1%、|1件，分别占1%、|1件和|新收1件，上年结转1件，办结1件，结转下年1件".split("|"),
)
@pytest.mark.parametrize("size", [20_000])
def test_the_same_again_and_again_comes_to_an_end(unit: str, size: int) -> None:
    assert len(claims(plain(unit * (size // len(unit))))) <= size


@pytest.mark.parametrize("digit", ["1", "，", "其中"])
def test_two_hundred_thousand_characters(digit: str) -> None:
    assert claims(plain(digit * (200_000 // len(digit)))) == []


def test_rows_of_bars_are_read_as_tables() -> None:
    assert claims(plain("|" * 5_000)) == claims(plain("|1|\n" * 5_000)) == []


WORDS = [
    *"其中 包括 分别为 占 % 件 条 、 ， ； 。 ： （ ） | 1 20 300 比上年 增加 增长 由 增至 合计 共计 等".split(),
    *"约 余 倍 新收 上年结转 办结 结转下年 《 》 “ ” 按 分 网站 自然人 2024年 |合计|".split(),
    "\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_are_read_without_fault(words: list[str]) -> None:
    text = plain("".join(words))
    for claim in claims(text):
        assert 0 <= claim.start <= claim.end <= len(text.text)
        assert not (isinstance(claim, Breakdown) and claim.holds and not claim.parts)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(10, 9000), min_size=3, max_size=9), st.integers(0, 8))
def test_one_part_made_too_great_is_told(parts: list[int], which: int) -> None:
    text = "、".join(f"第{'甲乙丙丁戊己庚辛壬'[i]}类信息{n}条" for i, n in enumerate(parts))
    right = plain(f"公开信息{sum(parts)}条（{text}）。")
    assert [one.holds for one in breakdowns(right)] == [True]
    wrong = plain(f"公开信息{sum(parts) - min(parts[which % len(parts)], sum(parts) // 5)}条（{text}）。")
    assert [(one.holds, one.sure) for one in breakdowns(wrong)] == [(False, True)]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_growth_rightly_rounded_holds(previous: int, more: int) -> None:
    rate = (more * 10000 + 5 * previous) // (10 * previous)  # thousandths, half up
    text = f"公开信息{previous + more}条，比上年增加{more}条，增长{rate // 10}.{rate % 10}%。"
    assert [(one.holds, one.sure) for one in growths(plain(text))] == [(True, True)]
    off = rate + 3
    text = f"公开信息{previous + more}条，比上年增加{more}条，增长{off // 10}.{off % 10}%。"
    assert [(one.holds, one.sure) for one in growths(plain(text))] == [(False, True)]
