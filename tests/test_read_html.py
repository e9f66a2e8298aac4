"""Pages read into lines and grids, as a browser would show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from genreport import read, write
from genreport.document import Grid, Line
from genreport.read.html import document
from genreport.read.refused import Refused
from genreport.write.page import figure


def lines(page: str | bytes) -> list[str]:
    data = page.encode() if isinstance(page, str) else page
    return [piece.text for piece in document(data).pieces if isinstance(piece, Line)]


def grids(page: str) -> list[Grid]:
    return [piece for piece in document(page.encode()).pieces if isinstance(piece, Grid)]


def squares(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [square[:5] for square in grid.squares]


def rows(grid: Grid) -> list[list[str]]:
    return [[s.text for s in grid.squares if s.row == r] for r in range(grid.rows)]


@pytest.mark.parametrize(
    "declared, encoding",
    [
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("utf-8", "utf-16-le"),
        ("big5", "big5"),
    ],
)
def test_the_text_is_read_whatever_encoding_is_declared(declared: str, encoding: str) -> None:
    text = "一、本年新收政府信息公開申請" if encoding == "big5" else "一、本年新收政府信息公开申请㎡"
    page = f'<html><head><meta charset="{declared}"><title>{text}</title></head><body><p>{text} 12</p></body></html>'
    data = page.encode(encoding)
    assert lines(data) == [f"{text} 12"] and document(data).title == text


def test_a_broken_byte_is_no_figure() -> None:
    assert lines("<p>办结十二件，结转".encode() + b"\xff1" + "件</p>".encode()) == [
        "办结十二件，结转\ufffd1件"
    ]


def test_blocks_and_breaks_part_lines_and_inline_elements_do_not() -> None:
    page = "<div>全年<font><b>公开</b></font>\n信息<o:p></o:p>20<span>23</span>条<br>　　其中&nbsp;<i>1</i></div>"
    page += "尾<p>另段"
    assert lines(page) == ["全年公开信息2023条", "其中 1", "尾", "另段"]


def test_what_nobody_sees_is_left_out() -> None:
    page = """<head><style>p{}</style></head><!-- 9 --><script>8</script><noscript>7</noscript><template>6</template>
    <p style="display: none">5</p><p hidden>4</p><input type="hidden" value="3"><nav>首页</nav><footer>地图</footer>
    <!--[if gte mso 9]><xml>2</xml><![endif]--><p>正<del>1</del>文\u200b</p><header>栏目</header>"""
    assert lines(page) == ["正文"]


def test_what_a_script_shows_is_read_when_there_is_no_other_table() -> None:
    hidden = "<div style='display:none'><table><tr><td>规章<td>1<tr><td>许可<td>2</table></div>"
    assert len(grids(hidden)) == 1
    assert rows(grids(hidden + "<table><tr><td>规章<td>3</table>")[0]) == [["规章", "3"]]


def test_headings_have_levels_and_are_one_line() -> None:
    pieces = document(
        "<h1>青禾县司法局<br>年度报告</h1><h3>（一）</h3><p><b>全粗</b></p><p><b>半</b>粗</p>".encode()
    ).pieces
    assert [(p.text, p.level, p.bold) for p in pieces if isinstance(p, Line)] == [
        ("青禾县司法局年度报告", 1, False),
        ("（一）", 3, False),
        ("全粗", 0, True),
        ("半粗", 0, False),
    ]


def test_numbers_of_lists_are_printed() -> None:
    assert lines(
        "<ol start=3><li>甲<li>乙</ol><ol style='list-style-type: cjk-ideographic'><li>丙</ol><ul><li>丁"
    ) == [
        "3. 甲",
        "4. 乙",
        "一、丙",
        "丁",
    ]


def test_spans_are_resolved_and_clipped() -> None:
    (grid,) = grids("<table><tr><td rowspan=9>甲<td colspan=1000000>乙<tr><td>1<td>2<tr><td>3</table>")
    assert (grid.rows, grid.columns, grid.exact) == (3, 3, True)
    assert squares(grid) == [
        (0, 0, 3, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (2, 1, 1, 1, "3"),
        (2, 2, 1, 0, ""),
    ]
    assert grid.squares[3].spot[1:4] == (1, 2, 3)


def test_a_span_ends_with_its_part_of_the_table_and_a_foot_stands_last() -> None:
    (grid,) = grids(
        "<table><tfoot><tr><td>尾<td>9</tfoot><thead><tr><td rowspan=3>头<td>a</thead>"
        "<tr><td rowspan=0>乙<td>1<tr><td>2</table>"
    )
    assert squares(grid) == [
        (0, 0, 1, 1, "头"),
        (0, 1, 1, 1, "a"),
        (1, 0, 2, 1, "乙"),
        (1, 1, 1, 1, "1"),
        (2, 1, 1, 1, "2"),
        (3, 0, 1, 1, "尾"),
        (3, 1, 1, 1, "9"),
    ]


def test_overlapping_cells_do_not_overlap_in_the_grid() -> None:
    (grid,) = grids("<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5</table>")
    assert [s[:5] for s in grid.squares if s.row == 1] == [(1, 0, 1, 1, "4"), (1, 2, 1, 1, "5")]
    seen = [
        (s.row + i, s.column + j) for s in grid.squares for i in range(s.rowspan) for j in range(s.colspan)
    ]
    assert sorted(seen) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]


def test_lines_of_a_cell_and_raised_notes_stay_apart_from_figures() -> None:
    (grid,) = grids(
        "<table><tr><td><p>自然</p><p>人</p><td>商业<br>企业<td>12<sup>1</sup><td>1 <span>2</span><td></table>"
    )
    assert rows(grid) == [["自然\n人", "商业\n企业", "12[1]", "1 2", ""]]


DATA = "<table>" + "<tr><td>规章<td>0<td>1<td>2" * 4 + "</table>"


def test_layout_tables_are_dissolved() -> None:
    page = f"<table><tr><td>导航<td><table><tr><td><h1>年度报告</h1><p>前言</p>{DATA}<p>五、其他</p></table></table>"
    assert lines(page) == ["导航", "年度报告", "前言", "五、其他"]
    assert [g.rows for g in grids(page)] == [4]


def test_a_report_within_one_table_falls_into_prose_and_grids() -> None:
    prose = "".join(f"<p>{'全年公开信息若干条，' * 20}</p>" for _ in range(4))
    data = "<tr><td>规章<td>0<td>1<td>2" * 3
    page = f"<table><tr><td colspan=4>{prose}</td></tr>{data}<tr><td colspan=4>{prose}</table>"
    kinds = [type(p).__name__ for p in document(page.encode()).pieces]
    assert kinds == ["Line"] * 4 + ["Grid"] + ["Line"] * 4


def test_a_small_table_in_a_cell_makes_no_figure() -> None:
    outer = "<tr><td>规章<td>0<td>1" * 5
    (grid, inner) = grids(f"<table>{outer}<tr><td>处罚<td>3<td><table><tr><td>1<td>2</table></table>")
    assert rows(grid)[-1] == ["处罚", "3", "1 | 2"] and inner.spot.table == 2


def test_captions_stand_before_their_table_once() -> None:
    page = "<h2>二、主动公开</h2><table><caption>{}</caption><tr><td>规章<td>1</table>"
    assert lines(page.format("主动公开")) == ["二、主动公开"]
    assert lines(page.format("单位：件")) == ["二、主动公开", "单位：件"]


@pytest.mark.parametrize("name", ["qinghe-2025", "jiangyou-2020"])
def test_our_own_page_holds_every_figure_in_its_square(name: str) -> None:
    report = read.file(ROOT / "examples" / f"{name}.yaml").report
    assert report is not None
    made, _ = write.documents(report, ["html"])
    found = [p for p in document(made["html"]).pieces if isinstance(p, Grid)]
    report = report.filled()
    for section in report.format.sections:
        if section.table:
            values = {
                (c.row, c.column, c.rowspan, c.colspan, figure(report.get(*c.path), c.number))
                for c in section.table.grid
                if c.role == "value" and c.path
            }
            assert any(values <= {s[:5] for s in grid.squares} for grid in found), section.id


def test_a_published_page_is_read(corpus: Path) -> None:
    found = document((corpus / "shuyang-fagaiju-2023.html").read_bytes())
    shapes = [(p.rows, p.columns) for p in found.pieces if isinstance(p, Grid)]
    assert shapes == [(3, 4), (14, 4), (28, 10), (4, 15)]


@pytest.mark.parametrize(
    "data", [b"", b"<", b"<p>", b"   ", b"<table>", b"<table><tr>", b"<!doctype html>", b"\xff"]
)
def test_next_to_nothing_is_no_crash(data: bytes) -> None:
    assert not [p for p in document(data).pieces if isinstance(p, Grid)]


def test_white_space_that_is_kept_parts_lines() -> None:
    assert lines(
        "<pre>规章  0\n许可  <b>1</b>\n</pre><p style='white-space: pre-wrap'>甲\n乙</p><p>丙\n1</p>"
    ) == [
        "规章  0",
        "许可  1",
        "甲",
        "乙",
        "丙 1",
    ]


def test_rows_that_only_tell_widths_are_no_rows() -> None:
    (grid,) = grids(
        "<table><tr><td>规章<td>1<tr><td>许可<td>2<tr height=0><td width=9></td><td width=9></td></tr></table>"
    )
    assert grid.rows == 2


def test_cells_without_a_row_are_one_row() -> None:
    (grid,) = grids("<table><td>规章</td><td>1</td><tr><td>许可<td>2</table>")
    assert rows(grid) == [["规章", "1"], ["许可", "2"]]


@pytest.mark.parametrize("page", ["<div>" * 3000, "<p " + "a=1 " * 9000 + ">", "<" * 400_000])
def test_a_page_that_is_no_page_is_refused(page: str) -> None:
    with pytest.raises(Refused):
        document(page.encode())


def test_long_pictures_in_a_page_do_no_harm() -> None:
    assert lines(f"<p>甲<img src='data:image/png;base64,{'A/b+' * 90_000}'>乙</p>") == ["甲乙"]


@pytest.mark.parametrize(
    "mark",
    [
        "<sub>1</sub>",
        '<span style="vertical-align: super; font-size: smaller">1</span>',
        '<span style="position: relative; top: -4.0pt; mso-text-raise: 4.0pt">1</span>',
        '<span style="vertical-align: 30%">1</span>',
        '<sup><a href="#n"><span style="vertical-align:super">1</span></a></sup>',
        '<span class="note">1</span>',
    ],
)
def test_a_raised_or_lowered_digit_is_none_of_the_figure(mark: str) -> None:
    sheet = "<style>@media print{.note{display:none}} /* { */ .note, td.x{vertical-align:super}</style>"
    page = (
        f"{sheet}<table><tr><td>甲</td><td>407{mark}</td><td style='vertical-align:top'>5</td></tr></table>"
    )
    assert rows(grids(page)[0]) == [["甲", "407[1]", "5"]]
    assert lines(f"{sheet}<p>{mark}407件</p>") == ["[1]407件"]


@pytest.mark.parametrize(
    "hidden",
    [
        'class="d"',
        'class="a v"',
        'id="i"',
        'style="font-size: 0"',
        'style="opacity: 0"',
        'style="text-indent: -9999px"',
        'style="position: absolute; left: -5000px"',
        'style="height: 0; overflow: hidden"',
    ],
)
def test_what_a_style_hides_is_left_out(hidden: str) -> None:
    sheet = "<style>.d{display:none} .v{color:red; visibility : hidden !important}#i{opacity:0.0}</style>"
    page = f"{sheet}<table><tr><td>甲</td><td>407<span {hidden}>8</span></td></tr></table>"
    assert rows(grids(page)[0]) == [["甲", "407"]]


def test_what_a_style_shows_again_is_read() -> None:
    sheet = "<style>.d{display:none} p:hover{display:none} .x .y{display:none} div{font-size:0}</style>"
    page = '<div><p class="y d" style="display: block; font-size:12px; opacity:0.9">12件</p></div>'
    assert lines(sheet + page) == ["12件"]


def test_long_style_sheets_take_no_time() -> None:
    for flood in (
        "a" * 400_000,
        "@media " * 60_000,
        "{" * 400_000,
        ".a{display:none}" * 30_000,
        "/*" * 200_000,
    ):
        assert lines(f"<style>{flood}</style><p>1</p>") == ["1"]
