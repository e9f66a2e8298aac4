"""Findings about published files tell page, table, row and column, or sheet and cell, in every way of showing."""

from __future__ import annotations

import json

import pytest

from genreport import show
from genreport.finding import Finding, Severity, Spot, Term, Text, Where

PAPER = Spot(page=3, table=2, row=5, column=4)
CELL = Spot(sheet="申请", cell="D7", table=1)


def made(spot: Spot, file: str = "page.pdf") -> Finding:
    where = Where(file, path=("requests", "new", "total"), spot=spot)
    terms = (Term("新收 · 总计", 12, where), Term("算得", 13, where, computed=True))
    return Finding("R001", Severity.ERROR, where, Text("总计不符", "no sum"), label="新收", terms=terms)


@pytest.mark.parametrize(
    "spot, zh, en",
    [
        (PAPER, "（第3页第2个表第5行第4列）", "(page 3, table 2, row 5, column 4)"),
        (CELL, "申请!D7", "申请!D7"),
        (Spot(line=40), "（第40行）", "(line 40)"),
    ],
)
def test_the_place_is_told_in_text_github_sarif_and_sheet(spot: Spot, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        found = [made(spot)]
        assert show.text(found, lang).count(words) == 2  # of the finding and of the number that was read
        assert words in show.github(found, lang)
        assert words in show.sarif(found, ["page.pdf"], lang)
        assert words in show.html(found, ["page.pdf"], lang)


def test_programs_get_the_place_as_numbers() -> None:
    (told,) = json.loads(show.as_json([made(CELL)], ["a.xlsx"]))["findings"]
    assert told["spot"] == {"sheet": "申请", "cell": "D7", "table": 1}
