"""The words of which one is chosen: by an option of the command line, or a parameter in Python.

They are a leaf, so that the command line can name them without loading what they choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

By = Literal["township", "village", "industry"]
"""By which of a place's columns units are made."""

GROUPINGS: Mapping[str, By] = {
    **dict.fromkeys(("乡（办）", "乡(办)", "乡", "镇", "乡镇", "乡镇（街道）", "镇街", "街道", "办事处"), "township"),
    **dict.fromkeys(("村（社区）", "村(社区)", "村", "社区"), "village"),
    **dict.fromkeys(("行业", "行业类型"), "industry"),
}
"""Which grouping a Chinese word means."""

EngineName = Literal["auto", "arrow", "pandas", "duckdb", "spark"]

Format = Literal["table", "json", "csv", "markdown"]
"""How a result is written."""

GapSort = Literal["priority", "township", "enterprise"]

Grain = Literal["enterprise", "organization", "instructor", "unit"]
"""What a number counts."""

Sorted = Literal["enterprise", "organization", "instructor", "unit", "person"]
"""What a distribution counts: people of the member roster, too, of whom nothing but numbers is told."""

ROSTERS: Mapping[str, str] = {
    "enterprises": "企业台账",
    "organizations": "党组织台账",
    "members": "党员花名册",
    "instructors": "指导员花名册",
    "favors": "四倾斜表",
}
"""The kinds of roster (:class:`djcov.models.Kind`) with their Chinese names."""
