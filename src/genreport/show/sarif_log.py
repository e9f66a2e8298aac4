"""Findings as a SARIF 2.1.0 log, for code scanning and editors."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any, Protocol
from urllib.parse import quote

from genreport import __version__
from genreport.finding import Finding, Severity, Term, Text, Where
from genreport.show.excerpts import Sources, source_line, span
from genreport.show.words import basis, elsewhere, fitting, hint, path, pick, placed, safe, value

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Described(Protocol):
    """What is told of a rule: rules and findings alike have it."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> Severity: ...  # noqa: D102
    @property
    def message(self) -> Text: ...  # noqa: D102
    @property
    def hint(self) -> Text: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102


def sarif(
    findings: Sequence[Finding],
    files: Sequence[str],
    lang: str,
    rules: Sequence[Described] = (),
    sources: Sources | None = None,
) -> str:
    """The log of one run; a code that is not among `rules` is described by the first finding of it.

    With `sources` each region ends where its words end. Of a file with more findings than anybody can mend the first
    ones are given; the run's property `omitted` counts the others.
    """
    described: dict[str, Described] = {r.code: r for r in reversed(rules)}
    described = {r.code: described[r.code] for r in rules} | {
        f.code: described.get(f.code, f) for f in reversed(findings)
    }
    codes = sorted(described)
    uris = list(dict.fromkeys(map(_uri, (*files, *(f.where.file for f in findings if f.where.file)))))
    results, omitted = _results(findings, lang, codes, uris, sources)
    run = {
        "tool": {"driver": _driver([described[c] for c in codes], lang)},
        "language": _language(lang),
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in uris],
        "properties": {"omitted": omitted},
        "results": [json.loads(r) for r in results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _results(
    findings: Sequence[Finding], lang: str, codes: list[str], uris: list[str], sources: Sources | None
) -> tuple[list[str], int]:
    told: list[str] = []
    omitted = 0
    prints = fingerprints(findings)
    index = {code: n for n, code in enumerate(codes)}
    for _, of_file in groupby(zip(findings, prints, strict=True), key=lambda pair: pair[0].where.file):
        made = (
            _result(f, lang, sources, uris)
            | {"ruleIndex": index[f.code], "partialFingerprints": {"genreport/v1": p}}
            for f, p in of_file
        )
        pieces, rest = fitting(json.dumps(r, ensure_ascii=False) for r in made)
        told += pieces
        omitted += rest
    return told, omitted


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """What each finding is known by from run to run: its file, code, path and words, and which of several alike it is.

    Neither lines nor numbers go into it: a finding stays the same when lines move or when a figure is mended halfway.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    told: list[str] = []
    for f in findings:
        key = (_uri(f.where.file), f.code, path(f.where.path), safe(f.quote))
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "replace"))
        told.append(digest.hexdigest()[:32])
    return told


def _driver(described: Sequence[Described], lang: str) -> dict[str, Any]:
    return {
        "name": "genreport",
        "version": __version__,
        "language": _language(lang),
        "rules": [_rule(d, lang) for d in described],
    }


def _rule(d: Described, lang: str) -> dict[str, Any]:
    both = dict.fromkeys(("zh", "en") if lang != "en" else ("en", "zh"))
    help_ = [hint(d.hint, one) for one in both if pick(d.hint, one)] + [basis(d.basis, lang)]
    told: dict[str, Any] = {
        "id": safe(d.code),
        "shortDescription": {"text": _linkless(safe(pick(d.message, lang)))},
        "fullDescription": {
            "text": _linkless("\n".join(dict.fromkeys(safe(pick(d.message, one)) for one in both)))
        },
        "help": {"text": "\n".join(filter(None, help_)) or safe(pick(d.message, lang))},
        "defaultConfiguration": {"level": d.severity.value},
    }
    return told | ({"properties": {"basis": safe(d.basis)}} if d.basis else {})


def _result(f: Finding, lang: str, sources: Sources | None, uris: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "ruleId": safe(f.code),
        "level": f.severity.value,
        "message": {"text": _linkless("\n".join(filter(None, (placed(f, lang), hint(f.hint, lang)))))},
    }
    if f.where.file:
        told["locations"] = [_location(f.where, uris, _end(f, sources)) | _logical(f)]
    if related := list(_related(f, lang, uris)):
        told["relatedLocations"] = related
    return told | {"properties": {"path": path(f.where.path), "basis": safe(f.basis)}}


def _related(f: Finding, lang: str, uris: list[str]) -> Iterator[dict[str, Any]]:
    """The compared numbers that stand on other lines."""
    others = [t for t in f.terms if t.where.line and not t.computed and t.where[:2] != f.where[:2]]
    for n, t in enumerate(others, 1):
        yield {
            "id": n,
            **_location(t.where, uris),
            "message": {"text": _linkless(_term(t, lang) + elsewhere(t, f, lang))},
        }


def _term(t: Term, lang: str) -> str:
    return f"{safe(t.label)}  {value(t, lang)}"


def _location(where: Where, uris: list[str], end: int = 0) -> dict[str, Any]:
    uri = _uri(where.file)
    artifact = {"uri": uri} | ({"index": uris.index(uri)} if uri in uris else {})
    region = {"startLine": where.line, "startColumn": where.column, "endColumn": end} if where.line else {}
    region = {key: number for key, number in region.items() if number}
    return {"physicalLocation": {"artifactLocation": artifact} | ({"region": region} if region else {})}


def _logical(f: Finding) -> dict[str, Any]:
    if not f.where.path:
        return {}
    name = {"name": safe(f.label)} if f.label else {}
    return {"logicalLocations": [name | {"fullyQualifiedName": path(f.where.path)}]}


def _end(f: Finding, sources: Sources | None) -> int:
    """The column after the words that are meant; 0 when the line is not to be had or the words begin elsewhere."""
    text = source_line(f, sources)
    if text is None:
        return 0
    start, end = span(text, f.where.column, f.quote)
    return end + 1 if start == f.where.column - 1 else 0


def _uri(file: str) -> str:
    """A file's name as a URI reference: relative names stay relative."""
    pure = PurePath(file)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()), safe="/")


def _linkless(text: str) -> str:
    """Text in which nothing is taken for a link or for a place to be filled in."""
    text = re.sub(r"\[([^\[\]]*)\](?=\()", r"\\[\1\\]", text)
    return re.sub(r"\{([0-9]+)\}", r"{{\1}}", text)


def _language(lang: str) -> str:
    return "en" if lang == "en" else "zh-CN"
