"""A parser's error in a clerk's words: which line is at fault, most likely, and what to type there.

A parser names the place where it could no longer go on. The fault often stands before it: a quote or a brace that was
never closed, a text that was not indented, a line without a colon. So the place is only where the looking begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from genreport import messages, traps
from genreport.finding import Finding, Where

REACH = 2_000  # lines beyond an error that are still looked over for traps

_BLOCK = re.compile(r"^( *)(?:- +)*(?:[^\s#].*?)?(?::|-|^) *[|>][-+0-9]* *(?:#.*)?$")
_KEY = re.compile(r"^ *(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#\"'{\[][^:#]*?) *:(?: |$)")
_MORE = re.compile("expected key|block end|document start|',")  # the parser met something more than it wanted
_CLOSING = {"{": "}", "[": "]"}


class _Fault(NamedTuple):
    """Where an error was met and what it says, lines counted from 0."""

    lines: Sequence[str]
    line: int
    column: int
    start: int  # line on which the thing began that the parser was reading
    start_column: int
    problem: str
    context: str
    last: Any  # the last scalar event

    @property
    def text(self) -> str:
        return self.lines[self.line]

    @property
    def sign(self) -> str:
        return self.text[self.column : self.column + 1]


class _Told(NamedTuple):
    code: str
    line: int
    column: int
    values: dict[str, Any]


def explain(lines: Sequence[str], error: Exception, last: Any, file: str) -> list[Finding]:
    """What to say of a parser's error: the traps in the lines around it, else one sentence on the likeliest line."""
    fault = _fault(lines, error, last)
    begin = min(fault.start, last.start_mark.line if last is not None else 0, fault.line)
    caught = _caught(lines, begin, fault.line, file)
    if any(begin <= finding.where.line - 1 <= fault.line for finding in caught):
        return caught
    told = next(told for reading in _READINGS if (told := reading(fault)) is not None)
    where = Where(file, told.line + 1, told.column + 1)
    first = messages.finding(told.code, where, **told.values)
    return [first, *(finding for finding in caught if finding.where.line > told.line + 1)]


