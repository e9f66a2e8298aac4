"""The Word file, read back by other means than those that wrote it: zipfile and lxml."""

from __future__ import annotations

import re
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, blank_text, reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from genreport import read, style
from genreport.formats import Format
from genreport.write.docx import docx
from genreport.write.page import compose

STYLE = style.load(style.folders())
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Word:
    """A Word file taken apart."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(BytesIO(data))
        self.names = self.zip.namelist()
        self.body: Any = self.part("word/document.xml").find(f"{W}body")
        self.links = {r.get("Id"): r.get("Target") for r in self.part("word/_rels/document.xml.rels")}

    def part(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(name))

    def style(self, name: str) -> Any:
        return self.part("word/styles.xml").find(f"{W}style[@{W}styleId='{name}']")

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """(style, text) of the paragraphs outside tables."""
        return [(value(p, "pPr/pStyle"), text(p)) for p in self.body.findall(f"{W}p")]

    @property
    def tables(self) -> list[Any]:
        return list(self.body.findall(f"{W}tbl"))

    def core(self) -> dict[str, str]:
        return {e.tag.rsplit("}", 1)[-1]: e.text or "" for e in self.part("docProps/core.xml")}


def word(body: str, head: str = "") -> Word:
    return Word(docx(f"<html lang=zh-CN><head>{head}</head><body>{body}</body></html>", STYLE))


def find(node: Any, path: str) -> Any:
    return node.find("/".join(W + step for step in path.split("/")))


def value(node: Any, path: str) -> str:
    found = find(node, path)
    return "" if found is None else str(found.get(f"{W}val", ""))


def text(node: Any) -> str:
    return "".join(e.text or "" for e in node.iter(f"{W}t"))


def squares(table: Any) -> list[list[str]]:
    """The text at each place of a Word table's grid, that of a merged cell at all of its places."""
    rows: list[list[str]] = []
    for tr in table.findall(f"{W}tr"):
        row: list[str] = []
        for tc in tr.findall(f"{W}tc"):
            merge = find(tc, "tcPr/vMerge")
            above = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            row += [rows[-1][len(row)] if above else text(tc)] * int(value(tc, "tcPr/gridSpan") or 1)
        rows.append(row)
    return rows


def places(table: Any) -> list[list[str]]:
    """The same of an HTML table, by the rules of HTML."""
    taken: dict[tuple[int, int], str] = {}
    for r, tr in enumerate(table.iter("tr")):
        c = 0
        for cell in tr.iter("td", "th"):
            while (r, c) in taken:
                c += 1
            for y in range(int(cell.get("rowspan", 1))):
                for x in range(int(cell.get("colspan", 1))):
                    taken[r + y, c + x] = "".join(cell.itertext())
    return [
        [taken[r, c] for c in range(1 + max(c for _, c in taken))]
        for r in range(1 + max(r for r, _ in taken))
    ]


def page_of(source: str) -> str:
    report, _ = reading(source)
    assert report
    page, _ = compose(report)
    assert page
    return page.html


# tables


def check_tables(page: str) -> None:
    written = Word(docx(page, STYLE)).tables
    shown = list(html.fromstring(page).iter("table"))
    assert len(written) == len(shown) >= 3
    for word_table, html_table in zip(written, shown, strict=True):
        assert squares(word_table) == places(html_table)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.stem)
def test_every_cell_of_an_example_stands_in_its_place(example: Path) -> None:
    report, _ = read.file(example)
    assert report
    page, _ = compose(report)
    assert page
    check_tables(page.html)


def test_every_cell_of_a_form_stands_in_its_place(form: Format) -> None:
    counts = iter(range(100, 1000))
    numbered = re.sub(r"(: )0(?=[,}\s])", lambda m: m[1] + str(next(counts)), blank_text(form))
    assert next(counts) > 150
    check_tables(page_of(numbered))


