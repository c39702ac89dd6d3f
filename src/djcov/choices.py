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

TOWNSHIP = UNITS["township"]
"""What the program's own texts call a township; a policy may have another word for it (``units.called``)."""

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

GapSort = Literal["priority", "township", "enterprise"]

Grain = Literal["enterprise", "organization", "instructor", "unit"]
"""What a number counts."""

Sorted = Literal["enterprise", "organization", "instructor", "unit", "person"]
"""What a distribution counts: people of the member roster, too, of whom nothing but numbers is told."""

Base = Literal["enterprises", "social_organizations", "self_employed"]
"""Whom the numbers are of: never two of these together, but for the total of both new ones (两新组织)."""

Counted = Literal["enterprises", "social_organizations", "self_employed", "both"]
"""The same, and enterprises with 社会组织 (两新组织): a total, of which there are no rows."""

BASES: Mapping[Base, str] = {
    "enterprises": "企业",
    "social_organizations": "社会组织",
    "self_employed": "个体工商户和专业市场",
}
"""What those are called of whom the numbers are."""

BASE_WORDS: Mapping[str, Base] = {
    **{title: base for base, title in BASES.items()},
    **dict.fromkeys(("非公企业", "非公有制企业"), "enterprises"),
    **dict.fromkeys(("小个专", "个体工商户", "专业市场"), "self_employed"),
}
"""Which base a Chinese word means."""


COUNTED: Mapping[Counted, str] = {**BASES, "both": "两新组织"}
"""The same, with the total."""


def said(base: Counted, text: str) -> str:
    """Say of a base what a text of the program's own says of enterprises."""
    return text if base == "enterprises" else text.replace("非公企业", "企业").replace("企业", COUNTED[base])


def of_base(base: Counted) -> str:
    """Give what a heading calls whom it is about; enterprises go without saying."""
    return "" if base == "enterprises" else COUNTED[base]


ROSTERS: Mapping[str, str] = {
    "enterprises": "企业台账",
    "organizations": "党组织台账",
    "members": "党员花名册",
    "instructors": "指导员花名册",
    "favors": "四倾斜表",
    "social_organizations": "社会组织台账",
}
"""The kinds of roster (:class:`djcov.models.Kind`) with their Chinese names."""
