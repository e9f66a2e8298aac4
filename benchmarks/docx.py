"""DOCX: our writer against docxtpl, the usual way to fill a Word form, on the same document.

    python benchmarks/docx.py [REPORT.yaml] [--rounds 15] [--cold 9]

docxtpl gets a Word template made here from the very page: the same paragraphs and the same merged tables, a {{ }} for
each paragraph and figure. Three sides take turns: docxtpl; `page`, our writer alone; `report`, from YAML through the
page to Word. Each has a process of its own, the figures change from round to round, and what counts is the median of
the rounds' ratios, since absolute times on a shared machine cannot be compared. Exit status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# this file is named like the library that it measures: the folder of a script comes first on the path
sys.path[:] = [
    str(ROOT / "src"),
    *(p for p in sys.path if p and Path(p).resolve() != Path(__file__).resolve().parent),
]
TARGETS = {"warm": 0.25, "cold": 0.75}  # times docxtpl

SIDES = {
    "docxtpl": """
import io, json, pathlib
from docxtpl import DocxTemplate
def draw(stem):
    words = json.loads(pathlib.Path(stem + ".json").read_text(encoding="utf-8"))
    template = DocxTemplate(pathlib.Path(stem).with_name("template.docx"))
    template.render(words, autoescape=True)
    done = io.BytesIO()
    template.save(done)
    return done.getvalue()
""",
    "page": """
import pathlib
from genreport import style
from genreport.write.docx import docx
sizes = style.load(style.folders())
def draw(stem):
    return docx(pathlib.Path(stem + ".html").read_text(encoding="utf-8"), sizes)
""",
    "report": """
import pathlib
from genreport import read
from genreport.write.docx import docx
from genreport.write.page import compose
def draw(stem):
    report, _ = read.file(pathlib.Path(stem + ".yaml"))
    made, _ = compose(report)
    return docx(made.html, made.style)
""",
}
WARM = """
import sys, time
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    size = len(draw(line.strip()))
    print(time.perf_counter() - start, size, flush=True)
"""
COLD = """
import sys
print(len(draw(sys.argv[1])))
"""


def main() -> int:
    """Measure, print a table, compare with the targets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", type=Path, nargs="?", default=ROOT / "examples" / "jiangyou-2020.yaml")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cold", type=int, default=9, help="rounds of new processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stems = variants(options.report, Path(folder), options.rounds + 3)
        return verdict(warm_rounds(stems), cold_rounds(stems[0], options.cold))


def variants(report: Path, folder: Path, count: int) -> list[str]:
    """The report with other figures `count` times, as .yaml, as .html, and as .json for docxtpl."""
    from genreport import read
    from genreport.write.page import compose

    text, stems = report.read_text(encoding="utf-8"), []
    for seed in range(count):
        stem = folder / str(seed)
        changed = re.sub(r"(: )\d+(?=[,}])", partial(_other, random.Random(seed)), text)
        stem.with_suffix(".yaml").write_text(changed, encoding="utf-8")
        got, _ = read.file(stem.with_suffix(".yaml"))
        assert got
        page, _ = compose(got)
        assert page
        stem.with_suffix(".html").write_text(page.html, encoding="utf-8")
        form = Form(page.html)
        stem.with_suffix(".json").write_text(json.dumps(form.words), encoding="utf-8")
        if seed == 0:
            form.document.save(str(folder / "template.docx"))
        stems.append(str(stem))
    return stems


def _other(numbers: random.Random, old: re.Match[str]) -> str:
    return old[1] + str(numbers.choice([0, 1, 7, 36, 162, 1048]))


