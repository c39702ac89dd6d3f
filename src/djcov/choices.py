"""The words of which one is chosen: by an option of the command line, or a parameter in Python.

They are a leaf, so that the command line can name them without loading what they choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

By = Literal["township", "village", "industry", "park", "grid", "superior"]
"""By which of an enterprise's columns units are made."""

UNITS: Mapping[By, str] = {
    "township": "乡（办）",
    "village": "村（社区）",
    "industry": "行业",
    "park": "园区（楼宇）",
    "grid": "网格",
    "superior": "上级党组织",
}
"""What the units of each grouping are called."""

GROUPINGS: Mapping[str, By] = {
    **dict.fromkeys(("乡（办）", "乡(办)", "乡", "镇", "乡镇", "乡镇（街道）", "镇街", "街道", "办事处"), "township"),
    **dict.fromkeys(("村（社区）", "村(社区)", "村", "社区"), "village"),
    **dict.fromkeys(("行业", "行业类型"), "industry"),
    **dict.fromkeys(("园区（楼宇）", "园区(楼宇)", "园区", "楼宇", "集聚区"), "park"),
    **dict.fromkeys(("网格", "所属网格"), "grid"),
    **dict.fromkeys(("上级党组织", "上级党组织名称", "上级"), "superior"),
}
"""Which grouping a Chinese word means."""

EngineName = Literal["auto", "arrow", "pandas", "duckdb", "spark"]

Format = Literal["table", "json", "csv", "markdown", "ndjson"]
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
