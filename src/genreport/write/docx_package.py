"""The parts of a Word file and their relations (python-docx), packed so that equal input gives equal bytes."""

from __future__ import annotations

import base64
import struct
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from genreport.write.docx_lists import NUMBERS
from genreport.write.docx_xml import DECLARATION, NAMESPACES, legal, xml

_EMU = 914400 // 1440  # English metric units in a twip
_PIXEL = 15  # twips in a CSS pixel, the 96th of an inch
# what python-docx raises of a picture that is not whole
_UNREADABLE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    struct.error,
    ArithmeticError,
    LookupError,
    ValueError,
)
_SUFFIXES = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}


class Parts:
    """The package, and what the body refers to: links, pictures, numbered lists, sizes of figures."""

    def __init__(self, tallest: int) -> None:
        self._package = Package()
        self._document = DocumentPart(
            PackURI("/word/document.xml"),
            CONTENT_TYPE.WML_DOCUMENT_MAIN,
            parse_xml(f"<w:document {NAMESPACES}/>"),
            self._package,
        )
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._tallest = tallest  # the height in twips that a picture may have
        self._pictures = 0
        self.lists: list[tuple[int, int]] = []  # of each numbered list: its level, its first number
        self.sizes: set[int] = set()  # of figures in tables, in half points

    def link(self, address: str) -> str:
        """The id of the relation to an outside address."""
        return self._document.relate_to(legal(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def picture(self, source: str, words: str, width: int) -> str | None:
        """The run that shows a `data:` picture, not wider than `width` twips; None if Word cannot show it."""
        head, _, data = source.partition(",")
        if not (head.startswith("data:image/") and head.endswith(";base64")):
            return None
        try:
            relation, image = self._document.get_or_add_image(BytesIO(base64.b64decode(data)))
            pixels = image.px_width, image.px_height
        except _UNREADABLE:
            return None
        if min(pixels) < 1:
            return None
        scale = min(1.0, width / (pixels[0] * _PIXEL), self._tallest / (pixels[1] * _PIXEL))
        self._pictures += 1
        return _drawing(self._pictures, relation, words, *(round(n * _PIXEL * scale) * _EMU for n in pixels))

    def numbered(self, level: int, start: int) -> int:
        """The number of a new list that counts from `start`."""
        self.lists.append((level, start))
        return NUMBERS + len(self.lists)

    def add(self, name: str, content_type: str, relation: str, content: str) -> str:
        """Adds a part that the document refers to; returns the id of the relation."""
        part = Part(PackURI(f"/word/{name}"), content_type, _encoded(content), self._package)
        return self._document.relate_to(part, relation)

    def describe(self, core: str, application: str) -> None:
        """Adds the document's properties."""
        for name, content_type, relation, content in (
            ("core", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, core),
            ("app", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, application),
        ):
            part = Part(PackURI(f"/docProps/{name}.xml"), content_type, _encoded(content), self._package)
            self._package.relate_to(part, relation)

    def pack(self, body: str) -> bytes:
        """The file, with this content of `w:body`."""
        self._document.element.append(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))
        parts = list(self._package.iter_parts())
        members: list[tuple[str, bytes]] = [
            ("[Content_Types].xml", _encoded(_content_types(parts))),
            (PACKAGE_URI.rels_uri.membername, _bytes(self._package.rels.xml)),
        ]
        for part in parts:
            members.append((part.partname.membername, part.blob))
            if len(part.rels):
                members.append((part.partname.rels_uri.membername, _bytes(part.rels.xml)))
        return _zipped(members)


def _encoded(content: str) -> bytes:
    return (DECLARATION + content).encode()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    """A zip whose members have no date of their own: python-docx would stamp the local time on each."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            entry = ZipInfo(name)  # dated with the first day that a zip knows
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return packed.getvalue()


def _content_types(parts: list[Any]) -> str:
    pictures = {p.partname.ext: p.content_type for p in parts if p.partname.startswith("/word/media/")}
    defaults = "".join(
        f'<Default Extension="{xml(ext)}" ContentType="{kind}"/>'
        for ext, kind in sorted({**_SUFFIXES, **pictures}.items())
    )
    overrides = "".join(
        f'<Override PartName="{p.partname}" ContentType="{p.content_type}"/>'
        for p in parts
        if p.partname.ext not in pictures
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{defaults}{overrides}</Types>'


def _drawing(number: int, relation: str, words: str, width: int, height: int) -> str:
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
