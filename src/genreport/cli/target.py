"""Where `-o` may write: an ordinary file, or a new one in a folder that is there; nothing that the run reads."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path as File

import click

from genreport import published, read
from genreport.cli.language import say

Inputs = Iterable[File | None]


def check(out: File | None, inputs: Inputs = (), *, report: bool = False) -> None:
    """UsageError unless a file may be written there; nothing has been made by then.

    `inputs` are the files and folders that the run reads. A report is never written over, unless what is written is a
    `report` too and the user has asked for that.
    """
    there = None if out is None else _there(out)
    if out is None or there is None:
        return
    if stat.S_ISDIR(there):
        raise _refused(out, "是一个文件夹", "is a folder")
    if not stat.S_ISREG(there):
        zh = "不是普通文件，没有改动；要送到那里，请不写 -o，改用 > 转向"
        raise _refused(out, zh, "is no ordinary file and was left alone; leave out -o and redirect by >")
    if any(_same(out, file) for file in published.inputs(f for f in inputs if f is not None)):
        zh = "是这次要读取的文件，没有改动；请换一个文件名"
        raise _refused(out, zh, "is a file that is read and was left alone; choose another name")
    if out.suffix.lower() in read.SUFFIXES and not report:
        zh = "是已有的报告文件，没有改动；请换一个文件名"
        raise _refused(out, zh, "is a report and was left alone; choose another name")


def free(out: File, force: bool) -> None:
    """UsageError where something stands already and the user has not said --force."""
    if os.path.lexists(out) and not force:
        zh = "已经存在，没有改动；要覆盖请加 --force"
        raise _refused(out, zh, "exists and was left alone; --force overwrites")


def write(out: File, data: bytes, inputs: Inputs = (), *, report: bool = False) -> None:
    """Write what `check` allows, whole or not at all; UsageError with the reason where the system refuses."""
    from genreport.write.disk import write_whole

    check(out, inputs, report=report)
    try:
        write_whole(out, data)
    except OSError as e:
        raise _unwritable(out, e) from None


def _there(out: File) -> int | None:
    """The kind of what stands there, a link as such, None for nothing; UsageError where it cannot be reached."""
    try:
        if not out.parent.is_dir():
            raise OSError(errno.ENOTDIR if out.parent.exists() else errno.ENOENT, "")
        return out.lstat().st_mode
    except FileNotFoundError as e:
        if out.parent.is_dir():
            return None
        raise _unwritable(out, e) from None
    except OSError as e:
        raise _unwritable(out, e) from None


def _same(out: File, file: File) -> bool:
    with suppress(OSError, ValueError):
        return out.samefile(file)
    return False


def _unwritable(out: File, error: OSError) -> click.UsageError:
    from genreport.write.disk import why

    reason = why(error)
    return click.UsageError(say(f"无法写入 {out}（{reason.zh}）", f"{out} cannot be written ({reason.en})"))


def _refused(out: File, zh: str, en: str) -> click.UsageError:
    return click.UsageError(say(f"{out} {zh}", f"{out} {en}"))
