"""The instructors' fact rows: one per person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov import pipeline
from djcov.planning.candidates import candidates, persons
from djcov.roster import Roster
from rosters import codes, linked, policy, roster, values

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡"},
    {"name": "乙", "township": "小屯乡"},
    {"name": "丙", "township": "小屯乡"},
    {"name": "丁", "township": "小屯乡", "status": "注销"},
]


def test_a_person_is_a_name_and_a_phone() -> None:
    instructors = [
        {"name": "张三", "phone": "k1", "enterprises": "甲", "trained": None},
        {"name": "张三", "phone": "k1", "enterprises": "乙、丙", "trained": True},
        {"name": "张三", "phone": "k2", "enterprises": "甲", "trained": False},
        {"name": None, "phone": None, "enterprises": "甲", "trained": None},
        {"name": None, "phone": None, "enterprises": "甲", "trained": None},
    ]
    facts = linked(roster(LEDGER, instructors=instructors)).instructors

    assert values(facts, "_row") == [2, 4, 5, 6]
    assert values(facts, "load") == [3, 1, 1, 1]
    assert values(facts, "trained") == [True, False, False, False]
    assert values(facts, "township") == ["小屯乡", "古城乡", "古城乡", "古城乡"]


def test_the_same_enterprise_twice_is_one() -> None:
    instructors = [{"name": "张三", "enterprises": "甲"}, {"name": "张三", "enterprises": "甲、甲"}]

    assert values(linked(roster(LEDGER, instructors=instructors)).instructors, "load") == [1]


def test_who_is_stationed_nowhere_in_scope_is_left_out() -> None:
    instructors = [
        {"name": "张三", "enterprises": "丁", "since": None},
        {"name": "李四", "enterprises": "甲", "since": date(2022, 1, 1)},
        {"name": "王五", "enterprises": "无", "since": None},
        {"name": "赵六", "enterprises": "甲", "since": date(2021, 12, 31)},
    ]
    facts = linked(roster(LEDGER, instructors=instructors)).instructors

    assert values(facts, "left_out") == [
        "没有派驻到统计范围内的企业",
        "派驻时间晚于截至日期",
        "没有派驻到统计范围内的企业",
        "",
    ]
    assert values(facts, "load") == [0, 0, 0, 1]


def _in_ledger(*cells: tuple[str, str | None]) -> Roster:
    return roster(
        [
            {"name": str(n), "township": "古城乡", "instructor": name, "instructor_phone": phone}
            for n, (name, phone) in enumerate(cells)
        ]
    )


@pytest.mark.parametrize("cell", ["张三、李四", "李四，张三", "张三；李四", "张三/李四", "张三、 李四、张三"])
def test_several_people_in_a_cell_are_several(cell: str) -> None:
    source = _in_ledger(*[("张三", None)] * 5, *[(cell, None)] * 2)
    facts = linked(source).instructors

    assert values(facts, "name") == ["张三", "李四"]
    assert values(facts, "load") == [7, 2]
    assert values(facts, "overloaded") == [True, False]
    assert values(facts, "_row") == [2, 7]


def test_people_of_one_cell_stand_in_its_row() -> None:
    source = _in_ledger(("王五、张三、李四", None), ("李四", None), ("王五", None))
    facts = linked(source)

    assert values(facts.instructors, "name") == ["王五", "张三", "李四"]
    assert values(facts.instructors, "_row") == [2, 2, 2]
    assert values(facts.instructors, "load") == [2, 1, 2]
    strict = linked(source, settings=policy(counting={"instructor_load": 1}))
    overloaded = [each.subject for each in pipeline.gaps(strict, kinds=["instructor_overloaded"]).rows]
    assert [(each.name, each.source.row) for each in overloaded] == [("王*", 2), ("李*", 2)]


def test_whose_phone_stands_beside_several_people_is_unknown() -> None:
    facts = linked(_in_ledger(("张三", "k1"), ("张三、李四", "k1"), ("李四", None)))

    assert values(facts.instructors, "name") == ["张三", "张三", "李四"]
    assert values(facts.instructors, "load") == [1, 1, 2]
    assert codes(facts) == []


@pytest.mark.parametrize("cell", ["张三，组织部", "张三/13800000000", "张三（组长）、李四", "欧阳小明"])
def test_a_cell_that_holds_more_than_names_stays_whole(cell: str) -> None:
    assert values(linked(_in_ledger((cell, "k1"))).instructors, "name") == [cell]


def test_without_a_roster_the_ledger_names_the_instructors() -> None:
    named = ["张三", "张三", "张三", "张三", "有", "无", "李四"]
    phones = ["k1", "k1", "k2", None, None, None, None]
    ledger = [
        {"name": str(n), "township": "古城乡", "instructor": name, "instructor_phone": phone}
        for n, (name, phone) in enumerate(zip(named, phones, strict=True))
    ]
    ledger[6]["status"] = "注销"
    facts = linked(roster(ledger)).instructors

    assert values(facts, "_row") == [2, 4, 5]
    assert values(facts, "load") == [2, 1, 1]
    assert values(facts, "trained") == [False, False, False]


def test_a_row_named_none_is_nobody_and_is_sent_nowhere() -> None:
    ledger = [{"name": "甲", "township": "古城乡"}, {"name": "乙", "township": "古城乡"}]
    rows = [{"name": "无", "enterprises": "甲"}, {"name": "张三", "enterprises": "乙"}]
    facts = linked(roster(ledger, instructors=rows))

    assert values(facts.enterprises, "stationed") == [False, True]
    assert values(facts.enterprises, "stationed_known") == [True, True]
    assert values(facts.instructors, "left_out") == ["姓名写明没有", ""]
    known = candidates(facts)
    assert [person.subject.source.row for person in persons(facts, known)] == [3], "nor can it be sent elsewhere"
