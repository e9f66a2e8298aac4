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
from genreport.write.disk import LONGEST, safe_name, why, write_whole


@dataclass(frozen=True)
class Built:
    """What became of one report file: the files written and everything found on the way."""

    file: File
    written: tuple[File, ...] = ()
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What is to be made: the folder, the media, a house's own templates, a draft or the report itself."""

    out: File
    media: Sequence[str] = write.MEDIA
    templates: File | None = None
    draft: bool = False
    verify: bool = True  # read each output back and compare it with the report


def build(files: Sequence[File], order: Order) -> Iterator[Built]:
    """Build each file in turn; a report with errors is refused unless it is a draft."""
    taken: dict[str, File] = {}
    for file in files:
        report, found = read.file(file)
        if report is None:
            yield Built(file, (), found)
            continue
        found = found + check.findings(report)
        if not order.draft and any(f.severity is Severity.ERROR for f in found):
            yield Built(file, (), [*found, finding("B101", Where(str(file)))])
            continue
        name = output_name(report, order.draft)
        key = unicodedata.normalize("NFC", name).casefold()
        if key in taken:
            yield Built(file, (), [*found, finding("B102", Where(str(file)), name=name, other=taken[key])])
            continue
        taken[key] = file
        yield _written(Built(file, (), found), report, name, order)


def output_name(report: Report, draft: bool = False) -> str:
    """The name of a report's files without suffix: agency, year and what it is; a draft says that it is one."""
    rest = f"{report.get('year') or ''}年政府信息公开工作年度报告" + ("（草稿）" if draft else "")
    return safe_name(report.agency or "report", LONGEST - len(rest.encode())) + rest


def _written(built: Built, report: Report, name: str, order: Order) -> Built:
    done, more = write.documents(report, order.media, order.templates, order.draft)
    known = {(f.code, f.message) for f in built.findings}
    found = built.findings + [f for f in more if (f.code, f.message) not in known]
    if len(done) < len(set(order.media)) and not order.draft:
        return Built(built.file, (), found)  # all of the formats asked for, or none
    written: list[File] = []
    for medium, data in done.items():
        target = order.out / f"{name}.{medium}"
        try:
            order.out.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
            written.append(target)
            if order.verify and not order.draft:
                from genreport import proof

                found += proof.differences(report, medium, target.read_bytes(), str(target))
        except OSError as e:
            found.append(finding("B103", Where(str(target)), problem=why(e)))
    return Built(built.file, tuple(written), found)
