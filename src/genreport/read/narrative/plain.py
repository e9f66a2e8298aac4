"""The text of a line as it is kept, and the same text as it is compared: both of the same length."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_NOTHING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_CHINESE = "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60‘’“”—…"
_INNER_BLANK = re.compile(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
_MARKER_BLANK = re.compile(r"^([（(][一二三四五六七八九十]{1,2}[）)]) +")
_FULL = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans(
    {"【": "[", "】": "]", "〔": "[", "〕": "]", "﹒": ".", "·": ".", "•": ".", "﹑": "、"}
)
# written so in traditional characters only, and hardly a page of government is without one of them
_TRADITIONAL = re.compile(
    "[開報總體處複復議訴訟問題辦縣區務機關數據鎮鄉號電話郵編統計條項內類範規檔單費許強額對發廢現係為業團會與還過應當結轉續這個們來無產權貳聯繫]"
)


def tidy(text: str) -> str:
    """The text without the blanks that are layout: indents, runs of blanks, blanks between Chinese characters."""
    text = _BLANKS.sub(" ", _NOTHING.sub("", text)).strip()
    text = _INNER_BLANK.sub("", text)
    return _MARKER_BLANK.sub(r"\1", text)


def fold(text: str) -> str:
    """The text for comparing: half-width signs, simplified characters; every character keeps its place."""
    half = text.translate(_FULL).translate(_SIGNS)
    if not _TRADITIONAL.search(half):
        return half
    simple = str(_converter().convert(half))
    return simple if len(simple) == len(text) else half


def bare(text: str) -> str:
    """The text folded, its blanks gone."""
    return _BLANKS.sub("", fold(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC  # reads its dictionaries when it is made

    return OpenCC("t2s")
