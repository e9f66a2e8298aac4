"""HTML: the page itself."""

from __future__ import annotations


def html(page: str) -> bytes:
    """The page as UTF-8."""
    return page.encode("utf-8")