def test_figures_are_no_larger_than_the_page_asks(form: Format) -> None:
    page = page_of(re.sub(r"(: )0(?=[,}\s])", r"\g<1>99999999", blank_text(form)))
    file = Word(docx(page, STYLE))
    for table, shown in zip(file.tables, html.fromstring(page).iter("table"), strict=True):
        asked = float(shown.get("data-value-size"))
        styles = {value(p, "pPr/pStyle") for p in table.iter(f"{W}p") if text(p) == "99999999"}
        (size,) = [int(value(file.style(s), "rPr/sz")) / 2 for s in styles]
        assert asked - 0.5 < size <= asked


def test_no_figure_is_broken_where_wide_digits_stand_in_for_times_new_roman(form: Format) -> None:
    file = Word(docx(page_of(re.sub(r"(: )0(?=[,}\s])", r"\g<1>99999999", blank_text(form))), STYLE))
    for cell in (c for t in file.tables for c in t.iter(f"{W}tc") if text(c).isdecimal()):
        properties = find(file.style(value(cell, "p/pPr/pStyle")), "rPr")
        scale = int(value(properties, "w") or 100) / 100
        wide = len(text(cell)) * int(value(properties, "sz")) / 2 * 0.636 * scale
        assert wide * 20 <= int(find(cell, "tcPr/tcW").get(f"{W}w")) - 40


def test_columns_have_the_widths_of_the_form(form: Format) -> None:
    page = page_of(blank_text(form))
    for table, shown in zip(Word(docx(page, STYLE)).tables, html.fromstring(page).iter("table"), strict=True):
        asked = [float(re.findall(r"[\d.]+", c.get("style"))[0]) for c in shown.iter("col")]
        grid = [int(c.get(f"{W}w")) for c in find(table, "tblGrid")]
        assert [g / 56.6929 for g in grid] == pytest.approx(asked, abs=0.02)
        assert sum(grid) == pytest.approx(156 * 56.6929, abs=1)
        assert find(table, "tblPr/tblLayout").get(f"{W}type") == "fixed"
        for row in table.findall(f"{W}tr"):
            assert sum(int(find(c, "tcPr/tcW").get(f"{W}w")) for c in row.findall(f"{W}tc")) == sum(grid)


def test_a_form_repeats_its_head_splits_no_row_and_stays_with_its_heading(form: Format) -> None:
    file = Word(docx(page_of(blank_text(form)), STYLE))
    for table, heads in zip(file.tables, (2, 3, 3), strict=True):
        rows = table.findall(f"{W}tr")
        assert [find(r, "trPr/tblHeader") is not None for r in rows] == [n < heads for n in range(len(rows))]
        assert all(find(r, "trPr/cantSplit") is not None for r in rows)
        held = [all(holds(file, p) for p in r.iter(f"{W}p")) for r in rows]
        assert held == [True] * (len(rows) - 1) + [False]
        heading = table.getprevious()
        assert value(heading, "pPr/pStyle") == "Heading1"
        assert holds(file, heading)
        assert value(table, "tblPr/tblCaption")


def holds(file: Word, paragraph: Any) -> bool:
    """Whether a paragraph is kept with the next, by itself or by its style."""
    own = find(paragraph, "pPr/keepNext")
    if own is not None:
        return bool(own.get(f"{W}val") != "0")
    return find(file.style(value(paragraph, "pPr/pStyle")), "pPr/keepNext") is not None


def test_a_vertical_label_is_set_downwards_and_a_broken_head_keeps_its_break() -> None:
    table = word(
        "<table class=form><tr><th class='stub vertical'>三<br>、<br>本</th>"
        "<th class=head>商业<br>企业</th></tr></table>"
    ).tables[0]
    label, head = table.iter(f"{W}tc")
    assert value(label, "tcPr/textDirection") == "tbRlV"
    assert text(label) == "三、本"
    assert label.find(f".//{W}br") is None
    assert head.find(f".//{W}br") is not None


