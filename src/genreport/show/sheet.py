"""The sheet that goes back to a unit with its report (退回单): one page that stands alone, to be read and printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from genreport.codes import LIKENESS
from genreport.finding import Finding, Severity, Term, Text
from genreport.resources import folder
from genreport.show.totals import Unjudged, counts
from genreport.show.words import SEVERITY, more, pick, safe, spot, value

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST = 500  # findings of one file on the sheet; the rest is counted
_SHORT = 3  # compared numbers of a finding that stays on one page
_NAMED = 5  # reports named of those that a rule was not judged in
_TITLE = "政府信息公开工作年度报告"  # how the title of nearly every report ends
_NARROW = 24  # characters of a value that is never broken
_DEMAND = {
    Severity.ERROR: Text("必须改正", "to be corrected"),
    Severity.WARNING: Text("请逐项核实，确有问题的改正", "to be verified, and corrected where wrong"),
    Severity.NOTE: Text("供参考", "for information"),
}
# what only the writer of the file can do, in the words of an office: how a deviation is explained
_OFFICE = (("（accept）", ""), ("用 accept 说明", "说明"), (" (accept)", ""), (" under accept", ""))


class Part(NamedTuple):
    """What the sheet says of one file."""

    title: str
    file: str
    told: str
    groups: tuple[tuple[Severity, tuple[Finding, ...]], ...]
    more: str = ""

    @property
    def returned(self) -> bool:
        """Whether the unit has something to do; mere notes send no report back."""
        return any(severity is not Severity.NOTE for severity, _ in self.groups)


class _Open(NamedTuple):
    """Rules that were not judged, of one reason and in the same reports."""

    reason: str
    where: str
    rules: tuple[tuple[str, str], ...]


def html(
    findings: Sequence[Finding],
    files: Sequence[str],
    lang: str,
    titles: Mapping[str, str] | None = None,
    unsaid: Iterable[Unjudged] = (),
) -> str:
    """The page, the same bytes for the same findings: each file with findings on a sheet of its own, to be signed.

    `titles` names the report of a file, `unsaid` tells which rules were not judged, why and in which files.
    """
    known = titles or {}
    every = list(dict.fromkeys((*files, *(f.where.file for f in findings))))
    parts = [_part(file, [f for f in findings if f.where.file == file], known, lang) for file in every]
    page = _environment().get_template("findings.html.j2")
    words: dict[str, Any] = {
        "lang": "en" if lang == "en" else "zh-CN",
        "say": lambda zh, en: en if lang == "en" else zh,
        "pick": lambda text: _office(pick(text, lang)),
        "value": lambda term: value(term._replace(computed=False), lang),
        "place": lambda f: _place(f, lang),
        "of_term": lambda f, t: _of_term(f, t, lang),
        "heads": lambda f: [pick(head, lang) for head in _heads(f)],
        "narrow": lambda term: len(str(term.value)) <= _NARROW,
        "short": lambda f: len(f.terms) <= _SHORT,
        "severity": SEVERITY,
        "demand": _DEMAND,
        "parts": [p for p in parts if p.groups],
        "clean": [p for p in parts if not p.groups],
        "unjudged": _unjudged(unsaid, every, known, lang),
    }
    return page.render(words) + "\n"


def _part(file: str, of_file: list[Finding], titles: Mapping[str, str], lang: str) -> Part:
    ranked = sorted(of_file, key=lambda f: list(Severity).index(f.severity))[:_MOST]
    groups = tuple((s, tuple(fs)) for s, fs in groupby(ranked, key=lambda f: f.severity))
    rest = len(of_file) - len(ranked)
    return Part(
        titles.get(file) or _base(file), _base(file), counts(of_file, lang), groups,
        more(rest, lang) if rest else "",
    )  # fmt: skip


def _office(sentence: str) -> str:
    for said, instead in _OFFICE:
        sentence = sentence.replace(said, instead)
    return sentence


def _base(file: str) -> str:
    """A file's name without its folders, which are nobody's business but ours."""
    return PurePath(file).name or file


def _place(f: Finding, lang: str) -> str:
    """Where in the report's file, for whoever looks it up there."""
    if f.where.line:
        return (
            f"line {f.where.line} of the report's file" if lang == "en" else f"报告文件第 {f.where.line} 行"
        )
    return spot(f.where.spot, lang).strip(" ()（）")


def _of_term(f: Finding, t: Term, lang: str) -> str:
    """Where a number stands: the line, with its file if that is another's; or how it was found."""
    if t.computed:
        return "sum of its parts" if lang == "en" else "由各分项相加"
    line = f"line {t.where.line}" if lang == "en" else f"第 {t.where.line} 行"
    at = line if t.where.line else spot(t.where.spot, lang).strip(" ()（）")
    other = t.where.file and t.where.file != f.where.file
    return f"{_base(t.where.file)} {at}".strip() if other else at


def _heads(f: Finding) -> tuple[Text, Text, Text, Text]:
    """Caption and heads of the table of what was compared: paragraphs, files or numbers."""
    where = Text("所在位置", "place")
    if f.code == "T204":
        return (
            Text("同一单位同一年度的另外的报告", "the other reports"),
            Text("文件", "file"),
            Text("年度", "year"),
            where,
        )
    if f.code in LIKENESS:
        return (
            Text("雷同的段落", "the paragraphs alike"),
            Text("段落", "paragraph"),
            Text("相同", "alike"),
            where,
        )
    if all(t.value is None or not isinstance(t.value, str) for t in f.terms):
        return Text("核对的数字", "the numbers compared"), Text("项目", "item"), Text("数", "number"), where
    return Text("核对的内容", "what was compared"), Text("项目", "item"), Text("内容", "content"), where


def _unjudged(
    unsaid: Iterable[Unjudged], files: Sequence[str], titles: Mapping[str, str], lang: str
) -> list[_Open]:
    grouped: dict[tuple[Text, tuple[str, ...]], list[tuple[str, str]]] = {}
    for rule in unsaid:
        grouped.setdefault((rule.reason, tuple(rule.files)), []).append((rule.code, pick(rule.message, lang)))
    told = []
    for (reason, of), rules in grouped.items():
        names = [(titles.get(file) or _base(file)).removesuffix(_TITLE) for file in of[:_NAMED]]
        where = "; ".join(names) if lang == "en" else "、".join(names)
        if len(of) > _NAMED:
            where += f" and {len(of) - _NAMED} more" if lang == "en" else f"等 {len(of)} 份"
        if set(of) >= set(files) and len(of) > 1:
            where = "all reports" if lang == "en" else "各份报告"
        told.append(_Open(pick(reason, lang), where, tuple(rules)))
    return told


@cache
def _environment() -> Environment:
    """Everything that is filled in is escaped, and shown as it may be printed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(str(folder("templates"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda told: safe(told) if type(told) is str else told,
    )
