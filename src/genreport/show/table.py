"""Findings as a CSV table, a row each, for Excel and WPS: nothing in a cell can become a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from genreport.finding import Finding, Text
from genreport.show.words import SEVERITY, pick, place, quoted, safe, value

_HEAD = (
    Text("文件", "file"),
    Text("报告", "report"),
    Text("轻重", "severity"),
    Text("编号", "code"),
    Text("位置", "place"),
    Text("项目", "item"),
    Text("问题", "finding"),
    Text("核对的数字", "numbers compared"),
    Text("改法", "what to do"),
    Text("依据", "basis"),
)
# what a spreadsheet takes for a formula, also behind blanks and in full width
_FORMULA = re.compile(r"[\s\xa0\u3000\ufeff]*[=+\-@＝＋－＠\t\r]")


def as_csv(findings: Sequence[Finding], lang: str, titles: Mapping[str, str] | None = None) -> str:
    """The table with a head; `titles` names the report of a file. It begins with a byte order mark, as Excel wants."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([pick(head, lang) for head in _HEAD])
    for f in findings:
        rows.writerow([_plain(cell) for cell in _row(f, lang, titles or {})])
    return "\ufeff" + out.getvalue()


def _row(f: Finding, lang: str, titles: Mapping[str, str]) -> list[str]:
    file = safe(f.where.file)
    return [
        file,
        safe(titles.get(f.where.file, "")),
        pick(SEVERITY[f.severity], lang),
        safe(f.code),
        place(f, lang).removeprefix(file).strip(" :（）()"),
        safe(f.label),
        " ".join(filter(None, (safe(pick(f.message, lang)), quoted(f, lang)))),
        "; ".join(f"{safe(t.label)} {value(t, lang)}" for t in f.terms),
        safe(pick(f.hint, lang)),
        safe(f.basis),
    ]


def _plain(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell
