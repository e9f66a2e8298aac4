"""Last year's report of the same agency: given, named in the report, or found beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from pathlib import Path as File
from typing import NamedTuple

from genreport import editions, published, read
from genreport.finding import Finding
from genreport.messages import finding
from genreport.published import Published
from genreport.renamed import renamed
from genreport.report import Report

_HEAD = 8192  # bytes of a file that are looked at for its year and its agency
_YEAR = re.compile(r"^year[ \t]*:[ \t]*['\"]?(\d{4})\b", re.MULTILINE)
_AGENCY = re.compile(r"^agency[ \t]*:[ \t]*['\"]?([^'\"#\n]+?)['\"]?[ \t]*(?:#.*)?$", re.MULTILINE)


class Previous(NamedTuple):
    """Last year's report, if there is one, and what is to be said of it."""

    report: Report | None
    findings: list[Finding]


class History:
    """Finds last year's reports; a folder is looked through once, however many reports stand in it."""

    def __init__(self, given: File | None = None) -> None:
        """`given`: the file, or the folder with the files, that the user named."""
        self._given = given
        self._folders: dict[File, dict[tuple[str, int], list[File]]] = {}
        self._published: dict[File, Published] = {}  # of the folder that the user named

    def of(self, report: Report) -> Previous:
        """Last year's report of the same agency."""
        year, agency = report.get("year"), report.agency
        if not isinstance(year, int):
            return Previous(None, [])
        named = self._given is None and report.get("previous")
        if self._given is not None and self._given.is_dir():
            file = self._beside(self._given, agency, year - 1)
        elif self._given is not None:
            file = self._given
        elif named:
            return self._named(report, str(named), year - 1)
        else:
            file = self._beside(File(report.file).parent, agency, year - 1) if report.file else None
        if file is None:
            return Previous(None, self._several(report, year - 1))
        return self._read(report, file, year - 1, sought=self._given is None)

    def _named(self, report: Report, name: str, year: int) -> Previous:
        """The report that a report names. The name is a stranger's: of a file that is no report nothing is told."""
        file = File(report.file).parent / name
        found = Previous(None, [])
        with suppress(OSError, ValueError):
            if file.suffix.lower() in published.SUFFIXES and file.is_file():
                found = self._read(report, file, year, sought=False)
        if found.report is None and all(f.code != "S034" for f in found.findings):
            at, label = report.where(("previous",)), report.format.label(("previous",))
            return Previous(None, [finding("S033", at, label, file=name)])
        return found

    def _read(self, report: Report, file: File, year: int, sought: bool) -> Previous:
        """The report in a file; one that was only found beside says nothing of itself."""
        before, found, _ = self._published.get(file) or published.file(file)
        at, label = report.where(("previous",)), report.format.label(("previous",))
        if before is None:
            told = [] if sought else [finding("S033", at, label, file=str(file)), *found]
            return Previous(None, told)
        if before.get("year") != year:
            wrong = finding("S034", at, label, file=str(file), year=before.get("year"), wanted=year)
            return Previous(None, [] if sought else [wrong])
        if before.agency != report.agency and not sought:
            same = renamed(before.agency, report.agency)
            other = finding("S035" if same else "S036", at, label, file=str(file), agency=before.agency)
            return Previous(before if same else None, [other])
        return Previous(before, [])

    def _beside(self, folder: File, agency: str, year: int) -> File | None:
        """The one file of a folder that holds an agency's report on a year; none where there are two.

        In the folder that the user named reports of any medium count, and of several that agree one is taken.
        """
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = _index(folder)
            if folder == self._given:
                self._read_published(folder, known)
        files = known.get((agency, year), [])
        if len(files) > 1 and folder == self._given:
            one = editions.standing_for(self._reports(files))
            return File(one.file) if one else None
        return files[0] if len(files) == 1 else None

    def _read_published(self, folder: File, known: dict[tuple[str, int], list[File]]) -> None:
        """Add the reports of a folder that are not YAML, each read once."""
        for file in published.inputs([folder]):
            if file.is_file() and file.suffix.lower() not in read.SUFFIXES:
                self._published[file] = got = published.file(file)
                year = got.report.get("year") if got.report else None
                if got.report and got.report.agency and isinstance(year, int):
                    known[got.report.agency, year].append(file)

    def _reports(self, files: list[File]) -> list[Report]:
        for file in files:
            if file not in self._published:
                self._published[file] = published.file(file)
        return [r for file in files if (r := self._published[file].report)]

    def _several(self, report: Report, year: int) -> list[Finding]:
        """That the folder which the user named has the report more than once, and contradicts itself."""
        files = self._folders.get(self._given, {}).get((report.agency, year), []) if self._given else []
        return [editions.apart(report, self._reports(files))] if len(files) > 1 else []


def _index(folder: File) -> dict[tuple[str, int], list[File]]:
    """The reports of a folder by agency and year, from the head of each file alone."""
    known: dict[tuple[str, int], list[File]] = defaultdict(list)
    try:
        files = sorted(f for f in folder.iterdir() if f.suffix.lower() in read.SUFFIXES and f.is_file())
    except OSError:
        return known
    for file in files:
        try:
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError:
            continue
        text = head.decode("utf-8", "replace")
        if (year := _YEAR.search(text)) and (agency := _AGENCY.search(text)):
            known[agency[1].strip(), int(year[1])].append(file)
    return known
