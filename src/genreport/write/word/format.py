"""One Word style and its properties as XML: fonts, sizes, distances between lines, indents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from genreport.write.word.xml import half_points, twips, xml

Style = Mapping[str, Any]  # the content of style.yaml
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
CENTRED = '<w:jc w:val="center"/>'


def text_width(style: Style) -> int:
    """The width of the text in twips."""
    page = style["page"]
    return twips(page["width"] - page["left"] - page["right"])


def text_height(style: Style) -> int:
    """The height of the text in twips."""
    page = style["page"]
    return twips(page["height"] - page["top"] - page["bottom"])


def fonts(style: Style, role: str, latin: str | None = None) -> str:
    """The run property for a role of style.yaml's `fonts`; figures and letters in the Latin font."""
    word, western = xml(style["fonts"][role]["word"]), xml(latin or style["latin"])
    return f'<w:rFonts w:ascii="{western}" w:hAnsi="{western}" w:eastAsia="{word}" w:cs="{western}"/>'


def size(points: float) -> str:
    """The run property for a size of type."""
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def run(style: Style, entry: Mapping[str, Any]) -> str:
    """The `w:rPr` for an entry of style.yaml's `text`."""
    return f"<w:rPr>{fonts(style, entry['font'])}{size(entry['size'])}</w:rPr>"


def pitch(points: float, before: float = 0, after: float = 0) -> str:
    """The paragraph property for an exact pitch of lines, and the room around them, all in points."""
    around = f'w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    return f'<w:spacing {around} w:line="{round(points * 20)}" w:lineRule="exact"/>'


def indent(points: float, **characters: float) -> str:
    """The paragraph property for indents given in characters of so many points.

    `left`, `right` and `firstLine` are written in both of Word's units: characters come first in Word, twips are
    all that LibreOffice knows.
    """
    both = (
        f'w:{side}Chars="{round(n * 100)}" w:{side}="{round(n * points * 20)}"'
        for side, n in characters.items()
    )
    return f"<w:ind {' '.join(both)}/>"


def one(kind: str, name: str, label: str, inner: str, base: str = "", after: str = "", rank: int = 0) -> str:
    """One `w:style`; a rank puts it among those that Word offers. A label in Chinese is a style of our own."""
    own = ' w:customStyle="1"' if not label.isascii() else ""
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{name}"><w:name w:val="{xml(label)}"/>'
        + (f'<w:basedOn w:val="{base}"/>' if base else "")
        + (f'<w:next w:val="{after}"/>' if after else "")
        + (f'<w:uiPriority w:val="{rank}"/><w:qFormat/>' if rank else "")
        + f"{inner}</w:style>"
    )


def paragraph(
    name: str,
    label: str,
    properties: str,
    run: str = "",
    base: str = "Normal",
    after: str = "",
    rank: int = 0,
) -> str:
    """One paragraph style, from the content of its `w:pPr` and its whole `w:rPr`."""
    return one("paragraph", name, label, f"<w:pPr>{properties}</w:pPr>{run}", base, after, rank)
