"""The page: one report through the templates, as one complete HTML document that every printed output is made from."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from genreport import __version__, prose, style
from genreport.finding import Finding, Where
from genreport.messages import finding
from genreport.report import Report
from genreport.write import grid

if TYPE_CHECKING:
    from jinja2 import Environment

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_LARGEST = 8_000_000  # bytes of one picture


@dataclass(frozen=True)
class Page:
    """A report as one HTML document, with the style and the template folders that it was made with."""

    html: str
    style: Mapping[str, Any]
    folders: tuple[File, ...]


def compose(
    report: Report, templates: File | None = None, draft: bool = False
) -> tuple[Page | None, list[Finding]]:
    """The page of a report; no page when a template is at fault or a picture cannot be had."""
    from jinja2 import TemplateError

    folders = style.folders(templates)
    sizes = style.load(folders)
    found: list[Finding] = []
    picture = partial(_picture, report, found)
    words = _words(report.filled(), sizes, picture) | {
        "draft": draft,
        "asset": partial(_asset, folders, found),
    }
    try:
        html = _environment(folders).get_template("report.html.j2").render(words)
    except TemplateError as e:
        name = getattr(e, "filename", None) or getattr(e, "name", None) or "report.html.j2"
        return None, [finding("B201", Where(str(name), getattr(e, "lineno", 0) or 0), problem=str(e.message))]
    return Page(html + "\n", sizes, folders), found


@cache
def _environment(folders: tuple[File, ...]) -> Environment:
    """Data never passes as a template; templates that are not our own run in a sandbox, which takes twice as long."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = ImmutableSandboxedEnvironment if len(folders) > 1 else Environment
    return kind(
        loader=FileSystemLoader([str(f) for f in folders]),
        autoescape=True,
        undefined=StrictUndefined,
    )


def _words(report: Report, sizes: Mapping[str, Any], picture: Callable[[str], str | None]) -> dict[str, Any]:
    """What a template can speak of."""
    from markupsafe import Markup

    return {
        "report": report,
        "style": sizes,
        "generator": f"genreport {__version__}",
        "created": created(report),
        "contact": contact(report),
        "title_lines": title_lines(report, sizes),
        "chinese_date": chinese_date,
        "prose": lambda text: Markup(prose.html(str(text), picture)),
        "figure": lambda cell: figure(report.get(*cell.path), cell.number),
        "value_size": lambda table: grid.value_size(table, report, sizes["table"]),
        "parts": grid.parts,
        "scope": grid.scope,
        "cell_id": grid.cell_id,
        "header_ids": grid.header_ids,
        "lines": lambda table, cell: grid.lines(table, cell, sizes["table"]),
    }


def figure(value: object, number: str) -> str:
    """A figure as it is printed: digits alone, a change with its sign, blank for what is not known."""
    if value is None:
        return ""
    if number == "change" and isinstance(value, int) and value > 0:
        return f"+{value}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def created(report: Report) -> str | None:
    """The date that the outputs carry: SOURCE_DATE_EPOCH, else the report's own; never the clock's."""
    if re.fullmatch(r"[0-9]{1,11}", epoch := os.environ.get("SOURCE_DATE_EPOCH", "")):
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = report.get("published") or report.get("issued")
    return f"{day.isoformat()}T00:00:00Z" if isinstance(day, date) else None


def chinese_date(day: date) -> str:
    """The date as GB/T 9704 writes it: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def contact(report: Report) -> str:
    """The sentence that says whom to ask, of the contact items that are given."""
    item = {f.id: report.get("contact", f.id) for f in _contact_fields(report)}
    site = item.pop("website", None)
    office = item.pop("office", None)
    labels = {f.id: f.label for f in _contact_fields(report)}
    told = "；".join(f"{labels[k]}：{v}" for k, v in item.items() if v)
    sentence = f"本报告电子版可在{site}查阅、下载。" if site else ""
    if told or office:
        whom = office if office and office.startswith(report.agency) else f"{report.agency}{office or ''}"
        sentence += f"如对本报告有疑问，请与{whom}联系" + (f"（{told}）。" if told else "。")
    return sentence


def _contact_fields(report: Report) -> Sequence[Any]:
    return next((f.fields for f in report.format.fields if f.id == "contact"), ())


def title_lines(report: Report, sizes: Mapping[str, Any]) -> list[str]:
    """The title on one line where it fits, else broken after the agency's name, as its meaning asks."""
    title, agency = report.title, report.agency
    fits = sizes["characters"] * sizes["text"]["p"]["size"] / sizes["text"]["title"]["size"]
    if len(title) <= fits or not agency or not title.startswith(agency) or title == agency:
        return [title]
    return [agency, title[len(agency) :]]


def _picture(report: Report, found: list[Finding], name: str) -> str | None:
    """A PNG or JPEG beside the report as a data: URI; None with a finding when it cannot be had."""
    uri = _data_uri(File(report.file).resolve().parent, name)
    if uri is None:
        found.append(finding("B202", Where(report.file), name=name))
    return uri


def _asset(folders: Sequence[File], found: list[Finding], name: str) -> str:
    """A picture of a template folder as a data: URI; empty, with a finding, when there is none."""
    uri = next((u for f in folders if (u := _data_uri(f.resolve(), name))), None)
    if uri is None:
        found.append(finding("B203", Where(str(folders[0])), name=name))
    return uri or ""


def _data_uri(folder: File, name: str) -> str | None:
    """A PNG or JPEG inside a folder, links followed; None for anything else."""
    try:
        file = (folder / name).resolve()
        inside = file.is_relative_to(folder) and not File(name).is_absolute() and file.is_file()
        data = file.read_bytes() if inside and file.stat().st_size <= _LARGEST else b""
    except (OSError, ValueError):
        return None
    kind = next((k for magic, k in _PICTURES.items() if data.startswith(magic)), None)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}" if kind else None
