"""A text read: its lines, and the rows and cells that bars, tabs and figures mark; each word once, empty cells kept."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from genreport.document import Document, Grid, Line
from genreport.read.refused import Refused
from genreport.read.txt import document


def read(text: str) -> list[str | list[list[str]]]:
    """Lines as strings, tables as rows of strings."""
    return shape(document(text.encode()))


def shape(back: Document) -> list[str | list[list[str]]]:
    found: list[str | list[list[str]]] = []
    for piece in back.pieces:
        if isinstance(piece, Line):
            found.append(piece.text)
        else:
            rows: list[list[str]] = [[] for _ in range(piece.rows)]
            for square in piece.squares:
                assert square.column == len(rows[square.row]) and not piece.exact
                rows[square.row].append(square.text)
            found.append(rows)
    return found


def test_lines_are_lines_and_empty_ones_nothing() -> None:
    assert read("一、总体情况\n\n  规章\n\n0\r\n0\n") == ["一、总体情况", "规章", "0", "0"]


def test_headings_and_bold_lines_of_markdown() -> None:
    heading, bold = document("## 一、总体情况\n**（一）公开**\n".encode()).pieces
    assert isinstance(heading, Line) and (heading.text, heading.level) == ("一、总体情况", 2)
    assert isinstance(bold, Line) and (bold.text, bold.bold, bold.spot.line) == ("（一）公开", True, 2)


def test_a_markdown_table() -> None:
    text = "前文\n\n| 信息内容 | 制发 | 废止 |\n|---|:---:|---|\n| 规章 | 1 |  |\n| 文件 | | 0 |\n\n后文"
    table = [["信息内容", "制发", "废止"], ["规章", "1", ""], ["文件", "", "0"]]
    assert read(text) == ["前文", table, "后文"]


def test_dashes_that_stand_for_no_figure_are_cells() -> None:
    assert read("| 甲 | 乙 |\n|---|---|\n| - | - |\n| 1 | - |") == [[["甲", "乙"], ["-", "-"], ["1", "-"]]]


def test_bars_without_an_outer_one_on_the_left() -> None:
    text = "第二十条第(一)项 |\n信息内容 | 制发 | 废止 |\n规章 | 0 | 1 |\n\n行政许可 | 2 |\n结束。"
    rows = [["第二十条第(一)项"], ["信息内容", "制发", "废止"], ["规章", "0", "1"], ["行政许可", "2"]]
    assert read(text) == [rows, "结束。"]


def test_what_merged_cells_leave_behind_is_no_cell_but_an_empty_one_is() -> None:
    assert read("第二十条 | |||\n规章 | 0 | | 1 |") == [[["第二十条"], ["规章", "0", "", "1"]]]
    assert read("甲|乙|丙\n规章|||") == [[["甲", "乙", "丙"], ["规章", "", ""]]]
    assert read("| 甲 | 乙 |\n| | 0 |") == [[["甲", "乙"], ["", "0"]]]


def test_cells_one_a_line_closed_by_bars_with_rows_between_lone_bars() -> None:
    text = "|\n第二十条 | |||\n|\n信息内容 |\n制发 |\n废止 |\n|\n规章 |\n0 |\n1 |\n|\n截断"
    assert read(text) == [[["第二十条"], ["信息内容", "制发", "废止"], ["规章", "0", "1"]], "截断"]


def test_bars_of_a_page_head_are_no_table() -> None:
    assert read("首页 | 公开 | 年报\n正文") == ["首页 | 公开 | 年报", "正文"]
    assert read("字号 : |\n更新时间:1月 | 来源:分局\n正文") == [
        "字号 : |",
        "更新时间:1月 | 来源:分局",
        "正文",
    ]


def test_tabs_part_cells() -> None:
    text = "信息内容\t制发\t废止\n规章\t0\t\n\t3\t4\n第二十条\n行政许可\t5\n三、收到和处理情况\n内容\t数\t量\n甲\t1\t2"
    first = [["信息内容", "制发", "废止"], ["规章", "0", ""], ["", "3", "4"], ["第二十条"], ["行政许可", "5"]]
    assert read(text) == [first, "三、收到和处理情况", [["内容", "数", "量"], ["甲", "1", "2"]]]


def test_a_tab_that_indents_is_none() -> None:
    assert read("\t一、总体情况\n\t正文。") == ["一、总体情况", "正文。"]


def test_a_quoted_cell_of_excel_goes_over_lines() -> None:
    text = '"商业\n企业"\t其他\t"说""好"\n1\t2\t3\n'
    (grid,) = document(text.encode()).pieces
    assert isinstance(grid, Grid)
    assert [s.text for s in grid.squares] == ["商业\n企业", "其他", '说"好', "1", "2", "3"]
    assert [s.spot.line for s in grid.squares] == [1, 2, 2, 3, 3, 3]


def test_a_label_with_figures_is_a_row() -> None:
    text = "规章 0 1 2\n1.属于 国家秘密 0 0 -\n第二十条\n行政许可 5\n其他 7 8 9"
    rows = [["规章", "0", "1", "2"], ["1.属于 国家秘密", "0", "0", "-"], ["第二十条"], ["行政许可", "5"]]
    assert read(text) == [[*rows, ["其他", "7", "8", "9"]]]


def test_gaps_and_figures_in_sentences_are_none() -> None:
    text = "某 市 年 报\n电话 0517\n全年公开 12 条，比上年多 3 条。\n1\n2\n3"
    assert read(text) == text.split("\n")


def test_places_are_told() -> None:
    (line, grid) = document("甲\n\n| a | b |\n| c | d |".encode()).pieces
    assert line.spot.line == 1 and isinstance(grid, Grid)
    assert [(s.spot.table, s.spot.row, s.spot.column, s.spot.line) for s in grid.squares] == [
        (1, 1, 1, 3),
        (1, 1, 2, 3),
        (1, 2, 1, 4),
        (1, 2, 2, 4),
    ]


SAMPLE = "一、总体情况\r\n规章\t0\t1\r\n文件\t2\t3\r\n本年度共收到政府信息公开申请，均已办结。\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    assert shape(document(SAMPLE.encode(encoding))) == read(SAMPLE)


def test_traditional_characters_in_big5() -> None:
    text = "一、總體情況\n根據有關規定，本年度報告由辦公室編製，統計期限為全年，並於網站公佈。"
    assert shape(document(text.encode("big5"))) == text.split("\n")


def test_one_damaged_byte_loses_one_character() -> None:
    data = ("规章的数量很多\n" * 20).encode().replace("数量".encode(), b"\xff\xe9\x87\x8f", 1)
    first, *rest = shape(document(data))
    assert first == "规章的\N{REPLACEMENT CHARACTER}量很多" and set(rest) == {"规章的数量很多"}  # type: ignore[arg-type]


def test_what_is_no_text_is_refused() -> None:
    for data in (bytes(range(256)) * 4, b"\x00" * 500, b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 9):
        with pytest.raises(Refused) as caught:
            document(data)
        assert caught.value.code == "I028"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        shape(document(data))


WORDS = st.text(st.sampled_from('规章0129.|\t \n-"/一、三'), max_size=80)


@given(WORDS)
@settings(max_examples=400)
@example("甲 0 0\n\t\n| |")
def test_nothing_is_lost_and_nothing_doubled(text: str) -> None:
    back = document(text.encode())
    said = "".join(p.text if isinstance(p, Line) else "".join(s.text for s in p.squares) for p in back.pieces)

    def bare(words: str) -> str:
        return re.sub(r'[\s|"\-\ufffd]', "", words)

    assert bare(said) == bare(text)


def test_a_figure_that_may_go_on_in_the_next_line_is_not_taken() -> None:
    back = read("1.甲 353 888 24\n2.乙 1 2 3\n3.丙 267 667 24\n29\n4.丁 473 983 322")
    assert back[:2] == [
        [["1.甲", "353", "888", "24"], ["2.乙", "1", "2", "3"], ["3.丙", "267", "667", "\ufffd24"]], "29"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("huangpi-jiedao-2020.excerpt.txt", ["行政处罚", "0", "0", "0"]),
        (
            "longgang-2024.excerpt.txt",
            ["二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2"],
        ),
        ("wuhai-gongxinju-2020.excerpt.txt", ["行政处罚", "25", "-1", "0", ""]),
    ],
)
def test_rows_of_published_texts(corpus: Path, name: str, row: list[str]) -> None:
    tables = [p for p in shape(document((corpus / name).read_bytes())) if isinstance(p, list)]
    assert row in [r for table in tables for r in table]


@pytest.mark.parametrize("name", ["jiangyou-2020.txt", "wuhan-donghu-2023.excerpt.txt"])
def test_one_cell_a_line_stays_lines(corpus: Path, name: str) -> None:
    data = (corpus / name).read_bytes()
    assert shape(document(data)) == [line.strip() for line in data.decode().splitlines() if line.strip()]
