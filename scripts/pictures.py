"""The pictures in the READMEs, drawn from the examples: `python scripts/pictures.py` when a test says they are stale.

Each picture carries the hash of the page it was drawn from, which does not depend on the fonts of a machine.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
PICTURES = {  # picture: example, page of its PDF
    "jiangyou-2020-1.png": ("jiangyou-2020.yaml", 0),
    "jiangyou-2020-4.png": ("jiangyou-2020.yaml", 3),
    "qinghe-2025-2.png": ("qinghe-2025.yaml", 1),
    "qinghe-2025-4.png": ("qinghe-2025.yaml", 3),
}
FOLDER = TOP / "docs" / "pictures"
KEY = "page-sha256"
_WIDTH = 620  # pixels


def page_hash(example: str) -> str:
    """The hash of the page that an example makes, but for the version of genreport."""
    from genreport import read
    from genreport.write.page import compose

    report = read.file(TOP / "examples" / example).report
    assert report is not None
    page, _ = compose(report)
    assert page is not None
    text = "\n".join(line for line in page.html.splitlines() if 'name="generator"' not in line)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def main() -> None:
    """Draw every picture anew."""
    import pypdfium2
    from PIL import ImageOps, PngImagePlugin

    from genreport import read, write

    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (example, number) in PICTURES.items():
        report = read.file(TOP / "examples" / example).report
        assert report is not None
        made, found = write.documents(report, ["pdf"])
        if "pdf" not in made:
            sys.exit(f"{example}: {found}")
        page = pypdfium2.PdfDocument(made["pdf"])[number]
        image = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("L")
        image = ImageOps.expand(image, border=1, fill=160).quantize(16)
        about = PngImagePlugin.PngInfo()
        about.add_text(KEY, page_hash(example))
        image.save(FOLDER / name, pnginfo=about, optimize=True)
        sys.stdout.write(f"{FOLDER / name}\n")


if __name__ == "__main__":
    main()
