"""Of what JSON documents consist: values, objects, lists, and the documents themselves.

As plain data, from which JSON Schema, data files and their reference page are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Holds = Literal["text", "integer", "number", "flag", "day"]
"""What a value is; a day is a text such as 2021-12-31."""


@dataclass(frozen=True, slots=True)
class Value:
    """A single value."""

    holds: Holds
    null: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """An object with these keys."""

    keys: Mapping[str, Key]
    null: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A list."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Named:
    """An object whose keys are anything, such as codes."""

    of: Shape


Shape: TypeAlias = "Value | Object | Rows | Named"


@dataclass(frozen=True, slots=True)
class Key:
    """What stands at a key. ``optional``: whether it is there only where it says something."""

    shape: Shape
    doc: str
    """In Chinese."""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    """One JSON object of the program."""

    name: str
    """As in ``djcov.NAME/1``."""
    command: str
    """What writes it."""
    title: str
    keys: Mapping[str, Key]
    main: tuple[str, ...] = ("rows",)
    """Which of its lists a file that holds one table has."""
    about: tuple[str, ...] = ()
    """What tells one result of the kind from another, beside the date: it stands in each row of a data file."""
    tells: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """By list, the columns by which its rows are told apart; where there are none, rows have numbers."""

    csv: tuple[str, ...] = ()
    """The headings of its CSV form."""

    @property
    def schema(self) -> str:
        """What its ``schema`` says."""
        return f"djcov.{self.name}/1"
