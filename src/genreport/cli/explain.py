"""`genreport explain`: one rule: what it asks, on what basis, and an example that breaks it."""

from __future__ import annotations

from difflib import get_close_matches

import click

from genreport import explain, formats, show
from genreport.cli.language import Both, Command, lang, say
from genreport.cli.rules import _SEVERITY
from genreport.formats import Format
from genreport.rules import Rule


@click.command(
    "explain",
    cls=Command,
    help=Both(
        "说明一条规则：内容、依据、改法，以及一个违反它的例子。\n\n例如 genreport explain T701",
        "Explain a rule: its basis, what to do, an example that breaks it.\n\nFor instance genreport explain T701",
    ),
)
@click.argument("code", metavar="CODE")
def command(code: str) -> int:
    """Explain it for every form that has it."""
    code = code.upper()
    known = {rule.code: None for form in formats.every() for rule in form.rules}
    if code not in known:
        near = get_close_matches(code, known, 1)
        told = say(f"没有 {code} 这条规则", f"there is no rule {code}")
        raise click.UsageError(
            told + (say(f"，是否想写 {near[0]}？", f", did you mean {near[0]}?") if near else "")
        )
    having = [(form, rule) for form in formats.every() for rule in form.rules if rule.code == code]
    form, rule = having[-1]  # the form in force
    years = "、".join(say(f.years_zh, f.years_en) for f, _ in having)
    click.echo(f"{code}  {say(*_SEVERITY[rule.severity])}  {show.pick(rule.message, lang())}")
    for zh, en, words in (
        ("适用年度", "years", years),
        ("核对", "check", rule.check.text.replace("\n", " ") if rule.check else ""),
        ("改法", "do", show.pick(rule.hint, lang())),
        ("依据", "basis", rule.basis),
        ("界限", "limit", str(rule.limit or "")),
    ):
        if words:
            click.echo(f"  {say(zh + '：', en + ': ')}{words}")
    click.echo(_example(form, rule))
    return 0


def _example(form: Format, rule: Rule) -> str:
    text, _, found = explain.example(form, rule)
    lines = text.split("\n")
    told = show.text([f for f in found if f.code == rule.code], lang(), lambda _: lines)
    head = say("例：这样的报告会被指出", "example: a report in which it is found")
    if rule.previous_example:
        values = ", ".join(f"{k}: {v}" for k, v in rule.previous_example.items())
        head += say(f"（上年为 {values}）", f" (last year {values})")
    return f"  {head}\n" + "\n".join(f"    {line}" for line in told.split("\n"))
