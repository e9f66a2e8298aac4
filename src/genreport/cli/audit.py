"""`genreport audit`: published reports of any medium, read and judged."""

from __future__ import annotations

import sys
from pathlib import Path as File

import click

from genreport import audit, published, show
from genreport.cli import target
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.options import out_option, previous_option, profile_of, profile_option
from genreport.cli.rules import unjudged
from genreport.cli.status import status
from genreport.examine import Order
from genreport.messages import escaped

STYLES = ("text", "json", "sarif", "html", "csv")


@click.command(
    "audit",
    cls=Command,
    help=Both(
        "审查已公布的报告：读出网页、Word、PDF、文本、Excel 文件，按全部规则核对。\n\n"
        "可以给出多个文件，或一个文件夹。问题指出文件、页、表、行、列。\n"
        "同一单位上一年度的报告也在其中时，一并核对两年的衔接。",
        "Audit published reports: read web pages, Word, PDF, text and Excel files and judge them by all rules.\n\n"
        "Several files may be given, or a folder. Findings name file, page, table, row and column.\n"
        "Where an agency's report of the year before is among them, the two are compared.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=File), metavar="FILES")
@previous_option
@profile_option
@click.option(
    "--similar", is_flag=True, cls=Option,
    help=Both("比较各单位报告的雷同", "look for text that agencies share"),
)  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(STYLES), default="text", cls=Option,
    help=Both(
        "输出方式：text 文字（默认），html 退回单，csv 表格，json、sarif 供程序读取",
        "text (default), html (a sheet to send back), csv (a table), or json, sarif for programs",
    ),
)  # fmt: skip
@out_option
@click.option("--strict", is_flag=True, cls=Option, help=Both("有警告也算不通过", "warnings count as errors"))
def command(
    files: tuple[File, ...], previous: File | None, profile_file: File | None, similar: bool, style: str,
    out: File | None, strict: bool,
) -> int:  # fmt: skip
    """Read, judge, show, and tell by the exit status."""
    profile, faults = profile_of(profile_file)
    if profile is None:
        click.echo(show.text(faults, lang(), show.from_disk), err=True)
        return 2
    meant = published.inputs(files)
    inputs = (*meant, previous, profile_file)
    target.check(out, inputs)
    done = audit.audit(meant, Order(previous, profile, () if similar else None))
    words = _shown(style, [str(f) for f in meant], done)
    if out is None:
        click.echo(words, nl=not words.endswith("\n"))
    else:
        target.write(out, (words.rstrip("\n") + "\n").encode("utf-8"), (*inputs, *done.before))
        click.echo(_summary(len(meant), done))
    return status(done.findings, strict)


def _shown(style: str, files: list[str], done: audit.Audit) -> str:
    match style:
        case "json":
            return escaped(show.as_json(done.findings, files))
        case "sarif":
            from genreport import formats

            rules = {rule.code: rule for form in formats.every() for rule in form.rules}
            return escaped(show.sarif(done.findings, files, lang(), tuple(rules.values()), show.from_disk))
        case "html":
            return show.html(done.findings, files, lang(), done.titles, unjudged(done))
        case "csv":
            return show.as_csv(done.findings, lang(), done.titles)
    shown = [f"{e.file}：{_read(e)}" if lang() != "en" else f"{e.file}: {_read(e)}" for e in done.entries]
    if done.findings:
        show_them = show.terminal if sys.stdout.isatty() else show.text
        shown.append(show_them(done.findings, lang(), show.from_disk))
    return "\n".join([*shown, _summary(len(files), done)])


def _read(entry: audit.Entry) -> str:
    """Whose report a file is and how much of it was read."""
    whose = ""
    if entry.form:
        zh = f"{entry.agency or '单位不明'}{f'{entry.year}年' if entry.year else '，年度不明'}"
        whose = say(zh, f"{entry.agency or 'agency unknown'}, {entry.year or 'year unknown'}")
    if entry.extent is None:
        return whose or say("没有读出", "not read")
    return f"{whose}{say('，', ', ') if whose else ''}{show.extent(entry.extent, lang())}"


def _summary(files: int, done: audit.Audit) -> str:
    return show.summary(files, done.findings, lang(), done.tally, done.everywhere)
