"""`genreport import`: published reports of any medium as the YAML that can be checked, corrected and built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path as File
from typing import NamedTuple

import click

from genreport import published, show
from genreport.cli import target
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.status import status
from genreport.finding import Finding
from genreport.published import Published
from genreport.report import Report


@click.command(
    "import",
    cls=Command,
    help=Both(
        "把已公布的报告（网页、Word、PDF、文本）或填好的 Excel 表读成 YAML 报告。\n\n"
        "可以给出多个文件，或一个文件夹；格式和年度自动识别。\n"
        "认不准的格一律留空，并说明那里印的是什么，绝不猜测。",
        "Read published reports (web pages, Word, PDF, text) or filled-in Excel sheets into YAML reports.\n\n"
        "Several files may be given, or a folder; form and year are found by themselves.\n"
        "What cannot be read for certain is left blank, and what stood there is shown; nothing is guessed.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=File), metavar="FILES")
@click.option(
    "-o", "--out", type=click.Path(path_type=File), cls=Option,
    help=Both(
        "写到这个文件；多个文件时写到这个文件夹。默认写在当前文件夹，与原文件同名",
        "file to write, a folder for several files; by default in the present folder, named after the file read",
    ),
)  # fmt: skip
@click.option("--force", is_flag=True, cls=Option, help=Both("覆盖已有的文件", "overwrite existing files"))
def command(files: tuple[File, ...], out: File | None, force: bool) -> int:
    """Read each file, write its report, show what was read and what was not."""
    meant = published.inputs(files)
    found: list[Finding] = []
    written = 0
    for job in _jobs(meant, out, force):
        got = published.file(job.file)
        found += got.findings
        if got.report is None:
            click.echo(say(f"{job.file}：没有读出", f"{job.file}: not read"), err=True)
        else:
            _write(got.report, job.target, meant)
            written += 1
            click.echo(f"{job.target}{say('：', ': ')}{_told(got)}")
        if got.findings:
            click.echo(show.text(got.findings, lang()), err=True)
    if len(meant) > 1:
        click.echo(show.summary(len(meant), found, lang()), err=True)
        click.echo(
            say(
                f"读成 {written} 份，没有读出 {len(meant) - written} 份",
                f"{written} read, {len(meant) - written} not",
            ),
            err=True,
        )
    return max(status(found), 2 if written == 0 else 0)


class _Job(NamedTuple):
    file: File
    target: File


def _jobs(files: Sequence[File], out: File | None, force: bool) -> Iterator[_Job]:
    """Each file with the file that it becomes; nothing is written before all of them are free."""
    from genreport.read import SUFFIXES

    single = out is not None and out.suffix.lower() in SUFFIXES and not out.is_dir()
    if single and len(files) > 1:
        raise click.UsageError(
            say(
                f"有 {len(files)} 个文件，-o 后面应为文件夹，现为 {out}",
                f"{len(files)} files want a folder after -o, not {out}",
            )
        )
    if out is not None and out.suffix and not single and not out.is_dir():
        raise click.UsageError(
            say(
                f"-o 后面的文件名应以 .yaml 结尾，现为 {out}",
                f"the file after -o should end in .yaml, it is {out}",
            )
        )
    targets: dict[File, File] = {}
    for file in files:
        becomes = out if single and out is not None else (out or File()) / f"{file.stem}.yaml"
        if becomes in targets:  # page.html and page.pdf
            becomes = becomes.with_name(f"{file.stem}-{file.suffix.lstrip('.').lower()}.yaml")
        if becomes.exists() and becomes.samefile(file):
            raise click.UsageError(say(f"{file} 已经是 YAML 报告", f"{file} is a YAML report already"))
        if single or becomes.parent.exists():  # the folder for several files is made, as `build` does
            target.check(becomes, files, report=True)
            target.free(becomes, force)
        targets[becomes] = file
    yield from (_Job(file, becomes) for becomes, file in targets.items())


def _write(report: Report, out: File, inputs: Sequence[File]) -> None:
    from genreport.write.yaml import yaml

    schema = out.with_name(f"genreport-{report.format.id}.schema.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    target.write(schema, report.format.schema_file.read_bytes(), inputs)
    target.write(out, yaml(report, schema.name).encode("utf-8"), inputs, report=True)


def _told(got: Published) -> str:
    """Whose report it is and how much of it was read."""
    assert got.report is not None
    form = say(f"，格式 {got.report.format.source}", f", form {got.report.format.source}")
    extent = say("，", ", ") + show.extent(got.extent, lang()) if got.extent else ""
    return f"{got.report.title}{form}{extent}"
