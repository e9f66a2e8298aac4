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
NARRATIVES = {
    "overview": "这一年按照《条例》的要求开展政府信息公开工作，公开的内容及时准确，申请办理规范，网站和新媒体运行平稳。"
    "办公室统一受理和答复，法规机构审核把关，各股室按职责提供材料，责任到人，各项制度得到落实，群众对公开的内容和方式总体满意。",
    "problems": "政策解读的形式还比较单一，基层人员的业务能力还不够强。"
    "下一步将丰富解读形式，加强培训和检查，提高公开的质量。",
}


def year_of(form: Format) -> int:
    """A year for which the form holds."""
    return form.years["from"]


def blank_text(form: Format) -> str:
    """A blank report in this form with its narratives written, so that nothing is to be found in it."""
    text = yaml(blank(form, year_of(form), "青禾县司法局", "department"))
    for part, words in NARRATIVES.items():
        text = text.replace(f"\n{part}: |\n", f"\n{part}: |\n  {words}\n")
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
