"""The gaps of enterprises: nobody covers them, nobody is a member, the ledger does not tell."""

from __future__ import annotations

import narwhals as nw

from ...facts.answers import given, stored
from ...facts.mass import MASS
from ...facts.scope import NO_UNIT, NOT_FILLED
from ...models import Enterprise
from ...values.text import NOBODY
from ..indicators.needs import FORM, MEMBERS, ORGANIZED, STATION_ENDS, STATIONED
from .model import GapKind, Item, behind

_PEOPLE = "职工{employees:人}，党员{members:人}"
_FULL_MEMBERS, _UNDIVIDED = "正式党员{full_members:人}", "党员{members:人}（未分正式、预备）"


def _title(field: str) -> str:
    return Enterprise.model_fields[field].title or field


def _known(field: str) -> Item:
    return Item.filled(_title(field), ~nw.col(field).is_null())


def _mass(field: str) -> Item:
    return Item.answered(_title(field), stored(field))


_helper = (
    nw.when(~nw.col("joint_name").is_null())
    .then(nw.concat_str(nw.lit("；联建党组织："), nw.col("joint_name").fill_null("")))
    .when(~nw.col("village").is_in([NOT_FILLED, NOBODY]))
    .then(nw.concat_str(nw.lit("；所在村（社区）："), nw.col("village")))
    .otherwise(nw.lit(""))
)
"""The joint organisation or the village that helps to develop members (S8)."""

_not_due = ~nw.col("due") & ~nw.col("full_members").is_null()
_NOT_DUE = "正式党员不再达到应建人数"

URGENT = (
    behind(
        "instructor_stationed",
        "no_instructor",
        "未建党组织且未派指导员",
        1,
        detail=f"{_PEOPLE}{{way}}",
        words=(
            (
                "way",
                nw.when(nw.col("way_unknown")).then(nw.lit("；台账写明已工作覆盖，方式不详")).otherwise(nw.lit("")),
            ),
        ),
        action="要由所在乡（办）选派党建工作指导员，明确到人并登记派驻时间，实现工作覆盖。",
        or_mended=nw.col("organized"),
        known=nw.col("organized_known"),
    ),
    behind(
        "due_built",
        "due_not_built",
        "应建未建",
        1,
        detail=_FULL_MEMBERS,
        undivided=_UNDIVIDED,
        action="正式党员已达 {due_members} 人以上，要按照“成熟一个、建立一个”的原则，"
        "指导企业及时建立党组织，按程序报批。",
        ceased=_not_due,
        no_more=_NOT_DUE,
    ),
    GapKind(
        code="own_due",
        title="应单独未单独",
        clause="S5",
        priority=1,
        grain="enterprise",
        flag=nw.col("in_scope") & nw.col("due") & nw.col("joint"),
        mended=nw.col("own"),
        needs=(MEMBERS, ORGANIZED, FORM),
        detail=_FULL_MEMBERS,
        undivided=_UNDIVIDED,
        action="正式党员已达 {due_members} 人以上而只有联合党组织覆盖，要指导企业单独建立党组织，按程序报批。",
        ceased=_not_due | (nw.col("organized_known") & ~nw.col("organized")),
        no_more=f"{_NOT_DUE}，或已没有党组织覆盖",
    ),
    GapKind(
        code="maybe_due",
        title="疑似应建未建",
        clause="S5",
        priority=1,
        grain="enterprise",
        flag=nw.col("in_scope") & nw.col("maybe_due") & ~nw.col("organized"),
        mended=nw.col("organized"),
        needs=(MEMBERS, ORGANIZED),
        detail="党员{members:人}，其中正式党员{full_members:人}",
        action="请核实预备党员的转正时间；正式党员达到 {due_members} 人后即应单独建立，此前可先联合组建。",
        ceased=nw.col("due") | (_not_due & ~nw.col("maybe_due") & ~nw.col("members").is_null()),
        no_more="正式党员已达到应建人数，或党员不再达到",
        unclear=nw.col("in_scope") & nw.col("maybe_due") & ~nw.col("organized") & ~nw.col("organized_known"),
    ),
    behind(
        "members_in_50plus",
        "no_member_in_50plus",
        "50人以上无党员",
        1,
        detail=_PEOPLE,
        action="要把出资人、业务骨干和积极要求进步的职工培养为入党积极分子，"
        "成熟一名、发展一名，努力实现职工 {large_employees} 人以上企业有党员。",
        ceased=~nw.col("large") & nw.col("large_known"),
        no_more="职工不再达到规定人数",
    ),
    behind(
        "weak_with_instructor",
        "weak_no_instructor",
        "薄弱且未派指导员",
        1,
        detail=_PEOPLE,
        action="要选派党建工作指导员驻点，一企一策制定整顿措施，限期整改。",
        ceased=stored("is_weak").no,
        no_more="不再列为薄弱",
    ),
)

