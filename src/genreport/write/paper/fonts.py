"""Which font each role of the style really gets on this machine, asked of Pango itself, so that it is what is drawn."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from genreport.write.paper import justify, subset, weasy

WHEEL = "pylopdf_fonts_zh_cn"  # its two files, registered for this process only
_SAMPLE = "政"
_SIZE = 16  # px; any will do


class Role(NamedTuple):
    """The font of one role: `family` is empty when the machine has no Chinese font for it.

    `rank` is its place in the style's chain (0: the first choice), None for a font outside it; `file` its path.
    """

    role: str
    word: str
    family: str
    file: str
    rank: int | None


class Machine(NamedTuple):
    """What PDFs are drawn with here; `missing` is the loader's message when WeasyPrint or Pango cannot be had."""

    missing: str
    weasyprint: str = ""
    pango: str = ""
    subsetting: str = ""  # "library", "wheel", or "fonttools": ten times slower
    justified: bool = False  # whether Chinese lines end flush
    wheel: bool = False  # whether the wheel of Chinese fonts is installed
    roles: tuple[Role, ...] = ()


def machine(style: Mapping[str, Any]) -> Machine:
    """What this machine draws PDFs with; never raises."""
    try:
        weasyprint = weasy.load()
    except weasy.Missing as error:
        return Machine(str(error))
    version = weasyprint.text.ffi.pango.pango_version()
    return Machine(
        missing="",
        weasyprint=str(weasyprint.VERSION),
        pango=".".join(str(version // 10 ** (2 * i) % 100) for i in (2, 1, 0)),
        subsetting=subset.way(weasyprint),
        justified=justify.active(weasyprint),
        wheel=bool(_wheel()),
        roles=tuple(roles(style, configuration(style))),
    )


def roles(style: Mapping[str, Any], config: Any) -> Iterator[Role]:
    """The font that each role of the style gets under a WeasyPrint FontConfiguration."""
    for role, entry in style["fonts"].items():
        families = tuple(str(f) for f in entry["families"])
        bold = any(t["font"] == role and t.get("weight") == "bold" for t in style["text"].values())
        family, file = _taken(config, families, bold)
        names = [f.lower() for f in families]
        rank = names.index(family.lower()) if family.lower() in names else None
        yield Role(role, str(entry["word"]), family, file, rank)


@cache
def plain() -> Any:
    """WeasyPrint's configuration of the machine's own fonts, one for the process."""
    return weasy.load().text.fonts.FontConfiguration()


@cache
def with_wheel() -> Any:
    """The machine's fonts and the two of the wheel, one configuration for the process."""
    text_fonts = weasy.load().text.fonts
    config = text_fonts.FontConfiguration()
    for name, path in _wheel():
        _register(text_fonts, config, name, path)
    return config


def configuration(style: Mapping[str, Any]) -> Any:
    """The fonts to draw with: those of the wheel come in when the machine lacks one for some role."""
    chosen = roles(style, plain())
    return plain() if all(role.rank is not None for role in chosen) else with_wheel()


def any_font(config: Any) -> bool:
    """Whether there is any font at all: without one, Pango does not fail but crashes."""
    m = _ffi()
    of_system, of_process = (m.fontconfig.FcConfigGetFonts(config._config, which) for which in (0, 1))
    return any(fonts != m.ffi.NULL and fonts.nfont > 0 for fonts in (of_system, of_process))


def _ffi() -> Any:
    return weasy.load().text.ffi


def _wheel() -> list[tuple[str, Path]]:
    if not importlib.util.find_spec(WHEEL):
        return []
    package = importlib.import_module(WHEEL)
    return [("GenReport Serif", package.serif_path()), ("GenReport Sans", package.sans_path())]


def _register(text_fonts: Any, config: Any, name: str, path: Path) -> None:
    """Add a font file; straight from where it lies (2 ms), else by @font-face, which copies it (50 ms)."""
    try:
        added = text_fonts.fontconfig.FcConfigAppFontAddFile(config._config, str(path).encode())
        font_map = text_fonts.ffi.cast("PangoFcFontMap *", config.font_map)
        text_fonts.pangoft2.pango_fc_font_map_config_changed(font_map)
    except AttributeError:
        added = False
    if not added:
        css = f'@font-face {{ font-family: "{name}"; src: url("{path.as_uri()}") }}'
        weasy.load().CSS(string=css, font_config=config)


@lru_cache(maxsize=64)
def _taken(config: Any, families: tuple[str, ...], bold: bool) -> tuple[str, str]:
    """The family taken for a chain, and its file; both empty when there is none for Chinese."""
    family = _family(config, families, bold) if any_font(config) else ""
    return family, _file(config, family, bold) if family else ""


def _family(config: Any, families: Sequence[str], bold: bool) -> str:
    """The family that Pango takes for a Chinese character; empty when it would draw a box."""
    m = _ffi()
    ffi, pango = m.ffi, m.pango
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map), m.gobject.g_object_unref)
    pango.pango_context_set_language(context, pango.pango_language_from_string(ffi.new("char[]", b"zh-CN")))
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, ffi.new("char[]", ",".join(families).encode()))
    pango.pango_font_description_set_weight(description, 700 if bold else 400)
    pango.pango_font_description_set_absolute_size(description, int(_SIZE * m.TO_UNITS))
    layout = ffi.gc(pango.pango_layout_new(context), m.gobject.g_object_unref)
    pango.pango_layout_set_font_description(layout, description)
    text = ffi.new("char[]", _SAMPLE.encode())
    pango.pango_layout_set_text(layout, text, -1)
    run = pango.pango_layout_get_line_readonly(layout, 0).runs[0].data
    if run.glyphs.glyphs[0].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return ""
    drawn = ffi.gc(
        pango.pango_font_describe_with_absolute_size(run.item.analysis.font),
        pango.pango_font_description_free,
    )
    return str(ffi.string(pango.pango_font_description_get_family(drawn)).decode())


def _file(config: Any, family: str, bold: bool) -> str:
    """Where the font of that family lies, as fontconfig says."""
    m = _ffi()
    ffi, fontconfig = m.ffi, m.fontconfig
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcPatternAddString(pattern, b"style", b"Bold" if bold else b"Regular")
    fontconfig.FcConfigSubstitute(config._config, pattern, fontconfig.FcMatchFont)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config._config, pattern, ffi.new("FcResult *"))
    file = ffi.new("FcChar8 **")
    if match == ffi.NULL or fontconfig.FcPatternGetString(match, b"file", 0, file):
        return ""
    found = str(ffi.string(file[0]).decode(errors="surrogateescape"))
    fontconfig.FcPatternDestroy(match)
    return found
