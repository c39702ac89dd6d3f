"""How results look where Python prints them: short, and without the rows, so that no person stands in a notebook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import cast


class Brief:
    """A dataclass whose ``repr`` gives its words and numbers, and of what holds more only how much there is.

    Such a class is declared with ``repr=False``, or dataclasses write a ``repr`` of their own.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Write ``Coverage(as_of=2021-12-31, by='township', whole='全区', rows: 312, apart: 39)``."""
        shown = (_shown(each.name, getattr(self, each.name)) for each in fields(self) if each.repr)  # pyright: ignore[reportArgumentType] - every Brief is a dataclass
        return f"{type(self).__name__}({', '.join(filter(None, shown))})"


def _shown(name: str, value: object) -> str:
    """Write one field; nothing of an empty one, nor of one that is neither word nor number nor a collection."""
    if isinstance(value, date):
        return f"{name}={value}"
    if isinstance(value, Enum):
        return f"{name}={value.name}"
    if isinstance(value, str | int | float):
        return f"{name}={value!r}" if value != "" else ""
    if isinstance(value, Collection):
        return f"{name}: {len(cast('Collection[object]', value))}" if value else ""
    return ""
