"""The indicators that count enterprises: covered by an organisation, an instructor, members, mass organisations."""

from __future__ import annotations

import narwhals as nw

from ...facts.mass import MASS
from .model import EVERY, Indicator
from .needs import APPLICANTS, FORM, FOUNDED, MEMBERS, ORGANIZED, STATIONED, ledger

_organized, _stationed = nw.col("organized"), nw.col("stationed")
_organized_known, _stationed_known = nw.col("organized_known"), nw.col("stationed_known")

COVERAGE = (
    Indicator(
        code="org_coverage",
        name="组织覆盖率",
        clause="S1",
        grain="enterprise",
        denominator=EVERY,
        numerator=_organized,
        known=_organized_known,
        doc="有党组织覆盖的企业占统计范围内企业的比率，单独组建和联合组建都算；数的是企业，不是党组织。",
        needs=(ORGANIZED,),
    ),
    Indicator(
        code="own_org_rate",
        name="单独组建率",
        clause="S1",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("own"),
        known=nw.col("own") | nw.col("joint") | (_organized_known & ~_organized),
        doc="单独建立党组织的企业占统计范围内企业的比率；已建立而组建方式不清楚的不算。",
        needs=(ORGANIZED, FORM),
    ),
    Indicator(
        code="work_coverage",
        name="工作覆盖率",
        clause="S2",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("work"),
        known=nw.col("work_known"),
        doc="有党组织覆盖或派驻了党建工作指导员，或台账写明已工作覆盖的企业占统计范围内企业的比率；政策文件可规定有党员、有群团组织也算。",
        needs=(ORGANIZED,),
    ),
    Indicator(
        code="work_coverage_any",
        name="四种方式覆盖率",
        clause="S2",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("work_any"),
        known=nw.col("work_any_known"),
        doc="有党组织覆盖、派驻了党建工作指导员、有党员、有群团组织，四种方式占任何一种，或台账写明已工作覆盖的企业占统计范围内企业的比率；"
        "不论政策文件以哪几种算工作覆盖，都列在工作覆盖率旁边，免得把口径不同的数相比。",
        needs=(ORGANIZED,),
    ),
    Indicator(
        code="instructor_stationed",
        name="派驻率",
        clause="S9",
        grain="enterprise",
        denominator=~_organized,
        numerator=_stationed,
        known=_stationed_known,
        doc="没有党组织覆盖的企业中，派驻了党建工作指导员的比率。",
        needs=(ORGANIZED, STATIONED),
        otherwise="已有党组织覆盖",
    ),
    Indicator(
        code="due_built",
        name="应建已建率",
        clause="S5",
        grain="enterprise",
        denominator=nw.col("due"),
        numerator=_organized,
        known=_organized_known,
        doc="正式党员达到规定人数（默认 3 人）的企业中，有党组织覆盖的比率。党员未分正式、预备的按总数判断。",
        needs=(MEMBERS, ORGANIZED),
        otherwise="正式党员未达到应建人数，或人数不清楚",
    ),
    Indicator(
        code="members_in_50plus",
        name="50人以上企业有党员率",
        clause="S3",
        grain="enterprise",
        denominator=nw.col("large"),
        numerator=nw.col("has_member"),
        known=nw.col("has_member_known"),
        doc="职工达到规定人数（默认 50 人，含本数）的企业中，有党员的比率。",
        needs=(ledger("employees"), MEMBERS),
        otherwise="职工未达到规定人数，或人数不清楚",
    ),
)


def _mass(code: str, name: str, flag: str, fields: tuple[str, ...], doc: str = "") -> Indicator:
    return Indicator(
        code=code,
        name=f"{name}覆盖率",
        clause="S10",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col(flag),
        known=nw.col(f"{flag}_known"),
        doc=doc or f"建有{name}的企业占统计范围内企业的比率。",
        needs=(ledger(*fields, "mass_organizations"),),
    )


MASS_COVERAGE = (
    _mass(
        "mass_coverage",
        "群团",
        "mass",
        tuple(MASS),
        "建有工会、共青团、妇联中任何一个的企业占统计范围内企业的比率。",
    ),
    _mass("union_coverage", "工会", "union", ("union",)),
    _mass("youth_coverage", "共青团", "youth_league", ("youth_league",)),
    _mass("women_coverage", "妇联", "womens_federation", ("womens_federation",)),
)

DEVELOPMENT = (
    Indicator(
        code="synchronous_founding",
        name="同步建立率",
        clause="S7",
        grain="enterprise",
        denominator=nw.col("new") & nw.col("due") & ~nw.col("has_time"),
        numerator=nw.col("synchronous"),
        known=_organized_known & (~_organized | ~nw.col("founded_on").is_null()),
        doc="方案起始日以后注册、正式党员达到应建人数的企业中，不晚于注册后规定天数（默认 180 天）建立党组织的比率；"
        "尚未建立而还在期限内的不计。",
        needs=(ledger("registered_on"), MEMBERS, ORGANIZED, FOUNDED),
        otherwise="不是方案起始日以后注册的，或还在规定天数内，或正式党员未达到应建人数，或不清楚",
    ),
    Indicator(
        code="applicants_where_no_member",
        name="无党员企业积极分子培养率",
        clause="S8",
        grain="enterprise",
        denominator=~nw.col("has_member"),
        numerator=nw.col("has_applicant"),
        known=~nw.col("applicants").is_null(),
        doc="没有党员（或不清楚）的企业中，有入党积极分子的比率。",
        needs=(MEMBERS, APPLICANTS),
        otherwise="已有党员",
    ),
    Indicator(
        code="weak_with_instructor",
        name="薄弱企业派驻率",
        clause="S9",
        grain="enterprise",
        denominator=nw.col("is_weak"),
        numerator=_stationed,
        known=_stationed_known,
        doc="党建基础薄弱的企业中，派驻了党建工作指导员的比率。",
        needs=(ledger("weak"), STATIONED),
        otherwise="未列为薄弱",
    ),
)

CLARITY = (
    Indicator(
        code="clear_basic",
        name="基本情况清楚率",
        clause="S17",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("basic_clear"),
        doc="信用代码、名称、乡（办）、企业类型、经营状态、职工人数、注册日期都填写且有效的企业所占比率。",
    ),
    Indicator(
        code="clear_organization",
        name="组织覆盖情况清楚率",
        clause="S17",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("organization_clear"),
        doc="是否建立党组织清楚，已建立的组建方式和党组织名称也清楚的企业所占比率。",
    ),
    Indicator(
        code="clear_work",
        name="工作覆盖情况清楚率",
        clause="S17",
        grain="enterprise",
        denominator=EVERY,
        numerator=nw.col("work_clear"),
        doc="有党组织覆盖或是否派驻指导员清楚（派驻的有姓名），并且工会、共青团、妇联都清楚的企业所占比率。",
    ),
)
