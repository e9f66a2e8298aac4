"""A line at the wrong place: indented too far or too little, text that was not indented, a list among keys."""

from __future__ import annotations

import re

from genreport.fault import REACH, Fault, Told, block_above, indent, is_comment, is_key, line_above
from genreport.traps import without_quotes

_COLON = re.compile(r":(?: |$)")
_PAIR_AS_VALUE = re.compile(r"^ *[A-Za-z_]\w*: +[A-Za-z_]\w*: *[0-9]")
_DASH = ("-", "- ")


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
        return _misplaced(fault, indent(fault.lines[above]))
    if _PAIR_AS_VALUE.match(masked) or ("}" in masked and "{" not in masked):
        return Told("Y072", fault.line, masked.index(":") + 1, {})
    return fault.here("Y065")


def dash(fault: Fault) -> Told | None:
    """A list item where none can stand, or a key among list items."""
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
    return _misplaced(fault, min(_levels(fault), key=lambda level: (abs(level - now), -level), default=0))


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
    above = line_above(fault.lines, line)
    head = block_above(fault.lines, line)
    if head is None and above is not None and fault.lines[above].rstrip().endswith(":"):
        head = above
    if head is None:
        return Told("Y064", line, indent(text), {"now": text.strip()[:20]})
    key = fault.lines[head].strip().split(":")[0]
    return Told("Y068", line, indent(text), {"key": key, "least": indent(fault.lines[head]) + 2})


def _misplaced(fault: Fault, want: int) -> Told:
    """A line that is indented wrongly: the one of the error, or the one above it when that is the odd one out."""
    now = indent(fault.text)
    above = line_above(fault.lines, fault.line)
    if above is not None and _odd_one(fault, above):
        odd = indent(fault.lines[above])
        return Told("Y063", above, odd, {"now": odd, "want": now})
    return Told("Y063", fault.line, now, {"now": now, "want": want})


def _odd_one(fault: Fault, above: int) -> bool:
    """Whether the line above is alone in its place, the first below its key, and the next agrees with the error's."""
    now = indent(fault.text)
    key = line_above(fault.lines, above)
    if key is not None and not (fault.lines[key].rstrip().endswith(":") and indent(fault.lines[key]) < now):
        return False
    below = (line for line in fault.lines[fault.line + 1 : fault.line + REACH] if line.strip())
    following = next((line for line in below if not is_comment(line)), "")
    return is_key(following) and indent(following) == now


def _levels(fault: Fault) -> list[int]:
    """The indentations that a line may have: those of the keys above it that are still open."""
    levels: list[int] = []
    for line in reversed(fault.lines[max(0, fault.line - REACH) : fault.line]):
        if is_key(line) and (not levels or indent(line) < levels[-1]):
            levels.append(indent(line))
    return levels