def closed(table: Any) -> None:
    """Each row fills the grid, each continuation is of the width of what it continues."""
    above: dict[int, int] = {}
    for row in table.findall(f"{W}tr"):
        column, now = 0, {}
        for cell in row.findall(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"
            span, merge = int(value(cell, "tcPr/gridSpan") or 1), find(cell, "tcPr/vMerge")
            if merge is not None:
                if merge.get(f"{W}val") == "continue":
                    assert above.get(column) == span
                    assert not text(cell)
                now[column] = span
            column += span
        assert column == len(find(table, "tblGrid"))
        above = now


spans = st.integers(0, 5)
cells = st.tuples(st.sampled_from(["td", "th"]), spans, spans)
groups = st.lists(
    st.tuples(
        st.sampled_from(["thead", "tbody", "tfoot"]), st.lists(st.lists(cells, max_size=5), max_size=5)
    ),
    max_size=3,
)


@given(groups)
@settings(max_examples=50, deadline=None)
def test_any_table_closes_and_keeps_its_text(drawn: Any) -> None:
    count = 0
    markup = ""
    for group, rows in drawn:
        markup += f"<{group}>"
        for row in rows:
            markup += "<tr>"
            for tag, across, down in row:
                markup += f"<{tag} colspan={across} rowspan={down}>甲{count}乙</{tag}>"
                count += 1
            markup += "</tr>"
        markup += f"</{group}>"
    file = word(f"<table>{markup}</table>")
    for table in file.tables:
        closed(table)
    found = re.findall(r"甲\d+乙", text(file.body))
    assert sorted(found) == sorted(f"甲{n}乙" for n in range(count))


def test_a_table_too_wide_for_word_becomes_paragraphs() -> None:
    row = "".join(f"<td>第{n}列</td>" for n in range(64))
    file = word(f"<table class=plain><tr>{row}</tr></table>")
    assert not file.tables
    assert [t for _, t in file.paragraphs] == [f"第{n}列" for n in range(64)]


def test_two_tables_in_a_row_stay_two_and_the_last_thing_is_a_paragraph() -> None:
    one = "<table class=plain><tr><td>甲</td></tr></table>"
    file = word(one + one)
    kinds = [e.tag.removeprefix(W) for e in file.body]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_table_of_the_narrative_has_caption_alignment_and_full_width() -> None:
    file = word(
        "<table class=plain><caption>表1　渠道</caption><thead><tr><th>渠道<th style='text-align:right'>条</tr></thead>"
        "<tbody><tr><td>政府网站<td style='text-align:right'>12</tr></tbody></table>"
    )
    assert file.paragraphs[0] == ("Caption", "表1　渠道")
    (table,) = file.tables
    assert holds(file, table.getprevious())
    assert squares(table) == [["渠道", "条"], ["政府网站", "12"]]
    assert [value(p, "pPr/jc") for p in table.iter(f"{W}p")] == ["", "right", "", "right"]
    assert int(find(table, "tblPr/tblW").get(f"{W}w")) == pytest.approx(156 * 56.6929, abs=1)


def test_a_caption_that_was_made_up_is_not_printed_but_told_to_those_who_cannot_see_the_table() -> None:
    file = word("<table class=plain><caption class=generic>表格：渠道</caption><tr><td>网站</tr></table>")
    assert "表格" not in "".join(text for _, text in file.paragraphs)
    assert value(file.tables[0], "tblPr/tblCaption") == "表格：渠道"


def test_a_figure_of_the_narrative_stays_whole_beside_long_texts() -> None:
    figures = ["123/45", "1/0", "345,678", "12.5%"]
    row = "".join(f"<td>{f}</td>" for f in figures)
    file = word(f"<table class=plain><tr><td>{'长' * 60}{row}<td>{'长' * 40}</tr></table>")
    widths = [int(g.get(f"{W}w")) for g in file.tables[0].iter(f"{W}gridCol")]
    assert sum(widths) == pytest.approx(156 * 56.6929, abs=1)
    for width, figure in zip(widths[1:], figures, strict=False):
        assert width >= len(figure) * 0.6 * 12 * 20 + 2 * 5 * 20  # digits of 12 pt, margins of 5 pt


def test_a_form_stands_a_little_below_its_heading_and_its_rows_are_as_high_as_on_paper() -> None:
    row = "<tr><th class=stub>规章</th><td class=value>1</td></tr>"
    file = word(f"<h2>二、情况</h2><table class=form>{row * 3}</table><h2>三、情况</h2><p>正文</p>")
    heading, *_, other, _ = file.body.findall(f"{W}p")
    assert int(find(heading, "pPr/spacing").get(f"{W}after")) == pytest.approx(2 * 56.7, abs=1)
    assert find(other, "pPr/spacing") is None
    table = STYLE["table"]
    (height, *_) = {int(h.get(f"{W}val")) for h in file.body.iter(f"{W}trHeight")}
    assert height / 20 == pytest.approx(table["label"] * 1.3 + 2 * table["space"], abs=0.1)


# text


def test_each_kind_of_paragraph_has_a_style_of_words_own() -> None:
    file = word(
        "<p class=number>江府〔2021〕1号</p><h1>机关<br>报告</h1><h2>一、总体情况</h2>"
        "<h3>（一）主动公开</h3><p>正文。</p>"
        "<ul><li>甲</li></ul><ol><li>乙</li></ol><figure><img src='x' alt=图><figcaption>图1</figcaption></figure>"
        "<div class=signature><p>机关</p><p>2021年1月28日</p></div>"
    )
    assert file.paragraphs == [
        ("DocumentNumber", "江府〔2021〕1号"),
        ("Title", "机关报告"),
        ("Heading1", "一、总体情况"),
        ("Heading2", "（一）主动公开"),
        ("", "正文。"),
        ("ListBullet", "甲"),
        ("ListNumber", "乙"),
        ("Figure", "图"),
        ("Caption", "图1"),
        ("SignedBy", "机关"),
        ("SignedBy", "2021年1月28日"),
    ]
    names = {
        s: value(file.style(s), "name") for s in ("Title", "Heading1", "Heading2", "Caption", "ListBullet")
    }
    assert list(names.values()) == ["Title", "heading 1", "heading 2", "caption", "List Bullet"]
    assert [value(file.style(f"Heading{n}"), "pPr/outlineLvl") for n in (1, 2)] == ["0", "1"]


def test_emphasis_and_links_are_character_styles() -> None:
    file = word(
        "<p><span class=run-in>（一）机制。</span>印发<strong>要点</strong>和<em>规程</em>，"
        "见<a href='https://www.example.cn/a?b=1&amp;c=2'>网站</a>。</p>"
    )
    styled = {text(r): value(r, "rPr/rStyle") for r in file.body.iter(f"{W}r")}
    assert styled == {
        "（一）机制。": "RunIn", "印发": "", "要点": "Strong", "和": "", "规程": "Emphasis", "，见": "",
        "网站": "Hyperlink", "。": "",
    }  # fmt: skip
    (link,) = file.body.iter(f"{W}hyperlink")
    assert file.links[link.get(f"{R}id")] == "https://www.example.cn/a?b=1&c=2"


def test_words_that_are_bold_and_italic_have_the_style_of_bold_ones_alone() -> None:
    (run,) = word("<p><strong><em>要点</em></strong></p>").body.iter(f"{W}r")
    assert [e.tag for e in find(run, "rPr")] == [f"{W}rStyle"] and value(run, "rPr/rStyle") == "Strong"


def test_the_date_is_centred_with_the_agency_above_it() -> None:
    file = word("<div class=signature><p>青禾县自然资源和规划局</p><p>2026年1月21日</p></div>")
    agency, date = (int(find(p, "pPr/ind").get(f"{W}right")) for p in file.body.findall(f"{W}p"))
    assert agency == 4 * 16 * 20  # four characters in from the edge
    assert date - agency == pytest.approx((11 - (3 + 7 * 0.5)) / 2 * 16 * 20, abs=1)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://", "http://[x", "#a", ""]
)
def test_an_address_that_is_none_leaves_only_its_words(address: str) -> None:
    file = word(f"<p>见<a href='{address}'>网站</a></p>")
    assert file.paragraphs == [("", "见网站")]
    assert "http" not in "".join(file.links.values())


