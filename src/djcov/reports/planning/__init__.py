"""The view of a plan: totals and effect first, then per unit who founds, joins, is visited, and who is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...planning.results import Plan
from ..page_model import Page, Plain, Records
from . import document, page, rows


@dataclass(frozen=True)
class PlanView:
    """A plan as people and scripts see it."""

    result: Plan

    def page(self) -> Page:
        """Give the totals and the effect, then each unit's proposals; who is left over only by reason."""
        return page.of(self.result)

    def records(self) -> Records:
        """Give one row per enterprise and proposal; who is left over or waits is there too."""
        return rows.of(self.result)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.plan/1``."""
        return document.of(self.result)
