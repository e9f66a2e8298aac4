"""From the bytes of a text to its lines: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from genreport.read.refused import Refused

PARTS = 100_000  # lines and cells; a report has about 1,000

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_USUAL = re.compile("[\t\n\r -~\N{HYPHEN}-\N{HYPHENATION POINT}\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def lines(data: bytes) -> list[str]:
    """The lines of a text without unseen characters; raises `Refused` for what is no text."""
    text = _decoded(data)
    if sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in text[:10_000]) * 50 > len(text[:10_000]):
        raise Refused("I028")
    if len(text) > PARTS and sum(c in "|｜│┃\t\n\r" for c in text) > PARTS:
        raise Refused("I030")
    return [_UNSEEN.sub("", line) for line in _BREAK.split(text)]


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = [(_faults(data.decode(name, errors="replace")), n, name) for n, name in enumerate(_LOCAL)]
    faults, _, name = min(guesses)
    if faults * 50 > len(data) + 50:
        raise Refused("I028")
    return data.decode(name, errors="replace")


_LOCAL = ("utf-8", "gb18030", "big5hkscs")  # of two that fit alike the first is meant


def _faults(text: str) -> int:
    """How much of a text does not look like one: what could not be decoded, what nobody types."""
    return sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or "\x80" <= c < "\xa0" for c in text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the zeros of its digits and blanks and by its characters."""
    if b"\0" not in data:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = data[:4000].decode(name, errors="replace")
        if len(_USUAL.findall(text)) * 10 > len(text) * 9:
            return name
    return None
