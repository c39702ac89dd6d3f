"""The table of indicators: the heart of djcov. Every command is a view of it.

To add an indicator, add one entry to a tuple of :mod:`.enterprises` or :mod:`.organizations`: every view, report and
engine then has it. Thresholds and dates stand in the policy and are already in the facts' flags. A program adds its own
with :func:`djcov.add_indicator`; which there are in all, :mod:`djcov.measures.registry` knows.
"""

from __future__ import annotations

from .asides import ASIDES
from .model import EVERY, IN_SCOPE, Indicator, Need, missing, rows_of
from .table import GROUPS, INDICATORS, Indicators

__all__ = [
    "ASIDES",
    "EVERY",
    "GROUPS",
    "INDICATORS",
    "IN_SCOPE",
    "Indicator",
    "Indicators",
    "Need",
    "missing",
    "rows_of",
]
