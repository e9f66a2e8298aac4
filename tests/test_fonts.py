"""Which fonts are found, and how WeasyPrint is loaded."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pdf_sample as sample
import pytest

from genreport.write.paper import fonts, weasy


def test_every_role_has_a_font_that_lies_on_disk() -> None:
    machine = fonts.machine(sample.STYLE)
    assert not machine.missing and machine.justified and machine.subsetting in ("wheel", "library")
    assert {r.role for r in machine.roles} == set(sample.STYLE["fonts"])
    assert all(r.family and Path(r.file).is_file() for r in machine.roles)
    assert machine.pango.count(".") == 2 and machine.weasyprint


def test_the_first_family_of_a_chain_that_is_there_is_taken_and_its_rank_told(tmp_path: Path) -> None:
    pytest.importorskip(fonts.WHEEL)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = """
import pdf_sample as s; from genreport.write.paper import fonts
chain = ["没有的字体", "Noto Sans SC", "Noto Serif SC", "serif"]
style = {"fonts": {"body": {"word": "仿宋", "families": chain}}, "text": {}}
print([(r.family, r.rank) for r in fonts.machine(style).roles])"""
    assert sample.run(code, FONTCONFIG_FILE=str(config)).stdout.strip() == "[('Noto Sans SC', 1)]"


def test_a_machine_without_fonts_has_roles_without_family(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = """
import sys; sys.modules["pylopdf_fonts_zh_cn"] = None
import pdf_sample as s; from genreport.write.paper import fonts
machine = fonts.machine(s.STYLE); print(machine.wheel, {(r.family, r.file, r.rank) for r in machine.roles})"""
    assert sample.run(code, FONTCONFIG_FILE=str(config)).stdout.strip() == "False {('', '', None)}"


def test_a_machine_without_weasyprint_says_what_the_loader_says() -> None:
    code = """
import sys; sys.modules["weasyprint"] = None
import pdf_sample as s; from genreport.write.paper import fonts
machine = fonts.machine(s.STYLE); print(bool(machine.missing), machine.roles)"""
    assert sample.run(code).stdout.strip() == "True ()"


def test_fonts_of_the_wheel_come_in_by_the_style_sheet_when_there_is_no_shorter_way() -> None:
    (_, serif), *_ = fonts._wheel()
    config = weasy.load().text.fonts.FontConfiguration()
    fonts._register(SimpleNamespace(), config, "GenReport Serif", serif)
    assert fonts._family(config, ["GenReport Serif"], bold=False) == "GenReport Serif"


def test_loading_is_silent_puts_off_fonttools_and_leaves_no_trace() -> None:
    code = """
import sys, gc, ctypes.util
before = ctypes.util.find_library, list(sys.meta_path), gc.get_threshold()
from genreport.write.paper import weasy
weasyprint = weasy.load()
assert before == (ctypes.util.find_library, list(sys.meta_path), gc.get_threshold())
assert not [name for name in sys.modules if name.startswith("fontTools")]
import fontTools.ttLib
later = weasyprint.text.fonts.TTFont
assert later is not fontTools.ttLib.TTFont
try:
    later("/nowhere.ttf")
except FileNotFoundError:
    assert weasyprint.text.fonts.TTFont is fontTools.ttLib.TTFont
    assert weasyprint.pdf.fonts.TTLibError is fontTools.ttLib.TTLibError
    assert weasyprint.pdf.fonts.subset.__name__ == "fontTools.subset"
    print("real")"""
    done = sample.run(code, PYTHONWARNINGS="error")
    assert (done.stdout, done.stderr) == ("real\n", "")
