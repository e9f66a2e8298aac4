"""Bytes to text: encodings, damaged files, and files that are no text at all."""

from __future__ import annotations

import io
import zipfile

import pytest

from genreport import source
from genreport.finding import Severity
from genreport.source import decoding

TEXT = "year: 2025\nagency: 江油市人民政府\noverview: |\n  （一）健全工作机制。印发《要点》，明确任务。\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "gb2312"])
def test_chinese_encodings_are_read_with_a_note(encoding: str) -> None:
    got, found = source.read(TEXT.encode(encoding), "f")
    assert got is not None and got.root["agency"] == "江油市人民政府"
    assert [(f.code, f.severity) for f in found] == [("Y010", Severity.NOTE)]
    assert got.scalars["agency",].mark == (2, 9)


@pytest.mark.parametrize("text", ["a: 中\n", "a: 一二三\n", "标题: 报告\n", "a: 镕\n"])
def test_short_gbk(text: str) -> None:
    assert decoding.text(text.encode("gb18030"), "f")[0] == text


@pytest.mark.parametrize(
    "data, place",
    [
        (TEXT.encode()[:-5], (4, 23)),  # cut in the middle of a character
        (TEXT.encode().replace("油".encode(), b"\xb2"), (2, 10)),
        (b"a: caf\xe9\n", (1, 7)),
        (b"a: 1\nb: \xff\n", (2, 4)),
        (b"a: 1\r\nb: \xff\r\n", (2, 4)),
        ("a: 1\nb: 2\n".encode("utf-16")[:-1], (2, 5)),
    ],
)
def test_damaged_text_names_the_first_bad_byte(data: bytes, place: tuple[int, int]) -> None:
    got, found = source.read(data, "f")
    assert got is None
    assert [(f.code, (f.where.line, f.where.column)) for f in found] == [("Y011", place)]


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    "data, word",
    [
        (archive("[Content_Types].xml", "word/document.xml"), "这是 Word 文档"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (archive("OFD.xml"), "OFD"),
        (archive("a.txt"), "zip"),
        (archive(), "zip"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "这是旧版 Office"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\n <!DOCTYPE html><html>", "网页"),
        (b"<?xml version='1.0'?>", "XML"),
        ("year: 2025\n".encode("utf-16-le"), "UTF-16"),
        ("year: 2025\n".encode("utf-16-be"), "UTF-16"),
        (bytes(1000), "二进制"),
        (b"\x01\x02\xff\xfe\x00\x80" * 20, "二进制"),
    ],
)
def test_other_files_are_named(data: bytes, word: str) -> None:
    got, found = source.read(data, "f")
    assert got is None
    assert [f.code for f in found] == ["Y007"]
    assert word in found[0].message.zh and "genreport init" in found[0].message.zh
