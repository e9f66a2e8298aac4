"""The wheel made from this tree works by itself, anywhere, and the source keeps its promises about itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml

import genreport

TOP = Path(__file__).parents[1]
EXAMPLE = TOP / "examples" / "jiangyou-2020.yaml"


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; nothing of the checkout leaks in by PYTHONPATH."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_", "COVERAGE_"))}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built without network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=TOP)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel in it; the other packages are those of this one."""
    venv = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv)
    python = venv / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=venv).strip())
    # a plain line in a .pth adds that folder but not the .pth files in it, so an editable genreport stays out
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = ("-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", "--no-compile")
    run(sys.executable, *pip, "--ignore-installed", wheel, cwd=venv)
    where = run(python, "-c", "import genreport; print(genreport.__file__)", cwd=venv).strip()
    assert Path(where) == site / "genreport" / "__init__.py"
    return venv / "bin"


def test_wheel_holds_code_data_and_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "schemas"):
        data = {
            f"genreport/{p.relative_to(TOP).as_posix()}" for p in (TOP / folder).rglob("*") if p.is_file()
        }
        assert data
        assert data <= names
    code = {p.relative_to(TOP / "src").as_posix() for p in (TOP / "src").rglob("*.py")}
    assert code | {"genreport/py.typed", "genreport/messages.yaml"} <= names
    licence = next(n for n in names if n.endswith("/licenses/LICENSE"))
    assert zipfile.ZipFile(wheel).read(licence) == (TOP / "LICENSE").read_bytes()
    assert {n.split("/")[0] for n in names} == {"genreport", f"genreport-{genreport.__version__}.dist-info"}


def test_sdist_holds_what_building_and_testing_need(dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as tar:
        names = {"/".join(n.split("/")[1:]) for n in tar.getnames()}
    for folder in ("src", "templates", "schemas", "examples", "tests", "scripts"):
        files = [p for p in (TOP / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        assert {p.relative_to(TOP).as_posix() for p in files} <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"} <= names
    assert not [n for n in names if n.startswith((".venv", "out/", "dist/")) or "__pycache__" in n]


def test_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert genreport.__version__ in run(installed / "genreport", "--version", cwd=tmp_path)


def test_installed_command_knows_every_form(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "genreport", "formats", cwd=tmp_path)
    forms = [p.parent for p in (TOP / "schemas").glob("*/layout.yaml")]
    assert forms
    for form in forms:
        source = yaml.safe_load((form / "layout.yaml").read_text(encoding="utf-8"))["source"]
        assert form.name in said
        assert source in said


def test_installed_command_builds_a_report_elsewhere(installed: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_bytes(EXAMPLE.read_bytes())
    run(installed / "genreport", "build", "report.yaml", "-o", "out", cwd=tmp_path)
    starts = {f.suffix: f.read_bytes()[:5] for f in (tmp_path / "out").iterdir()}
    assert starts.keys() == {".html", ".docx", ".pdf"}
    assert starts[".html"].lower() == b"<!doc"
    assert starts[".docx"].startswith(b"PK")
    assert starts[".pdf"] == b"%PDF-"


# --- what the source says about itself --------------------------------------------------------------------


def texts(*folders: str) -> dict[str, str]:
    files = [p for f in folders for p in (TOP / f).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    kept = [p for p in files if p.suffix in {".py", ".yaml", ".j2", ".json", ".sh", ".md", ".toml", ""}]
    return {p.relative_to(TOP).as_posix(): p.read_text(encoding="utf-8") for p in kept}


def test_no_year_in_the_code() -> None:
    """The year picks the form, in data alone; only comments and names of foreign standards may hold one."""
    year = re.compile(r"(?<![A-Za-z0-9_\\])20(?:19|2\d)(?![A-Za-z0-9_])")
    other = re.compile(r"(^|\s)#.*|https?://\S+|draft[ /]2020-12")
    lines = [(name, *line) for name, text in texts("src").items() for line in enumerate(text.splitlines(), 1)]
    assert [f"{name}:{n}: {line}" for name, n, line in lines if year.search(other.sub("", line))] == []


def test_no_place_of_a_certain_machine() -> None:
    """No home folder and no host: what the project runs from is the user's own to choose."""
    place = re.compile(
        r"(?<![\w.])/(?:root|home|Users|work|tmp)/\w+|https?://(?!www\.w3\.org/|json-schema\.org/|[\w.]+\.gov\.cn\b"
        r"|json\.schemastore\.org/|schemas\.openxmlformats\.org/|purl\.org/|ns\.adobe\.com/|www\.aiim\.org/|schemas\.microsoft\.com/|example\.)"
        r"[\w.-]+"
    )
    found = [
        f"{name}: {match}"
        for name, text in texts("src", "templates", "schemas", "scripts", ".ci").items()
        for match in place.findall(text)
    ]
    assert not found
