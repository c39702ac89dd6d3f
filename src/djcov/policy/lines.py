"""In which line of a TOML text a setting stands; the parser of the standard library does not tell."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

Key = tuple[str | int, ...]
"""Where a setting stands: the names of tables and keys, and the index within an array of tables."""

_DEEPEST = 4
"""Settings stand less deep; what a file nests beyond is not looked at."""


def line_of(text: str, setting: Sequence[str | int]) -> int | None:
    """Give the line where a setting of a valid TOML text begins; of one that is not there, the table that should have
    it; None if that is not there either. Lines count from 1.
    """
    lines = _lines(text)
    return next((lines[key] for end in range(len(setting), 0, -1) if (key := tuple(setting[:end])) in lines), None)


def _lines(text: str) -> dict[Key, int]:
    lines: dict[Key, int] = {}
    seen: Counter[Key] = Counter()
    table: Key = ()
    for number, statement, parsed in _statements(text):
        keys = list(_keys(parsed))
        if statement.startswith("["):
            table = keys[-1]
            if statement.startswith("[["):
                seen[table] += 1
                table = (*table, seen[table] - 1)
            keys = [()]
        for key in keys:
            lines.setdefault((*table, *key), number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Give each header and each setting: its first line, its text, and what it says by itself.

    A statement ends with the first line after which it can be parsed: so arrays and texts of many lines stay whole.
    """
    statement, first = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        first = first if statement else number
        statement += f"{line}\n"
        try:
            parsed = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if parsed:
            yield first, statement.lstrip(), parsed
        statement = ""


def _keys(table: dict[str, object], above: Key = ()) -> Iterator[Key]:
    """Give the key of everything in a table, outer ones first, down to the deepest settings."""
    for name, value in table.items():
        key = (*above, name)
        yield key
        if isinstance(value, dict) and len(key) < _DEEPEST:
            yield from _keys(cast("dict[str, object]", value), key)
