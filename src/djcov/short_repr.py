"""How results look in Python: printed short, and without the rows, so that no person stands in a notebook; and as a
DataFrame, a table in a notebook or a file, where rows are asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    import pandas as pd

_PRESENTATION = "djcov.reports.presentation"


class Brief:
    """A dataclass whose ``repr`` gives its words and numbers, and of what holds more only how much there is.

    Such a class is declared with ``repr=False``, or dataclasses write a ``repr`` of their own.
    """

    __slots__ = ()

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows as a DataFrame: typed columns as ``docs/formats.md`` has them; names as the result has them.

        Raises TypeError for a result that has no table of its own (a report).
        """
        # found by its name, as the package's public names are: what shows results knows them, not they it
        return import_module(_PRESENTATION).to_pandas(self)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the result to a file, and give where it went; its suffix says the format, as ``-o`` of the command line
        has them (.xlsx, .html, .csv, .json, …; a report .xlsx, .html or .docx).

        Raises UsageError for another suffix, and OutputError if the file cannot be written.
        """
        return import_module(_PRESENTATION).save(self, path)

    def _repr_html_(self) -> str | None:
        """Give the table that a notebook shows, masked as everywhere, of the first rows alone."""
        return import_module(_PRESENTATION).html(self)

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
