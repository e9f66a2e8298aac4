"""What a published report says beside its figures: head, sections, prose, contact, signature."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, reading

from genreport import formats, prose, read
from genreport.document import Document, Grid, Line, Square
from genreport.finding import Spot
from genreport.read import narrative
from genreport.read.narrative import Words
from genreport.report import Report
from genreport.write import page

PAGES = sorted((ROOT / "tests/published/narrative").glob("*.txt"))
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SIX = ("overview", "disclosure", "requests", "disputes", "problems", "other")
FORM = formats.latest()


def document(text: str) -> Document:
    """The document of a text: its lines with their numbers."""
    lines = enumerate(text.splitlines(), 1)
    return Document(tuple(Line(each, Spot(line=n)) for n, each in lines if each.strip()), medium="text")


def words(text: str) -> Words:
    """What a text says, in the newest form."""
    return narrative.words(document(text), FORM, "page.txt")


def plain(words: Words) -> dict[str, Any]:
    """The values by dotted names."""
    return {".".join(path): value for path, value in words.values.items()}


def grid(rows: list[list[str]]) -> Grid:
    """A grid without spans."""
    squares = tuple(Square(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Grid(squares, len(rows), len(rows[0]))


@pytest.mark.parametrize("page_file", PAGES, ids=lambda p: p.stem)
def test_a_page_is_read_as_it_says(page_file: Path) -> None:
    expected = yaml.safe_load(page_file.with_suffix(".yaml").read_text(encoding="utf-8"))
    given = document(page_file.read_text(encoding="utf-8"))
    year = narrative.year(given)
    found = narrative.words(given, formats.of_year(year or 0) or FORM, page_file.name)
    assert plain(found) == expected["values"]
    assert list(found.sections) == expected["sections"]
    assert [f.code for f in found.findings] == expected["findings"]
    assert year == expected["values"]["year"]


def printed(report: Report) -> tuple[Document, frozenset[int]]:
    """Our own page as lines and grids, without markup; the statutory tables are grids."""
    pieces: list[Line | Grid] = []
    used: set[int] = set()

    def say(text: str) -> None:
        pieces.extend(
            Line(part.text.replace("\t", " | ")) for part in prose.parts(text) if part.kind != "row"
        )

    if report.get("number"):
        pieces.append(Line(report.get("number")))
    pieces.append(Line(report.title, level=1))
    say(report.get("preamble") or "")
    if page.contact(report):
        pieces.append(Line(page.contact(report)))
    for section in report.format.sections:
        pieces.append(Line(section.title, level=2))
        if section.table:
            say(report.get(section.id, "note") or "")
            used.add(len(pieces))
            pieces.append(grid([["第二十条第（一）项", ""], ["规章", "0"]]))
        else:
            say(report.get(section.id) or "")
    if report.get("issued"):
        pieces += [Line(report.agency), Line(page.chinese_date(report.get("issued")))]
    return Document(tuple(pieces)), frozenset(used)


def paragraphs(report: Report, path: tuple[str, ...]) -> list[str]:
    """The plain text of a narrative without the rows of its tables."""
    return [p.text for p in prose.parts(report.values.get(path, "") or "") if p.kind != "row"]  # type: ignore[arg-type]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.stem)
def test_what_we_print_comes_back(example: Path) -> None:
    report = read.file(example).report
    assert report is not None
    given, used = printed(report)
    found = narrative.words(given, report.format, "page.html", used)
    assert found.findings == [] and found.sections == SIX
    for path, value in report.values.items():
        if path in report.format.cells or path == ("published",):
            continue
        if isinstance(value, str) and "\n" in value:
            assert prose.paragraphs(str(found.values[path])) == paragraphs(report, path)
        else:
            assert found.values[path] == value
    assert set(found.values) <= set(report.values)


def test_a_small_table_is_kept_as_a_table() -> None:
    pieces = (
        Line("青禾县水务局2024年政府信息公开工作年度报告"),
        Line("一、总体情况"),
        Line("各类信息见下表。"),
        Line("表1主动公开信息（单位：条）"),
        grid([["类别", "2023年", "2024年"], ["供水", "12", "15"], ["a|b", "*", "0"]]),
        Line("| 以上 | 均为 | 新增"),
    )
    found = narrative.words(Document(pieces), FORM, "page.html")
    text = str(found.values[("overview",)])
    assert prose.paragraphs(text) == [
        "各类信息见下表。",
        "表1 主动公开信息（单位：条）",
        "类别\t2023年\t2024年",
        "供水\t12\t15",
        "a|b\t*\t0",
        "| 以上 | 均为 | 新增",
    ]


def test_a_merged_table_is_kept_row_by_row() -> None:
    squares = (
        Square(0, 0, 2, 1, "类别"),
        Square(0, 1, 1, 2, "数量"),
        Square(1, 1, 1, 1, "上年"),
        Square(1, 2, 1, 1, "本年"),
    )
    given = Document((Line("一、总体情况"), Grid(squares, 2, 3)))
    found = narrative.words(given, FORM, "page.html")
    assert prose.paragraphs(str(found.values[("overview",)])) == ["类别 | 数量", "上年 | 本年"]


def test_headings_stand_in_cells_too() -> None:
    frame = grid([["一、总体情况\n全年公开3条。\n五、存在的主要问题及改进情况"], ["人手少。"]])
    found = narrative.words(Document((frame,)), FORM, "page.html")
    assert found.sections == ("overview", "problems")
    assert found.values[("problems",)] == "人手少。"


@pytest.mark.parametrize("section, title", [(s.id, t) for s in FORM.sections for t in (s.title, *s.also)])
def test_every_wording_of_a_heading_is_known(section: str, title: str) -> None:
    assert words(f"{title}\n文字。").sections == (section,)
    assert words(f"第三部分 {title[2:]}\n文字。").sections == (section,)


@pytest.mark.parametrize(
    "line",
    [
        "全年总体情况良好，主动公开政府信息情况见下表。",
        "（一）总体情况好于上年",
        "其他需要报告的事项见附表",
        "一、本年新收政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert words(f"青禾县水务局2024年政府信息公开工作年度报告\n{line}").sections == ()


def test_a_truncated_report_is_not_completed() -> None:
    found = words(
        "青禾县水务局2024年政府信息公开工作年度报告\n一、总体情况\n公开3条。\n二、主动公开政府信息情况\n信息内容\n规章"
    )
    assert plain(found) == {
        "year": 2024,
        "agency": "青禾县水务局",
        "kind": "department",
        "overview": "公开3条。",
    }
    (last,) = found.findings
    assert last.code == "I075" and "六、其他需要报告的事项" in last.message.zh


@pytest.mark.parametrize(
    "head, agency",
    [
        (
            "2024年政府信息公开工作年度报告\n现公布青禾县水务局2024年政府信息公开工作年度报告。",
            "青禾县水务局",
        ),
        ("2024年政府信息公开工作年度报告\n本报告由青禾县水务局根据条例编制。", "青禾县水务局"),
        ("来源：青禾县水务局 发布时间：2025-01-20\n2024年政府信息公开工作年度报告", "青禾县水务局"),
        ("青禾县2024年政府信息公开工作年度报告\n请与青禾县人民政府办公室联系。", "青禾县人民政府"),
        ("2024年度青禾县水务局政府信息公开工作年度报告", "青禾县水务局"),
        ("关于青禾县水务局\n2024年度政府信息公开\n工作年度报告的公告", "青禾县水务局"),
        (
            "名  称 青禾县水务局2024年政府信息公开工作年度报告\n青禾县水务局2024年政府信息公开工作年度报告",
            "青禾县水务局",
        ),
        ("青禾县石桥乡2024年政府信息公开工作年度报告\n请与石桥乡人民政府联系。", "青禾县石桥乡人民政府"),
        ("河西街道2024年政府信息公开工作年度报告\n请与河西街道办事处联系。", "河西街道办事处"),
        ("县教育局2024年政府信息公开工作年度报告", None),
        ("市中区教育局2024年政府信息公开工作年度报告", "市中区教育局"),
        ("青禾县2024年政府信息公开工作年度报告\n本县的报告。", None),
        ("我局2024年政府信息公开工作年度报告\n现公布我局2024年政府信息公开工作年度报告。", None),
        ("政府信息公开年报\n2024年政府信息公开工作年度报告\n来源：本站", None),
    ],
)
def test_the_agency_is_certain_or_missing(head: str, agency: str | None) -> None:
    found = words(f"{head}\n一、总体情况\n公开3条。")
    assert found.values.get(("agency",)) == agency
    assert ("I072" in [f.code for f in found.findings]) == (agency is None)
    assert found.values[("year",)] == 2024


@pytest.mark.parametrize(
    "name, kind",
    [
        ("江北省人民政府", "government"),
        ("青禾县人民政府", "government"),
        ("青禾县石桥镇人民政府", "township"),
        ("江北市城东区河西街道办事处", "township"),
        ("青禾县司法局", "department"),
        ("江北市发展和改革委员会", "department"),
        ("江北市经济开发区管理委员会", None),
        ("江北市生态环境局青禾分局", None),
        ("青禾县供水公司", None),
    ],
)
def test_the_kind_is_told_by_the_name_or_left_out(name: str, kind: str | None) -> None:
    found = words(f"{name}2024年政府信息公开工作年度报告\n一、总体情况\n公开3条。")
    assert found.values[("agency",)] == name
    assert found.values.get(("kind",)) == kind


@pytest.mark.parametrize(
    "sentence, fields",
    [
        (
            "如对报告有疑问,请与青禾县水务局办公室联系(地址:河西路5号,邮编:590099,电话:0300-5550101)。",
            {
                "office": "青禾县水务局办公室",
                "address": "河西路5号",
                "postcode": "590099",
                "phone": "0300-5550101",
            },
        ),
        ("如有疑问请与青禾县水务局联系（电子邮箱：a@b.example）。", {"email": "a@b.example"}),
        ("如有疑问，请与青禾县水务局办公室联系。", {"office": "青禾县水务局办公室"}),
        ("如有疑问，请与青禾县水务局联系。", {}),
        ("本报告电子版可在www.qinghe.example查阅、下载。", {"website": "www.qinghe.example"}),
        ("如对报告有疑问，请与青禾县水务局办公室联系（电话：0300-5550101，传真：0300-5550102）。", {}),
        ("如对报告有疑问，请与我局办公室联系（电话：0300-5550101）。", {}),
        ("如对报告有疑问，请与青禾县水务局办公室联系（联系人：王某；电话：0300-5550101）。", {}),
        ("如对报告有疑问，请与青禾县水务局联系（邮编：59009）。", {}),
    ],
)
def test_a_contact_is_taken_whole_or_left_where_it_is(sentence: str, fields: dict[str, str]) -> None:
    found = words(
        f"青禾县水务局2024年政府信息公开工作年度报告\n按条例编制。{sentence}\n一、总体情况\n公开3条。"
    )
    assert {path[1]: v for path, v in found.values.items() if path[0] == "contact"} == fields
    assert found.values[("preamble",)] == "按条例编制。" + ("" if fields else sentence)


@pytest.mark.parametrize(
    "end, issued, text",
    [
        ("青禾县水务局\n2025年1月20日", date(2025, 1, 20), "无。"),
        ("青禾县水务局 二〇二五年一月二十日", date(2025, 1, 20), "无。"),
        ("2025年1月20日\n打印 关闭", date(2025, 1, 20), "无。"),
        ("青禾县水务局\n2024年1月20日", None, "无。\n青禾县水务局\n2024年1月20日"),
        ("全部在2025年1月20日前公开", None, "无。\n全部在2025年1月20日前公开"),
    ],
)
def test_the_signature_is_no_part_of_the_last_section(end: str, issued: date | None, text: str) -> None:
    found = words(f"青禾县水务局2024年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n{end}")
    assert found.values.get(("issued",)) == issued
    assert found.values[("other",)] == text


@pytest.mark.parametrize(
    "meta, published",
    [
        ("发布时间：2025-01-20 10:30", date(2025, 1, 20)),
        ("2025年01月20日 来源：县水务局", date(2025, 1, 20)),
        ("发布时间：2024-01-20", None),
        ("发布时间：2025-01", None),
        ("发布时间：2025-01-20\n发布日期：2025-02-20", None),
        ("浏览次数：20250120", None),
    ],
)
def test_the_day_of_publication_is_one_full_date_after_the_year(meta: str, published: date | None) -> None:
    found = words(f"青禾县水务局2024年政府信息公开工作年度报告\n{meta}\n一、总体情况\n公开3条。")
    assert found.values.get(("published",)) == published
    assert ("preamble",) not in found.values


@pytest.mark.parametrize(
    "line",
    [
        "关闭政务微信公众号2个",
        "相关信息已按要求公开",
        "打印文件3000份",
        "附件较多的文件另行公开",
        "编辑信息86条",
    ],
)
def test_what_may_be_the_reports_own_is_kept(line: str) -> None:
    found = words(f"一、总体情况\n公开3条。\n六、其他需要报告的事项\n无。\n{line}")
    assert found.values[("other",)] == f"无。\n{line}"


def test_places_are_those_of_the_lines() -> None:
    found = words(
        "首页\n青禾县水务局2024年政府信息公开工作年度报告\n青水〔2025〕1号\n按条例编制。\n一、总体情况\n公开3条。"
    )
    assert {p: s.line for p, s in found.spots.items()} == {
        ("year",): 2,
        ("agency",): 2,
        ("number",): 3,
        ("preamble",): 4,
        ("overview",): 6,
    }


def test_a_hostile_text_is_read_in_time() -> None:
    for text in ("一、总体情况\n" * 3000, "." * 300_000, "|" * 300_000, "如对" * 20_000, "青禾县 " * 20_000):
        narrative.words(Document((Line(text.strip("\n"), Spot(line=1)),)), FORM, "page.txt")


def test_the_corpus_is_read(corpus: Path) -> None:
    known = {
        "jiangyou-2020.txt": (2020, "江油市人民政府", 6),
        "longgang-2024.excerpt.txt": (2024, None, 3),
        "shekou-jiedao-2021.excerpt.txt": (2021, "南山區蛇口街道辦事處", 3),
        "taipingzhen-2022.excerpt.txt": (2022, "太平镇人民政府", 3),
        "wuhai-gongxinju-2020.excerpt.txt": (2020, "乌海市工业和信息化局", 2),
        "wuhan-donghu-2023.excerpt.txt": (2023, "武汉市生态环境局东湖生态旅游风景区分局", 3),
        "huangpi-jiedao-2020.excerpt.txt": (None, None, 2),
    }
    for name, (year, agency, sections) in known.items():
        given = document((corpus / name).read_text(encoding="utf-8"))
        found = narrative.words(given, formats.of_year(year or 0) or FORM, name)
        assert (found.values.get(("year",)), found.values.get(("agency",))) == (year, agency)
        assert found.sections == SIX[:sections]


def test_a_value_that_was_read_is_valid(tmp_path: Path) -> None:
    for page_file in PAGES:
        found = words(page_file.read_text(encoding="utf-8"))
        texts = {p[0]: v for p, v in found.values.items() if len(p) == 1 and isinstance(v, str)}
        given = reading(yaml.safe_dump({"year": 2024, **texts}, allow_unicode=True)).report
        assert given is not None and all(given.get(key) == value for key, value in texts.items())


def test_a_part_of_the_first_section_is_no_section() -> None:
    found = words(
        "一、总体情况\n（一）主动公开政府信息情况\n公开3条。\n（二）收到和处理政府信息公开申请情况\n没有申请。"
    )
    assert found.sections == ("overview",)
    assert str(found.values[("overview",)]).count("\n") == 3


def test_the_list_of_annexes_above_the_signature_is_kept() -> None:
    end = "附件：统计表\n青禾县水务局\n2025年1月20日\n友情链接\n青禾县教育局"
    found = words(f"青禾县水务局2024年政府信息公开工作年度报告\n六、其他需要报告的事项\n无。\n{end}")
    assert found.values[("other",)] == "无。\n附件：统计表"
    assert found.values[("issued",)] == date(2025, 1, 20)


def test_a_title_of_other_words_is_the_one_that_the_medium_marks() -> None:
    pieces = (
        Line("青禾县水务局的一年", level=1),
        Line("按条例编制。"),
        Line("一、总体情况"),
        Line("公开3条。"),
    )
    found = narrative.words(Document(pieces, title="青禾县水务局的一年"), FORM, "page.html")
    assert found.values[("title",)] == "青禾县水务局的一年"
    assert found.values[("preamble",)] == "按条例编制。"
