"""Every way of showing findings: to people on a terminal and on paper, to programs, to a forge's annotations."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from lxml import etree

from genreport import show
from genreport.finding import Finding, Severity, Spot, Term, Text, Where
from genreport.show import excerpts, widths

LINES = [
    "year: 2021年   # 年度",
    "disclosure:",
    "  licences:   {decisions: 012, other: '3' }",
    "overview: |",
    "  全年受理申请25006条，其中一101条。",
    "agency: 青禾县 司法局 # 全称",
    'phone: "0816 \\" 1"   # 电话',
]
SOURCES = {"a.yaml": LINES}
HOSTILE = "\x1b[31m\r\n::error file=x::forged\u2028<script>alert(1)</script>[bold]‮%0A {0} [a](1)"


def fault(
    line: int = 3, column: int = 27, path: str = "disclosure.licences.decisions", **more: Any
) -> Finding:
    """A finding at a place of the lines above."""
    where = Where(more.pop("file", "a.yaml"), line, column, tuple(path.split(".")) if path else ())
    given: dict[str, Any] = {
        "code": "S101",
        "severity": Severity.ERROR,
        "message": Text("应为整数", "no number"),
    }
    return Finding(where=where, **given | more)


def broken() -> Finding:
    """A finding about numbers that were compared, two of them on lines of their own, one computed."""
    terms = (
        Term("新收", 15, Where("a.yaml", 12, 5)),
        Term("结转", 0, Where("a.yaml", 47, 29)),
        Term("（七）总计", 14, Where("a.yaml", 40, 3), True),
    )
    return fault(
        47,
        29,
        "requests.total",
        code="R301",
        terms=terms,
        label="自然人",
        hint=Text("核对", "compare"),
        basis="附件",
    )


# --- the excerpt ------------------------------------------------------------------------------------------


def carets(f: Finding, sources: Any = SOURCES) -> str:
    """The words that stand above the carets."""
    cut = excerpts.excerpt(f, sources, 80)
    assert cut is not None
    told, used = "", 0
    for c in cut.text:
        told += c if cut.before <= used < cut.before + cut.carets else ""
        used += widths.cells(c)
    return told


@pytest.mark.parametrize(
    "line, column, path, words",
    [
        (3, 27, "disclosure.licences.decisions", "012"),
        (3, 39, "disclosure.licences.other", "'3'"),
        (3, 3, "disclosure.licences", "licences"),
        (1, 7, "year", "2021年"),
        (6, 9, "agency", "青禾县 司法局"),
        (7, 8, "phone", '"0816 \\" 1"'),
        (4, 11, "overview", "|"),
        (5, 3, "overview", "全"),
        (2, 11, "", ":"),
    ],
)
def test_the_carets_stand_below_the_value(line: int, column: int, path: str, words: str) -> None:
    assert carets(fault(line, column, path)) == words


def test_the_carets_stand_below_the_words_quoted_and_the_terms_follow() -> None:
    f = replace(fault(5, 3, "overview", terms=broken().terms), quote="25006条")
    assert carets(f) == "25006条"
    first, second, third, *_ = show.text([f], "zh", SOURCES).splitlines()[1:]
    assert "25006条" in first and second.endswith("^^^^^^^") and "新收  15" in third


@pytest.mark.parametrize(
    "f",
    [
        fault(0, 0, ""),
        fault(3, 3, "disclosure.penalties"),
        fault(99, 1, "year"),
        fault(file="other.yaml"),
        broken(),
    ],
    ids=["whole file", "missing before this row", "no such line", "no such file", "compared numbers"],
)
def test_no_excerpt_where_the_line_says_nothing(f: Finding) -> None:
    assert excerpts.excerpt(f, SOURCES, 80) is None
    assert show.text([f], "zh", SOURCES) == show.text([f], "zh")


@pytest.mark.parametrize("column", [1, 150, 301, 302, 600, 1199, 1201])
@pytest.mark.parametrize("room", [20, 41, 80])
def test_a_long_line_is_cut_to_the_room_and_the_carets_stay_right(column: int, room: int) -> None:
    line = "".join("一二三四五六七八九十"[n % 10] if n % 3 else str(n % 10) for n in range(1200))
    cut = excerpts.excerpt(fault(1, column, ""), {"a.yaml": [line]}, room)
    assert cut is not None and widths.cells(cut.text) <= room and cut.before + cut.carets <= room
    if column <= 1200:
        used, at = 0, 0
        while used < cut.before:
            used, at = used + widths.cells(cut.text[at]), at + 1
        assert cut.text[at] == line[column - 1]


def test_the_source_is_shown_without_its_controls() -> None:
    (line, below) = show.text([fault(1, 8, "")], "zh", lambda _: ["agency:\x1b[31m红\u202e"]).splitlines()[1:]
    assert line.endswith("agency:<U+001B>[31m红<U+202E>") and below.endswith(" ^^^^^^^^")
    assert line.index("<U+001B>") == below.index("^")


def test_lines_are_read_from_disk_as_the_reader_counts_them(tmp_path: Any) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffyear: 1\r\n青禾: 2\n".encode())
    assert list(show.from_disk(str(file))[:2]) == ["year: 1", "青禾: 2"]
    file.write_bytes(b"year: 12")
    assert list(show.from_disk(str(file))) == ["year: 12"]
    assert not show.from_disk(str(tmp_path / "none")) and not show.from_disk(str(tmp_path))


# --- the terminal -----------------------------------------------------------------------------------------

SAID = "第一项加第二项之和，应等于第三项。" * 9
LONG = fault(label="三、收到和处理政府信息公开申请情况 · 自然人", message=Text(SAID, "x"))


def test_a_terminal_shows_no_line_wider_than_it_is() -> None:
    for width in (40, 61, 80, 120):
        told = show.terminal([LONG, broken()], "zh", SOURCES, width=width, environ={"TERM": "xterm"})
        plain = re.sub("\x1b\\[[0-9;]*m", "", told)
        assert max(map(widths.cells, plain.splitlines())) <= width
        assert "".join(plain.split()).count(SAID) == 1
        sentence = plain.splitlines()[
            1 : plain.splitlines().index(next(p for p in plain.splitlines() if "│" in p))
        ]
        assert all(one.lstrip()[0] not in "，。" for one in sentence)


def test_severity_is_said_in_words_and_in_colour() -> None:
    told = show.terminal([fault()], "zh", environ={"TERM": "xterm-256color"}, width=80)
    assert "\x1b[1;31m错误[S101]" in told and "a.yaml:3:27" in told


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}], ids=str)
def test_no_colour_where_none_is_wanted(environ: dict[str, str]) -> None:
    told = show.terminal([broken()], "en", environ=environ, width=80)
    assert "\x1b" not in told and "error[R301] 自然人" in told and "basis: 附件" in told


def test_findings_are_no_markup_and_no_escape_sequences() -> None:
    told = show.terminal([hostile()], "zh", width=100, environ={"TERM": "xterm"})
    plain = re.sub("\x1b\\[[0-9;]*m", "", told)
    assert "[bold]" in plain and "<U+001B>" in plain and "\x1b[31m" not in told and "\u2028" not in told


def test_plain_text_loads_no_library_for_terminals() -> None:
    code = "import sys, genreport.show; print({'rich', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"


# --- the last line ----------------------------------------------------------------------------------------


def test_the_summary_says_what_was_not_judged_and_why() -> None:
    tally = [
        (
            Text("没有上一年度的报告", "no report of the year before"),
            ["R302", "R201", "R202", "R203", "R203", "R204"],
        ),
        (Text("有空格", "blanks"), ["R301"]),
        (Text("不会出现", "never"), []),
    ]
    found = [
        fault(),
        replace(fault(), severity=Severity.WARNING),
        replace(fault(), severity=Severity.WARNING),
    ]
    assert show.summary(1, found, "zh", tally, judged=38) == (
        "共 1 份报告：核对规则 38 条，未核对 6 条（没有上一年度的报告：R302、R201 等 5 条；有空格：R301）；"
        "1 个错误，2 个警告"
    )
    assert show.summary(2, found, "en", tally, judged=1) == (
        "2 reports: 1 rule judged, 6 not judged (no report of the year before: R302, R201 and 3 more; blanks: R301);"
        " 1 error, 2 warnings"
    )
    assert show.summary(1, [], "zh", judged=3) == "共 1 份报告：核对规则 3 条；没有发现问题"
    assert show.summary(1, [], "en") == "1 report: no findings"


# --- workflow commands ------------------------------------------------------------------------------------


def hostile() -> Finding:
    """Every text of it tries to be something else."""
    return fault(
        file=f"a,b:{HOSTILE}.yaml", message=Text(HOSTILE, HOSTILE), label=HOSTILE, hint=Text(HOSTILE, HOSTILE),
        basis=HOSTILE, quote=HOSTILE, terms=(Term(HOSTILE, HOSTILE, Where("b.yaml", 3, 1)),),
    )  # fmt: skip


def parsed(command: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner reads it: up to the second `::`, properties at commas, escapes undone."""
    match = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", command)
    assert match
    properties = dict(one.split("=", 1) for one in match[2].split(","))
    return match[1], {k: unquote(v) for k, v in properties.items()}, unquote(match[3])


