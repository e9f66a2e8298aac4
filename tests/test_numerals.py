"""Numbers as they are typed: what is one, and what to type instead of one that is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genreport.numerals import advice, resolve


@pytest.mark.parametrize(
    "raw, value",
    [
        ("0", 0),
        ("12", 12),
        ("-3", -3),
        ("+5", 5),
        ("-0", 0),
        ("999999999999999999", 999_999_999_999_999_999),
        ("12.50", Decimal("12.50")),
        ("-0.5", Decimal("-0.5")),
        ("", None),
        ("~", None),
        ("null", None),
    ],
)
def test_numbers_and_nothing(raw: str, value: object) -> None:
    assert resolve(raw) == value and type(resolve(raw)) is type(value)


@pytest.mark.parametrize(
    "raw",
    "yes no true false on off Null 012 -012 +012 0o17 0x1F 1:30 12_000 1,234 1e3 1.5e3 2021-02-30 2021-01-31 .inf .nan "
    "1. .5 01.5 12.0.1 １２ ٣ ² − - + = 1234567890123456789 -1234567890123456789 12\u200b 1\u00a0000".split(
        " "
    ),
)
def test_everything_else_is_text(raw: str) -> None:
    assert resolve(raw) == raw and type(resolve(raw)) is str


@pytest.mark.parametrize(
    "raw, write",
    [
        ("012", "12"),
        ("+5", "5"),
        ("1,234", "1234"),
        ("12,345,678", "12345678"),
        ("1，234", "1234"),
        ("1 234", "1234"),
        ("1_000", "1000"),
        ("１２", "12"),
        ("１，２３４件", "1234"),
        ("٣", "3"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零三", "103"),
        ("三万五千", "35000"),
        ("二〇二五", "2025"),
        ("叁拾件", "30"),
        ("零", "0"),
        ("12件", "12"),
        ("12 人次", "12"),
        ("12（件）", "12"),
        ("12%", "12"),
        ("1e3", "1000"),
        ('"12"', "12"),
        ("'12'", "12"),
        ("“12”", "12"),
        ("12 .", "12"),
        ("12。", "12"),
        ("12，", "12"),
        ("1O", "10"),
        ("\u221205", "-5"),
        ("－5", "-5"),
        ("12.0", "12"),
        ("3.7万", "37000"),
        ("3.7万", "3.7"),
        ("12\u200b", "12"),
        ("\u300012", "12"),
    ],
)
def test_the_number_that_is_meant_is_named(raw: str, write: str) -> None:
    told = advice(raw)
    assert told is not None
    assert f"写 {write}，" in told.zh or f"写 {write}" in told.zh.split("，")[-1] or f" {write}，" in told.zh
    assert write in told.en


@pytest.mark.parametrize("raw", ["-", "—", "——", "/", "／", "无", "没有", "暂无", "N/A", "○"])
def test_signs_for_nothing(raw: str) -> None:
    assert advice(raw) == ("没有的写 0", "write 0 where there is none")


@pytest.mark.parametrize("raw", ["yes", "no", "是", "否", "true", "", "~", "2021-02-30", ".inf"])
def test_words_for_a_number(raw: str) -> None:
    told = advice(raw)
    assert told is not None and "写具体的数字" in told.zh


@pytest.mark.parametrize("raw", ["约12", "12左右", "10-20", "5+3", ">10", "10余"])
def test_estimates_and_sums(raw: str) -> None:
    told = advice(raw)
    assert told is not None and "确定的数字" in told.zh


@pytest.mark.parametrize("raw", ["0x1F", "0o17", "1:30", "1e-3", "1e400"])
def test_other_notations(raw: str) -> None:
    told = advice(raw)
    assert told is not None and "十进制" in told.zh


def test_too_many_digits() -> None:
    told = advice("1" * 19)
    assert told is not None and "18" in told.zh


@pytest.mark.parametrize(
    "raw", ["0", "12", "-3", "12.5", "江油", "²", "½", "1.2.3", "1,23", "三分之一", "3成", "x" * 100]
)
def test_no_advice_where_nothing_better_is_known(raw: str) -> None:
    assert advice(raw) is None


@given(
    st.text(max_size=90)
    | st.from_regex(r"[-+−]?[0-9０-９〇一二十百千万亿,，._eEOx: 件余多]{1,20}", fullmatch=True)
)
def test_any_text(raw: str) -> None:
    told = advice(raw)
    assert told is None or (told.zh.isprintable() and told.en.isprintable())
    resolve(raw)
