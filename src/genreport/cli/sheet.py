"""`genreport sheet`: the form as an Excel workbook to fill in, blank or with what a report says."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport.cli import target
from genreport.cli.form import form_of
from genreport.cli.init import KINDS
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.status import status
from genreport.finding import Finding, Severity
from genreport.report import Report


@click.command(
    "sheet",
    cls=Command,
    help=Both(
        "生成可填写的 Excel 表（.xlsx）。\n\n给出 report.yaml 时填入其中的内容，否则用 --year 生成空白表。\n"
        "总计是公式，要填的格子不锁定并限制为数字；填好后用 genreport import 读取。",
        "Make an Excel workbook (.xlsx) to fill in.\n\nWith report.yaml it shows what the report says; else --year "
        "makes a blank one.\nTotals are formulas, cells to fill in are unlocked and take numbers only; genreport "
        "import reads it back.",
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=File), metavar="[FILE]")
@click.option("--year", type=int, cls=Option, help=Both("空白表的报告年度", "year of a blank sheet"))
@click.option(
    "--agency", cls=Option, help=Both("空白表的机关全称", "full name of the agency, for a blank sheet")
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    cls=Option,
    help=Both("空白表的机关类别", "kind of agency, for a blank sheet"),
)
@click.option(
    "-o", "--out", type=click.Path(path_type=File), default=File("sheet.xlsx"), cls=Option,
    help=Both("写到这个文件，默认 sheet.xlsx", "file to write, sheet.xlsx by default"),
)  # fmt: skip
@click.option("--force", is_flag=True, cls=Option, help=Both("覆盖已有的文件", "overwrite an existing file"))
def command(
    file: File | None, year: int | None, agency: str | None, kind: str | None, out: File, force: bool
) -> int:
    """Write the workbook, and show what was found in the report."""
    from genreport import show

    _may_write(out, force, file)
    none: list[Finding] = []
    report: Report | None
    if file is None:
        report, found = _blank(year, agency, kind), none
    elif year is not None or agency is not None or kind is not None:
        raise click.UsageError(
            say(
                "--year、--agency、--kind 用于空白表，不与报告文件一起给出",
                "--year, --agency and --kind are for a blank sheet, not for one of a report",
            )
        )
    else:
        report, found = _read(file)
    made = report is not None and _write(report, out, found)
    if found:
        click.echo(show.text(found, lang()), err=True)
        click.echo(show.summary(1, found, lang()), err=True)
    if made:
        click.echo(out)
    return status(found)


def _may_write(out: File, force: bool, file: File | None) -> None:
    """UsageError unless a workbook may be written there."""
    target.check(out, (file,))
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(
            say(
                f"-o 后面的文件名应以 .xlsx 结尾，现为 {out}",
                f"the file after -o should end in .xlsx, it is {out}",
            )
        )
    target.free(out, force)


def _blank(year: int | None, agency: str | None, kind: str | None) -> Report:
    """A report of this year that says nothing but whose it is, and what is usual in all."""
    from genreport.write.yaml import blank

    if year is None:
        raise click.UsageError(
            say("应给出报告文件，或者用 --year 给出年度", "name a report file, or give the year by --year")
        )
    form, name = form_of(year), (agency or "").strip()
    if not name.isprintable():
        raise click.UsageError(say("--agency 应为机关全称", "--agency should be the agency's full name"))
    usual = blank(form, year, name, kind)
    # zeros would hide what was forgotten: every cell to fill in is blank
    values = {path: value for path, value in usual.values.items() if path not in form.cells and value != ""}
    return Report(form, values)


def _read(file: File) -> tuple[Report | None, list[Finding]]:
    """The report, with what a check says of it: the sheet is there to correct it."""
    from genreport import check, read
    from genreport.published import SUFFIXES

    if file.suffix.lower() in SUFFIXES and file.suffix.lower() not in read.SUFFIXES:
        to = file.with_suffix(".yaml").name
        raise click.UsageError(
            say(
                f"{file} 不是 YAML 报告，请先运行：genreport import {file} -o {to}，再运行：genreport sheet {to}",
                f"{file} is no YAML report; first run: genreport import {file} -o {to}, then: genreport sheet {to}",
            )
        )
    report, found = read.file(file)
    return report, [*found, *(check.findings(report) if report else [])]


def _write(report: Report, out: File, found: list[Finding]) -> bool:
    """Write the workbook, unless a cell cannot hold what the report says; findings are added."""
    from genreport.write.xlsx import unfit, xlsx

    lost = list(unfit(report))
    found += lost
    if any(f.severity is Severity.ERROR for f in lost):
        return False
    target.write(out, xlsx(report))
    return True