class Form:
    """A docxtpl template of a page, and the words that fill it."""

    def __init__(self, html: str) -> None:
        import docx
        from lxml import html as parser

        self.document: Any = docx.Document()
        self.words: dict[str, str] = {}
        for node in parser.fromstring(html).iter("h1", "h2", "h3", "p", "li", "table"):
            if node.tag == "table":
                self._table(node)
            elif not node.xpath("ancestor::table"):
                style = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}.get(str(node.tag), "Normal")
                self.document.add_paragraph(self._word(node), style)

    def _word(self, node: Any) -> str:
        name = f"w{len(self.words)}"
        self.words[name] = " ".join(node.xpath("string()").split())
        return f"{{{{ {name} }}}}"

    def _table(self, node: Any) -> None:
        taken: dict[tuple[int, int], Any] = {}
        for r, row in enumerate(node.iter("tr")):
            column = 0
            for cell in row.iter("td", "th"):
                while (r, column) in taken:
                    column += 1
                down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                for y in range(down):
                    taken.update({(r + y, column + x): None for x in range(across)})
                taken[r, column] = (cell, down, across)
        rows, columns = 1 + max(r for r, _ in taken), 1 + max(c for _, c in taken)
        table = self.document.add_table(rows, columns, "Table Grid")
        cells = table._cells  # table.cell() would take a minute
        for (r, c), place in taken.items():
            if place is not None:
                cell, down, across = place
                text = self._word(cell) if cell.tag == "td" else " ".join(cell.xpath("string()").split())
                first, last = cells[r * columns + c], cells[(r + down - 1) * columns + c + across - 1]
                (first.merge(last) if first is not last else first).text = text


def warm_rounds(stems: list[str]) -> dict[str, list[tuple[float, int]]]:
    """(seconds, bytes) of each side and round, after three rounds to warm up."""
    workers = {
        side: subprocess.Popen(
            [sys.executable, "-c", code + WARM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment(),
        )
        for side, code in SIDES.items()
    }  # fmt: skip
    taken: dict[str, list[tuple[float, int]]] = {side: [] for side in workers}
    for worker in workers.values():
        assert worker.stdout
        assert worker.stdout.readline()
    for stem in stems:
        for side, worker in workers.items():
            assert worker.stdin
            assert worker.stdout
            print(stem, file=worker.stdin, flush=True)
            seconds, size = worker.stdout.readline().split()
            taken[side].append((float(seconds), int(size)))
    for worker in workers.values():
        worker.communicate()
    return {side: rounds[3:] for side, rounds in taken.items()}


def cold_rounds(stem: str, rounds: int) -> dict[str, list[tuple[float, int]]]:
    """(seconds, bytes) of a whole process of each side and round, after one round to fill the caches."""
    taken: dict[str, list[tuple[float, int]]] = {side: [] for side in SIDES}
    for _ in range(rounds + 1):
        for side, code in SIDES.items():
            start = time.perf_counter()
            command = [sys.executable, "-c", code + COLD, stem]
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
            taken[side].append((time.perf_counter() - start, int(done.stdout)))
    return {side: times[1:] for side, times in taken.items()}


def environment() -> dict[str, str]:
    """The variables of a side's process."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def verdict(*measured: dict[str, list[tuple[float, int]]]) -> int:
    """Print both tables; 1 when our writer alone misses a target."""
    missed = 0
    for kind, sides in zip(("warm", "cold"), measured, strict=True):
        peers = sides["docxtpl"]
        for side, taken in sides.items():
            times = [t for t, _ in taken]
            ratio = statistics.median(t / p for (t, _), (p, _) in zip(taken, peers, strict=True))
            late = side == "page" and ratio > TARGETS[kind]
            missed |= late
            print(
                f"{kind}  {side:8} min {min(times) * 1e3:7.1f} ms  median {statistics.median(times) * 1e3:7.1f} ms"
                f"  {ratio:6.3f} x docxtpl  {taken[-1][1] / 1024:5.1f} KiB"
                + (f"  target {TARGETS[kind]}{' MISSED' if late else ''}" if side == "page" else "")
            )
    return missed


if __name__ == "__main__":
    sys.exit(main())
