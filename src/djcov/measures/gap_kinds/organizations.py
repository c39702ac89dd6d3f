"""The gaps of organisations and instructors: who does not lead, was not trained, what an organisation lacks."""

from __future__ import annotations

import narwhals as nw

from ...facts.answers import given, marked, stored
from ...facts.frames import all_of
from ...facts.organizations import FAVORS, GIFT_PACK, SIX_HAVES
from ...models import Kind, Organization
from ..indicators import IN_SCOPE, Need
from ..indicators.needs import ORGANIZED, TERMS, organizations
from .model import GapKind, Item, behind

_COVERED = "覆盖企业{covered:家}"
_TERM = "上次换届{re_elected_on:日}，届满日期{term_ends_on:日}"


_later = ~nw.col("new") & ~nw.col("founded_on").is_null()
_NOT_NEW = "不是方案起始日以后成立的"
_term_known = ~nw.col("re_elected_on").is_null() | ~nw.col("term_ends_on").is_null()


def _title(field: str) -> str:
    """Give a field's title; of a checklist's item, 六有：场所, only the item's own."""
    return (Organization.model_fields[field].title or field).rpartition("：")[2]


def _answer(field: str) -> Item:
    return Item.answered(_title(field), marked(field))


def _named(field: str) -> Item:
    return Item.answered(_title(field), given(field))


URGENT = (
    behind(
        "secretary_in_post",
        "no_secretary",
        "未配备书记",
        1,
        detail=_COVERED,
        action="要督促指导按规定选举产生书记；企业内部无合适人选的，由上级党组织推荐人选，按程序任职。",
    ),
)

PEOPLE = (
    GapKind(
        code="joint_too_large",
        title="党组织覆盖企业过多",
        clause="S6",
        priority=2,
        grain="organization",
        flag=IN_SCOPE & nw.col("oversized"),
        mended=~nw.col("oversized"),
        needs=(ORGANIZED,),
        detail=_COVERED,
        action="覆盖企业超过 {joint_units} 家，请把党员较多的企业分出单独组建，其余就近另行联合组建。",
    ),
    GapKind(
        code="instructor_overloaded",
        title="指导员联系企业过多",
        clause="S12",
        priority=2,
        grain="instructor",
        flag=IN_SCOPE & nw.col("overloaded"),
        mended=~nw.col("overloaded"),
        needs=(Need(("instructor",), roster=Kind.INSTRUCTORS),),
        detail="联系企业{load:家}",
        action="联系企业超过 {instructor_load} 家，请增派指导员，把一部分企业分给联系较少的指导员。",
    ),
    GapKind(
        code="term_over",
        title="任期已满未换届",
        clause="S11",
        priority=2,
        grain="organization",
        flag=IN_SCOPE & nw.col("term_over"),
        mended=~nw.col("term_over") & _term_known,
        needs=(ORGANIZED, TERMS),
        detail=_TERM,
        action="任期已满（党委 {term_committee} 年，党总支 {term_general_branch} 年，党支部 {term_branch} 年），"
        "请报上级党组织批准后尽快换届；已换届的请登记换届时间。",
    ),
    behind(
        "secretary_trained",
        "secretary_not_trained",
        "书记未参训",
        2,
        detail="{items}",
        items=(Item.answered("书记参训", stored("secretary_trained")),),
        action="请把书记列入党员干部教育培训计划，参训后登记。",
    ),
    behind(
        "instructor_trained",
        "instructor_not_trained",
        "指导员未参训",
        2,
        detail="联系企业{load:家}；{items}",
        items=(Item.answered("指导员参训", stored("trained")),),
        action="请把指导员列入党员干部教育培训计划，参训后登记。",
    ),
    behind(
        "in_term",
        "instructor_expired",
        "指导员派驻期满",
        2,
        detail="派驻截止{ends_on:日}，联系企业{load:家}",
        action="派驻期已满，请续派或另派指导员，做好交接，并登记新的派驻截止时间；已离任的登记离任时间。",
    ),
    behind(
        "visited_on_schedule",
        "instructor_unvisited",
        "指导员未按期走访",
        2,
        detail="最近走访{visited_on:日}，联系企业{load:家}；{items}",
        items=(Item.answered("按期走访", stored("visited")),),
        action="请督促指导员到联系的企业走访，至少 {visit_interval_days} 天一次，走访后登记日期。",
        ceased=~nw.col("visit_due"),
        no_more="新派驻，还不到走访的时间",
    ),
    behind(
        "leader_assigned",
        "no_leader",
        "未落实领导分包联系",
        2,
        detail="{items}",
        items=(_named("leader"),),
        action="请由党（工）委指定一名党员领导干部分包联系，并登记姓名。",
    ),
    behind(
        "gift_pack",
        "gift_pack_missing",
        "党建大礼包不全",
        2,
        detail="{items}",
        items=tuple(_answer(field) for field in GIFT_PACK),
        action="请由党（工）委补齐所缺各项；不清楚的核实后登记。",
        ceased=_later,
        no_more=_NOT_NEW,
    ),
    behind(
        "six_haves",
        "six_haves_missing",
        "六有不全",
        2,
        detail="{items}",
        items=tuple(_answer(field) for field in SIX_HAVES),
        action="请补齐活动场所所缺各项，可与机关、村（社区）党组织共用；不清楚的核实后登记。",
    ),
)

