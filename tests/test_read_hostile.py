"""Files that mean harm: refused in seconds, with a finding, and nothing outside them is touched."""

from __future__ import annotations

import io
import resource
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_sample import W, docx, p, zipped

from genreport.read import docx as docx_reader
from genreport.read import html as html_reader
from genreport.read.opened import of_bytes
from genreport.read.refused import Refused
from genreport.read.zipped import Archive

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)
NESTED = "<w:tbl><w:tr><w:tc>"


def span(kind: str, number: int) -> str:
    return f"<w:tc><w:tcPr><w:{kind} w:val='{number}'/></w:tcPr><w:p/></w:tc>"


def overlapping() -> bytes:
    """A zip file whose directory names the same bytes twice."""
    data = zipped({"word/document.xml": "<a/>", "word/x.xml": "b" * 5000})
    start = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", start + 4)
    return data[: second + 42] + b"\0\0\0\0" + data[second + 46 :]


def encrypted() -> bytes:
    data = bytearray(docx(p("x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<b/>")
    return target.getvalue()


HOSTILE = {
    "bomb": lambda: zipped({"word/document.xml": "a" * (90 << 20)}),
    "many big members": lambda: zipped(
        {"word/document.xml": "<a/>", **{f"x{i}": "a" * (9 << 20) for i in range(12)}}
    ),
    "many members": lambda: zipped({"word/document.xml": "<a/>", **{f"x{i}": "" for i in range(2500)}}),
    "outside": lambda: zipped({"word/document.xml": "<a/>", "../../x": ""}),
    "absolute": lambda: zipped({"word/document.xml": "<a/>", "/etc/x": ""}),
    "overlapping": overlapping,
    "encrypted": encrypted,
    "twice": twice,
    "a zip in a zip": lambda: zipped({"a.zip": zipped({"a.zip": zipped({"a": "a" * 100_000})})}),
    "entities": lambda: zipped({"word/document.xml": f"{ENTITIES}<x>&b;</x>"}),
    "entities in UTF-16": lambda: zipped(
        {"word/document.xml": f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES}<x>&b;</x>'.encode("utf-16")}
    ),
    "outer entity": lambda: zipped(
        {"word/document.xml": f"{ENTITIES}<w:document {W}><w:body>{p('&c;')}</w:body></w:document>"}
    ),
    "entities in styles": lambda: zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body/></w:document>",
            "word/styles.xml": f"{ENTITIES}<x>&b;</x>",
        }
    ),
    "sheet with entities": lambda: zipped({"xl/workbook.xml": f"{ENTITIES}<x>&b;</x>"}),
    "deep docx": lambda: docx("<w:sdt>" * 100_000),
    "wide docx": lambda: docx(
        f"<w:tbl>{('<w:tr>' + span('gridSpan', 10**6) * 100 + '</w:tr>') * 100}</w:tbl>"
    ),
    "cells of a docx": lambda: docx(f"<w:tbl>{('<w:tr>' + '<w:tc/>' * 400 + '</w:tr>') * 400}</w:tbl>"),
    "many elements": lambda: docx("<w:p/>" * 600_000),
    "deep page": lambda: b"<html>" + b"<div>" * 100_000 + b"x",
    "deep tables": lambda: b"<table><tr><td>" * 100_000 + b"x",
    "a million cells": lambda: ("<table>" + ("<tr>" + "<td>1" * 1000) * 1000 + "</table>").encode(),
    "cells by spans": lambda: (
        "<table>" + ("<tr>" + "<td>1" * 400 + "</tr>") + "<tr><td colspan=1000000>1</tr>" * 400 + "</table>"
    ).encode(),
    "wide cells": lambda: (
        "<table>" + ("<tr>" + "<td colspan=1000000 rowspan=1000000>1" * 50) * 50 + "</table>"
    ).encode(),
    "attributes": lambda: b"<p " + b" ".join(b"a%x=1" % i for i in range(500_000)) + b">x</p>",
    "60 MB of text": lambda: b"abc\n" * (15 << 20),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_time_and_memory(name: str) -> None:
    data = HOSTILE[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    document, found = of_bytes(data, "报告.docx")
    assert document is None and len(found) == 1 and found[0].code not in ("I015", "I004")
    spent = time.process_time() - start
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert spent < 5 and children.ru_maxrss - before < 500 << 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 << 10


HARMLESS = {
    "absurd spans": "<table>" + "<tr><td colspan=1000000 rowspan=1000000>规章<td>1" * 3 + "</table>",
    "entities": f"{ENTITIES.replace('DOCTYPE x', 'DOCTYPE html')}<html><p>&b;&c;正文</p></html>",
    "endless style": "<p style='" + "text-decoration" * 100_000 + "'>x</p>",
    "white space": "<p>" + "中\n" * 300_000 + "</p>",
    "breaks in a heading": "<h1>" + "x <br> " * 50_000 + "</h1>",
    "raised": "<p>" + "1<sup>2</sup>" * 20_000 + "</p>",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_only_odd_is_read_in_time(name: str) -> None:
    start = time.process_time()
    assert html_reader.document(HARMLESS[name].encode()).pieces
    assert time.process_time() - start < 4


def test_nothing_is_fetched_and_no_file_is_opened() -> None:
    touched: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and (
            event.startswith(("socket.", "urllib.", "subprocess.", "os.system")) or event == "open"
        ):
            touched.append(f"{event} {arguments[:1]}")

    relations = "".join(
        f'<Relationship Id="r{i}" Type="x/attachedTemplate" Target="{target}" TargetMode="External"/>'
        for i, target in enumerate(
            ("http://127.0.0.1:9/x.dotm", "file:///etc/passwd", "\\\\\\\\host\\\\share")
        )
    )
    word = zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{p('正文')}<w:altChunk w:id='r1'/></w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        }
    )
    page = b"""<html><head><base href="http://127.0.0.1:9/"><link rel=stylesheet href="file:///etc/passwd">
    <script src="http://127.0.0.1:9/a.js"></script></head><body><img src="file:///etc/passwd"><iframe src="/x"></iframe>
    <object data="file:///etc/passwd"></object><p>text</p></body></html>"""
    from genreport.read.docx import document as of_docx

    of_docx(word), html_reader.document(page)  # whatever Python has to load is loaded
    sys.addaudithook(watch)
    try:
        assert [piece.text for piece in of_docx(word).pieces] == ["正文"]  # type: ignore[union-attr]
        assert [piece.text for piece in html_reader.document(page).pieces] == ["text"]  # type: ignore[union-attr]
    finally:
        watching = False
    assert touched == []


STARTS = (
    b"",
    b"<html><table><tr>",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"<?xml version='1.0'?>",
    b"\xff\xfe",
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from(["a.html", "a.docx", "a.xlsx"]))
def test_random_bytes_are_no_crash(start: bytes, data: bytes, name: str) -> None:
    document, found = of_bytes(start + data, name)
    assert document is not None or found
    assert not [f for f in found if f.code == "I015" and "genreport.read" not in f.message.en]


TAGS = st.sampled_from(
    "<table> </table> <tr> </tr> <td> </td> <td rowspan=2> <td colspan=3> <td rowspan=0> <thead> <tfoot> <p> </p> <br> "
    "<h1> </h1> <ol> <li> <sup> </sup> <div> </div> 1 甲 &nbsp;".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TAGS, max_size=60))
