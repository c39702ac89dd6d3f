"""How many members, and how many of them full ones: 应建 is decided by full members, 疑似应建 by all."""

from __future__ import annotations

from typing import Any

import pytest

from rosters import codes, linked, policy, roster, values


@pytest.mark.parametrize(
    ("row", "members", "full", "due", "maybe_due"),
    [
        ({"members": 3, "full_members": 3, "probationary_members": 0}, 3, 3, True, False),
        ({"members": 3, "full_members": 2, "probationary_members": 1}, 3, 2, False, True),
        ({"members": 2, "full_members": 2, "probationary_members": 0}, 2, 2, False, False),
        ({"members": 3, "full_members": None, "probationary_members": 1}, 3, 2, False, True),
        ({"members": 3, "full_members": None, "probationary_members": None}, 3, 3, True, False),
        ({"members": None, "full_members": 2, "probationary_members": 1}, 3, 2, False, True),
        ({"members": None, "full_members": 4, "probationary_members": None}, 4, 4, True, False),
        ({"members": None, "full_members": None, "probationary_members": 4}, 4, None, False, True),
        ({"members": None, "full_members": None, "probationary_members": 0}, None, None, False, False),
        ({"members": None}, None, None, False, False),
        ({"members": 0}, 0, 0, False, False),
    ],
)
def test_the_ledger_s_members(
    row: dict[str, Any], members: int | None, full: int | None, due: bool, maybe_due: bool
) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", **row}]))

    assert values(facts.enterprises, "members") == [members]
    assert values(facts.enterprises, "full_members") == [full]
    assert values(facts.enterprises, "has_member") == [bool(members)]
    assert values(facts.enterprises, "due") == [due]
    assert values(facts.enterprises, "maybe_due") == [maybe_due]


def test_how_many_members_make_an_organisation_due_is_the_policy_s() -> None:
    source = roster([{"name": "甲", "township": "古城乡", "members": 4, "full_members": 4}])

    assert values(linked(source, settings=policy(counting={"due_members": 5})).enterprises, "due") == [False]


def _members(*rows: tuple[str | None, str | None, str | None]) -> list[dict[str, Any]]:
    columns = ("enterprise", "category", "identity_number")
    return [{"name": "张三", **dict(zip(columns, row, strict=True))} for row in rows]


LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡", "members": 4},
    {"name": "乙", "township": "古城乡"},
]


@pytest.mark.parametrize(
    ("rows", "members", "full"),
    [
        ([], [0, 0], [0, 0]),
        ([("甲", "正式党员", "a"), ("甲", "预备党员", "b")], [2, 0], [1, 0]),
        # of whom nobody knows what they are, they are no full members, unless that is so of all
        ([("甲", None, "a"), ("甲", "预备党员", "b")], [2, 0], [0, 0]),
        ([("甲", None, None), ("甲", "正式党员", None), ("甲", "正式党员", None)], [3, 0], [2, 0]),
        ([("甲", None, None), ("甲", None, None), ("乙", "正式党员", None)], [2, 1], [2, 1]),
        ([("甲", "正式党员", None), ("甲", "正式党员", None)], [2, 0], [2, 0]),
        ([("甲", "非党员", "a")], [0, 0], [0, 0]),
        ([("甲", "正式党员", "a"), ("乙", "正式党员", "b")], [1, 1], [1, 1]),
    ],
)
def test_the_member_roster_decides(
    rows: list[tuple[str | None, str | None, str | None]], members: list[int], full: list[int]
) -> None:
    facts = linked(roster(LEDGER, members=_members(*rows)) if rows else roster(LEDGER, members=_nobody()))

    assert values(facts.enterprises, "members") == members
    assert values(facts.enterprises, "full_members") == full


def _nobody() -> list[dict[str, Any]]:
    """A register of somebody who is no member."""
    return _members(("甲", "非党员", None))


