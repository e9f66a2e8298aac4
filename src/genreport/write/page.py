"""The page: one report through the templates, as one complete HTML document that every printed output is made from."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, partial
from math import ceil
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from genreport import __version__, prose, style
from genreport.finding import Finding, Where
from genreport.images import picture
from genreport.messages import finding
from genreport.report import Report
from genreport.write import grid

if TYPE_CHECKING:
    from jinja2 import Environment

_SECONDS, _MEMORY = 30, 1 << 30  # for templates that are not our own


@dataclass(frozen=True)
class Page:
    """A report as one HTML document, with the style and the template folders that it was made with."""

    html: str
    style: Mapping[str, Any]
    folders: tuple[File, ...]


def compose(
    report: Report, templates: File | None = None, draft: bool = False
) -> tuple[Page | None, list[Finding]]:
    """The page of a report; no page when a template is at fault."""
    if templates is None:
        return _compose(report, None, draft)
    from genreport.limits import Exceeded, Limit

    where = Where(str(templates))
    try:
        with Limit(_SECONDS, _MEMORY):
            return _compose(report, templates, draft)
    except (Exceeded, MemoryError, RecursionError):
        return None, [finding("B206", where)]
    except Exception as e:  # whatever else another's template or style does wrong is its own fault
        return None, [finding("B201", where, problem=f"{type(e).__name__}: {e}")]


def _compose(report: Report, templates: File | None, draft: bool) -> tuple[Page | None, list[Finding]]:
    from jinja2 import TemplateError

    folders = style.folders(templates)
    sizes = style.load(folders)
    found: list[Finding] = []
    words = _words(report.filled(), sizes, partial(_picture, report, found)) | {
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


def _words(report: Report, sizes: Mapping[str, Any], images: Callable[[str], str | None]) -> dict[str, Any]:
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
        "prose": lambda text, headings=True: Markup(_html(str(text), images, headings)),
        "figure": lambda cell: figure(report.get(*cell.path), cell.number),
        "value_size": lambda table: grid.value_size(table, report, sizes["table"]),
        "parts": grid.parts,
        "scope": grid.scope,
        "cell_id": grid.cell_id,
        "header_ids": grid.header_ids,
        "lines": lambda table, cell: grid.lines(table, cell, sizes["table"]),
    }


def _html(text: str, images: Callable[[str], str | None], headings: bool) -> str:
    """A narrative as HTML; before the first section, a heading of the third level has nothing to stand below."""
    html = re.sub(r"(<img\b[^<>]*?)\s*/>", r"\1>", prose.html(text, images))
    if headings:
        return html
    return html.replace("<h3>", '<p><span class="run-in">').replace("</h3>", "</span></p>")


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
    fits = int(sizes["characters"] * sizes["text"]["p"]["size"] / sizes["text"]["title"]["size"])
    if len(title) <= fits or not agency or not title.startswith(agency) or title == agency:
        return _balanced(title, fits)
    return _balanced(agency, fits) + _balanced(title[len(agency) :], fits)


def _balanced(text: str, fits: int) -> list[str]:
    """The text in as few lines as it needs, of about equal length, so that no character is left alone."""
    each = ceil(len(text) / ceil(len(text) / fits))
    return [text[n : n + each] for n in range(0, len(text), each)]


def _picture(report: Report, found: list[Finding], name: str) -> str | None:
    """A picture beside the report as a data: URI; None, with a finding, when it cannot be had."""
    uri, fault = picture(File(report.file).resolve().parent, name)
    if fault:
        found.append(finding(fault, Where(report.file), name=name))
    return uri or None


def _asset(folders: Sequence[File], found: list[Finding], name: str) -> str:
    """A picture of a template folder as a data: URI; empty, with a finding, when there is none."""
    uri = next((p.uri for folder in folders if (p := picture(folder.resolve(), name)).uri), "")
    if not uri:
        found.append(finding("B203", Where(str(folders[0])), name=name))
    return uri
