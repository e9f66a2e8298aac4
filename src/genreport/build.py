"""Building: report files in, checked, and out as HTML, DOCX and PDF; one bad file stops none of the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File

from genreport import check, read, write
from genreport.finding import Finding, Severity, Where
from genreport.messages import finding
from genreport.report import Report
from genreport.write.disk import safe_name, write_whole


@dataclass(frozen=True)
class Built:
    """What became of one report file: the files written and everything found on the way."""

    file: File
    written: tuple[File, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def build(
    files: Sequence[File],
    out: File,
    media: Sequence[str] = write.MEDIA,
    templates: File | None = None,
    draft: bool = False,
) -> Iterator[Built]:
    """Build each file in turn into the folder `out`; a report with errors is refused unless it is a draft."""
    taken: dict[str, File] = {}
    for file in files:
        report, found = read.file(file)
        if report is None:
            yield Built(file, (), found)
            continue
        found = found + check.findings(report)
        if not draft and any(f.severity is Severity.ERROR for f in found):
            yield Built(file, (), [*found, finding("B101", Where(str(file)))])
            continue
        name = output_name(report)
        key = unicodedata.normalize("NFC", name).casefold()
        if key in taken:
            yield Built(file, (), [*found, finding("B102", Where(str(file)), name=name, other=taken[key])])
            continue
        taken[key] = file
        yield _written(file, report, found, out / name, media, templates, draft)


def output_name(report: Report) -> str:
    """The name of a report's files without suffix: agency, year and what it is."""
    year = report.get("year")
    return safe_name(
        f"{report.agency}{year}年政府信息公开工作年度报告" if year else report.agency or "report"
    )


def _written(
    file: File,
    report: Report,
    found: list[Finding],
    stem: File,
    media: Sequence[str],
    templates: File | None,
    draft: bool,
) -> Built:
    done, more = write.documents(report, media, templates, draft)
    found = found + more
    if len(done) < len(set(media)):
        return Built(file, (), found)  # all of the formats asked for, or none
    written: list[File] = []
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        for medium, data in done.items():
            target = stem.with_name(f"{stem.name}.{medium}")
            write_whole(target, data)
            written.append(target)
    except OSError as e:
        found.append(finding("B103", Where(str(stem.parent)), problem=e.strerror or type(e).__name__))
    return Built(file, tuple(written), found)
