"""The command line: each command in a module of its own, loaded when it is used; exit statuses are kept here.

0 clean · 1 findings of severity error · 2 wrong use or an unreadable file · 3 our own fault · 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from genreport import __version__
from genreport.cli import language
from genreport.cli.language import Both, Command, Group, Option, say

COMMANDS = (
    "init",
    "validate",
    "build",
    "sheet",
    "import",
    "audit",
    "rules",
    "explain",
    "formats",
    "schema",
    "doctor",
)


_MODULES = {"import": "importing"}  # a command whose name no module should have


class Main(Group):
    """`genreport` itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from the module of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"genreport.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)
        _loaded()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with a sentence each, without loading them."""
        language.commands_section(formatter, list(_SHORT.items()))

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> NoReturn:
        """Run, and leave with the exit status; nothing that a user can do ends in a traceback."""
        given = list(sys.argv[1:] if args is None else args)
        language.choose(given)
        _mend_streams()
        sys.exit(_run(super().main, given, extra))


_SHORT = {
    "init": Both("新建一份空白的年度报告，供填写", "Make a blank report to fill in."),
    "validate": Both(
        "核对报告：结构、勾稽关系、文字、与上年的衔接", "Check reports: structure, sums, text, last year."
    ),
    "build": Both("生成 HTML、DOCX、PDF", "Make HTML, DOCX and PDF."),
    "sheet": Both(
        "生成可填写的 Excel 表，有已填的报告或空白的", "Make an Excel sheet to fill in, of a report or blank."
    ),
    "import": Both(
        "把已公布的网页、Word、PDF、文本或 Excel 表读成 YAML 报告",
        "Read published reports or Excel sheets into YAML.",
    ),
    "audit": Both("审查已公布的报告", "Audit published reports."),
    "rules": Both("列出核对的规则", "List the rules."),
    "explain": Both("说明一条规则：依据和例子", "Explain a rule: its basis, an example."),
    "formats": Both("列出已知的官方格式", "List the official forms known."),
    "schema": Both("输出某一年度格式的 JSON Schema", "Print the JSON Schema of a year's form."),
    "doctor": Both(
        "检查本机还缺什么：PDF 组件、中文字体", "Say what this machine lacks: PDF library, Chinese fonts."
    ),
}


def _mend_streams() -> None:
    """Streams that are closed are replaced by nowhere; those that cannot show Chinese show its numbers."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _run(main: Any, args: list[str], extra: dict[str, Any]) -> int:
    extra["standalone_mode"] = False
    try:
        _on_terminate()
        status = main(args, prog_name="genreport", **{k: v for k, v in extra.items() if k != "prog_name"})
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.format_message(), err=True)
        return 2
    except click.UsageError as e:
        click.echo(f"genreport: {language.usage_error(e)}", err=True)
        path = e.ctx.command_path if e.ctx else "genreport"
        click.echo(say(f"用法见 {path} --help", f"see {path} --help"), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("已中断", "interrupted"), err=True)
        return 130
    except BrokenPipeError:
        _abandon_output()
        return 141
    except OSError as e:
        from genreport.write.disk import why

        reason = why(e)
        told = " ".join(str(word) for word in (e.filename, say(reason.zh, reason.en)) if word)
        click.echo(f"genreport: {told}", err=True)
        _abandon_output()
        return 2
    except Exception as e:
        return _own_fault(e)


def _abandon_output() -> None:
    """Nobody reads our output, or nowhere is room for it: the interpreter shall not try again on its way out."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _own_fault(error: Exception) -> int:
    if os.environ.get("GENREPORT_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return 3
    told = f"{type(error).__name__}: {str(error)[:200]}"
    click.echo(
        say(
            f"genreport 自身出错（{told}）；设置环境变量 GENREPORT_DEBUG=1 再运行一次可以看到详情",
            f"a fault in genreport itself ({told}); run again with GENREPORT_DEBUG=1 in the environment for details",
        ),
        err=True,
    )
    return 3


def _loaded() -> None:
    """From here on an interruption is an exception; while loading it was the end (`__main__`)."""
    if type(signal.getsignal(signal.SIGINT)).__name__ == "Loading":
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _on_terminate() -> None:
    """Leave by an exception when told to terminate, so that no half-written file stays behind."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    with suppress(ValueError):  # not the main thread: whoever runs us there looks after signals
        signal.signal(signal.SIGTERM, stop)


@click.command(
    cls=Main,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=Both(
        "政府信息公开工作年度报告：填写、核对、生成 HTML、DOCX、PDF。\n\n"
        "  genreport init --year 年度 --agency 单位名称 --kind government -o report.yaml\n"
        "  genreport validate report.yaml\n"
        "  genreport build report.yaml -o out/\n\n"
        "退出状态：0 没有错误，1 报告有错误，2 用法不对或文件无法读写，3 程序自身出错，130 被中断。",
        "Yearly reports on open government information: fill in, check, make HTML, DOCX and PDF.\n\n"
        "  genreport init --year YEAR --agency NAME --kind government -o report.yaml\n"
        "  genreport validate report.yaml\n"
        "  genreport build report.yaml -o out/\n\n"
        "Exit status: 0 clean, 1 the report has errors, 2 wrong use or a file that cannot be read or written,\n"
        "3 a fault of our own, 130 interrupted.",
    ),
)
@click.version_option(
    __version__,
    "--version",
    message="%(prog)s %(version)s",
    cls=Option,
    help=Both("显示版本", "Show the version."),
)
def main() -> None:
    """The command line."""


__all__ = ["Command", "Main", "main"]
