"""The words of which one is chosen: by an option of the command line, or a parameter in Python.

They are a leaf, so that the command line can name them without loading what they choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

By = Literal["township", "village", "industry"]
"""By which of a place's columns units are made."""

EngineName = Literal["auto", "arrow", "pandas", "duckdb", "spark"]

Format = Literal["table", "json", "csv", "markdown"]
"""How a result is written."""

GapSort = Literal["priority", "township", "enterprise"]

Grain = Literal["enterprise", "organization", "instructor"]
"""What a number counts."""

ROSTERS: Mapping[str, str] = {
    "enterprises": "企业台账",
    "organizations": "党组织台账",
    "members": "党员花名册",
    "instructors": "指导员花名册",
}
"""The kinds of roster (:class:`djcov.models.Kind`) with their Chinese names."""
