"""Looking into a zip file (docx, xlsx) before anything in it is read: bombs, odd names and DTDs are refused.

Relationships are never followed out of the file, so nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from genreport.finding import Text
from genreport.read.refused import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 2000
UNPACKED = 100 << 20  # bytes, of all members together
_RATIO, _SMALL = 200, 5 << 20  # how far data may be packed, and from how many unpacked bytes that counts
_XML = 24 << 20  # bytes of one XML part that is parsed
_ELEMENTS = 150_000  # in one XML part
_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be"))
_ENCRYPTED = 0x1


class Archive:
    """A zip file that was looked into; what it promises is held to when a member is read."""

    def __init__(self, data: bytes) -> None:
        """Refused when the directory of the zip file shows that it means harm, or is damaged."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, OverflowError) as error:
            raise Refused("I017", problem=str(error)) from None
        members = self._zip.infolist()
        if len(members) > MEMBERS:
            raise _harmful(f"成员多达 {len(members)} 个", f"{len(members)} members")
        _check_sizes(members)
        _check_names(members)
        _check_places(members)
        self.names = frozenset(m.filename for m in members)
        self._left = UNPACKED

    def read(self, name: str) -> bytes:
        """The bytes of a member; b"" when there is none. XML with a DTD is refused."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise Refused("I017", problem=f"{name}: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise _harmful("解压后过大", "too large when unpacked")
        if name.endswith((".xml", ".rels", ".vml")) and any(mark in data for mark in _DOCTYPES):
            raise _harmful(f"{name} 带有 DTD", f"a DTD in {name}")
        return data

    def xml(self, name: str) -> _Element | None:
        """The root of an XML part, None when there is no such part."""
        data = self.read(name)
        return xml(data, name) if data else None

    def check(self) -> None:
        """Read every XML part once, for a library that will read the file by itself."""
        for name in sorted(self.names):
            if name.endswith((".xml", ".rels", ".vml")):
                data = self.read(name)
                if len(data) > UNPACKED // 2 or data.count(b"<") > 20 * _ELEMENTS:
                    raise _harmful(f"{name} 过大", f"{name} is too large")


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(m.compress_size for m in members)
    whole = sum(m.file_size for m in members)
    if whole > UNPACKED:
        raise _harmful(f"解压后有 {whole >> 20} MB", f"{whole >> 20} MB when unpacked")
    if whole > _SMALL and whole > _RATIO * max(packed, 1):
        raise _harmful(f"压缩比高达 {whole // max(packed, 1)}", f"packed {whole // max(packed, 1)} to 1")


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise _harmful(
                f"成员名指到文件之外（{member.filename[:40]}）", f"the name {member.filename[:40]}"
            )
        if member.flag_bits & _ENCRYPTED:
            raise Refused("I009")
        if name.lower() in seen:
            raise _harmful(
                f"成员重名（{member.filename[:40]}）", f"{member.filename[:40]} stands in it twice"
            )
        seen.add(name.lower())


def _check_places(members: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes: a bomb that needs no nesting."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise _harmful("成员互相重叠", "members that overlap")
        end = member.header_offset + 30 + member.compress_size


def _harmful(zh: str, en: str) -> Refused:
    return Refused("I010", problem=Text(zh, en))


def xml(data: bytes, name: str) -> _Element:
    """The root of an XML text: no DTD, no entities, nothing from the network, bounded depth."""
    from lxml import etree

    if any(mark in data for mark in _DOCTYPES):
        raise _harmful(f"{name} 带有 DTD", f"a DTD in {name}")
    if len(data) > _XML or data.count(b"<") > 2 * _ELEMENTS:
        raise _harmful(f"{name} 过大", f"{name} is too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Refused("I011") from None
        raise Refused("I017", problem=f"{name}: {error.msg}") from None
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # in an encoding of XML that was not looked for above
        raise _harmful(f"{name} 带有 DTD", f"a DTD in {name}")
    return root
