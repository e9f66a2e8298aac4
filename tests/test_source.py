"""Reading a report's YAML: every case file in `tests/source`, the tree and its places, hostile and random input."""

from __future__ import annotations

import hashlib
import os
import sys
from decimal import Decimal
from pathlib import Path as File
from typing import Any
from unicodedata import category

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from genreport import messages, source
from genreport.finding import Finding, Severity
from genreport.source import characters, tree
from genreport.source.mended import mended

CASES = sorted((File(__file__).parent / "source").glob("*.yaml"))
ROW = "natural_person: 12, enterprise: 0, research: 0, public_interest: 0, legal_service: 0, other: 0"
GOOD = f"""\
# yaml-language-server: $schema=report.schema.json
year: 2025
agency: 江油市人民政府
title: 江油市人民政府2025年政府信息公开工作年度报告
contact:
  address: 诗仙路西段1号
  postcode: 012345
  phone: "0816"
overview: |
  （一）主动公开。全年公开信息 3,456 条：比上年增加 12.5%。

  （二）依申请公开。办理申请 12 件。
disclosure:
  fees: 12.50   # 行政事业性收费
requests:
  new: {{{ROW}}}   # 一、本年新收
  granted: {{{ROW}}}   # （一）予以公开
  note:
accept:
  - {{code: R302, reason: 上年数据有更正}}
"""


