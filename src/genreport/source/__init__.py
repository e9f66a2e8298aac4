"""A report's file as plain data with the place of every value, or the findings that say why it cannot be had.

Bytes become text (`decoding`), the text is looked over (`characters`), one pass over the parser's events builds the
tree (`tree`); what went wrong is put into a clerk's words by `traps` and `syntax`.
"""

from __future__ import annotations

import hashlib
import stat
import sys
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from genreport import messages
from genreport.finding import Finding, Path, Severity, Text, Where
from genreport.reasons import why
from genreport.source import characters, decoding, repeated, tree
from genreport.source.numerals import advice as advice
from genreport.source.tree import Mark as Mark
from genreport.source.tree import Scalar as Scalar

MAX_BYTES = 5_000_000
_NO_NAME = Text("文件名不能使用", "the name cannot be used")
UNREADABLE = frozenset({"Y001", "Y002", "Y003", "Y004", "Y005", "Y006", "Y007", "Y008"})  # exit status 2


@dataclass(frozen=True)
class Source:
    """A file that was read: its tree of dict, list and leaves, and where everything in it stands.

    `scalars` and `keys` go by path, an item of a list by its number as text; `keys` also knows where list items begin.
    """

    file: str
    sha256: str
    root: dict[str, Any]
    scalars: dict[Path, Scalar]
    keys: dict[Path, Mark]

    def where(self, path: Path) -> Where:
        """The place of a value, else of its key, else of the nearest thing above it that the file has."""
        for length in range(len(path), 0, -1):
            scalar = self.scalars.get(path[:length])
            mark = scalar.mark if scalar and scalar.raw else self.keys.get(path[:length])
            if mark is not None:
                return Where(self.file, *mark, path)
        return Where(self.file, *self.keys[()], path)


def load(file: File) -> tuple[Source | None, list[Finding]]:
    """`read` of a file on disk; one that cannot be read gives one finding of the codes in `UNREADABLE`."""
    where = Where(str(file))
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            return None, [messages.finding("Y002", where)]
        if not stat.S_ISREG(status.st_mode):
            return None, [messages.finding("Y003", where)]
        if status.st_size > MAX_BYTES:
            return None, [_too_large(where, status.st_size)]
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [messages.finding("Y001", where)]
    except PermissionError:
        return None, [messages.finding("Y004", where)]
    except OSError as error:
        return None, [messages.finding("Y008", where, reason=why(error, reading=True))]
    except ValueError:  # a name with a NUL in it
        return None, [messages.finding("Y008", where, reason=_NO_NAME)]
    return read(data, str(file))


def read(data: bytes, file: str) -> tuple[Source | None, list[Finding]]:
    """What the bytes of a report say, and all that is to be said of them, in the order of the lines.

    Without a source there is at least one error. A source can come with errors too (a key that stands twice, a
    forbidden character, shown as U+FFFD), so that the rest of the file can be checked in the same run.
    """
    if len(data) > MAX_BYTES:
        return None, [_too_large(Where(file), len(data))]
    text, found = decoding.text(data, file)
    if text is None:
        return None, found
    if "\u3000" in text:
        text = characters.emptied(text)
    if not characters.printable(text):
        found += characters.findings(text, file)
        text = characters.clean(text)
    walk = tree.Pass(text, file)
    walk.run()
    found += walk.found + repeated.findings(walk.repeats, file)
    told = _told(walk, text, file)
    found = _ordered(found, told)
    if told or not walk.sound:
        return None, found
    digest = hashlib.sha256(data).hexdigest()
    return Source(file, digest, walk.root, walk.scalars, walk.keys), found


def _told(walk: tree.Pass, text: str, file: str) -> list[Finding]:
    """What the pass noticed but cannot say itself: the parser's error, swallowed keys, a file that is no mapping."""
    if walk.error is not None:
        from genreport.source import syntax  # only faulty files need it, and it takes time to load

        told = syntax.explain(characters.lines(text), walk.error, walk.last, file)
        return _swallowed(walk, text, file, before=min(f.where.line for f in told)) + told
    if walk.suspects:
        told = _swallowed(walk, text, file)
        if told:
            return told
    if walk.sound and not isinstance(walk.root, dict):
        if walk.root is None:
            return [messages.finding("Y006", Where(file))]
        return [messages.finding("Y031", Where(file, *walk.keys[()]))]
    return []


def _swallowed(walk: tree.Pass, text: str, file: str, before: int = sys.maxsize) -> list[Finding]:
    """The traps in the lines where a value looks as if it had swallowed a key."""
    from genreport.source import traps

    lines = characters.lines(text)
    suspects = sorted(line for line in walk.suspects if line < before)
    return traps.grouped([f for line in suspects for f in traps.findings(lines[line - 1], line, file)])


def _ordered(found: list[Finding], told: list[Finding]) -> list[Finding]:
    """All findings by place, and of one fault the better one: an invisible character is told with the key it spoils,
    and what the parser made of a forbidden character is not told beside it."""
    spoilt = {finding.where.line for finding in told}
    forbidden = {finding.where.line for finding in found if finding.code in ("Y012", "Y013", "Y016")}
    rest = [
        f
        for f in found
        if f.where.line not in spoilt
        or (f.severity is Severity.ERROR and f.code != "Y035")
        or f.where.line == 0
    ]
    rest += [finding for finding in told if finding.where.line not in forbidden]
    rest.sort(key=lambda finding: (finding.where.line, finding.where.column))
    if len(rest) >= tree.MAX_FINDINGS:
        most = tree.MAX_FINDINGS - 1
        rest[most:] = [messages.finding("Y099", Where(rest[0].where.file), most=most)]
    return rest


def _too_large(where: Where, size: int) -> Finding:
    return messages.finding("Y005", where, most=MAX_BYTES // 1_000_000, now=-(-size // 100_000) / 10)