def test_quotation_marks_are_set_in_the_chinese_font() -> None:
    (run,) = word("<p>坚持“公开为常态”</p>").body.iter(f"{W}r")
    assert find(run, "rPr/rFonts").get(f"{W}hint") == "eastAsia"


def test_white_space_is_that_of_html() -> None:
    file = word("<p>  一行\n  二行 three\n four<br>  五 </p>")
    assert [t.text for t in file.body.iter(f"{W}t")] == ["一行二行 three four", "五"]


def test_lists_count_nest_and_start_as_written() -> None:
    file = word(
        "<ol start=3><li>丙<ol><li>子</li></ol></li><li>丁</li></ol><ol><li>另一</li></ol>"
        "<ul><li><p>头</p><p>续</p></li></ul>"
    )
    places = [
        (text(p), value(p, "pPr/numPr/ilvl"), value(p, "pPr/numPr/numId")) for p in file.body.findall(f"{W}p")
    ]
    numbers = {n.get(f"{W}numId"): n for n in file.part("word/numbering.xml").findall(f"{W}num")}
    outer, inner, again, other, head, more = places
    assert outer[1:] == again[1:]
    assert (outer[1], inner[1], other[1]) == ("0", "1", "0")
    assert len({outer[2], inner[2], other[2]}) == 3
    assert [value(numbers[p[2]], "lvlOverride/startOverride") for p in (outer, inner, other)] == [
        "3",
        "1",
        "1",
    ]
    assert head[1:] == ("0", "1")
    assert more == ("续", "", "")
    assert file.paragraphs[-1][0] == "ListContinue1"


