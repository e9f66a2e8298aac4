"""Numbers as a clerk types them: which plain text is a number, and what to type instead of one that is not."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from genreport import messages
from genreport.finding import Text, Where
from genreport.source import columns
from genreport.source.columns import digits

DIGITS = 18  # of an integer: enough for every count, and safe in every program that reads our output

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")  # as many digits as DIGITS
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
_BLANKS = " \t\u00a0\u3000\u2002\u2003\u2009\u200b\u202f\ufeff"
_NOTHING = set("- -- — —— – ― － －－ / ／ \\ ＼ 、 无 空 ○ 没有 暂无 未发生 不涉及 n/a na none nil".split())
_WORDS = {"", "~", *"null yes no true false on off y n 是 否 有 √ ✓ nan .nan .inf +.inf -.inf".split()}
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("”", "”"), ("‘", "’"), ("「", "」"), ("＂", "＂"), ("`", "`"))
_MINUS = re.compile(r"[−－–—﹣‐‑]\s*(?=[0-9])")
_SCALED = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(百万|千万|百|千|万|亿)(?:余|多)?\s*[\u4e00-\u9fff]{0,3}")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNIT = re.compile(r"(.*[0-9])\s*((?![十百千万亿半成几])[\u4e00-\u9fff]{1,4}|[%％]|[(（][^()（）]*[)）])")
_GROUPED = re.compile(r"([0-9]{1,3})(?:[,，_'’ 、\u00a0\u2009\u202f\u3000][0-9]{3})+|[0-9]+(?:_[0-9]+)+")
_EXPONENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})")
_OTHER_BASE = re.compile(
    r"0[xX][0-9A-Fa-f_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9]+(?::[0-9.]+)+|[0-9.]+[eE][-+]?[0-9]+"
)
_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")

_VAGUE = re.compile(
    r"[约近超逾>≥＞<≤＜~～≈].*[0-9]|.*[0-9].*(?:左右|余|多|以上|以内|[-~～—+*/＋×÷至到].*[0-9])"
)
_FIGURES = {"两": 2} | {
    sign: value
    for signs in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, sign in enumerate(signs)
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def resolve(raw: str) -> int | Decimal | str | None:
    """The value of a plain scalar: nothing, a decimal integer or fraction; everything else is text as it stands.

    A number of more than `DIGITS` digits stays text too: as a count it is refused, as an account number it is right.
    """
    if raw.isdecimal() and raw.isascii():
        return int(raw) if len(raw) <= DIGITS and (raw[0] != "0" or len(raw) == 1) else raw
    if raw in ("", "~", "null"):
        return None
    if raw[-1] in "0123456789":
        if _INTEGER.fullmatch(raw):
            return int(raw)
        if _DECIMAL.fullmatch(raw):
            return Decimal(raw)
    return raw


def advice(raw: str, number: str = "integer", label: str = "") -> Text | None:
    """What to type instead of a scalar that stands where a number is wanted; None where nothing better is known.

    `number` is the kind of the column (integer, change, amount), `label` its words in the form, with its unit. A
    fraction is proposed for an amount alone.
    """
    word = raw.strip(_BLANKS)
    if len(word) <= 80 and number in ("amount", "change"):
        narrow = _narrow(word)[0]
        told = columns.amount(narrow, label) if number == "amount" else columns.change(narrow)
        if told is not None and not (number == "change" and _MINUS.match(word) and word[1:].isdecimal()):
            return told
    if word.lower() in _NOTHING:
        return _sentence("Y201")
    if word.lower() in _WORDS or _DATE.fullmatch(word):
        return _sentence("Y202")
    if len(word) > 80:
        return None
    return _rewritten(raw, word, fractions=number == "amount")


def _rewritten(raw: str, word: str, fractions: bool) -> Text | None:
    """The number that is meant, found by undoing one habit after the other; the first one undone is named."""
    named: tuple[str, str] | None = None
    for code, undo in _HABITS:
        changed, what = undo(word)
        if changed != word:
            named = named or (code, what)
            word = changed
    scaled = _SCALED.fullmatch(word)
    if scaled:
        number = Decimal(scaled[1]) * _SCALES[scaled[2]]
        if not fractions:
            whole = number == number.to_integral_value()
            return _sentence("Y223", write=digits(number)) if whole else _sentence("Y226")
        return _sentence("Y212", write=digits(number), plain=scaled[1], scale=scaled[2])
    if _CANONICAL.fullmatch(word):
        if not fractions and Decimal(word) != Decimal(word).to_integral_value():
            return _sentence("Y226") if word != raw else None
        if named:
            return _sentence(named[0], write=word, what=named[1])
        return _sentence("Y207", write=word, what="") if word != raw else _whole(word)
    if re.fullmatch("[-+]?[0-9]+", word):
        return _sentence("Y216", digits=DIGITS)
    if _OTHER_BASE.fullmatch(word):
        return _sentence("Y217")
    return _sentence("Y214") if _VAGUE.fullmatch(word) else None


def _whole(word: str) -> Text | None:
    number = Decimal(word)
    return (
        _sentence("Y215", write=digits(number))
        if "." in word and number == number.to_integral_value()
        else None
    )


def _sentence(code: str, **values: Any) -> Text:
    return messages.finding(code, Where(""), **values).message


def _unquoted(word: str) -> tuple[str, str]:
    for left, right in _QUOTES:
        if len(word) > 2 and word.startswith(left) and word.endswith(right):
            return word[1:-1].strip(_BLANKS), ""
    return word, ""


def _narrow(word: str) -> tuple[str, str]:
    """Full-width and foreign digits and signs as ASCII."""
    out = []
    for character in word:
        digit = unicodedata.decimal(character, None)
        wide = 0xFF01 <= ord(character) <= 0xFF5E and character in "．＋％"
        out.append(str(digit) if digit is not None else chr(ord(character) - 0xFEE0) if wide else character)
    return "".join(out), ""


def _unsigned(word: str) -> tuple[str, str]:
    return _MINUS.sub("-", word, count=1) if _MINUS.match(word) else word, ""


def _trimmed(word: str) -> tuple[str, str]:
    bare = word.rstrip(_BLANKS + ".。，,;；、")
    return (bare, word[len(bare) :].strip(_BLANKS)) if bare[-1:].isdigit() else (word, "")


def _unitless(word: str) -> tuple[str, str]:
    found = _UNIT.fullmatch(word)
    if found is None or _SCALED.fullmatch(word) or _VAGUE.fullmatch(word):
        return word, ""
    return found[1], found[2]


def arabic(word: str) -> str:
    """Chinese numerals as digits: 十二 as 12; anything else as it stands."""
    return _arabic(word)[0]


def _arabic(word: str) -> tuple[str, str]:
    """Chinese numerals as digits: 十二, 二〇二五, 一千零五, 叁拾."""
    text = word.rstrip("件条项人次个份宗元")
    if not text or not all(sign in _FIGURES or sign in _TENS or sign in _MYRIADS for sign in text):
        return word, ""
    if all(sign in _FIGURES for sign in text):
        return "".join(str(_FIGURES[sign]) for sign in text).lstrip("0") or "0", ""
    return str(_counted(text)), ""


def _counted(text: str) -> int:
    total, section, figure = 0, 0, 0
    for sign in text:
        if sign in _MYRIADS:
            total, section, figure = total + (section + figure or 1) * _MYRIADS[sign], 0, 0
        elif sign in _TENS:
            section, figure = section + (figure or 1) * _TENS[sign], 0
        else:
            figure = _FIGURES[sign]
    return total + section + figure


def _lettered(word: str) -> tuple[str, str]:
    """The letters O, l, I among digits are the digits they look like."""
    if (
        re.fullmatch(r"[0-9OolI]*[0-9][0-9OolI]*|[Oo]", word)
        and not word.isdigit()
        and not _OTHER_BASE.fullmatch(word)
    ):
        return word.translate(str.maketrans("OolI", "0011")), ""
    return word, ""


def _ungrouped(word: str) -> tuple[str, str]:
    sign = word[:1] if word[:1] in ("-", "+") else ""
    whole, point, rest = word[len(sign) :].partition(".")
    return (
        (sign + re.sub("[^0-9]", "", whole) + point + rest, "") if _GROUPED.fullmatch(whole) else (word, "")
    )


def _spelt(word: str) -> tuple[str, str]:
    found = _EXPONENT.fullmatch(word)
    return (digits(Decimal(found[1]) * 10 ** int(found[2])), "") if found else (word, "")


def _unpadded(word: str) -> tuple[str, str]:
    found = re.fullmatch(r"(-?)\+?0*([0-9].*)", word)
    return (found[1] + found[2], "") if found and not _OTHER_BASE.fullmatch(word) else (word, "")


_HABITS = (  # the code that names a habit, and what undoes it, in the order of undoing
    ("Y203", _unquoted),
    ("Y204", _narrow),
    ("Y205", _unsigned),
    ("Y213", _trimmed),
    ("Y208", _unitless),
    ("Y209", _arabic),
    ("Y210", _lettered),
    ("Y206", _ungrouped),
    ("Y211", _spelt),
    ("Y207", _unpadded),
)