def test_annotations_carry_place_title_and_sentence() -> None:
    command, properties, message = parsed(show.github([broken()], "zh"))
    assert command == "error"
    assert properties == {"file": "a.yaml", "line": "47", "col": "29", "title": "错误 R301"}
    assert (
        message.splitlines()[0] == "自然人：应为整数"
        and "改法：核对" in message
        and "新收  15 (第 12 行)" in message
    )
    kinds = [parsed(show.github([replace(fault(), severity=s)], "en"))[0] for s in Severity]
    assert kinds == ["error", "warning", "notice"]
    assert "line=" not in show.github([fault(0, 0)], "zh")


def test_no_text_of_a_finding_makes_a_second_command() -> None:
    told = show.github([hostile()], "zh")
    assert len(told.splitlines()) == 1 and told.count("\n") == 0
    command, properties, message = parsed(told)
    assert command == "error" and properties.keys() == {"file", "line", "col", "title"}
    assert "%0A {0}" in message and properties["file"].startswith("a,b:")


# --- SARIF ------------------------------------------------------------------------------------------------

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
NUMBER = {"type": "integer", "minimum": 1}
PHYSICAL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~!$&'()*+,;=:@/%-]+$"},
                "index": {"type": "integer", "minimum": 0},
            },
        },
        "region": {
            "type": "object",
            "additionalProperties": False,
            "required": ["startLine"],
            "properties": {"startLine": NUMBER, "startColumn": NUMBER, "endColumn": NUMBER},
        },
    },
}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": NUMBER,
        "physicalLocation": PHYSICAL,
        "message": TEXT,
        "logicalLocations": {"type": "array", "minItems": 1, "items": {"type": "object"}},
    },
}
# the part of the published schema that speaks of what is written here; objects are closed, as they are there
LOG = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "language": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "additionalProperties": False,
                                            "required": ["id"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                                "defaultConfiguration": {"properties": {"level": LEVEL}},
                                                "properties": {"type": "object"},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "language": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "artifacts": {
                        "uniqueItems": True,
                        "items": {"properties": {"location": {"type": "object"}}},
                    },
                    "properties": {"type": "object"},
                    "results": {
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["message"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"type": "array", "items": LOCATION},
                                "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                                "properties": {"type": "object"},
                            },
                        }
                    },
                },
            }
        },
    },
}


