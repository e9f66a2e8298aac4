"""`genreport rules`: the catalogue of rules of each form."""

from __future__ import annotations

import click

from genreport import formats, show
from genreport.cli.form import form_of
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.finding import Severity
from genreport.formats import Format

_SEVERITY = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTE: ("提示", "note"),
}


@click.command(
    "rules",
    cls=Command,
    help=Both(
        "列出各种格式的规则：编号、轻重、内容。\n\ngenreport explain 编号 可以看到依据和例子。",
        "List the rules of each form.\n\ngenreport explain CODE shows basis and example.",
    ),
)
@click.option("--year", type=int, cls=Option, help=Both("只列这一年度的格式", "only the form of this year"))
def command(year: int | None) -> int:
    """List them."""
    for form in formats.every() if year is None else (form_of(year),):
        click.echo("\n".join(_listed(form)))
    return 0


def _listed(form: Format) -> list[str]:
    years = say(form.years_zh, form.years_en)
    lines = [
        say(
            f"{form.source}（{years} 年度）：{len(form.rules)} 条",
            f"{form.source} ({years}): {len(form.rules)}",
        )
    ]
    for rule in form.rules:
        severity = say(*_SEVERITY[rule.severity])
        told = show.pick(rule.message, lang()).replace("{limit}", str(rule.limit))
        last = say("；需要上一年度的报告", "; needs last year's report") if rule.across_years else ""
        lines.append(f"  {rule.code}  {severity}  {told}{last}")
    return lines
