"""A cell answers what its column asks for, and no other thing: drawn as marks, verbs and nouns under every column."""

from __future__ import annotations

from itertools import product

import pytest

from djcov.values import text, yesno
from djcov.values.reading import Unreadable

NOUNS = {
    "party": "党组织 党支部 联合党支部 党总支 党委 大地党支部",
    "union": "工会 联合工会 大地工会",
    "youth": "团支部 共青团组织 大地团支部",
    "women": "妇联组织 妇委会 大地妇联",
    "sent": "指导员 党建指导员 联络员",
    "none": "党员 党员3名 党小组 场所 活动室 大地党小组",
}
"""By what they are; none of the last is what a column asks for."""

COLUMNS = {
    "party": (yesno.read_organized, text.read_somebody),
    "union": (yesno.read_union,),
    "youth": (yesno.read_youth_league,),
    "women": (yesno.read_womens_federation,),
    "sent": (yesno.read_sent, text.read_person),
}
BARE = "是 有 √ 已落实"
YES, NO, UNKNOWN = "yes", "no", "unknown"


def answer(read, cell):
    try:
        value = read(cell).value
    except Unreadable:
        return UNKNOWN
    return UNKNOWN if value is None else NO if value in (False, text.NOBODY) else YES


def cells():
    """Draw cells with what each says, and of what."""
    for kind, nouns in NOUNS.items():
        for noun in nouns.split():
            own = noun.startswith("大地")
            verbs = "已派 已选派 已配备" if kind == "sent" else "已建 已成立 已设立"
            for verb in ("有", *verbs.split()):
                yield verb + noun, kind, YES
            if not own and kind != "none":
                for denied in ("无", "没有", "未派" if kind == "sent" else "未建"):
                    yield denied + noun, kind, NO
    yield from (("工作覆盖", "none", YES), ("党的工作已覆盖", "none", YES), ("已确定书记", "post", YES))


@pytest.mark.parametrize("column", COLUMNS)
def test_another_thing_is_no_answer(column):
    wrong = []
    for (cell, kind, says), read in product(cells(), COLUMNS[column]):
        if (kind, column, read) == ("post", "sent", text.read_person):
            continue
        truth = says if kind == column else UNKNOWN
        if (found := answer(read, cell)) != truth:
            wrong.append(f"{read.__name__} {cell}：{truth}，读作 {found}")
    assert wrong == []


@pytest.mark.parametrize("column", COLUMNS)
def test_what_names_no_thing_answers_any_column(column):
    for cell, read in product(BARE.split(), COLUMNS[column]):
        assert answer(read, cell) == YES
        assert answer(read, f"{cell}（党员3名）") == YES


@pytest.mark.parametrize("raw", "大地公司 柳河镇 商会 大地村民委员会 宏达集团".split())
def test_a_body_is_no_party_organisation(raw):
    assert answer(text.read_somebody, raw) == UNKNOWN


@pytest.mark.parametrize("raw", "已组建 已单独组建 组织已覆盖".split())
def test_what_is_founded_is_nobody(raw):
    assert answer(text.read_person, raw) == UNKNOWN
