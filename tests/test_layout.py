"""The grid that follows from headings."""

from __future__ import annotations

import pytest

from genreport.formats import Format
from genreport.layout import Block, Heading, Table, depth, places

A, B, C = Heading("甲", "a"), Heading("乙", "b"), Heading("丙", "c")


def test_leaves_reach_down_to_the_last_level() -> None:
    tree = (A, Heading("组", children=(B, C)))
    assert depth(tree) == 2
    assert [(p.heading.label, p.level, p.thickness, p.start, p.length) for p in places(tree)] == [
        ("甲", 0, 2, 0, 1),
        ("组", 0, 1, 1, 2),
        ("乙", 1, 1, 1, 1),
        ("丙", 1, 1, 2, 1),
    ]


def test_a_heading_without_id_stays_out_of_the_path() -> None:
    assert [p.path for p in places((Heading("组", children=(B, C)),)) if p.leaf] == [("b",), ("c",)]


def test_a_total_is_the_sum_of_its_fellow_leaves_along_rows_and_columns() -> None:
    total = Heading("总计", "total", total=True)
    table = Table("t", (Block((A, B, total), (C, total)),), (10, 10, 10, 10))
    assert table.totals == (
        (("t", "c", "total"), (("t", "c", "a"), ("t", "c", "b"))),
        (("t", "total", "total"), (("t", "total", "a"), ("t", "total", "b"))),
        (("t", "total", "a"), (("t", "c", "a"),)),
        (("t", "total", "b"), (("t", "c", "b"),)),
        (("t", "total", "total"), (("t", "c", "total"),)),
    )


def test_every_square_of_a_table_is_covered_once(form: Format) -> None:
    for section in form.sections:
        if section.table:
            squares = [
                (r, c)
                for cell in section.table.grid
                for r in range(cell.row, cell.row + cell.rowspan)
                for c in range(cell.column, cell.column + cell.colspan)
            ]
            rows = max(r for r, _ in squares) + 1
            assert sorted(squares) == [(r, c) for r in range(rows) for c in range(len(section.table.widths))]


def test_the_tables_fill_the_width_of_the_page(form: Format) -> None:
    assert [sum(s.table.widths) for s in form.sections if s.table] == pytest.approx([156, 156, 156])


SHAPES = {  # rows, columns, figures: the official forms, tables of sections two, three and four
    "2019": [(18, 5, 22), (26, 10, 161), (4, 15, 15)],
    "2021": [(14, 4, 10), (28, 10, 175), (4, 15, 15)],
}


def test_the_tables_have_the_rows_columns_and_figures_of_the_official_form(form: Format) -> None:
    tables = [s.table for s in form.sections if s.table]
    assert [(max(c.row for c in t.grid) + 1, len(t.widths), len(t.values)) for t in tables] == SHAPES[form.id]


def test_each_figure_is_named_by_every_heading_above_and_beside_it(form: Format) -> None:
    table = form.section("requests").table
    cell = table.values[("requests", "state_secret", "enterprise")]
    words = [next(c.text for c in table.grid if (c.row, c.column) == at) for at in cell.headers]
    assert words == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]


def test_a_figure_below_a_second_block_is_not_named_by_the_first(form: Format) -> None:
    table = form.section("disclosure").table
    path = next(p for p in table.values if p[1] == "penalties")
    words = {next(c.text for c in table.grid if (c.row, c.column) == at) for at in table.values[path].headers}
    assert "第二十条第（六）项" in words and "行政处罚" in words
    assert "第二十条第（一）项" not in words and "第二十条第（五）项" not in words
