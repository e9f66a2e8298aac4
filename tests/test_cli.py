"""The commands as they are typed: what is shown, what is written, what the exit status is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import FORMS, ROOT, blank_text

from genreport.cli import COMMANDS, main

EXAMPLE = ROOT / "examples" / "jiangyou-2020.yaml"


class Run:
    """One run of a command: status, standard output, standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *args: object) -> None:
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in args])
        self.status = left.value.code
        self.out, self.err = capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GENREPORT_LANG", raising=False)
    return lambda *args: Run(capsys, *args)


def written(folder: Path, text: str | None = None) -> Path:
    """A right report in a folder."""
    file = folder / "report.yaml"
    file.write_text(text or blank_text(FORMS[-1]), encoding="utf-8")
    return file


def process(*args: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from genreport.cli import main; main()", *map(str, args)],
        capture_output=True,
        **{"timeout": 60, **more},  # type: ignore[arg-type]
    )


def test_a_year_of_work_from_blank_form_to_files(run, tmp_path: Path) -> None:
    made = run(
        "init", "--year", 2025, "--agency", "江油市人民政府", "--kind", "government", "-o", "report.yaml"
    )
    assert made.status == 0 and "国办公开办函〔2021〕30号" in made.out
    assert (tmp_path / "genreport-2021.schema.json").is_file()
    unfinished = run("validate", "report.yaml")
    assert unfinished.status == 1 and "一、总体情况：还没有内容" in unfinished.out
    assert run("build", "report.yaml", "-f", "html").status == 1
    assert not (tmp_path / "out").exists()
    text = (tmp_path / "report.yaml").read_text(encoding="utf-8")
    for part in ("overview", "problems"):
        text = text.replace(f"\n{part}: |\n", f"\n{part}: |\n  写好了。\n")
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    assert run("validate", "report.yaml").status == 0
    built = run("build", "report.yaml", "-f", "html", "-f", "docx")
    assert built.status == 0
    assert [Path(line).name for line in built.out.splitlines()] == [
        "江油市人民政府2025年政府信息公开工作年度报告.html",
        "江油市人民政府2025年政府信息公开工作年度报告.docx",
    ]


def test_an_existing_report_is_never_overwritten_without_force(run, tmp_path: Path) -> None:
    file = written(tmp_path, "mine")
    refused = run("init", "--year", 2025, "--agency", "某局")
    assert refused.status == 2 and "已经存在" in refused.err and file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]
    assert run("init", "--year", 2025, "--agency", "某局", "--force").status == 0
    assert file.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("command", [[], *([c] for c in COMMANDS), ["formats", "build"]])
def test_help_speaks_both_languages_and_knows_nothing_else(run, command: list[str]) -> None:
    zh, en = run(*command, "--help"), run(*command, "--help", "--lang", "en")
    assert zh.status == en.status == 0
    assert "用法：" in zh.out and "Usage: " in en.out
    assert "Options:" not in zh.out and "Show this" not in zh.out
    chinese = [c for line in en.out.splitlines() for c in line if "一" <= c <= "鿿"]
    assert set(chinese) <= set("草稿"), chinese  # the word that is printed


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nosuch"], "没有 'nosuch' 这个命令"),
        (["init", "--yaer", "3"], "是否想写 --year"),
        (["init", "--year", "x", "--agency", "某局"], "应为整数"),
        (["init", "--agency", "某局"], "缺少 --year"),
        (["init", "--year", "2001", "--agency", "某局"], "已知的年度为"),
        (["schema", "--year", "2001"], "已知的年度为"),
        (["build", "x.yaml", "-f", "odt"], "只能是 html、docx、pdf 之一"),
        (["validate"], "缺少"),
    ],
)
def test_wrong_use_is_one_sentence_and_status_two(run, args: list[str], says: str) -> None:
    wrong = run(*args)
    assert wrong.status == 2 and says in wrong.err and "Traceback" not in wrong.err


def test_a_missing_file_an_empty_folder_and_a_folder_of_reports(run, tmp_path: Path) -> None:
    assert run("validate", "nosuch.yaml").status == 2
    (tmp_path / "empty").mkdir()
    assert run("validate", "empty").status == 2
    written(tmp_path)
    told = run("validate", tmp_path, EXAMPLE).out.strip()
    assert told.startswith("共 2 份报告：核对规则") and told.endswith("没有发现问题")


def test_findings_for_programs(run, tmp_path: Path) -> None:
    written(
        tmp_path,
        blank_text(FORMS[-1]).replace("penalties:           {decisions: 0}", "penalties: {decisions: 1.5}"),
    )
    data = json.loads(run("validate", "report.yaml", "--format", "json").out)
    assert data["errors"] == 1 and data["findings"][0]["path"] == "disclosure.penalties.decisions"


def test_a_report_with_errors_is_built_as_a_draft_only(run, tmp_path: Path) -> None:
    written(
        tmp_path,
        blank_text(FORMS[-1]).replace("penalties:           {decisions: 0}", "penalties: {decisions: }"),
    )
    refused = run("build", "report.yaml", "-f", "html")
    assert refused.status == 1 and "--draft" in refused.err and not (tmp_path / "out").exists()
    drafted = run("build", "report.yaml", "-f", "html", "--draft")
    page = Path(drafted.out.strip()).read_text(encoding="utf-8")
    assert drafted.status == 0 and "草稿" in page
    assert 'data-path="disclosure.penalties.decisions"></td>' in page  # blank is not zero


