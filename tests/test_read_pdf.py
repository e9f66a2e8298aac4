"""A PDF read back: each label and figure in its square, tables cut by pages whole, nothing unseen, nothing guessed."""

from __future__ import annotations

import io
import json
import time
import zlib
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, blank_text, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_raw import raw, ruled, saved, word
from pdf_sample import MERGED, STYLE, page
from test_read_back import bare, report_of

from genreport import read, write
from genreport.document import Document, Grid, Line
from genreport.formats import Format
from genreport.read.pdf import document
from genreport.read.refused import Refused
from genreport.report import Report
from genreport.write.page import figure
from genreport.write.pdf import pdf

Squares = set[tuple[int, int, int, int, str]]
LOST = "\N{REPLACEMENT CHARACTER}"


def made(report: Report) -> bytes:
    """The PDF of a report."""
    files, found = write.documents(report, ["pdf"])
    assert found == []
    return files["pdf"]


def grids(read_back: Document) -> list[Grid]:
    return [p for p in read_back.pieces if isinstance(p, Grid)]


def lines(read_back: Document) -> list[str]:
    return [p.text for p in read_back.pieces if isinstance(p, Line)]


def squares(grid: Grid) -> Squares:
    return {(s.row, s.column, s.rowspan, s.colspan, bare(s.text)) for s in grid.squares}


def expected(report: Report) -> list[Squares]:
    """The tables as the layout has them, with the report's figures."""
    return [
        {
            (
                c.row,
                c.column,
                c.rowspan,
                c.colspan,
                bare(figure(report.get(*c.path), c.number) if c.role == "value" else c.text),
            )
            for c in section.table.grid
        }
        for section in report.format.sections
        if section.table
    ]


def styled(css: str, body: str = MERGED) -> bytes:
    """The PDF of a page with further rules of style."""
    drawn, found = pdf(page(body).replace("</style>", css + "</style>"), STYLE)
    assert drawn and not found
    return drawn


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        document(data)
    return caught.value.code


@pytest.mark.parametrize("largest", [False, True], ids=["each-another", "all-99999999"])
def test_every_label_and_figure_of_our_own_pdf_stands_in_its_square(form: Format, largest: bool) -> None:
    report = report_of(form, largest)
    back = document(made(report))
    assert [squares(g) for g in grids(back)] == expected(report)
    assert all(g.exact for g in grids(back)) and back.medium == "pdf"


def test_a_blank_report_is_read_as_blank(form: Format) -> None:
    report = reading(blank_text(form)).report
    assert report is not None
    back = document(made(report))
    assert [squares(g) for g in grids(back)] == expected(report.filled())


def test_squares_say_where_they_stand(form: Format) -> None:
    back = document(made(report_of(form, False)))
    for number, grid in enumerate(grids(back), 1):
        assert {s.spot.table for s in grid.squares} == {grid.spot.table} == {number}
        assert all((s.spot.row, s.spot.column) == (s.row + 1, s.column + 1) for s in grid.squares)
        assert all(1 <= s.spot.page <= back.pages for s in grid.squares)


@pytest.mark.parametrize("name", ["qinghe-2025", "jiangyou-2020"])
def test_paragraphs_are_whole_and_page_numbers_gone(name: str) -> None:
    report = read.file(ROOT / "examples" / f"{name}.yaml").report
    assert report is not None
    said = lines(document(made(report)))
    assert not [line for line in said if bare(line).strip("—-").isdigit()]
    assert [line for line in said if line.startswith("一、总体情况")]
    for before, after in pairwise(said):  # no paragraph is torn: each ends as one does, or is a heading
        assert before[-1] in "。；：！）？" or len(before) < 45, (before[-20:], after[:20])


def test_a_published_pdf_gives_every_figure(corpus: Path) -> None:
    data = json.loads((corpus / "expected" / "hongze-2023.json").read_text(encoding="utf-8"))
    back = document((corpus / "hongze-2023.pdf").read_bytes())
    read_rows = []
    for grid in grids(back):
        for r in range(grid.rows):
            row = [bare(s.text) for s in grid.squares if s.row == r]
            figures = [t for t in row if t.replace(".", "").isdigit()]
            if figures:
                read_rows.append([float(t) for t in figures])
    wanted = [*data["table2"].values(), *data["table3"].values(), data["table4"]]
    assert read_rows == [[float(v) for v in row] for row in wanted]


