"""Font subsets by the `uharfbuzz` wheel: there on every machine, as fast as the system's library, and half as large.

WeasyPrint takes libharfbuzz-subset, which a fresh Debian lacks, or else fontTools, which is ten times slower. It also
keeps an empty place for every glyph left out, since its PDFs name glyphs by their number in the font. In a CFF font
keyed by character ids (all Noto and Source Han fonts) those numbers can be the ids, and the empty places can go: the
font is then embedded as bare CFF, since viewers take numbers for ids when CFF comes wrapped in OpenType.
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Set
from itertools import pairwise
from types import ModuleType
from typing import Any

# tables for setting text, which is done, and for vertical writing, bitmaps and signatures
_DROPPED = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ", "VORG", "vhea", "vmtx",
)  # fmt: skip
_ROS = b"\x0c\x1e"  # the operator that opens the dictionary of a font keyed by character ids


def way(weasyprint: ModuleType) -> str:
    """How fonts are subset on this machine: "wheel", "library", or "fonttools" (slow)."""
    if getattr(weasyprint.pdf.fonts.Font.subset, "by_wheel", False):
        return "wheel"
    ffi = weasyprint.text.ffi
    return "library" if ffi.harfbuzz_subset and ffi.harfbuzz.hb_version_atleast(4, 1, 0) else "fonttools"


def install(weasyprint: ModuleType) -> bool:
    """Let WeasyPrint subset by the wheel; False, with nothing changed, without it or when inner workings differ."""
    from genreport.write.paper import weasy

    font = weasyprint.pdf.fonts.Font
    known = list(inspect.signature(font.subset).parameters) == ["self", "to_unicode", "hinting"]
    if not (known and weasy.tested(weasyprint) and importlib.util.find_spec("uharfbuzz")):
        return False
    original = font.subset

    def subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        if not to_unicode:
            return
        if made := small(self.file_content, self.index, to_unicode.keys(), hinting, boxes=bool(self.missing)):
            self.file_content, self.by_id = made
        else:
            original(self, to_unicode, hinting)

    subset.by_wheel = True  # type: ignore[attr-defined]
    font.subset = subset
    return True


def unwrap(document: Any, pdf: Any) -> None:
    """Embed as bare CFF the fonts of a document that `install` has keyed by id; for WeasyPrint's finisher."""
    dense = {id(font.file_content) for font in document.fonts.values() if getattr(font, "by_id", False)}
    for stream in pdf.objects:
        content = getattr(stream, "stream", None)
        if content and id(content[0]) in dense:
            stream.stream = [_table(content[0], b"CFF ")]
            stream.extra["Subtype"] = "/CIDFontType0C"


def small(
    content: bytes, index: int, glyphs: Set[int], hinting: bool = False, boxes: bool = False
) -> tuple[bytes, bool] | None:
    """The font at `index` of a file with those glyphs alone, and whether their numbers are now character ids.

    Else each glyph keeps its number. None when HarfBuzz cannot. `boxes` keeps the outline drawn for missing glyphs.
    """
    import uharfbuzz as hb

    flags = hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | hb.SubsetFlags.DESUBROUTINIZE
    flags |= hb.SubsetFlags.NOTDEF_OUTLINE if boxes else 0
    flags |= 0 if hinting else hb.SubsetFlags.NO_HINTING
    try:
        # first with every glyph at its number, which becomes its character id; then without the empty places
        keep = flags | hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        sparse = _subset(hb, hb.Face(content, index), glyphs, keep)
        by_id = _by_id(bytes(sparse.reference_table("CFF ").data[:4096]))
        dense = _subset(hb, sparse, glyphs, flags) if by_id else sparse
        return bytes(dense.blob.data), by_id
    except (RuntimeError, ValueError, AttributeError):
        return None


def _subset(hb: Any, face: Any, glyphs: Set[int], flags: Any) -> Any:
    wanted = hb.SubsetInput()
    wanted.glyph_set.set(set(glyphs))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    wanted.flags = flags
    return hb.subset(face, wanted)


def _table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType font, by the directory at its start."""
    for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[at : at + 4] == tag:
            start, length = (int.from_bytes(font[at + i : at + i + 4], "big") for i in (8, 12))
            return font[start : start + length]
    return b""


def _by_id(table: bytes) -> bool:
    """Whether a CFF table (its beginning is enough) is keyed by character ids: its top dictionary then begins so."""
    if not table:
        return False
    _, start = _index(table, table[2])  # the index of names
    entries, _ = _index(table, start)
    return bool(entries) and _first_operator(entries[0]) == _ROS


def _index(table: bytes, start: int) -> tuple[list[bytes], int]:
    """The entries of a CFF index, and where the next one starts."""
    count = int.from_bytes(table[start : start + 2], "big")
    if not count:
        return [], start + 2
    size = table[start + 2]
    at = start + 3
    offsets = [int.from_bytes(table[at + i * size : at + (i + 1) * size], "big") for i in range(count + 1)]
    base = at + (count + 1) * size - 1
    return [table[base + a : base + b] for a, b in pairwise(offsets)], base + offsets[-1]


def _first_operator(dictionary: bytes) -> bytes:
    """The first operator of a CFF dictionary, after the numbers that it applies to."""
    at = 0
    while at < len(dictionary):
        byte = dictionary[at]
        if byte <= 21:
            return dictionary[at : at + (2 if byte == 12 else 1)]
        if byte == 30:  # a real number: digits of four bits each, up to one that is 15
            at += 1
            while at < len(dictionary) and dictionary[at] >> 4 != 15 and dictionary[at] & 15 != 15:
                at += 1
            at += 1
        else:
            at += {28: 3, 29: 5}.get(byte, 1 if byte <= 246 else 2)
    return b""
