"""A province's own weights, limits and further rules (`--profile`): one YAML file, checked when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

from genreport import codes, formats, rules, source
from genreport.finding import Finding, Path, Severity, Text, Where
from genreport.formats import Format
from genreport.messages import finding, shown
from genreport.rules import Rule
from genreport.shapes import Faulty
from genreport.source import Source

_OFF = "off"
_KEYS = ("profile", "rules", "more")
_SEVERITIES = (*(s.value for s in Severity), _OFF)
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Profile:
    """What a profile makes of the rules of each form."""

    name: str = ""
    by_form: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def rules(self, form: Format) -> tuple[Rule, ...]:
        """The rules of a form under this profile."""
        return self.by_form.get(form.id, form.rules)


def load(file: File) -> tuple[Profile, list[Finding]]:
    """The profile of a file, and everything that is wrong with it; a faulty one must not be used."""
    given, found = source.load(file)
    if given is None:
        return Profile(), found
    if not set(given.root) & set(_KEYS):
        if {"year", "agency"} <= set(given.root):
            return Profile(), [*found, finding("F008", Where(given.file))]
        if not any(get_close_matches(str(key), _KEYS, 1) for key in given.root):
            return Profile(), [*found, finding("F009", Where(given.file))]
    reader = _Reader(given, found)
    changes = reader.changes()
    more = reader.more()
    reader.keys((), given.root, _KEYS)
    if any(f.severity is Severity.ERROR for f in reader.found):
        return Profile(), reader.found
    by_form = {form.id: reader.applied(form, changes, more) for form in formats.every()}
    return Profile(str(given.root.get("profile") or ""), by_form), reader.found


class _Reader:
    """Goes through a profile and notes what is wrong, each with its line."""

    def __init__(self, given: Source, found: list[Finding]) -> None:
        self.source, self.found = given, found
        self.codes = {r.code: r for form in formats.every() for r in form.rules}

    def wrong(self, path: Path, word: str, known: Any) -> None:
        """Note a word that is not known, with the nearest one that is."""
        near = get_close_matches(str(word), [str(k) for k in known], 1)
        where = self.source.where(path)
        if near:
            self.found.append(finding("F002", where, word=word, near=near[0]))
        else:
            self.found.append(
                finding("F003", where, word=word, known="、".join(str(k) for k in list(known)[:12]))
            )

    def _no_rule(self, path: Path, code: str) -> None:
        near = codes.near(code, self.codes) or codes.near(code.upper(), self.codes)
        where = Where(self.source.file, *self.source.keys[path][:2], path)
        if code in codes.program():
            self.found.append(finding("F011", where, code=code))
        elif near:
            self.found.append(finding("F002", where, word=code, near=near))
        else:
            self.found.append(finding("F010", where, code=code))

    def keys(self, path: Path, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """Note the keys that are not known."""
        for key in data:
            if key not in known:
                self.wrong((*path, key), key, known)

    def changes(self) -> dict[str, dict[str, Any]]:
        """The rules that are changed, by code."""
        told: dict[str, dict[str, Any]] = {}
        entries = self.source.root.get("rules") or {}
        if not isinstance(entries, dict):
            self.wrong(("rules",), str(entries), ["T121: warning"])
            return told
        for code, change in entries.items():
            path = ("rules", code)
            if code not in self.codes:
                self._no_rule(path, str(code))
                continue
            if not isinstance(change, dict):
                change = {"severity": change}
            self.keys(path, change, ("severity", "limit"))
            severity = change.get("severity")
            if severity is not None and severity not in _SEVERITIES:
                self.wrong(path, str(severity), _SEVERITIES)
            elif self.codes[code].severity is Severity.ERROR and severity not in (None, "error"):
                self.found.append(finding("F004", self.source.where(path), code=code))
            if "limit" in change and self.codes[code].limit is None:
                self.found.append(finding("F005", self.source.where(path), code=code))
            told[code] = change
        return told

    def more(self) -> list[tuple[Path, dict[str, Any]]]:
        """The further rules, each with its place."""
        entries = self.source.root.get("more") or []
        told: list[tuple[Path, dict[str, Any]]] = []
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            path = ("more", str(number))
            if not isinstance(entry, dict):
                self.wrong(path, str(entry), ["code", "zh", "en", "check"])
                continue
            if entry.get("code") in self.codes:
                self.found.append(finding("F006", self.source.where(path), code=entry["code"]))
                continue
            data = {k: _TRUTH.get(v, v) if isinstance(v, str) else v for k, v in entry.items()}
            data.setdefault("en", data.get("zh"))
            data["code"] = str(data.get("code", ""))
            told.append((path, data))
            self._try(path, data)
        return told

    def _try(self, path: Path, data: dict[str, Any]) -> None:
        for form in formats.every():
            if form.id in self._forms(data, form):
                try:
                    self._made(form, data)
                except Faulty as e:
                    self._unusable(path, str(e))
                    return
                except Exception as e:  # a pattern or a value of a kind that nobody thought of
                    self._unusable(path, f"{data.get('code')}: {e}")
                    return

    def _unusable(self, path: Path, problem: str) -> None:
        told = shown(problem, 200)
        self.found.append(finding("F007", self.source.where(path), problem=Text(told, told)))

    def _forms(self, data: Mapping[str, Any], form: Format) -> list[str]:
        return [str(f) for f in data.get("forms") or [form.id]]

    def _made(self, form: Format, data: Mapping[str, Any]) -> Rule:
        entry = {k: v for k, v in data.items() if k != "forms"}
        (made,) = rules.made([entry], form.sections, rules.words_known(form.folder.parent), form.source)
        rules.tried(made)
        return made

    def applied(
        self, form: Format, changes: Mapping[str, Mapping[str, Any]], more: list[tuple[Path, dict[str, Any]]]
    ) -> tuple[Rule, ...]:
        """The rules of a form with the changes, and the further ones after them."""
        told: list[Rule] = []
        for rule in form.rules:
            change = changes.get(rule.code, {})
            if change.get("severity") == _OFF:
                continue
            severity = Severity(change["severity"]) if change.get("severity") else None
            told.append(rules.changed(rule, severity, change.get("limit")))
        told += [self._made(form, data) for _, data in more if form.id in self._forms(data, form)]
        return tuple(told)
