"""PDF: our writer against bare WeasyPrint, `HTML(string=html).write_pdf()`, on the same pages.

    python benchmarks/pdf.py [PAGE.html] [--rounds 9] [--cold 7] [--no-library] [--only-wheel]

Without a page, that of examples/jiangyou-2020.yaml is taken. Each side has a process of its own; they take turns
within a round, and the figure is the median of the rounds' ratios, since the absolute times of two runs on a shared
machine cannot be compared. The figures in the page change from round to round. --no-library hides libharfbuzz-subset
from both (a fresh Debian lacks it), --only-wheel all fonts but those of the wheel pylopdf-fonts-zh-cn. Exit status 1
when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {"warm": 1.0, "cold": 0.85, "size": 350 * 1024}

HIDE = """
import cffi
_open = cffi.FFI.dlopen
def dlopen(self, name, *rest):
    if name and "harfbuzz-subset" in name: raise OSError(name)
    return _open(self, name, *rest)
cffi.FFI.dlopen = dlopen
"""
BARE = """
def draw(html):
    from weasyprint import HTML
    return HTML(string=html).write_pdf()
"""
OURS = """
from genreport.write.pdf import pdf
import yaml, pathlib
style = yaml.load(pathlib.Path("templates/style.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
def draw(html):
    made, found = pdf(html, style)
    assert made, found
    return made
"""
WARM = """
import sys, time, pathlib
print("ready", flush=True)
for line in sys.stdin:
    html = pathlib.Path(line.strip()).read_text(encoding="utf-8")
    start = time.perf_counter()
    made = draw(html)
    print(time.perf_counter() - start, len(made), flush=True)
"""
COLD = """
import sys, pathlib
sys.stdout.write(str(len(draw(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))))
"""


def main() -> int:
    """Measure, print a table, compare with the targets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", type=Path, nargs="?", help="an HTML page that genreport has made")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--cold", type=int, default=7, help="rounds of new processes")
    parser.add_argument("--no-library", action="store_true")
    parser.add_argument("--only-wheel", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        html = options.page.read_text(encoding="utf-8") if options.page else example()
        pages = list(variants(html, Path(folder), options.rounds + 3))
        environments = {
            side: environment(side, options.only_wheel, Path(folder)) for side in ("bare", "ours")
        }
        scripts = {"bare": BARE, "ours": OURS}
        if options.no_library:
            scripts = {side: HIDE + code for side, code in scripts.items()}
        warm = warm_rounds(scripts, environments, pages) if options.rounds else {}
        cold = cold_rounds(scripts, environments, pages[0], options.cold)
    return report(warm, cold)


def example() -> str:
    """The page of the first example."""
    sys.path.insert(0, str(ROOT / "src"))
    from genreport import read
    from genreport.write.page import compose

    report, _ = read.file(ROOT / "examples" / "jiangyou-2020.yaml")
    assert report
    page, found = compose(report)
    assert page, found
    return page.html


def variants(html: str, folder: Path, count: int) -> list[Path]:
    """The page with other figures in its tables, `count` times."""
    made = []
    numbers = random.Random(1)
    for seed in range(count):
        text = re.sub(r">\d+</td>", lambda _: f">{numbers.choice([0, 0, 1, 7, 36, 162, 1048])}</td>", html)
        path = folder / f"{seed}.html"
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made


def environment(side: str, only_wheel: bool, folder: Path) -> dict[str, str]:
    """The variables of a side's process; bare WeasyPrint must be given the wheel's fonts by fontconfig."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0"}
    if only_wheel:
        import pylopdf_fonts_zh_cn

        fonts = [Path("/usr/share/fonts/truetype/dejavu")]
        if side == "bare":
            fonts.append(pylopdf_fonts_zh_cn.serif_path().parent)
        folders = "".join(f"<dir>{f}</dir>" for f in fonts)
        config = folder / f"{side}.conf"
        cache = f"<cachedir>{folder / 'cache'}</cachedir>"
        config.write_text(f"<fontconfig>{folders}{cache}</fontconfig>", encoding="utf-8")
        variables["FONTCONFIG_FILE"] = str(config)
    return variables


def warm_rounds(
    scripts: dict[str, str], environments: dict[str, dict[str, str]], pages: list[Path]
) -> dict[str, list[tuple[float, int]]]:
    """(seconds, bytes) of each side and round, after three rounds to warm up."""
    workers = {
        side: subprocess.Popen(
            [sys.executable, "-c", code + WARM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=ROOT, env=environments[side],
        )
        for side, code in scripts.items()
    }  # fmt: skip
    taken: dict[str, list[tuple[float, int]]] = {side: [] for side in workers}
    for worker in workers.values():
        assert worker.stdout and worker.stdout.readline()
    for page in pages:
        for side, worker in workers.items():
            assert worker.stdin and worker.stdout
            print(page, file=worker.stdin, flush=True)
            seconds, size = worker.stdout.readline().split()
            taken[side].append((float(seconds), int(size)))
    for worker in workers.values():
        worker.communicate()
    return {side: rounds[3:] for side, rounds in taken.items()}


def cold_rounds(
    scripts: dict[str, str], environments: dict[str, dict[str, str]], page: Path, rounds: int
) -> dict[str, list[tuple[float, int]]]:
    """(seconds, bytes) of each side and round, a new process each; the first round fills the disk cache."""
    taken: dict[str, list[tuple[float, int]]] = {side: [] for side in scripts}
    for _ in range(rounds + 1 if rounds else 0):
        for side, code in scripts.items():
            start = time.perf_counter()
            command = [sys.executable, "-c", code + COLD, str(page)]
            made = subprocess.run(command, cwd=ROOT, env=environments[side], capture_output=True, check=True)
            taken[side].append((time.perf_counter() - start, int(made.stdout)))
    return {side: seconds[1:] for side, seconds in taken.items()}


def report(*measured: dict[str, list[tuple[float, int]]]) -> int:
    """Print what was measured; 1 when a target is missed."""
    missed = 0
    for name, sides in zip(("warm", "cold"), measured, strict=True):
        if not sides or not sides["bare"]:
            continue
        ratio = statistics.median(o[0] / b[0] for o, b in zip(sides["ours"], sides["bare"], strict=True))
        size = sides["ours"][-1][1]
        missed |= ratio > TARGETS[name] or size > TARGETS["size"]
        for side, rounds in sides.items():
            times = [seconds for seconds, _ in rounds]
            print(f"{name} {side}: {min(times):.3f} s min, {statistics.median(times):.3f} s median, "
                  f"{rounds[-1][1] / 1024:.0f} KiB")  # fmt: skip
        print(f"{name} ratio: {ratio:.2f} (at most {TARGETS[name]})")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