def test_a_picture_has_its_words_and_fits_the_text() -> None:
    size = b"\x00\x00\x10\x00"  # 4096 pixels
    import base64

    data = base64.b64decode(PIXEL.partition(",")[2])
    wide = base64.b64encode(data[:16] + size + size + data[24:]).decode()
    file = word(f"<figure><img src='data:image/png;base64,{wide}' alt='逐年“增长”'></figure>")
    (drawing,) = (e for e in file.body.iter() if e.tag.endswith("}inline"))
    extent, about = drawing[0], drawing[1]
    assert 0 < int(extent.get("cx")) <= 156 * 36000
    assert extent.get("cx") == extent.get("cy")
    assert about.get("descr") == "逐年“增长”"
    assert any(n.startswith("word/media/") for n in file.names)


@pytest.mark.parametrize(
    "source", ["data:image/png;base64,AAAA", "data:image/svg+xml;base64,PHN2Zy8+", "a.png", ""]
)
def test_a_picture_that_word_cannot_show_leaves_its_words(source: str) -> None:
    assert word(f"<p><img src='{source}' alt=柱状图></p>").paragraphs == [("", "柱状图")]


# what is not known


TAGS = ["p", "div", "span", "b", "section", "ul", "ol", "li", "blockquote", "x-own", "a", "h2", "dl", "dd", "pre",
        "table", "tr", "td", "figure", "details", "label", "em", "sup", "hr", "br", "font"]  # fmt: skip
trees: Any = st.recursive(
    st.text("甲乙丙ab &<>\"'“—\u00a0\n", max_size=6),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)),
    max_leaves=25,
)


