"""The shape of ``djcov.plan/1`` (:mod:`.document`)."""

from __future__ import annotations

from ..keys import FLAG, INTEGER, INTEGER_OR_NULL, KEYS, NUMBER, SUBJECT, TEXT
from ..shapes import Document, Key, Object, Rows
from .rows import HEADINGS


def plan() -> Document:
    """Give the shape."""
    place = {**SUBJECT, "source": KEYS["source"]}
    why = {"reason": Key(TEXT, "理由"), "clause": KEYS["clause"]}
    members = {"full_members": Key(INTEGER_OR_NULL, "正式党员")}
    at = {"place": Key(TEXT, "村、园区等")}
    own = Object({**place, **members, "leaves": Key(Rows(TEXT), "离开哪些联合党组织"), **why})
    joining = Object({**place, **members, **at, "reason": why["reason"]})
    group = Object(
        {
            "group": Key(INTEGER, "组号"),
            "unit": KEYS["unit"],
            **at,
            "kind": Key(TEXT, "new 新建，existing 纳入现有的"),
            "organization": Key(Object(place, null=True), "现有的联合党组织"),
            "covered_before": Key(INTEGER, "它原来覆盖的企业数"),
            **members,
            **why,
            "enterprises": Key(Rows(joining), "组成的企业"),
            "attached": Key(Rows(Object(place)), "联系培养的企业"),
        }
    )
    stage = {
        "stage": Key(TEXT, "逐级求最优的一级"),
        "name": KEYS["name"],
        "value": Key(INTEGER, "达到多少"),
        "bound": Key(INTEGER, "任何方案都不会更好的界限"),
        "gap": Key(INTEGER, "还可能差多少"),
    }
    change = {"before": Key(TEXT, "之前，已达到数/应达到数"), "after": Key(TEXT, "之后，已达到数/应达到数")}
    reaching = {
        "unit": KEYS["unit"],
        **change,
        "short_by_before": Key(INTEGER, "之前还差多少"),
        "acts": Key(INTEGER, "新建的党组织数"),
        "reached": Key(FLAG, "是否达到"),
        "short_by": Key(INTEGER, "之后还差多少"),
        "why": Key(TEXT, "为什么达不到"),
        "own": Key(Rows(own), "单独建立"),
        "groups": Key(Rows(group), "联合组建"),
    }
    reach = {
        "indicator": KEYS["indicator"],
        "name": KEYS["name"],
        "target": Key(NUMBER, "目标比率"),
        "by_unit": Key(FLAG, "是否各单位分别达到"),
        "rows": Key(Rows(Object(reaching)), "每个单位一行"),
    }
    settings = {
        "prefer": Key(TEXT, "优先什么"),
        "due_members": Key(INTEGER, "几名正式党员应建"),
        "joint_units": Key(INTEGER, "联合党组织最多几家"),
        "joint_needs_full_member": Key(FLAG, "每家是否要有正式党员"),
        "instructor_load": Key(INTEGER, "一名指导员最多几家"),
        "instructors_first": Key(TEXT, "先派给无组织的还是薄弱的"),
        "today": Key(FLAG, "是否按现状派驻"),
    }
    instructor = {
        "instructor": SUBJECT["instructor"],
        "instructor_source": Key(KEYS["source"].shape, "指导员在花名册中的位置"),
        **at,
        "load": Key(INTEGER, "派驻后联系企业数"),
    }
    shortage = {
        "unit": KEYS["unit"],
        "waiting": Key(INTEGER, "尚缺指导员的企业"),
        "instructors": Key(INTEGER, "至少还要几名指导员"),
    }
    idle = {**place, "load": Key(INTEGER, "已联系企业数"), "free": Key(INTEGER, "还可联系几家")}
    effect = {"unit": KEYS["unit"], "indicator": KEYS["indicator"], "name": KEYS["name"], **change}
    return Document(
        name="plan",
        command="djcov plan",
        title="组建和派驻建议",
        csv=(*HEADINGS, "截至日期"),
        keys={
            "as_of": KEYS["as_of"],
            "proposal": Key(TEXT, "这是建议"),
            "exact": Key(FLAG, "是否已证明最优"),
            "optimal": Key(FLAG, "是否已证明最优"),
            "bound": Key(INTEGER_OR_NULL, "最多能覆盖多少家"),
            "gap": Key(INTEGER, "离界限还可能差多少"),
            "stages": Key(Rows(Object(stage)), "各级的结果"),
            "settings": Key(Object(settings), "生效的设置"),
            "effect": Key(Rows(Object(effect)), "前后对比"),
            "own": Key(Rows(own), "单独建立"),
            "groups": Key(Rows(group), "联合组建"),
            "left_over": Key(Rows(Object({**place, **why})), "暂不纳入联合组建的"),
            "assignments": Key(Rows(Object({**place, **why, **instructor})), "派驻指导员"),
            "waiting": Key(Rows(Object({**place, **why})), "尚缺指导员的"),
            "shortages": Key(Rows(Object(shortage)), "每个单位还缺多少指导员"),
            "idle": Key(Rows(Object(idle)), "可派的指导员"),
            "reach": Key(Object(reach, null=True), "达到目标的最少新建（--reach）"),
            "missing": Key(
                Rows(Object({"plan": Key(TEXT, "建议"), "why": Key(TEXT, "缺少的列")})), "无法建议的", optional=True
            ),
        },
        main=("own", "groups", "left_over", "assignments", "waiting", "idle"),
        tells={"shortages": ("unit",), "effect": ("unit", "indicator"), "stages": ("stage",)},
    )
