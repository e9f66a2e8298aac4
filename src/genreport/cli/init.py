"""`genreport init`: a blank form to fill in, with the schema that makes editors complete and explain."""

from __future__ import annotations

import os
from pathlib import Path as File

import click

from genreport.cli.form import form_of
from genreport.cli.language import Both, Command, Option, say

KINDS = ("government", "department", "township", "organization")


@click.command(
    "init",
    cls=Command,
    help=Both(
        "新建一份空白的年度报告，供填写。\n\n表中每一行都已列出，数字先写 0。\n"
        "旁边同时写一个 JSON Schema 文件，供编辑器补全和说明。",
        "Make a blank report to fill in.\n\nEvery row of the tables is there with zeros; a JSON Schema is written "
        "beside it, with which editors complete and explain.",
    ),
)
@click.option("--year", type=int, required=True, cls=Option, help=Both("报告年度", "year reported on"))
@click.option("--agency", required=True, cls=Option, help=Both("机关全称", "full name of the agency"))
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
    "-o", "--out", type=click.Path(path_type=File), default=File("report.yaml"), cls=Option,
    help=Both("写到这个文件，默认 report.yaml", "file to write, report.yaml by default"),
)  # fmt: skip
@click.option("--force", is_flag=True, cls=Option, help=Both("覆盖已有的文件", "overwrite an existing file"))
def command(year: int, agency: str, kind: str | None, out: File, force: bool) -> int:
    """Write the blank form and its schema."""
    from genreport.read import SUFFIXES
    from genreport.write.disk import why, write_whole
    from genreport.write.yaml import blank, yaml

    form = form_of(year)
    agency = agency.strip()
    if not agency or not agency.isprintable():
        raise click.UsageError(say("--agency 应为机关全称", "--agency should be the agency's full name"))
    if out.is_dir():
        raise click.UsageError(say(f"{out} 是一个文件夹", f"{out} is a folder"))
    if os.path.lexists(out) and not force:
        raise click.UsageError(
            say(
                f"{out} 已经存在，没有改动；要覆盖请加 --force",
                f"{out} exists and was left alone; --force overwrites",
            )
        )
    if out.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            say(
                f"-o 后面的文件名应以 .yaml 结尾，现为 {out}",
                f"the file after -o should end in .yaml, it is {out}",
            )
        )
    schema = out.with_name(f"genreport-{form.id}.schema.json")
    try:
        write_whole(schema, form.schema_file.read_bytes())
        write_whole(out, yaml(blank(form, year, agency, kind), schema.name).encode("utf-8"))
    except OSError as e:
        reason = why(e)
        raise click.UsageError(
            say(f"无法写入 {out}（{reason.zh}）", f"{out} cannot be written ({reason.en})")
        ) from None
    click.echo(say(f"已新建 {out}（格式：{form.source}）", f"made {out} (form: {form.source})"))
    click.echo(
        say(
            f"填写后运行：genreport validate {out}，再运行：genreport build {out}",
            f"fill it in, then run: genreport validate {out}, then: genreport build {out}",
        )
    )
    return 0
