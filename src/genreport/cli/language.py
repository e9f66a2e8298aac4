"""Click in two languages: Chinese first, English by `--lang en` or GENREPORT_LANG=en."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

import click

LANGUAGES = ("zh", "en")
_chosen = "zh"


_METAVARS = {"INTEGER": "整数", "TEXT": "文字", "PATH": "路径", "DIRECTORY": "文件夹", "FILE": "文件"}


_PATHS = {  # what click says of a path, and what we say
    "does not exist": "没有这个文件或文件夹",
    "is a file": "应为文件夹，现为文件",
    "is a directory": "应为文件，现为文件夹",
    "is not readable": "没有读取权限",
    "is not writable": "没有写入权限",
}


class Both(str):
    """A Chinese text that knows its English."""

    en: str

    def __new__(cls, zh: str, en: str) -> Both:
        """The Chinese text is the string itself."""
        both = super().__new__(cls, zh)
        both.en = en
        return both


def choose(args: Sequence[str]) -> None:
    """Take the language from `--lang` wherever it stands, else from GENREPORT_LANG, else Chinese."""
    global _chosen
    wanted = os.environ.get("GENREPORT_LANG", "zh")
    for i, arg in enumerate(args):
        if arg == "--":
            break
        if arg.startswith("--lang="):
            wanted = arg.partition("=")[2]
        elif arg == "--lang" and i + 1 < len(args):
            wanted = args[i + 1]
    _chosen = wanted if wanted in LANGUAGES else "zh"


def lang() -> str:
    """The language chosen for this run."""
    return _chosen


def say(zh: str, en: str) -> str:
    """The sentence in the language chosen."""
    return en if _chosen == "en" else zh


def picked(text: str | None) -> str:
    """A text in the language chosen."""
    return text.en if isinstance(text, Both) and _chosen == "en" else str(text or "")


class Option(click.Option):
    """An option whose help has both languages."""

    def __init__(self, *args: Any, help: str | None = None, **more: Any) -> None:
        """Keep the help as it is given; click would make a plain text of it."""
        super().__init__(*args, **more)
        self.help = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help, in the language chosen."""
        kept, self.help = self.help, picked(self.help)
        try:
            record = super().get_help_record(ctx)
        finally:
            self.help = kept
        if record is None:
            return None
        term, text = record
        if _chosen == "zh":
            for word, zh in _METAVARS.items():
                term = term.replace(f" {word}", f" {zh}")
        return term, text.replace("  [required]", say("（必填）", " (required)"))


class Command(click.Command):
    """A command whose help has both languages and which takes `--lang` like every other."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Add `--lang`, which `choose` has read before anything is parsed."""
        super().__init__(*args, **more)
        self.params.append(_lang_option())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, described in the language chosen."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示这段说明", "Show this text.")
        return option

    def get_short_help_str(self, limit: int = 80) -> str:
        """The first sentence of the help."""
        return picked(self.help).split("\n")[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line: how the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("用法：", "Usage: "))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Options and arguments as the usage line shows them."""
        pieces = super().collect_usage_pieces(ctx)
        return [_words(p) for p in pieces]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, line by line as it was written."""
        formatter.write_paragraph()
        with formatter.indentation():
            for line in picked(self.help).split("\n"):
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n" if line else "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, one below the other."""
        records = [
            r
            for p in self.get_params(ctx)
            if not isinstance(p, click.Argument) and (r := p.get_help_record(ctx))
        ]
        if records:
            _section(formatter, say("选项：", "Options:"), records)


def _section(formatter: click.HelpFormatter, title: str, records: Sequence[tuple[str, str]]) -> None:
    """Terms and texts; unlike click's own, Chinese is measured as wide as it is and never torn."""
    width = min(max(_width(term) for term, _ in records), 30)
    formatter.write(f"\n{title}\n")
    for term, text in records:
        fill = width - _width(term)
        gap = " " * (fill + 2) if fill >= 0 else "\n" + " " * (width + 4)
        formatter.write(f"  {term}{gap}{text}\n")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


class Group(Command, click.Group):
    """A group of commands, listed in the language chosen."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the first sentence of each."""
        commands = [(n, c) for n in self.list_commands(ctx) if (c := self.get_command(ctx, n)) is not None]
        commands_section(formatter, [(n, c.get_short_help_str()) for n, c in commands])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options first, then commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Options, then the command."""
        return [
            p.replace("COMMAND [ARGS]...", say("命令 …", "COMMAND …"))
            for p in super().collect_usage_pieces(ctx)
        ]


def commands_section(formatter: click.HelpFormatter, records: Sequence[tuple[str, str]]) -> None:
    """The list of commands, each with a sentence."""
    _section(formatter, say("命令：", "Commands:"), [(name, picked(text)) for name, text in records])


def _lang_option() -> Option:
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=Both("显示语言：zh 中文（默认），en 英文", "language of what is shown: zh (default) or en"),
    )


def usage_error(error: click.UsageError) -> str:
    """What is wrong with the way a command was typed, in one sentence."""
    if _chosen == "en":
        return error.format_message()
    match error:
        case click.NoSuchOption():
            near = "、".join(error.possibilities or ())
            return f"没有 {error.option_name} 这个选项" + (f"，是否想写 {near}？" if near else "")
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{_bad_value(error)}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要有值"
    if error.message.startswith("No such command"):
        return "没有 " + error.message.partition(" command ")[2].split(".")[0] + " 这个命令"
    if error.message.startswith("Got unexpected extra argument"):
        return "多出的内容：" + error.message.partition("(")[2].rstrip(")")
    return error.message


def _words(usage: str) -> str:
    """Words of a usage line in the language chosen."""
    for english, chinese in {
        "[OPTIONS]": "[选项]",
        "[FILES]...": "文件…",
        "FILES...": "文件…",
        "FILES": "文件",
        "CODE": "编号",
    }.items():
        usage = usage.replace(english, say(chinese, english))
    return usage


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Argument):
        return _words(error.param.metavar or "")
    return " / ".join(error.param.opts) if error.param else str(error.param_hint)


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return "只能是 " + "、".join(str(c) for c in kind.choices) + " 之一"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数"
    return next((zh for en, zh in _PATHS.items() if en in error.message), error.message)
