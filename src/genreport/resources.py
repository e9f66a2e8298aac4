"""Where the folders `templates` and `schemas` are: inside an installed package, else at the top of the checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """The folder `name`; in a checkout it stands beside `src`, in a wheel inside the package."""
    packaged = Path(__file__).parent / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name
