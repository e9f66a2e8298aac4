"""What the rules find and what they do not: seeded faults, right reports, published sentences; and how long they take.

    python benchmarks/rules.py [--missed] [--no-speed]

`faults.yaml` seeds one fault at a time into reports that are right (`reports/`, `../examples/`). A fault is found when
something is said at its place that is not said of the right report; a finding on a right report is a false alarm. Where
GENREPORT_CORPUS points at published reports, their sentences (`sentences.yaml`) are judged too.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from genreport import check, read
from genreport.figures import plain
from genreport.finding import Finding, Severity
from genreport.history import History
from genreport.judge import verdict
from genreport.report import Report
from genreport.scans import claims
from genreport.similar import with_previous

ROOT = Path(__file__).parents[1]
REPORTS = [
    *sorted((ROOT / "benchmarks" / "reports").glob("*.yaml")),
    *sorted((ROOT / "examples").glob("*.yaml")),
]
_LENGTH = "总体情况超过"  # a long text is long with or without a fault
C_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Seeded(NamedTuple):
    """One fault: what came of it."""

    fault: dict[str, Any]
    found: list[Finding]  # at its place
    others: list[Finding]


def said_of(text: str, name: str, previous: str | None) -> list[Finding]:
    """All findings of a report, given as text under its own name, last year's beside it or given."""
    report, found = read.text(text.encode("utf-8"), name)
    if report is None:
        return found
    before = History(ROOT / previous if previous else None).of(report)
    found += [*before.findings, *check.examined(report, before.report).findings]
    return found + (list(with_previous(report, before.report)) if before.report else [])


def key(f: Finding) -> tuple[str, tuple[str, ...], str]:
    """What makes two findings the same, whatever line they stand on."""
    told = "" if _LENGTH in f.message.zh else f.message.zh
    return f.code, f.where.path, told


def seeded(faults: list[dict[str, Any]]) -> Iterator[Seeded]:
    """Each fault on its own."""
    for fault in faults:
        file = ROOT / fault["report"]
        right = text = file.read_text(encoding="utf-8")
        for change in fault["change"]:
            assert text.count(change["from"]) == 1, fault["kind"]
            text = text.replace(change["from"], change["to"])
        before = {key(f) for f in said_of(right, str(file), fault.get("previous"))}
        new = [f for f in said_of(text, str(file), fault.get("previous")) if key(f) not in before]
        places = [place for k in ("where", "also") for place in _listed(fault.get(k))]
        here = [f for f in new if any(_at(f, place) for place in places)]
        yield Seeded(fault, here, [f for f in new if f not in here])


def _listed(places: Any) -> list[str]:
    return places if isinstance(places, list) else [places] if places else []


def _at(f: Finding, place: str) -> bool:
    path = ".".join(f.where.path)
    told = [path, *(".".join(t.where.path) for t in f.terms)]
    return any(p == place or p.startswith(place + ".") for p in told)


def false_alarms() -> list[tuple[Path, Finding]]:
    """What is said of reports that are right, but for the length of a text, which is no fault."""
    return [
        (file, f)
        for file in REPORTS
        for f in said_of(file.read_text(encoding="utf-8"), str(file), None)
        if not (f.severity is Severity.NOTE and _LENGTH in f.message.zh)
    ]


def sentences(file: Path) -> Counter[str]:
    """How published sentences are judged: right, missed, or a false alarm."""
    told: Counter[str] = Counter()
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        if entry["text"][:1].isascii():
            continue  # told about, not quoted
        text = plain(entry["text"])
        kinds = (claims.breakdowns, claims.shares, claims.growths, claims.balances)
        broken = [one for kind in kinds for one in kind(text) if not one.holds]
        wrong = bool(entry.get("broken") or entry.get("verdict") == "broken")
        told["right" if bool(broken) == wrong else "missed" if wrong else "false alarm"] += 1
    return told


def speed() -> None:
    """One report warm, and a thousand beside the bare loader of the same texts, interleaved."""
    data = (ROOT / "examples" / "qinghe-2025.yaml").read_bytes()
    report = read.text(data, "report.yaml").report
    before = read.file(ROOT / "examples" / "qinghe-2024.yaml").report
    assert report is not None
    taken = [_seconds(lambda: verdict(report, report.format.rules, before)) for _ in range(50)]
    print(f"all rules on one report, warm: {statistics.median(taken) * 1000:.1f} ms (at most 20)")
    texts = [f.read_bytes() for f in REPORTS]
    texts = [texts[n % len(texts)] for n in range(1000)]
    bare = ours = 0.0
    for text in texts:
        bare += _seconds(lambda text=text: yaml.load(text, Loader=C_LOADER))
        ours += _seconds(lambda text=text: _validated(text))
    print(f"1,000 reports: {ours:.1f} s, bare loader {bare:.1f} s: {ours / bare:.1f} times (at most 6)")


def _validated(text: bytes) -> Report | None:
    report = read.text(text, "report.yaml").report
    assert report is not None
    check.examined(report)
    return report


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(args: list[str]) -> None:
    """Measure and print."""
    faults = yaml.safe_load((ROOT / "benchmarks" / "faults.yaml").read_text(encoding="utf-8"))
    told = list(seeded(faults))
    for sure in ("certain", "likely"):
        of = [s for s in told if s.fault.get("sure", "certain") == sure]
        found = sum(bool(s.found) for s in of)
        print(f"faults seeded, {sure}: {found} of {len(of)} found")
    alarms = false_alarms()
    more = sum(len(s.found) + len(s.others) > 1 for s in told)
    print(
        f"all faults: {sum(bool(s.found) for s in told)} of {len(told)} ({len({s.fault['kind'] for s in told})} kinds)"
    )
    print(f"faults that gave more than one finding: {more}")
    print(f"false alarms on {len(REPORTS)} right reports: {len(alarms)}")
    said = sum(len(s.found) + len(s.others) for s in told)
    right = sum(len(s.found) for s in told)
    print(f"precision (findings at the place of a fault, of all): {right / (said + len(alarms)):.3f}")
    if corpus := os.environ.get("GENREPORT_CORPUS"):
        print(f"published sentences: {dict(sentences(Path(corpus) / 'sentences.yaml'))}")
    if "--missed" in args:
        for s in told:
            if not s.found:
                print(
                    "missed:",
                    s.fault["kind"],
                    "|",
                    s.fault["report"],
                    s.fault["where"],
                    [key(f)[::2] for f in s.others],
                )
            elif s.others or len(s.found) > 1:
                print(
                    "several:",
                    s.fault["kind"],
                    [(f.code, ".".join(f.where.path), f.message.zh[:60]) for f in [*s.found, *s.others]],
                )
        for file, f in alarms:
            print("false alarm:", file.name, f.code, f.where.line, f.message.zh)
    if "--no-speed" not in args:
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
