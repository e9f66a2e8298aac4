"""`genreport schema`: the JSON Schema of a year's form."""

from __future__ import annotations

import click

from genreport import formats
from genreport.cli.language import Both, Command, Option, say


@click.command(
    "schema",
    cls=Command,
    help=Both(
        "输出某一年度格式的 JSON Schema，供编辑器和程序使用。", "Print the JSON Schema of a year's form."
    ),
)
@click.option("--year", type=int, required=True, cls=Option, help=Both("报告年度", "year reported on"))
def command(year: int) -> int:
    """Print the schema as it stands beside the layout."""
    form = formats.of_year(year)
    if form is None:
        known = formats.known_years()
        raise click.UsageError(
            say(
                f"没有 {year} 年度的格式，已知的年度为 {known.zh}",
                f"no form is known for {year}, known are {known.en}",
            )
        )
    click.echo(form.schema_file.read_text(encoding="utf-8"), nl=False)
    return 0