def log(
    found: Sequence[Finding], files: Sequence[str] = ("a.yaml",), lang: str = "zh", **more: Any
) -> dict[str, Any]:
    """The only run of a log that is as SARIF wants it."""
    whole = json.loads(show.sarif(found, files, lang, **more))
    jsonschema.validate(whole, LOG)
    (run,) = whole["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result.get("locations", []):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
    return run


def test_sarif_says_where_and_what() -> None:
    run = log([broken(), fault()], sources=SOURCES)
    assert run["columnKind"] == "unicodeCodePoints" and run["language"] == "zh-CN"
    first, second = run["results"]
    assert first["message"]["text"] == "自然人：应为整数\n改法：核对"
    assert first["properties"]["path"] == "requests.total"
    (related,) = first["relatedLocations"]  # neither what stands on the line itself nor what was computed
    assert related["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 5}
    assert related["message"]["text"] == "新收  15"
    region = second["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 27, "endColumn": 30}


def test_sarif_describes_rules_that_found_nothing_too() -> None:
    described = log([fault(), fault()], lang="en", rules=[broken(), broken()])["tool"]["driver"]["rules"]
    assert [d["id"] for d in described] == ["R301", "S101"]
    told = described[0]
    assert told["shortDescription"]["text"] == "no number"
    assert told["fullDescription"]["text"] == "no number\n应为整数"
    assert told["help"]["text"] == "do: compare\n改法：核对\nbasis: 附件"
    assert told["defaultConfiguration"]["level"] == "error" and told["properties"] == {"basis": "附件"}


def test_sarif_names_files_by_uri() -> None:
    files = ["甲 乙/a#1,b:c.yaml", "100%.yaml", "./x/a.yaml"]
    uris = [a["location"]["uri"] for a in log([], files)["artifacts"]]
    assert uris == ["%E7%94%B2%20%E4%B9%99/a%231%2Cb%3Ac.yaml", "100%25.yaml", "x/a.yaml"]


def test_sarif_takes_a_finding_for_the_same_when_lines_move_and_for_another_otherwise() -> None:
    def prints(*found: Finding) -> list[str]:
        return [r["partialFingerprints"]["genreport/v1"] for r in log(found)["results"]]

    moved = replace(fault(), where=fault().where._replace(line=9, column=1), message=Text("现为 013", "x"))
    assert prints(fault()) == prints(moved)
    others = [fault(), fault(), fault(path="year"), replace(fault(), code="X"), replace(fault(), quote="q")]
    assert len(set(prints(*others))) == 5


def test_sarif_of_hostile_texts_is_sarif() -> None:
    run = log([hostile(), fault(0, 0, "")])
    text = run["results"][0]["message"]["text"]
    assert r"\[a\](1)" in text and "{{0}}" in text and "\x1b" not in text
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]


def test_a_flood_is_cut_and_counted_everywhere() -> None:
    flood = [LONG] * 3000
    run = log(flood)
    assert len(run["results"]) + run["properties"]["omitted"] == 3000 and run["properties"]["omitted"] > 0
    assert show.github(flood, "zh").splitlines()[-1].startswith("::notice file=a.yaml::a.yaml …… 另有")
    told = show.terminal(flood, "zh", width=80, environ={"NO_COLOR": "1"})
    assert len(told.encode()) < 70_000 and "另有" in told.splitlines()[-1]
    assert "另有 2500 条没有列出" in show.html(flood, [], "zh")


# --- the sheet --------------------------------------------------------------------------------------------


def page(told: str) -> Any:
    """The page as a browser takes it."""
    return etree.fromstring(told, etree.HTMLParser())


def test_the_sheet_names_report_place_numbers_and_what_to_do() -> None:
    title = "青禾县司法局2021年政府信息公开工作年度报告"
    told = show.html([broken(), fault()], ["a.yaml", "clean.yaml"], "zh", {"a.yaml": title})
    tree = page(told)
    assert tree.findtext(".//title") == f"年度报告退回单：{title}" and tree.findtext(".//h2") == title
    assert [[c.text for c in row] for row in tree.iter("tr")][1:] == [
        ["新收", "15", "第 12 行"], ["结转", "0", "第 47 行"], ["（七）总计", "14", "由各分项相加"],
    ]  # fmt: skip
    words = "".join("".join(tree.itertext()).split())
    for part in (
        "错误R301",
        "报告文件第47行",
        "改法：核对",
        "依据：附件",
        "签收人",
        "退回日期",
        "2个错误",
        "clean.yaml",
    ):
        assert part in words
    assert told == show.html([broken(), fault()], ["a.yaml", "clean.yaml"], "zh", {"a.yaml": title})


def test_the_sheet_goes_by_file_and_by_weight() -> None:
    found = [replace(fault(), severity=Severity.NOTE), fault(file="b.yaml"), fault()]
    tree = page(show.html(found, ["a.yaml", "b.yaml"], "zh"))
    assert [h.text for h in tree.iter("h2")] == ["a.yaml", "b.yaml"]
    assert [h.text.partition("：")[0] for h in tree.iter("h3")] == ["错误", "提示", "错误"]


def test_notes_alone_send_no_report_back() -> None:
    told = show.html([replace(fault(), severity=Severity.NOTE)], ["a.yaml"], "zh")
    assert "退回单" not in told and page(told).findtext(".//h1") == "年度报告核对意见"
    assert "重新报送" not in told and "签收" not in told


def test_the_sheet_tells_what_was_not_judged() -> None:
    why, said = Text("没有上一年度的报告", "no last year"), Text("应等于上年的结转", "as carried over")
    left = [show.Unjudged(why, code, said, files) for code, files in (("R302", ["a", "b"]), ("R201", ["b"]))]
    told = show.html([], ["x/a", "y/b"], "en", {"b": "B’s report"}, unsaid=left)
    words = " ".join("".join(page(told).itertext()).split())
    assert "no last year (a; B’s report): R302 as carried over" in words and '<html lang="en">' in told
    assert "no last year (B’s report): R201 as carried over" in words
    everywhere = show.html([], ["a", "b"], "zh", unsaid=left)
    assert "没有上一年度的报告（各份报告）：R302" in "".join("".join(page(everywhere).itertext()).split())


def test_what_concerns_the_office_alone_is_one_part_at_the_end() -> None:
    left = show.Unjudged(Text("没有上一年度的报告"), "R302", Text("应等于上年的结转"), ["a.yaml", "b.yaml"])
    sheets = page(show.html([broken()], ["a.yaml", "b.yaml"], "zh", unsaid=[left])).findall(".//section")
    assert [s.get("class") for s in sheets] == ["sheet", "rest own"]
    words = "".join("".join(sheets[1].itertext()).split())
    assert "没有发现问题的报告（1份）b.yaml" in words and "R302应等于上年的结转" in words
    (_, rest) = page(show.html([broken()], ["a.yaml"], "zh", unsaid=[left])).findall(".//section")
    assert rest.get("class") == "rest"  # of a single report it follows on the same page


def test_the_sheet_is_printed_without_a_page_for_the_seal_alone(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    for count in range(1, 12):
        told = show.html([broken()] * count, ["a.yaml"], "zh")
        pages = weasyprint.HTML(string=told).render().pages
        texts = ["".join(b.text for b in p._page_box.descendants() if hasattr(b, "text")) for p in pages]
        assert "改法" in texts[-1] and "盖章" in texts[-1]


def test_the_sheet_speaks_to_an_office() -> None:
    f = replace(
        broken(), where=Where("in/box/a.yaml", 47, 29), hint=Text("核对；确实如此的，写明原因（accept）", "")
    )
    told = show.html([f], ["in/box/a.yaml"], "zh")
    words = "".join("".join(page(told).itertext()).split())
    assert (
        "报告文件第47行" in words
        and "第29列" not in words
        and "accept" not in words
        and "in/box" not in words
    )
    paper = replace(f, where=Where("a.pdf", spot=Spot(page=3, table=2)))
    assert "（第3页第2个表）" in show.html([paper], [], "zh") and "报告文件第" not in show.html(
        [paper], [], "zh"
    )


@pytest.mark.parametrize(
    ("code", "value", "caption"),
    [
        ("T203", "97%", "雷同的段落"),
        ("T204", "2025", "同一单位同一年度的另外的报告"),
        ("R301", 3, "核对的数字"),
        ("R301", None, "核对的数字"),
        ("R003", "2026-02-01", "核对的内容"),
    ],
)
def test_the_table_is_named_after_what_was_compared(code: str, value: Any, caption: str) -> None:
    term = Term("甲", value, Where("a.yaml", 3, 1))
    assert page(show.html([fault(code=code, terms=(term,) * 3)], [], "zh")).findtext(".//caption") == caption
    few = page(show.html([fault(code=code, terms=(term,) * 2)], [], "zh"))  # two need no table
    assert few.find(".//table") is None and few.xpath("string(//p[@class='compared'])").startswith(
        f"{caption}：甲 "
    )


def test_numbers_of_another_file_say_which() -> None:
    terms = (
        Term("2024年度 · 新收", 30, Where("last.yaml", 19, 5)),
        Term("上年结转", 3, Where("a.yaml", 7, 5)),
    )
    f = fault(code="R302", terms=terms)
    first, second = show.text([f], "zh").splitlines()[1:3]
    assert first.strip() == "│ 2024年度 · 新收  30（last.yaml:19）" and second.strip() == "7 │ 上年结转  3"
    assert "(last.yaml:19)" in show.text([f], "en") and "last.yaml:19" in show.terminal([f], "zh", width=80)
    assert "30（last.yaml:19）" in show.github([f], "zh") and "3 (第 7 行)" in show.github([f], "zh")
    related = log([f])["results"][0]["relatedLocations"]
    assert related[0]["message"]["text"].endswith("30（last.yaml:19）")
    assert related[0]["physicalLocation"]["artifactLocation"]["uri"] == "last.yaml"
    words = page(show.html([f], [], "zh")).xpath("string(//p[@class='compared'])")
    assert words == "核对的数字：2024年度 · 新收 30（last.yaml 第 19 行）；上年结转 3（第 7 行）"
    told = json.loads(show.as_json([f], []))["findings"][0]["terms"]
    assert [t["file"] for t in told] == ["last.yaml", "a.yaml"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_stands_alone_and_runs_nothing(lang: str) -> None:
    left = show.Unjudged(Text(HOSTILE, HOSTILE), HOSTILE, Text(HOSTILE, HOSTILE), [HOSTILE])
    told = show.html([hostile(), broken()], [], lang, {"a.yaml": HOSTILE}, [left])
    tree = page(told)
    assert not [e.tag for e in tree.iter("script", "link", "img", "iframe", "form", "object")]
    assert not [
        a for e in tree.iter() for a in e.attrib if a.startswith("on") or a in ("src", "href", "style")
    ]
    assert "url(" not in told and "@import" not in told
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e]", told)


# --- widths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [8, 12, 20, 33])
def test_lines_lose_nothing_but_blanks_at_their_ends(width: int) -> None:
    text = "第一项（即“新收”）加 carried_in_and_out_of_the_year，应等于第三项。核对 2021 年度：e\u0301tat"
    spans = widths.lines(text, width, 2)
    assert re.sub(" ", "", "".join(text[a:b] for a, b in spans)) == re.sub(" ", "", text)
    for n, (a, b) in enumerate(spans):
        assert widths.cells(text[a:b]) <= width - (2 if n else 0)
        assert text[a] not in "，。）”："
