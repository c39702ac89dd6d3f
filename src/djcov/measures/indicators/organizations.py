"""The indicators that count organisations and instructors: who leads them, what they have, who was trained; and what
units give to enterprises.
"""

from __future__ import annotations

import narwhals as nw

from ...facts.answers import Answer, marked, stored
from ...facts.organizations import CITY, DISTRICT, GIFT_PACK, PROVINCE, SIX_HAVES, at_least
from ...models import Kind, Organization
from .model import EVERY, Indicator
from .needs import FOUNDED, ORGANIZED, STATION_ENDS, VISITED, Need, instructors, organizations

_new = nw.col("new")
_NOT_NEW = "不是方案起始日以后成立的，或成立时间不清楚"


def _share(code: str, name: str, clause: str, has: Answer, doc: str, *needs: Need) -> Indicator:
    """The share of organisations that have something."""
    return Indicator(
        code=code,
        name=name,
        clause=clause,
        grain="organization",
        denominator=EVERY,
        numerator=has.yes,
        known=has.known,
        doc=doc,
        needs=(ORGANIZED, *needs),
    )


def _favored(field: str, name: str, how: str) -> Indicator:
    """One of the four favours (四倾斜), which the roster calls by the indicator's code."""
    return _share(field, name, "S21", marked(field), f"{how}的党组织所占比率。", organizations(field))


def _item(field: str, part_of: str, code: str) -> Indicator:
    """One item of a checklist, told by the model's field: its title, and what its description says is there."""
    info = Organization.model_fields[field]
    new_only = part_of == "gift_pack"
    whose = "方案起始日以后成立的党组织中，已" if new_only else "党组织中，"
    named = (info.title or field).rpartition("：")[2]
    return Indicator(
        code=code,
        name=f"党建大礼包——{named}" if new_only else f"“六有”——有{named}",
        clause="S19" if new_only else "S22",
        grain="organization",
        denominator=_new if new_only else EVERY,
        numerator=marked(field).yes,
        known=marked(field).known,
        doc=f"{whose}{info.description}的比率；是“{'党建大礼包' if new_only else '六有'}”中的一项。",
        needs=(FOUNDED if new_only else ORGANIZED, organizations(field)),
        otherwise=_NOT_NEW if new_only else "",
        part_of=part_of,
    )


SIX_ITEMS = tuple(_item(field, "six_haves", field.replace("has", "six_haves", 1)) for field in SIX_HAVES)
GIFT_ITEMS = tuple(_item(field, "gift_pack", field) for field in GIFT_PACK)

PEOPLE = (
    _share(
        "secretary_in_post",
        "书记配备率",
        "S11",
        stored("has_secretary"),
        "填写了书记的党组织所占比率；填“无”的不算。",
        organizations("secretary"),
    ),
    Indicator(
        code="secretary_trained",
        name="书记参训率",
        clause="S13",
        grain="organization",
        denominator=nw.col("has_secretary"),
        numerator=nw.col("secretary_trained"),
        known=nw.col("secretary_trained_known"),
        doc="有书记的党组织中，书记参加过培训的比率。",
        needs=(organizations("secretary", "secretary_trained"),),
        otherwise="没有书记，或不清楚",
    ),
    _share(
        "party_workers",
        "党务干部配备率",
        "S13",
        marked("party_workers"),
        "书记以外还有党务干部的党组织所占比率。",
        organizations("party_workers"),
    ),
    Indicator(
        code="party_workers_trained",
        name="党务干部参训率",
        clause="S13",
        grain="organization",
        denominator=marked("party_workers").yes,
        numerator=marked("party_workers_trained").yes,
        known=marked("party_workers_trained").known,
        doc="书记以外还有党务干部的党组织中，党务干部参加过培训的比率。",
        needs=(organizations("party_workers", "party_workers_trained"),),
        otherwise="没有书记以外的党务干部，或不清楚",
    ),
    Indicator(
        code="instructor_trained",
        name="指导员参训率",
        clause="S13",
        grain="instructor",
        denominator=EVERY,
        numerator=nw.col("trained"),
        known=nw.col("trained_known"),
        doc="派驻在统计范围内企业的党建工作指导员中，参加过培训的比率。",
        needs=(instructors("trained", "instructor_trained"),),
    ),
    Indicator(
        code="in_term",
        name="指导员在派驻期内率",
        clause="S9",
        grain="instructor",
        denominator=nw.col("in_term_known"),
        numerator=nw.col("in_term"),
        doc="派驻在统计范围内企业、派驻到何时清楚的党建指导员中，各处派驻都没有期满（截止当日仍在期内）的比率；"
        "派驻截止时间是实际做法，方案没有要求填写。",
        needs=(STATION_ENDS,),
        otherwise="派驻到何时不清楚",
    ),
    Indicator(
        code="visited_on_schedule",
        name="指导员按期走访率",
        clause="S12",
        grain="instructor",
        denominator=nw.col("visit_due"),
        numerator=nw.col("visited"),
        known=nw.col("visited_known"),
        doc="派驻在统计范围内企业的党建指导员中，联系的企业都在规定天数（默认 90 天）内走访过的比率；不知道何时走访过的"
        "不算，派驻不满规定天数、还没有走访的不计。多少天走访一次是实际做法，由政策文件规定。",
        needs=(VISITED,),
        otherwise="派驻不满走访间隔的天数，还没有走访",
    ),
)

