"""Chinese lines end flush, gap by gap; last lines and Latin lines stay as they were."""

from __future__ import annotations

import io
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pdf_sample as sample
import pdfplumber
import pytest

from genreport.write.paper import justify, weasy

LEFT, RIGHT = 28 / 25.4 * 72, (210 - 26) / 25.4 * 72  # the edges of the text block


def lines(body: str) -> list[list[dict[str, Any]]]:
    """The characters of each line of the text block, from left to right."""
    with pdfplumber.open(io.BytesIO(sample.drawn(body))) as read:
        page = read.pages[0]
        found = page.crop((0, 0, page.width, 745)).extract_text_lines(return_chars=True)
    return [[c for c in line["chars"] if c["text"].strip()] for line in found]


def gaps(line: list[dict[str, Any]]) -> list[float]:
    return [b["x0"] - a["x1"] for a, b in pairwise(line)]


@pytest.mark.parametrize(
    "text",
    [
        sample.TEXT,
        "全年公开信息12,846条，发布解读86件，回应关切312次，政务新媒体推送9,538条，阅读量达1,200余万次，满意度96.3%。"
        * 3,
        "<span class='run-in'>（一）健全机制。</span>印发<strong>要点</strong>，明确5个方面18项任务，按季调度。"
        * 3,
    ],
)
def test_all_lines_but_the_last_end_at_the_edge(text: str) -> None:
    found = lines(f"<p>{text}</p>")
    assert len(found) > 3
    for line in found[:-1]:
        # a full-width mark may keep the blank half of its square at the edge, which is part of it
        assert line[-1]["x1"] == pytest.approx(RIGHT, abs=0.8)
    assert all(line[0]["x0"] == pytest.approx(LEFT, abs=0.8) for line in found[1:])


def test_the_gaps_of_a_line_are_equal_and_words_are_not_torn() -> None:
    (first, second, *_), word = (
        lines("<p>" + "公开政府信息，Government Information，依法办理申请。" * 5 + "</p>")[:3],
        "Government",
    )
    for line in (first, second):
        text = "".join(c["text"] for c in line)
        han = [
            g for g, (a, b) in zip(gaps(line), pairwise(text), strict=True) if a > "\u4e00" and b > "\u4e00"
        ]
        assert han and max(han) - min(han) < 0.3
        if word in text:
            inside = gaps(line)[text.index(word) : text.index(word) + len(word) - 1]
            assert max(inside) < min(han) + 0.3


def test_a_line_is_not_torn_apart_where_a_long_word_did_not_fit() -> None:
    text = "如对本报告有疑问，请与办公室联系（电话：0816-3161234；电子邮箱：xxgk@department.city.example.gov.cn）。"
    for before in range(12):
        for line in lines(f"<p>{'字' * before}{text}</p>"):
            assert max(gaps(line)) < 0.2 * 16


def test_pictures_in_a_line_move_with_it() -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    text = (
        f"公开政府信息<img alt='点' src='{dot}' style='width: 3pt; height: 3pt'>，依法办理申请1,200件。" * 5
    )
    with pdfplumber.open(io.BytesIO(sample.drawn(f"<p>{text}</p>"))) as read:
        page = read.pages[0]
        assert len(page.images) == 5
        for image in page.images:
            line = [c for c in page.chars if c["top"] < image["bottom"] < c["bottom"] + 6]
            assert not [c for c in line if c["x0"] + 0.5 < image["x0"] and image["x1"] + 0.5 < c["x1"]]


def test_the_last_line_is_not_stretched() -> None:
    last = lines(f"<p>{sample.TEXT[:-1]}</p>")[-1]
    assert max(gaps(last)) == pytest.approx(-0.21, abs=0.05)


def test_latin_lines_are_stretched_at_their_spaces_as_before() -> None:
    found = lines(f"<p>{'public information on request ' * 12}</p>")
    assert len(found) > 2 and all(line[-1]["x1"] == pytest.approx(RIGHT, abs=0.8) for line in found[:-1])


def test_unknown_inner_workings_are_left_alone() -> None:
    def justify_line(line: object) -> None: ...

    inline = SimpleNamespace(justify_line=justify_line)
    strange = SimpleNamespace(
        VERSION="70.1",
        layout=SimpleNamespace(inline=inline),
        text=SimpleNamespace(line_break=weasy.load().text.line_break),
    )
    assert not justify.install(strange)  # type: ignore[arg-type]
    assert inline.justify_line is justify_line
