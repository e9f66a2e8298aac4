"""The page that every output is made from: words around the tables, pictures, what a template may and may not do."""

from __future__ import annotations

import base64
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import NARRATIVES, blank_text, reading

from genreport import formats, style
from genreport.formats import Format
from genreport.report import Report
from genreport.write import grid
from genreport.write.page import chinese_date, compose, contact, created, figure, title_lines

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FORM = formats.latest()
SIZES = {"label": 9, "value": 9, "padding": 0.6}


def report(**values: object) -> Report:
    """A blank report with some values changed; `a__b` stands for the path a.b."""
    plain = reading(blank_text(FORM)).report
    assert plain is not None
    changed = {tuple(k.split("__")): v for k, v in values.items()}
    return Report(FORM, dict(plain.values) | changed, "report.yaml")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "number", "printed"),
    [
        (12, "integer", "12"),
        (0, "integer", "0"),
        (None, "integer", ""),
        (3, "change", "+3"),
        (-5, "change", "-5"),
        (0, "change", "0"),
        (Decimal("1745.60"), "amount", "1745.60"),
        (Decimal("1E+3"), "amount", "1000"),
    ],
)
def test_figures_are_printed_in_digits_and_a_change_with_its_sign(value, number: str, printed: str) -> None:
    assert figure(value, number) == printed


def test_the_date_is_written_as_the_standard_asks() -> None:
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"


def test_outputs_carry_the_date_of_the_report_never_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert created(report()) is None
    assert created(report(issued=date(2026, 1, 5))) == "2026-01-05T00:00:00Z"
    assert created(report(issued=date(2026, 1, 5), published=date(2026, 1, 9))) == "2026-01-09T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 40)
    assert created(report()) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert created(report(issued=date(2026, 1, 5))) == "1970-01-02T00:00:00Z"


def test_whom_to_ask_is_a_sentence_of_what_is_given() -> None:
    assert contact(report()) == ""
    assert (
        contact(report(contact__phone="0816-1")) == "如对本报告有疑问，请与青禾县司法局联系（电话：0816-1）。"
    )
    told = contact(
        report(contact__office="办公室", contact__website="www.qinghe.example", contact__postcode="012345")
    )
    assert told == (
        "本报告电子版可在www.qinghe.example查阅、下载。如对本报告有疑问，请与青禾县司法局办公室联系（邮编：012345）。"
    )
    assert "请与青禾县司法局法制股联系" in contact(report(contact__office="青禾县司法局法制股"))


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("某局", ["某局2021年政府信息公开工作年度报告"]),
        ("青禾县自然资源和规划局", ["青禾县自然资源和规划局", "2021年政府信息公开工作年度报告"]),
    ],
)
def test_a_title_that_is_too_long_is_broken_after_the_agency(agency: str, lines: list[str]) -> None:
    assert title_lines(report(agency=agency), style.load(style.folders())) == lines


def test_a_heading_before_the_first_section_is_no_heading_of_the_third_level() -> None:
    page, _ = compose(report(preamble="（一）依据\n正文。", overview="（一）主动公开\n正文。"))
    assert page.html.count("<h3>") == 1 and '<p><span class="run-in">（一）依据</span></p>' in page.html


def test_a_picture_beside_the_report_is_put_into_the_page(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(PNG)
    text = blank_text(FORM).replace(NARRATIVES["overview"], "![各类信息](图.png)", 1)
    found_report, _ = reading(text, str(tmp_path / "report.yaml"))
    page, found = compose(found_report)
    assert found == [] and f"data:image/png;base64,{base64.b64encode(PNG).decode()}" in page.html


@pytest.mark.parametrize("name", ["nosuch.png", "../outside.png", "link.png", "text.png", "/etc/passwd", "."])
def test_no_other_file_gets_into_the_page(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.png").write_bytes(PNG)
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "text.png").write_text("secret")
    if os.name != "nt":
        (folder / "link.png").symlink_to(tmp_path / "outside.png")
    text = blank_text(FORM).replace(NARRATIVES["overview"], f"![说明]({name})", 1)
    found_report, _ = reading(text, str(folder / "report.yaml"))
    page, found = compose(found_report)
    assert (
        [f.code for f in found] == ["B204" if name == "text.png" else "B202"]
        and "data:image" not in page.html
        and "说明" in page.html
    )


def test_a_template_shows_a_picture_of_its_own_folder_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "report.html.j2").write_text('<img src="{{ asset("logo.png") }}">{{ asset("../x.png") }}')
    page, found = compose(report(), tmp_path)
    assert page.html.startswith('<img src="data:image/png;base64,') and [f.code for f in found] == ["B203"]


def test_data_is_never_taken_for_a_template_or_for_markup() -> None:
    text = "{{ 7 * 7 }}{% raw %}<script>alert(1)</script>"
    page, _ = compose(report(title=text, agency=text, overview=text, contact__phone=text))
    assert "49" not in page.html.split("<main>")[1].replace("149", "") and "<script" not in page.html
    assert page.html.count("{{ 7 * 7 }}") >= 4


def test_figures_get_smaller_when_the_longest_would_not_fit_its_column() -> None:
    table = FORM.section("requests").table
    assert grid.value_size(table, report(), SIZES) == 9
    million = report(requests__new__natural_person=9_999_999)
    assert 6 < grid.value_size(table, million, SIZES) < 8
    path = ("requests", "new", "natural_person")
    size = grid.value_size(table, report(requests__new__natural_person=10**12), SIZES)
    assert 13 * 0.5 * size < table.widths[table.values[path].column] / 25.4 * 72


def test_heads_are_broken_between_words_of_two_characters() -> None:
    table = FORM.section("requests").table
    broken = {c.text: grid.lines(table, c, SIZES) for c in table.grid if c.role != "value"}
    assert broken["商业企业"] == ["商业", "企业"]
    assert broken["社会公益组织"] == ["社会公益", "组织"]
    assert broken["（三）不予公开"] == ["（三）", "不予公开"]
    assert broken["三、本年度办理结果"] == ["三、", *"本年度办理结果"]
    assert broken["自然人"] == ["自然", "人"]  # it would touch both borders
    assert broken["一、本年新收政府信息公开申请数量"] == ["一、本年新收政府信息公开申请数量"]


def test_only_wide_tables_keep_their_width_on_a_small_screen(form: Format) -> None:
    plain = reading(blank_text(form)).report
    page, _ = compose(plain)
    forms = re.findall(
        r'<section id="(\w+)">(?:(?!<section).)*?<table class="form( wide)?"', page.html, re.DOTALL
    )
    assert dict(forms) == {"disclosure": "", "requests": " wide", "disputes": " wide"}
