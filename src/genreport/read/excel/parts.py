"""The parts of an Excel file, read as a stream within limits: no tree is built of what nobody knows the size of."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from genreport.read.refused import Refused

_MOST_BYTES = 48_000_000  # of all parts read, unpacked
_MOST_TAGS = 500_000  # of all parts read
_MOST_PARTS = 2_000
_MOST_DEPTH = 60
_MOST_SILENT = 4_000_000  # bytes of one tag with its attributes, or of one comment
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Words = Callable[[str], None]


class Parts:
    """The file as a zip of XML parts; raises Refused for what is none, or would take too much."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise Refused("I090")
        try:
            self._zip = ZipFile(BytesIO(data))
            names = self._zip.namelist()
        except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as e:
            raise Refused("I092", problem=e) from None
        if len(names) > _MOST_PARTS:
            raise Refused("I091", what=f"{len(names)} parts")
        self.names = {name.lstrip("/"): name for name in names}
        self._bytes = self._tags = 0

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.names

    def walk(self, name: str, start: Start, end: End | None = None, words: Words | None = None) -> None:
        """Tells of every tag of a part, by its name without the namespace, and of the words between."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = silent = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, silent
            depth, silent = depth + 1, 0
            self._tags += 1
            if self._tags > _MOST_TAGS or depth > _MOST_DEPTH:
                raise Refused("I091", what=f"{self._tags} tags")
            start(tag.rpartition(":")[2], attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(tag.rpartition(":")[2])

        def doctype(*_: Any) -> None:
            raise Refused("I092", problem="DOCTYPE")

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = doctype

        def between(text: str) -> None:
            nonlocal silent
            silent = 0
            if words:
                words(text)

        parser.CharacterDataHandler = between
        try:
            with self._zip.open(self.names[name]) as part:
                while chunk := part.read(_CHUNK):
                    self._bytes += len(chunk)
                    silent += len(chunk)
                    if self._bytes > _MOST_BYTES or silent > _MOST_SILENT + _CHUNK:
                        raise Refused("I091", what=f"{self._bytes // 1_000_000} MB")
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (
            expat.ExpatError, BadZipFile, KeyError, EOFError, OSError, RuntimeError, NotImplementedError,
            ValueError, zlib.error,
        ) as e:  # fmt: skip
            raise Refused("I092", problem=f"{name}: {e}") from None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to inside the file: by id their kind and name."""
        folder, base = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, a: dict[str, str]) -> None:
            if tag == "Relationship" and a.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, a.get("Target", ""))).lstrip("/")
                found[a.get("Id", "")] = (a.get("Type", "").rpartition("/")[2], target)

        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.has(rels):
            self.walk(rels, start)
        return found
