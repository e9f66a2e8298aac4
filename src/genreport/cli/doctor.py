"""`genreport doctor`: what this machine lacks for each output, and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator

import click

from genreport import __version__, style
from genreport.cli.language import Both, Command, picked, say
from genreport.write.paper import fonts

_ROLES = {
    "title": Both("标题", "title"),
    "body": Both("正文", "body"),
    "heading1": Both("一级标题", "headings 1"),
    "heading2": Both("二级标题", "headings 2"),
    "number": Both("页码", "page number"),
    "table": Both("表格", "tables"),
}


@click.command(
    "doctor",
    cls=Command,
    help=Both(
        "检查本机还缺什么：PDF 组件、字体子集化、中文字体，并说明如何安装。\n\n退出状态：0 都能生成，1 不能生成 PDF。",
        "Say what this machine lacks for each output, and how to get it.\n\nExit status: 0 all outputs, 1 no PDF.",
    ),
)
def command() -> int:
    """Look, and tell."""
    sizes = style.load(style.folders())
    machine = fonts.machine(sizes)
    click.echo(
        f"genreport {__version__}  Python {platform.python_version()}  {platform.platform(terse=True)}"
    )
    click.echo(f"HTML  {say('可以生成', 'ready')}")
    click.echo(f"DOCX  {say('可以生成', 'ready')}  {say('指定的字体：', 'fonts named: ')}{_official(sizes)}")
    ready = not machine.missing and all(r.family for r in machine.roles)
    click.echo(f"PDF   {say('可以生成', 'ready') if ready else say('不能生成', 'not possible')}")
    for line in _pdf(machine):
        click.echo(f"  {line}")
    return 0 if ready else 1


def _official(sizes: style.Style) -> str:
    return "、".join(dict.fromkeys(str(f["word"]) for f in sizes["fonts"].values()))


def _pdf(machine: fonts.Machine) -> Iterator[str]:
    if machine.missing:
        yield say(
            f"缺少 WeasyPrint 或 Pango：{machine.missing[:200]}",
            f"no WeasyPrint or Pango: {machine.missing[:200]}",
        )
        yield from _how_pango()
        return
    yield f"WeasyPrint {machine.weasyprint}  Pango {machine.pango}"
    match machine.subsetting:
        case "fonttools":
            yield say(
                "字体子集化：没有 HarfBuzz，生成 PDF 要慢十倍；安装：pip install uharfbuzz",
                "font subsetting: no HarfBuzz, PDFs take ten times longer; pip install uharfbuzz",
            )
        case way:
            yield say("字体子集化：HarfBuzz", "font subsetting: HarfBuzz") + f" ({way})"
    if not machine.justified:
        yield say(
            "两端对齐：本版本 WeasyPrint 不支持中文", "justification: not for Chinese in this WeasyPrint"
        )
    for role in machine.roles:
        told = picked(_ROLES.get(role.role, role.role))
        if not role.family:
            yield told + say("：", ": ") + say("没有中文字体", "no Chinese font")
            continue
        instead = "" if role.family == role.word else say(f"（代替 {role.word}）", f" (for {role.word})")
        yield f"{told}{say('：', ': ')}{role.family}{instead}  {role.file}"
    if not all(r.family for r in machine.roles):
        yield from _how_fonts()
    elif any(r.rank is None or r.family != r.word for r in machine.roles):
        yield say(
            "想要仿宋、楷体、小标宋的样子：安装官方字体，或在 Debian、Ubuntu 上 apt-get install texlive-lang-chinese",
            "for the official look install the official fonts, or on Debian apt-get install texlive-lang-chinese",
        )


def _how_pango() -> Iterator[str]:
    if sys.platform == "darwin":
        yield say("安装：", "install: ") + "brew install pango && pip install 'genreport[pdf]'"
    elif sys.platform == "win32":
        yield say("安装 MSYS2，再运行 ", "install MSYS2, then run ") + "pacman -S mingw-w64-ucrt-x86_64-pango"
    else:
        yield (
            say("安装：", "install: ")
            + "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
    yield say("以及：", "and: ") + "pip install 'genreport[pdf]'"


def _how_fonts() -> Iterator[str]:
    yield say("安装中文字体：", "install a Chinese font: ") + "pip install pylopdf-fonts-zh-cn"
    yield say("或：", "or: ") + "apt-get install fonts-noto-cjk"
