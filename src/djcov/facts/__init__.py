"""Linking the rosters: one fact row per enterprise, organisation and instructor.

:func:`link` is the only way in. It places each ledger row in its unit and in or out of scope, ties the other rosters'
rows to enterprises, lets the rosters decide over the ledger's own columns, and reports what does not fit.
"""

from .linking import link
from .model import Facts

__all__ = ["Facts", "link"]
