"""From the bytes of a file to its text: which encoding, and what it is when it is no text at all."""

from __future__ import annotations

import codecs
import re

from genreport import messages
from genreport.finding import Finding, Text, Where
from genreport.source.characters import place

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = Text("旧版 Office 或 WPS 文档（doc、xls、wps）", "an old Office or WPS file (doc, xls, wps)")
_KINDS: tuple[tuple[bytes, bytes, Text], ...] = (  # how it begins, what it holds, what it is
    (b"PK\x03\x04", b"word/", Text("Word 文档（docx）", "a Word document (docx)")),
    (b"PK\x03\x04", b"xl/", Text("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)")),
    (b"PK\x03\x04", b"ppt/", Text("PowerPoint 演示文稿（pptx）", "a PowerPoint presentation (pptx)")),
    (b"PK\x03\x04", b"OFD.xml", Text("OFD 版式文件", "an OFD document")),
    (b"PK\x03\x04", b"opendocument", Text("OpenDocument 文档", "an OpenDocument file")),
    (b"PK", b"\x03\x04", Text("压缩包（zip）", "a zip archive")),
    (b"PK\x05\x06", b"", Text("压缩包（zip）", "a zip archive")),
    (b"%PDF-", b"", Text("PDF 文件", "a PDF file")),
    (b"\xd0\xcf\x11\xe0", b"", _OLD),
    (b"{\\rtf", b"", Text("RTF 文档", "an RTF document")),
    (b"\x89PNG", b"", Text("PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", b"", Text("JPEG 图片", "a JPEG picture")),
    (b"GIF8", b"", Text("GIF 图片", "a GIF picture")),
    (b"\x1f\x8b", b"", Text("压缩包（gzip）", "a gzip archive")),
    (b"7z\xbc\xaf", b"", Text("压缩包（7z）", "a 7z archive")),
    (b"Rar!", b"", Text("压缩包（rar）", "a rar archive")),
    (b"\x7fELF", b"", Text("程序", "a program")),
    (b"SQLite format 3", b"", Text("数据库", "a database")),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|\?xml|!--)", re.IGNORECASE)
_WEB = Text("网页或 XML 文件", "a web page or an XML file")
_BARE_UTF16 = Text("没有标记的 UTF-16 文本", "UTF-16 text without its mark")
_OTHER = Text("二进制文件", "a binary file")


def text(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a file in UTF-8, UTF-16, UTF-32 (the latter two with their mark) or GB18030 (with a note)."""
    kind = _kind(data)
    if kind is not None:
        return None, [_foreign(kind, file)]
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        fault = error
    chinese = _chinese(data) if encoding == "utf-8-sig" else None
    if chinese is not None:
        return chinese, [messages.finding("Y010", Where(file))]
    if b"\0" in data and encoding == "utf-8-sig":
        return None, [_foreign(_OTHER, file)]
    before = data[: fault.start].decode(encoding, errors="replace")
    line, column = place(before, len(before))
    byte = f"0x{data[fault.start]:02X}" if fault.start < len(data) else "?"
    return None, [
        messages.finding(
            "Y011", Where(file, line, column), byte=byte, encoding=encoding.removesuffix("-sig").upper()
        )
    ]


def _foreign(kind: Text, file: str) -> Finding:
    apart = " " if kind.zh[0].isascii() else ""  # between Chinese and a Latin word
    return messages.finding("Y007", Where(file), kind=Text(apart + kind.zh, kind.en))


def _kind(data: bytes) -> Text | None:
    """What a file is that is no YAML, by its first bytes."""
    for start, inside, kind in _KINDS:
        if data.startswith(start) and inside in data:
            return kind
    if _MARKUP.match(data):
        return _WEB
    head = data[:200]
    if len(head) > 3 and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        for half in (head[::2], head[1::2]):
            if half.count(0) * 2 > len(half):
                return _BARE_UTF16 if 0 not in (head[1::2] if half == head[::2] else head[::2]) else _OTHER
    return None


def _chinese(data: bytes) -> str | None:
    """The text if it is GB18030, which GBK and GB2312 are part of; None if it is rather UTF-8 with a fault in it.

    Damaged UTF-8 mostly decodes as GB18030 too, into nonsense. It is told by its whole characters: read as UTF-8,
    Chinese in GB18030 yields next to none beyond the Latin ones.
    """
    try:
        decoded = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    if any("\ue000" <= character <= "\uf8ff" for character in decoded):
        return None  # an encoding of another country, such as Big5, fills the places left for private use
    guess = data.decode("utf-8", errors="replace")
    whole = sum(character > "\u0800" and character != "\ufffd" for character in guess)
    return decoded if guess.count("\ufffd") > whole else None
