"""Numbers as they are typed: what is one, and what to type instead of one that is not."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genreport.source.dates import date_advice, year_advice
from genreport.source.numerals import advice, resolve


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


@pytest.mark.parametrize(
    "raw, label, write",
    [
        ("12500元", "本年收费金额（单位：万元）", "1.25"),
        ("12,500 元", "本年收费金额（单位：万元）", "1.25"),
        ("１２５００元", "本年收费金额（单位：万元）", "1.25"),
        ("1.25万元", "本年收费金额（单位：万元）", "1.25"),
        ("1.25万", "本年收费金额（单位：万元）", "1.25"),
        ("12500元", "本年收费金额（单位：元）", "12500"),
        ("1.25万元", "本年收费金额", "12500"),
    ],
)
def test_money_in_the_unit_of_its_column(raw: str, label: str, write: str) -> None:
    told = advice(raw, "amount", label)
    assert told is not None and re.search(rf"写 {re.escape(write)}(?![0-9.])", told.zh) and write in told.en


@pytest.mark.parametrize(
    "raw, write",
    [
        ("增3", 3),
        ("+ 3", 3),
        ("增加 3 件", 3),
        ("减5", -5),
        ("- 5", -5),
        ("－5", -5),
        ("下降５", -5),
        ("持平", 0),
    ],
)
def test_more_or_fewer_than_before(raw: str, write: int) -> None:
    told = advice(raw, "change")
    assert told is not None and told.zh.startswith(f"写 {write}，")


@pytest.mark.parametrize("raw", ["12.5件", "1.23456万", "３.5", "-1.5 件"])
@pytest.mark.parametrize("number", ["integer", "change"])
def test_no_fraction_is_proposed_for_a_count(raw: str, number: str) -> None:
    told = advice(raw, number)
    assert told is not None and "写整数" in told.zh and not re.search("[0-9][.][0-9]", told.zh + told.en)


@pytest.mark.parametrize(
    "raw",
    "2026年1月20日 2026/1/20 2026-1-20 2026.1.20 ２０２６－０１－２０ ２０２６年１月２０日 20260120 "
    "二〇二六年一月二十日 2026年1月20".split(),
)
def test_dates(raw: str) -> None:
    assert date_advice(raw) == ("写 2026-01-20", "write 2026-01-20")


@pytest.mark.parametrize(
    "raw, words",
    [("2026-02-30", "2 月没有 30 日"), ("2026年13月1日", "没有 13 月"), ("2025.2.29", "2 月没有 29 日")],
)
def test_days_that_the_calendar_lacks(raw: str, words: str) -> None:
    told = date_advice(raw)
    assert told is not None and words in told.zh


@pytest.mark.parametrize("raw", ["2026-01-20", "2024-02-29", "", "1月20日", "2026年1月", "江油", "x" * 100])
def test_no_advice_for_what_is_no_date(raw: str) -> None:
    assert date_advice(raw) is None


@pytest.mark.parametrize("raw", ["２０２５", "2025年", "2025 年度", "二〇二五年"])
def test_years(raw: str) -> None:
    assert year_advice(raw) == ("写 2025", "write 2025")
    assert year_advice("2025") is None and year_advice("25年") is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9０-９〇一二十年月日号./ -]{1,14}", fullmatch=True))
def test_any_text_for_a_date_or_a_column(raw: str) -> None:
    for told in (date_advice(raw), year_advice(raw), advice(raw, "change"), advice(raw, "amount", "万元")):
        assert told is None or (told.zh.isprintable() and told.en.isprintable())
