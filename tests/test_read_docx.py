"""Word files read into lines and grids, as Word would print them."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from conftest import ROOT
from word_sample import docx, p, tbl, tc, zipped

from genreport import read, write
from genreport.document import Grid, Line
from genreport.read.docx import document
from genreport.read.ordinals import chinese, ordinal
from genreport.read.refused import Refused
from genreport.write.page import figure


def lines(body: str, **others: str) -> list[str]:
    return [piece.text for piece in document(docx(body, **others)).pieces if isinstance(piece, Line)]


def grids(body: str) -> list[Grid]:
    return [piece for piece in document(docx(body)).pieces if isinstance(piece, Grid)]


def squares(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [square[:5] for square in grid.squares]


RUN = "<w:r><w:t>{}</w:t></w:r>"


def test_tracked_changes_are_accepted_and_hidden_text_is_dropped() -> None:
    body = f"""<w:p>{RUN.format("全年")}<w:del><w:r><w:delText>3</w:delText></w:r></w:del>
    <w:ins>{RUN.format("5")}</w:ins><w:moveFrom>{RUN.format("9")}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>
    <w:r><w:rPr><w:strike/></w:rPr><w:t>7</w:t></w:r>
    <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>件</w:t></w:r></w:p>"""
    assert lines(body) == ["全年5件"]


def test_of_fields_only_the_result_is_printed() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{mark.format('begin')}<w:r><w:instrText>=SUM(ABOVE) 99</w:instrText></w:r>{RUN.format('内')}"
    )
    body += f"{mark.format('separate')}{RUN.format('12')}{mark.format('end')}{RUN.format('件')}</w:p>"
    assert lines(body) == ["12件"]


def test_breaks_tabs_hyphens_symbols_and_notes() -> None:
    body = """<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>1</w:t><w:softHyphen/><w:t>2</w:t>
    <w:noBreakHyphen/><w:sym w:char="F0FC"/></w:r>
    <w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>
    <w:r><w:footnoteReference w:id="1"/></w:r></w:p>"""
    assert lines(body) == ["甲", "乙\t12-□3"]
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>'
    assert lines(f"<w:p>{RUN.format(12)}{raised}</w:p>") == ["12[3]"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>{RUN.format('正文')}</w:p>"
    assert lines(body) == ["正文", "框内"]


def test_content_controls_are_read_and_contents_are_not() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    body += f"<w:sdt><w:sdtContent>{p('正文')}</w:sdtContent></w:sdt>"
    assert lines(body) == ["正文"]


NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"""


