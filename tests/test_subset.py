"""Font subsets: small, drawn alike by every viewer, and made without the system's library."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdf_sample as sample
import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from genreport.write.paper import fonts, subset

wheel = pytest.importorskip(fonts.WHEEL)


def test_a_font_keyed_by_ids_keeps_the_numbers_of_its_glyphs_as_ids() -> None:
    path: Path = wheel.serif_path()
    whole = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
    wanted = {whole.getGlyphID(whole.getBestCmap()[ord(c)]) for c in "政府信息公开，2021"}
    made = subset.small(path.read_bytes(), 0, wanted)
    assert made and made[1] and len(made[0]) < 20_000
    names = TTFont(io.BytesIO(made[0]))["CFF "].cff[0].charset
    assert {int(name.removeprefix("cid")) for name in names[1:]} == wanted


def test_other_fonts_keep_each_glyph_at_its_place() -> None:
    builder = FontBuilder(1000)
    names = [".notdef", "a", "b", "c"]
    pen = TTGlyphPen(None)
    for point in ((0, 0), (0, 500), (500, 500)):
        (pen.lineTo if pen.points else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({97: "a", 98: "b", 99: "c"})
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "T", "styleName": "R"})
    builder.setupOS2()
    builder.setupPost()
    whole = io.BytesIO()
    builder.save(whole)
    made = subset.small(whole.getvalue(), 0, {3})
    assert made and not made[1]
    kept = TTFont(io.BytesIO(made[0]))
    drawn = [kept["glyf"][name].numberOfContours for name in kept.getGlyphOrder()]
    assert len(drawn) == 4 and drawn[3] == 1 and drawn[1:3] == [0, 0]


def test_what_is_no_font_is_left_to_others() -> None:
    assert subset.small(b"no font", 0, {1}) is None


def test_the_numbers_before_the_first_operator_of_a_dictionary_are_passed_over() -> None:
    numbers = bytes([28, 12, 30, 29, 12, 30, 12, 30, 30, 0x12, 0x3F, 139, 247, 12])
    assert subset._first_operator(numbers + b"\x0c\x1e") == b"\x0c\x1e"
    assert subset._first_operator(numbers + b"\x05") == b"\x05"
    assert subset._first_operator(numbers) == b""
    assert not subset._by_id(b"") and not subset._by_id(bytes([1, 0, 4, 1, 0, 0, 0, 0]))


@pytest.mark.parametrize(("library", "way"), [(True, "library"), (False, "fonttools")])
def test_without_the_wheel_the_library_is_taken_or_the_slow_way_and_told(library: bool, way: str) -> None:
    code = f"""
import sys; sys.modules["uharfbuzz"] = None
from genreport.write.paper import weasy, subset
weasyprint = weasy.load()
weasyprint.text.ffi.harfbuzz_subset = weasyprint.text.ffi.harfbuzz if {library} else None
print(subset.way(weasyprint))"""
    assert sample.run(code).stdout.strip() == way


def test_embedded_fonts_are_bare_and_hold_a_glyph_for_every_code_that_is_shown() -> None:
    with sample.opened(sample.drawn(f"<h1>报告</h1><p>{sample.TEXT}</p>")) as file:
        found = [
            o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"
        ]
        assert found
        for font in found:
            program = font.DescendantFonts[0].FontDescriptor.FontFile3
            assert program.Subtype == "/CIDFontType0C"
            cff = CFFFontSet()
            cff.decompile(io.BytesIO(program.read_bytes()), None)
            shown = set(
                re.findall(r"^<([0-9a-f]{4})> <[0-9a-f]+>$", font.ToUnicode.read_bytes().decode(), re.M)
            )
            ids = {f"{int(name.removeprefix('cid')):04x}" for name in cff[0].charset[1:]}
            assert shown and shown - {"0000"} <= ids


def test_a_machine_without_the_library_of_the_system_subsets_by_the_wheel() -> None:
    code = """
import cffi
plain = cffi.FFI.dlopen
def dlopen(self, name, *rest):
    if name and "harfbuzz-subset" in name: raise OSError(name)
    return plain(self, name, *rest)
cffi.FFI.dlopen = dlopen
import pdf_sample as s; from genreport.write.paper import subset, weasy
assert len(s.drawn("<p>公开</p>")) < 50_000
print(weasy.load().text.ffi.harfbuzz_subset, subset.way(weasy.load()))"""
    assert sample.run(code).stdout.split() == ["None", "wheel"]
