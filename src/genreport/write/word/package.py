"""The parts of a Word file and their relations (python-docx), packed so that equal input gives equal bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from genreport.write.word.lists import NUMBERS
from genreport.write.word.picture import content, drawing, fitted
from genreport.write.word.table_styles import Figures
from genreport.write.word.xml import DECLARATION, NAMESPACES

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# a kind of part: its content type, and the type of the relation to it
_KINDS = {
    "styles": (CT.WML_STYLES, RT.STYLES),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
    "theme": (CT.OFC_THEME, RT.THEME),
}


class Parts:
    """The package, and what the body refers to: links, pictures, numbered lists, ways to set figures.

    It starts from nothing, not from python-docx's template, whose styles, dates and languages are none of ours.
    """

    def __init__(self, tallest: int) -> None:
        self._tallest = tallest  # the height in twips that a picture may have
        self._pictures = 0
        self._package = Package()
        self._document = DocumentPart(
            PackURI("/word/document.xml"),
            CT.WML_DOCUMENT_MAIN,
            parse_xml(f"<w:document {NAMESPACES}/>"),
            self._package,
        )
        self._package.relate_to(self._document, RT.OFFICE_DOCUMENT)
        self.lists: list[tuple[int, int]] = []  # of each numbered list: its level, its first number
        self.figures: set[Figures] = set()  # the ways that figures are set in tables

    def link(self, address: str) -> str:
        """The id of the relation to an outside address."""
        return self._document.relate_to(address, RT.HYPERLINK, is_external=True)

    def numbered(self, level: int, start: int) -> int:
        """The number of a new list that counts from `start`."""
        self.lists.append((level, start))
        return NUMBERS + len(self.lists)

    def picture(self, source: str, words: str, width: int) -> str | None:
        """The run that shows a `data:` picture, not wider than `width` twips; None if Word cannot show it."""
        data = content(source)
        pixels = _pixels(data) if data else None
        if data is None or pixels is None:
            return None
        relation, _ = self._document.get_or_add_image(BytesIO(data))
        self._pictures += 1
        return drawing(self._pictures, relation, words, fitted(pixels, width, self._tallest))

    def add(self, kind: str, name: str, xml: str) -> str:
        """Adds a part of one of the known kinds under `word/`; returns the id of the relation to it."""
        content_type, relation = _KINDS[kind]
        part = Part(PackURI(f"/word/{name}"), content_type, _encoded(xml), self._package)
        return self._document.relate_to(part, relation)

    def pack(self, body: str, core: str, application: str) -> bytes:
        """The file, with this content of `w:body` and these properties."""
        self._document.element.append(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))
        for name, xml, content_type, relation in (
            ("core", core, CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES),
            ("app", application, CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES),
        ):
            part = Part(PackURI(f"/docProps/{name}.xml"), content_type, _encoded(xml), self._package)
            self._package.relate_to(part, relation)
        parts = list(self._package.iter_parts())
        members = {
            "[Content_Types].xml": _encoded(_content_types(parts)),
            PACKAGE_URI.rels_uri.membername: _bytes(self._package.rels.xml),
        }
        for part in parts:
            members[part.partname.membername] = part.blob
            if len(part.rels):
                members[part.partname.rels_uri.membername] = _bytes(part.rels.xml)
        return _zipped(members)


def _pixels(data: bytes) -> tuple[int, int] | None:
    try:
        image = Image.from_blob(data)
        sizes: tuple[Any, Any] = image.px_width, image.px_height
    except Exception:  # python-docx raises what comes, even a bare Exception, when a picture is not whole
        return None
    return sizes if all(isinstance(n, int) and n > 0 for n in sizes) else None


def _encoded(xml: str) -> bytes:
    return (DECLARATION + xml).encode()


def _bytes(content: str | bytes) -> bytes:
    return (
        content.encode() if isinstance(content, str) else content
    )  # python-docx declares it text; it is bytes


def _content_types(parts: list[Part]) -> str:
    suffixes = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    own = ""
    for part in parts:
        if part.partname.startswith("/word/media/"):
            suffixes[part.partname.ext] = part.content_type
        else:
            own += f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
    known = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in sorted(suffixes.items())
    )
    return f'<Types xmlns="{_TYPES}">{known}{own}</Types>'


def _zipped(members: dict[str, bytes]) -> bytes:
    """A zip whose members bear no date of their own: python-docx would stamp the local time on each."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = ZipInfo(name)  # dated with the first day that a zip knows
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            archive.writestr(entry, data)
    return packed.getvalue()
