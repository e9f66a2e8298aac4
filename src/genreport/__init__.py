"""genreport: the yearly report on open government information, from data to HTML, DOCX and PDF.

Three verbs carry everything, each a module that is loaded when it is first used:

    import genreport
    report, found = genreport.read.file("report.yaml")    # Reading(report or None, findings)
    found += genreport.check.findings(report)              # structure and rules
    found += genreport.write.file(report, "report.pdf")    # .html .docx .pdf .yaml

Findings are returned, never raised or printed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_MODULES = ("read", "check", "write", "formats")
_TYPES = {"Report": "report", "Format": "formats", "Finding": "finding", "Severity": "finding"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"genreport.{name}")
    if name in _TYPES:
        return getattr(import_module(f"genreport.{_TYPES[name]}"), name)
    raise AttributeError(f"module 'genreport' has no attribute {name!r}")