def test_the_same_identity_number_counts_once() -> None:
    rows = _members(*[("甲", "正式党员", "a")] * 3)
    facts = linked(roster([*LEDGER[1:], {"name": "甲", "township": "古城乡"}], members=rows))

    assert values(facts.enterprises, "members") == [0, 1]
    assert codes(facts) == [("MEMBER_REPEATED", 3, "公民身份号码"), ("MEMBER_REPEATED", 4, "公民身份号码")]
    assert [found.message for found in facts.findings] == ["同一人已在 台账.xlsx 党员花名册 第2行 出现，只计一次"] * 2


def test_of_repeated_rows_the_first_that_has_an_enterprise_counts() -> None:
    ledger = [{"name": "甲", "township": "古城乡"}]
    facts = linked(roster(ledger, members=_members(("丁", "正式党员", "a"), ("甲", "正式党员", "a"))))

    assert values(facts.enterprises, "members") == [1]
    assert codes(facts) == [("LINK_UNKNOWN", 2, "工作单位"), ("MEMBER_REPEATED", 2, "公民身份号码")]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{"members": 3}], [("MEMBERS_NOT_SPLIT", None, "党员人数")]),
        ([{"members": 3}, {"members": 2, "full_members": 2}], [("MEMBERS_NOT_SPLIT", 2, "党员人数")]),
        ([{"members": 3}, {"members": 2, "probationary_members": 0}], [("MEMBERS_NOT_SPLIT", 2, "党员人数")]),
        ([{"members": 2}, {"members": 2, "full_members": 2}], []),
        ([{"members": 3, "status": "注销"}, {"members": 2, "full_members": 2}], []),
        (
            [{"members": 3, "_file": "甲.xlsx"}, {"members": 3, "full_members": 3, "_file": "乙.xlsx"}],
            [("MEMBERS_NOT_SPLIT", None, "党员人数")],
        ),
        ([{"members": 0}, {"members": None}], []),
        ([{"employees": 3}], []),
    ],
)
def test_a_ledger_that_does_not_split_members_is_told_once_and_else_each_row_that_the_total_decides(
    rows: list[dict[str, Any]], found: list[tuple[str, int | None, str]]
) -> None:
    ledger = [{"name": str(n), "township": "古城乡", **row} for n, row in enumerate(rows)]

    assert codes(linked(roster(ledger))) == found


@pytest.mark.parametrize(
    ("categories", "found"),
    [
        ([None, None], [("MEMBERS_NOT_SPLIT", None, "人员类别")]),
        ([None, "非党员"], [("MEMBERS_NOT_SPLIT", None, "人员类别")]),
        (["正式党员", None], []),
        (["正式党员", None, None], []),
        (["非党员"], []),
    ],
)
def test_a_register_that_does_not_split_members_is_told_once(
    categories: list[str | None], found: list[tuple[str, int | None, str]]
) -> None:
    rows = _members(*(("甲", category, None) for category in categories))

    assert codes(linked(roster([{"name": "甲", "township": "古城乡"}], members=rows))) == found


def test_in_a_register_that_splits_others_it_is_told_whom_the_total_decides() -> None:
    rows = _members(("乙", "正式党员", None), *[("甲", None, None)] * 3)
    facts = linked(roster([{"name": name, "township": "古城乡"} for name in ("甲", "乙")], members=rows))

    assert values(facts.enterprises, "due") == [True, False]
    assert values(facts.enterprises, "undivided") == [True, False]
    assert codes(facts) == [("MEMBERS_NOT_SPLIT", 3, "人员类别")]


def test_one_member_who_may_be_a_full_one_makes_an_enterprise_maybe_due() -> None:
    rows = _members(("甲", "正式党员", None), ("甲", "正式党员", None), ("甲", None, None))
    facts = linked(roster([{"name": "甲", "township": "古城乡"}], members=rows))

    assert values(facts.enterprises, "due") == [False]
    assert values(facts.enterprises, "maybe_due") == [True]