def markup(tree: Any) -> str:
    if isinstance(tree, str):
        return tree.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tag, inner = tree
    return f"<{tag}>" if tag in ("hr", "br") else f"<{tag}>{''.join(map(markup, inner))}</{tag}>"


@given(st.lists(trees, max_size=4))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_page_holds_no_text_is_lost(drawn: Any) -> None:
    page = f"<html><body>{''.join(map(markup, drawn))}</body></html>"
    shown = "".join(etree.fromstring(page, etree.HTMLParser()).itertext())
    written = text(Word(docx(page, STYLE)).body)
    # as a multiset, since rows of a table outside its groups come first
    assert sorted(re.sub(r"\s", "", written)) == sorted(re.sub(r"\s", "", shown))


@pytest.mark.parametrize(
    "page", ["", " ", "只有文字", "<p>\x00\x0b\ufffe\ud800甲&#1;&#xFFFE;</p>", "<", "<!-- -->"]
)
def test_a_page_that_is_none_still_gives_a_file(page: str) -> None:
    Word(docx(page, STYLE))


def test_depth_does_not_exhaust_the_stack() -> None:
    for tag in ("div", "span", "ul><li", "table><tr><td", "b"):
        file = word(f"<{tag}>" * 600 + "底" + f"</{tag.rpartition('<')[2]}>" * 600)
        assert "底" in text(file.body)


# the page


def test_the_page_is_that_of_the_standard() -> None:
    section = find(word("<p>甲</p>").body, "sectPr")
    margins, grid = find(section, "pgMar"), find(section, "docGrid")
    assert [find(section, "pgSz").get(W + n) for n in "wh"] == ["11906", "16838"]
    assert [margins.get(W + n) for n in ("top", "right", "bottom", "left")] == [
        "2098",
        "1474",
        "1984",
        "1587",
    ]
    assert grid.get(f"{W}type") == "linesAndChars"
    # 22 lines and 28 characters of body size fill the text
    assert 22 * int(grid.get(f"{W}linePitch")) <= 16838 - 2098 - 1984 < 23 * int(grid.get(f"{W}linePitch"))
    wide = 28 * (16 + int(grid.get(f"{W}charSpace")) / 4096) * 20
    assert wide == pytest.approx(11906 - 1474 - 1587, abs=2)


