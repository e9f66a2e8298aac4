"""Start-up: `genreport --help` and `genreport validate` beside an empty Python, in one interleaved run.

    python benchmarks/start.py [ROUNDS]

Prints the median of the ratios, round by round, and what they should be at most.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "qinghe-2025.yaml"
RUN = "from genreport.cli import main; main()"
COMMANDS = {  # command, at most so many times an empty Python
    "genreport --help": (["-c", RUN, "--help"], 6.0),
    "genreport validate": (["-c", RUN, "validate", str(EXAMPLE)], 16.0),
}


def seconds(args: list[str]) -> float:
    """The wall time of one process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *args], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure and print."""
    empty: list[float] = []
    told: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for n in range(rounds + 1):
        base = seconds(["-c", "pass"])
        ratios = {name: seconds(args) / base for name, (args, _) in COMMANDS.items()}
        if n:  # the first round warms the disk
            empty.append(base)
            for name, ratio in ratios.items():
                told[name].append(ratio)
    print(f"python -c pass: {statistics.median(empty) * 1000:.0f} ms (median of {rounds})")
    for name, (_, most) in COMMANDS.items():
        print(f"{name}: {statistics.median(told[name]):.1f} times that (at most {most:.0f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
