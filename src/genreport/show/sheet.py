"""The sheet that goes back to a unit with its report (退回单): one page that stands alone, to be read and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from genreport.finding import Finding, Severity, Text
from genreport.resources import folder
from genreport.show.totals import Tally, counts, unjudged
from genreport.show.words import SEVERITY, more, pick, safe, spot, value

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST = 500  # findings of one file on the sheet; the rest is counted
_DEMAND = {
    Severity.ERROR: Text("必须改正", "to be corrected"),
    Severity.WARNING: Text("请逐项核实，确有问题的改正", "to be verified, and corrected where wrong"),
    Severity.NOTE: Text("供参考", "for information"),
}


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


def html(
    findings: Sequence[Finding],
    files: Sequence[str],
    lang: str,
    titles: Mapping[str, str] | None = None,
    unsaid: Tally = (),
) -> str:
    """The page, the same bytes for the same findings: each file with findings on a sheet of its own, to be signed.

    `titles` names the report of a file, `unsaid` tells which rules were not judged and why.
    """
    known = titles or {}
    every = list(dict.fromkeys((*files, *(f.where.file for f in findings))))
    parts = [_part(file, [f for f in findings if f.where.file == file], known, lang) for file in every]
    page = _environment().get_template("findings.html.j2")
    words: dict[str, Any] = {
        "lang": "en" if lang == "en" else "zh-CN",
        "say": lambda zh, en: en if lang == "en" else zh,
        "pick": lambda text: pick(text, lang),
        "value": lambda term: value(term, lang),
        "spot": lambda where: spot(where.spot, lang),
        "severity": SEVERITY,
        "demand": _DEMAND,
        "parts": [p for p in parts if p.groups],
        "clean": [p for p in parts if not p.groups],
        "unjudged": unjudged(unsaid, lang),
    }
    return page.render(words) + "\n"


def _part(file: str, of_file: list[Finding], titles: Mapping[str, str], lang: str) -> Part:
    ranked = sorted(of_file, key=lambda f: list(Severity).index(f.severity))[:_MOST]
    groups = tuple((s, tuple(fs)) for s, fs in groupby(ranked, key=lambda f: f.severity))
    rest = len(of_file) - len(ranked)
    return Part(
        titles.get(file) or file, file, counts(of_file, lang), groups, more(rest, lang) if rest else ""
    )


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
