"""Any file is opened by what it holds; what is no report is called by its name."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from word_sample import docx, p, zipped

from genreport.document import Document, Grid, Line, Square
from genreport.finding import Severity, Spot, Text
from genreport.read import child
from genreport.read.opened import of_bytes, opened
from genreport.read.refused import Refused

PAGE = "<html><body><p>一、总体情况</p></body></html>".encode()
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def codes(data: bytes, name: str) -> list[str]:
    return [f.code for f in of_bytes(data, name)[1]]


def test_the_content_decides_and_a_wrong_name_is_noted() -> None:
    for name in ("报告.html", "报告.HTM", "报告", "报告.doc"):
        document, found = of_bytes(PAGE, name)
        assert document is not None and document.medium == "html" and not found
    document, found = of_bytes(PAGE, "报告.docx")
    assert document is not None and [(f.code, f.severity) for f in found] == [("I018", Severity.NOTE)]
    document, found = of_bytes(docx(p("一、总体情况")), "报告.docx")
    assert document is not None and document.pieces[0].text == "一、总体情况" and not found  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data, name, code",
    [
        (b"", "a.html", "I002"),
        (b"\xef\xbb\xbf \n", "a.txt", "I002"),
        (b"\0" * 100, "a.pdf", "I002"),
        (bytes(range(256)) * 10, "a.html", "I004"),
        (OLD + "WordDocument".encode("utf-16-le"), "a.doc", "I005"),
        (OLD + "Workbook".encode("utf-16-le"), "a.xls", "I005"),
        (OLD, "a.wps", "I005"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx", "I009"),
        (b"{\\rtf1 abc}", "a.doc", "I005"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>", "a.mht", "I005"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            "a.doc",
            "I005",
        ),
        (zipped({"OFD.xml": "<a/>"}), "a.ofd", "I006"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "a.pptx", "I005"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "a.odt", "I005"),
        (zipped({"年报.docx": "x"}), "a.zip", "I008"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", "I007"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.jpg", "I007"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "a.gz", "I008"),
        (docx(p("x"))[:-60], "a.docx", "I017"),
        (zipped({"word/document.xml": "<w:document"}), "a.docx", "I017"),
        (b"<p>" + b"x" * (11 << 20), "a.html", "I003"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(data: bytes, name: str, code: str) -> None:
    document, found = of_bytes(data, name)
    assert document is None and [f.code for f in found] == [code]
    assert found[0].hint.zh and found[0].where.file == name


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    assert [f.code for f in opened(tmp_path / "none.html")[1]] == ["I001"]
    assert [f.code for f in opened(tmp_path)[1]] == ["I001"]
    (tmp_path / "年报.html").write_bytes(PAGE)
    assert opened(tmp_path / "年报.html")[0] is not None


WHOLE = Document(
    (
        Line("一", Spot(line=3), 2, True),
        Grid((Square(0, 0, 1, 2, "甲", Spot(table=1, row=1, column=1)),), 1, 2, Spot(table=1), False),
    ),
    "题",
    "x",
    7,
)


def whole(data: bytes) -> Document:
    """A reader that gives one of everything."""
    return WHOLE


def refusing(data: bytes) -> Document:
    raise Refused("I010", problem=Text("中", "en"), limit=3)


def failing(data: bytes) -> Document:
    raise ValueError("odd")


def endless(data: bytes) -> Document:
    while True:
        pass


def sleeping(data: bytes) -> Document:
    time.sleep(60)
    return WHOLE


def greedy(data: bytes) -> Document:
    kept = [bytearray(1 << 24) for _ in range(1000)]
    return Document((), str(len(kept)))


def dying(data: bytes) -> Document:
    os.kill(os.getpid(), signal.SIGKILL)
    return WHOLE


def noisy(data: bytes) -> Document:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return WHOLE


def test_a_document_comes_back_whole_from_a_process_of_its_own() -> None:
    assert child.run(whole, b"", 4, 1 << 28) == WHOLE


@pytest.mark.parametrize(
    "reader, code",
    [(refusing, "I010"), (failing, "I015"), (endless, "I013"), (greedy, "I014"), (dying, "I015")],
)
def test_whatever_a_reader_does_is_told(reader: child.Reader, code: str) -> None:
    start = time.monotonic()
    with pytest.raises(Refused) as told:
        child.run(reader, b"", 1, 1 << 28)
    assert told.value.code == code and time.monotonic() - start < 10
    if reader is refusing:
        assert told.value.values == {"problem": Text("中", "en"), "limit": 3}


def test_a_reader_that_waits_is_ended() -> None:
    with pytest.raises(Refused) as told:
        child.run(sleeping, b"", 0.2, 1 << 28)
    assert told.value.code == "I013"


def test_nothing_that_a_reader_prints_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert child.run(noisy, b"", 4, 1 << 28) == WHOLE
    assert capfd.readouterr() == ("", "")


def test_it_works_without_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    from genreport.read import html

    monkeypatch.setattr(sys, "platform", "win32")
    assert child.run(html.document, PAGE, 20, 1 << 28) == html.document(PAGE)
