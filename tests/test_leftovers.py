"""Marks that would be printed as they stand are told; what officials write is not."""

from __future__ import annotations

import pytest
from conftest import ROOT

from genreport import prose, read
from genreport.finding import Where
from genreport.leftovers import CODES, leftovers
from genreport.messages import finding


@pytest.mark.parametrize(
    "typed, kind",
    [
        ("# 主动公开", "heading"),
        ("##主动公开", "heading"),
        ("> 引用的话", "quote"),
        ("---", "rule"),
        ("```", "code"),
        ("运行`命令`", "code"),
        ("* 一是加强培训", "point"),
        ("+ 二是加强检查", "point"),
        ("1)加强培训", "point"),
        ("**一是加强培训。印发要点", "bold"),
        ("本局** 加强 **培训", "bold"),
        ("~~删去的话~~", "strike"),
        ("第一行<br>第二行", "tag"),
        ('<span style="color:red">红字</span>', "tag"),
        ("甲&nbsp;乙", "entity"),
        ("｜类别｜件数｜", "wide bars"),
        ("类别\t件数\t占比", "tabs"),
        ("![图]（分布图.png）", "image"),
        ("！[图](分布图.png)", "image"),
        ("见[网站]（https://www.qinghe.example）", "link"),
        ("- 要点里的<b>粗体</b>", "tag"),
        ("|甲|乙|\n|-|-|\n|1|&nbsp;|", "entity"),
    ],
)
def test_a_mark_that_would_be_printed_is_told_with_its_line(typed: str, kind: str) -> None:
    ((line, words, told),) = leftovers(f"前文。\n{typed}\n后文。")
    assert told == kind and line == (3 if "\n" in typed else 1)
    assert words.rstrip("…") in typed.replace("\t", " ")


def test_a_table_that_is_none_is_told_once() -> None:
    assert leftovers("|甲|乙|\n|1|2|\n|3|4|\n后文。\n后文。\n|丙|丁|") == [
        (0, "|甲|乙|", "bars"),
        (5, "|丙|丁|", "bars"),
    ]
    assert [(n, k) for n, _, k in leftovers("甲|乙|丙\n---|---\n1|2|3")] == [(0, "bars")]
    assert [(n, k) for n, _, k in leftovers("甲\t乙\t丙\n1\t2\t3\n4\t5\t6")] == [(0, "tabs")]


def test_a_row_with_more_cells_than_the_head_is_told() -> None:
    assert leftovers("甲|乙\n-|-\n1|2\n1|2|3\n1|a\\|b\n|1|2||") == [(3, "1|2|3", "surplus")]


@pytest.mark.parametrize(
    "typed",
    [
        "长5*3米，2*3*4，长*宽*高",
        "#1楼、#2楼",
        ">95%的申请按期答复，满意度>95%，< 5日",
        "李**、王**申请公开，电话138****5678，张**诉李**一案",
        "*注：以上为全年数据",
        "* 注：以上为全年数据",
        "《<条例>》第二十条，<政府信息公开条例>",
        "xxgk@qinghe.example，https://www.qinghe.example/a_b?x=1&y=2",
        "1）加强培训；（1）加强检查；1.加强指导",
        "〔2021〕30号，[2021](30号)",
        "首页|政务公开",
        "——以公开促落实",
        "**一是加强培训。**印发要点，*见附件*",
        "![分布图](分布图.png)",
        "见[网站](https://www.qinghe.example)",
        "甲|乙\n-|-\n1|2",
        "- 要点\n1. 要点",
        "政府网站\t12",
        "R&D经费，A&B公司",
    ],
)
def test_what_officials_write_is_not_told(typed: str) -> None:
    assert leftovers(typed) == []


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_nothing_is_left_over_in_the_examples(example) -> None:
    report, _ = read.text(example.read_bytes(), example.name)
    texts = [v for v in report.values.values() if isinstance(v, str)]
    assert len(texts) > 5 and not [mark for text in texts for mark in leftovers(text)]


def test_every_kind_has_its_sentence() -> None:
    for code in CODES.values():
        told = finding(code, Where("a.yaml", 1), words="**")
        assert told.severity.value == "warning" and told.message.zh and told.hint.en


def test_pictures_are_listed_with_their_line_and_path() -> None:
    typed = "前文。\n![分布（图）](图 1.png)\n文![](b.jpg)文"
    assert prose.images(typed) == [(1, "分布（图）", "图 1.png"), (2, "", "b.jpg")]
