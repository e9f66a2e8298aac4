"""What a file is, by what stands in it; its suffix only decides where the content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

from genreport.finding import Text
from genreport.read.refused import Refused

_HEAD = 1 << 16  # bytes that are looked at
_PDF_HEAD = 1024  # bytes that may stand before the mark of a PDF
_OLD_WORD = Text("旧版 Word 或 WPS 文档（doc、wps）", "an old Word or WPS file (doc, wps)")
_OLD_EXCEL = Text("旧版 Excel 或 WPS 表格（xls、et）", "an old Excel or WPS sheet (xls, et)")
_OLD_OTHER = Text("旧版 Office 或 WPS 文档", "an old Office or WPS file")
_STREAMS = (  # names of parts in a compound file, in the order in which they decide
    ("EncryptedPackage", None),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _OLD_EXCEL),
    ("Book", _OLD_EXCEL),
)


class _Kind(NamedTuple):
    start: bytes
    code: str
    kind: Text


_MARKS = (
    _Kind(b"{\\rtf", "I005", Text("RTF 文档", "an RTF document")),
    _Kind(b"\x89PNG", "I007", Text("PNG 图片", "a PNG picture")),
    _Kind(b"\xff\xd8\xff", "I007", Text("JPEG 图片", "a JPEG picture")),
    _Kind(b"GIF8", "I007", Text("GIF 图片", "a GIF picture")),
    _Kind(b"BM", "I007", Text("BMP 图片", "a BMP picture")),
    _Kind(b"II*\0", "I007", Text("TIFF 图片", "a TIFF picture")),
    _Kind(b"MM\0*", "I007", Text("TIFF 图片", "a TIFF picture")),
    _Kind(b"RIFF", "I007", Text("WebP 图片", "a WebP picture")),
    _Kind(b"\x1f\x8b", "I008", Text("压缩包（gzip）", "a gzip archive")),
    _Kind(b"7z\xbc\xaf", "I008", Text("压缩包（7z）", "a 7z archive")),
    _Kind(b"Rar!", "I008", Text("压缩包（rar）", "a rar archive")),
)
_MHTML = re.compile(rb"(?:MIME-Version:|Content-Type:\s*multipart/related|From:\s*<Saved by)", re.IGNORECASE)
_WORD_XML = re.compile(
    rb"<\?mso-application|<pkg:package|<w:wordDocument|urn:schemas-microsoft-com:office:spreadsheet\""
)
_OPENING = re.compile(
    r"\s*(?:<!doctype\s+html|<\?xml[^>]*\?>\s*<(?:!doctype\s+)?html|<!--|<!\[|"
    r"</?(?:html|head|body|meta|title|link|script|style|div|table|tbody|tr|td|p|span|font|section|article|center|h[1-6])\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</(?:html|body|table|div|p|td|span|script)\s*>", re.IGNORECASE)
_TAGS = 5  # closing tags by which a text is told to be a page


def medium(data: bytes, suffix: str) -> str:
    """html, docx, xlsx, pdf or text; whatever else it is, is refused by its name.

    `suffix` is that of the file's name, in lower case and without the dot.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(data)
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound(data)
    for mark in _MARKS:
        if data.startswith(mark.start) and (mark.start not in (b"BM", b"RIFF") or b"\0" in data[:64]):
            raise Refused(mark.code, kind=mark.kind)
    head = data[:_HEAD]
    if _MHTML.search(head[:2000]) and b"boundary=" in head:
        raise Refused("I005", kind=Text("单个文件网页（mht、mhtml）", "a web page in one file (mht, mhtml)"))
    if _WORD_XML.search(head[:4000]) and not re.search(rb"<html", head[:4000], re.IGNORECASE):
        raise Refused("I005", kind=Text("XML 格式的 Office 文档", "an Office file in XML"))
    return _written(head, suffix)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception as error:  # of a damaged file zipfile raises almost anything
        raise Refused("I017", problem=str(error)) from None
    for start, medium in (("word/document", "docx"), ("xl/workbook", "xlsx")):
        if any(name.startswith(start) for name in names):
            return medium
    if "OFD.xml" in names:
        raise Refused("I006")
    if any(name.startswith("ppt/") for name in names):
        raise Refused("I005", kind=Text("PowerPoint 演示文稿（pptx）", "a PowerPoint presentation (pptx)"))
    if "mimetype" in names or "content.xml" in names:
        raise Refused("I005", kind=Text("OpenDocument 文档", "an OpenDocument file"))
    raise Refused("I008", kind=Text("压缩包（zip）", "a zip archive"))


def _compound(data: bytes) -> Refused:
    """What a compound file is, the container of old Office files and of encrypted new ones."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return Refused("I005", kind=kind) if kind else Refused("I009")
    return Refused("I005", kind=_OLD_OTHER)


def _written(head: bytes, suffix: str) -> str:
    """html or text, when it is either."""
    from genreport.read.charset import decoded

    text = decoded(head).lstrip("\ufeff\0 \t\r\n")
    if not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) and text[:2000].count("\0") > 2:
        raise Refused("I004")
    sample = text[:20_000]
    if sample.count("\ufffd") * 5 > len(sample):
        raise Refused("I004")
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1a" for c in sample)
    if controls * 20 > len(sample):
        raise Refused("I004")
    if suffix in ("html", "htm", "xhtml", "shtml") and "</" in text:
        return "html"
    closing = len(_CLOSING.findall(text))
    opens = bool(_OPENING.match(text))
    if suffix in ("txt", "md"):
        opens = opens and bool(closing)
    return "html" if opens or closing >= _TAGS else "text"