STYLES = {
    "lines apart": "table.form{border-collapse:separate;border-spacing:2px}",
    "double lines": "table.form th,table.form td{border:3px double #000}",
    "hair lines": "table.form th,table.form td{border:.1pt solid #000}",
    "dots": "table.form th,table.form td{border:1px dotted #000}",
    "dashes": "table.form th,table.form td{border:1px dashed #000}",
    "no line on the left": "table.form{border-collapse:separate;border-spacing:0}"
    ".form th,.form td{border-left:0!important}",
    "zebra": "table.form tr:nth-child(odd) :is(th,td){background:#eef}",
    "white on blue": "table.form thead th{background:#036;color:#fff;border-color:#fff}",
    "areas only": "table.form{border-collapse:separate;border-spacing:1px}"
    ".form th,.form td{border:0!important;background:#dde}",
    "tiny": "table.form{font-size:5pt}table.form th,table.form td{padding:0}",
    "landscape": "@page{size:A4 landscape}",
    "in a frame": "main{border:2pt solid #c00;padding:6pt}",
}
WANTED = {
    (0, 0, 2, 2, "项目"), (0, 2, 1, 2, "申请人"), (1, 2, 1, 1, "自然人"), (1, 3, 1, 1, "总计"), (2, 0, 1, 2, "新收"),
    (2, 2, 1, 1, "1"), (2, 3, 1, 1, "2"), (3, 0, 2, 1, "结果"), (3, 1, 1, 1, "公开"), (3, 2, 1, 1, "3"),
    (3, 3, 1, 1, "4"), (4, 1, 1, 1, "其他"), (4, 2, 1, 1, "5"), (4, 3, 1, 1, "6"), (5, 0, 1, 4, "第二段"),
    (6, 0, 1, 2, "内容"), (6, 2, 1, 2, "数量"), (7, 0, 1, 2, "许可"), (7, 2, 1, 2, "7"),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_tables_are_read_however_they_are_ruled(style: str) -> None:
    (grid,) = grids(document(styled(STYLES[style])))
    assert squares(grid) == WANTED


def long_table(head: str = "") -> str:
    rows = "".join(f"<tr><th>{n}.项目{n}</th><td>{n * 7}</td><td>{n * 11}</td></tr>" for n in range(2, 60))
    return (
        f'<table class="form">{head}<tbody><tr><th rowspan="59">三、本年度办理结果</th><th>1.项目1</th>'
        f"<td>7</td><td>11</td></tr>{rows}</tbody></table>"
    )


@pytest.mark.parametrize(
    "head", ["", '<thead><tr><th colspan="2">内容</th><th>甲</th><th>乙</th></tr></thead>']
)
def test_a_table_cut_by_pages_is_one_and_its_head_stands_once(head: str) -> None:
    back = document(styled("table.form,.form tbody{break-inside:auto!important}", long_table(head)))
    (grid,) = grids(back)
    top = 1 if head else 0
    assert back.pages > 1 and grid.rows == 59 + top
    at = {(s.row, s.column): s for s in grid.squares}
    assert at[top, 0].rowspan == 59 and bare(at[top, 0].text) == "三、本年度办理结果"
    for n in range(1, 60):
        row = [at[n - 1 + top, c].text for c in (1, 2, 3)]
        assert row == [f"{n}.项目{n}", str(n * 7), str(n * 11)]
    assert at[58 + top, 2].spot.page == back.pages


def test_rows_of_two_pages_stay_two_when_nobody_knows() -> None:
    upper = ruled([50, 150, 250], [20, 40, 60]) + word("A", 60, 45) + word("1", 200, 45) + word("B", 60, 25)
    lower = (
        ruled([50, 150, 250], [140, 160, 180]) + word("C", 60, 165) + word("D", 60, 145) + word("2", 200, 145)
    )
    (grid,) = grids(document(raw(upper, lower)))
    assert [s.text for s in grid.squares] == ["A", "1", "B", "", "C", "", "D", "2"]


def test_tables_with_other_columns_are_not_joined() -> None:
    upper = ruled([50, 150, 250], [20, 40, 60]) + word("A", 60, 45)
    lower = ruled([50, 156, 250], [140, 160, 180]) + word("C", 60, 165)
    assert len(grids(document(raw(upper, lower)))) == 2


def square(content: str) -> str:
    """What is read in the only filled square of a table."""
    (grid,) = grids(document(raw(ruled([50, 150, 250], [50, 80, 110]) + word("label", 60, 90) + content)))
    return next(s.text for s in grid.squares if (s.row, s.column) == (0, 1))


def test_a_figure_drawn_twice_is_read_once() -> None:
    twice = word("100", 190, 90) + word("100", 190.3, 90) + word("100", 190.3, 90.2)
    assert square(twice) == "100"
    apart = "".join(word(c, 190 + 5.56 * n + d, 90) for n, c in enumerate("100") for d in (0, 0.4))
    assert square(apart) == "100"
    assert square(word("1000000", 180, 90)) == "1000000"


def test_figures_on_each_other_are_not_read() -> None:
    assert LOST in square(word("3", 190, 90) + word("8", 190.2, 90))


def test_what_is_not_seen_is_not_read() -> None:
    assert square(word("7", 200, 90) + word("99", 170, 90, more="3 Tr")) == "7"
    assert square(word("7", 200, 90) + word("99", 170, 90, more="1 1 1 rg")) == "7"
    assert square("q 0 0 0.5 rg 150 80 100 30 re f Q " + word("7", 200, 90, more="1 1 1 rg")) == "7"
    assert square(word("99", 170, 90) + "q 1 1 1 rg 160 85 30 20 re f Q " + word("7", 200, 90)) == "7"
    assert square(word("7", 200, 90) + "q 150 80 10 10 re W n " + word("99", 170, 90)[2:]) == "7"
    outside = raw(
        word("seen here, and not what follows " * 2, 20, 90, 4) + word("99", 280, 90),
        CropBox=[0, 0, 250, 200],
    )
    assert "99" not in "".join(lines(document(outside)))


def test_a_note_mark_is_no_digit_of_the_figure() -> None:
    assert square(word("12", 190, 90) + word("1", 201.2, 94, 6)) == "12[1]"


def test_two_figures_in_a_square_stay_two() -> None:
    assert square(word("1", 180, 90) + word("2", 200, 90)) == "1 2"
    assert square(word("1 2", 180, 90)) == "1 2"


def test_a_figure_wider_than_its_square_stays_whole_or_is_lost() -> None:
    table = ruled([50, 90, 110, 130], [50, 80, 110]) + word("label", 52, 90)
    (grid,) = grids(document(raw(table + word("123456", 84, 90, 8))))
    assert [s.text for s in grid.squares if s.row == 0] == ["label", "123456", ""]
    (grid,) = grids(document(raw(table + word("123456", 96.5, 90, 8))))
    assert not any(s.text.isdigit() for s in grid.squares)


def test_turned_pages_are_read_upright() -> None:
    report = styled("")
    straight = [squares(g) for g in grids(document(report))]
    for angle, matrix in {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}.items():
        with pikepdf.open(io.BytesIO(report)) as file:
            for leaf in file.pages:
                leaf.contents_add(file.make_stream(f"q {matrix} cm ".encode()), prepend=True)
                leaf.contents_add(file.make_stream(b" Q"))
                leaf.MediaBox = leaf.CropBox = pikepdf.Array([-900, -900, 900, 900])
                leaf.Rotate = angle
            assert [squares(g) for g in grids(document(saved(file)))] == straight


def test_a_label_that_runs_downwards_is_read() -> None:
    down = "".join(word(c, 60, 150 - 12 * n) for n, c in enumerate("abcd"))
    (grid,) = grids(document(raw(ruled([50, 80, 250], [50, 100, 170]) + down + word("1", 200, 120))))
    assert grid.squares[0].text == "a\nb\nc\nd"
    turned = "q BT /F 10 Tf 0 -1 1 0 62 150 Tm (abcd) Tj ET Q\n"
    (grid,) = grids(document(raw(ruled([50, 80, 250], [50, 100, 170]) + turned + word("12345", 200, 120))))
    assert grid.squares[0].text == "abcd"


def test_a_scan_is_said_to_be_one() -> None:
    assert refusal(raw(*["q 300 0 0 200 0 0 cm /I Do Q"] * 3)) == "I024"
    known = word("known by OCR, " * 5, 5, 90, 4, more="3 Tr")
    assert refusal(raw(*["q 300 0 0 200 0 0 cm /I Do Q " + known] * 2)) == "I024"
    assert refusal(raw("")) == "I026"


def test_characters_without_meaning_are_refused() -> None:
    with pikepdf.open(io.BytesIO(styled(""))) as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        assert refusal(saved(file)) == "I025"


def test_locked_files() -> None:
    with pikepdf.open(io.BytesIO(styled(""))) as file:
        assert refusal(saved(file, encryption=pikepdf.Encryption(owner="a", user="b"))) == "I021"
        free = saved(file, encryption=pikepdf.Encryption(owner="a", user=""))
    assert squares(grids(document(free))[0]) == WANTED


def test_too_much_is_refused_at_once() -> None:
    start = time.monotonic()
    assert refusal(raw(*[""] * 501)) == "I022"
    assert refusal(raw(b"BT /F 1 Tf " + b"(a) Tj " * 1_000_000 + b"ET")) == "I023"
    assert refusal(raw(b"BT /F 1 Tf " + (b"(" + b"a" * 30_000 + b") Tj ") * 40 + b"ET")) == "I023"
    assert refusal(raw(b"0 0 m 9 9 l S " * 800_000)) == "I023"
    blank = raw("")
    flood = zlib.compress(b" " * 320_000_000)
    body = b"9 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (len(flood), flood)
    assert refusal(blank.replace(b"%%EOF", body + b"%%EOF")) == "I027"
    assert time.monotonic() - start < 10


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, marked: bool) -> None:
    with suppress(Refused):
        document(b"%PDF-1.7\n" * marked + data)


