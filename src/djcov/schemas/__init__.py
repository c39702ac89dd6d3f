"""The JSON Schema (draft 2020-12) of every ``djcov.…/1`` object, as files that ``docs/generate.py`` writes."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ..errors import UsageError

_SUFFIX = ".json"


def names() -> list[str]:
    """Name the objects that have a schema."""
    there = (each.name for each in files(__name__).iterdir())
    return sorted(name.removesuffix(_SUFFIX) for name in there if name.endswith(_SUFFIX))


def schema(name: str) -> dict[str, Any]:
    """Give the schema of an object by its name: ``coverage``, or as it stands in the object, ``djcov.coverage/1``.

    Raises UsageError if there is none.
    """
    bare = name.removeprefix("djcov.").removesuffix("/1")
    if bare not in (known := names()):
        raise UsageError(f"没有“{name}”这种结果", hint=f"可用的有：{'、'.join(known)}。")
    return json.loads((files(__name__) / f"{bare}{_SUFFIX}").read_text("utf-8"))
