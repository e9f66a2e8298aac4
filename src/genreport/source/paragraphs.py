"""A line of text at the wrong place: indented too little, by full-width blanks, or left without the key it had."""

from __future__ import annotations

import re

from genreport.source.fault import Fault, Told, block_above, indent, is_comment, line_above, opens_block
from genreport.source.traps import without_quotes

_NAMED = re.compile(r"^ *(?:- +)*[\"'“”]?[A-Za-z_][A-Za-z0-9_]*[\"'“”]? *[:：]")
_FALSE_BAR = re.compile(r" *([A-Za-z_]\w*): +([Il1!！丨/\\])\s*$")
_NARRATIVES = ("overview", "problems", "other", "preamble")  # what a text without its key is likely to be


def lost_text(fault: Fault, line: int) -> Told | None:
    """What to say of a line that is text and no `key: value`; None when it may be something else."""
    text = fault.lines[line]
    if _NAMED.match(text) or text.lstrip().startswith(("{", "- ", "#")):
        return None
    head = block_above(fault.lines, line)
    if head is None:
        head = _open_key(fault, line)
    if head is None and (bar := _false_bar(fault, line)) is not None:
        return bar
    if head is None or _ended(fault, head, line):
        before = fault.lines[line - 1].strip() if line else ""
        apart = line > 0 and (not before or is_comment(before))
        return _keyless(fault, line) if apart and indent(text) else None
    return _in_block(fault, head, line)


def _open_key(fault: Fault, line: int) -> int | None:
    """The line of the key just above that has no value yet, whose text this may be."""
    above = line_above(fault.lines, line)
    if above is None or not without_quotes(fault.lines[above]).rstrip().endswith(":"):
        return None
    if indent(fault.lines[line]) < indent(fault.lines[above]):
        return None
    return above


def _false_bar(fault: Fault, line: int) -> Told | None:
    """The line above if it ends in a letter that was typed for the bar of a block."""
    above = line_above(fault.lines, line)
    found = _FALSE_BAR.match(without_quotes(fault.lines[above])) if above is not None else None
    if above is None or found is None or indent(fault.lines[line]) <= indent(fault.lines[above]):
        return None
    return Told("Y035", above, found.start(2), {"key": found[1]})


def _ended(fault: Fault, head: int, line: int) -> bool:
    """Whether a comment beside the key or before it stands between its text and this line, which ends the text."""
    if not indent(fault.lines[line]):
        return False
    within = fault.lines[head + 1 : line]
    if not any(is_comment(other) and indent(other) <= indent(fault.lines[head]) for other in within):
        return False
    return any(other.strip() and not is_comment(other) for other in within) or indent(fault.lines[head]) > 0


def _keyless(fault: Fault, line: int) -> Told:
    absent = (key for key in _NARRATIVES if not any(other.startswith(key) for other in fault.lines))
    return Told("Y078", line, indent(fault.lines[line]), {"key": next(absent, _NARRATIVES[0])})


def _in_block(fault: Fault, head: int, line: int) -> Told:
    """Text of a block: of the first paragraph and the rest, the one whose indentation is unlike the others'."""
    text, outer = fault.lines[line], indent(fault.lines[head])
    now, least, key = indent(text), outer + 2, fault.lines[head].strip().split(":")[0]
    if text[now : now + 1] in ("\u3000", "\u00a0") and opens_block(fault.lines[head]):
        return Told("Y081", line, now, {"least": least - now if now < least else 2})
    above = [n for n in range(head + 1, line) if fault.lines[n].strip()]
    if above and now > outer:
        want = indent(fault.lines[above[0]])
        if len(above) == 1 and want > now >= least:
            return Told("Y084", above[0], want, {"key": key, "more": want - now, "want": now})
        return Told("Y076", line, now, {"key": key, "now": now, "want": want})
    if now > outer:
        return Told("Y076", line, now, {"key": key, "now": now, "want": least})
    return Told("Y068", line, now, {"key": key, "least": least})