GOOD = raw(ruled([50, 150, 250], [50, 80, 110]) + word("label", 60, 90) + word("12", 200, 90))


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_is_read_or_refused(at: int, junk: bytes) -> None:
    with suppress(Refused):
        document(GOOD[:at] + junk + GOOD[at + len(junk) :])


def test_a_figure_parted_by_the_end_of_a_page_is_not_taken() -> None:
    upper = ruled([50, 150, 190, 250], [20, 40, 60])
    upper += word("A", 60, 45) + word("1", 152, 45) + word("2", 200, 45)
    upper += word("B", 60, 25) + word("238941", 153, 25) + word("3", 200, 25)
    lower = ruled([50, 150, 190, 250], [140, 160, 180]) + word("C", 60, 165) + word("73", 153, 165)
    (grid,) = grids(document(raw(upper, lower + word("D", 60, 145) + word("4", 153, 145))))
    assert [s.text for s in grid.squares] == [
        "A", "1", "2", "B", LOST + "238941", LOST + "3", "C", LOST + "73", "", "D", "4", ""
    ]  # fmt: skip


def test_a_figure_broken_where_its_square_ends_is_one() -> None:
    lines = ruled([50, 150, 180, 250], [20, 50, 80])
    broken = word("label", 51, 65) + word("1234", 153, 65) + word("56", 153, 53)
    apart = word("other", 51, 35) + word("12", 153, 35) + word("5", 153, 23)
    (grid,) = grids(document(raw(lines + broken + apart)))
    assert [s.text for s in grid.squares] == ["label", "123456", "", "other", "12\n5", ""]


