"""The official forms known: each a folder of `schemas`, loaded once and found by id or by year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path as File
from typing import Any

import yaml

from genreport import layout, resources
from genreport.finding import Path, Text
from genreport.layout import Cell, Field, Section
from genreport.rules import Rule, load_rules
from genreport.schema import BESIDE, schema

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)  # one object a folder: the same form is the same object
class Format:
    """One official form: its fields and sections from top to bottom, its rules, its source."""

    id: str
    name: str
    source: str
    years: dict[str, int]
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    due: dict[str, str]
    preamble: str
    folder: File

    def covers(self, year: int) -> bool:
        """Whether reports on this year are written in this form."""
        return self.years["from"] <= year <= self.years.get("to", year)

    @cached_property
    def cells(self) -> dict[Path, Cell]:
        """The value cells of all tables, by path, in the order of the form."""
        return {p: c for s in self.sections if s.table for p, c in s.table.values.items()}

    @cached_property
    def order(self) -> tuple[Path, ...]:
        """Fields, sections and rows from top to bottom."""
        rows = dict.fromkeys(p[:-1] for p in self.cells)
        return (*((f.id,) for f in self.fields), *((s.id,) for s in self.sections), *rows)

    @cached_property
    def totals(self) -> tuple[tuple[Path, tuple[Path, ...]], ...]:
        """Every total of the form with its parts (see `Table.totals`)."""
        return tuple(t for s in self.sections if s.table for t in s.table.totals)

    @cached_property
    def scalars(self) -> dict[Path, Field]:
        """The fields that hold a value, by path; those of a group under its id."""
        known: dict[Path, Field] = {(f.id,): f for f in self.fields if not f.fields}
        known.update({(f.id, g.id): g for f in self.fields for g in f.fields})
        return known

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the form, with those of narratives; ValueError for one that names what the form has not."""
        return load_rules(self.folder / "rules.yaml", self.sections, self.source)

    @property
    def years_zh(self) -> str:
        """The years it holds for, in Chinese."""
        first, last = self.years["from"], self.years.get("to")
        return f"{first}—{last}" if last else f"{first} 及以后"

    @property
    def years_en(self) -> str:
        """The years it holds for, in English."""
        first, last = self.years["from"], self.years.get("to")
        return f"{first}-{last}" if last else f"{first} and later"

    def section(self, id: str) -> Section | None:
        """The section of that id."""
        return next((s for s in self.sections if s.id == id), None)

    @cached_property
    def _labels(self) -> dict[Path, str]:
        words: dict[Path, str] = {(key,): entry["title"] for key, entry in BESIDE.items()}
        for f in self.fields:
            words[(f.id,)] = f.label
            words |= {(f.id, g.id): f"{f.label} · {g.label}" for g in f.fields}
        for s in self.sections:
            words[(s.id,)] = s.title
            if s.table:
                words |= {p: " · ".join((s.title, *w)) for p, w in s.table.labels.items() if len(p) > 1}
                words[(s.id, "note")] = f"{s.title} · 表前说明"
        return words

    def label(self, path: Path) -> str:
        """The form's own words for a path, down to the last part that the form knows."""
        known = path
        while known and known not in self._labels:
            known = known[:-1]
        return " · ".join((self._labels.get(known, ""), *path[len(known) :])).strip(" ·")

    def make_schema(self) -> dict[str, Any]:
        """The JSON Schema that the layout implies."""
        return schema(self.name_and_years, self.source, self.years, self.fields, self.sections)

    @property
    def name_and_years(self) -> str:
        """The form's name with the years it holds for."""
        return f"{self.name}（{self.years['from']}—{self.years.get('to', '')}）"

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema as it stands in the folder (`genreport formats build` renews it)."""
        return dict(json.loads(self.schema_file.read_text(encoding="utf-8")))

    @property
    def schema_file(self) -> File:
        """Where the JSON Schema of this form stands."""
        return self.folder / "report.schema.json"


@cache
def load(folder: File) -> Format:
    """The form of a folder with `layout.yaml` and `rules.yaml`; ValueError or KeyError for a faulty one."""
    data = yaml.load((folder / "layout.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    sections = tuple(layout.section(s) for s in data["sections"])
    return Format(
        id=data["id"],
        name=data["label"],
        source=data["source"],
        years=data["years"],
        fields=tuple(layout.form_field(f) for f in data["fields"]),
        sections=sections,
        due=data.get("due", {}),
        preamble=data.get("preamble", ""),
        folder=folder,
    )


@cache
def every() -> tuple[Format, ...]:
    """All forms known, the oldest first."""
    folders = sorted(p.parent for p in resources.folder("schemas").glob("*/layout.yaml"))
    return tuple(sorted((load(f) for f in folders), key=lambda f: f.years["from"]))


def of_year(year: int) -> Format | None:
    """The form in which reports on a year are written; None when no form is known for it."""
    return next((f for f in every() if f.covers(year)), None)


def known_years() -> Text:
    """The years for which forms are known."""
    return Text("、".join(f.years_zh for f in every()), ", ".join(f.years_en for f in every()))


def latest() -> Format:
    """The newest form."""
    return every()[-1]


def schema_text(form: Format) -> str:
    """The generated schema as it is committed: two spaces, Chinese as it is, one newline at the end."""
    return json.dumps(form.make_schema(), ensure_ascii=False, indent=2) + "\n"