COVERAGE = (
    behind(
        "org_coverage",
        "not_covered",
        "未建党组织",
        2,
        detail=f"{_PEOPLE}；{{items}}",
        items=(Item.answered("党组织", stored("organized")),),
        action="请按党员人数单独组建；不具备条件的，就近与其他企业或村（社区）联合组建。",
    ),
    GapKind(
        code="work_coverage_expiring",
        title="工作覆盖将随派驻期满中断",
        clause="S2",
        priority=2,
        grain="enterprise",
        flag=nw.col("in_scope") & nw.col("coverage_expiring"),
        mended=nw.col("coverage_lasts"),
        needs=(STATIONED, STATION_ENDS),
        detail="只有指导员覆盖，派驻截止{station_ends_on:日}",
        action="派驻已期满，或将在 {station_soon_days} 天内期满，期满后党的工作就没有覆盖；请提前续派或另派指导员，"
        "具备条件的建立党组织。",
        ceased=stored("stationed").no & ~nw.col("work"),
        no_more="已没有指导员，另按没有工作覆盖处理",
    ),
    behind(
        "mass_coverage",
        "no_mass",
        "未建群团组织",
        2,
        detail="{items}",
        items=tuple(_mass(field) for field in MASS),
        action="请由工会、共青团、妇联指导企业建立群团组织，没有条件单独建立的联合建立。",
    ),
)

COMPLETION = (
    behind(
        "applicants_where_no_member",
        "no_applicant",
        "无党员且无入党积极分子",
        3,
        detail="党员{members:人}，入党积极分子{applicants:人}{helper}",
        words=(("helper", _helper),),
        action="请由所在村（社区）党组织或联建党组织联系企业，把出资人、骨干和积极要求进步的职工培养为入党积极分子。",
        or_mended=nw.col("has_member"),
        known=nw.col("has_member_known"),
    ),
    behind(
        "synchronous_founding",
        "not_synchronous",
        "新企业未同步建立党组织",
        3,
        detail=_FULL_MEMBERS,
        undivided=_UNDIVIDED,
        action="未建立的请尽快建立；已建立的请核对注册日期和党组织成立时间（{synchronous_days} 天以内算同步）。",
        ceased=_not_due | (~nw.col("new") & ~nw.col("registered_on").is_null()),
        no_more="正式党员不再达到应建人数，或不是方案起始日以后注册的",
    ),
    *(
        behind(
            indicator,
            code,
            f"未建{organ}",
            3,
            detail="{items}",
            items=(_mass(field),),
            action=f"请由上级{name}指导企业单独或联合建立{organ}。",
        )
        for indicator, code, organ, name, field in (
            ("union_coverage", "no_union", "工会", "工会", "union"),
            ("youth_coverage", "no_youth_league", "团组织", "共青团", "youth_league"),
            ("women_coverage", "no_womens_federation", "妇女组织", "妇联", "womens_federation"),
        )
    ),
)


CLARITY = (
    behind(
        "clear_basic",
        "unclear_basic",
        "基本情况不清",
        3,
        detail="{items}",
        items=(
            *(_known(field) for field in ("name", "uscc")),
            Item.filled(_title("township"), nw.col("township") != NO_UNIT),
            *(Item.filled(_title(field), given(field).yes) for field in ("type", "status")),
            *(_known(field) for field in ("registered_on", "employees")),
        ),
        action="请在企业台账中补填或改正这几栏。",
    ),
    behind(
        "clear_organization",
        "unclear_organization",
        "组织覆盖情况不清",
        3,
        detail="{items}",
        items=(
            Item.filled(_title("organized"), nw.col("organized_known")),
            Item.filled(_title("organization_form"), ~nw.col("organized") | nw.col("own") | nw.col("joint")),
            Item.filled(_title("organization_name"), ~nw.col("organized") | nw.col("organization_named")),
        ),
        action="请查清后在企业台账或党组织台账中补填这几栏；没有建立的填“否”。",
    ),
    behind(
        "clear_work",
        "unclear_work",
        "工作覆盖情况不清",
        3,
        detail="{items}",
        items=(
            Item.filled(_title("instructor"), nw.col("organized") | nw.col("_told")),
            *(Item.filled(_title(field), nw.col(f"{field}_known")) for field in MASS),
        ),
        action="请查清后补填这几栏；没有指导员的填“无”，没有群团组织的填“否”。",
    ),
)