def test_a_figure_cut_at_the_edge_of_what_is_shown_is_not_taken() -> None:
    assert square("q 150 0 40 200 re W n\n" + word("1149", 170, 90) + "Q") == LOST * 4
    assert square("q 150 0 39 200 re W n\n" + word("1149", 170, 90) + "Q") == LOST * 3
    assert square("q 150 0 43 200 re W n\n" + word("1149", 170, 90) + "Q") == "1149"
    assert square(word("1234", 170, 90) + "1 g 181.1 80 30 30 re f 0 g\n") == LOST * 2


def test_a_digit_on_an_equal_one_of_another_figure_is_not_dropped() -> None:
    shifted = word("1203", 170, 90) + word("3866", 187, 90)
    assert square(shifted) == LOST * 7
    assert square(word("1203", 170, 90) + word("45", 187, 90)) == f"120{LOST}{LOST}5"


def test_letters_set_apart_evenly_give_no_blanks() -> None:
    spaced = word("Received in all 2024: 58", 20, 150, more="6 Tc")
    assert lines(document(raw(spaced))) == ["Received in all 2024: 58"]
    figures = word("3579", 20, 150, more="6 Tc")
    assert lines(document(raw(figures + word("Beside them stands a line", 20, 100)))) == [
        "3 5 7 9", "Beside them stands a line"
    ]  # fmt: skip
