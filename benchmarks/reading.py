"""What is read of published reports, right, blank or wrong; and how long reading takes.

    python benchmarks/reading.py [--missed] [--no-speed]

Our own examples are printed in every medium and read back. Where GENREPORT_CORPUS points at published reports with
their expected figures, these are read too. A wrong figure is one that differs from what stands in the file; a figure
that was not read is counted as missing. Speed: each medium warm, and a PDF beside pdfplumber's own text and tables of
the same file, taken in turn.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.remove(str(Path(__file__).parent))  # its docx.py is not the library of that name

from genreport import published, read, write
from genreport.report import Report

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
_PREFIX = re.compile(r"^(?:三、)?(?:（[一二三四五六七八九十]）(?=\d))?")


def rows(report: Report) -> dict[str, list[Any]]:
    """The figures by the printed label of their row; those of table four under `disputes`."""
    found: dict[str, list[Any]] = {}
    for path in report.format.cells:
        label = "disputes" if path[0] == "disputes" else report.format.label(path[:-1]).split(" · ")[-1]
        found.setdefault(_bare(label), []).append(report.get(*path))
    other = [v for k, v in found.items() if k.startswith(("1申请人无正当", "2申请人逾期", "3其他"))]
    if other:  # （六） printed as one row
        sums = [None if None in column else sum(column) for column in zip(*other, strict=True)]
        found.setdefault(_bare("（六）其他处理"), sums)
    return found


def _bare(label: str) -> str:
    return re.sub(r"[^\w]", "", _PREFIX.sub("", label).split("（区分")[0])


def expected(file: Path) -> dict[str, list[Any]]:
    """The figures of an expected file by the label of their row."""
    data = json.loads(file.read_text(encoding="utf-8"))
    told = {**(data["table2"] or {}), **(data["table3"] or {})}
    if data.get("table4"):
        told["disputes"] = data["table4"]
    return {_bare(label): row for label, row in told.items()}


def compared(report: Report, wanted: dict[str, list[Any]]) -> Iterator[tuple[str, str]]:
    """For each expected figure: right, blank (rightly), missing or wrong; and what it is."""
    known = rows(report)
    for label, row in wanted.items():
        got = known.get(label, [None] * len(row))
        for number, (value, found) in enumerate(zip(row, got, strict=True)):
            if found is None:
                yield ("blank" if value is None else "missing"), f"{label}[{number}] {value}"
            elif value is not None and found == type(found)(str(value)):
                yield "right", ""
            else:
                yield "wrong", f"{label}[{number}] {value} read as {found}"


def corpus(folder: Path, told: bool) -> None:
    """The published reports with expected figures."""
    all_: Counter[str] = Counter()
    for file in sorted((folder / "expected").glob("*.json")):
        source = folder / json.loads(file.read_text(encoding="utf-8"))["source_file"]
        got = published.file(source)
        if got.report is None:
            print(f"{source.name}: not read", [f.message.zh for f in got.findings])
            continue
        results = list(compared(got.report, expected(file)))
        count = Counter(kind for kind, _ in results)
        beyond = sum(v is not None for v in figures(got.report)) - count["right"] - count["wrong"]
        print(
            f"{source.name}: {dict(count)}; {beyond} more figures; year {got.report.get('year')}, {got.report.agency}"
        )
        if told:
            print("\n".join(f"    {kind}: {what}" for kind, what in results if kind in ("missing", "wrong")))
        all_ += count
    print(f"published reports: {dict(all_)}")


def figures(report: Report) -> list[Any]:
    """All figures of a report, None where blank."""
    return [report.get(*path) for path in report.format.cells]


def own(told: bool) -> None:
    """Our own outputs, read back."""
    for medium in write.MEDIA:
        count: Counter[str] = Counter()
        for file in EXAMPLES:
            report = read.file(file).report
            assert report is not None
            got = published.text(write.documents(report, [medium])[0][medium], f"{file.stem}.{medium}").report
            wanted = report.filled()
            for path in report.format.cells:
                value, found = wanted.get(*path), got.get(*path) if got else None
                kind = "right" if value == found else "missing" if found is None else "wrong"
                count[kind] += 1
                if told and kind != "right":
                    print(f"    {file.stem}.{medium} {kind}: {'.'.join(path)} {value} {found}")
        print(f"own {medium}: {dict(count)}")


def speed() -> None:
    """Each medium warm; a PDF in turn with pdfplumber."""
    report = read.file(EXAMPLES[-1]).report
    assert report is not None
    made = write.documents(report)[0]
    for medium in ("html", "docx"):
        print(f"{medium}, warm: {_median(lambda m=medium: published.text(made[m], f'page.{m}')):.0f} ms")
    if folder := os.environ.get("GENREPORT_CORPUS"):
        for name in ("jiangyou-2020.txt", "shuyang-fagaiju-2023.html"):
            data = (Path(folder) / name).read_bytes()
            print(f"{name}, warm: {_median(lambda d=data, n=name: published.text(d, n)):.0f} ms")
    ratios = []
    for _ in range(5):
        theirs = _seconds(lambda: plumbed(made["pdf"]))
        ratios.append(_seconds(lambda: published.text(made["pdf"], "page.pdf")) / theirs)
    print(
        f"PDF: {statistics.median(ratios):.2f} times pdfplumber's text and tables of the same file (at most 1.5)"
    )


def plumbed(data: bytes) -> int:
    """What pdfplumber makes of a PDF by itself."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return sum(len(page.extract_text() or "") + len(page.extract_tables()) for page in pdf.pages)


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(_seconds(work) for _ in range(9)) * 1000


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(args: list[str]) -> None:
    """Measure and print."""
    own("--missed" in args)
    if folder := os.environ.get("GENREPORT_CORPUS"):
        corpus(Path(folder), "--missed" in args)
    if "--no-speed" not in args:
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
