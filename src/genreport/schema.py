"""The JSON Schema that a layout implies: titles are the form's own words, so that editors show and complete them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from genreport.layout import Field, Section, Table

LARGEST = 10**15 - 1  # fifteen digits: what a spreadsheet still holds exactly
LONGEST = 200_000  # characters of a narrative


def _text(title: str, description: str) -> dict[str, Any]:
    return {"title": title, "description": description, "type": "string", "pattern": r"\S", "maxLength": 500}


_ADVICE = {
    "integer": "不小于 0 的整数；没有的写 0",
    "amount": "不小于 0 的数，可有小数；没有的写 0",
    "change": "整数，可带正负号，例如 +3、-5；没有变化的写 0",
}

# what a report file may say beside the form: it is not printed
BESIDE: dict[str, Any] = {
    "previous": {
        "title": "上一年度的报告",
        "description": "可省略：上一年度报告的文件名，用于核对两年的衔接；同一文件夹里的会自动找到",
        "type": ["string", "null"],
        "maxLength": 500,
    },
    "accept": {
        "title": "已说明的问题",
        "description": "可省略：核对时的警告如果属实，在这里说明，警告变为提示；错误不能这样说明",
        "type": ["array", "null"],
        "items": {
            "title": "一条说明",
            "description": "对一条警告的说明",
            "type": "object",
            "required": ["code", "place", "reason", "author"],
            "additionalProperties": False,
            "properties": {
                "code": _text("编号", "警告的编号，例如 T303"),
                "place": _text("位置", "警告所指的位置，例如 requests.carried_in，或者核对结果里的文字"),
                "reason": _text("理由", "为什么属实"),
                "author": _text("说明人", "由谁说明"),
                "quote": _text("原文", "可省略：只说明文字部分里的这一句"),
            },
        },
    },
}


def schema(
    label: str,
    source: str,
    years: dict[str, int],
    fields: Iterable[Field],
    sections: Iterable[Section],
) -> dict[str, Any]:
    """The schema (draft 07) of a report file in this form, closed at every level."""
    properties = {f.id: _field(f, years) for f in fields} | {s.id: _section(s) for s in sections} | BESIDE
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": label,
        "description": f"依据：{source}",
        "type": "object",
        "required": [f.id for f in fields if f.required] + [s.id for s in sections],
        "additionalProperties": False,
        "properties": properties,
    }


def number(kind: str) -> dict[str, Any]:
    """What may stand in a cell of this number kind."""
    match kind:
        case "integer":
            return {"type": "integer", "minimum": 0, "maximum": LARGEST}
        case "change":
            return {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
        case "amount":
            return {"type": "number", "minimum": 0, "maximum": LARGEST}
    raise ValueError(f"unknown number kind {kind!r}")


def _field(f: Field, years: dict[str, int]) -> dict[str, Any]:
    words = {"title": f.label, "description": (f.help or f.label).replace("{next}", str(years["from"] + 1))}
    optional = [] if f.required else ["null"]
    match f.kind:
        case "year":
            return words | {"type": "integer", "minimum": years["from"], "maximum": years.get("to", 9999)}
        case "date":
            return words | {
                "type": ["string", *optional],
                "format": "date",
                "pattern": r"^\d{4}-\d{2}-\d{2}$",
            }
        case "choice":
            told = "；".join(f"{k}＝{v}" for k, v in f.choices.items())
            words["description"] = f"{words['description']}（{told}）"
            return words | {"enum": [*f.choices, *([] if f.required else [None])]}
        case "prose":
            return words | {"type": ["string", *optional], "maxLength": LONGEST}
        case "group":
            inner = {g.id: _field(g, years) for g in f.fields}
            return words | {"type": ["object", "null"], "additionalProperties": False, "properties": inner}
    if f.required:
        return words | {"type": "string", "pattern": r"\S", "maxLength": 200}
    # a postcode or a telephone number is text, whether or not it is written in quotes
    return words | {"type": ["string", "number", "null"], "maxLength": 500}


def _section(s: Section) -> dict[str, Any]:
    words = {"title": s.title, "description": s.help or s.title}
    if s.table is None:
        return words | {"type": "string", "pattern": r"\S", "maxLength": LONGEST}
    note = {
        "title": "表前说明",
        "description": "一般不写；需要在表前说明的写在这里",
        "type": ["string", "null"],
        "maxLength": LONGEST,
    }
    body = _rows(s.table)
    body["properties"]["note"] = note
    return words | body


def _rows(table: Table) -> dict[str, Any]:
    """Nested objects along the paths of the table's cells; totals may be left out, every other cell may not."""
    total = {path for path, _ in table.totals}
    root: dict[str, Any] = _object(None)
    for path, cell in table.values.items():
        node = root
        for depth, key in enumerate(path[1:-1], start=2):
            if path not in total and key not in node["required"]:
                node["required"].append(key)
            node = node["properties"].setdefault(key, _object(table.labels[path[:depth]]))
        leaf = path[-1]
        label = table.labels[path]
        node["properties"][leaf] = {
            "title": label[-1],
            "description": f"{' · '.join(label)}：{_ADVICE[cell.number]}",
            **number(cell.number),
        }
        if path not in total:
            node["required"].append(leaf)
    return root


def _object(labels: tuple[str, ...] | None) -> dict[str, Any]:
    words = {"title": labels[-1], "description": " · ".join(labels)} if labels else {}
    return words | {"type": "object", "required": [], "additionalProperties": False, "properties": {}}
