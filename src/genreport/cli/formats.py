"""`genreport formats`: the official forms known, and renewing what is generated from them."""

from __future__ import annotations

import click

from genreport import formats
from genreport.cli.language import Both, Command, Group, say


@click.group(
    "formats",
    cls=Group,
    invoke_without_command=True,
    help=Both(
        "列出已知的官方格式：适用年度、文号。", "List the official forms known: their years, their source."
    ),
)
@click.pass_context
def command(ctx: click.Context) -> int:
    """List the forms."""
    if ctx.invoked_subcommand is None:
        for form in formats.every():
            first, last = form.years["from"], form.years.get("to")
            years = say(
                f"{first}—{last} 年度" if last else f"{first} 年度起",
                f"{first}-{last}" if last else f"from {first}",
            )
            figures = say(f"{len(form.cells)} 个数据格", f"{len(form.cells)} figures")
            click.echo(f"{form.id}  {years}  {form.source}  {form.name}  ({figures})")
    return 0


@command.command(
    "build",
    cls=Command,
    help=Both(
        "由 layout.yaml 重新生成 report.schema.json（供修改格式的人使用）。",
        "Renew report.schema.json from layout.yaml (for authors of forms).",
    ),
)
def build() -> int:
    """Write the generated schema of every form."""
    from genreport.write.disk import write_whole

    for form in formats.every():
        write_whole(form.schema_file, formats.schema_text(form).encode("utf-8"))
        click.echo(form.schema_file)
    return 0
