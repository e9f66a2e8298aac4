"""`genreport validate`: everything that is wrong with reports, at line and column."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport import check, read, show
from genreport.cli.language import Both, Command, Option, lang
from genreport.cli.status import status
from genreport.finding import Finding


@click.command(
    "validate",
    cls=Command,
    help=Both(
        "核对报告：结构是否完整，勾稽关系是否成立。\n\n可以给出多个文件，或一个文件夹（其中的 .yaml 文件）。",
        "Check reports: structure and sums.\n\nSeveral files may be given, or a folder (its .yaml files).",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=File), metavar="FILES")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", cls=Option,
    help=Both("输出方式：text 文字（默认），json 供程序读取", "text (default), or json for programs"),
)  # fmt: skip
@click.option("--strict", is_flag=True, cls=Option, help=Both("有警告也算不通过", "warnings count as errors"))
def command(files: tuple[File, ...], style: str, strict: bool) -> int:
    """Check, show, and tell by the exit status."""
    meant = read.inputs(files)
    found: list[Finding] = []
    for file in meant:
        report, of_file = read.file(file)
        found += of_file + (check.findings(report) if report else [])
    if style == "json":
        click.echo(show.as_json(found, [str(f) for f in meant]))
    else:
        if found:
            click.echo(show.text(found, lang()))
        click.echo(show.summary(len(meant), found, lang()))
    return status(found, strict)
