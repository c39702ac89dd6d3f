"""The kinds of gap, as data: which rows have it, and what the plan asks to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from .indicators import INDICATORS, Grain, Indicator, Need
from .indicators.needs import MEMBERS, ORGANIZED


@dataclass(frozen=True)
class GapKind:
    """One kind of gap. ``detail`` and ``action`` are templates."""

    code: str
    title: str
    """The Chinese name."""
    clause: str
    grain: Grain
    flag: nw.Expr
    """True for the fact rows that have this gap."""
    needs: tuple[Need, ...]
    detail: str
    """The figures that make it a gap; ``{column:人}`` is the row's number of people, or 不详."""
    action: str
    """What to do; ``{setting}`` is a threshold of the policy's ``counting``."""


def _behind(indicator: Indicator, code: str, title: str, *, detail: str, action: str) -> GapKind:
    """The gap of an indicator: the rows that its denominator has and its numerator has not."""
    return GapKind(
        code=code,
        title=title,
        clause=indicator.clause,
        grain=indicator.grain,
        flag=indicator.remainder,
        needs=indicator.needs,
        detail=detail,
        action=action,
    )


GAP_KINDS: dict[str, GapKind] = {
    kind.code: kind
    for kind in (
        _behind(
            INDICATORS["instructor_stationed"],
            "no_instructor",
            "无党组织且未派指导员",
            detail="职工{employees:人}，党员{members:人}",
            action="请由所在乡（办）选派党建工作指导员，明确到人并登记派驻时间，实现工作覆盖。",
        ),
        _behind(
            INDICATORS["due_built"],
            "due_not_built",
            "应建未建",
            detail="正式党员{full_members:人}",
            action="正式党员已达到 {due_members} 人，请尽快指导企业单独建立党组织并报上级批准。",
        ),
        GapKind(
            code="maybe_due",
            title="疑似应建",
            clause="S5",
            grain="enterprise",
            flag=nw.col("in_scope") & nw.col("maybe_due") & ~nw.col("organized"),
            needs=(MEMBERS, ORGANIZED),
            detail="党员{members:人}，其中正式党员{full_members:人}",
            action="请核实预备党员的转正时间；正式党员达到 {due_members} 人后即应单独建立，此前可先联合组建。",
        ),
        _behind(
            INDICATORS["members_in_50plus"],
            "no_member_in_50plus",
            "50人以上无党员",
            detail="职工{employees:人}，党员{members:人}",
            action="职工已达到 {large_employees} 人，请从出资人、骨干和职工中培养入党积极分子，优先发展，做到有党员。",
        ),
        _behind(
            INDICATORS["weak_with_instructor"],
            "weak_no_instructor",
            "薄弱且未派指导员",
            detail="职工{employees:人}，党员{members:人}",
            action="请选派党建工作指导员驻点，制定整顿措施，限期改进。",
        ),
        _behind(
            INDICATORS["secretary_in_post"],
            "no_secretary",
            "党组织无书记",
            detail="覆盖企业{covered:家}",
            action="请从企业内部选举书记；内部没有合适人选的，由上级党组织选派。",
        ),
    )
}
"""Every kind of gap by its code, in the order in which they are listed."""
