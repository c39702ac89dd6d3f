"""A plan as scripts read it: ``djcov.plan/1``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...measures.results import Share, Subject
from ...planning.results import Assignment, Group, Idle, Own, Plan, Reach, Reaching
from ..page_model import Plain
from ..subjects import source_object, subject_object
from .words import JOINT, OWN, PROPOSAL, STATION, why_group, why_joint, why_own


def of(plan: Plan) -> Mapping[str, Plain]:
    """Give the document."""
    covered = next((stage for stage in plan.stages if stage.code == "covered"), None)
    return {
        "schema": "djcov.plan/1",
        "as_of": plan.as_of.isoformat(),
        "proposal": PROPOSAL,
        "exact": plan.exact,
        "optimal": plan.exact,
        "bound": covered.bound if covered else None,
        "gap": plan.gap,
        "stages": [
            {"stage": stage.code, "name": stage.name, "value": stage.reached, "bound": stage.bound, "gap": stage.gap}
            for stage in plan.stages
        ],
        "settings": _settings(plan),
        "effect": [
            {
                "unit": each.before.unit,
                "indicator": each.before.indicator,
                "name": each.before.name,
                "before": _share(each.before),
                "after": _share(each.after),
            }
            for each in plan.effect
        ],
        "own": [_own(each) for each in plan.own],
        "groups": _groups(plan.groups),
        "left_over": [
            {**_object(each.subject), "reason": each.reason, "clause": each.clause} for each in plan.left_over
        ],
        "assignments": [_assignment(each) for each in plan.assignments],
        "waiting": [{**_object(each.subject), "reason": each.reason, "clause": STATION} for each in plan.waiting],
        "shortages": [
            {"unit": each.unit, "waiting": each.waiting, "instructors": each.instructors} for each in plan.shortages
        ],
        "idle": [_idle(each) for each in plan.idle],
        "reach": _reach(plan.reach) if plan.reach else None,
        **({"missing": [{"plan": what, "why": why} for what, why in plan.missing]} if plan.missing else {}),
    }


def _settings(plan: Plan) -> Mapping[str, Plain]:
    counting, planning = plan.policy.counting, plan.policy.planning
    return {
        "prefer": planning.prefer,
        "due_members": counting.due_members,
        "joint_units": counting.joint_units,
        "joint_needs_full_member": planning.joint_needs_full_member,
        "instructor_load": counting.instructor_load,
        "instructors_first": planning.instructors_first,
        "today": plan.today,
    }


def _share(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"


def _object(subject: Subject) -> dict[str, Plain]:
    return {**subject_object(subject), "source": source_object(subject.source)}


def _own(own: Own) -> Mapping[str, Plain]:
    return {
        **_object(own.subject),
        "full_members": own.full_members,
        "leaves": list(own.leaves),
        "reason": why_own(own),
        "clause": OWN,
    }


def _groups(groups: Sequence[Group]) -> list[Plain]:
    return [_group(number, group) for number, group in enumerate(groups, start=1)]


def _group(number: int, group: Group) -> Mapping[str, Plain]:
    return {
        "group": number,
        "unit": group.unit,
        "place": group.place,
        "kind": "existing" if group.organization else "new",
        "organization": _object(group.organization) if group.organization else None,
        "covered_before": group.staying,
        "full_members": group.full_members,
        "reason": why_group(group),
        "clause": JOINT,
        "enterprises": [
            {
                **_object(each.subject),
                "full_members": each.full_members,
                "place": each.place,
                "reason": why_joint(group, each),
            }
            for each in group.enterprises
        ],
        "attached": [_object(each) for each in group.attached],
    }


def _assignment(one: Assignment) -> Mapping[str, Plain]:
    return {
        **_object(one.wanting.subject),
        "reason": one.wanting.reason,
        "clause": STATION,
        "instructor": one.instructor.name,
        "instructor_source": source_object(one.instructor.source),
        "place": one.place,
        "load": one.load,
    }


def _idle(idle: Idle) -> Mapping[str, Plain]:
    return {**_object(idle.instructor), "load": idle.load, "free": idle.free}


def _reach(reach: Reach) -> Mapping[str, Plain]:
    return {
        "indicator": reach.indicator,
        "name": reach.name,
        "target": float(reach.rate),
        "by_unit": reach.by_unit,
        "rows": [_reaching(each) for each in reach.rows],
    }


def _reaching(row: Reaching) -> Mapping[str, Plain]:
    return {
        "unit": row.unit,
        "before": _share(row.before),
        "after": _share(row.after),
        "short_by_before": row.wanted,
        "acts": row.acts,
        "reached": not row.short_by,
        "short_by": row.short_by,
        "why": row.why,
        "own": [_own(each) for each in row.own],
        "groups": _groups(row.groups),
    }
