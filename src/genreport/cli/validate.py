"""`genreport validate`: everything that is wrong with reports, at line and column."""

from __future__ import annotations

import sys
from pathlib import Path as File

import click

from genreport import read, show
from genreport.cli import target
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.options import out_option, previous_option, profile_of, profile_option
from genreport.cli.rules import unjudged
from genreport.cli.status import status
from genreport.examine import Examination, Order, examine
from genreport.messages import escaped

STYLES = ("text", "json", "sarif", "github", "html")


@click.command(
    "validate",
    cls=Command,
    help=Both(
        "核对报告：结构是否完整，勾稽关系是否成立，文字与表格、与上年是否一致。\n\n"
        "可以给出多个文件，或一个文件夹（其中的 .yaml 文件）。\n"
        "同一文件夹里有本单位上一年度的报告时，一并核对两年的衔接。",
        "Check reports: structure, sums, text against tables, this year against last.\n\n"
        "Several files may be given, or a folder (its .yaml files).\n"
        "Where the agency's report of the year before stands in the same folder, the two are compared.",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(path_type=File), metavar="FILES")
@previous_option
@click.option(
    "--similar", type=click.Path(path_type=File, exists=True, file_okay=False), cls=Option,
    help=Both("比较与这个文件夹里各单位报告的雷同", "look for text shared with the reports of this folder"),
)  # fmt: skip
@profile_option
@click.option(
    "--format", "style", type=click.Choice(STYLES), default="text", cls=Option,
    help=Both(
        "输出方式：text 文字（默认），html 退回单，json、sarif、github 供程序读取",
        "text (default), html (a sheet to send back), or json, sarif, github for programs",
    ),
)  # fmt: skip
@out_option
@click.option("--strict", is_flag=True, cls=Option, help=Both("有警告也算不通过", "warnings count as errors"))
def command(
    files: tuple[File, ...], previous: File | None, similar: File | None, profile_file: File | None,
    style: str, out: File | None, strict: bool,
) -> int:  # fmt: skip
    """Check, show, and tell by the exit status."""
    if not files and similar is None:
        raise click.UsageError(say("缺少 文件…", "Missing argument 'FILES...'."))
    meant = read.inputs(files or (similar,))  # type: ignore[arg-type]
    inputs = (*meant, previous, similar, profile_file)
    target.check(out, inputs)
    profile, faults = profile_of(profile_file)
    if profile is None:
        click.echo(show.text(faults, lang(), show.from_disk), err=True)
        return 2
    others = None if similar is None else tuple(read.inputs([similar]))
    done = examine(meant, Order(previous, profile, others))
    told = _shown(style, meant, done)
    if out is None:
        click.echo(told, nl=not told.endswith("\n"))
    else:
        target.write(out, (told.rstrip("\n") + "\n").encode("utf-8"), (*inputs, *done.before))
        click.echo(_summary(meant, done))
    return status(done.findings, strict)


def _shown(style: str, meant: list[File], done: Examination) -> str:
    files = [str(f) for f in meant]
    match style:
        case "json":
            return escaped(show.as_json(done.findings, files))
        case "sarif":
            from genreport import formats

            rules = {rule.code: rule for form in formats.every() for rule in form.rules}
            return escaped(show.sarif(done.findings, files, lang(), tuple(rules.values()), show.from_disk))
        case "github":
            return show.github(done.findings, lang())
        case "html":
            return show.html(done.findings, files, lang(), done.titles, unjudged(done))
    told = []
    if done.findings and sys.stdout.isatty():
        told = [show.terminal(done.findings, lang(), show.from_disk)]
    elif done.findings:
        told = [show.text(done.findings, lang(), show.from_disk)]
    return "\n".join([*told, _summary(meant, done)])


def _summary(meant: list[File], done: Examination) -> str:
    return show.summary(len(meant), done.findings, lang(), done.tally, done.everywhere)
