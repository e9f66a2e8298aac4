"""Any line of a page is written into a narrative so that its plain text comes back, character by character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genreport import prose
from genreport.document import Grid, Square
from genreport.read.narrative.marked import Text, paragraph
from genreport.read.narrative.plain import bare, fold, tidy

MARKS = st.text(alphabet="*_#|<>[]()（）!-+.\\`~:、一二十1 9a。文表 \t\u3000", max_size=30)
ANY = st.text(max_size=30) | MARKS
MARKER = re.compile(r"^[（(](十[一二三四五六七八九]?|二十|[一二三四五六七八九])[）)] ?")


def kept(line: str) -> str:
    """A line as its plain text is to be: layout blanks gone, the brackets of its number full-width."""
    return MARKER.sub(r"（\1）", tidy(line))


@given(ANY)
def test_a_line_comes_back(line: str) -> None:
    assert prose.paragraphs(paragraph(line)) == ([kept(line)] if kept(line) else [])


@given(st.lists(ANY, max_size=6))
def test_lines_come_back_one_paragraph_each(lines: list[str]) -> None:
    text = Text()
    for line in lines:
        text.line(line)
    assert prose.paragraphs(str(text)) == [kept(line) for line in lines if kept(line)]


@given(ANY, st.lists(st.tuples(ANY, ANY, ANY), min_size=2, max_size=4), ANY)
def test_a_table_comes_back_between_lines(before: str, rows: list[tuple[str, str, str]], after: str) -> None:
    squares = tuple(Square(r, c, 1, 1, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    text = Text()
    text.line("前。" + before)
    text.table(Grid(squares, len(rows), 3))
    text.line("后。" + after)
    told = re.sub(r"[\s|]", "", "".join(prose.paragraphs(str(text))))
    said = ["前。" + before, *(cell for row in rows for cell in row), "后。" + after]
    assert told == re.sub(r"[\s|]", "", "".join(map(tidy, said)))


@given(st.text())
def test_the_text_for_comparing_has_the_same_places(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "lines, written",
    [
        (["1. 甲", "2. 乙[一]", "3. 丙*"], ["1. 甲", "2. 乙[一]", "3. 丙\\*"]),
        (["如下：", "1. 甲", "2. 乙", "此外。"], ["如下：", "1. 甲", "2. 乙", "此外。"]),
        (["1. 甲", "此外。", "2. 乙"], ["1\\. 甲", "此外。", "2\\. 乙"]),  # no two of them together
        (["1. 甲", "1. 乙"], ["1\\. 甲", "1\\. 乙"]),  # would be renumbered
        (["2. 甲", "3. 乙"], ["2\\. 甲", "3\\. 乙"]),
        (["1. 甲", "2. 乙", "2. 丙"], ["1. 甲", "2. 乙", "2\\. 丙"]),
        (["01. 甲", "02. 乙"], ["01\\. 甲", "02\\. 乙"]),
    ],
)
def test_lines_that_count_from_one_are_a_list(lines: list[str], written: list[str]) -> None:
    text = Text()
    for line in lines:
        text.line(line)
    assert str(text).split("\n") == written


def test_blanks_of_layout_go_and_others_stay() -> None:
    assert tidy("\u3000\u3000总 体 情 况\xa0共 12 件，a b\ufeff") == "总体情况共 12 件，a b"
    assert tidy("（一） 主动公开") == "（一）主动公开"
    assert bare("ＡＢ（總體）") == "AB(总体)"
