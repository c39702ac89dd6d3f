"""djcov: coverage of party-building in private enterprises, from the workbooks that offices keep.

>>> import djcov
>>> roster = djcov.read("data/samples/ledger.xlsx")
>>> djcov.coverage(roster, as_of="2021-12-31").share("org_coverage").name
'组织覆盖率'

The names below are the public ones. They are looked up on first use, so that ``import djcov`` and ``djcov
--help`` load neither pandas nor pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .errors import DjcovError
    from .findings import Finding, Severity
    from .models import Enterprise, Instructor, Member, Organization
    from .pipeline import (
        annual,
        check,
        compare,
        completeness,
        coverage,
        distributions,
        explain,
        gaps,
        league,
        plan,
        read,
        report,
        targets,
        trend,
    )
    from .policy import Policy
    from .roster import Roster

__all__ = [
    "DjcovError",
    "Enterprise",
    "Finding",
    "Instructor",
    "Member",
    "Organization",
    "Policy",
    "Roster",
    "Severity",
    "annual",
    "check",
    "compare",
    "completeness",
    "coverage",
    "distributions",
    "explain",
    "gaps",
    "league",
    "plan",
    "read",
    "report",
    "targets",
    "trend",
]

_HOME = {
    "DjcovError": "errors",
    "Enterprise": "models",
    "Finding": "findings",
    "Instructor": "models",
    "Member": "models",
    "Organization": "models",
    "Policy": "policy",
    "Roster": "roster",
    "Severity": "findings",
    "annual": "pipeline",
    "check": "pipeline",
    "compare": "pipeline",
    "completeness": "pipeline",
    "coverage": "pipeline",
    "distributions": "pipeline",
    "explain": "pipeline",
    "gaps": "pipeline",
    "league": "pipeline",
    "plan": "pipeline",
    "read": "pipeline",
    "report": "pipeline",
    "targets": "pipeline",
    "trend": "pipeline",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
