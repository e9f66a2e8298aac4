"""Published pages as they come: what is read from them, and what is said of the rest."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path as File
from typing import Any

import pytest
from pages import of_file, of_text

from genreport import formats
from genreport.document import Document, Grid, Line, Piece, Square
from genreport.finding import Path
from genreport.read.match import Figures, figures

NEW = formats.latest()
OLD = formats.every()[0]
CORPUS = os.environ.get("GENREPORT_CORPUS", "")

TABLE_TWO = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 3 | 1 | 12
第二十条第（五）项
信息内容 | 本年处理决定数量
行政许可 | 1,240
第二十条第（六）项
信息内容 | 本年处理决定数量
行政处罚 | 31
行政强制 | 2
第二十条第（八）项
信息内容 | 本年收费金额（单位：万元）
行政事业性收费 | 0.37
"""
HEADS = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况
自然人 | 法人或其他组织 | 总计
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
"""
END = "\n五、存在的主要问题及改进情况\n人手不足。"
NAMES = "natural_person enterprise research public_interest legal_service other total".split()


def read(text: str, **given: object) -> Figures:
    found = figures(of_text(text + END), "page.txt", **given)  # type: ignore[arg-type]
    assert found is not None
    return found


def row(found: Figures, *path: str) -> list[int | Decimal | None]:
    """The figures of a row of the table of requests."""
    return [found.values.get(("requests", *path, name)) for name in NAMES]


def codes(found: Figures) -> list[str]:
    return [f.code for f in found.findings]


def told(found: Figures, code: str) -> str:
    return next(f.message.zh for f in found.findings if f.code == code)


def exact(*rows: str) -> Grid:
    """A grid whose squares are single, from rows of `|`."""
    cells = [[c.strip() for c in r.split("|")] for r in rows]
    width = max(map(len, cells))
    squares = [
        Square(r, c, 1, 1, t)
        for r, line in enumerate(cells)
        for c, t in enumerate(line + [""] * (width - len(line)))
    ]
    return Grid(tuple(squares), len(cells), width)


def test_signs_units_and_thousands() -> None:
    found = read(TABLE_TWO)
    assert found.form is NEW
    assert found.values["disclosure", "licences", "decisions"] == 1240
    assert found.values["disclosure", "fees", "amount"] == Decimal("0.37")
    assert (found.read, found.blank, found.total) == (10, 0, 200)


@pytest.mark.parametrize(
    "cell, value, code",
    [
        ("0.37万元", Decimal("0.37"), None),
        ("251000元", Decimal("25.1"), "I051"),
        ("１，２５０", 1250, None),
        ("约20", None, "I043"),
        ("-5", None, "I043"),
        ("1万", None, "I043"),
    ],
)
def test_amounts(cell: str, value: Decimal | None, code: str | None) -> None:
    found = figures(
        Document((exact("信息内容|本年收费金额（单位：万元）", f"行政事业性收费|{cell}"),)), "x", NEW
    )
    assert found is not None
    assert found.values.get(("disclosure", "fees", "amount")) == value
    assert (code in codes(found)) == (code is not None)


@pytest.mark.parametrize("cell", ["", "/", "-", "—", "无", "\\"])
def test_a_blank_is_no_zero(cell: str) -> None:
    found = figures(
        Document((exact("信息内容|本年处理决定数量", f"行政处罚|{cell}", "行政强制|0"),)), "x", NEW
    )
    assert found is not None
    assert found.values == {("disclosure", "compulsory_measures", "decisions"): 0}
    assert found.blank == 1
    assert ("disclosure", "penalties", "decisions") in found.spots


def test_changes_have_signs() -> None:
    heads = "第二十条第（五）项\n信息内容|上一年项目数量|本年增/减|处理决定数量"
    text = heads + "\n行政许可|8|{}|5\n其他对外管理服务事项|1|增3|0"
    for cell, value in (("+3", 3), ("-5", -5), ("减4", -4), ("负2", -2), ("0", 0)):
        found = read(text.format(cell), form=OLD)
        assert found.values["disclosure", "licences", "change"] == value
        assert found.values["disclosure", "other_services", "change"] == 3


def test_a_unit_in_the_head_is_converted_and_told() -> None:
    grid = exact("信息内容|采购项目数量|采购总金额（万元）", "政府集中采购|3|12.5")
    found = figures(Document((grid,)), "x", OLD)
    assert found is not None
    assert found.values["disclosure", "procurement", "sum"] == 125000
    assert "I051" in codes(found)


def test_two_rows_of_figures_under_one_label_belong_to_nobody() -> None:
    lines = "一、本年新收政府信息公开申请数量\n" + "\n".join("1 0 0 0 0 0 1 2 0 0 0 0 0 2".split())
    found = read(HEADS.replace(" | ", "\n") + lines)
    assert row(found, "new") == [None] * 7
    assert "1 0 0 0 0 0 1 2 0 0 0 0 0 2" in told(found, "I042")


def test_digits_run_together_are_told_apart_by_their_total() -> None:
    text = (
        HEADS
        + "一、本年新收政府信息公开申请数量 | 2100003\n二、上年结转政府信息公开申请数量 | 2100004\n"
        + "四、结转下年度继续办理|0000000|"
    )
    found = read(text)
    assert row(found, "new") == [2, 1, 0, 0, 0, 0, 3]
    assert row(found, "carried_in") == [None] * 7
    assert row(found, "carried_out") == [0] * 7


def test_one_row_for_other_handling_of_zeros_says_zero_for_each() -> None:
    rows = (
        "5.要求行政机关确认或重新出具已获取信息 | 0|0|0|0|0|0|0\n（六）其他处理|{}\n（七）总计|2|0|0|0|0|0|2"
    )
    found = read(HEADS + rows.format("0|0|0|0|0|0|0"), form=NEW)
    assert row(found, "unpaid") == row(found, "other") == [0] * 7
    assert "I048" in codes(found)
    found = read(HEADS + rows.format("2|0|0|0|0|0|2"), form=NEW)
    assert row(found, "unpaid")[0] is None
    assert "2 0 0 0 0 0 2" in told(found, "I047")


def test_the_single_other_is_the_row_only_where_it_follows() -> None:
    rows = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|0|0|0|0|0|0|0\n其他|4|0|0|0|0|0|4"
    assert row(read(HEADS + rows), "other") == [4, 0, 0, 0, 0, 0, 4]
    rows = "3.要求提供公开出版物|0|0|0|0|0|0|0\n其他|4|0|0|0|0|0|4"
    found = read(HEADS + rows)
    assert row(found, "other") == [None] * 7


def test_local_rows_are_told_and_not_taken_for_a_neighbour() -> None:
    text = TABLE_TWO.replace("行政规范性文件", "其他规范性文件")
    found = read(text)
    assert ("disclosure", "normative_documents", "made") not in found.values
    assert "其他规范性文件，3 1 12" in told(found, "I045")


def test_labels_cut_or_mistyped_are_matched_and_told() -> None:
    found = read(TABLE_TWO.replace("现行有效件数", "现行有效件").replace("行政事业性收费", "行政事业收费"))
    assert found.read == 10
    assert ("现行有效件", "现行有效件数") in found.loose
    assert ("行政事业收费", "行政事业性收费") in found.loose


def test_likeness_never_confuses_two_labels() -> None:
    found = read(TABLE_TWO.replace("本年制发件数", "本年件数").replace("行政强制", "行政处制"))
    assert ("disclosure", "normative_documents", "made") not in found.values
    assert ("disclosure", "compulsory_measures", "decisions") not in found.values


def test_heads_in_another_order_are_followed() -> None:
    text = TABLE_TWO.replace("本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数")
    found = read(text)
    assert found.values["disclosure", "normative_documents", "made"] == 1
    assert found.values["disclosure", "normative_documents", "abolished"] == 3


def test_traditional_characters() -> None:
    text = (
        "二、主動公開政府信息情況\n第二十條第（六）項\n信息內容\n本年處理決定數量\n行政處罰\n61\n行政強制\n/"
    )
    found = read(text + "\n五、存在問題")
    assert found.values == {("disclosure", "penalties", "decisions"): 61}


def test_narrative_is_no_table() -> None:
    assert (
        figures(of_text("本年作出行政许可20件、行政处罚3件。\n行政许可20件\n行政许可 20\n2023"), "x") is None
    )


def test_a_text_that_breaks_off_is_not_completed() -> None:
    text = HEADS + "一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1\n二、上年结转政府信息公开申请数量|0|0|0"
    found = figures(of_text(text), "x")
    assert found is not None
    assert row(found, "new") == [1, 0, 0, 0, 0, 0, 1]
    assert row(found, "carried_in") == [None] * 7
    assert "I050" in codes(found)


def test_a_figure_at_the_very_end_may_be_torn() -> None:
    found = figures(of_text(TABLE_TWO[: TABLE_TWO.index(",240")]), "x")
    assert found is not None
    assert ("disclosure", "licences", "decisions") not in found.values


def test_the_table_under_the_title_of_its_section_counts() -> None:
    other = TABLE_TWO.replace("| 31", "| 99").replace("二、主动公开政府信息情况", "附：上年度情况")
    assert read(other + TABLE_TWO).values["disclosure", "penalties", "decisions"] == 31
    found = read(TABLE_TWO + TABLE_TWO.replace("| 31", "| 99"))
    assert ("disclosure", "penalties", "decisions") not in found.values
    assert found.values["disclosure", "licences", "decisions"] == 1240
    assert "I049" in codes(found)


def test_a_row_that_comes_twice_is_not_taken() -> None:
    found = read(TABLE_TWO.replace("行政强制 | 2", "行政处罚（简易程序） | 2"))
    assert ("disclosure", "penalties", "decisions") not in found.values
    assert "I054" in codes(found)


def test_tables_of_two_forms_in_one_report() -> None:
    old_two = "二、主动公开政府信息情况\n信息内容|上一年项目数量|本年增/减\n行政事业性收费|3|0\n"
    rows = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|0|0|0|0|0|0|0\n"
    found = read(old_two + HEADS + rows + "3.其他|0|0|0|0|0|0|0\n（七）总计|0|0|0|0|0|0|0", form=NEW)
    assert row(found, "other") == [0] * 7
    assert ("disclosure", "fees", "amount") not in found.values


def test_disputes_without_the_first_row_of_heads_and_upright() -> None:
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    flat = exact(
        f"{leaves}|未经复议直接起诉|||||复议后起诉||||",
        f"|||||{leaves}|{leaves}",
        "|".join(map(str, range(1, 16))),
    )  # fmt: skip
    found = figures(Document((Line("四、政府信息公开行政复议、行政诉讼情况"), flat)), "x", NEW)
    assert found is not None
    assert [v for p, v in found.values.items() if p[0] == "disputes"] == list(range(1, 16))
    upright = Grid(
        (
            Square(0, 0, 5, 2, "行政复议"), Square(5, 0, 10, 1, "行政诉讼"),
            Square(5, 1, 5, 1, "未经复议直接起诉"), Square(10, 1, 5, 1, "复议后起诉"),
            *(Square(i, 2, 1, 1, leaves.split("|")[i % 5]) for i in range(15)),
            *(Square(i, 3, 1, 1, str(i + 1)) for i in range(15)),
        ), 15, 4,
    )  # fmt: skip
    found = figures(Document((Line("四、政府信息公开行政复议、行政诉讼情况"), upright)), "x", NEW)
    assert found is not None
    assert [v for p, v in found.values.items() if p[0] == "disputes"] == list(range(1, 16))


def test_disputes_in_three_tables_and_with_heads_at_the_side() -> None:
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    title = Line("四、政府信息公开行政复议、行政诉讼情况")
    pieces: list[Piece] = [title]
    for caption, figures_ in (
        ("行政复议", "1|2|0|0|3"),
        ("未经复议直接起诉", "0|0|4|0|4"),
        ("复议后起诉", "0|0|0|5|5"),
    ):
        pieces += [Line(caption), exact(leaves, figures_)]
    rows = zip(leaves.split("|"), ("1|0|0", "2|0|0", "0|4|0", "0|0|5", "3|4|5"), strict=True)
    square = exact("|行政复议|未经复议直接起诉|复议后起诉", *(f"{label}|{cells}" for label, cells in rows))
    for document in (Document(tuple(pieces)), Document((title, square))):
        found = figures(document, "x", NEW)
        assert found is not None
        values = [found.values.get(p) for p in NEW.cells if p[0] == "disputes"]
        assert values == [1, 2, 0, 0, 3, 0, 0, 4, 0, 4, 0, 0, 0, 5, 5]


def test_a_table_of_the_narrative_is_none_of_the_form() -> None:
    grid = exact("项目|上年|本年", "行政许可|20|30", "行政处罚|1|2", "本年新收政府信息公开申请数量|5|6")
    assert figures(Document((Line("一、总体情况"), grid)), "x") is None


def test_what_is_a_table_is_told_to_the_reader_of_texts() -> None:
    document = of_text(
        "一、总体情况\n全年主动公开信息31条。\n" + TABLE_TWO + "五、存在的主要问题及改进情况\n人手不足。"
    )
    found = figures(document, "x")
    assert found is not None
    kept = [p.text for i, p in enumerate(document.pieces) if i not in found.used and isinstance(p, Line)]
    assert "全年主动公开信息31条。" in kept and "人手不足。" in kept
    assert "第二十条第（五）项" not in kept


@pytest.mark.skipif(not CORPUS, reason="GENREPORT_CORPUS names no folder of published reports")
@pytest.mark.parametrize(
    "name", sorted(p.stem for p in File(CORPUS or ".").glob("expected/*.json")) or ["none"]
)
def test_published_reports(name: str) -> None:
    files = [p for p in File(CORPUS).glob(f"{name}.*") if p.suffix in (".txt", ".html")]
    if not files:
        pytest.skip("read through its own reader only")
    found = figures(of_file(files[0]), files[0].name)
    assert found is not None
    wanted = json.loads((File(CORPUS) / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    assert found.form.id == wanted["format"]
    assert found.values == _expected(found, wanted)


def _expected(found: Figures, wanted: dict[str, Any]) -> dict[Path, int | Decimal]:
    """The figures typed by eye, by path."""
    two, three, four = (s.table for s in found.form.sections if s.table)
    typed: dict[Path, int | Decimal] = {}
    for table, given, depth in ((two, wanted["table2"], 2), (three, wanted["table3"], -1)):
        rows: dict[Path, list[Path]] = {}
        for path in table.values:
            rows.setdefault(path[:depth], []).append(path)
        by_label = {_bare("".join(table.labels[r])): cells for r, cells in rows.items()}
        for label, values in (given or {}).items():
            typed |= _filled(by_label[_bare(label)], values)
    return typed | _filled(list(four.values), wanted["table4"] or [None] * len(four.values))


def _filled(paths: list[Path], values: list[Any]) -> dict[Path, int | Decimal]:
    return {p: Decimal(str(v)) for p, v in zip(paths, values, strict=True) if v is not None}


def _bare(label: str) -> str:
    words = (
        label.replace("本年度办理结果", "")
        .replace("三、（", "（")
        .replace("（区分处理的，只计这一情形，不计其他情形）", "")
    )
    return re.sub("(（[三四五六]）)(?:不予公开|无法提供|不予处理|其他处理)(?=[0-9])", r"\1", words)


def test_a_text_of_one_cell_a_line_with_torn_labels_that_breaks_off() -> None:
    found = figures(of_file(File(__file__).parent / "published" / "torn_text.txt"), "torn_text.txt")
    assert found is not None
    assert found.form is NEW
    assert found.values["disclosure", "normative_documents", "in_force"] == 4
    assert found.values["disclosure", "fees", "amount"] == Decimal("0.37")
    assert ("disclosure", "penalties", "decisions") not in found.values  # a stroke
    assert row(found, "granted") == [2, 1, 0, 0, 0, 0, 3]
    assert row(found, "partly_granted") == [0] * 7
    assert row(found, "state_secret") == [None] * 7  # the seventh figure is not there
    assert {"I042", "I050", "I055"} <= set(codes(found))
    assert (found.read, found.blank) == (9 + 28, 1)
