"""Where `-o` may write: never over what is read, never over a report, never in place of a device or a pipe."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from conftest import ROOT
from test_cli import run as run
from test_cli import written

COMMANDS = (("validate",), ("audit",))


def state(folder: Path) -> dict[str, bytes | int]:
    """Every file of a folder with what is in it, everything else with what it is."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else stat.S_IFMT(p.lstat().st_mode)
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, another one, last year's, a profile, a page, links to the report, a pipe, a folder."""
    text = written(tmp_path).read_text(encoding="utf-8")
    for name in ("other.yaml", "more/a.yml", "last.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "profile").write_text("profile: 甲\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>1</p>", encoding="utf-8")
    (tmp_path / "report.txt").symlink_to("report.yaml")
    (tmp_path / "hard.txt").hardlink_to(tmp_path / "report.yaml")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("report.yaml", "要读取"),
        ("./more/../report.yaml", "要读取"),
        ("hard.txt", "要读取"),
        ("report.txt", "普通文件"),
        ("pipe", "普通文件"),
        ("other.yaml", "报告"),
        ("more", "文件夹"),
        ("profile", "要读取"),
        ("gone/x.txt", "没有|不存在"),
        ("page.html/x.txt", "不是文件夹"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_findings_go_over_nothing_that_is_needed(run, folder: Path, command, out: str, why: str) -> None:
    before = state(folder)
    done = run(*command, "report.yaml", "--profile", "profile", "-o", out)
    assert done.status == 2 and done.out == "" and ".tmp" not in done.err
    assert any(word in done.err for word in why.split("|")), done.err
    assert state(folder) == before


@pytest.mark.parametrize(
    "args",
    [
        ("validate", "report.yaml", "--previous", "page.html", "-o", "page.html"),
        ("audit", "page.html", "-o", "page.html"),
        ("audit", ".", "--format", "html", "-o", "page.html"),
        ("validate", "report.yaml", "--similar", "more", "-o", "more/a.yml"),
        ("validate", "report.yaml", "--previous", "more", "-o", "more/a.yml"),
        ("import", "page.html", "report.yaml", "-o", "report.yaml", "--force"),
        ("init", "--from", "last.yaml", "-o", "last.yaml", "--force"),
        ("init", "--year", "2025", "--agency", "甲县", "-o", "gone/r.yaml"),
        ("import", "page.html", "-o", "gone/r.yaml"),
        ("sheet", "report.yaml", "-o", "gone/s.xlsx"),
        ("sheet", "report.yaml", "-o", "report.yaml", "--force"),
    ],
)
def test_no_command_writes_over_what_it_reads_or_makes_a_folder(run, folder: Path, args) -> None:
    before = state(folder)
    done = run(*args)
    assert done.status == 2 and state(folder) == before, done.err


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("p.xlsx", ("sheet", "report.yaml", "--force", "-o")),
        ("p.yaml", ("init", "--year", "2025", "--agency", "甲县", "--force", "-o")),
        ("p.yaml", ("import", str(ROOT / "examples" / "qinghe-2025.yaml"), "--force", "-o")),
    ],
)
def test_force_does_not_replace_a_pipe(run, folder: Path, name: str, args) -> None:
    os.mkfifo(folder / name)
    before = state(folder)
    done = run(*args, name)
    assert done.status == 2 and state(folder) == before


def published(run, report: Path) -> Path:
    """A report as a web page."""
    assert run("build", report, "-f", "html", "-o", "out").status == 0
    (page,) = Path("out").glob("*.html")
    return page


def test_last_years_published_report_named_in_the_report_stays(run, folder: Path) -> None:
    named = folder / "named.yaml"
    examples = ROOT / "examples"
    named.write_text(
        (examples / "qinghe-2025.yaml").read_text(encoding="utf-8") + "\nprevious: old.html\n",
        encoding="utf-8",
    )
    published(run, examples / "qinghe-2024.yaml").replace(folder / "old.html")
    before = state(folder)
    assert run("validate", "named.yaml", "-o", "old.html").status == 2
    assert state(folder) == before


def test_findings_may_be_written_anew(run, folder: Path) -> None:
    for _ in range(2):
        done = run("validate", "report.yaml", "--format", "html", "-o", "more/findings.html")
        assert done.status == 0 and (folder / "more" / "findings.html").stat().st_size > 1000
