"""Strings made safe inside WordprocessingML, its namespaces, and the units Word counts in."""

from __future__ import annotations

import re
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# the prefixes used in the parts that we write
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
# characters that no XML document may hold, not even as a reference
_PLAIN = re.compile("[ !#-%(-;=?-~\u00a0-\ud7ff\ue000-\ufffd]*")  # what stands for itself, nearly every text
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the characters that XML forbids (they show nothing in any case)."""
    return _ILLEGAL.sub("", text)


def xml(value: object) -> str:
    """The value as it may stand in an element's text or in a quoted attribute."""
    text = str(value)
    return text if _PLAIN.fullmatch(text) else escape(legal(text))


def twips(millimetres: float) -> int:
    """A length in Word's unit, the twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def half_points(points: float) -> int:
    """A size of type in Word's unit for it, the half point; rounded down, so that what fitted still fits."""
    return max(2, int(points * 2))