def test_the_styles_have_the_fonts_and_sizes_of_the_standard() -> None:
    file = word("<p>甲</p>")
    fonts = {
        s: find(file.style(s), "rPr/rFonts") for s in ("Title", "Heading1", "Heading2", "RunIn", "TableText")
    }
    eastern = {s: f.get(f"{W}eastAsia") for s, f in fonts.items()}
    assert eastern == {
        "Title": "方正小标宋简体", "Heading1": "黑体", "Heading2": "楷体_GB2312", "RunIn": "楷体_GB2312",
        "TableText": "宋体",
    }  # fmt: skip
    defaults = file.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert find(defaults, "rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert find(defaults, "rFonts").get(f"{W}ascii") == "Times New Roman"
    assert find(defaults, "lang").get(f"{W}eastAsia") == "zh-CN"
    assert (value(defaults, "sz"), value(file.style("Title"), "rPr/sz")) == ("32", "44")
    normal = file.style("Normal")
    assert find(normal, "pPr/ind").get(f"{W}firstLineChars") == "200"
    assert find(normal, "pPr/spacing").get(f"{W}line") == "579"
    assert find(normal, "pPr/spacing").get(f"{W}lineRule") == "exact"
    # 28 characters, set as close as the style says, are no wider than the text
    assert 28 * (320 + int(value(normal, "rPr/spacing"))) <= 11906 - 1474 - 1587
    assert find(file.style("SignedBy"), "pPr/ind").get(f"{W}rightChars") == "400"


def test_every_font_that_is_named_has_its_east_asian_side() -> None:
    file = word("<p>甲</p>", "<style></style>")
    for name in file.names:
        if name.endswith(".xml"):
            for fonts in file.part(name).iter(f"{W}rFonts"):
                assert fonts.get(f"{W}eastAsia") or fonts.get(f"{W}hint") == "eastAsia"


def test_page_numbers_stand_on_the_outer_side() -> None:
    file = word("<p>甲</p>")
    section = find(file.body, "sectPr")
    assert find(file.part("word/settings.xml"), "evenAndOddHeaders") is not None
    sides = {r.get(f"{W}type"): file.links[r.get(f"{R}id")] for r in section.findall(f"{W}footerReference")}
    assert set(sides) == {"default", "even"}
    for side, alignment in (("default", "right"), ("even", "left")):
        (paragraph,) = file.part(f"word/{sides[side]}")
        assert (value(paragraph, "pPr/jc") or value(file.style("Footer"), "pPr/jc")) == alignment
        assert text(paragraph) == "— 1 —"
        assert "PAGE" in find(paragraph, "fldSimple").get(f"{W}instr")


def test_only_a_draft_says_so_on_every_page() -> None:
    assert not [n for n in word("<p>甲</p>").names if "header" in n]
    file = word("<div class=watermark aria-hidden=true>草稿</div><p>甲</p>")
    assert file.paragraphs == [("", "甲")]
    references = find(file.body, "sectPr").findall(f"{W}headerReference")
    assert {r.get(f"{W}type") for r in references} == {"default", "even"}
    for reference in references:
        header = file.zip.read(f"word/{file.links[reference.get(f'{R}id')]}").decode()
        assert 'string="草稿"' in header
        assert "PowerPlusWaterMarkObject" in header


# the file


HEAD = (
    "<title>江油市人民政府2020年政府信息公开工作年度报告</title><meta name=author content=江油市人民政府>"
    "<meta name=generator content='genreport 0.1.0'><meta name=source-sha256 content=abcd>"
)
DATE = "<meta name='dcterms.created' content='2021-01-28T00:00:00Z'>"


def test_the_properties_are_those_of_the_page() -> None:
    core = word("<p>甲</p>", HEAD + DATE).core()
    assert core["title"] == "江油市人民政府2020年政府信息公开工作年度报告"
    assert core["creator"] == "江油市人民政府"
    assert core["language"] == "zh-CN"
    assert core["created"] == core["modified"] == "2021-01-28T00:00:00Z"
    assert "abcd" in core["keywords"]
    assert "genreport 0.1.0" in core["description"]
    assert "abcd" in core["description"]


@pytest.mark.parametrize("date", ["", "<meta name='dcterms.created' content='gestern'>"])
def test_without_a_date_the_file_has_none(date: str) -> None:
    assert not {"created", "modified"} & set(word("<p>甲</p>", HEAD + date).core())


def test_nothing_of_the_librarys_template_is_left() -> None:
    file = word("<p>甲</p>", HEAD + DATE)
    assert sorted(file.names) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml", "word/footer1.xml",
        "word/footer2.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
    ]  # fmt: skip
    everything = b"".join(file.zip.read(n) for n in file.names)
    assert not re.search(rb"python-docx|ja-JP|2013-12-23", everything)
    mode = file.part("word/settings.xml").find(f".//{W}compatSetting[@{W}name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"
    assert file.part("word/settings.xml").find(f"{W}themeFontLang").get(f"{W}eastAsia") == "zh-CN"


def test_the_same_page_gives_the_same_bytes_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        f"<html><head>{HEAD}{DATE}</head><body><h1>报告</h1><img src='{PIXEL}'><ol><li>甲</ol></body></html>"
    )
    made = set()
    for zone in ("UTC", "Asia/Shanghai", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.add(docx(page, STYLE))
    monkeypatch.undo()
    time.tzset()
    assert len(made) == 1
    assert {i.date_time for i in zipfile.ZipFile(BytesIO(made.pop())).infolist()} == {(1980, 1, 1, 0, 0, 0)}
