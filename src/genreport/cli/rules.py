"""`genreport rules`: the catalogue of rules of each form, and what is said of texts that are alike."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport import codes, formats, show
from genreport.cli.form import form_of
from genreport.cli.language import Both, Command, Option, lang, say
from genreport.cli.options import profile_of, profile_option
from genreport.examine import Examination
from genreport.finding import Severity, Text
from genreport.formats import Format
from genreport.profile import Profile
from genreport.rules import Rule
from genreport.show.words import SEVERITY


def severity(of: Severity) -> str:
    """The word for a severity."""
    return show.pick(SEVERITY[of], lang())


def sentence(rule: Rule) -> Text:
    """What a rule says, with its limit, and its placeholders shown as such."""
    zh, en = (codes.opened(told.replace("{limit}", str(rule.limit))) for told in rule.message)
    return Text(zh, en)


def unjudged(done: Examination) -> list[show.Unjudged]:
    """The rules that an examination left, with what they say."""
    return [
        show.Unjudged(reason, code, sentence(done.rules[code]), files)
        for reason, by_code in done.unjudged.items()
        for code, files in by_code.items()
    ]


@click.command(
    "rules",
    cls=Command,
    help=Both(
        "列出各种格式的规则：编号、轻重、内容。\n\ngenreport explain 编号 可以看到依据和例子。",
        "List the rules of each form.\n\ngenreport explain CODE shows basis and example.",
    ),
)
@click.option("--year", type=int, cls=Option, help=Both("只列这一年度的格式", "only the form of this year"))
@profile_option
def command(year: int | None, profile_file: File | None) -> int:
    """List them."""
    profile, faults = profile_of(profile_file)
    if profile is None:
        click.echo(show.text(faults, lang(), show.from_disk), err=True)
        return 2
    for form in formats.every() if year is None else (form_of(year),):
        click.echo("\n".join(_listed(form, profile)))
    click.echo("\n".join(_alike()))
    click.echo(
        say(
            "文件写法、结构、生成和读取方面的编号（Y、S、T0、B、F、I 开头）不是规则，也可用 genreport explain 查看。",
            "Codes about files, structure, outputs and reading (Y, S, T0, B, F, I) are no rules; see explain.",
        )
    )
    return 0


def _listed(form: Format, profile: Profile) -> list[str]:
    years = say(form.years_zh, form.years_en)
    rules = profile.rules(form)
    lines = [say(f"{form.source}（{years} 年度）：{len(rules)} 条", f"{form.source} ({years}): {len(rules)}")]
    for rule in rules:
        told = show.pick(sentence(rule), lang())
        last = say("；需要上一年度的报告", "; needs last year's report") if rule.across_years else ""
        lines.append(f"  {rule.code}  {severity(rule.severity)}  {told}{last}")
    return lines


def _alike() -> list[str]:
    said = codes.program()
    lines = [
        say(
            f"雷同：{len(codes.LIKENESS)} 条；T201、T202 需要上一年度的报告，其余需要 --similar",
            f"likeness: {len(codes.LIKENESS)}; T201 and T202 need last year's report, the others --similar",
        )
    ]
    for code in codes.LIKENESS:
        lines.append(f"  {code}  {severity(said[code].severity)}  {show.pick(said[code].message, lang())}")
    return lines
