"""`genreport explain`: one rule: what it asks, on what basis, and an example that breaks it; or what a code says."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport import codes, explain, formats, show
from genreport.cli.language import Both, Command, lang, say
from genreport.cli.options import profile_of, profile_option
from genreport.cli.rules import sentence, severity
from genreport.codes import Code
from genreport.formats import Format
from genreport.profile import Profile
from genreport.rules import Rule


@click.command(
    "explain",
    cls=Command,
    help=Both(
        "说明一个编号：内容、依据、改法，以及一个违反它的例子。\n\n例如 genreport explain T701",
        "Explain a code: its basis, what to do, an example that breaks it.\n\nFor instance genreport explain T701",
    ),
)
@click.argument("code", metavar="CODE")
@profile_option
def command(code: str, profile_file: File | None) -> int:
    """Explain it for every form that has it."""
    code = code.strip().upper()
    profile, faults = profile_of(profile_file)
    if profile is None:
        click.echo(show.text(faults, lang(), show.from_disk), err=True)
        return 2
    having = _having(code, profile)
    said = codes.program()
    if having:
        _rule(having, profile)
    elif code in said:
        _said(said[code])
    else:
        raise click.UsageError(_unknown(code, profile, said))
    return 0


def _having(code: str, profile: Profile) -> list[tuple[Format, Rule]]:
    """The forms that have a rule, each with its rule as the profile has it, or as it is where that leaves it out."""
    found = []
    for form in formats.every():
        known = {rule.code: rule for rule in (*form.rules, *profile.rules(form))}
        if code in known:
            found.append((form, known[code]))
    return found


def _unknown(code: str, profile: Profile, said: dict[str, Code]) -> str:
    known = {rule.code for form in formats.every() for rule in (*form.rules, *profile.rules(form))}
    told = say(f"没有 {code} 这个编号", f"there is no code {code}")
    if near := codes.near(code, sorted(known | set(said))):
        return told + say(f"，是否想写 {near}？", f", did you mean {near}?")
    return told + say(
        "；规则见 genreport rules，本地规则文件里的加 --profile",
        "; genreport rules lists the rules, --profile adds those of a profile",
    )


def _said(code: Code) -> None:
    message = show.pick(code.message, lang())
    click.echo(f"{code.code}  {severity(code.severity)}  {message}")
    _lines(
        (say("改法：", "do: "), show.pick(code.hint, lang())),
        (say("关于：", "about: "), show.pick(code.about, lang())),
    )


def _rule(having: list[tuple[Format, Rule]], profile: Profile) -> None:
    form, rule = having[-1]  # the form in force
    years = "、".join(say(f.years_zh, f.years_en) for f, _ in having)
    click.echo(f"{rule.code}  {severity(rule.severity)}  {show.pick(sentence(rule), lang())}")
    _lines(
        (say("适用年度：", "years: "), years),
        (say("核对：", "check: "), rule.check.text.replace("\n", " ") if rule.check else ""),
        (say("改法：", "do: "), codes.opened(show.pick(rule.hint, lang()))),
        (say("依据：", "basis: "), rule.basis),
        (say("界限：", "limit: "), str(rule.limit or "")),
    )
    if rule.example:
        click.echo(_example(form, rule, profile))


def _lines(*told: tuple[str, str]) -> None:
    for head, words in told:
        if words:
            click.echo(f"  {head}{words}")


def _example(form: Format, rule: Rule, profile: Profile) -> str:
    text, _, found = explain.example(form, rule, profile.rules(form))
    lines = text.split("\n")
    told = show.text([f for f in found if f.code == rule.code], lang(), lambda _: lines)
    head = say("例：这样的报告会被指出", "example: a report in which it is found")
    if rule.previous_example:
        values = ", ".join(f"{k}: {v}" for k, v in rule.previous_example.items())
        head += say(f"（上年为 {values}）", f" (last year {values})")
    return f"  {head}\n" + "\n".join(f"    {line}" for line in told.split("\n"))
