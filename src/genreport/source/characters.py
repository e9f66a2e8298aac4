"""Characters that must not stand in a report: what no XML can hold, what turns text round, what nobody sees.

A finding names them as U+XXXX and never holds them, and so does the text that is handed on: what is an error is
replaced by U+FFFD, one character for one, so that every line and column stays what the file has.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from genreport import messages
from genreport.finding import Finding, Where

LIMIT = 50  # findings of this kind in one file; a longer list helps nobody

_PLANES = "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
)
_KINDS = {  # the code of a finding: the characters it is about
    "Y012": f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANES}",
    "Y013": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "Y014": "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f",
    "Y015": "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    "Y016": "\x85\u2028\u2029",
    "Y017": "\ufffc\ufffd",
}
INVISIBLE = _KINDS["Y014"]
_ODD = re.compile("|".join(f"(?P<{code}>[{characters}]+)" for code, characters in _KINDS.items()))
_FORBIDDEN = re.compile(f"[{_KINDS['Y012']}{_KINDS['Y013']}{_KINDS['Y016']}]")
_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE_LINE = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*\u3000[ \t\u3000]*(?=[\r\n]|$)")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = dict(zip("0abvfeNLP", "\0\x07\x08\x0b\x0c\x1b\x85\u2028\u2029", strict=True))


def clean(text: str) -> str:
    """The text with every forbidden character replaced by U+FFFD, one for one."""
    return _FORBIDDEN.sub("\ufffd", text).replace("\ufeff", "\u200b")


def emptied(text: str) -> str:
    """The text whose lines of nothing but full-width blanks are empty, as they look; every other line as it is."""
    return _WIDE_LINE.sub("", text)


def printable(text: str) -> bool:
    """Whether nothing in the text needs a closer look: a quick test that most files pass."""
    return text.replace("\n", "").isprintable() and "\ufffd" not in text and "\ufffc" not in text


def lines(text: str) -> list[str]:
    """The lines of a file as an editor counts them."""
    return _BREAK.split(text)


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text, 0, index))]
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def findings(text: str, file: str) -> list[Finding]:
    """What is to be said of the characters of a file, at most `LIMIT` findings, one for each run of them."""
    found: list[Finding] = []
    starts = [0]
    breaks: Iterator[re.Match[str]] = _BREAK.finditer(text)
    upcoming = next(breaks, None)
    for run in _ODD.finditer(text):
        while upcoming is not None and upcoming.end() <= run.start():
            starts.append(upcoming.end())
            upcoming = next(breaks, None)
        where = Where(file, len(starts), run.start() - starts[-1] + 1)
        found.append(messages.finding(run.lastgroup or "", where, character=named(run.group()[0])))
        if len(found) == LIMIT:
            break
    return found


def escaped(raw: str, file: str, line: int, column: int) -> list[Finding]:
    """The same for the escapes of a double-quoted scalar, `raw` being its text with the quotes at line:column."""
    found: list[Finding] = []
    for escape in _ESCAPE.finditer(raw):
        digits = escape.group(1) or escape.group(2) or escape.group(3)
        code = int(digits, 16) if digits else 0
        character = chr(min(code, 0x10FFFF)) if digits else _NAMED.get(escape.group(4), " ")
        odd = _ODD.fullmatch(character)
        if odd is None or len(found) == LIMIT:
            continue
        down, across = place(raw, escape.start())
        where = Where(file, line + down - 1, across if down > 1 else column + across - 1)
        found.append(messages.finding(odd.lastgroup or "", where, character=named(character)))
    return found


def named(character: str) -> str:
    """The character as it may be shown: U+200B (ZERO WIDTH SPACE)."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")
