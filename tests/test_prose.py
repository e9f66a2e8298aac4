"""A narrative as clerks type it becomes safe HTML, and its plain text can be had without its markup."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from genreport import prose

PICTURE = "data:image/png;base64,AAAA"
FORTY = "（一）" + "字" * 36 + "。"


def html(text: str) -> str:
    return prose.html(text, lambda path: PICTURE if path.endswith(".png") else None)


def words(markup: str) -> str:
    return "".join(ElementTree.fromstring(f"<x>{markup}</x>").itertext())


# paragraphs and headings


def test_every_line_is_a_paragraph_and_its_indent_is_dropped() -> None:
    typed = "\u3000\u3000全年公开信息。\n  第二段 \n\t第三段\n\n\n第四段"
    assert html(typed) == "<p>全年公开信息。</p>\n<p>第二段</p>\n<p>第三段</p>\n<p>第四段</p>"


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("（一）主动公开情况", "<h3>（一）主动公开情况</h3>"),
        ("\u3000\u3000(二)依申请公开", "<h3>（二）依申请公开</h3>"),
        ("（三) 平台建设", "<h3>（三）平台建设</h3>"),
        ("（二十）监督保障", "<h3>（二十）监督保障</h3>"),
        ("**（四）监督保障**", "<h3><strong>（四）监督保障</strong></h3>"),
        ("（一）健全工作机制。", "<h3>（一）健全工作机制。</h3>"),
        ("（一）" + "字" * 37, "<h3>（一）" + "字" * 37 + "</h3>"),
        (FORTY, f"<h3>{FORTY}</h3>"),
    ],
)
def test_a_short_line_after_a_chinese_number_is_a_heading(typed: str, shown: str) -> None:
    assert html(typed) == shown
    assert prose.headings(typed) == [words(shown)]


@pytest.mark.parametrize(
    "typed",
    [
        "（一）加强学习；",  # a clause of an enumeration
        "（二十一）项目",
        "（1）项目",
        "（一）",
        "一、总体情况",
        "本年（一）主动公开",
        "（一）" + "字" * 38,
        "（一）" + "字" * 37 + "。印发",
        "（一）印发通知；开展培训。全年",
    ],
)
def test_other_lines_are_paragraphs(typed: str) -> None:
    assert html(typed) == f"<p>{typed}</p>"
    assert prose.headings(typed) == []


@pytest.mark.parametrize(
    "typed, title, rest",
    [
        ("(一)健全工作机制。印发要点。", "（一）健全工作机制。", "印发要点。"),
        ("（一） 健全机制，压实责任。印发", "（一）健全机制，压实责任。", "印发"),
        ("（二）落实“放管服。”印发", "（二）落实“放管服。”", "印发"),
        ("**（三）加强解读。**全年", "<strong>（三）加强解读。</strong>", "全年"),
        ("**(三)**加强解读。全年", "<strong>（三）</strong>加强解读。", "全年"),
        (
            "（四）加强**解读。全年**发布",
            "（四）加强<strong>解读。</strong>",
            "<strong>全年</strong>发布",
        ),
        (
            "（五）见[网站。首页](https://a.cn)。",
            '（五）见<a href="https://a.cn">网站。</a>',
            '<a href="https://a.cn">首页</a>。',
        ),
        (FORTY + "印发", FORTY, "印发"),
    ],
)
def test_a_first_sentence_after_a_chinese_number_is_a_run_in_heading(
    typed: str, title: str, rest: str
) -> None:
    assert html(typed) == f'<p><span class="run-in">{title}</span>{rest}</p>'
    assert prose.headings(typed) == [words(title)]


# emphasis and links


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("**一是健全机制。**印发", "<strong>一是健全机制。</strong>印发"),
        ("工作中，**一是健全机制。**印发", "工作中，<strong>一是健全机制。</strong>印发"),
        ("加强**“重点”**领域", "加强<strong>“重点”</strong>领域"),
        ("**《条例》**规定", "<strong>《条例》</strong>规定"),
        ("落实**（二）**项", "落实<strong>（二）</strong>项"),
        ("（**加粗**）", "（<strong>加粗</strong>）"),
        ("“**加粗**”，", "“<strong>加粗</strong>”，"),
        ("第**3**名", "第<strong>3</strong>名"),
        ("共**100%**完成", "共<strong>100%</strong>完成"),
        ("共**12**件、**3**条", "共<strong>12</strong>件、<strong>3</strong>条"),
        ("**A**级", "<strong>A</strong>级"),
        ("A**（重点）**B", "A<strong>（重点）</strong>B"),
        ("**加粗**。**再**", "<strong>加粗</strong>。<strong>再</strong>"),
        ("***重点***工作", "<strong><em>重点</em></strong>工作"),
        ("**甲*乙**", "<strong>甲*乙</strong>"),
        ("**甲 *乙* 丙**", "<strong>甲 <em>乙</em> 丙</strong>"),
        ("注 *斜体* 字", "注 <em>斜体</em> 字"),
        (r"\*\*不加粗\*\*", "**不加粗**"),
        ("**[网](https://a.cn)**页", '<strong><a href="https://a.cn">网</a></strong>页'),
    ],
)
def test_emphasis_works_beside_chinese(typed: str, shown: str) -> None:
    assert html(typed) == f"<p>{shown}</p>"
    assert prose.paragraphs(typed) == [words(shown)]


@pytest.mark.parametrize(
    "typed",
    [
        "2*3*4",
        "2**3**4",
        "5米*3米*2米",
        "长*宽*高",
        "2 * 3 * 4",
        "带*的为必填项",
        "*注：不含乡镇",
        "张*明和李*华",
        "张*、李*、王*",
        "李**、王**申请",
        "电话138****5678和139****0000",
        "尾号****1234与****5678",
        "************",
        "** 空格 **",
        "**没有结束",
        "**甲（**乙",
        'a**"b"**c',
        '"双引号"',
        "_下划线_和__两个__",
        "`代码`",
        "~~删除~~",
        "# 标题",
        "##",
        "---",
        "***",
        "===",
        "> 引用",
        "```",
        "* 项目",
        "+ 项目",
        "-项目",
        "1.加强",
        "2024. 年",
        "[a]: https://a.cn",
        "[a]",
        "https://a.cn",
        "<https://a.cn>",
        "&nbsp;&lt;&#65;",
        "<b>粗</b><script>alert(1)</script><!-- x -->",
        "[坏](javascript:alert(1))",
        "[坏](data:text/html,x)",
        "[坏](file:///etc/passwd)",
        "[坏](//a.cn)",
        "[表](a.xlsx)",
        "(c) -- ...",
    ],
)
def test_what_is_no_markup_here_is_shown_as_typed(typed: str) -> None:
    shown = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html(typed) == f"<p>{shown}</p>"
    assert prose.paragraphs(typed) == [typed]


@pytest.mark.parametrize(
    "target, href",
    [
        ("http://a.cn", "http://a.cn"),
        ("HTTPS://a.cn/x?a=1&b=2", "HTTPS://a.cn/x?a=1&amp;b=2"),
        ("mailto:a@example.cn", "mailto:a@example.cn"),
        ('https://a.cn/"x', "https://a.cn/%22x"),
    ],
)
def test_web_and_mail_links_are_links(target: str, href: str) -> None:
    assert html(f"见[网站]({target})。") == f'<p>见<a href="{href}">网站</a>。</p>'


# lists


def test_lists_nest_and_hold_further_lines() -> None:
    typed = "- 甲\n- 乙\n  乙二\n  - 内\n- 丙\n后文"
    assert html(typed) == (
        "<ul><li>甲</li><li><p>乙</p><p>乙二</p><ul><li>内</li></ul></li><li>丙</li></ul>\n<p>后文</p>"
    )
    assert prose.paragraphs(typed) == ["甲", "乙", "乙二", "内", "丙", "后文"]


@pytest.mark.parametrize(
    "numbers, lists",
    [
        ([1, 2, 3], [(1, 3)]),
        ([3, 4], [(3, 2)]),
        ([1, 1, 1], [(1, 3)]),
        ([1, 2, 5, 6], [(1, 2), (5, 2)]),
        ([1, 2, 1], [(1, 2), (1, 1)]),
        ([1, 2, 2], [(1, 2), (2, 1)]),
    ],
)
def test_a_point_keeps_the_number_it_was_given(numbers: list[int], lists: list[tuple[int, int]]) -> None:
    root = ElementTree.fromstring(f"<x>{html(chr(10).join(f'{n}. 项' for n in numbers))}</x>")
    assert [(int(ol.get("start", "1")), len(ol)) for ol in root] == lists


def test_a_blank_line_between_points_does_not_end_a_list() -> None:
    assert html("- 甲\n\n- 乙") == "<ul><li>甲</li><li>乙</li></ul>"


def test_a_list_ends_at_a_paragraph_after_a_blank_line_at_a_table_and_at_an_image() -> None:
    assert html("- 甲\n\n  后文") == "<ul><li>甲</li></ul>\n<p>后文</p>"
    assert html("- 甲\n  a|b\n  -|-\n  1|2").startswith('<ul><li>甲</li></ul>\n<div class="scroll"')
    assert html("- 甲\n  ![图](x.png)").startswith("<ul><li>甲</li></ul>\n<figure>")


def test_a_paragraph_indented_with_full_width_spaces_is_no_part_of_the_list_before() -> None:
    assert html("- 甲\n\u3000\u3000后文") == "<ul><li>甲</li></ul>\n<p>后文</p>"


def test_lists_nested_absurdly_keep_every_point() -> None:
    typed = "\n".join("  " * depth + f"- 第{depth}点" for depth in range(2000))
    assert html(typed).count("<li>") == 2000
    assert html("- " * 2000 + "甲").count("<ul>") == 1


# tables


def test_a_table_scrolls_and_has_a_caption_and_scopes() -> None:
    typed = "前文。\n表1 主动公开分类\n| 类别 | 件数 |\n|:--|--:|\n| 规划 | **12** |\n| 征地 | 3 |\n后文。"
    assert html(typed) == (
        '<p>前文。</p>\n<div class="scroll" role="region" tabindex="0" aria-label="表1 主动公开分类">'
        '<table class="plain"><caption>表1 主动公开分类</caption><thead><tr>'
        '<th scope="col">类别</th><th scope="col">件数</th>'
        '</tr></thead><tbody><tr><td style="text-align:left">规划</td>'
        '<td style="text-align:right"><strong>12</strong></td></tr><tr><td style="text-align:left">征地</td>'
        '<td style="text-align:right">3</td></tr></tbody></table></div>\n<p>后文。</p>'
    )
    assert prose.paragraphs(typed) == [
        "前文。",
        "表1 主动公开分类",
        "类别\t件数",
        "规划\t12",
        "征地\t3",
        "后文。",
    ]


@pytest.mark.parametrize(
    "before, caption",
    [
        ("表：公开分类", "<caption>公开分类</caption>"),
        ("表2-1：公开分类", "<caption>表2-1：公开分类</caption>"),
        ("表一 公开“分类”", "<caption>表一 公开“分类”</caption>"),
        ("表彰先进", '<caption class="generic">表格：甲、乙</caption>'),
        ("表1 " + "字" * 38, '<caption class="generic">表格：甲、乙</caption>'),
        ("表：情况如下。", '<caption class="generic">表格：甲、乙</caption>'),
    ],
)
def test_the_line_above_a_table_is_its_caption_if_it_looks_like_one(before: str, caption: str) -> None:
    shown = html(f"{before}\n甲|乙\n-|-\n1|2")
    assert caption in shown
    assert shown.startswith("<p>") == ("generic" in caption)


def test_cells_that_do_not_fit_are_neither_lost_nor_unheaded() -> None:
    root = ElementTree.fromstring(html("| |乙|\n|-|-|\n|1|\n|1|2|3|\n|a\\|b|<i>|\n1|\\|"))
    assert [[cell.text for cell in row] for row in root.iter("tr")] == [
        [None, "乙"],
        ["1", None],
        ["1", "2 | 3"],
        ["a|b", "<i>"],
        ["1", "|"],
    ]
    assert [cell.tag for cell in next(root.iter("tr"))] == ["td", "th"]


@pytest.mark.parametrize(
    "typed", ["甲|乙", "甲|乙\n丙|丁", "甲|乙\n-|-|-", "|" * 30 + "\n" + "|-" * 29 + "|"]
)
def test_lines_with_bars_alone_are_no_table(typed: str) -> None:
    assert "<table" not in html(typed)
    assert prose.paragraphs(typed) == typed.split("\n")


# images


def test_an_image_is_a_figure_with_its_description() -> None:
    figure = f'<figure><img src="{PICTURE}" alt="各类占比"/><figcaption>各类占比</figcaption></figure>'
    assert html("![各类占比](图 (1).png)") == figure
    assert html("如图：![各类占比](图.png)所示") == f"<p>如图：</p>\n{figure}\n<p>所示</p>"
    assert html("![](a.png)") == f'<figure><img src="{PICTURE}" alt="图片"/></figure>'


def test_an_image_that_cannot_be_had_shows_its_description() -> None:
    assert html("![**各类**占比](没有.gif)") == "<p><strong>各类</strong>占比</p>"
    assert html("![](没有.gif)") == "<p>![](没有.gif)</p>"


def test_the_caller_is_asked_for_the_path_as_typed_and_its_answer_is_escaped() -> None:
    asked: list[str] = []

    def images(path: str) -> str:
        asked.append(path)
        return 'x"><script>'

    assert '<img src="x&quot;&gt;&lt;script&gt;"' in prose.html("![图](图/a&b%20.png)", images)
    assert asked == ["图/a&b%20.png"]


# parts


def test_parts_tell_the_line_they_stand_on() -> None:
    typed = "\n（一）公开\n- 甲\n\n表：类\na|b\n-|-\n1|2\n![图](x.png)\n（二）机制。印发"
    assert prose.parts(typed) == [
        ("heading", "（一）公开", 1, "（一）公开"),
        ("item", "甲", 2, ""),
        ("caption", "类", 5, ""),
        ("row", "a\tb", 5, ""),
        ("row", "1\t2", 7, ""),
        ("figure", "图", 8, ""),
        ("paragraph", "（二）机制。印发", 9, "（二）机制。"),
    ]


def test_plain_text_needs_no_markdown_library() -> None:
    program = (
        "import sys; from genreport import prose; prose.parts('（一）公开\\n全年12件。\\n- 甲\\n[a]');"
        "sys.exit('markdown_it' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# anything at all

MARKS = [*"*_[]()!|-.<>&\"'`#\\\n\r\t \u3000\x00\u2028\ufffe\ud800:/", "**", "](", "![", "1. ", "- ", "  "]
WORDS = [
    "（一）",
    "(二)",
    "。",
    "；",
    "”",
    "主动公开",
    "a|b\n-|-\n",
    "表：",
    "x.png",
    "https://a.cn",
    "12",
    "😀",
]
TYPED = st.lists(st.sampled_from(MARKS + WORDS) | st.characters(), max_size=60).map("".join)


@given(TYPED)
@example("**[a](https://b)**](")
@example("[a](http://[::1)")
@settings(max_examples=300, deadline=None)
def test_output_is_well_formed_and_tells_the_same_words_as_the_parts(typed: str) -> None:
    root = ElementTree.fromstring(f"<x>{html(typed)}</x>")
    for table in root.iter("table"):
        if table[0].get("class") == "generic":
            table[0].text = ""
    told = re.sub(r"\s", "", "".join(root.itertext()).replace("![]", ""))
    kept = re.sub(r"\s", "", "".join(p.text for p in prose.parts(typed) if p.kind != "figure"))
    if "![" not in typed:
        assert told == kept
    allowed = {"x", "p", "h3", "span", "ul", "ol", "li", "div", "table", "caption", "thead", "tbody", "tr"}
    allowed |= {"th", "td", "figure", "img", "figcaption", "strong", "em", "a"}
    assert {element.tag for element in root.iter()} <= allowed
    assert all(re.match("https?://|mailto:", a.attrib["href"], re.I) for a in root.iter("a"))


@given(
    st.text(st.characters(exclude_characters="*\\[|", exclude_categories=["Cs", "Cc", "Cn"]), max_size=200)
)
@settings(max_examples=300, deadline=None)
def test_text_without_markup_keeps_every_character(typed: str) -> None:
    typed = "文" + typed.replace("（", "").replace("(", "")  # no list and no heading
    assert words(html(typed)).split() == typed.split()


@given(TYPED)
@settings(max_examples=200, deadline=None)
def test_letters_and_digits_survive_outside_links_and_images(typed: str) -> None:
    typed = "文" + re.sub(r"[\r\n\u2028\u2029\x0b\x0c\x1c-\x1e\x85]|\]\(", "", typed)  # one line, no list
    kept = [c for c in words(html(typed)) if c.isalnum()]
    assert kept == [c for c in typed if c.isalnum()]


@pytest.mark.parametrize(
    "typed", ["*", "[", "![", "]", "](", "[[]", "中**", "|", "|-", ">", "（一）", "![](a"]
)
def test_long_and_hostile_lines_come_back_whole(typed: str) -> None:
    line = "文" + typed * (6000 // len(typed))
    assert words(html(line)).replace("*", "") == line.replace("*", "")
