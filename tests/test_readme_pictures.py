"""The pictures in the READMEs show what is built today."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
sys.path.insert(0, str(TOP / "scripts"))
import pictures  # noqa: E402


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_a_picture_is_of_the_page_as_it_is_built_today(name: str) -> None:
    from PIL import Image

    with Image.open(pictures.FOLDER / name) as picture:
        drawn_from = picture.info[pictures.KEY]
    told = "stale: run `python scripts/pictures.py`, and look at the pictures"
    assert drawn_from == pictures.page_hash(pictures.PICTURES[name][0]), told
