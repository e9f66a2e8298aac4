"""A parser's error in a clerk's words: which line is at fault, most likely, and what to type there.

A parser names the place where it could no longer go on. The fault often stands before it: a quote or a brace that was
never closed, a text that was not indented, a line without a colon. So the place is only where the looking begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from genreport import messages
from genreport.finding import Finding, Where
from genreport.source import traps
from genreport.source.fault import REACH, Fault, Told, fault, indent, opens_block
from genreport.source.indentation import between_levels, dash, no_colon, outside, second_colon
from genreport.source.traps import without_quotes

_MORE = re.compile("expected key|block end|document start|',")  # the parser met something more than it wanted
_BRACKETED = re.compile(r"( *[A-Za-z_]\w*: +)\[[^\[\]]*\]$")  # as in the number of a document: [year]3号
_CLOSING = {"{": "}", "[": "]"}


def explain(lines: Sequence[str], error: Exception, last: Any, file: str) -> list[Finding]:
    """What to say of a parser's error: the traps in the lines around it, else one sentence on the likeliest line.

    `last` is the last scalar event before the error, None where there was none.
    """
    met = fault(lines, error, last)
    begin = min(met.start, last.start_mark.line if last is not None else 0, met.line)
    begin = max(begin, met.line - REACH)
    caught = _caught(lines, begin, met.line, file)
    if any(begin <= finding.where.line - 1 <= met.line for finding in caught):
        return traps.grouped(caught)
    told = next(told for reading in _READINGS if (told := reading(met)) is not None)
    first = messages.finding(told.code, Where(file, told.line + 1, told.column + 1), **told.values)
    return traps.grouped([first, *(finding for finding in caught if finding.where.line > told.line + 1)])


def _caught(lines: Sequence[str], begin: int, end: int, file: str) -> list[Finding]:
    """The traps in the lines that are not the text of a block, from where an error began to well after it."""
    found: list[Finding] = []
    owner: int | None = None  # the indentation of the key that a block of text belongs to
    for number, line in enumerate(lines[: end + REACH]):
        if owner is not None and (not line.strip(" ") or indent(line) > owner):
            continue
        owner = indent(line) if opens_block(line) else None
        if number >= begin and line.strip():
            found += traps.findings(line, number + 1, file)
    return found


def _quote(met: Fault) -> Told | None:
    """A quoted text that does not end, or ends at a quote that was to open another, or goes on after its end."""
    if "quoted" in met.context and ("stream" in met.problem or "document" in met.problem):
        return met.begun("Y060", sign=met.opening)
    last = met.last
    if last is None or not last.style or last.style not in "\"'" or last.end_mark.line != met.line:
        return None
    end = last.end_mark.column
    if met.column < end or met.text[end : met.column].strip():
        return None
    if last.start_mark.line < last.end_mark.line:
        return Told("Y060", last.start_mark.line, last.start_mark.column, {"sign": last.style})
    return met.here("Y062", sign=last.style) if _MORE.search(met.problem) else None


def _tab(met: Fault) -> Told | None:
    tab = "tab" in met.problem or (met.sign == "\t" and "cannot start" in met.problem)
    return met.here("Y045") if tab else None


def _block(met: Fault) -> Told | None:
    """Something wrong with a | or > itself."""
    return met.begun("Y067", sign=met.opening) if "block scalar" in met.context else None


def _sign(met: Fault) -> Told | None:
    """A value that begins with a sign that means something to YAML."""
    if any(word in met.context for word in ("alias", "anchor", "tag", "directive")):
        code = "Y025" if met.opening == "%" and met.start_column == 0 else "Y066"
        return met.begun(code, sign=met.opening)
    if "cannot start" in met.problem or "tag handle" in met.problem:
        return met.here("Y066", sign=met.sign)
    return None


def _escape(met: Fault) -> Told | None:
    """A backslash within double quotes; without a place when the parser fell over a number beyond Unicode."""
    if "quoted" not in met.context and "chr()" not in met.problem and "too large" not in met.problem:
        return None
    column = max(met.text.rfind("\\", 0, met.column + 1), 0)
    return Told("Y069", met.line, column, {"now": met.text[column : column + 2]})


def _flow(met: Fault) -> Told | None:
    """Within braces or brackets: one that is not closed, a comma that is missing or stands twice."""
    if "flow" not in met.context:
        return None
    closing = _CLOSING.get(met.opening)
    minus = dash(met) if met.sign == "-" else None
    if minus is not None:
        return minus
    if closing is None or met.sign == ",":
        return met.here("Y073", sign=met.sign)
    within = met.lines[met.start + 1 : min(met.line + 1, met.start + REACH)]
    outdented = any(line.strip() and indent(line) <= indent(met.lines[met.start]) for line in within)
    ended = met.column >= len(met.text.rstrip()) or met.sign in "}]"
    if outdented or ended:
        behind = without_quotes(met.lines[met.start]) + " "
        hidden = closing in met.lines[met.start][len(behind) - 1 :] and closing not in behind
        return met.begun("Y082" if hidden else "Y061", opening=met.opening, closing=closing)
    return met.here("Y070")


def _surplus(met: Fault) -> Told | None:
    """A closing brace or a comma that nothing opened, a colon without a key, text after what was closed."""
    before = met.text[: met.column].rstrip()
    closed = before.endswith(("}", "]"))
    if met.sign in ("}", "]") or (met.sign == "," and not closed):
        return met.here("Y073", sign=met.sign)
    if met.sign == ":" and not before:
        return met.here("Y032")
    bracket = _BRACKETED.match(before) if met.sign.strip() else None
    if bracket:
        return Told("Y083", met.line, bracket.end(1), {"sign": "["})
    return met.here("Y062", sign=before[-1]) if closed else None


def _unread(met: Fault) -> Told:
    return met.here("Y079")


_READINGS = (  # asked in this order; the last one always answers
    _quote,
    _tab,
    _block,
    _sign,
    _escape,
    no_colon,
    second_colon,
    _flow,
    dash,
    _surplus,
    between_levels,
    outside,
    _unread,
)
