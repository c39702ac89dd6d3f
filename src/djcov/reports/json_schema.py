"""JSON Schema (draft 2020-12) of what scripts read, made from :mod:`.documents`.

Keys that a schema does not name are allowed: later versions may add some, and never change one.
"""

from __future__ import annotations

from collections.abc import Mapping

from .documents import FILES_LEFT
from .keys import TEXT
from .page_model import Plain
from .shapes import Document, Holds, Key, Object, Rows, Shape, Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: Mapping[Holds, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "flag": "boolean",
    "day": "string",
}


def of(document: Document) -> dict[str, Plain]:
    """Give the schema of a document."""
    keys = {"schema": Key(TEXT, "这种结果的名称和版本"), **document.keys, "files_left": FILES_LEFT}
    properties = {**_properties(keys), "schema": {"const": document.schema}}
    return {
        "$schema": DIALECT,
        "$id": f"urn:djcov:{document.name}:1",
        "title": f"{document.schema} {document.title}",
        "description": f"{document.command} --format json",
        **_object(keys),
        "properties": properties,
    }


def _object(keys: Mapping[str, Key]) -> dict[str, Plain]:
    return {
        "type": "object",
        "properties": _properties(keys),
        "required": [name for name, key in keys.items() if not key.optional],
    }


def _properties(keys: Mapping[str, Key]) -> dict[str, Plain]:
    return {name: {**_shape(key.shape), "description": key.doc} for name, key in keys.items()}


def _shape(shape: Shape) -> dict[str, Plain]:
    if isinstance(shape, Value):
        type_ = _TYPES[shape.holds]
        found: dict[str, Plain] = {"type": [type_, "null"] if shape.null else type_}
        return found | ({"format": "date"} if shape.holds == "day" else {})
    if isinstance(shape, Object):
        found = _object(shape.keys)
        return found | ({"type": ["object", "null"]} if shape.null else {})
    if isinstance(shape, Rows):
        return {"type": "array", "items": _shape(shape.of)}
    return {"type": "object", "additionalProperties": _shape(shape.of)}
