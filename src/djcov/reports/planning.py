"""The view of a plan: per unit the joint organisations, the instructors, and who is left over, each with its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..measures.results import Subject
from ..planning.results import Assignment, Group, Plan
from .blocks import Block, Cell, Column, Heading, Note, Page, Plain, Records, grid
from .places import Places
from .subjects import source_object, subject_object

_PROPOSAL = "本表是按台账算出的建议，供研究确定，不是统计结果；联合组建和派驻都须按程序报批。"
_JOINT, _STATION = "S6", "S9"

_Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class PlanView:
    """A plan as people and scripts see it."""

    result: Plan

    def page(self) -> Page:
        """Give the totals, then each unit's proposals."""
        result = self.result
        title = f"{result.whole}联合组建和派驻指导员建议（截至 {result.as_of}）"
        blocks: list[Block] = [Heading(title, 1), Note(_PROPOSAL), *(Note(rule, "quiet") for rule in self._rules())]
        blocks += [Note(f"{what}无数据：{why}", "quiet") for what, why in result.missing]
        blocks.append(self._totals())
        places = Places(subject.source.file for subject in self._everyone())
        for unit in result.units:
            blocks += self._unit(unit, places)
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per enterprise and proposal; who is left over or waits is there too."""
        headings = (
            *("建议代码", "建议", "单位", "组号", "企业", "统一社会信用代码", "正式党员", "党组织", "指导员"),
            *("理由", "条目", "文件", "工作表", "行"),
        )
        return Records(headings, tuple(self._rows()))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.plan/1``."""
        result = self.result
        return {
            "schema": "djcov.plan/1",
            "as_of": result.as_of.isoformat(),
            "proposal": _PROPOSAL,
            "exact": result.exact,
            "groups": [_group_object(number, group) for number, group in enumerate(result.groups, start=1)],
            "left_over": [
                {**_object(each.subject), "reason": each.reason, "clause": each.clause} for each in result.left_over
            ],
            "assignments": [_assignment_object(each) for each in result.assignments],
            "waiting": [
                {**_object(each.subject), "reason": each.reason, "clause": _STATION} for each in result.waiting
            ],
            "shortages": [
                {"unit": each.unit, "waiting": each.waiting, "instructors": each.instructors}
                for each in result.shortages
            ],
            **({"missing": [{"plan": what, "why": why} for what, why in result.missing]} if result.missing else {}),
        }

    def _rules(self) -> tuple[str, str]:
        result = self.result
        best = "剩余最少。" if result.exact else "应建人数大于 3 时不保证剩余最少。"
        return (
            f"联合组建（S6）：同园区、同村（社区）优先，其次同乡（办）；每个至多 {result.joint_units} 家，"
            f"正式党员合计至少 {result.due_members} 人，{best}",
            f"派驻（S9、S12）：本乡（办）的指导员，每人至多 {result.instructor_load} 家，薄弱企业优先。",
        )

    def _totals(self) -> Block:
        result = self.result
        rows: list[list[str]] = []
        for unit in dict.fromkeys((result.whole, *result.units)):
            inside = [unit] if unit != result.whole else list(result.units)
            groups = [group for group in result.groups if group.unit in inside]
            new = [group for group in groups if group.organization is None]
            shortages = [each for each in result.shortages if each.unit in inside]
            numbers = (
                len(new),
                sum(len(group.enterprises) for group in new),
                sum(len(group.enterprises) for group in groups) - sum(len(group.enterprises) for group in new),
                sum(len(group.attached) for group in groups),
                sum(1 for each in result.left_over if each.subject.township in inside),
                sum(1 for each in result.assignments if each.wanting.subject.township in inside),
                sum(each.waiting for each in shortages),
                sum(each.instructors for each in shortages),
            )
            rows.append([unit, *map(str, numbers)])
        names = ("新建联合", "企业", "并入已有", "帮助培养", "未列入", "派驻", "待派驻", "还需指导员")
        return grid([Column("单位"), *(Column(name, figures=True) for name in names)], rows)

    def _unit(self, unit: str, places: Places) -> Iterator[Block]:
        result = self.result
        groups = [(number, group) for number, group in enumerate(result.groups, start=1) if group.unit == unit]
        left = [each for each in result.left_over if each.subject.township == unit]
        assigned = [each for each in result.assignments if each.wanting.subject.township == unit]
        waiting = [each for each in result.waiting if each.subject.township == unit]
        if groups:
            yield Heading(f"{unit}：联合组建")
            yield _groups(groups, places)
        if assigned:
            yield Heading(f"{unit}：派驻指导员")
            yield _assignments(assigned, places)
        if waiting:
            yield Heading(f"{unit}：没有指导员可派")
            yield _list([(each.subject, each.reason, _STATION) for each in waiting], places)
        if left:
            yield Heading(f"{unit}：未列入联合组建")
            yield _list([(each.subject, each.reason, each.clause) for each in left], places)

    def _everyone(self) -> Iterator[Subject]:
        for group in self.result.groups:
            yield from (each.subject for each in group.enterprises)
            yield from group.attached
        yield from (each.subject for each in (*self.result.left_over, *self.result.waiting))
        yield from (each.wanting.subject for each in self.result.assignments)

    def _rows(self) -> Iterator[_Row]:
        for number, group in enumerate(self.result.groups, start=1):
            code, title = (
                ("joint_existing", "并入已有联合党组织") if group.organization else ("joint_new", "新建联合党组织")
            )
            name = group.organization.name if group.organization else ""
            for each in group.enterprises:
                yield _row((code, title), number, each.subject, each.full_members, name, "", _why(group), _JOINT)
            for each in group.attached:
                yield _row(("attached", "帮助培养"), number, each, 0, name, "", "没有党员", "S8")
        for left in self.result.left_over:
            yield _row(("left_over", "未列入"), None, left.subject, None, "", "", left.reason, left.clause)
        for one in self.result.assignments:
            yield _row(
                ("instructor", "派驻指导员"),
                *(None, one.wanting.subject, None, "", one.instructor.name, one.wanting.reason, _STATION),
            )
        for wanting in self.result.waiting:
            yield _row(("waiting", "没有指导员可派"), None, wanting.subject, None, "", "", wanting.reason, _STATION)