@pytest.fixture(params=["with libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers that PyYAML may have: what is said must not depend on it."""
    monkeypatch.setattr(
        tree, "PARSER", yaml.CSafeLoader if request.param == "with libyaml" else yaml.SafeLoader
    )
    return str(request.param)


def places(found: list[Finding]) -> str:
    return " ".join(f"{f.code}@{f.where.line}:{f.where.column}" for f in found) or "nothing"


def errors(found: list[Finding]) -> list[Finding]:
    return [f for f in found if f.severity is Severity.ERROR]


def read(text: str) -> tuple[source.Source | None, list[Finding]]:
    return source.read(text.encode(), "report.yaml")


def whole(text: str) -> source.Source:
    got, found = read(text)
    assert got is not None and found == []
    return got


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_gives_what_its_first_line_expects(case: File, parser: str) -> None:
    data = case.read_bytes()
    expected = data.split(b"\n", 1)[0].decode().removeprefix("# expect: ")
    got, found = source.read(data, case.name)
    assert places(found) == expected
    assert got is not None or errors(found)
    for finding in found:
        assert finding.message.zh and finding.message.en
        assert printable(finding)


def printable(finding: Finding) -> bool:
    """Whether both sentences are free of what could fool a terminal or a reader."""
    return not any(
        category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in "".join(finding.message)
    )


def test_every_code_of_the_yaml_family_has_a_case() -> None:
    """A sentence that no case asks for may as well be wrong."""
    codes = {code for code in _sentences() if code.startswith("Y0")}
    cases = " ".join(case.read_text(encoding="utf-8").split("\n", 1)[0] for case in CASES)
    elsewhere = (
        File(__file__).read_text(encoding="utf-8") + File(__file__).with_name("test_decoding.py").read_text()
    )
    assert [code for code in sorted(codes) if code not in cases and f'"{code}' not in elsewhere] == []


def _sentences() -> dict[str, Any]:
    text = File(messages.__file__).with_name("messages.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def test_tree_is_plain_data(parser: str) -> None:
    got = whole(GOOD)
    row = {
        "natural_person": 12,
        "enterprise": 0,
        "research": 0,
        "public_interest": 0,
        "legal_service": 0,
        "other": 0,
    }
    assert got.root["year"] == 2025
    assert got.root["contact"] == {"address": "诗仙路西段1号", "postcode": "012345", "phone": "0816"}
    assert got.root["overview"].startswith("（一）主动公开。") and got.root["overview"].count("\n") == 3
    assert got.root["disclosure"]["fees"] == Decimal("12.50")
    assert got.root["requests"] == {"new": row, "granted": row, "note": None}
    assert got.root["accept"] == [{"code": "R302", "reason": "上年数据有更正"}]


def test_every_value_and_key_has_its_place(parser: str) -> None:
    got = whole(GOOD)
    assert got.scalars["requests", "granted", "enterprise"].mark == (17, 45)
    assert got.keys["requests", "granted", "enterprise"] == (17, 33)
    assert got.keys["requests",] == (15, 1)
    assert got.keys["accept", "0"] == (20, 5)
    assert got.scalars["accept", "0", "reason"].mark == (20, 26)
    assert got.where(("requests", "granted", "missing")).line == 17
    assert got.where(("requests", "note"))[:4] == ("report.yaml", 18, 3, ("requests", "note"))
    assert got.where(("nowhere",))[1:3] == (2, 1)


def test_text_keeps_what_the_file_has(parser: str) -> None:
    got: Any = whole(GOOD + 'quoted: "1\\t2"\nplain: 1.50\nnone: ~\n')
    assert got.scalars["contact", "postcode"].text == "012345"
    assert got.scalars["contact", "phone"] == ("0816", '"0816"', (8, 10), False)
    assert got.scalars["contact", "phone"].text == "0816"
    assert got.scalars["quoted",] == ("1\t2", '"1\\t2"', (21, 9), False)
    assert got.scalars["plain",].text == "1.50"
    assert got.scalars["none",] == (None, "~", (23, 7), True)


@pytest.mark.parametrize("data", [GOOD.encode("utf-8-sig"), GOOD.encode("utf-16"), GOOD.encode("utf-32")])
def test_marked_encodings_are_read_alike(data: bytes) -> None:
    got, found = source.read(data, "report.yaml")
    assert found == [] and got is not None
    assert got.scalars == whole(GOOD).scalars


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(line_end: str, parser: str) -> None:
    got, found = source.read(GOOD.replace("\n", line_end).encode(), "report.yaml")
    assert found == [] and got is not None
    assert got.root == whole(GOOD).root
    assert got.scalars["requests", "granted", "enterprise"].mark == (17, 45)
    _, found = source.read(GOOD.replace("phone:", "phone：").replace("\n", line_end).encode(), "report.yaml")
    assert places(found) == "Y040@8:8"


def test_hash_is_of_the_bytes() -> None:
    plain, marked = source.read(b"a: 1\n", "f")[0], source.read(b"\xef\xbb\xbfa: 1\n", "f")[0]
    assert plain is not None and marked is not None
    assert plain.sha256 == hashlib.sha256(b"a: 1\n").hexdigest()
    assert plain.sha256 != marked.sha256 and plain.root == marked.root


def test_duplicate_names_both_lines() -> None:
    got, found = read("year: 2025\nagency: 江油市\nyear: 2024\n")
    assert got is not None
    assert "第 1 行和第 3 行" in found[0].message.zh and "lines 1 and 3" in found[0].message.en


def test_duplicate_within_a_line_names_the_columns_and_the_path() -> None:
    _, found = read("requests:\n  new: {natural_person: 12, natural_person: 13}\n")
    assert "第 9 列和第 29 列" in found[0].message.zh and "columns 9 and 29" in found[0].message.en
    assert found[0].where.path == ("requests", "new", "natural_person")


def test_lines_pasted_again_are_one_finding() -> None:
    rows = "".join(f"  row{n}: {{a: 1}}\n" for n in range(5))
    got, found = read("requests:\n" + rows + rows + "  row9: {a: 1}\n  row1: {a: 1}\n")
    assert got is not None and places(found) == "Y034@7:3 Y030@13:3"
    assert "第 11 行" in found[0].message.zh and "5 项" in found[0].message.zh
    assert found[0].where.path == ("requests",)


@pytest.mark.parametrize(
    "text, words",
    [
        ("overview: |\n  一。\n 二。\n", "前面有 1 个空格，应有 2 个"),
        ("overview: |\n    一。\n  二。\n  三。\n", "第一段前面多了 2 个空格"),
        ("requests:\n  a: {x: 1}\nb: {x: 1}\n  c: {x: 1}\n", "b 前应有 2 个空格"),
        ("a:\n  b: {x: 1}\n requests:\n  c: {x: 1}\n", "requests 应顶格写"),
        ("a: |\n  一。\n# 二\n  三。\n", "overview: |"),
        ("a: {change: - 5}\n", "写 -5，减号后不空格"),
        ("overview:\n  一。\n  二。\n", "overview: |"),
        ("a: {b: 1 #二}\n", "# 之后，算作注释"),
        ("number: [2026]3号\n", "〔〕"),
    ],
)
def test_the_sentence_says_what_to_type(text: str, words: str, parser: str) -> None:
    _, found = read(text)
    assert len(found) == 1 and found[0].severity is Severity.ERROR
    assert words in found[0].message.zh


def test_a_line_of_wrong_signs_is_told_once_and_shown_as_it_should_be(parser: str) -> None:
    row = "  new：｛natural_person：１２，enterprise:3、other：0｝   # 一、本年\n"
    right = "  new: {natural_person: 12, enterprise: 3, other: 0}   # 一、本年"
    _, found = read("requests:\n" + row + row.replace("new", "granted"))
    assert [f.code for f in found] == ["Y052", "Y052"]
    assert f"“{right}”" in found[0].message.zh and "本行共 9 处" in found[0].message.zh
    assert read(f"requests:\n{right}\n")[1] == []


@given(st.text(alphabet='a1 \u3000:：,，{｛}｝#"“-', max_size=60))
@settings(max_examples=300, deadline=None)
def test_what_is_shown_instead_of_a_line_needs_no_mending(line: str) -> None:
    told = mended(line)
    if told is not None:
        assert mended(told[1]) is None


def test_blanks_in_number_do_not_slow_the_mending() -> None:
    """Each pair can be divided in many ways: tried in all of them, this would never end."""
    assert mended("a: {" + "a:          ," * 27 + "!}") is None


def test_line_of_full_width_blanks_is_blank() -> None:
    assert whole("overview: |\n  一\n　　\n  二\n").root == {"overview": "一\n\n二\n"}


def test_forbidden_characters_are_neither_echoed_nor_handed_on() -> None:
    got, found = read('a: "x\\x1b[2J\\u202e"\nb: y\x1b[2J\u2066\n"k\\u0000": 1\n')
    assert got is not None
    assert got.root == {"a": "x\ufffd[2J\ufffd", "b": "y\ufffd[2J\ufffd", "k\ufffd": 1}
    assert {f.code for f in found} == {"Y012", "Y013"}
    assert "U+001B" in found[0].message.zh


def test_characters_are_told_up_to_a_limit() -> None:
    _, found = read("a: |\n" + "  x\u200by\n" * 500)
    assert len(found) == characters.LIMIT


def test_half_a_character_by_escape(parser: str) -> None:
    """One parser refuses it itself, the other hands it on; it never reaches the data."""
    got, found = read('a: "\\ud800"\n')
    assert places(found) in ("Y069@1:5", "Y012@1:5")
    assert got is None or got.root == {"a": "\ufffd"}


def test_tabs_between_words_are_harmless() -> None:
    assert whole("year:\t2025\t# 年度\noverview: |\n  一\t二\n").root == {
        "year": 2025,
        "overview": "一\t二\n",
    }


def test_invisible_characters_stay_and_are_warned_of() -> None:
    got, found = read("agency: 江\u200b油市\n")
    assert got is not None and got.root == {"agency": "江\u200b油市"}
    assert found[0].severity is Severity.WARNING and "ZERO WIDTH SPACE" in found[0].message.zh


def test_long_lists_of_findings_end_in_a_note() -> None:
    _, found = read("".join(f"a: 1\nb{n}: 1\n" for n in range(1000)))
    assert len(found) == tree.MAX_FINDINGS
    assert "Y099" in {f.code for f in found}


@pytest.mark.parametrize(
    "text, code",
    [
        ("[" * 100_000, "Y026"),
        ("{a: " * 50_000, "Y026"),
        ("- " * 50_000, "Y026"),
        ("".join(" " * depth + "a:\n" for depth in range(200)), "Y026"),
        ("a: " + "x" * (tree.MAX_SCALAR + 1), "Y027"),
        ("".join(f"k{n}: 1\n" for n in range(tree.MAX_NODES)), "Y028"),
        ("a: &a [x, x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(30)), "Y020"),
        ("x" * (source.MAX_BYTES + 1), "Y005"),
        ("", "Y006"),
        ("\x00", "Y012"),
    ],
    ids=["list", "mapping", "items", "block", "scalar", "nodes", "aliases", "bytes", "nothing", "nul"],
)
def test_absurd_files_are_refused(text: str, code: str) -> None:
    got, found = read(text)
    assert got is None
    assert errors(found)[0].code == code
    assert sum(len(f.message.zh.encode()) for f in found) < 64_000


def test_file_on_disk(tmp_path: File) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(GOOD, encoding="utf-8")
    got, found = source.load(file)
    assert got is not None and found == []
    assert (got.file, got.root) == (str(file), whole(GOOD).root)


def test_what_cannot_be_read_at_all(tmp_path: File) -> None:
    large, empty = tmp_path / "large.yaml", tmp_path / "empty.yaml"
    empty.touch()
    with large.open("wb") as stream:
        stream.truncate(source.MAX_BYTES + 1)
    expected = {
        tmp_path / "absent.yaml": "Y001",
        tmp_path: "Y002",
        large: "Y005",
        empty: "Y006",
        tmp_path / ("x" * 5000): "Y008",
        File("a\0b"): "Y008",
    }
    for file, code in expected.items():
        got, found = source.load(file)
        assert got is None
        assert [f.code for f in found] == [code]
        assert code in source.UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_what_is_no_ordinary_file(tmp_path: File) -> None:
    pipe, locked = tmp_path / "pipe", tmp_path / "locked.yaml"
    os.mkfifo(pipe)
    locked.write_text(GOOD, encoding="utf-8")
    locked.chmod(0)
    assert [f.code for f in source.load(pipe)[1]] == ["Y003"]
    assert [f.code for f in source.load(File("/dev/zero"))[1]] == ["Y003"]
    if os.geteuid() != 0:  # root may read everything
        assert [f.code for f in source.load(locked)[1]] == ["Y004"]


def test_file_that_may_not_be_read(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError

    file = tmp_path / "report.yaml"
    file.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(File, "open", forbid)
    assert [f.code for f in source.load(file)[1]] == ["Y004"]


def sound(data: bytes) -> None:
    """What holds for any bytes: a source or an error, and nothing unprintable said of them."""
    got, found = source.read(data, "f")
    assert got is not None or errors(found)
    assert len(found) <= tree.MAX_FINDINGS
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in found:
        assert printable(finding)
        assert 0 <= finding.where.line <= lines


@given(st.binary(max_size=300))
@example(b"\xff")
@example(b"\xfe\xff")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x00\x00\xfe\xff")
@example(b'"\\U00110000"')
@example(b'"\\Uffffffff"')
@example(b"? ? ?")
@example(b"*a: 1")
@example(b"*a: b")
@example(b"*a")
@example(b"- *a\n- *a: *a")
@settings(max_examples=300, deadline=None)
def test_random_bytes(data: bytes) -> None:
    sound(data)


_PIECES = [
    *"\t\r\n :,{}[]|>&*!%@`'\"#?-~\\：，、｛｝“”\u3000\u00a0\u200b\ufeff\u2028\x0b\u202e",
    "\n---\n",
    "<<: ",
    "  ",
    "\\x0b",
    "- ",
]


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(_PIECES)),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]),
)
@settings(max_examples=400, deadline=None)
def test_mistyped_report(changes: list[tuple[int, int, str]], loader: Any) -> None:
    text = GOOD
    for place, cut, piece in changes:
        text = text[:place] + piece + text[place + cut :]
    before, tree.PARSER = tree.PARSER, loader
    try:
        sound(text.encode())
    finally:
        tree.PARSER = before


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_in_quotes_comes_back_or_is_told(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    got, found = source.read(f"a: {quoted}\n".encode(), "f")
    if got is not None and not found and "\n" not in text and "\r" not in text:
        assert got.root == {"a": text}
