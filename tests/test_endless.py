"""Texts that nobody writes: they are read to a limit, that is told, and the check ends; what is right stays right."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from conftest import FORMS, ROOT, blank_text, reading

from genreport import check, explain, judge, leftovers, passages, rules
from genreport.finding import Finding
from genreport.judge import LATE
from genreport.limits import Limit

FORM = FORMS[-1]
LONG = 95_000  # characters
SHARES = "收到申请100件，" + "".join(f"信函{i}件，占{i}%，" for i in range(1, 6000))
ENDLESS = {
    "numeral": "一" + "亿" * LONG + "件",
    "crosses": "X" * LONG,
    "line": "_" * LONG,
    "question marks": "？" * LONG,
    "bracket": "（此处" * (LONG // 3),
    "shares": SHARES,
    "shares without marks": SHARES.replace("，", ""),
    "balances": "收到1件，上年结转1件，办结1件，结转下年1件，" * 4500,
    "growth": "公开信息100件，比上年增加5件，增长6%，" * 5000,
    "link": "[" * (LONG // 2) + "](" * (LONG // 4),
    "digits": "上年收到" + "1" * LONG + "件，结转2021年",
    "digits after a point": "约1." + "5" * LONG + "万件",
    "zeros": "约" + "0" * LONG + "1件",
    "parts": "本报告由3个部分组成" * (LONG // 10),
    "bars": "|甲|乙|\n" * 2500,
}


def judged(text: str, section: str = "overview") -> list[Finding]:
    """The findings on a report that is right but for these lines in a narrative, within seconds."""
    lines = "".join(f"  {line}\n" for line in text.split("\n"))
    report, found = reading(blank_text(FORM).replace(f"\n{section}: |\n", f"\n{section}: |\n{lines}", 1))
    assert report is not None, found
    before = time.process_time()
    with Limit(60, 1 << 30):
        told = check.findings(report)
    assert time.process_time() - before < 20  # what took minutes takes a second; machines differ
    return told


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_text_without_end_is_told_of_and_the_check_ends(text: str) -> None:
    codes = {f.code for f in judged(text)}
    assert codes & {"S023", "T010"} and not {c for c in codes if c.startswith("F0")} - {"F015"}


def test_the_patterns_of_placeholders_begin_once_in_a_run() -> None:
    (rule,) = [r for r in FORM.rules if r.code == "T109"]
    assert [
        len(re.findall(rule.words.patterns[0], "甲" + c * 20 + "条，" + c * 3 + "元")) for c in "X_＿"
    ] == [2, 2, 2]
    assert not re.search(rule.words.patterns[0], "（此处" + "甲" * 500 + "）")
    assert re.search(rule.words.patterns[0], "（此处填写数字）")


def test_all_narratives_together_are_read_to_a_limit() -> None:
    half = passages.LONGEST // 2 + 10
    texts = [(("a",), "甲" * half), (("b",), "乙" * half), (("c",), "丙")]
    read = [(path, len(some)) for path, _, some in passages.allotted(texts)]
    assert read == [(("a",), half), (("b",), passages.LONGEST - half), (("c",), 0)]
    (told,) = [f for f in judged("甲" * passages.LONGEST) if f.code == "S023"]
    assert told.severity == "warning" and str(passages.LONGEST) in told.message.zh


@pytest.mark.parametrize("code", ["T300", "T703", "T705"])
def test_a_rule_that_meets_too_much_says_so_and_is_not_passed(code: str) -> None:
    one = {
        "T300": "新收政府信息公开申请5件。",
        "T703": "公开信息100条，其中网站50条，占49%。",
        "T705": "公开信息100件，比上年增加5件，增长6%。",
    }[code]
    report, _ = reading(blank_text(FORM).replace("\noverview: |\n", "\noverview: |\n  " + one * 1001 + "\n"))
    assert report is not None
    told = check.examined(report)
    (late,) = [f for f in told.findings if f.code == "F015"]
    assert code in told.unjudged[LATE] and code not in told.judged and late.severity == "error"


def test_time_that_is_used_up_leaves_the_texts_unjudged_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "_ALL", 0.0)
    _, report = explain.changed(FORM, FORM.years["from"] + 1, {"overview+": "全年新收政府信息公开申请9件。"})
    told = check.examined(report)
    texts = {r.code for r in FORM.rules if r.narrative}
    assert set(told.unjudged[LATE]) == texts and not texts & set(told.judged)
    assert [f.code for f in told.findings] == ["F015"]


def test_the_limits_are_far_from_what_is_written() -> None:
    for file in (*(ROOT / "examples").glob("*.yaml"), *(ROOT / "benchmarks" / "reports").glob("*.yaml")):
        assert len(Path(file).read_text(encoding="utf-8")) < passages.LONGEST / 4


def test_lines_of_a_table_that_is_none_are_told_once() -> None:
    assert [line for line, _, _ in leftovers.leftovers("|甲|乙|\n" * 3000)] == [0]


def test_every_pattern_ends_on_one_character_without_end() -> None:
    """A run of any character that a pattern may begin with is gone through once, not once from each place."""
    for rule in FORM.rules:
        for pattern in rule.words.patterns:
            told = re.compile(rules.dated(pattern, 2021))
            for c in "1X_＿×年月件申":
                with Limit(30, 1 << 30):
                    before = time.process_time()
                    told.search(c * 20_000)
                    assert time.process_time() - before < 5, rule.code
