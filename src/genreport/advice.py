"""What to do about a published report: hints that only the writer of a YAML file could follow, reworded."""

from __future__ import annotations

import re
from dataclasses import replace

from genreport.finding import Finding, Text

_OWN = {
    **dict.fromkeys(("S001", "S002", "S003", "S004", "S009"), Text("在原文中补写", "add it to the original")),
    "I070": Text("核对原文中本部分的标题", "look at the heading of this section"),
    "I071": Text("在原文的标题中写明年度", "tell the year in the title"),
    "I072": Text("在原文中写明机关全称", "tell the agency's full name in the original"),
    "S013": Text("核对标题和统计期限中的年份", "check the year in title and period"),
}
_ZH = (
    ("用 accept 说明", "说明"),
    ("（accept）", ""),
    ("^改正 kind：.*", "核对机关类别与机关全称是否一致"),
    (r"，或在 YAML 里填写这一?些?项", ""),
    ("^对照原文补填$", "对照原文核对"),
)
_EN = (
    (r" under accept\b", ""),
    (r" \(accept\)", ""),
    (r"^mend kind: .*", "see whether kind and full name of the agency agree"),
    (r", or fill the items? in in the YAML", ""),
    (r"^fill (?:it|them|the row|the rest) in from the original$", "check it against the original"),
)


def fitting(f: Finding) -> Finding:
    """The finding with a hint that can be followed in the original, whatever its medium."""
    hint = _OWN.get(f.code) or Text(_reworded(f.hint.zh, _ZH), _reworded(f.hint.en, _EN))
    return f if hint == f.hint else replace(f, hint=hint)


def _reworded(hint: str, words: tuple[tuple[str, str], ...]) -> str:
    for pattern, instead in words:
        hint = re.sub(pattern, instead, hint)
    return hint
