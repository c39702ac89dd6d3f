"""Conditions on the columns of fact rows, as a policy writes them: read, checked, and made an expression."""

from __future__ import annotations

from .columns import Known, columns, facts_of, needs_of
from .parser import LONGEST, ConditionError, parsed
from .tree import Column, Condition, columns_of
from .truth import Truth, truth

__all__ = [
    "LONGEST",
    "Column",
    "Condition",
    "ConditionError",
    "Known",
    "Truth",
    "columns",
    "columns_of",
    "facts_of",
    "needs_of",
    "parsed",
    "truth",
]