def test_grids_of_any_page_are_covered_once(tags: list[str]) -> None:
    for piece in html_reader.document("".join(tags).encode()).pieces:
        if hasattr(piece, "squares"):
            seen = [
                (s.row + i, s.column + j)
                for s in piece.squares
                for i in range(s.rowspan)
                for j in range(s.colspan)
            ]
            assert sorted(seen) == [(r, c) for r in range(piece.rows) for c in range(piece.columns)]


@quick
@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_damaged_word_file_is_no_crash(place: int, byte: int) -> None:
    data = bytearray(docx(p("一、总体情况") * 20, styles="", numbering=""))
    data[place % len(data)] = byte
    document, found = of_bytes(bytes(data), "a.docx")
    assert document is not None or found
    assert not [f for f in found if f.code == "I015"]


def test_a_file_that_is_never_read_whole(tmp_path: Path) -> None:
    from genreport.read.opened import opened

    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 33)
    assert [f.code for f in opened(path)[1]] == ["I003"] or [f.code for f in opened(path)[1]] == ["I002"]


def looked_into(data: bytes) -> None:
    """What is done for a workbook, then for a Word file, in this very process."""
    Archive(data).check()
    docx_reader.document(data)


@pytest.mark.parametrize(
    "name", [name for name, made in HOSTILE.items() if name.split()[0] not in ("a", "deep", "60")]
)
def test_a_zip_file_is_refused_before_it_is_read(name: str) -> None:
    data = HOSTILE[name]()
    if data.startswith(b"PK"):
        with pytest.raises(Refused):
            looked_into(data)


def test_a_member_that_breaks_off_is_damage() -> None:
    data = bytearray(docx(p("正文" * 500)))
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start + 10 : start + 40] = b"\xff" * 30
    with pytest.raises(Refused) as told:
        docx_reader.document(bytes(data))
    assert told.value.code == "I017"
