"""`genreport init`: a blank form to fill in, with the schema that makes editors complete and explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as File

import click

from genreport.cli import target
from genreport.cli.form import form_of
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.status import status
from genreport.finding import Path
from genreport.report import Report

_NAMED = 10  # figures named of many
KINDS = ("government", "department", "township", "organization")


@click.command(
    "init",
    cls=Command,
    help=Both(
        "新建一份空白的年度报告，供填写。\n\n表中每一行都已列出，数字先写 0。\n"
        "旁边同时写一个 JSON Schema 文件，供编辑器补全和说明。\n"
        "加 --from 上年的报告，就从上年的报告开始（YAML，或者已公布的 HTML、DOCX、PDF）。",
        "Make a blank report to fill in.\n\nEvery row of the tables is there with zeros; a JSON Schema is written "
        "beside it, with which editors complete and explain. With --from it begins from last year's report "
        "(YAML, or HTML, DOCX, PDF as published).",
    ),
)
@click.option("--year", type=int, cls=Option, help=Both("报告年度", "year reported on"))
@click.option("--agency", cls=Option, help=Both("机关全称", "full name of the agency"))
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    cls=Option,
    help=Both(
        "机关类别：government 县级以上政府，department 政府部门，township 乡镇街道，organization 其他",
        "kind of agency: of a county or above, one of its departments, a township, another",
    ),
)
@click.option(
    "--from", "last", type=click.Path(path_type=File, exists=True, dir_okay=False), cls=Option,
    help=Both(
        "上一年度的报告：带入机关、联系方式、上年结转等数字，文字作为注释",
        "last year's report: agency, contact and what is carried over are taken from it, its words as comments",
    ),
)  # fmt: skip
@click.option(
    "-o", "--out", type=click.Path(path_type=File), default=File("report.yaml"), cls=Option,
    help=Both("写到这个文件，默认 report.yaml", "file to write, report.yaml by default"),
)  # fmt: skip
@click.option("--force", is_flag=True, cls=Option, help=Both("覆盖已有的文件", "overwrite an existing file"))
def command(
    year: int | None, agency: str | None, kind: str | None, last: File | None, out: File, force: bool
) -> int:
    """Write the blank form and its schema."""
    _may_write(out, force, last)
    if last is not None:
        return _from_last(last, year, agency, kind, out)
    if year is None or agency is None:
        missing = "--year" if year is None else "--agency"
        raise click.UsageError(say(f"缺少 {missing}", f"Missing option {missing}."))
    agency = agency.strip()
    if not agency or not agency.isprintable():
        raise click.UsageError(say("--agency 应为机关全称", "--agency should be the agency's full name"))
    from genreport.write.yaml import blank

    return _written(blank(form_of(year), year, agency, kind), out)


def _from_last(last: File, year: int | None, agency: str | None, kind: str | None, out: File) -> int:
    """Begin from last year's report; one that cannot be read, or of another year, begins nothing."""
    from genreport import published, show
    from genreport.write.renewed import renewed

    before, found, _ = published.file(last)
    if before is None:
        click.echo(show.text(found, lang(), show.from_disk), err=True)
        return status(found)
    of = before.get("year")
    if not isinstance(of, int) or (year is not None and of != year - 1):
        zh = f"--from 应为 {year - 1} 年度的报告" if year else "--from 的报告没有写年度，请加 --year"
        en = (
            f"--from should be the report on {year - 1}"
            if year
            else "the report of --from has no year; add --year"
        )
        raise click.UsageError(say(f"{zh}，{last} 是 {of} 年度的" if of and year else zh, en))
    if given := {k: v for k, v in (("agency", agency), ("kind", kind)) if v}:
        values = dict(before.values) | {(k,): v for k, v in given.items()}
        before = replace(before, values=values)
    if not before.agency:
        raise click.UsageError(
            say(f"{last} 没有写单位名称，请加 --agency", f"{last} names no agency; add --agency")
        )
    begun = renewed(before, form_of(of + 1), of + 1, out)
    done = _written(begun.report, out, begun.remarks)
    if found:
        click.echo(show.text(found, lang(), show.from_disk), err=True)
    click.echo(
        say(
            f"从 {last} 带入了 {begun.carried} 个数字（上年结转等），请核对；其余的 0 应改成本年的数",
            f"{begun.carried} figures were carried over from {last}; check them, and replace the zeros by this year's",
        )
    )
    if begun.unknown:
        _say_blank([begun.report.format.label(p) for p in begun.unknown], last)
    return done


def _say_blank(labels: list[str], last: File) -> None:
    """The figures that continue last year's and are not known from it."""
    more = len(labels) - _NAMED
    named = "、".join(labels[:_NAMED])
    click.echo(
        say(
            f"{len(labels)} 个数字承接上年，从 {last} 读不出来，留作空白，请对照上年的报告填写：{named}"
            + (f"，另有 {more} 个" if more > 0 else ""),
            f"{len(labels)} figures continue last year's, could not be read from {last} and are blank; "
            f"fill them in from last year's report: {named}" + (f", and {more} more" if more > 0 else ""),
        ),
        err=True,
    )


def _may_write(out: File, force: bool, last: File | None) -> None:
    from genreport.read import SUFFIXES

    target.check(out, (last,), report=True)
    target.free(out, force)
    if out.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            say(
                f"-o 后面的文件名应以 .yaml 结尾，现为 {out}",
                f"the file after -o should end in .yaml, it is {out}",
            )
        )


def _written(report: Report, out: File, remarks: Mapping[Path, str] | None = None) -> int:
    from genreport.write.yaml import yaml

    form = report.format
    schema = out.with_name(f"genreport-{form.id}.schema.json")
    target.write(schema, form.schema_file.read_bytes())
    target.write(out, yaml(report, schema.name, remarks).encode("utf-8"), report=True)
    click.echo(say(f"已新建 {out}（格式：{form.source}）", f"made {out} (form: {form.source})"))
    click.echo(
        say(
            f"填写后运行：genreport validate {out}，再运行：genreport build {out}",
            f"fill it in, then run: genreport validate {out}, then: genreport build {out}",
        )
    )
    return 0
