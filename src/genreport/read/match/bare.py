"""Labels as they are compared: bare of spaces, brackets, punctuation and numbering, in simplified characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

_SPACE = re.compile("[\\s\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe0f\ufeff]+")
_MARKS = re.compile(r"[^0-9A-Za-z\u3007\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ORDINAL = "[一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(
    rf"\(?({_ORDINAL})[)、.,:]+|\(?([0-9]{{1,2}})(?:[)、,:]+|\.(?![0-9]))|([0-9]{{1,2}})(?=[\u3400-\u9fff])"
)
_NOTE = re.compile(rf"[(\[{{【〔〖「『<《](?!(?:{_ORDINAL}|[0-9]{{1,2}})\))")  # （一） is no note
_CLOSING = ")]}】〕〗」』>》"
_CLOSED = re.compile(r"[)\]}】〕〗」』>》]")
_LONG = 400  # no label is longer, notes included


class Printed(NamedTuple):
    """A label as printed: `full` without its numbering, `stem` also without the note in brackets, `whole` with all."""

    whole: str
    full: str
    stem: str
    number: str


def folded(text: str) -> str:
    """Full-width letters as half-width ones, no blanks of any kind, simplified characters."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return _simplified(plain) if _may_be_traditional(plain) else plain


def _may_be_traditional(text: str) -> bool:
    """Whether a character is not among those of the mainland's basic set, which has simplified ones only."""
    if text.isascii():
        return False
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any(_HAN.match(c) and not _basic(c) for c in text)
    return False


@cache
def _basic(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=4096)
def printed(text: str) -> Printed:
    """The label that a text is when it is one."""
    plain = folded(text[:_LONG])
    number, rest = "", plain
    if match := _NUMBER.match(plain):
        number = next(g for g in match.groups() if g)
        rest = plain[match.end() :]
    full = _MARKS.sub("", rest)
    note = _NOTE.search(rest, 1)
    ends = note and (rest[-1] in _CLOSING or not _CLOSED.search(rest, note.end()))
    stem = _MARKS.sub("", rest[: note.start()]) if note and ends else full
    return Printed(_MARKS.sub("", plain), full, stem, number)


def note(text: str) -> str:
    """What stands in a label behind its stem, folded: where a unit may be stated."""
    plain = folded(text[:_LONG])
    match = _NOTE.search(plain, 3)
    return plain[match.start() :] if match else ""
