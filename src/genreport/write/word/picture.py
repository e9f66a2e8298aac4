"""A picture of the page as a drawing in Word."""

from __future__ import annotations

import base64
import binascii

from genreport.write.word.xml import xml

_EMU = 914400 // 1440  # English metric units in a twip
_PIXEL = 15  # twips in a CSS pixel, the 96th of an inch


def content(source: str) -> bytes | None:
    """The file in a `data:` address; None for any other address, since nothing is fetched."""
    head, _, text = source.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        return None
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None


def fitted(pixels: tuple[int, int], widest: int, tallest: int) -> tuple[int, int]:
    """The measures of a picture in EMU: its own size, or as much smaller as these measures in twips ask."""
    scale = min(1.0, widest / (pixels[0] * _PIXEL), tallest / (pixels[1] * _PIXEL))
    width, height = (max(1, round(n * _PIXEL * scale)) * _EMU for n in pixels)
    return width, height


def drawing(number: int, relation: str, words: str, size: tuple[int, int]) -> str:
    """The run that shows the picture of this relation in a size in EMU; `words` say what it shows."""
    width, height = size
    name = f'id="{number}" name="图片 {number}" descr="{xml(words)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
