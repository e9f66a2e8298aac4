"""The form that a year asks for, or one sentence that there is none."""

from __future__ import annotations

import click

from genreport import formats
from genreport.cli.language import say
from genreport.formats import Format


def form_of(year: int) -> Format:
    """The form of reports on a year; UsageError names the years that are known."""
    form = formats.of_year(year)
    if form is None:
        known = formats.known_years()
        raise click.UsageError(
            say(
                f"没有 {year} 年度的格式，已知的年度为 {known.zh}",
                f"no form is known for {year}, known are {known.en}",
            )
        )
    return form
