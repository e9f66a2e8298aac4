"""`genreport doctor` on this machine, without fonts, and without Pango."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

WITHOUT = {  # what is taken away, by a module that cannot be imported or a font configuration that has none
    "nothing": "",
    "weasyprint": "sys.modules['weasyprint'] = None",
    "fonts": "importlib.util.find_spec = lambda name, *_, find=importlib.util.find_spec: "
    "None if name == 'pylopdf_fonts_zh_cn' else find(name, *_)",
}
CONFIG = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>{}</cachedir></fontconfig>'


def run(tmp_path: Path, lacking: str, *args: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that lacks something, on a machine with no fonts of its own."""
    config = tmp_path / "fonts.conf"
    config.write_text(CONFIG.format(tmp_path / "cache"))
    code = f"import importlib.util, sys\n{WITHOUT[lacking]}\nfrom genreport.cli import main\nmain({list(args)!r})"
    env = os.environ | {"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=env)


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig")
@pytest.mark.parametrize(
    ("lacking", "status", "says", "english"),
    [
        ("nothing", 0, "Noto Serif SC（代替 仿宋_GB2312）", "Noto Serif SC (for 仿宋_GB2312)"),
        ("weasyprint", 1, "pip install 'genreport[pdf]'", "pip install 'genreport[pdf]'"),
        ("fonts", 1, "正文：没有中文字体", "body: no Chinese font"),
    ],
)
def test_doctor_says_what_is_lacking(
    tmp_path: Path, lacking: str, status: int, says: str, english: str
) -> None:
    zh, en = run(tmp_path, lacking, "doctor"), run(tmp_path, lacking, "doctor", "--lang", "en")
    assert (zh.returncode, en.returncode) == (status, status), zh.stderr
    assert says in zh.stdout and english in en.stdout
    assert "DOCX  可以生成" in zh.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig")
@pytest.mark.parametrize("lacking", ["weasyprint", "fonts"])
def test_no_pdf_is_made_of_boxes_and_no_other_file_is_left(tmp_path: Path, lacking: str) -> None:
    example = str(ROOT / "examples" / "jiangyou-2020.yaml")
    built = run(tmp_path, lacking, "build", example, "-o", str(tmp_path / "out"))
    assert built.returncode == 1 and not (tmp_path / "out").exists()
    assert "genreport doctor" in built.stderr or "pip install" in built.stderr
    others = run(tmp_path, lacking, "build", example, "-o", str(tmp_path / "out"), "-f", "html", "-f", "docx")
    assert others.returncode == 0 and len(list((tmp_path / "out").iterdir())) == 2
