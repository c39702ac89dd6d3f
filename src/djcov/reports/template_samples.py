"""What the sample row of a template says, by kind and field: one enterprise's story that adds up, about nobody."""

from __future__ import annotations

from collections.abc import Mapping

from ..models import Kind
from ..roster import SAMPLE_NAME

_COMPANY, _ASSOCIATION = f"{SAMPLE_NAME}有限公司", f"{SAMPLE_NAME}协会"
_TOWNSHIP, _VILLAGE = f"{SAMPLE_NAME}乡", f"{SAMPLE_NAME}村"
_PARTY, _OFFICE = f"中共{_TOWNSHIP}委员会", f"{_TOWNSHIP}人民政府"

_SIX_HAVES = dict.fromkeys(
    ("has_place", "has_facilities", "has_sign", "has_flag", "has_books", "has_rules"),
    "是",
)
_GIFTS = dict.fromkeys(
    (
        *("gift_seal", "gift_materials", "gift_board", "gift_flag", "gift_instructor", "gift_constitution"),
        *("gift_lecture", "gift_training", "gift_visit"),
    ),
    "是",
)
_LIFE = {
    **_SIX_HAVES,
    **_GIFTS,
    "leader": "王某",
    "partner_village": _VILLAGE,
    "paired_building": "是",
    "dual_strong": "区级",
    "model_level": "无",
    "demo_posts": "是",
    "two_way_mechanism": "是",
    "online_site": "否",
    **dict.fromkeys(("favor_development", "favor_commendation", "favor_training", "favor_funds"), "是"),
    "fund_sources": "税前列支",
    "secretary_source": "企业内部选举",
    "secretary_trained": "是",
    "party_workers": "是",
    "party_workers_trained": "否",
}
"""What an organisation has and does."""

_LEDGER = {
    "township": _TOWNSHIP,
    "village": _VILLAGE,
    "status": "正常",
    "registered_on": "2019-03-15",
    "employees": "60",
    "revenue": "800",
    "members": "4",
    "full_members": "3",
    "probationary_members": "1",
    "applicants": "2",
    "organized": "是",
    "organization_form": "单独组建",
    "organization_kind": "党支部",
    "superior": _PARTY,
    "founded_on": "2019-08-01",
    "organization_status": "正常",
    "re_elected_on": "2019-08-01",
    "term_ends_on": "2022-07-31",
    "has_committee": "是",
    "secretary": "张某",
    "instructor": "李某",
    "instructor_sent": "是",
    "instructor_since": "2019-09-01",
    "instructor_ends_on": "2022-08-31",
    "instructor_visits": "12",
    "instructor_visited_on": "2021-06-30",
    "instructor_appraisal": "优秀",
    "instructor_unit": _OFFICE,
    "instructor_trained": "是",
    "union": "是",
    "youth_league": "否",
    "womens_federation": "否",
    "weak": "否",
}

SAMPLES: Mapping[Kind, Mapping[str, str]] = {
    Kind.ENTERPRISES: {
        **_LEDGER,
        "name": _COMPANY,
        "type": "有限责任公司",
        "industry": "制造业",
        "organization_name": f"{_COMPANY}党支部",
    },
    Kind.ORGANIZATIONS: {
        **_LIFE,
        "name": f"{_COMPANY}党支部",
        "township": _TOWNSHIP,
        "form": "单独组建",
        "kind": "党支部",
        "founded_on": "2019-08-01",
        "status": "正常",
        "re_elected_on": "2019-08-01",
        "term_ends_on": "2022-07-31",
        "has_committee": "是",
        "superior": _PARTY,
        "enterprises": _COMPANY,
        "members": "4",
        "secretary": "张某",
    },
    Kind.MEMBERS: {
        "name": "张某",
        "enterprise": _COMPANY,
        "township": _TOWNSHIP,
        "branch": f"{_COMPANY}党支部",
        "gender": "男",
        "ethnicity": "汉族",
        "born_on": "1985-06-30",
        "education": "大学",
        "category": "正式党员",
        "joined_on": "2010-06-30",
        "confirmed_on": "2011-06-30",
        "post": "车间主任",
        "status": "正常",
        "floating": "否",
    },
    Kind.INSTRUCTORS: {
        "name": "李某",
        "township": _TOWNSHIP,
        "unit": _OFFICE,
        "post": "科员",
        "trained": "是",
        "full_time": "兼职",
        "enterprises": _COMPANY,
        "since": "2019-09-01",
        "ends_on": "2022-08-31",
        "visits": "12",
        "visited_on": "2021-06-30",
        "appraisal": "优秀",
    },
    Kind.FAVORS: {
        "name": _TOWNSHIP,
        "development_enterprises": "8",
        "development_total": "20",
        "commendation_enterprises": "5",
        "commendation_total": "15",
        "training_enterprises": "30",
        "training_total": "100",
        "funds_enterprises": "20000",
        "funds_total": "80000",
    },
    Kind.SOCIAL_ORGANIZATIONS: {
        **_LEDGER,
        **_LIFE,
        "name": _ASSOCIATION,
        "type": "社会团体",
        "employees": "12",
        "revenue": "30",
        "organization_name": f"{_ASSOCIATION}党支部",
        "supervisor": "区民政局",
        "registrar": "区民政局",
        "representative": "赵某",
    },
}
"""Fields that are not named are left empty: ends of what goes on, codes and numbers of people, doubles of others."""