def test_a_row_named_none_is_no_member() -> None:
    rows = [{"name": "无", "enterprise": "甲", "category": "正式党员"}, {"name": "无", "enterprise": None}]
    facts = linked(roster([*LEDGER[1:], {"name": "甲", "township": "古城乡"}], members=rows))

    assert values(facts.enterprises, "members") == [0, 0]
    assert codes(facts) == []


@pytest.mark.parametrize(
    ("status", "counted", "code"),
    [
        *((status, False, "MEMBER_GONE") for status in ("已转出", "转出", "出党", "开除党籍", "除名", "自行脱党")),
        *((status, False, "MEMBER_GONE") for status in ("停止党籍", "已停止党籍", "劝退", "已转走", "开除")),
        *((status, False, "MEMBER_GONE") for status in ("死亡", "已 去世", "转出地党组织未接收", "劝其退党")),
        *((status, True, "") for status in ("正常", "失联", "流动党员", "无", None)),
        *((status, True, "") for status in ("未转出", "拟转出", "正在办理转出", "转出中", "申请退党")),
        *((status, True, "") for status in ("转出手续办理中", "暂不转出", "应转出未转出", "无需转出", "不予除名")),
        *((status, True, "") for status in ("建议除名", "将被除名", "待办转出", "转出手续尚未办理", "除名待批")),
        *((status, True, "") for status in ("转出后又转入", "已转入（由外地转出）", "恢复党籍", "除名后恢复党籍")),
        *((status, False, "MEMBER_GONE") for status in ("已故", "病逝", "过世", "历史党员", "应转出，已转出")),
        *(
            (status, False, "MEMBER_GONE")
            for status in ("转出至中牟县", "转出中原区", "转出后转入郑州", "病故（途中）")
        ),
        *((status, False, "MEMBER_GONE") for status in ("转入后又转出", "转出（未转入）", "除名，不予恢复")),
        *((status, True, "MEMBER_STATUS_UNKNOWN") for status in ("出国", "是", "另册")),
    ],
)
def test_who_is_gone_does_not_count(status: str | None, counted: bool, code: str) -> None:
    rows = [{"name": "张三", "enterprise": "甲", "category": "正式党员", "status": status}]
    facts = linked(roster([{"name": "甲", "township": "古城乡"}], members=rows))

    assert values(facts.enterprises, "members") == [int(counted)]
    assert values(facts.enterprises, "full_members") == [int(counted)]
    assert codes(facts) == [(code, 2, "党籍状态")] * bool(code)


def test_who_is_gone_and_who_stays_is_the_policy_s() -> None:
    rows = [{"name": "张三", "enterprise": "甲", "category": "正式党员", "status": word} for word in ("出国", "已转出")]
    source = roster([{"name": "甲", "township": "古城乡"}], members=rows)
    facts = linked(source, settings=policy(members={"statuses_out": ("出国",), "statuses_in": ("转出",)}))

    assert values(facts.enterprises, "members") == [1]
    assert codes(facts) == [("MEMBER_GONE", 2, "党籍状态")]


def test_a_member_who_moved_counts_where_the_member_is_now() -> None:
    rows = [
        {"name": "张三", "enterprise": "甲", "category": "正式党员", "identity_number": "a", "status": "已转出"},
        {"name": "张三", "enterprise": "乙", "category": "正式党员", "identity_number": "a", "status": "正常"},
        {"name": "李四", "enterprise": None, "category": None, "identity_number": "b", "status": "死亡"},
    ]
    facts = linked(roster([{"name": name, "township": "古城乡"} for name in ("甲", "乙")], members=rows))

    assert values(facts.enterprises, "members") == [0, 1]
    assert codes(facts) == [("MEMBER_GONE", 2, "党籍状态"), ("MEMBER_GONE", 4, "党籍状态")]


def test_a_table_of_those_who_are_gone_does_not_lack_the_split() -> None:
    rows = [{"name": "张三", "enterprise": "乙", "category": None, "status": "已转出"}]
    assert codes(linked(roster(LEDGER[1:], members=rows))) == [("MEMBER_GONE", 2, "党籍状态")]