def _fault(lines: Sequence[str], error: Exception, last: Any) -> _Fault:
    mark = getattr(error, "problem_mark", None) or getattr(last, "end_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines) or not lines[line].strip(" "):  # the end of the file: go back to its last text
        line = max((n for n in range(min(line, len(lines) - 1) + 1) if lines[n].strip(" ")), default=0)
        column = len(lines[line])
    start = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", "") or "")
    if start is None or "block mapping" in context or "block collection" in context:
        start_line, start_column = line, column
    else:
        start_line, start_column = min(start.line, len(lines) - 1), start.column
    problem = str(getattr(error, "problem", "") or error)
    return _Fault(
        lines, line, min(column, len(lines[line])), start_line, start_column, problem, context, last
    )


def _caught(lines: Sequence[str], begin: int, end: int, file: str) -> list[Finding]:
    """The traps in the lines that are not the text of a block, from a little before an error to well after it."""
    found: list[Finding] = []
    inside: int | None = None  # the indentation of the key that a block of text belongs to
    for number in range(0, min(len(lines), end + REACH)):
        line = lines[number]
        if inside is not None and (not line.strip(" ") or _indent(line) > inside):
            continue
        header = _BLOCK.match(line[: traps.MAX_COLUMNS]) if "|" in line or ">" in line else None
        inside = len(header[1]) if header else None
        if number >= begin and line.strip():
            found += traps.findings(line, number + 1, file)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _before(fault: _Fault, line: int) -> int | None:
    """The line above that is neither blank nor a comment."""
    above = ((n, fault.lines[n].strip()) for n in range(line - 1, -1, -1))
    return next((n for n, text in above if text and not text.startswith("#")), None)


def _header(fault: _Fault, line: int) -> int | None:
    """The line of the key whose block of text ends just before a line; None when that line follows no block."""
    for n in range(line - 1, max(-1, line - REACH), -1):
        text = fault.lines[n]
        if _BLOCK.match(text[: traps.MAX_COLUMNS]):
            return n
        if (
            text.strip()
            and _KEY.match(text[: traps.MAX_COLUMNS])
            and _indent(text) <= _indent(fault.lines[line])
        ):
            return None
    return None


def _quote(fault: _Fault) -> _Told | None:
    """A quoted text that does not end, or ends at a quote that was to open another."""
    if "quoted" in fault.context and ("stream" in fault.problem or "document" in fault.problem):
        return _unclosed(fault.lines, fault.start, fault.start_column)
    last = fault.last
    if last is None or not last.style or last.style not in "\"'" or last.end_mark.line != fault.line:
        return None
    if last.start_mark.line < last.end_mark.line and fault.column >= last.end_mark.column:
        return _unclosed(fault.lines, last.start_mark.line, last.start_mark.column)
    between = fault.text[last.end_mark.column : fault.column]
    if fault.column < last.end_mark.column or between.strip() or not _MORE.search(fault.problem):
        return None
    return _Told("Y062", fault.line, fault.column, {"sign": last.style})


def _unclosed(lines: Sequence[str], line: int, column: int) -> _Told:
    return _Told("Y060", line, column, {"sign": lines[line][column : column + 1]})


def _tab(fault: _Fault) -> _Told | None:
    if "tab" in fault.problem or (fault.sign == "\t" and "cannot start" in fault.problem):
        return _Told("Y045", fault.line, fault.column, {})
    return None


def _block(fault: _Fault) -> _Told | None:
    if "block scalar" not in fault.context:
        return None
    return _Told(
        "Y067", fault.start, fault.start_column, {"sign": fault.lines[fault.start][fault.start_column :][:1]}
    )


def _sign(fault: _Fault) -> _Told | None:
    """A value that begins with a sign that means something to YAML."""
    special = ("alias", "anchor", "tag", "directive")
    if any(word in fault.context for word in special):
        line, column = fault.start, fault.start_column
    elif "cannot start" in fault.problem or "tag handle" in fault.problem:
        line, column = fault.line, fault.column
    else:
        return None
    sign = fault.lines[line][column : column + 1]
    return _Told("Y025" if sign == "%" and column == 0 else "Y066", line, column, {"sign": sign})


def _escape(fault: _Fault) -> _Told | None:
    if "quoted" not in fault.context and "chr()" not in fault.problem and "too large" not in fault.problem:
        return None
    column = fault.text.rfind("\\", 0, fault.column + 1)
    return _Told("Y069", fault.line, max(column, 0), {"now": fault.text[max(column, 0) : max(column, 0) + 2]})


def _no_colon(fault: _Fault) -> _Told | None:
    """A line that should be `key: value` and has no colon: often text that was not indented."""
    if "expected ':'" not in fault.problem:
        return None
    return _bare(fault, fault.start)


def _bare(fault: _Fault, line: int) -> _Told:
    text = fault.lines[line]
    above = _before(fault, line)
    header = _header(fault, line)
    if header is None and above is not None and re.search(r": *$", fault.lines[above]):
        header = above
    if header is not None:
        key = fault.lines[header].strip().split(":")[0]
        return _Told("Y068", line, _indent(text), {"key": key, "least": _indent(fault.lines[header]) + 2})
    return _Told("Y064", line, _indent(text), {"now": text.strip()[:20]})


def _second_colon(fault: _Fault) -> _Told | None:
    """A colon where none can stand: the line is indented too far, or its value holds a colon or lost its brace."""
    if "mapping values" not in fault.problem:
        return None
    masked = traps.without_quotes(fault.text)
    if not re.search(r":(?= |$)", masked[: fault.column]):
        above = _before(fault, fault.line)
        if above is None:
            return _Told("Y079", fault.line, fault.column, {})
        if not re.search(r":(?: |$)", traps.without_quotes(fault.lines[above])):
            return _bare(fault, above)
        return _misplaced(fault, _indent(fault.lines[above]))
    if re.search(r"^ *[A-Za-z_]\w*: +[A-Za-z_]\w*: *[0-9]", masked) or ("}" in masked and "{" not in masked):
        return _Told("Y072", fault.line, masked.index(":") + 1, {})
    return _Told("Y065", fault.line, fault.column, {})


def _flow(fault: _Fault) -> _Told | None:
    """Within braces or brackets: one that is not closed, or a comma that is missing."""
    if "flow" not in fault.context:
        return None
    opening = fault.lines[fault.start][fault.start_column : fault.start_column + 1]
    closing = _CLOSING.get(opening)
    if closing is None or fault.sign == ",":
        return _Told("Y073", fault.line, fault.column, {"sign": fault.sign})
    outdented = any(
        fault.lines[n].strip() and _indent(fault.lines[n]) <= _indent(fault.lines[fault.start])
        for n in range(fault.start + 1, min(fault.line + 1, fault.start + REACH))
    )
    ended = fault.column >= len(fault.text.rstrip()) or fault.sign in "}]"
    if outdented or ended:
        return _Told("Y061", fault.start, fault.start_column, {"opening": opening, "closing": closing})
    return _Told("Y070", fault.line, fault.column, {})


def _dash(fault: _Fault) -> _Told | None:
    """A list item where none can stand, or a key among list items."""
    if "sequence entries" in fault.problem:
        return _Told("Y071", fault.line, fault.column, {})
    alone = not fault.text[: fault.column].strip()
    if alone and "flow" not in fault.context and fault.text[fault.column :][:2] in ("-", "- "):
        return _Told("Y074", fault.line, fault.column, {})
    above = _before(fault, fault.line)
    if alone and above is not None and fault.lines[above][_indent(fault.text) :][:2] in ("-", "- "):
        line = above if _odd_one(fault, above) else fault.line
        return _Told("Y074", line, _indent(fault.lines[line]), {})
    return None


def _surplus(fault: _Fault) -> _Told | None:
    """A closing brace or a comma that nothing opened, a colon without a key, text after what was closed."""
    before = fault.text[: fault.column].rstrip()
    if fault.sign in ("}", "]") or (fault.sign == "," and not before.endswith(("}", "]"))):
        return _Told("Y073", fault.line, fault.column, {"sign": fault.sign})
    if fault.sign == ":" and not before:
        return _Told("Y032", fault.line, fault.column, {})
    if before.endswith(("}", "]")):
        return _Told("Y062", fault.line, fault.column, {"sign": before[-1]})
    return None


def _indentation(fault: _Fault) -> _Told | None:
    """A line that stands neither under the key above it nor beside it."""
    if fault.text[: fault.column].strip() or not fault.sign or "document start" in fault.problem:
        return None
    now = _indent(fault.text)
    blank = next(
        (n for n in range(fault.line - 1, -1, -1) if fault.lines[n].strip() or len(fault.lines[n]) > now), 0
    )
    if not fault.lines[blank].strip() and _header(fault, blank) is not None:
        return _Told("Y075", blank, now, {})
    return _misplaced(fault, min(_levels(fault), key=lambda level: (abs(level - now), -level), default=0))


def _misplaced(fault: _Fault, want: int) -> _Told:
    """A line that is indented wrongly: the one of the error, or the one above it when that is the odd one out."""
    now = _indent(fault.text)
    above = _before(fault, fault.line)
    if above is not None and _odd_one(fault, above):
        return _Told(
            "Y063", above, _indent(fault.lines[above]), {"now": _indent(fault.lines[above]), "want": now}
        )
    return _Told("Y063", fault.line, now, {"now": now, "want": want})


def _odd_one(fault: _Fault, above: int) -> bool:
    """Whether the line above is alone in its place, the first below its key, and the next agrees with the error's."""
    key = _before(fault, above)
    opens = key is None or (
        fault.lines[key].rstrip().endswith(":") and _indent(fault.lines[key]) < _indent(fault.text)
    )
    below = (line for line in fault.lines[fault.line + 1 : fault.line + REACH] if line.strip())
    following = next((line for line in below if not line.lstrip().startswith("#")), "")
    return (
        opens
        and bool(_KEY.match(following[: traps.MAX_COLUMNS]))
        and _indent(following) == _indent(fault.text)
    )


def _levels(fault: _Fault) -> list[int]:
    """The indentations that a line may have: those of the keys above it that are still open."""
    levels: list[int] = []
    for line in reversed(fault.lines[max(0, fault.line - REACH) : fault.line]):
        if _KEY.match(line[: traps.MAX_COLUMNS]) and (not levels or _indent(line) < levels[-1]):
            levels.append(_indent(line))
    return levels


def _outside(fault: _Fault) -> _Told | None:
    """Something follows what the parser took for the whole document."""
    if "document start" not in fault.problem:
        return None
    above = [
        n for n in range(fault.line) if fault.lines[n].strip() and not fault.lines[n].lstrip().startswith("#")
    ]
    for sign, code in (("%", "Y025"), ("...", "Y024")):
        line = next((n for n in above if fault.lines[n].startswith(sign)), None)
        if line is not None:
            return _Told(code, line, 0, {})
    first = next((n for n in above if not fault.lines[n].startswith("---")), None)
    if first is None:
        return None
    now = _indent(fault.lines[first])
    if now > _indent(fault.text):
        return _Told("Y063", first, now, {"now": now, "want": _indent(fault.text)})
    return _Told("Y062", fault.line, fault.column, {"sign": fault.lines[above[-1]].rstrip()[-1:]})


def _unread(fault: _Fault) -> _Told:
    return _Told("Y079", fault.line, fault.column, {})


_READINGS = (  # asked in this order; the last one always answers
    _quote,
    _tab,
    _block,
    _sign,
    _escape,
    _no_colon,
    _second_colon,
    _flow,
    _dash,
    _surplus,
    _indentation,
    _outside,
    _unread,
)
