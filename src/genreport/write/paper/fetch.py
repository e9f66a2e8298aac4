"""What the PDF engine may read: data in the page itself, and files of the folders that it is given. Nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from genreport.write.paper import pictures

LARGEST = 50_000_000  # bytes of one file


def fetcher(weasyprint: ModuleType, folders: Sequence[Path]) -> Any:
    """A fetcher for WeasyPrint that stops the drawing at the first address outside `folders`.

    It raises WeasyPrint's FatalURLFetchingError, whose message is the address. A relative address is looked up
    in each folder in turn, the first being its base.
    """
    urls = weasyprint.urls
    roots = [folder.resolve() for folder in folders]

    class Fetcher(urls.URLFetcher):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=["data"], allow_redirects=False)

        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme = urlsplit(url).scheme.lower()
            if scheme == "data":
                given = super().fetch(url, headers)
                return urls.URLFetcherResponse(url, pictures.screen(given.read()), given.headers)
            path = _inside(url, roots) if scheme == "file" else None
            if path is None:
                raise urls.FatalURLFetchingError(url)
            return urls.URLFetcherResponse(url, pictures.screen(path.read_bytes()))

    return Fetcher()


def _inside(url: str, roots: Sequence[Path]) -> Path | None:
    """The file that an address means, if it lies in a root after all links are followed."""
    asked = Path(url2pathname(urlsplit(url).path))
    candidates = [asked]
    if roots and asked.is_relative_to(roots[0]):
        candidates += [root / asked.relative_to(roots[0]) for root in roots[1:]]
    for candidate in candidates:
        path = candidate.resolve()
        inside = any(path.is_relative_to(root) for root in roots)
        if inside and path.is_file() and path.stat().st_size <= LARGEST:
            return path
    return None
