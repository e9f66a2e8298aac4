"""Loading and checking one report, warm, beside `yaml.safe_load` + `jsonschema.validate`, in one interleaved run.

    python benchmarks/load.py [ROUNDS]

Ours gives the line and column of every value and judges the rules too. Prints the median of the ratios.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import yaml

from genreport import check, formats, read, structure

EXAMPLE = Path(__file__).parents[1] / "examples" / "qinghe-2025.yaml"
DATA = EXAMPLE.read_bytes()
SCHEMA = formats.of_year(2025).schema  # type: ignore[union-attr]


class Texts(yaml.SafeLoader):
    """safe_load but for dates, which the schema wants as texts."""


Texts.yaml_implicit_resolvers = {
    c: [r for r in rs if r[0] != "tag:yaml.org,2002:timestamp"]
    for c, rs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


_CALLS = 5


def usual() -> None:
    """The usual way."""
    jsonschema.validate(yaml.load(DATA, Loader=Texts), SCHEMA)


def structure_only() -> None:
    """Ours, up to the structure."""
    report = read.text(DATA, "report.yaml").report
    assert report and not list(structure.findings(report))


def everything() -> None:
    """Ours, with the rules."""
    report = read.text(DATA, "report.yaml").report
    assert report and not check.findings(report)


def milliseconds(work: Callable[[], None]) -> float:
    """One call, the mean of several in a row: warm is what follows another of its kind."""
    begun = time.perf_counter()
    for _ in range(_CALLS):
        work()
    return (time.perf_counter() - begun) * 1000 / _CALLS


def main(rounds: int) -> None:
    """Measure and print."""
    ways = (usual, structure_only, everything)
    for way in ways:
        way()
    taken = [[milliseconds(way) for way in ways] for _ in range(rounds)]
    for n, way in enumerate(ways):
        print(f"{way.__name__}: {statistics.median(t[n] for t in taken):.2f} ms (median of {rounds})")
    for n, way in enumerate(ways[1:], start=1):
        ratio = statistics.median(t[n] / t[0] for t in taken)
        print(
            f"{way.__name__}: {ratio:.4f} of the usual way, 1/{1 / ratio:.0f} (at most 1/15 for the structure)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
