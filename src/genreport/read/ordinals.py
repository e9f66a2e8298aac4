"""Automatic numbers of lists and headings as they are printed: 一, （二）, 3, iv, C."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "cjk-ideographic",
    "simp-chinese-informal",
    "trad-chinese-informal",
    "cjk-decimal",
}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def ordinal(number: int, kind: str) -> str:
    """The number in a kind of Word's (`chineseCounting`) or of CSS (`cjk-ideographic`); "" for bullets."""
    if kind in ("bullet", "none") or not 0 < number < 1000:
        return ""
    if kind in _CHINESE:
        return chinese(number, _DIGITS, "十百")
    match kind:
        case "chineseLegalSimplified" | "simp-chinese-formal" | "ideographLegalTraditional":
            return chinese(number, _FORMAL, "拾佰")
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(d)] for d in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + number - 1) if number <= 20 else str(number)
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(d)) for d in str(number))
        case "decimalZero" | "decimal-leading-zero":
            return f"{number:02d}"
        case "lowerLetter" | "lower-alpha" | "lower-latin":
            return chr(96 + number) if number <= 26 else str(number)
        case "upperLetter" | "upper-alpha" | "upper-latin":
            return chr(64 + number) if number <= 26 else str(number)
        case "lowerRoman" | "lower-roman":
            return _roman(number)
        case "upperRoman" | "upper-roman":
            return _roman(number).upper()
    return str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百") -> str:
    """1 to 999 in Chinese numerals: 十, 二十一, 一百零三."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = digits[hundreds] + units[1] if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + units[0]
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
