"""The PDF as a whole: what it claims, that it repeats, what it refuses to draw or to read."""

from __future__ import annotations

import base64
import io
import struct
import threading
import zlib
from pathlib import Path

import pdf_sample as sample
import pdfplumber
import pikepdf
import pytest
from PIL import Image

from genreport.finding import Severity
from genreport.write.paper import pictures
from genreport.write.pdf import pdf


def codes(body: str, **options: object) -> list[str]:
    """The codes of what is found in a body of which no PDF is made."""
    made, found = pdf(sample.page(body), sample.STYLE, **options)  # type: ignore[arg-type]
    assert made is None and all(f.severity is Severity.ERROR for f in found)
    return [f.code for f in found]


def picture(mode: str, form: str) -> str:
    made = io.BytesIO()
    Image.new(mode, (4, 4)).save(made, form)
    data = base64.b64encode(made.getvalue()).decode()
    return f'<img alt="图" src="data:image/{form.lower()};base64,{data}">'


def test_it_claims_both_standards_and_names_source_and_tool() -> None:
    with sample.opened(sample.drawn("<h1>报告</h1>")) as file:
        about = file.open_metadata()
        assert about["pdfaid:part"] == "3" and about["pdfaid:conformance"] == "A"
        assert about["pdfuaid:part"] == "1"
        assert file.docinfo["/Title"] == "报告" and file.docinfo["/Author"] == "某市人民政府"
        assert file.docinfo["/Creator"] == "genreport 0.0.0" and file.docinfo["/Keywords"] == "sha256:feed"
        assert file.Root.Lang == "zh-CN" and file.Root.MarkInfo.Marked


def test_the_same_page_gives_the_same_bytes_in_any_process_and_time_zone() -> None:
    body = f"<h1>报告</h1><p>{sample.TEXT}</p>{sample.MERGED}"
    code = f"import pdf_sample as s, hashlib; print(hashlib.sha256(s.drawn({body!r})).hexdigest())"
    hashes = {
        sample.run(code, TZ=zone, PYTHONHASHSEED=seed).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Shanghai", "2"))
    }
    assert len(hashes) == 1 and sample.drawn(body) == sample.drawn(body)


