"""Where a parser stumbled, and the lines around that place as a person reads them; all numbers count from 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from genreport.source.traps import MAX_COLUMNS

REACH = 2_000  # lines around an error that are looked over

_BLOCK = re.compile(r"^( *)(?:- +)*(?:[^\s#].*?)?(?::|-|^) *[|>][-+0-9]* *(?:#.*)?$")
_KEY = re.compile(r"^ *(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#\"'{\[][^:#]*?) *:(?: |$)")


class Told(NamedTuple):
    """What to say of an error: a code, the likeliest place, and the values of the sentence."""

    code: str
    line: int
    column: int
    values: dict[str, Any]


class Fault(NamedTuple):
    """A parser's error: where it was met, where the thing began that was being read, in which words it is told."""

    lines: Sequence[str]
    line: int
    column: int
    start: int
    start_column: int
    problem: str
    context: str
    last: Any  # the last scalar event before it

    @property
    def text(self) -> str:
        """The line of the error."""
        return self.lines[self.line]

    @property
    def sign(self) -> str:
        """The character that was met; nothing at the end of a line."""
        return self.text[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """The character that began what was being read."""
        return self.lines[self.start][self.start_column : self.start_column + 1]

    def here(self, code: str, **values: Any) -> Told:
        """Say it of the place where the error was met."""
        return Told(code, self.line, self.column, values)

    def begun(self, code: str, **values: Any) -> Told:
        """Say it of the place where the thing began."""
        return Told(code, self.start, self.start_column, values)


def fault(lines: Sequence[str], error: Exception, last: Any) -> Fault:
    """The error of a parser, its place brought back to the last text where it was met at the end of the file."""
    mark = getattr(error, "problem_mark", None) or getattr(last, "end_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines) or not lines[line].strip(" "):
        line = max((n for n in range(min(line, len(lines) - 1) + 1) if lines[n].strip(" ")), default=0)
        column = len(lines[line])
    column = min(column, len(lines[line]))
    context = str(getattr(error, "context", "") or "")
    start = getattr(error, "context_mark", None)
    if start is None or context.endswith(("block mapping", "block collection")):  # these began far above
        begun = (line, column)
    else:
        begun = (min(start.line, len(lines) - 1), start.column)
    problem = str(getattr(error, "problem", "") or error)
    return Fault(lines, line, column, *begun, problem, context, last)


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_key(line: str) -> bool:
    """Whether a line begins with a key and its colon."""
    return _KEY.match(line[:MAX_COLUMNS]) is not None


def opens_block(line: str) -> bool:
    """Whether a line ends in | or >, below which a block of text stands."""
    return ("|" in line or ">" in line) and _BLOCK.match(line[:MAX_COLUMNS]) is not None


def is_comment(line: str) -> bool:
    """Whether a line holds nothing but a comment."""
    return line.lstrip().startswith("#")


def line_above(lines: Sequence[str], line: int) -> int | None:
    """The line above that is neither blank nor a comment."""
    return next((n for n in range(line - 1, -1, -1) if lines[n].strip() and not is_comment(lines[n])), None)


def block_above(lines: Sequence[str], line: int) -> int | None:
    """The line of the key whose block of text ends just before a line; None when that line follows no block."""
    for n in range(line - 1, max(-1, line - REACH), -1):
        if opens_block(lines[n]):
            return n
        if is_key(lines[n]) and indent(lines[n]) <= indent(lines[line]):
            return None
    return None
