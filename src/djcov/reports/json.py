"""JSON: one object, one row of a list per line, so that a diff or ``grep`` shows whole rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from .page_model import Plain, clean


def render(document: Mapping[str, Plain]) -> str:
    """Write a document, with a line end. Raises ValueError for a number that JSON has not (NaN)."""
    members = [f"  {_line(key)}: {_member(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: Plain) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return "[\n    " + ",\n    ".join(_line(item) for item in value) + "\n  ]"
    return _line(value)


def _line(value: Plain) -> str:
    return json.dumps(cleaned(value), ensure_ascii=False, allow_nan=False)


def cleaned(value: Plain) -> Plain:
    """Take out of every text of a document what :func:`.blocks.clean` takes out."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [cleaned(item) for item in value]
    return value
