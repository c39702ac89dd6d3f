"""The lines of the official annual form (党内统计), as data: what each counts, and within which other line."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from ..facts.frames import TRUE
from ..facts.organization_rank import RANKS
from ..models import Kind
from .indicators import Need
from .indicators.needs import FORM, MEMBERS, ORGANIZED, STATIONED, ledger


@dataclass(frozen=True)
class Line:
    """One line of the form."""

    code: str
    name: str
    """The Chinese name; ``{setting}`` is a threshold of the policy's ``counting``."""
    within: str
    """The code of the line that it is part of; empty for the first."""
    flag: nw.Expr
    """Which enterprises of that line are on this one."""
    needs: tuple[Need, ...] = ()
    apart: bool = False
    """Whether the line only says how many of the line above are such (其中). All others add up to it."""


_OWN_KIND = Need(("organization_kind", "organization_name"), roster=Kind.ORGANIZATIONS)

_organized, _own, _joint = nw.col("organized"), nw.col("own"), nw.col("joint")
_due, _has_member, _stationed = nw.col("due"), nw.col("has_member"), nw.col("stationed")
_members_unknown = ~_due & ~_has_member & nw.col("members").is_null()
_LEDGER_EMPLOYEES = ledger("employees")

LINES: dict[str, Line] = {
    line.code: line
    for line in (
        Line("annual_enterprises", "企业总数", "", TRUE),
        Line(
            "annual_large",
            "职工 {large_employees} 人以上",
            "annual_enterprises",
            nw.col("large"),
            (_LEDGER_EMPLOYEES,),
            apart=True,
        ),
        Line(
            "annual_very_large",
            "职工 {very_large_employees} 人以上",
            "annual_enterprises",
            nw.col("very_large"),
            (_LEDGER_EMPLOYEES,),
            apart=True,
        ),
        Line(
            "annual_employees_unknown",
            "职工人数不清楚",
            "annual_enterprises",
            ~nw.col("large_known"),
            apart=True,
        ),
        Line(
            "annual_stationed",
            "有党建工作指导员联系",
            "annual_enterprises",
            _stationed,
            (STATIONED,),
            apart=True,
        ),
        Line("annual_built", "已建立党组织", "annual_enterprises", _organized, (ORGANIZED,)),
        Line("annual_own", "单独建立", "annual_built", _own, (ORGANIZED, FORM)),
        Line(
            "annual_own_committee",
            "党委",
            "annual_own",
            nw.col("own_kind") == RANKS["committee"],
            (ORGANIZED, FORM, _OWN_KIND),
        ),
        Line(
            "annual_own_general_branch",
            "党总支",
            "annual_own",
            nw.col("own_kind") == RANKS["general_branch"],
            (ORGANIZED, FORM, _OWN_KIND),
        ),
        Line(
            "annual_own_branch",
            "党支部",
            "annual_own",
            nw.col("own_kind") == RANKS["branch"],
            (ORGANIZED, FORM, _OWN_KIND),
        ),
        Line("annual_own_kind_unknown", "类别不清楚", "annual_own", nw.col("own_kind") == 0, (ORGANIZED, FORM)),
        Line("annual_joint", "联合建立", "annual_built", _joint, (ORGANIZED, FORM)),
        Line(
            "annual_joint_due",
            "正式党员 {due_members} 人以上",
            "annual_joint",
            _due,
            (ORGANIZED, FORM, MEMBERS),
            apart=True,
        ),
        Line(
            "annual_joint_members_unknown",
            "党员人数不清楚",
            "annual_joint",
            _members_unknown,
            (ORGANIZED, FORM),
            apart=True,
        ),
        Line("annual_form_unknown", "组建方式不清楚", "annual_built", ~_own & ~_joint, (ORGANIZED,)),
        Line("annual_not_built", "未建立党组织", "annual_enterprises", ~_organized, (ORGANIZED,)),
        Line(
            "annual_due_not_built",
            "应建未建（正式党员 {due_members} 人以上）",
            "annual_not_built",
            _due,
            (ORGANIZED, MEMBERS),
        ),
        Line(
            "annual_some_members",
            "有党员，未达到应建",
            "annual_not_built",
            ~_due & _has_member,
            (ORGANIZED, MEMBERS),
        ),
        Line(
            "annual_no_members",
            "没有党员",
            "annual_not_built",
            (nw.col("members") == 0).fill_null(False) & ~_due,
            (ORGANIZED, MEMBERS),
        ),
        Line("annual_members_unknown", "党员人数不清楚", "annual_not_built", _members_unknown, (ORGANIZED,)),
        Line(
            "annual_organized_unknown",
            "是否建立不清楚",
            "annual_not_built",
            ~nw.col("organized_known"),
            (ORGANIZED,),
            apart=True,
        ),
        Line(
            "annual_not_built_stationed",
            "有党建工作指导员联系",
            "annual_not_built",
            _stationed,
            (ORGANIZED, STATIONED),
            apart=True,
        ),
    )
}
"""Every line by its code, in the order of the form."""


def depth(code: str) -> int:
    """Give how many lines a line is within."""
    parent = LINES[code].within
    return 1 + depth(parent) if parent else 0