def test_its_fonts_are_small_and_hold_every_character_that_is_drawn() -> None:
    made = sample.drawn(f"<h1>报告</h1><h2>一、情况</h2><p>{sample.TEXT}</p>{sample.MERGED}")
    assert len(made) < 100_000
    with sample.opened(made) as file:
        fonts = [
            o
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fonts and all("/FontFile3" in f or "/FontFile2" in f for f in fonts)
    with pdfplumber.open(io.BytesIO(made)) as read:
        assert sample.TEXT[:30] in (read.pages[0].extract_text() or "").replace("\n", "")


def test_page_numbers_stand_on_the_outer_side_as_the_standard_writes_them() -> None:
    made = sample.drawn("".join(f"<p>{sample.TEXT}</p>" for _ in range(12)))
    with pdfplumber.open(io.BytesIO(made)) as read:
        first, second = (
            p.crop((0, 760, p.width, p.height)).extract_words(keep_blank_chars=True)[0]
            for p in read.pages[:2]
        )
    assert first["text"].split() == ["—", "1", "—"] and second["text"].split() == ["—", "2", "—"]
    assert first["x0"] > 400 and second["x1"] < 200


def test_a_full_line_has_28_characters_and_a_full_page_22_lines() -> None:
    made = sample.drawn(f"<p>{'公开' * 28 * 12}</p>")
    with pdfplumber.open(io.BytesIO(made)) as read:
        lines = read.pages[0].crop((0, 0, read.pages[0].width, 745)).extract_text_lines()
    assert len(lines) == 22 and {len(line["text"]) for line in lines[1:-1]} == {28}


def test_a_draft_says_so_on_every_page() -> None:
    made = sample.drawn("".join(f"<p>{sample.TEXT}</p>" for _ in range(12)), draft=True)
    with pdfplumber.open(io.BytesIO(made)) as read:
        assert len(read.pages) > 1
        assert all(
            {c["text"] for c in p.chars if c["size"] > 50 or not c["upright"]} == {"草", "稿"}
            for p in read.pages
        )


def test_a_character_that_no_font_has_is_named_with_its_place() -> None:
    made, found = pdf(sample.page("<p>乡镇\U0002ebf0村</p>"), sample.STYLE)
    assert made is None and [f.code for f in found] == ["B012"]
    assert "U+2EBF0" in found[0].message.zh and "乡镇" in found[0].message.zh


def test_a_machine_without_fonts_is_told_so_and_does_not_crash(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = """
import sys; sys.modules["pylopdf_fonts_zh_cn"] = None
import pdf_sample as s; made, found = s.pdf(s.page("<p>公开</p>"), s.STYLE)
print(made, [f.code for f in found])"""
    done = sample.run(code, FONTCONFIG_FILE=str(config))
    assert done.returncode == 0 and done.stdout.strip() == "None ['B001']"


def test_without_weasyprint_a_finding_says_how_to_get_it() -> None:
    code = """
import sys; sys.modules["weasyprint"] = None
import pdf_sample as s; made, found = s.pdf(s.page("<p>公开</p>"), s.STYLE)
print(made, [f.code for f in found])"""
    assert sample.run(code).stdout.strip() == "None ['B010']"


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="http://127.0.0.1:9/a.png">',
        '<link rel="stylesheet" href="https://127.0.0.1:9/a.css">',
        '<style>@import "http://127.0.0.1:9/a.css";</style>',
        '<style>p { background: url("ftp://127.0.0.1/a.png") }</style><p>公开</p>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_nothing_is_read_but_what_it_was_given(body: str) -> None:
    assert codes(body) == ["B011"]


def test_files_of_the_folders_are_read_and_their_links_out_are_not(tmp_path: Path) -> None:
    own, other, outside = (tmp_path / n for n in ("own", "other", "outside"))
    for folder in (own, other, outside):
        folder.mkdir()
    Image.new("RGB", (4, 4)).save(other / "a.png")
    Image.new("RGB", (4, 4)).save(outside / "b.png")
    (own / "b.png").symlink_to(outside / "b.png")
    body = '<img alt="图" src="{}">'
    assert pdf(sample.page(body.format("a.png")), sample.STYLE, [own, other])[0]
    assert codes(body.format("b.png"), folders=[own, other]) == ["B011"]
    assert codes(body.format("../outside/b.png"), folders=[own, other]) == ["B011"]


def test_no_file_is_attached_and_no_path_linked(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    body = f"""<link rel="attachment" href="{secret.as_uri()}"><p><a rel="attachment" href="secret.txt">一</a>
<a href="附件.docx">二</a><a href="https://www.gov.cn/">三</a></p>"""
    made, found = pdf(sample.page(body), sample.STYLE, [tmp_path])
    assert made and not found
    with sample.opened(made) as file:
        assert not file.attachments
        addresses = [str(a.A.URI) for a in file.pages[0].get("/Annots", [])]
    assert addresses == ["https://www.gov.cn/"]


def test_a_picture_that_cannot_be_read_is_told() -> None:
    made, found = pdf(sample.page('<p>公开</p><img alt="图" src="data:image/png;base64,AAAA">'), sample.STYLE)
    assert made and [f.code for f in found] == ["B017"]


@pytest.mark.parametrize(("mode", "form"), [("CMYK", "JPEG"), ("I;16", "PNG"), ("RGBA", "PNG"), ("1", "PNG")])
def test_pictures_are_in_the_colours_of_the_standard_and_not_smoothed(mode: str, form: str) -> None:
    with sample.opened(sample.drawn(f"<p>公开</p>{picture(mode, form)}")) as file:
        images = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert images and {str(i.ColorSpace) for i in images} <= {"/DeviceRGB", "/DeviceGray"}
        assert all(i.BitsPerComponent == 8 and not i.Interpolate for i in images)


def test_a_picture_without_a_description_takes_its_caption() -> None:
    plain = picture("RGB", "PNG").replace('alt="图"', 'alt=""')
    with sample.opened(sample.drawn(f"<figure>{plain}<figcaption>图1</figcaption></figure>{plain}")) as file:
        assert [str(e.Alt) for e in sample.elements(file, "/Figure")] == ["图1", "图"]


def test_a_picture_of_16_bits_a_colour_is_taken_down_to_8() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + bytes(range(12)))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    taken = Image.open(io.BytesIO(pictures.screen(data)))
    assert taken.mode == "RGB" and taken.tobytes() == bytes([0, 2, 4, 6, 8, 10])
    assert pictures.screen(b"GIF89a") == b"GIF89a"


def test_a_list_begins_at_its_start() -> None:
    with pdfplumber.open(io.BytesIO(sample.drawn('<ol start="3"><li>甲</li><li>乙</li></ol>'))) as read:
        assert read.pages[0].extract_text().splitlines()[:2] == ["3.甲", "4.乙"]


def test_a_point_is_indented_like_a_paragraph_and_marked_as_in_word() -> None:
    long = "公开政府信息" * 8
    body = (
        f"<ol><li><p>{long}</p><p>{long}</p></li><li>乙<ol><li>{long}<ol><li>丙</li></ol></li></ol></li></ol>"
        "<ul><li>丁<ul><li>戊</li></ul></li></ul>"
    )
    with pdfplumber.open(io.BytesIO(sample.drawn(body))) as read:
        found = read.pages[0].extract_text_lines(return_chars=True)
    left, two = 28 / 25.4 * 72, 2 * (16 - 0.21)
    indents = [(line["text"].replace(" ", "")[:2], round((line["x0"] - left) / two, 2)) for line in found]
    assert indents[:6] == [("1.", 1), ("开政", 0), ("公开", 1), ("政府", 0), ("2.", 1), ("（1", 2)]
    assert [i for i in indents[6:] if i[0][0] in "①●○"] == [("①丙", 3), ("●丁", 1), ("○戊", 2)]


def test_a_table_of_the_narrative_without_a_caption_is_one_table() -> None:
    body = "<table class='plain'><caption class='generic'>表格：甲</caption><thead><tr><th scope='col'>甲</th></tr>"
    file = sample.opened(sample.drawn(f"{body}</thead><tbody><tr><td>1</td></tr></tbody></table>"))
    (table,) = sample.elements(file, "/Table")
    assert [str(part.S) for part in table.K] == ["/THead", "/TBody"]


def test_figures_in_a_table_of_the_narrative_are_not_broken() -> None:
    rows = "".join(
        f"<tr><td>{'单位名称' * 5}</td>" + "".join(f"<td>{n}</td>" for n in row) + "</tr>"
        for row in (("123/45", "1/0", "345,678", "12/3"), ("1.25%", "12345678", "1", "2"))
    )
    body = f"<div class='scroll'><table class='plain'><tbody>{rows}</tbody></table></div>"
    with pdfplumber.open(io.BytesIO(sample.drawn(body))) as read:
        words = read.pages[0].extract_text().split()
    assert {"123/45", "1/0", "345,678", "12/3", "1.25%", "12345678"} <= set(words)


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # it may be raised in a destructor
def test_too_much_is_stopped_and_said() -> None:
    assert codes("<p>" + "公开" * 100_000 + "</p>", seconds=0.3) == ["B013"]
    assert codes("<p>公开</p>" * 20_000, memory=20 << 20) == ["B014"]
    assert codes("<ul><li>公开" * 300) == ["B015"]


def test_reports_are_drawn_from_several_threads() -> None:
    expected = sample.drawn("<p>公开</p>")
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(sample.drawn("<p>公开</p>"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 3
