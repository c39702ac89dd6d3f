"""The table of indicators: the heart of djcov. Every command is a view of it.

To add an indicator, add one entry to a tuple of :mod:`.enterprises` or :mod:`.organizations`: every view, report and
engine then has it. Thresholds and dates stand in the policy and are already in the facts' flags.
"""

from __future__ import annotations

from . import enterprises, organizations
from .asides import ASIDES
from .model import EVERY, IN_SCOPE, Grain, Indicator, Need, missing, rows_of

INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        *enterprises.COVERAGE,
        *enterprises.MASS_COVERAGE,
        *enterprises.DEVELOPMENT,
        *organizations.PEOPLE,
        *organizations.WORK,
        *enterprises.CLARITY,
    )
}
"""Every indicator by its code, in the order in which views show them."""

__all__ = ["ASIDES", "EVERY", "INDICATORS", "IN_SCOPE", "Grain", "Indicator", "Need", "missing", "rows_of"]
