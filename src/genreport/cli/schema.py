"""`genreport schema`: the JSON Schema of a year's form."""

from __future__ import annotations

import click

from genreport.cli.form import form_of
from genreport.cli.language import Both, Command, Option


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
    click.echo(form_of(year).schema_file.read_text(encoding="utf-8"), nl=False)
    return 0
