"""What the units of each grouping are called."""

from __future__ import annotations

from ..choices import By

UNITS: dict[By, str] = {"township": "乡（办）", "village": "村（社区）", "industry": "行业"}
