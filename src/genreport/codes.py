"""The codes that are no rules of a form: what the program itself says, and which code a wrong one may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from genreport.finding import Severity, Text
from genreport.messages import sentences

LIKENESS = (
    "T201",
    "T202",
    "T203",
    "T204",
    "T205",
    "T206",
)  # told by comparing texts, which no rule of a form does
_FAMILY = 2  # a letter and a figure: codes that begin alike speak of one matter
_NEAR = 0.7
_LOOKS = str.maketrans("lILoO", "11100")  # letters that are taken for figures
_PLACEHOLDER = re.compile(r"(?<!\{)\{\w+\}(?!\})")
_ABOUT = {
    "Y": Text(
        "报告文件的写法（YAML、编码、字符）", "how the report's file is written (YAML, encoding, characters)"
    ),
    "S": Text("报告的结构和填法", "the report's structure and how it is filled in"),
    "T0": Text("文字里会照样印出来的标记", "marks in texts that would be printed as they stand"),
    "T2": Text("与上年或别的单位的报告雷同", "texts that are last year's or another agency's"),
    "B": Text("生成网页、Word、PDF", "making HTML, Word and PDF files"),
    "F": Text("规则和本地规则文件", "rules and profiles"),
    "I": Text("读取已公布的报告", "reading what is published"),
}


class Code(NamedTuple):
    """What the program says under a code, its placeholders shown as such."""

    code: str
    severity: Severity
    message: Text
    hint: Text
    about: Text


def program() -> dict[str, Code]:
    """All codes of `messages.yaml`."""
    return {code: _code(code, entry) for code, entry in sentences().items()}


def _code(code: str, entry: dict[str, object]) -> Code:
    hint = entry.get("hint")
    pairs = [Text(opened(str(p["zh"])), opened(str(p["en"]))) for p in (entry, hint) if isinstance(p, dict)]
    about = _ABOUT.get(code[:2]) or _ABOUT.get(code[:1], Text())
    return Code(code, Severity(str(entry.get("severity", "error"))), pairs[0], (*pairs, Text())[1], about)


def opened(sentence: str) -> str:
    """A sentence with its placeholders as 〈…〉."""
    return _PLACEHOLDER.sub("〈…〉", sentence).replace("{{", "{").replace("}}", "}")


def near(code: str, known: Iterable[str]) -> str | None:
    """The code of the same family that this one looks most like; None where none does."""
    family = [k for k in known if k[:_FAMILY] == code[:_FAMILY]]
    meant = code[:1] + code[1:].translate(_LOOKS)
    if meant in family:
        return meant
    return next(iter(get_close_matches(code, family, 1, _NEAR)), None)
