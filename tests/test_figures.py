"""Numbers of a narrative in plain digits, and the way back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genreport.figures import plain


@pytest.mark.parametrize(
    "written, read",
    [
        ("１２件", "12件"),
        ("1,200 件", "1200件"),
        ("1，200条", "1200条"),
        ("1,200,300元", "1200300元"),
        ("十二件", "12件"),
        ("一百零五件", "105件"),
        ("二十七件、两件", "27件、2件"),
        ("三千零二十条", "3020条"),
        ("一万二千条", "12000条"),
        ("1.2万条", "12000条"),
        ("1.3亿次", "130000000次"),
        ("百分之十二点五", "12.5%"),
        ("12.5％", "12.5%"),
        ("**12** 件", "12件"),
        ("约300余条", "300条"),
        ("1026条(其中:A 1条;B 2条)", "1026条（其中：A1条；B2条）"),
    ],
)
def test_numbers_read_alike(written: str, read: str) -> None:
    assert plain(written).text == read


@pytest.mark.parametrize(
    "text", ["第三批", "一是", "数十件", "几百条", "近三年", "分别为1，200、300件", "3 911条"]
)
def test_what_is_no_single_number_stays(text: str) -> None:
    assert plain(text).text == text


def test_lines_stay_apart() -> None:
    assert plain("甲 12件\n 乙 十件").text == "甲12件\n乙10件"


@pytest.mark.parametrize(
    "text, below, above",
    [
        ("300余条", False, True),
        ("近300条", True, False),
        ("约300条", True, True),
        ("300条左右", True, True),
        ("1.2万条", True, True),
        ("1.2万余条", False, True),
        ("300条以上", False, True),
        ("超过300条", False, True),
    ],
)
def test_vague_numbers_reach(text: str, below: bool, above: bool) -> None:
    (reach,) = plain(text).reach.values()
    assert (reach.below > 0, reach.above > 0) == (below, above)


@pytest.mark.parametrize("text", ["300条", "最近3件", "附近2处", "12000条", "1.2万元"])
def test_exact_numbers_do_not(text: str) -> None:
    assert plain(text).reach == {}


def test_every_number_knows_whether_it_is_exact() -> None:
    text = plain("公开信息约300条、文件12件")
    assert not text.exact(text.text.index("300")) and text.exact(text.text.index("12"))


@pytest.mark.parametrize(
    "written, word",
    [
        ("全年 １，２００ 件", "１，２００"),
        ("共十二件。", "十二"),
        ("计 1.2万 条", "1.2万"),
        ("约 300 余条", "300"),
    ],
)
def test_a_quotation_is_what_was_written(written: str, word: str) -> None:
    text = plain(written)
    start = next(i for i, c in enumerate(text.text) if c.isdigit())
    end = next(i for i in range(start, len(text.text)) if not text.text[i].isdigit())
    assert text.quote(start, end).replace(" ", "").removeprefix("约").startswith(word)


@given(st.text("12十百万，, 件条约余（(其中）).%一两第\n*", max_size=80))
def test_any_text_leads_back_to_itself(source: str) -> None:
    text = plain(source)
    assert len(text.origin) == len(text.text) + 1
    assert list(text.origin) == sorted(text.origin) and text.origin[-1] == len(source)
    assert text.quote(0, len(text.text)) in source
    assert all(text.text[place].isdigit() for place in text.reach)


@pytest.mark.parametrize(
    "unit", ["1", "，", "一", "万", "1,000,", "百分之", "1.", "约", " ", "十", "1万", "第"]
)
def test_two_hundred_thousand_characters(unit: str) -> None:
    assert plain(unit * (200_000 // len(unit))).origin[-1] == 200_000 // len(unit) * len(unit)


@pytest.mark.parametrize(
    "text",
    ["一" + "亿" * 600 + "件", "一" + "万" * 2000 + "件", "一亿亿件", "百分之" + "九" * 40, "九" * 17 + "件"],
)
def test_what_is_too_long_for_a_number_stays_as_it_is(text: str) -> None:
    assert plain(text).text == text


@pytest.mark.parametrize("number", ["1" * 5000, "0" * 20_000 + "1", "1" * 40 + ".5", "1." + "5" * 3000])
def test_long_digits_are_neither_scaled_nor_vague(number: str) -> None:
    for text in (f"约{number}余件", f"{number}万件", f"{number}件左右"):
        told = plain(text)
        assert told.text == text and told.reach == {}
