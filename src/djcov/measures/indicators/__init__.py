"""The table of indicators: the heart of djcov. Every command is a view of it.

To add an indicator, add one entry to a tuple of :mod:`.enterprises` or :mod:`.organizations`: every view, report and
engine then has it. Thresholds and dates stand in the policy and are already in the facts' flags.
"""

from __future__ import annotations

from . import enterprises, organizations
from .asides import ASIDES
from .model import EVERY, IN_SCOPE, Indicator, Need, missing, rows_of

GROUPS: dict[str, tuple[Indicator, ...]] = {
    "组织和工作": enterprises.COVERAGE,
    "群团": enterprises.MASS_COVERAGE,
    "新建和培养": enterprises.DEVELOPMENT,
    "书记和指导员": organizations.PEOPLE,
    "党建和发展": organizations.WORK,
    "规范化": organizations.STANDARDS,
    "四倾斜": organizations.GIVEN,
    "三清": enterprises.CLARITY,
}
"""The indicators as reports group them, in the order in which views show them."""

INDICATORS: dict[str, Indicator] = {indicator.code: indicator for group in GROUPS.values() for indicator in group}
"""Every indicator by its code, in that order."""

TITLES = {code: entry.name for code, entry in INDICATORS.items()}
"""The Chinese name of every indicator."""

__all__ = ["ASIDES", "EVERY", "GROUPS", "INDICATORS", "IN_SCOPE", "TITLES", "Indicator", "Need", "missing", "rows_of"]
