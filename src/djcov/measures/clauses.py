"""The plan's clauses, as data: what each asks, and which command answers it beside the indicators of its number."""

from __future__ import annotations

from dataclasses import dataclass

from ..regex import Regex


@dataclass(frozen=True, slots=True)
class PlanClause:
    """One clause of the plan."""

    code: str
    title: str
    """What it asks, in a few words."""
    commands: tuple[str, ...] = ("coverage", "gaps", "explain")
    columns: tuple[str, ...] = ()
    """The columns that it needs, where no indicator, gap or distribution of its number names them."""


PLAN = (
    PlanClause("S1", "组织覆盖分期达标", ("coverage", "targets", "gaps", "compare", "trend", "explain")),
    PlanClause("S2", "工作全覆盖，未建组织的派指导员"),
    PlanClause("S3", "50人以上企业有党员", ("coverage", "targets", "gaps", "explain")),
    PlanClause("S4", "双强六好达到规定个数，选树典型", ("coverage", "targets", "explain")),
    PlanClause("S5", "3名以上党员单独建立组织"),
    PlanClause("S6", "规模小、相距近的联合组建", ("plan", "coverage", "gaps")),
    PlanClause("S7", "新企业同步建立组织"),
    PlanClause("S8", "无党员企业培养积极分子", ("coverage", "gaps", "plan", "explain")),
    PlanClause("S9", "薄弱和未建组织的派驻指导员", ("coverage", "gaps", "plan", "explain")),
    PlanClause("S10", "群团组织健全", ("coverage", "targets", "gaps", "explain")),
    PlanClause("S11", "书记配备"),
    PlanClause("S12", "指导员一对一、一对多联系", ("coverage", "gaps", "plan")),
    PlanClause("S13", "书记、指导员参训"),
    PlanClause("S14", "党建与发展结合的四项机制"),
    PlanClause("S15", "新组织属地管理"),
    PlanClause("S16", "村企联创共建"),
    PlanClause(
        "S17",
        "三清：情况清、组织清、工作清",
        ("coverage", "gaps", "check", "explain", "merge", "ask", "collect"),
        ("企业台账（三清所问的各列）",),
    ),
    PlanClause("S18", "督导考核，通报表扬与批评", ("league", "report", "follow"), ("所选指标的列",)),
    PlanClause("S19", "新组织党建大礼包"),
    PlanClause("S20", "领导分包联系"),
    PlanClause("S21", "四倾斜：发展党员、表彰、培训、经费"),
    PlanClause("S22", "六有"),
)
"""Every clause in its order."""


_NUMBER = Regex(r"S\d+")


def titles(clause: str) -> str:
    """Give a clause as people read it, without the numbers, which stand in no official paper: 组织覆盖分期达标."""
    known = {each.code: each.title for each in PLAN}
    return _NUMBER.sub(lambda match: known.get(match[0], match[0]), clause)
