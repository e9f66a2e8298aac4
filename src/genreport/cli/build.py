"""`genreport build`: reports as HTML, DOCX and PDF."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport import build, read, show, write
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.status import status
from genreport.finding import Finding


@click.command(
    "build",
    cls=Command,
    help=Both(
        "生成 HTML、DOCX、PDF。\n\n可以给出多个文件，或一个文件夹（其中的 .yaml 文件）。\n"
        "文件名为“机关＋年度＋年政府信息公开工作年度报告”。\n"
        "报告有错误时不生成；加 --draft 生成草稿，每页有“草稿”字样。\n"
        "生成后逐份读回来，每个数字、每段文字都与报告核对。",
        "Make HTML, DOCX and PDF.\n\nSeveral files may be given, or a folder (its .yaml files).\n"
        "A report with errors is refused; --draft makes it all the same, with 草稿 (draft) across every page.\n"
        "What was made is read back, every figure and paragraph is compared with the report.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=File), metavar="FILES")
@click.option(
    "-o", "--out", type=click.Path(path_type=File, file_okay=False), default=File("out"), cls=Option,
    help=Both("写到这个文件夹，默认 out", "folder to write to, out by default"),
)  # fmt: skip
@click.option(
    "-f", "--format", "media", multiple=True, type=click.Choice(write.MEDIA, case_sensitive=False), cls=Option,
    help=Both("只生成这种格式，可以多次给出；默认全部", "only this format; may be given again; all by default"),
)  # fmt: skip
@click.option(
    "--draft",
    is_flag=True,
    cls=Option,
    help=Both("有错误也生成，每页印“草稿”", "make it in spite of errors, marked 草稿"),
)
@click.option(
    "--no-verify", is_flag=True, cls=Option,
    help=Both("生成后不再读回来核对", "do not read the outputs back and compare them with the report"),
)  # fmt: skip
@click.option(
    "--templates", type=click.Path(path_type=File, file_okay=False, exists=True), cls=Option,
    help=Both("先在这个文件夹里找模板文件", "folder searched for templates before ours"),
)  # fmt: skip
def command(
    files: tuple[File, ...], out: File, media: tuple[str, ...], draft: bool, no_verify: bool,
    templates: File | None,
) -> int:  # fmt: skip
    """Build, show what was made and what was found."""
    if out.suffix.lower().lstrip(".") in write.MEDIA and not out.is_dir():
        raise click.UsageError(
            say(f"-o 后面应为文件夹，现为 {out}", f"-o should be followed by a folder, it is {out}")
        )
    found: list[Finding] = []
    made = 0
    meant = read.inputs(files)
    order = build.Order(out, media or write.MEDIA, templates, draft, verify=not no_verify)
    for built in build.build(meant, order):
        if built.findings:
            click.echo(show.text(built.findings, lang()), err=True)
        for file in built.written:
            click.echo(file)
        made += len(built.written) == len(set(order.media))
        found += built.findings
    if found or len(meant) > 1:
        click.echo(show.summary(len(meant), found, lang()), err=True)
        click.echo(
            say(
                f"生成 {made} 份，未生成 {len(meant) - made} 份", f"{made} made, {len(meant) - made} not made"
            ),
            err=True,
        )
    return status(found) if made < len(meant) or not draft else 0
