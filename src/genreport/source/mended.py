"""A line of the form as it should have been typed, where only signs, blanks and digits of it are wrong.

Nothing is guessed: a line is mended when it reads as `key: value` or `key: {key: number, …}` with each sign in one of
the shapes an input method gives it. All of its faults are then told at once, with the line to type instead.
"""

from __future__ import annotations

import re
import unicodedata

MAX_LINE = 200  # characters of a line that is shown whole

_WIDE = "\u00a0\u2002\u2003\u2009\u3000"
_B = rf"[ {_WIDE}]*+"  # possessive: two in a row must not be tried in every division
_ID = r"[A-Za-z_][A-Za-z0-9_]*"
_COLON = rf"{_B}[:：﹕]{_B}"
_COMMA = rf"{_B}[,，、；;]{_B}"
_VALUE = r"[-－−]?[0-9０-９]*(?:[.．][0-9０-９]+)?"
_PAIR = rf"[\"“”]?{_ID}[\"“”]?{_COLON}{_VALUE}"
_LINE = re.compile(
    rf"(?P<key> *(?:- +)?{_ID})(?P<colon>{_COLON})"
    rf"(?:(?P<open>[{{｛【（(]{_B})(?P<pairs>{_PAIR}(?:{_COMMA}{_PAIR})*)(?P<comma>(?:{_COMMA})?)"
    rf"(?P<close>{_B}[}}｝】）)])|(?P<value>{_VALUE}))"
    rf"(?P<comment>(?:{_B}[#＃].*)?)"
)
_TOKEN = re.compile(rf"([\"“”]?{_ID}[\"“”]?)({_COLON})({_VALUE})({_COMMA})?")


def mended(line: str) -> tuple[int, str] | None:
    """How many signs and blanks of a line are wrong, and the line as it should be; None when that is not certain."""
    found = _LINE.fullmatch(line.rstrip()) if len(line) <= 2 * MAX_LINE else None
    if found is None:
        return None
    changes = 0
    parts = [found["key"]]

    def put(now: str, want: str) -> None:
        nonlocal changes
        changes += now != want
        parts.append(want)

    colon = found["colon"]
    put(colon, colon if re.fullmatch(" *: +", colon) or not (found["open"] or found["value"]) else ": ")
    if found["open"]:
        put(found["open"].rstrip(" "), "{")
        for key, sign, value, comma in _TOKEN.findall(found["pairs"]):
            put(key, key.strip('"“”') if "“" in key or "”" in key else key)
            put(sign, sign if re.fullmatch(" *: +", sign) else ": ")
            put(value, unicodedata.normalize("NFKC", value).replace("−", "-"))
            if comma:
                changes += re.fullmatch(" *, *", comma) is None
                parts.append(comma if re.fullmatch(", +", comma) else ", ")
        put(found["comma"], "")
        put(found["close"].lstrip(" "), "}")
    else:
        put(found["value"], unicodedata.normalize("NFKC", found["value"]).replace("−", "-"))
    comment = found["comment"]
    whole = "".join(parts) + (f"   #{comment.lstrip(' ' + _WIDE)[1:]}" if comment else "")
    changes += "＃" in comment[: len(comment) - len(comment.lstrip(_WIDE + " ＃"))]
    shown = whole if len(whole) <= MAX_LINE else "".join(parts)
    return (changes, shown) if changes and len(shown) <= MAX_LINE else None
