"""The notice (通报): a report's figures as an official document by GB/T 9704-2012, for an office to check and send.

``overview``, ``standings``, ``problems`` and ``annexes`` fill the sentences of ``wording`` with figures; ``draft`` puts
them in order under the policy's ``[notice]``; ``paper`` sets them in the styles of ``blank/``. ``assignment`` drafts
the 交办单 of one township, ``changes`` the 变更说明 of two dates; they are set alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...findings import Left
    from ...measures.follow_up import FollowUp
    from ...measures.movements import Movements
    from ...measures.report import Report
    from ...measures.results import Gaps
    from ...planning.results import Plan
    from ...policy import Policy


def render(report: Report, plan: Plan | None = None) -> bytes:
    """Give the notice as a .docx file; the same report and policy give the same bytes. ``plan``: what it proposes."""
    from .draft import draft
    from .paper import typeset

    return typeset(draft(report, plan), report.as_of, report.policy.units.called)


def explain_changes(result: Movements, policy: Policy, left: Sequence[Left] = ()) -> bytes:
    """Give the 变更说明 of two dates as a .docx file; the same movements and policy give the same bytes.

    ``left``: the files of either date that were not used.
    """
    from .changes import changes
    from .paper import typeset

    return typeset(changes(result, policy, left), result.comparison.as_of, policy.units.called)


def assign(gaps: Gaps, policy: Policy, left: Sequence[Left] = (), follow: FollowUp | None = None) -> bytes:
    """Give the 交办单 of one township's gaps as a .docx file; the same gaps and policy give the same bytes.

    ``left``: the files that were not used, in which further gaps may stand; ``follow``: how far the 销号台账 is.
    """
    from .assignment import assignment
    from .paper import typeset

    return typeset(assignment(gaps, policy, left, follow), gaps.as_of, policy.units.called)