def _why(group: Group) -> str:
    near = f"同在{group.place}" if group.place else "同一乡（办）"
    return (
        f"{near}，已有的联合党组织还可以覆盖" if group.organization else f"{near}，正式党员合计 {group.full_members} 人"
    )


def _groups(groups: Iterable[tuple[int, Group]], places: Places) -> Block:
    rows: list[list[str]] = []
    for number, group in groups:
        name = group.organization.name if group.organization else "新建"
        first = [str(number), name]
        rows += [
            [*first, each.subject.name, str(each.full_members), _why(group), _at(each.subject, places)]
            for each in group.enterprises
        ]
        rows += [[*first, each.name, "0", "没有党员，只帮助培养（S8）", _at(each, places)] for each in group.attached]
    figures = ("组", "正式党员")
    names = ("组", "党组织", "企业", "正式党员", "理由", "来源")
    return grid([Column(name, figures=name in figures) for name in names], rows)


def _assignments(assigned: Iterable[Assignment], places: Places) -> Block:
    rows = [
        [
            each.wanting.subject.name,
            each.wanting.reason,
            each.instructor.name,
            _at(each.instructor, places),
            f"同在{each.place}" if each.place else "同一乡（办）",
            str(each.load),
            _at(each.wanting.subject, places),
        ]
        for each in assigned
    ]
    names = ("企业", "理由", "指导员", "指导员来源", "远近", "派后家数", "来源")
    return grid([Column(name, figures=name == "派后家数") for name in names], rows)


def _list(rows: Sequence[tuple[Subject, str, str]], places: Places) -> Block:
    cells = [
        [Cell(subject.name), Cell(reason), Cell(clause), Cell(_at(subject, places))] for subject, reason, clause in rows
    ]
    return grid(["企业", "原因", "条目", "来源"], cells)


def _at(subject: Subject, places: Places) -> str:
    return places.row(subject.source)


def _row(
    kind: tuple[str, str],
    number: int | None,
    subject: Subject,
    full_members: int | None,
    organization: str,
    instructor: str,
    reason: str,
    clause: str,
) -> _Row:
    at = subject.source
    named = (*kind, subject.township, number, subject.name, subject.uscc, full_members, organization, instructor)
    return (*named, reason, clause, at.file, at.sheet, at.row)


def _object(subject: Subject) -> dict[str, Plain]:
    return {**subject_object(subject), "source": source_object(subject.source)}


def _group_object(number: int, group: Group) -> Mapping[str, Plain]:
    return {
        "group": number,
        "unit": group.unit,
        "place": group.place,
        "kind": "existing" if group.organization else "new",
        "organization": _object(group.organization) if group.organization else None,
        "full_members": group.full_members,
        "reason": _why(group),
        "clause": _JOINT,
        "enterprises": [{**_object(each.subject), "full_members": each.full_members} for each in group.enterprises],
        "attached": [_object(each) for each in group.attached],
    }


def _assignment_object(one: Assignment) -> Mapping[str, Plain]:
    return {
        **_object(one.wanting.subject),
        "reason": one.wanting.reason,
        "clause": _STATION,
        "instructor": one.instructor.name,
        "instructor_source": source_object(one.instructor.source),
        "place": one.place,
        "load": one.load,
    }
