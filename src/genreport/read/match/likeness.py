"""Labels that are not quite the form's: cut, or with a slip; taken only where no other label could be meant.

Letters may be missing, and a letter may be another; none may come in front or be put in, since `非行政许可` and
`其他规范性文件` are other things than `行政许可` and `规范性文件`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

_SHORT = 3  # a label of fewer letters says too little
_KEPT = 0.6  # of the letters of the form's label
_HEAD = 4  # letters of a beginning that only one label has
_FAR = 99
_NEGATIONS = "非不未无免"


def nearest(key: str, labels: Mapping[str, Hashable]) -> str:
    """The label that is clearly meant by `key`; empty where it is none or could be two.

    `labels` tells for each wording what it stands for: two wordings of one thing do not rival.
    """
    if len(key) < _SHORT or not labels:
        return ""
    begun = {what: label for label, what in labels.items() if label.startswith(key)}
    if len(begun) == 1 and len(key) >= _HEAD:
        return next(iter(begun.values()))
    from rapidfuzz.distance import Levenshtein

    best: dict[Hashable, tuple[int, str]] = {}
    for label, what in labels.items():
        away = int(Levenshtein.distance(key, label))
        if what not in best or away < best[what][0]:
            best[what] = (away, label)
    ranked = sorted(best.values())
    away, label = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else _FAR
    return label if _slip(key, label, away) and second - away >= max(2, away) else ""


def _slip(key: str, label: str, away: int) -> bool:
    """Whether a text is a label with letters missing (never its negations), or with one other letter in six."""
    if key[0] != label[0] or any(key.count(c) != label.count(c) for c in _NEGATIONS):
        return False  # what is cut off in front may have been another word
    if _within(key, label):
        return len(key) >= _KEPT * len(label)
    return len(label) >= 5 and len(key) <= len(label) and away <= max(1, len(label) // 6)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    letters = iter(long)
    return all(c in letters for c in short)
