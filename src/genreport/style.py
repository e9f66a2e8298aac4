"""The house style: sizes, fonts and margins of `templates/style.yaml`, read by the CSS and by the Word writer alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path as File
from types import MappingProxyType
from typing import Any

import yaml

from genreport import resources

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Style = Mapping[str, Any]


def folders(own: File | None = None) -> tuple[File, ...]:
    """Where templates are looked for: a house's own folder first, then ours."""
    ours = resources.folder("templates")
    return (own, ours) if own else (ours,)


def load(places: Sequence[File]) -> Style:
    """The style of the first folder that has a `style.yaml`."""
    return _load(next(p / "style.yaml" for p in places if (p / "style.yaml").is_file()))


@cache
def _load(file: File) -> Style:
    return MappingProxyType(yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER))
