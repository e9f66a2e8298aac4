"""Words as a page or a Word file holds them, made plain: white space, breaks within a line, what nobody sees."""

from __future__ import annotations

import re

BREAK = "\ufdd2"  # (places that no character will ever have) a break within a heading, which is one line all the same
_UNSEEN = dict.fromkeys(
    [0xAD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_CONTROL = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_WHITE = re.compile(r"[ \t\r\n]+")
_TORN = re.compile(rf"(?<=[{_WIDE}\d])[\s\ufdd2]*\ufdd2[\s\ufdd2]*(?=[{_WIDE}\d])|[ ]*\ufdd2[\s\ufdd2]*")
_RAISED = r"\ufdd0[\s\ufdd0\[［(（【]*(\d+)[\s\ufdd1\]］)）】]*\ufdd1"
_MARK = re.compile(rf"(?<=\d){_RAISED}|{_RAISED}(?=\d)|[\ufdd0\ufdd1]")
RAISED, LOWERED = "\ufdd0", "\ufdd1"  # where raised characters begin and end


def plain(text: str, kept: bool = False) -> str:
    """One line of text without indentation; `kept`: its white space means something (`<pre>`, Word).

    Source lines that were wrapped between two Chinese characters are joined without a blank. A raised number after a
    figure is a reference to a note: it is set in brackets, lest it become part of the figure.
    """
    if not kept:
        text = _WHITE.sub(" ", _WRAPPED.sub("", text))
    text = text.translate(_UNSEEN)
    if BREAK in text:
        text = _TORN.sub(lambda m: "" if m.start() and m[0].strip(" ") and _joined(m) else " ", text)
    if RAISED in text:
        text = _MARK.sub(lambda m: f"[{m[1] or m[2]}]" if m[1] or m[2] else "", text)
    return text.translate(_CONTROL).replace("\xa0", " ").strip()


def _joined(found: re.Match[str]) -> bool:
    """Whether a break stands between two Chinese characters or digits, where a blank would be wrong."""
    before, after = found.string[found.start() - 1], found.string[found.end() : found.end() + 1]
    return not (before.isascii() and after.isascii())
