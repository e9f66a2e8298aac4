"""Opening a PDF from strangers: what is refused before it can cost time or memory, and what cannot be read at all."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from genreport.read.pdf import glyphs
from genreport.read.pdf.glyphs import Drawn
from genreport.read.refused import Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from genreport.read.pdf.placing import Sheet

PAGES = 500
CONTENT = 12_000_000  # bytes of drawing instructions in one stream; a page of a report has about 100,000
FONTS = 80_000_000  # bytes of one font, which is long in Chinese
TOTAL = 300_000_000  # bytes of all that is not a picture
THINGS = 150_000  # characters and lines of a file; twenty pages have 40,000

_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?:CIDFontType0C|OpenType|Type1C)|/FunctionType|/N\s+\d")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_STEP = 1_000_000
_RATIO = 1032  # the most that packing can save


@contextmanager
def pdf(data: bytes) -> Iterator[PdfDocument]:
    """The file, open; closed when done."""
    if b"%PDF-" not in data[:1024]:
        raise Refused("I020")
    _weigh(data)
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        file = PdfDocument(data)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise Refused("I021" if locked else "I020") from None
    try:
        if not len(file):
            raise Refused("I020")
        if len(file) > PAGES:
            raise Refused("I022", now=len(file), most=PAGES)
        yield file
    finally:
        file.close()


def pages(file: PdfDocument) -> Iterator[Drawn]:
    """What is drawn on each page."""
    seen = 0
    for number in range(len(file)):
        page = glyphs.drawn(file, number)
        seen += page.cost
        if seen > THINGS:
            raise Refused("I023", page=number + 1)
        yield page


def title(file: PdfDocument) -> str:
    """What the file calls itself; nothing if that is not readable."""
    try:
        words = str(file.get_metadata_dict().get("Title") or "").strip()
    except (ValueError, LookupError):  # a title in an unknown encoding is no loss
        return ""
    return words if words.isprintable() else ""


def legible(sheets: list[Sheet]) -> None:
    """Refuses a file whose pages are pictures, are blank, or whose characters have no known meaning."""
    seen = sum(s.glyphs for s in sheets)
    lost = sum(s.lost for s in sheets)
    pictured = sum(s.pictured and s.glyphs < 50 for s in sheets)
    if lost > 20 and lost * 5 > seen:
        raise Refused("I025")
    if seen < 50 * len(sheets) and pictured * 2 > len(sheets):
        raise Refused("I024")
    if not seen:
        raise Refused("I024" if any(s.pictured for s in sheets) else "I026")


def _weigh(data: bytes) -> None:
    """Refuses a file whose instructions, once unpacked, are far longer than any report's."""
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 2000) : found.start()]
        head = head[head.rfind(b" obj") :]
        if _PICTURE.search(head):
            continue
        most = FONTS if _FONT.search(head) else CONTENT
        end = data.find(b"endstream", found.end())
        size = (end if end >= 0 else len(data)) - found.end()
        if size * _RATIO > most and _FLATE.search(head):
            size = _unpacked(data, found.end(), most)
        total += size
        if size > most or total > TOTAL:
            raise Refused("I027", most=(most if size > most else TOTAL) // 1_000_000)


def _unpacked(data: bytes, start: int, most: int) -> int:
    """How many bytes a packed stream gives, counted no further than `most`."""
    wheel = zlib.decompressobj()
    size, at, rest = 0, start, b""
    try:
        while not wheel.eof and size <= most:
            if not rest:
                rest = data[at : at + 65536]
                at += 65536
                if not rest:
                    break
            size += len(wheel.decompress(rest, _STEP))
            rest = wheel.unconsumed_tail
    except zlib.error:  # the same fault stops PDFium, or it mends it
        pass
    return size
