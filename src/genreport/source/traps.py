"""What an input method or a word processor leaves in a line of YAML: full-width signs, tabs, blanks nobody sees.

Each trap is one pattern over one line; its group marks the place. It is only looked for where the parser stumbled or
a value looks as if it had swallowed a key, so a pattern may take for granted that something is amiss in the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from genreport import messages
from genreport.finding import Finding, Text, Where
from genreport.messages import shown
from genreport.source.characters import INVISIBLE
from genreport.source.mended import mended

MAX_COLUMNS = 2_000  # of a line that is looked at; a row of the form has a tenth of it
GAP = 3  # lines from one that begins with a tab to the next of the same block

_ID = r"[A-Za-z_][A-Za-z0-9_]*"
_BLANK = f"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{INVISIBLE}"  # what looks like a space, or like nothing
_ITEM = r"^ *(?:- +)*"
_BEFORE = rf"[{{｛,，、；;] *[{_BLANK}]*"  # what stands before a key within braces
_QUOTED = re.compile(r"""(?<=[\s,{\[:：，｛])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_TRAPS = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("Y045", r"^ *(\t)\s*\S"),
        ("Y046", rf"^[ \t]*([{_BLANK}])[{_BLANK} \t]*(?:- *)?[\"'“”]?{_ID}[\"'“”]? *[:：]"),
        ("Y049", r"^\s*(＃|//)"),
        ("Y049", r"[0-9}\]\"'|] +(＃)"),
        ("Y044", rf"{_ITEM}([“”‘’「＂＇]){_ID}[“”‘’」＂＇]? *[:：]"),
        ("Y044", rf"{_BEFORE}([“”‘’「＂＇]){_ID}[“”‘’」＂＇]? *[:：]"),
        ("Y047", rf"{_ITEM}{_ID} *([{_BLANK}])[{_BLANK} ]*[:：]"),
        ("Y047", rf"{_ITEM}{_ID} *:([{_BLANK}])"),
        ("Y047", rf"(?:{_ITEM}|{_BEFORE}){_ID}([{_BLANK}])[A-Za-z0-9_{_BLANK}]* *[:：]"),
        ("Y047", rf"[{{｛,，、；;] *([{_BLANK}])[{_BLANK} ]*{_ID} *[:：]"),
        ("Y047", rf"{_BEFORE}{_ID}(?: *([{_BLANK}])[{_BLANK} ]*[:：]| *:([{_BLANK}]))"),
        ("Y040", rf"{_ITEM}{_ID} *([：﹕])"),
        ("Y040", rf"{_BEFORE}{_ID} *([：﹕])"),
        ("Y041", rf"{_ITEM}{_ID}(:)(?=[^\s/:{_BLANK}])"),
        ("Y041", rf"[{{｛].*?(?<=[{{｛,，、；; ]){_ID}(:)(?=[^\s/:,}}\]{_BLANK}])"),
        ("Y042", rf"[0-9０-９]\s*([，、；;。．])[ {_BLANK}]*{_ID} *[:：]"),
        ("Y042", rf"[{{｛].*?[^\s,，、；;]\s*([，、；;])[ {_BLANK}]*(?:{_ID} *[:：]|[}}｝])"),
        ("Y043", rf"[:：]\s*([｛［【（(])[ {_BLANK}]*{_ID} *[:：]"),
        ("Y043", r"[{｛].*(｝)"),
        ("Y043", r": +(［)"),
        ("Y073", rf"^ *([：，、；。·])[ {_BLANK}]*{_ID} *[:：]"),
        ("Y048", rf"{_ITEM}{_ID} *: +([｜︱丨＞〉]) *$"),
        ("Y051", rf"[{{｛,，、；;] *{_ID}( *[=＝]| ) *[0-9０-９]+ *[,，、；;}}｝]"),
        ("Y050", rf"^ *([－﹣])|^ *(-)(?={_ID} *:|[\u4e00-\u9fff])"),
    )
)


def findings(line: str, number: int, file: str) -> list[Finding]:
    """The traps of one line of a file, at most one of each kind, from left to right."""
    bare = without_quotes(line)
    found: dict[str, Finding] = {}
    for code, pattern in _TRAPS:
        match = pattern.search(bare)
        if match is None or code in found:
            continue
        group = match.lastindex or 0
        column = match.start(group) + 1
        where = Where(file, number, column)
        found[code] = messages.finding(
            code, where, now=match[group], sign=match[group], write=_written(bare, match.start(group))
        )
    if found and (whole := mended(line)) is not None and whole[0] > 1:
        first = min(finding.where.column for finding in found.values())
        typed = Text(shown(whole[1], 250), shown(whole[1], 250))
        return [messages.finding("Y052", Where(file, number, first), count=whole[0], line=typed)]
    return sorted(found.values(), key=lambda finding: finding.where.column)


def grouped(found: Sequence[Finding]) -> list[Finding]:
    """The findings with those of several lines in a row that begin with a tab made into one."""
    kept: list[Finding] = []
    for number, finding in enumerate(found):
        if not _tab_after(found, number - 1, finding):
            last = number
            while last + 1 < len(found) and _tab_after(found, last, found[last + 1]):
                last += 1
            if last > number:
                lines = (finding.where.line, found[last].where.line)
                finding = messages.finding("Y053", finding.where, first=lines[0], last=lines[1])
            kept.append(finding)
    return kept


def _tab_after(found: Sequence[Finding], before: int, finding: Finding) -> bool:
    """Whether a finding says of a line what the one before it says of one just above: that it begins with a tab."""
    if before < 0 or not finding.code == found[before].code == "Y045":
        return False
    return finding.where.line <= found[before].where.line + GAP


def without_quotes(line: str) -> str:
    """The line with the text in quotes replaced character by character, and without its comment."""
    masked = _QUOTED.sub(lambda quoted: '"' + "_" * (len(quoted[0]) - 2) + '"', line[:MAX_COLUMNS])
    return _COMMENT.sub("", masked)


def _written(line: str, index: int) -> str:
    """The key around a place, as an example of how it should be typed."""
    key = re.search(rf"({_ID})[^A-Za-z0-9_]*$", line[:index][-60:]) or re.search(
        rf"({_ID})", line[index : index + 60]
    )
    return key[1] if key else "year"
