"""The text of a foreign page, whose declared encoding may be wrong: by its mark, its bytes, then what it declares."""

from __future__ import annotations

import codecs
import re

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_HEAD = 8192  # bytes in which a declaration may stand
_CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}


def decoded(data: bytes) -> str:
    """The text; a byte that fits no encoding becomes U+FFFD, so that no figure comes of it.

    What is whole UTF-8 is UTF-8, whatever it declares: Chinese text in another encoding never is by chance.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide(data[:400])
    if wide:
        return data.decode(wide, errors="replace")
    declared = _CHINESE.get(_declaration(data))
    candidates = ["utf-8", *([declared] if declared else []), "gb18030", "big5hkscs"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding in ("utf-8", declared) or not _private(text):
            return text
    # damaged: the encoding in which the least is lost, the declared one when they are equal
    guesses = [
        data.decode(e, errors="replace") for e in dict.fromkeys([declared or "utf-8", "utf-8", "gb18030"])
    ]
    return min(guesses, key=lambda text: text.count("\ufffd") + _private(text))


def _declaration(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii").lower() if found else ""


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: tags are Latin, so every second byte is zero."""
    for half, encoding in ((head[::2], "utf-16-be"), (head[1::2], "utf-16-le")):
        if len(half) > 4 and half.count(0) * 2 > len(half):
            return encoding
    return ""


def _private(text: str) -> int:
    """Characters of private use: an encoding of another country fills these places."""
    return sum("\ue000" <= c <= "\uf8ff" for c in text)