COMPLETION = (
    behind(
        "territorial_affiliation",
        "not_territorial",
        "新建党组织未属地管理",
        3,
        detail=_COVERED,
        action="请核对上级党组织；方案起始日以后成立的党组织原则上隶属所在乡（办）、集聚区。",
        ceased=_later,
        no_more=_NOT_NEW,
    ),
    behind(
        "village_pairing",
        "no_village",
        "未结对村（社区）",
        3,
        detail="{items}",
        items=(_named("partner_village"),),
        action="请与所在地的村（社区）党组织建立联创共建机制，并登记村（社区）名称。",
    ),
    *(
        behind(
            field,
            f"no_{field}",
            f"{lacking}{_title(field)}",
            3,
            detail="{items}",
            items=(_answer(field),),
            action=action,
        )
        for field, lacking, action in (
            ("demo_posts", "未设立", "请设立党员示范岗或党员责任区，为党员发挥作用搭建平台。"),
            ("two_way_mechanism", "未建立", "请与企业管理层建立双向互动机制，参与重大决策，经常谈心。"),
            ("paired_building", "未开展", "请与机关、国企、村（社区）等党组织结对共建，并登记对方名称。"),
            ("online_site", "未开设", "请开设网上党建园地、党校、论坛等网上阵地。"),
        )
    ),
    GapKind(
        code="term_ends_soon",
        title="任期即将届满",
        clause="S11",
        priority=3,
        grain="organization",
        flag=IN_SCOPE & nw.col("term_ends_soon"),
        mended=~nw.col("term_ends_soon") & ~nw.col("term_over") & _term_known,
        needs=(ORGANIZED, TERMS),
        detail=_TERM,
        action="任期将在 {term_soon_days} 天内届满，请提前做好换届准备，按期换届。",
        ceased=nw.col("term_over"),
        no_more="任期已满",
    ),
    GapKind(
        code="favors_missing",
        title="四倾斜未全部落实",
        clause="S21",
        priority=3,
        grain="organization",
        flag=IN_SCOPE & ~all_of(marked(field).yes for field in FAVORS),
        mended=all_of(marked(field).yes for field in FAVORS),
        needs=(ORGANIZED, organizations(*FAVORS)),
        detail="{items}",
        items=tuple(_answer(field) for field in FAVORS),
        action="请在发展党员、表彰、培训、经费上落实向非公企业的倾斜；不清楚的核实后登记。",
    ),
)
