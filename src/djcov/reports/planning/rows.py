"""A plan as a spreadsheet reads it: one row per enterprise and proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...measures.results import Subject
from ...planning.results import Plan
from ..page_model import Records
from .words import HELP, JOINT, OWN, STATION, why_joint, why_own

HEADINGS = (
    *("建议代码", "建议", "单位", "组号", "企业", "统一社会信用代码", "正式党员", "党组织", "指导员"),
    *("理由", "方案条款", "文件", "工作表", "行", "指导员文件", "指导员工作表", "指导员行"),
)
"""Over its columns."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One proposal for one enterprise, or none for an instructor."""

    code: str
    title: str
    clause: str
    subject: Subject | None
    reason: str
    group: int | None = None
    full_members: int | None = None
    organization: str = ""
    instructor: Subject | None = None

    @property
    def row(self) -> tuple[str | int | None, ...]:
        """The line under the headings."""
        of = self.subject or self.instructor
        subject, instructor = self.subject, self.instructor
        at = subject.source if subject else None
        whose = instructor.source if instructor else None
        return (
            *(self.code, self.title, of.township if of else "", self.group),
            *(subject.name if subject else "", subject.uscc if subject else "", self.full_members),
            *(self.organization, instructor.name if instructor else "", self.reason, self.clause),
            *((at.file, at.sheet, at.row) if at else ("", "", None)),
            *((whose.file, whose.sheet, whose.row) if whose else ("", "", None)),
        )


def of(plan: Plan) -> Records:
    """Give the rows."""
    return Records(HEADINGS, tuple(line.row for line in _lines(plan))).of(plan.as_of)


def _lines(plan: Plan) -> Iterator[_Line]:
    for own in plan.own:
        yield _Line("own", "单独建立", OWN, own.subject, why_own(own), full_members=own.full_members)
    for number, group in enumerate(plan.groups, start=1):
        there = group.organization
        code, title = ("joint_existing", "纳入现有联合党组织") if there else ("joint_new", "新建联合党组织")
        name = there.name if there else ""
        for each in group.enterprises:
            why = why_joint(group, each)
            yield _Line(code, title, JOINT, each.subject, why, number, each.full_members, name)
        for one in group.attached:
            yield _Line("attached", "联系培养", HELP, one, "没有党员", number, 0, name)
    for left in plan.left_over:
        yield _Line("left_over", "暂不纳入联合组建", left.clause, left.subject, left.reason)
    for sent in plan.assignments:
        wanting = sent.wanting
        yield _Line("instructor", "派驻指导员", STATION, wanting.subject, wanting.reason, instructor=sent.instructor)
    for wanting in plan.waiting:
        yield _Line("waiting", "指导员不足，暂无法派驻", STATION, wanting.subject, wanting.reason)
    for idle in plan.idle:
        reason = f"尚未联系企业，还可联系 {idle.free} 家"
        yield _Line("idle", "可派的指导员", STATION, None, reason, instructor=idle.instructor)
