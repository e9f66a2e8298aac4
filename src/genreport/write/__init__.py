"""Writing a report: `file` to disk, `document` to bytes, `documents` to several media from one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as File
from typing import TYPE_CHECKING

from genreport.finding import Finding, Severity, Where

if TYPE_CHECKING:  # a writer is loaded with what it needs and nothing else
    from genreport.report import Report
    from genreport.write.page import Page

MEDIA = ("html", "docx", "pdf")


def documents(
    report: Report, media: Sequence[str] = MEDIA, templates: File | None = None, draft: bool = False
) -> tuple[dict[str, bytes], list[Finding]]:
    """The report in each medium, by medium; one that could not be made is missing and a finding says why."""
    from genreport.write.page import compose

    made, found = compose(report, templates, draft)
    done: dict[str, bytes] = {}
    if made is None or (not draft and any(f.severity is Severity.ERROR for f in found)):
        return done, found
    for medium in media:
        data, more = _drawn(made, medium, templates)
        found += [_placed(f, report) for f in more]
        if data is not None:
            done[medium] = data
    return done, found


def _placed(found: Finding, report: Report) -> Finding:
    """A writer's finding with the report's file; one about a character with the line where it stands."""
    if found.where.file:
        return found
    character = found.where.path[0] if found.where.path else ""
    where = next((w for p in report.values if character and (w := report.where_of(p, character))), None)
    return replace(found, where=where or Where(report.file))


def _drawn(made: Page, medium: str, templates: File | None) -> tuple[bytes | None, list[Finding]]:
    if templates is None:
        return _draw(made, medium)
    try:
        return _draw(made, medium)
    except Exception as e:  # another's template or style may lack what a writer needs
        from genreport.messages import finding

        return None, [finding("B201", Where(str(templates)), problem=f"{type(e).__name__}: {e}")]


def _draw(made: Page, medium: str) -> tuple[bytes | None, list[Finding]]:
    match medium:
        case "html":
            from genreport.write.html import html

            return html(made.html), []
        case "docx":
            from genreport.write.docx import docx

            return docx(made.html, made.style), []
        case "pdf":
            from genreport.write.pdf import pdf

            return pdf(made.html, made.style, made.folders)
    raise ValueError(f"unknown medium {medium!r}, known are {', '.join(MEDIA)}")


def file(
    report: Report, out: File | str, templates: File | None = None, draft: bool = False
) -> list[Finding]:
    """Write one file, whole or not at all; its suffix names the medium. OSError when it cannot be written."""
    from genreport.write.disk import write_whole

    target = File(out)
    medium = target.suffix.lstrip(".").lower()
    if medium in ("yaml", "yml"):
        from genreport.write.yaml import yaml

        write_whole(target, yaml(report).encode("utf-8"))
        return []
    done, found = documents(report, [medium], templates, draft)
    if medium in done:
        write_whole(target, done[medium])
    return found
