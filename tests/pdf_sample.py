"""Pages for the tests of the PDF writer: the real style sheet around a body of the test's own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pikepdf

from genreport import style
from genreport.write.pdf import pdf

ROOT = Path(__file__).parents[1]
STYLE = style.load(style.folders())
TEXT = "公开为常态、不公开为例外，推进决策、执行、管理、服务、结果公开，让群众看得到、听得懂、能监督。" * 4
MERGED = """<div class="scroll"><table class="form"><caption>办理情况</caption>
<thead><tr><th rowspan="2" colspan="2" scope="col">项目</th><th colspan="2" scope="colgroup">申请人</th></tr>
<tr><th scope="col">自然人</th><th scope="col">总计</th></tr></thead>
<tbody><tr><th colspan="2" scope="row">新收</th><td>1</td><td>2</td></tr>
<tr><th rowspan="2" scope="rowgroup">结果</th><th scope="row">公开</th><td>3</td><td>4</td></tr>
<tr><th scope="row">其他</th><td>5</td><td>6</td></tr></tbody>
<tbody><tr><th colspan="4" scope="colgroup">第二段</th></tr>
<tr><th colspan="2" scope="col">内容</th><th colspan="2" scope="colgroup">数量</th></tr>
<tr><th colspan="2" scope="row">许可</th><td colspan="2">7</td></tr></tbody></table></div>"""


def page(body: str, draft: bool = False) -> str:
    """A page with that body, its title 报告 and its source hash `feed`."""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>报告</title>
<meta name="author" content="某市人民政府"><meta name="generator" content="genreport 0.0.0">
<meta name="source-sha256" content="feed"><meta name="dcterms.created" content="2021-01-28T00:00:00Z">
<style>{_css(draft)}</style></head><body{' class="draft"' * draft}><main>{body}</main></body></html>"""


@cache
def _css(draft: bool) -> str:
    loader = jinja2.FileSystemLoader(ROOT / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("report.css.j2").render(style=STYLE, draft=draft)


def drawn(body: str, draft: bool = False) -> bytes:
    """The PDF of a body in which nothing is to be found."""
    made, found = pdf(page(body, draft), STYLE)
    assert made and not found
    return made


def opened(made: bytes) -> Any:
    """A PDF as pikepdf reads it."""
    return pikepdf.open(io.BytesIO(made))


def elements(file: Any, kind: str = "") -> list[Any]:
    """The structure elements of a PDF in reading order, those of one kind if it is given."""
    found, waiting = [], [file.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += reversed(list(item))
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            found.append(item)
            waiting.append(item.get("/K", pikepdf.Array()))
    return [e for e in found if not kind or kind == e.S]


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python of its own that runs `code`, with further environment variables."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}", **environment},
    )
