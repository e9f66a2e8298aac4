"""A province's own weights, limits and further rules (`--profile`): one YAML file, checked when it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

from genreport import codes, formats, rules, source, wanted
from genreport.finding import Finding, Path, Severity, Text, Where
from genreport.formats import Format
from genreport.limits import Alarm, TimeExceeded
from genreport.messages import finding, shown
from genreport.rules import Rule
from genreport.shapes import Faulty
from genreport.source import Source

_SECONDS = 1.0  # of computing, for trying one rule
_OFF = "off"
_KEYS = ("profile", "rules", "more")
_SEVERITIES = (*(s.value for s in Severity), _OFF)


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
    if isinstance(name := given.root.get("profile"), dict | list):
        reader.other(("profile",), "profile", wanted.NAME, name)
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

    def other(self, path: Path, key: str, kind: Text, value: Any) -> None:
        """Note a value of a kind that its key does not take."""
        self.found.append(finding("F012", self.source.where(path), key=key, wanted=kind, value=value))

    def keys(self, path: Path, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """Note the keys that are not known."""
        for key in data:
            if key not in known:
                self.wrong((*path, key), key, known)

    def changes(self) -> dict[str, dict[str, Any]]:
        """The rules that are changed, by code."""
        told: dict[str, dict[str, Any]] = {}
        entries = self.source.root.get("rules")
        if entries is None:
            return told
        if not isinstance(entries, dict):
            self.wrong(("rules",), str(entries), ["T121: warning"])
            return told
        for code, change in entries.items():
            path = ("rules", code)
            if code not in self.codes:
                self._no_rule(path, str(code))
                continue
            told[code] = self._change(path, self.codes[code], change)
        return told

    def _change(self, path: Path, rule: Rule, change: Any) -> dict[str, Any]:
        """What is changed of a rule: its severity, its limit."""
        if not isinstance(change, dict):
            change = {"severity": change}
        self.keys(path, change, ("severity", "limit"))
        severity = change.get("severity")
        if severity not in (None, *_SEVERITIES) or not any(v is not None for v in change.values()):
            self.wrong(path, str(severity), _SEVERITIES)
        elif rule.severity is Severity.ERROR and severity not in (None, "error"):
            self.found.append(finding("F004", self.source.where(path), code=rule.code))
        if change.get("limit") is None:
            return {"severity": severity}
        limit = wanted.limit(change["limit"])
        if rule.limit is None:
            self.found.append(finding("F005", self.source.where(path), code=rule.code))
        elif limit is None or isinstance(limit, date) is not isinstance(rule.limit, date):
            self.other((*path, "limit"), "limit", wanted.NUMBER, change["limit"])
        return {"severity": severity, "limit": limit}

    def more(self) -> list[tuple[Path, dict[str, Any]]]:
        """The further rules, each with its place."""
        entries = self.source.root.get("more")
        told: list[tuple[Path, dict[str, Any]]] = []
        if entries is not None and not isinstance(entries, list):
            self.other(("more",), "more", wanted.ENTRIES, entries)
            return told
        codes = self.codes.keys() | {str(e.get("code")) for e in entries or () if isinstance(e, dict)}
        for number, entry in enumerate(entries or ()):
            path = ("more", str(number))
            if not isinstance(entry, dict):
                self.other(path, f"more {number + 1}", wanted.ENTRY, entry)
                continue
            data, wrong = wanted.checked(entry)
            for key, kind, value in wrong:
                self.other((*path, key), key, kind, value)
            if wrong or self._stray(path, data, codes):
                continue
            code = data.setdefault("code", "")
            data.setdefault("en", data.get("zh"))
            if code in self.codes or any(code == other["code"] for _, other in told):
                self.found.append(finding("F006", self.source.where((*path, "code")), code=code))
                continue
            told.append((path, data))
            self._try(path, data)
        return told

    def _stray(self, path: Path, data: Mapping[str, Any], codes: Iterable[str]) -> bool:
        """Whether a rule is for forms, agencies or other rules that there are not; they are told."""
        kinds = [k for form in formats.every() for k in form.scalars[("kind",)].choices]
        known = {"forms": [f.id for f in formats.every()], "kinds": kinds, "stops": sorted(codes)}
        stray = [(key, w) for key, words in known.items() for w in data.get(key, ()) if w not in words]
        for key, word in stray:
            self.wrong((*path, key), word, dict.fromkeys(known[key]))
        return bool(stray)

    def _try(self, path: Path, data: dict[str, Any]) -> None:
        for form in formats.every():
            if form.id in self._forms(data, form):
                try:
                    with Alarm(_SECONDS):
                        self._made(form, data)
                except TimeExceeded:
                    Alarm.off()
                    self.found.append(
                        finding("F014", self.source.where(path), code=data["code"], seconds=_SECONDS)
                    )
                    return
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
        if "at" in data and tuple(data["at"].split(".")) not in {*form.cells, *form.scalars}:
            raise Faulty(f"{made.code}: no {data['at']!r}")
        return replace(made, local=True)

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
