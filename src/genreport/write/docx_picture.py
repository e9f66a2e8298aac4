"""A `data:` picture of the page as a drawing in Word; python-docx, loaded for this alone, reads its kind and size."""

from __future__ import annotations

import base64
import struct
from typing import NamedTuple

from genreport.write.docx_xml import xml

_EMU = 914400 // 1440  # English metric units in a twip
_PIXEL = 15  # twips in a CSS pixel, the 96th of an inch


class Picture(NamedTuple):
    """A picture's file, named after its content, and its size in pixels."""

    name: str
    kind: str
    data: bytes
    width: int
    height: int


def picture(source: str) -> Picture | None:
    """The picture of a `data:` address; None if Word cannot show it."""
    head, _, text = source.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        return None
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    try:
        image = Image.from_blob(base64.b64decode(text))
        found = Picture(
            f"{image.sha1}.{image.ext}", image.content_type, image.blob, image.px_width, image.px_height
        )
    except (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
        # what python-docx lets through of a picture that is not whole
        struct.error,
        ArithmeticError,
        LookupError,
        ValueError,
    ):
        return None
    return found if min(found.width, found.height) > 0 else None


def drawing(found: Picture, number: int, relation: str, words: str, widest: int, tallest: int) -> str:
    """The run that shows a picture at its own size, or as much smaller as these measures in twips ask."""
    scale = min(1.0, widest / (found.width * _PIXEL), tallest / (found.height * _PIXEL))
    width, height = (max(1, round(n * _PIXEL * scale)) * _EMU for n in (found.width, found.height))
    name = f'id="{number}" name="图片 {number}" descr="{xml(words)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