def test_two_reports_of_one_name_are_never_written_over_each_other(run, tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "again.yaml").write_text(blank_text(FORMS[-1]), encoding="utf-8")
    both = run("build", "again.yaml", "report.yaml", "-f", "html")
    assert both.status == 1 and "文件名相同" in both.err
    assert len(both.out.splitlines()) == 1


def test_one_bad_file_stops_none_of_the_others(run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("year: [", encoding="utf-8")
    mixed = run("build", "bad.yaml", EXAMPLE, "-f", "html")
    assert mixed.status == 1 and len(mixed.out.splitlines()) == 1 and "生成 1 份，未生成 1 份" in mixed.err


def test_a_house_style_overrides_any_single_file(run, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "report.html.j2").write_text("<!DOCTYPE html><title>{{ report.title }}</title>")
    own = run("build", EXAMPLE, "-f", "html", "--templates", "house")
    assert (
        Path(own.out.strip())
        .read_text(encoding="utf-8")
        .startswith("<!DOCTYPE html><title>江油市人民政府2020年")
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{% for %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ report.get.__globals__ }}",
        "{% include 'x' %}",
        "{{ 1 / 0 }}",
        "{{ report.get() + 1 }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_a_faulty_or_prying_template_is_a_finding(run, tmp_path: Path, template: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "report.html.j2").write_text(template)
    wrong = run("build", EXAMPLE, "-f", "html", "--templates", "house")
    assert wrong.status == 1 and "B201" in wrong.err and not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is watched by /proc")
@pytest.mark.parametrize(
    "template", ["{{ 'a' * 10 ** 11 }}", "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}"]
)
def test_a_template_that_gets_out_of_hand_is_stopped(run, tmp_path: Path, template: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "report.html.j2").write_text(template)
    wrong = run("build", EXAMPLE, "-f", "html", "--templates", "house")
    assert wrong.status == 1 and "B206" in wrong.err


@pytest.mark.parametrize("text", ["a: [", "{}", "- 1", "page: 3"])
@pytest.mark.parametrize("medium", ["html", "docx"])
def test_a_faulty_style_is_a_finding(run, tmp_path: Path, text: str, medium: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "style.yaml").write_text(text)
    wrong = run("build", EXAMPLE, "-f", medium, "--templates", "house")
    assert wrong.status == 1 and "B201" in wrong.err


def test_the_formats_known(run) -> None:
    listed = run("formats").out.splitlines()
    assert [line.split()[0] for line in listed] == ["2019", "2021"]
    assert "国办公开办函〔2019〕60号" in listed[0] and "国办公开办函〔2021〕30号" in listed[1]


def test_the_schema_of_a_year(run) -> None:
    assert json.loads(run("schema", "--year", 2020).out) == FORMS[0].schema


def test_a_fault_of_our_own_is_one_line(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr("genreport.check.examined", broken)
    written(tmp_path)
    fault = run("validate", "report.yaml")
    assert fault.status == 3 and "GENREPORT_DEBUG=1" in fault.err and "Traceback" not in fault.err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_build_leaves_no_half_file(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    for n in range(300):
        text = blank_text(FORMS[-1]).replace("青禾县司法局", f"第{n}局")
        (tmp_path / f"{n:03}.yaml").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        "from genreport.cli import main; main()",
        "build",
        str(tmp_path),
        "-o",
        str(out),
    ]
    running = subprocess.Popen([*command, "-f", "html"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while not (out.is_dir() and len(list(out.iterdir())) > 3):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(number)
    _, err = running.communicate(timeout=30)
    assert running.returncode == status and b"Traceback" not in err
    assert all(
        f.suffix == ".html" and f.read_text(encoding="utf-8").endswith("</html>\n") for f in out.iterdir()
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("module", ["click", "jsonschema_rs"])
def test_an_interruption_while_modules_load_is_one_sentence(tmp_path: Path, module: str) -> None:
    loading = tmp_path / "loading"
    slow = f"import time\nopen({str(loading)!r}, 'w').close()\ntime.sleep(60)\n"
    (tmp_path / f"{module}.py").write_text(slow, encoding="utf-8")
    report = written(tmp_path)
    running = subprocess.Popen(
        [sys.executable, "-m", "genreport", "validate", str(report)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not loading.exists():
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err.decode()) == (130, b"", "已中断\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from genreport.cli import main; main()' schema --year 2025 | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, cwd=tmp_path)
    assert done.stdout == b'{\n  "$sche' and done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="POSIX streams")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), (">/dev/full", 2)])
def test_streams_that_are_closed_or_full_are_no_fault_of_ours(
    tmp_path: Path, closed: str, status: int
) -> None:
    command = f"{sys.executable} -c 'from genreport.cli import main; main()' validate {EXAMPLE} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, cwd=tmp_path)
    assert done.returncode == status and b"Traceback" not in done.stderr + done.stdout


def test_a_console_that_cannot_show_chinese_gets_no_traceback(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process("validate", "nosuch.yaml", env=env, cwd=tmp_path)
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_help_and_validate_start_without_the_heavy_libraries(tmp_path: Path) -> None:
    file = written(tmp_path)
    for args in (["--help"], ["validate", str(file)]):
        code = (
            "import sys\nfrom genreport.cli import main\n"
            f"try:\n    main({args!r})\nexcept SystemExit as e:\n    assert not e.code\n"
            "heavy = {'weasyprint', 'docx', 'jinja2', 'lxml', 'fontTools', 'jsonschema', 'markdown_it'}\n"
            "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
