"""Figures that have slipped, that are two in one, or that stand in another table: left blank, with a finding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from pages import of_text

from genreport import formats
from genreport.document import Document
from genreport.read import html
from genreport.read.match import Figures, figures

NEW = formats.latest()
NAMES = "natural_person enterprise research public_interest legal_service other total".split()
TITLE = "三、收到和处理政府信息公开申请情况"
HEADS = """（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况
自然人 | 法人或其他组织 | 总计
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
"""
ROWS = (
    "一、本年新收政府信息公开申请数量|5|1|0|0|3|0|9",
    "二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1",
    "四、结转下年度继续办理|2|1|0|0|0|0|3",
)
PATHS = ("new", "carried_in", "carried_out")


def of(document: Document) -> Figures:
    found = figures(document, "page", NEW)
    assert found is not None
    return found


def text(words: str) -> Figures:
    return of(of_text(words + "\n五、存在的主要问题及改进情况\n人手不足。"))


def table(rows: Sequence[str]) -> str:
    """A table of requests as a page has it."""
    heads = (
        "<tr><td rowspan=3><td colspan=7>申请人情况<tr><td rowspan=2>自然人<td colspan=5>法人或其他组织"
        "<td rowspan=2>总计<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他"
    )
    body = "".join("<tr><td>" + r.replace("|", "<td>") for r in rows)
    return f"<table>{heads}{body}</table>"


def page(*parts: str) -> Figures:
    return of(html.document("".join(f"<p>{p}</p>" if p[0] != "<" else p for p in parts).encode()))


def row(found: Figures, *path: str) -> list[object]:
    return [found.values.get(("requests", *path, name)) for name in NAMES]


def codes(found: Figures) -> list[str]:
    return [f.code for f in found.findings]


def test_a_row_that_lacks_a_cell_is_left_blank() -> None:
    found = page(TITLE, table([ROWS[0], ROWS[1], ROWS[2].replace("2|", "")]))
    assert row(found, "new") == [5, 1, 0, 0, 3, 0, 9]
    assert row(found, "carried_out") == [None] * 7
    assert "I042" in codes(found)
    assert not any(p[1] == "carried_out" for p in found.spots)  # nor is it printed blank


def test_a_cell_printed_blank_is_another_thing() -> None:
    found = page(TITLE, table([ROWS[0], ROWS[1], ROWS[2].replace("2|", "|")]))
    assert row(found, "carried_out") == [None, 1, 0, 0, 0, 0, 3]
    assert found.blank == 1
    assert "I042" not in codes(found)


@pytest.mark.parametrize("cell", ["5①", "5²", "5⑳", "１２<br>３４", "１２　３４", "12 34"])
def test_a_mark_beside_a_figure_and_two_figures_are_no_figure(cell: str) -> None:
    found = page(TITLE, table([ROWS[0].replace("5", cell, 1), ROWS[1], ROWS[2]]))
    assert row(found, "new") == [None, 1, 0, 0, 3, 0, 9]
    assert "I043" in codes(found)


def test_an_empty_cell_before_the_first_figure_is_not_counted_unless_the_total_proves_it() -> None:
    found = text(f"{TITLE}\n{HEADS}三、本年度办理结果|（一）予以公开||5|1|0|0|3|0\n（七）总计||4|1|0|0|3|8")
    assert row(found, "granted") == [None] * 7
    assert row(found, "total") == [None, 4, 1, 0, 0, 3, 8]
    assert "I042" in codes(found)


def test_tables_that_differ_give_only_what_they_have_in_common() -> None:
    other = [ROWS[0].replace("5|1", "6|0"), ROWS[1], ROWS[2], "（一）予以公开|0|0|0|0|0|0|0"]
    found = page(TITLE, "全县汇总", table(ROWS), "其中：县政府办公室", table(other))
    assert row(found, "new") == [None, None, 0, 0, 3, 0, 9]
    assert row(found, "carried_out") == [2, 1, 0, 0, 0, 0, 3]
    assert row(found, "granted") == [None] * 7
    assert codes(found).count("I049") == 1


def test_a_table_in_an_annex_is_not_taken_where_the_section_has_none() -> None:
    title = "六、其他需要报告的事项"
    found = page(TITLE, "（见附图）", title, "附：上年度统计表", table(ROWS))
    assert not found.values
    assert "I057" in codes(found)
    assert row(page("总体情况", table(ROWS)), "carried_in") == [1, 0, 0, 0, 0, 0, 1]


def test_rows_without_clear_heads_are_told_once() -> None:
    found = page(TITLE, table(ROWS).replace("商业企业", "甲").replace("科研机构", "乙"))
    assert row(found, "new") == [None] * 7
    assert codes(found).count("I053") == 1


def test_a_row_printed_twice_is_not_told_as_printed_blank() -> None:
    found = page(TITLE, table([ROWS[0], ROWS[0], ROWS[2]]))
    assert row(found, "new") == [None] * 7
    assert "I054" in codes(found)
    assert "I055" not in codes(found)
    assert found.blank == 0


@pytest.mark.parametrize(
    "band, head, label, value",
    [
        ("第二十条第（八）项", "本年收费金额", "行政事业性收费（单位：元）", Decimal("0.909787")),
        ("第二十条第（八）项（单位：元）", "本年收费金额", "行政事业性收费", Decimal("0.909787")),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费（元）", None),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费（万元）", Decimal("9097.87")),
    ],
)
@pytest.mark.parametrize("bars", [True, False])
def test_a_unit_beside_the_row_or_above_it(
    bars: bool, band: str, head: str, label: str, value: Decimal | None
) -> None:
    if bars:
        found = text(f"二、主动公开政府信息情况\n{band}\n信息内容|{head}\n{label}|9097.87")
    else:
        rows = f"<tr><td colspan=2>{band}<tr><td>信息内容<td>{head}<tr><td>{label}<td>9097.87"
        found = page("二、主动公开政府信息情况", f"<table>{rows}</table>")
    assert found.values.get(("disclosure", "fees", "amount")) == value
    assert ("I043" in codes(found)) == (value is None)


def test_another_row_after_the_last_is_not_that_of_a_group_before_it() -> None:
    rows = "（六）其他处理|0|0|0|0|0|0|0\n（七）总计|9|0|0|0|0|0|9\n" + ROWS[2] + "\n其他|7|0|0|0|0|0|7"
    found = text(f"{TITLE}\n{HEADS}{rows}")
    assert row(found, "other") == [None] * 7
    assert row(found, "carried_out") == [2, 1, 0, 0, 0, 0, 3]


def test_figures_of_one_line_each_need_their_total() -> None:
    heads = HEADS.replace(" | ", "\n")
    found = text(f"{TITLE}\n{heads}{ROWS[1]}\n{ROWS[2].replace('|0|3', '|3|4')}".replace("|", "\n"))
    assert row(found, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert row(found, "carried_out") == [None] * 7


def test_the_number_of_the_next_label_is_no_figure_of_the_row_before_it() -> None:
    rows = "（三）不予公开|1|属于国家秘密|1|0|0|0|0|1|2|其他法律行政法规禁止公开|2|0|0|0|0|0|2"
    found = text(f"{TITLE}\n{HEADS}{rows}".replace(" | ", "\n").replace("|", "\n"))
    assert row(found, "state_secret") == [None] * 7
    assert row(found, "prohibited") == [2, 0, 0, 0, 0, 0, 2]


def test_a_lone_number_below_a_row_may_be_the_rest_of_its_last_figure() -> None:
    rows = ROWS[0].replace("|3|0|9", "|9|0|1") + "\n5\n" + ROWS[1] + "\n4\n" + ROWS[2]
    found = text(f"{TITLE}\n{HEADS}{rows}".replace("|", " "))
    assert row(found, "new") == [5, 1, 0, 0, 9, 0, None]
    assert row(found, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert "I043" in codes(found)


@pytest.mark.parametrize("below", ["", "4|0|0|0|4|0|0|0|0|0|0|0|2|0|2"])
@pytest.mark.parametrize("bars", [True, False])
def test_the_numbers_of_the_columns_are_no_figures(bars: bool, below: str) -> None:
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    numbers = "|".join(map(str, range(1, 16)))
    title = "四、政府信息公开行政复议、行政诉讼情况"
    if bars:
        document = of_text(
            f"{title}\n行政复议|行政诉讼\n{leaves}|未经复议直接起诉|复议后起诉\n{leaves}|{leaves}\n{numbers}\n{below}"
        )
    else:
        heads = (
            "<tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr>"
            + "".join(f"<td rowspan=2>{leaf}" for leaf in leaves.split("|"))
            + "<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉"
        )
        row_of = (
            "<tr><td>" + r.replace("|", "<td>") for r in (f"{leaves}|{leaves}", numbers, below or "|" * 14)
        )
        document = html.document(f"<p>{title}</p><table>{heads}{''.join(row_of)}</table>".encode())
    found = figures(document, "page", NEW)
    values = [str(v) for p, v in (found.values if found else {}).items() if p[0] == "disputes"]
    assert values == (below.split("|") if below else [])


@pytest.mark.parametrize(
    "official, other",
    [
        ("自然人", "公民"),
        ("商业企业", "企业"),
        ("社会公益组织", "社会公益性组织"),
        ("<td>其他", "<td>其它"),
        ("总计", "总数"),
    ],
)
def test_heads_in_words_that_publishers_use(official: str, other: str) -> None:
    found = page(TITLE, table(ROWS).replace(official, other))
    assert row(found, "new") == [5, 1, 0, 0, 3, 0, 9]


def test_one_head_in_strange_words_needs_the_totals() -> None:
    rows = [ROWS[0].replace("5|1|0", "4|1|1"), ROWS[1].replace("1|0|0|0|0|0", "0|0|1|0|0|0"), ROWS[2]]
    found = page(TITLE, table(rows).replace("科研机构", "高等院校"))
    assert row(found, "new") == [4, 1, 1, 0, 3, 0, 9]
    assert ("高等院校", "科研机构") in found.loose
    for wrong in (ROWS, [*rows, "（一）予以公开|1|1|1|0|0|0|2"]):
        found = page(TITLE, table(wrong).replace("科研机构", "高等院校"))
        assert row(found, "new") == [None] * 7
        assert "I053" in codes(found)


@pytest.mark.parametrize("bars", [True, False])
def test_a_table_captioned_with_another_year_gives_way(bars: bool) -> None:
    name = "青禾县2023年政府信息公开工作年度报告"
    other = [ROWS[0].replace("5|1", "6|0"), ROWS[1], ROWS[2]]
    if bars:
        found = text("\n".join([name, TITLE, "2023年情况", HEADS + ROWS[0], "2022年情况", HEADS + other[0]]))
        alone = text("\n".join([name, TITLE, "2022年情况", HEADS + other[0], other[1]]))
    else:
        found = page(name, TITLE, "2022年情况", table(other), "2023年情况", table(ROWS))
        alone = page(name, TITLE, "2022年情况", table(other))
    assert row(found, "new") == [5, 1, 0, 0, 3, 0, 9]
    assert "I049" not in codes(found)
    assert not alone.values
    assert "I057" in codes(alone)
    menu = page(
        "青禾县2022年政府信息公开工作年度报告",
        name,
        TITLE,
        "2022年情况",
        table(other),
        "2023年情况",
        table(ROWS),
    )
    assert row(menu, "new") == [None, None, 0, 0, 3, 0, 9]