def test_automatic_numbers_are_printed() -> None:
    def item(text: str, name: int, depth: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')

    body = item("总体", 1, 0) + item("甲", 1, 1) + item("乙", 1, 1) + item("丙", 1, 2) + item("公开", 1, 0)
    body += item("丁", 1, 1) + item("点", 2, 0) + item("其他", 3, 0) + item("无", 0, 0)
    expected = ["一、总体", "（一）甲", "（二）乙", "1. 丙", "二、公开", "（一）丁", "点", "五、其他", "无"]
    assert lines(body, numbering=NUMBERING) == expected


def test_headings_are_told_by_style_and_outline() -> None:
    styles = """<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="a"><w:name w:val="x"/><w:basedOn w:val="1"/></w:style>
    <w:style w:type="paragraph" w:styleId="c"><w:name w:val="c"/><w:basedOn w:val="c"/></w:style>
    <w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>"""
    body = (
        p("甲", '<w:pStyle w:val="a"/>')
        + p("乙", '<w:outlineLvl w:val="1"/>')
        + p("丙", '<w:pStyle w:val="c"/>')
    )
    body += p("目录", '<w:pStyle w:val="t"/>')
    pieces = document(docx(body, styles=styles)).pieces
    assert [p[:1] + p[2:] for p in pieces if isinstance(p, Line)] == [
        ("甲", 1, True),
        ("乙", 2, False),
        ("丙", 0, False),
    ]


def test_spans_and_vertical_merges() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (grid,) = grids(
        tbl(
            tc("三、结果", start) + tc("予以公开", '<w:gridSpan w:val="2"/>') + tc("1"),
            tc("", on) + tc("不予", start) + tc("秘密") + tc("2"),
            tc("", on) + tc("", on) + tc("安全") + tc("3"),
            '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("尾") + tc("4"),
        )
    )
    assert squares(grid) == [
        (0, 0, 3, 1, "三、结果"),
        (0, 1, 1, 2, "予以公开"),
        (0, 3, 1, 1, "1"),
        (1, 1, 2, 1, "不予"),
        (1, 2, 1, 1, "秘密"),
        (1, 3, 1, 1, "2"),
        (2, 2, 1, 1, "安全"),
        (2, 3, 1, 1, "3"),
        (3, 0, 1, 2, ""),
        (3, 2, 1, 1, "尾"),
        (3, 3, 1, 1, "4"),
    ]


def test_a_merge_that_goes_on_in_another_width_keeps_its_own_text() -> None:
    (grid,) = grids(
        tbl(
            tc("甲", '<w:vMerge w:val="restart"/>') + tc("1"),
            tc("乙", '<w:gridSpan w:val="2"/><w:vMerge/>') + tc("2"),
        )
    )
    assert [s.text for s in grid.squares if s.row == 1] == ["乙", "2"]


def wide(text: str, width: int, span: int = 1) -> str:
    return tc(text, f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>')


def test_wrong_spans_are_mended_by_widths() -> None:
    head = wide("", 3000, 2) + wide("自然人", 1000) + wide("总计", 1000)
    wrong = wide("一、新收", 3010) + wide("1", 995) + wide("2", 1000)
    (grid,) = grids(
        tbl(head, wide("三", 1000) + wide("公开", 2000) + wide("3", 1000) + wide("4", 1000), wrong)
    )
    assert grid.exact and [s[:5] for s in grid.squares if s.row == 2] == [
        (2, 0, 1, 2, "一、新收"),
        (2, 2, 1, 1, "1"),
        (2, 3, 1, 1, "2"),
    ]


def test_wrong_spans_without_widths_are_no_exact_grid() -> None:
    rows = [tc("", '<w:gridSpan w:val="2"/>') + tc("自然人") + tc("总计"), tc("一、新收") + tc("1") + tc("2")]
    (grid,) = grids(tbl(*rows))
    assert not grid.exact and [s[1:5] for s in grid.squares if s.row == 1] == [
        (0, 1, 1, "一、新收"),
        (1, 1, 1, "1"),
        (2, 1, 1, "2"),
    ]


def test_deleted_rows_are_gone_and_inserted_cells_are_there() -> None:
    (grid,) = grids(
        tbl(
            tc("规章") + f"<w:sdt><w:sdtContent>{tc('1')}</w:sdtContent></w:sdt>",
            "<w:trPr><w:del/></w:trPr>" + tc("许可") + tc("9"),
            tc("处罚") + tc("2"),
        )
    )
    assert [s.text for s in grid.squares] == ["规章", "1", "处罚", "2"]


def test_nested_tables_come_out() -> None:
    inner = tbl(*[tc("规章") + tc("0") + tc("1")] * 4)
    found = document(
        docx(f"<w:tbl><w:tr><w:tc>{p('二、公开')}{inner}{p('三、申请')}</w:tc></w:tr></w:tbl>")
    ).pieces
    assert [type(piece).__name__ for piece in found] == ["Line", "Grid", "Line"]


def test_a_file_of_python_docx_is_read() -> None:
    made = python_docx.Document()
    made.core_properties.title = "年度报告"
    made.add_heading("一、总体情况", 1)
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "办结"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "总计"
    table.cell(1, 1).text = "12"
    target = io.BytesIO()
    made.save(target)
    found = document(target.getvalue())
    assert found.title == "年度报告" and found.pieces[0][::2] == ("一、总体情况", 1)
    assert isinstance(found.pieces[1], Grid)
    assert squares(found.pieces[1])[:3] == [(0, 0, 2, 1, "办结"), (0, 1, 1, 2, "总计"), (1, 1, 1, 1, "12")]


@pytest.mark.parametrize("name", ["qinghe-2025", "jiangyou-2020"])
def test_our_own_file_holds_every_figure_in_its_square(name: str) -> None:
    report = read.file(ROOT / "examples" / f"{name}.yaml").report
    assert report is not None
    made, _ = write.documents(report, ["docx"])
    found = [piece for piece in document(made["docx"]).pieces if isinstance(piece, Grid)]
    report = report.filled()
    for section in report.format.sections:
        if section.table:
            values = {
                (c.row, c.column, c.rowspan, c.colspan, figure(report.get(*c.path), c.number))
                for c in section.table.grid
                if c.role == "value" and c.path
            }
            assert any(values <= {s[:5] for s in grid.squares} for grid in found), section.id


def test_a_file_without_a_document_is_refused() -> None:
    with pytest.raises(Refused):
        document(zipped({"word/other.xml": "<a/>"}))


@pytest.mark.parametrize(
    "number, kind, printed",
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimalFullWidth", "３"),
        (4, "upperRoman", "IV"),
        (2, "lowerLetter", "b"),
        (2, "decimalEnclosedParen", "(2)"),
        (2, "decimalZero", "02"),
        (2, "bullet", ""),
    ],
)
def test_numbers_are_printed_in_every_kind(number: int, kind: str, printed: str) -> None:
    assert ordinal(number, kind) == printed


def test_chinese_numbers() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 103, 110, 215)] == [
        "一",
        "十",
        "十一",
        "二十",
        "一百零三",
        "一百一十",
        "二百一十五",
    ]


def test_merges_in_the_old_way_are_spans() -> None:
    (grid,) = grids(
        tbl(
            tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("1"),
            tc("a") + tc("b") + tc("2"),
        )
    )
    assert squares(grid)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "1")]


def test_an_empty_numbered_paragraph_is_counted_and_not_printed() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert lines(p("", listed) + p("公开", listed), numbering=NUMBERING) == ["二、公开"]


@pytest.mark.parametrize(
    "mark",
    [
        '<w:r><w:rPr><w:rStyle w:val="note"/></w:rPr><w:t>1</w:t></w:r>',
        '<w:r><w:rPr><w:position w:val="8"/></w:rPr><w:t>1</w:t></w:r>',
        '<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>1</w:t></w:r>',
        '<m:sSup xmlns:m="urn:m"><m:e><m:r><m:t/></m:r></m:e><m:sup><m:r><m:t>1</m:t></m:r></m:sup></m:sSup>',
    ],
)
def test_a_raised_or_lowered_digit_is_none_of_the_figure(mark: str) -> None:
    styles = """<w:style w:type="character" w:styleId="high"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="note"><w:basedOn w:val="high"/></w:style>"""
    assert lines(f"<w:p>{RUN.format(407)}{mark}</w:p>", styles=styles) == ["407[1]"]
    level = '<w:r><w:rPr><w:rStyle w:val="note"/><w:vertAlign w:val="baseline"/></w:rPr><w:t>2</w:t></w:r>'
    assert lines(f"<w:p>{RUN.format(407)}{level}</w:p>", styles=styles) == ["4072"]
