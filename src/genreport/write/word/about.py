"""What a Word file says about itself: title, author, dates, source and program, all from the page's `meta`."""

from __future__ import annotations

import re
from typing import Any

from genreport.write.word.xml import xml

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")


def about(root: Any) -> dict[str, str]:
    """The properties that the page gives; what it does not give is not in the answer."""
    given = {m.get("name"): (m.get("content") or "").strip() for m in root.iter("meta") if m.get("name")}
    heading = next((n for tag in ("title", "h1") for n in root.iter(tag)), None)
    words = "" if heading is None else " ".join(heading.xpath("string()").split())
    program, source = given.get("generator", ""), given.get("source-sha256", "")
    found = {
        "title": words,
        "author": given.get("author", ""),
        "language": root.get("lang") or "zh-CN",
        "program": program,
        "keywords": f"sha256:{source}" if source else "",
        "comments": " · ".join(filter(None, (program, f"source sha256 {source}" if source else ""))),
        "date": given.get("dcterms.created", "") if _DATE.fullmatch(given.get("dcterms.created", "")) else "",
    }
    return {key: value for key, value in found.items() if value}


def core_properties(about: dict[str, str]) -> str:
    """The part `core.xml`; a property that is not known is left out, dates above all."""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{xml(about["date"])}</dcterms:{name}>'
        for name in ("created", "modified")
        if about.get("date")
    )
    plain = "".join(
        f"<{name}>{xml(about[key])}</{name}>"
        for name, key in (
            ("dc:title", "title"),
            ("dc:creator", "author"),
            ("cp:lastModifiedBy", "author"),
            ("dc:language", "language"),
            ("cp:keywords", "keywords"),
            ("dc:description", "comments"),
        )
        if about.get(key)
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{plain}{dates}</cp:coreProperties>'
    )


def application_properties(about: dict[str, str]) -> str:
    """The part `app.xml`: which program wrote the file."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'<Properties xmlns="{space}"><Application>{xml(about.get("program", ""))}</Application></Properties>'
    )
