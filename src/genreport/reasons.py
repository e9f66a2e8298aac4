"""Why a file could not be read or written, in words: what the system says, and what a library says of damage."""

from __future__ import annotations

import errno
import re

from genreport.finding import Text

_READING = {
    errno.ENOENT: Text("没有这个文件", "there is no such file"),
    errno.EACCES: Text("没有读取权限", "no permission to read"),
    errno.EPERM: Text("没有读取权限", "no permission to read"),
}
_WRITING = {
    errno.ENOENT: Text("文件夹不存在", "there is no such folder"),
    errno.EACCES: Text("没有写入权限", "no permission to write"),
    errno.EPERM: Text("没有写入权限", "no permission to write"),
}
_EITHER = {
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is not a folder"),
    errno.EISDIR: Text("这是一个文件夹", "it is a folder"),
    errno.EEXIST: Text("已有同名的文件", "a file of this name is there"),
    errno.ENODEV: Text("不是普通文件", "not an ordinary file"),
    errno.EROFS: Text("所在的磁盘只能读取", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已满", "the disk quota is used up"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
    errno.ELOOP: Text("链接指来指去，找不到文件", "links that lead in a circle"),
    errno.EIO: Text("磁盘读写出错", "the disk failed"),
    errno.EBUSY: Text("文件正被别的程序占用", "another program holds it"),
    errno.EMFILE: Text("打开的文件太多", "too many files are open"),
    errno.EINVAL: Text("文件名不能使用", "the name cannot be used"),
    errno.ENXIO: Text("这不是普通文件", "it is not an ordinary file"),
}
# what zipfile, zlib and the parsers of XML say, by a part of their words
_DAMAGE = (
    (r"not a zip file|central directory|[Bb]ad magic|[Tt]runcated|[Bb]ad offset", "不是完整的压缩文件"),
    (r"CRC", "校验码不符"),
    (r"decompress|invalid (?:block|stored|distance|code)|[Ee]rror -\d", "解压出错"),
    (r"ended before|end of file|EOF", "内容中断"),
    (r"[Pp]assword|encrypt", "加了密码"),
    (r"compression (?:method|type)", "压缩方法认不出"),
    (r"DOCTYPE|DTD|entit", "带有 DTD"),
    (r"well-formed|tag|element|token|XML|xml|expected|encoding|[Cc]haracter|line \d+", "XML 写法有错"),
)
_COUNTS = {
    "cells": "个单元格",
    "tags": "个标记",
    "parts": "个部件",
    "sheets": "张工作表",
    "merged ranges": "处合并单元格",
}
_COUNT = re.compile(r"([\d ×]+) (cells|tags|parts|sheets|merged ranges)")
_PART = re.compile(r"([\w./\[\]-]+\.(?:xml|rels|vml|bin))(?:: (.*))?", re.DOTALL)


def why(error: OSError, reading: bool = False) -> Text:
    """Why a file could not be written, or read, as far as the system tells."""
    number = error.errno or 0
    known = {**_EITHER, **(_READING if reading else _WRITING)}.get(number)
    return known or Text(
        f"系统错误 {number}" if number else "系统没有说明原因", error.strerror or type(error).__name__
    )


def damage(problem: object) -> Text:
    """What a library said of a damaged or too large file, in Chinese too."""
    told = str(problem)
    if count := _COUNT.fullmatch(told):
        return Text(f"{count[1]} {_COUNTS[count[2]]}", told)
    if part := _PART.fullmatch(told):
        return Text(f"{part[1]} {_damage(part[2]) if part[2] else '缺失或读不通'}", told)
    return Text(told if re.fullmatch(r"[\d. ×]+(?: MB)?", told) else _damage(told), told)


def _damage(told: str) -> str:
    return next((zh for pattern, zh in _DAMAGE if re.search(pattern, told)), "内部结构读不通")
