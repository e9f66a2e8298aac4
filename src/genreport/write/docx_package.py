"""The parts of a Word file and the relations between them, packed so that equal input gives equal bytes.

The package is written here, not by python-docx: its import alone would take longer than all the rest of the work.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from genreport.write.docx_lists import NUMBERS
from genreport.write.docx_picture import drawing, picture
from genreport.write.docx_xml import DECLARATION, xml

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "application/vnd.openxmlformats-package"
_DOCUMENT = "word/document.xml"
# a kind of part, which is also the end of its relation's name: its type
_KINDS = {
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "theme": f"{_PARTS}.theme+xml",
}


class _Relation(NamedTuple):
    kind: str
    target: str
    outside: bool = False


class Parts:
    """The package, and what the body refers to: links, pictures, numbered lists, sizes of figures."""

    def __init__(self, tallest: int) -> None:
        self._tallest = tallest  # the height in twips that a picture may have
        self._pictures = 0
        self._members: dict[str, bytes] = {}  # besides the document
        self._types: dict[str, str] = {_DOCUMENT: f"{_WORD}.document.main+xml"}  # by member
        self._suffixes = {"rels": f"{_PACKAGE}.relationships+xml", "xml": "application/xml"}
        self._relations: dict[_Relation, str] = {}
        self.lists: list[tuple[int, int]] = []  # of each numbered list: its level, its first number
        self.sizes: set[int] = set()  # of figures in tables, in half points

    def link(self, address: str) -> str:
        """The id of the relation to an outside address."""
        return self._relate(_Relation("hyperlink", address, outside=True))

    def numbered(self, level: int, start: int) -> int:
        """The number of a new list that counts from `start`."""
        self.lists.append((level, start))
        return NUMBERS + len(self.lists)

    def picture(self, source: str, words: str, width: int) -> str | None:
        """The run that shows a `data:` picture, not wider than `width` twips; None if Word cannot show it."""
        found = picture(source)
        if found is None:
            return None
        name = f"media/{found.name}"
        self._members[f"word/{name}"] = found.data
        self._suffixes[name.rpartition(".")[2]] = found.kind
        self._pictures += 1
        return drawing(
            found, self._pictures, self._relate(_Relation("image", name)), words, width, self._tallest
        )

    def add(self, kind: str, name: str, content: str) -> str:
        """Adds a part of one of the known kinds under `word/`; returns the id of the relation to it."""
        self._members[f"word/{name}"] = _encoded(content)
        self._types[f"word/{name}"] = _KINDS[kind]
        return self._relate(_Relation(kind, name))

    def pack(self, document: str, core: str, application: str) -> bytes:
        """The file, with this document and these properties."""
        about = {"docProps/core.xml": core, "docProps/app.xml": application}
        self._types["docProps/core.xml"] = f"{_PACKAGE}.core-properties+xml"
        self._types["docProps/app.xml"] = f"{_PARTS}.extended-properties+xml"
        roots = (
            f"{_OFFICE}/officeDocument",
            f"{_RELATIONS}/metadata/core-properties",
            f"{_OFFICE}/extended-properties",
        )
        top = "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(zip(roots, (_DOCUMENT, *about), strict=True), 1)
        )
        return _zipped(
            {
                "[Content_Types].xml": _encoded(self._content_types()),
                "_rels/.rels": _encoded(f'<Relationships xmlns="{_RELATIONS}">{top}</Relationships>'),
                _DOCUMENT: _encoded(document),
                "word/_rels/document.xml.rels": _encoded(self._document_relations()),
                **self._members,
                **{name: _encoded(content) for name, content in about.items()},
            }
        )

    def _relate(self, relation: _Relation) -> str:
        return self._relations.setdefault(relation, f"rId{len(self._relations) + 1}")

    def _document_relations(self) -> str:
        every = "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{r.kind}" Target="{xml(r.target)}"'
            + (' TargetMode="External"/>' if r.outside else "/>")
            for r, name in self._relations.items()
        )
        return f'<Relationships xmlns="{_RELATIONS}">{every}</Relationships>'

    def _content_types(self) -> str:
        suffixes = "".join(
            f'<Default Extension="{s}" ContentType="{t}"/>' for s, t in sorted(self._suffixes.items())
        )
        parts = "".join(
            f'<Override PartName="/{name}" ContentType="{t}"/>' for name, t in sorted(self._types.items())
        )
        return f'<Types xmlns="{_TYPES}">{suffixes}{parts}</Types>'


def _encoded(content: str) -> bytes:
    return (DECLARATION + content).encode()


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = ZipInfo(name)  # dated with the first day that a zip knows, in any time zone
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return packed.getvalue()
