"""A line at the wrong place: indented too far or too little, text that was not indented, a list among keys."""

from __future__ import annotations

import re

from genreport.source.fault import REACH, Fault, Told, block_above, indent, is_comment, is_key, line_above
from genreport.source.paragraphs import lost_text
from genreport.source.traps import without_quotes

_COLON = re.compile(r":(?: |$)")
_PAIR_AS_VALUE = re.compile(r"^ *[A-Za-z_]\w*: +[A-Za-z_]\w*: *[0-9]")
_DASH = ("-", "- ")
_NAME = re.compile(r" *([A-Za-z_]\w*) *:")
_MINUS = re.compile(r"-\s+([0-9]+(?:\.[0-9]+)?)(?=\s*(?:[,，}#]|$))")
_ROW = re.compile(r" *[A-Za-z_]\w* *: *\{")


def no_colon(fault: Fault) -> Told | None:
    """A line that should be `key: value` and has no colon: often text that was not indented."""
    return _bare(fault, fault.start) if "expected ':'" in fault.problem else None


def second_colon(fault: Fault) -> Told | None:
    """A colon where none can stand: the line is indented too far, or its value holds a colon or lost its brace."""
    if "mapping values" not in fault.problem:
        return None
    masked = without_quotes(fault.text)
    if not _COLON.search(masked[: fault.column]):
        above = line_above(fault.lines, fault.line)
        if above is None:
            return fault.here("Y079")
        if not _COLON.search(without_quotes(fault.lines[above])):
            return _bare(fault, above)
        return lost_text(fault, fault.line) or _misplaced(fault, indent(fault.lines[above]))
    if _PAIR_AS_VALUE.match(masked) or ("}" in masked and "{" not in masked):
        return Told("Y072", fault.line, masked.index(":") + 1, {})
    return fault.here("Y065")


def dash(fault: Fault) -> Told | None:
    """A list item where none can stand, or a key among list items."""
    minus = _MINUS.match(fault.text, fault.column)
    if minus and fault.text[: fault.column].rstrip().endswith(":"):
        return fault.here("Y080", write="-" + minus[1])
    if "sequence entries" in fault.problem:
        return fault.here("Y071")
    if fault.text[: fault.column].strip() or "flow" in fault.context:
        return None
    if fault.text[fault.column :][:2] in _DASH:
        return fault.here("Y074")
    above = line_above(fault.lines, fault.line)
    if above is not None and fault.lines[above][indent(fault.text) :][:2] in _DASH:
        line = above if _odd_one(fault, above) else fault.line
        return Told("Y074", line, indent(fault.lines[line]), {})
    return None


def between_levels(fault: Fault) -> Told | None:
    """A line that stands neither under the key above it nor beside it."""
    if fault.text[: fault.column].strip() or not fault.sign or "document start" in fault.problem:
        return None
    now = indent(fault.text)
    above = range(fault.line - 1, -1, -1)
    last = next((n for n in above if fault.lines[n].strip() or len(fault.lines[n]) > now), 0)
    if not fault.lines[last].strip() and block_above(fault.lines, last) is not None:
        return Told("Y075", last, now, {})
    levels = [level for level in _levels(fault) if level <= now or not _heading(fault)] or [0]
    want = min(levels, key=lambda level: (abs(level - now), -level))
    return lost_text(fault, fault.line) or _misplaced(fault, want)


def outside(fault: Fault) -> Told | None:
    """Something follows what the parser took for the whole document."""
    if "document start" not in fault.problem:
        return None
    above = [n for n in range(fault.line) if fault.lines[n].strip() and not is_comment(fault.lines[n])]
    for sign, code in (("%", "Y025"), ("...", "Y024")):
        line = next((n for n in above if fault.lines[n].startswith(sign)), None)
        if line is not None:
            return Told(code, line, 0, {})
    first = next((n for n in above if not fault.lines[n].startswith("---")), fault.line)
    now, want = indent(fault.lines[first]), indent(fault.text)
    if now > want:
        return Told("Y063", first, now, {"now": now, "want": want})
    return fault.here("Y062", sign=fault.lines[above[-1]].rstrip()[-1:] if above else "")


def _bare(fault: Fault, line: int) -> Told:
    """A line without a colon: text of the key above it if that has a block or nothing, else a line by itself."""
    text = fault.lines[line]
    return lost_text(fault, line) or Told("Y064", line, indent(text), {"now": text.strip()[:20]})


def _misplaced(fault: Fault, want: int) -> Told:
    """A line that is indented wrongly: the one of the error, or the one above it when that is the odd one out."""
    now = indent(fault.text)
    above = line_above(fault.lines, fault.line)
    if above is not None and _odd_one(fault, above):
        return _at(fault, above, now)
    strays = _strays(fault, want)
    if strays:
        first = strays[0]
        values = {"key": _key(fault.lines[first]), "want": now, "count": len(strays)}
        return Told("Y085" if len(strays) == 1 else "Y086", first, indent(fault.lines[first]), values)
    return _at(fault, fault.line, want)


def _at(fault: Fault, line: int, want: int) -> Told:
    now, key = indent(fault.lines[line]), _key(fault.lines[line])
    if want == 0 and key:
        return Told("Y077", line, now, {"key": key, "now": now})
    return Told("Y063", line, now, {"now": now, "want": want})


def _key(line: str) -> str:
    name = _NAME.match(line)
    return name[1] if name else ""


def _heading(fault: Fault) -> bool:
    """Whether the error's line opens a group: a key without a value, and deeper lines below it."""
    bare = without_quotes(fault.text).rstrip()
    below = _below(fault)
    return bare.endswith((":", "|")) and indent(below) > indent(fault.text)


def _strays(fault: Fault, want: int) -> list[int]:
    """The lines right above that have lost their indentation: a group goes on after them as it was before."""
    now, strays = indent(fault.text), list[int]()
    above = line_above(fault.lines, fault.line)
    while above is not None and indent(fault.lines[above]) == want < now and len(strays) < REACH:
        if not is_key(fault.lines[above]) or without_quotes(fault.lines[above]).rstrip().endswith((":", "|")):
            return []
        strays.insert(0, above)
        above = line_above(fault.lines, above)
    if above is None or not strays or indent(fault.lines[above]) != now:
        return []
    rows = all(_ROW.match(fault.lines[line]) for line in (above, *strays, fault.line))
    return strays if rows or indent(_below(fault)) == now else []


def _odd_one(fault: Fault, above: int) -> bool:
    """Whether the line above is alone in its place, the first below its key, and the next agrees with the error's."""
    now = indent(fault.text)
    key = line_above(fault.lines, above)
    if key is not None and not (fault.lines[key].rstrip().endswith(":") and indent(fault.lines[key]) < now):
        return False
    following = _below(fault)
    return is_key(following) and indent(following) == now


def _below(fault: Fault) -> str:
    """The next line that is neither blank nor a comment; nothing at the end."""
    below = fault.lines[fault.line + 1 : fault.line + REACH]
    return next((line for line in below if line.strip() and not is_comment(line)), "")


def _levels(fault: Fault) -> list[int]:
    """The indentations that a line may have: those of the keys above it that are still open."""
    levels: list[int] = []
    for line in reversed(fault.lines[max(0, fault.line - REACH) : fault.line]):
        if is_key(line) and (not levels or indent(line) < levels[-1]):
            levels.append(indent(line))
    return levels
