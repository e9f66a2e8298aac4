"""Excerpts: the line of the file that a finding speaks of, with carets below the words that are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path as File
from stat import S_ISREG
from typing import NamedTuple

from genreport.finding import Finding
from genreport.messages import shown
from genreport.show.widths import cells
from genreport.source import MAX_BYTES, characters, decoding

Sources = Mapping[str, Sequence[str]] | Callable[[str], Sequence[str]]

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(?=\s|$)")
_AFTER_KEY = re.compile(r"[\w\"']:\s+$")
_IN_BRACES = re.compile(r"(?:(?!\s#)[^,{}\[\]])+")
_OF_THE_LINE = re.compile(r"[{\[|>]|(?:(?!\s#).)+")
_WORD = re.compile(r"(?:[^\s,，。；;、：:！？{}\[\]（）()]|:(?!\s|$))+")

_LONGEST = 2_000  # characters looked through for the end of a value


class Excerpt(NamedTuple):
    """A line as it may be printed, the columns before the carets, and how many carets there are."""

    line: int
    text: str
    before: int
    carets: int


def from_disk(file: str) -> Sequence[str]:
    """The lines of a report's file, as its reader counts them; none of a file that cannot be read."""
    try:
        status = File(file).stat()
        return _lines(file, status.st_mtime_ns, status.st_size) if S_ISREG(status.st_mode) else ()
    except (OSError, ValueError):
        return ()


@lru_cache(maxsize=8)
def _lines(file: str, changed: int, size: int) -> Sequence[str]:
    """The lines of a file as it was then; one with many findings is read once."""
    if size > MAX_BYTES:
        return ()
    with File(file).open("rb") as stream:
        text, _ = decoding.text(stream.read(MAX_BYTES), file)
    return characters.lines(text) if text is not None else ()


def excerpt(f: Finding, sources: Sources | None, room: int) -> Excerpt | None:
    """The line of a finding in so many columns; None where a line would say nothing.

    That is: of a whole file, of compared numbers (their lines are shown as terms, unless words are quoted), and where
    the place is that of a neighbour because the thing itself is missing.
    """
    line = source_line(f, sources)
    if line is None or (f.terms and not f.quote) or _of_another(f, line):
        return None
    start, end = span(line, f.where.column, f.quote)
    return _windowed(f.where.line, line, (start, end), room)


def span(line: str, column: int, quote: str = "") -> tuple[int, int]:
    """From where to where the words stand (from 0) that begin at a column (from 1), or the words quoted."""
    start = min(max(column - 1, 0), len(line))
    at = line.find(quote, start) if quote else -1
    if quote and at < 0:
        at = line.find(quote)
    return (at, at + len(quote)) if at >= 0 else (start, start + _length(line, start))


def source_line(f: Finding, sources: Sources | None) -> str | None:
    """The line of the file that a finding stands on; None when it is not to be had."""
    if sources is None or f.where.line < 1:
        return None
    lines = sources(f.where.file) if callable(sources) else sources.get(f.where.file, ())
    return lines[f.where.line - 1] if f.where.line <= len(lines) else None


def _of_another(f: Finding, line: str) -> bool:
    """Whether the key at the place is not the finding's own."""
    key = _KEY.match(line, max(f.where.column - 1, 0))
    return bool(f.where.path and key and key[1] != f.where.path[-1]) and not f.quote


def _length(line: str, start: int) -> int:
    """How long the value or word is that begins here: one character at least."""
    if start >= len(line) or shown(line[start]) != line[start]:
        return 1
    if quoted := _QUOTED.match(line, start, start + _LONGEST):
        return quoted.end() - start
    pattern = _WORD
    if _AFTER_KEY.search(line, max(0, start - 40), start):
        pattern = _IN_BRACES if line.count("{", 0, start) > line.count("}", 0, start) else _OF_THE_LINE
    found = pattern.match(line, start, start + _LONGEST)
    if found is None or (not line[:start].strip() and line[found.end() : found.end() + 1] not in (":", "：")):
        return 1  # the beginning of a paragraph stands for all of it
    return max(1, len(found[0].rstrip()))


def _windowed(number: int, line: str, of: tuple[int, int], room: int) -> Excerpt:
    """The line, cut on both sides to the part that matters when it is wider than the room."""
    start, end = of
    first, last = max(0, start - room), min(len(line), start + room)
    pieces = [shown(c) for c in line[first:last]]
    wide = [0, *accumulate(cells(p) for p in pieces)]  # columns before each character
    at = start - first
    if first > 0 or last < len(line) or wide[-1] > room:
        after = max(1, min(wide[-1] - wide[at], room * 2 // 3))
        low = next(n for n in range(at + 1) if wide[at] - wide[n] + after <= room - 1 or n == at)
        high = max(n for n in range(at, len(wide)) if wide[n] - wide[low] <= room - 2 or n == at)
    else:
        low, high = 0, len(pieces)
    left, right = "…" if first + low > 0 else "", "…" if first + high < len(line) else ""
    stop = min(end - first, high)
    carets = max(1, wide[stop] - wide[at]) if stop > at else 1
    text = left + "".join(pieces[low:high]) + right
    return Excerpt(number, text.rstrip(), len(left) + wide[at] - wide[low], carets)
