"""What a condition is, once it is read: columns, values, comparisons, and how they are put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Sort = Literal["number", "text", "day", "answer"]
SORTS: Mapping[Sort, str] = {"number": "数", "text": "文字", "day": "日期", "answer": "是或否"}
"""What may be in a column, with its Chinese name."""

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "contains"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that conditions may name."""

    code: str
    title: str
    """The Chinese name."""
    sort: Sort
    also: tuple[str, ...] = ()
    """Other names of it."""
    unit: Decimal | None = None
    """Of money: how many yuan one of its numbers is."""


@dataclass(frozen=True, slots=True)
class Named:
    """The value of a column."""

    column: Column


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands in the condition."""

    value: Decimal | str | date | bool

    @property
    def sort(self) -> Sort:
        """What it is."""
        if isinstance(self.value, bool):
            return "answer"
        return "number" if isinstance(self.value, Decimal) else "text" if isinstance(self.value, str) else "day"


Operand: TypeAlias = Named | Value


@dataclass(frozen=True, slots=True)
class Holds:
    """A column of yes and no that says yes."""

    column: Column


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values compared; one of them is a column's."""

    left: Operand
    operator: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Several conditions, each of which must hold."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Several conditions, one of which must hold."""

    conditions: tuple[Condition, ...]


Condition: TypeAlias = Holds | Compared | Not | All | Some


def columns_of(condition: Condition) -> tuple[Column, ...]:
    """Give the columns that a condition names, each once, in its order."""
    return tuple(dict.fromkeys(_named(condition)))


def _named(condition: Condition) -> Iterator[Column]:
    if isinstance(condition, Holds):
        yield condition.column
    elif isinstance(condition, Compared):
        yield from (side.column for side in (condition.left, condition.right) if isinstance(side, Named))
    elif isinstance(condition, Not):
        yield from _named(condition.condition)
    else:
        for each in condition.conditions:
            yield from _named(each)
