"""What the view of a plan says wherever it says it."""

from __future__ import annotations

from ...planning.results import Group, Own, Placed, Plan

PROPOSAL = "本表是按台账算出的建议，供研究确定，不是统计结果；建立党组织和派驻都须按程序报批。"
OWN, JOINT, STATION, HELP = "S5", "S6", "S9", "S8"
"""The clauses of the plan."""


def rules(plan: Plan) -> tuple[str, str]:
    """Say what joint organisations and assignments keep to."""
    counting, planning = plan.policy.counting, plan.policy.planning
    new, near = "新建最少", "同村（社区）、同园区的最多"
    order = f"{new}、{near}" if planning.prefer == "fewest" else f"{near}、{new}"
    first = "没有党组织的" if planning.instructors_first == "without" else "薄弱的"
    whom = "今天没有党组织的" if plan.today else "建立后仍没有党组织的"
    return (
        f"联合组建：同一乡（办）内，每个至多 {counting.joint_units} 家，"
        f"正式党员合计至少 {counting.due_members} 人；依次求覆盖最多、{order}。",
        f"派驻：{whom}和薄弱的企业，由本乡（办）的指导员联系，每人至多 {counting.instructor_load} 家，{first}优先。",
    )


def proof(plan: Plan) -> str:
    """Say whether anything could be better, and by how much."""
    if plan.exact:
        return "以上各项依次已证明最优（差距 0）。"
    open_ones = [f"{stage.name} {stage.reached}（界限 {stage.bound}）" for stage in plan.stages if stage.gap]
    return f"在限定时间内没有证明最优，还可能差：{'、'.join(open_ones)}。"


def why_own(own: Own) -> str:
    """Say why an enterprise should found its own organisation."""
    return f"{own.reason}，现由{'、'.join(own.leaves)}联合覆盖" if own.leaves else own.reason


def why_group(group: Group) -> str:
    """Say why the enterprises of a group belong together."""
    return _why(group, group.place)


def why_joint(group: Group, placed: Placed) -> str:
    """Say why an enterprise joins a group."""
    return _why(group, placed.place)


def _why(group: Group, place: str) -> str:
    what = "可纳入现有联合党组织" if group.organization else f"正式党员合计 {group.full_members} 人"
    return f"{near(place)}，{what}"


def near(place: str) -> str:
    """Say how near somebody is."""
    return f"同在{place}" if place else "同乡（办）"