WORK = (
    Indicator(
        code="territorial_affiliation",
        name="属地管理率",
        clause="S15",
        grain="organization",
        denominator=_new,
        numerator=nw.col("territorial"),
        known=nw.col("territorial_known"),
        doc="方案起始日以后成立的党组织中，上级是属地（乡、办、集聚区、村、社区）而不是行业党委的比率。",
        needs=(ORGANIZED, FOUNDED, organizations("superior")),
        otherwise=_NOT_NEW,
    ),
    _share(
        "village_pairing",
        "村企结对率",
        "S16",
        stored("has_village"),
        "有结对村（社区）的党组织所占比率。",
        organizations("partner_village"),
    ),
    _share(
        "demo_posts",
        "党员示范岗设立率",
        "S14",
        marked("demo_posts"),
        "设立了党员示范岗的党组织所占比率。",
        organizations("demo_posts"),
    ),
    _share(
        "two_way_mechanism",
        "双向互动机制建立率",
        "S14",
        marked("two_way_mechanism"),
        "建立了双向互动机制的党组织所占比率。",
        organizations("two_way_mechanism"),
    ),
    _share(
        "paired_building",
        "结对共建率",
        "S14",
        marked("paired_building"),
        "与另一党组织结对共建的党组织所占比率；与村（社区）结对的另见村企结对率。",
        organizations("paired_building"),
    ),
    _share(
        "online_site",
        "网上阵地开设率",
        "S14",
        marked("online_site"),
        "开设了网上阵地的党组织所占比率。",
        organizations("online_site"),
    ),
)

STANDARDS = (
    _share(
        "six_haves",
        "六有达标率",
        "S22",
        stored("six_haves"),
        "场所、设施、标志、党旗、书报、制度六项齐全的党组织所占比率。",
        organizations(*SIX_HAVES),
    ),
    *SIX_ITEMS,
    Indicator(
        code="gift_pack",
        name="党建大礼包到位率",
        clause="S19",
        grain="organization",
        denominator=_new,
        numerator=nw.col("gift_pack"),
        known=nw.col("gift_pack_known"),
        doc="方案起始日以后成立的党组织中，党建大礼包九项齐全的比率。",
        needs=(FOUNDED, organizations(*GIFT_PACK)),
        otherwise=_NOT_NEW,
    ),
    *GIFT_ITEMS,
    _share(
        "leader_assigned",
        "领导干部分包联系率",
        "S20",
        stored("has_leader"),
        "有党员领导干部分包联系的党组织所占比率；填“无”的不算。",
        organizations("leader"),
    ),
    _share(
        "dual_strong_district",
        "双强六好（区级以上）",
        "S4",
        stored("dual_strong_district"),
        "区级及以上双强六好党组织；目标是个数。",
        organizations("dual_strong"),
    ),
    _share(
        "dual_strong_city",
        "双强六好（市级以上）",
        "S4",
        stored("dual_strong_city"),
        "市级及以上双强六好党组织；目标是个数。",
        organizations("dual_strong"),
    ),
    *(
        _share(
            f"model_{code}",
            f"党建典型（{level}以上）",
            "S4",
            at_least("model_level", level),
            f"选树为{level}及以上典型的党组织；各级个数见分布“典型级别”。",
            organizations("model_level"),
        )
        for code, level in (("district", DISTRICT), ("city", CITY), ("province", PROVINCE))
    ),
    _favored("favor_development", "发展党员倾斜率", "党员发展向企业中层骨干倾斜"),
    _favored("favor_commendation", "表彰倾斜率", "优秀党员评比向企业党员倾斜"),
    _favored("favor_training", "培训倾斜率", "学习培训向党组织负责人倾斜"),
    _favored("favor_funds", "经费倾斜率", "党建经费向企业党组织倾斜"),
)


def _given(favor: str, name: str, what: str) -> Indicator:
    """One of the four favours as a share of a unit: what goes to enterprises, of how much in all."""
    part, whole = f"{favor}_enterprises", f"{favor}_total"
    return Indicator(
        code=f"{favor}_share",
        name=f"{name}企业占比",
        clause="S21",
        grain="unit",
        denominator=~nw.col(part).is_null() & ~nw.col(whole).is_null(),
        numerator=nw.col(part).fill_null(0) > 0,
        doc=f"乡（办）的{what}中，给非公企业的所占比率；两个数都取自四倾斜表，不是单位数。",
        needs=(Need(roster=Kind.FAVORS, roster_fields=(part, whole), every=True),),
        otherwise="四倾斜表中没有填写，或有矛盾",
        amounts=(part, whole),
    )


GIVEN = (
    _given("development", "发展党员名额", "发展党员名额"),
    _given("commendation", "评优表彰", "评优表彰名额"),
    _given("training", "培训名额", "培训名额"),
    _given("funds", "工作经费", "党建工作经费（有小数的，两个数都以最小的一位为 1）"),
)
