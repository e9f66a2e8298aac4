"""What several tests start from: blank reports in every form, the corpus when it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from genreport import formats, read
from genreport.formats import Format
from genreport.read import Reading
from genreport.write.yaml import blank, yaml

ROOT = Path(__file__).parents[1]
FORMS = formats.every()


def year_of(form: Format) -> int:
    """A year for which the form holds."""
    return form.years["from"]


def blank_text(form: Format) -> str:
    """A blank report in this form with its narratives written, so that nothing is to be found in it."""
    text = yaml(blank(form, year_of(form), "青禾县司法局", "department"))
    for part in ("overview", "problems"):
        text = text.replace(f"\n{part}: |\n", f"\n{part}: |\n  这一年的情况如下。\n")
    return text


def reading(text: str, name: str = "report.yaml") -> Reading:
    """The reading of a text."""
    return read.text(text.encode("utf-8"), name)


@pytest.fixture(params=FORMS, ids=lambda f: f.id)
def form(request: pytest.FixtureRequest) -> Format:
    """Each official form in turn."""
    return request.param


@pytest.fixture
def corpus() -> Path:
    """The folder of published reports; tests that want it are skipped where it is not at hand."""
    folder = os.environ.get("GENREPORT_CORPUS")
    if not folder:
        pytest.skip("GENREPORT_CORPUS does not point at published reports")
    return Path(folder)
