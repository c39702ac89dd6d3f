"""Lists of departments against a ledger: exactly what was planted is found, and no order matters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import djcov
from djcov import pipeline
from djcov.errors import UsageError
from djcov.facts import Facts
from djcov.following.merge import Listed, Merge
from djcov.policy import Policy
from djcov.reports.merge import MergeView
from rosters import linked, policy, roster, shuffled

CODES = [f"9141{number:014d}" for number in range(200)]
TOWNSHIPS = ("古城乡", "石桥镇", "城关办事处")


def merged(ledger: list[dict[str, Any]], settings: Policy | None = None, /, **lists: list[dict[str, Any]]) -> Merge:
    facts = {name: linked(roster(enterprises=rows), settings=settings) for name, rows in lists.items()}
    return pipeline.merge(linked(roster(enterprises=ledger), settings=settings), facts)


def names(rows: tuple[Listed, ...]) -> list[str]:
    return [row.subject.name for row in rows]


def cells(result: Merge) -> list[tuple[str, str, str, str, str, str, str]]:
    """Enterprise, column, what the ledger has, list, what it says, what is decided, and by what."""
    return [
        tuple(str(line[key] or "") for key in ("enterprise", "column", "ledger", "list", "value", "decided", "by"))
        for line in MergeView(result).document()["differs"]  # type: ignore[union-attr]
    ]  # type: ignore[return-value]


LEDGER: list[dict[str, Any]] = [
    {"name": "甲公司", "uscc": CODES[0], "township": "古城乡", "village": "李庄", "status": "正常", "employees": 48},
    {"name": "乙公司", "uscc": None, "township": "石桥镇", "village": "王庄", "status": "停产", "employees": None},
    {"name": "丙公司", "uscc": None, "township": "石桥镇", "village": "李庄", "status": "正常", "employees": 9},
]


def test_each_enterprise_stands_in_one_list_and_every_contradiction_in_its_cell() -> None:
    result = merged(
        LEDGER,
        市监=[
            {"name": "甲实业公司", "uscc": CODES[0], "status": "注销"},
            {"name": "乙公司", "uscc": CODES[1], "status": "停产"},
            {"name": "丁公司", "uscc": CODES[3], "status": "存续"},
        ],
        税务=[{"name": "甲公司", "uscc": CODES[0], "employees": 52}, {"name": "乙公司", "uscc": None, "employees": 30}],
    )

    assert names(result.in_all) == ["甲公司", "乙公司"]
    assert names(result.in_some) == []
    assert names(result.ledger_only) == ["丙公司"]
    assert names(result.missing) == ["丁公司"]
    assert cells(result) == [
        ("甲公司", "企业名称", "甲公司", "市监", "甲实业公司", "甲实业公司", "市监"),
        ("甲公司", "经营状态", "正常", "市监", "注销", "", ""),
        ("甲公司", "职工人数", "48", "税务", "52", "", ""),
        ("乙公司", "统一社会信用代码", "", "市监", CODES[1], CODES[1], "市监"),
        ("乙公司", "职工人数", "", "税务", "30", "30", "税务"),
    ]


@pytest.mark.parametrize(
    ("order", "decided", "by"),
    [
        ([], "", ""),
        (["市监"], "50", "市监"),
        (["人社", "税务", "市监"], "52", "税务"),  # the first that is there
        (["台账", "税务"], "48", "台账"),
    ],
)
def test_lists_that_differ_among_themselves_are_decided_by_the_policy_or_not_at_all(
    order: list[str], decided: str, by: str
) -> None:
    settings = policy(merge={"order": {"employees": order}})
    row = {"name": "甲公司", "uscc": CODES[0]}
    result = merged(LEDGER, settings, 市监=[row | {"employees": 50}], 税务=[row | {"employees": 52}])

    said = {("甲公司", "职工人数", "48", name, n, decided, by) for name, n in (("市监", "50"), ("税务", "52"))}
    assert set(cells(result)) == said


def test_a_list_that_contradicts_itself_decides_nothing() -> None:
    settings = policy(merge={"order": {"employees": ["税务"]}})
    rows = [{"name": "乙公司", "employees": 30}, {"name": "乙公司", "employees": 31}]

    assert cells(merged(LEDGER, settings, 税务=rows)) == [("乙公司", "职工人数", "", "税务", "30、31", "", "")]


def test_a_blank_cell_is_filled_only_by_what_all_lists_say_and_the_policy_lets() -> None:
    row = {"name": "乙公司"}
    same: dict[str, list[dict[str, Any]]] = {name: [row | {"employees": 30}] for name in ("税务", "人社")}
    keep = policy(merge={"fill_blanks": False})

    assert {line[5:] for line in cells(merged(LEDGER, **same))} == {("30", "人社、税务")}
    assert {line[5:] for line in cells(merged(LEDGER, keep, **same))} == {("", "")}
    assert {line[5:] for line in cells(merged(LEDGER, **same | {"人社": [row | {"employees": 31}]}))} == {("", "")}


def test_a_cell_that_cannot_be_read_is_not_blank() -> None:
    ledger = [LEDGER[1] | {"_wrong": ["employees"]}]
    result = merged(ledger, 税务=[{"name": "乙公司", "employees": 30}])

    assert [(cell.state, cell.decided) for cell in result.contradictions] == [("unreadable", None)]


def test_words_that_count_alike_are_no_contradiction() -> None:
    assert not cells(merged(LEDGER, 市监=[{"name": "甲公司", "uscc": CODES[0], "status": "存续（在营、开业）"}]))


def test_people_are_not_compared() -> None:
    ledger = [{"name": "甲公司", "secretary": "李*", "instructor": "王小明"}]
    assert not cells(merged(ledger, 组织=[{"name": "甲公司", "secretary": "赵四", "instructor": "孙六"}]))


@pytest.mark.parametrize(
    ("row", "township", "guessed"),
    [
        ({"village": "王庄"}, "石桥镇", True),  # the ledger has it in one township
        ({"village": "李庄"}, "", False),  # it has two of that name
        ({"address": "青岚区古城乡王庄村"}, "古城乡", True),
        ({"address": "某县"}, "", False),
        ({"township": "城关办事处", "village": "王庄"}, "城关办事处", False),
    ],
)
def test_the_township_of_what_the_ledger_lacks_is_guessed_by_its_place(
    row: dict[str, Any], township: str, guessed: bool
) -> None:
    (missing,) = merged(LEDGER, 市监=[{"name": "新公司", **row}]).missing

    assert (missing.subject.township, bool(missing.guess)) == (township, guessed)


def test_a_masked_number_is_never_written_into_the_ledger() -> None:
    result = merged([{"name": "甲公司", "type": None}], 市监=[{"name": "甲公司", "type": "私营138****5678"}])

    assert [bool(each.by_hand) for each in result.fillings()] == [True]


def test_a_near_name_and_a_name_under_another_code_are_suggested_and_not_joined() -> None:
    ledger = [{"name": "青岚区宏大商贸有限公司", "uscc": CODES[0]}]
    for row in ({"name": "青岚县宏大商贸有限公司"}, {"name": "青岚区宏大商贸有限公司", "uscc": CODES[1]}):
        result = merged(ledger, 市监=[row])
        (missing,) = result.missing
        assert missing.near == "是否指“青岚区宏大商贸有限公司”？"
        assert names(result.ledger_only) == ["青岚区宏大商贸有限公司"]


def test_a_code_that_another_list_ties_to_an_enterprise_means_that_one() -> None:
    result = merged(
        [{"name": "甲公司", "uscc": None}],
        市监=[{"name": "甲公司", "uscc": CODES[0]}],
        税务=[{"name": "甲实业公司", "uscc": CODES[0]}],
    )
    assert names(result.in_all) == ["甲公司"]
    assert not result.missing


SAME = {"name": "同名公司", "uscc": None}


@pytest.mark.parametrize(
    ("ledger", "lists", "joined"),
    [
        # by elimination the code of a firm in another township would be the one without a code
        (
            [{"township": "古城乡"}, {"township": "石桥镇", "uscc": CODES[2]}],
            {"市监": [{"township": "石桥镇", "uscc": CODES[2]}, {"township": "城关办事处", "uscc": CODES[9]}]},
            {CODES[2]: ["市监"]},
        ),
        (
            [{"township": "古城乡"}],
            {
                "市监": [{"township": "城关办事处", "uscc": CODES[9]}],
                "税务": [{"township": "古城乡", "uscc": CODES[1]}],
            },
            {"": ["税务"]},
        ),
        # two lists say two codes of one name: nobody knows which is meant
        ([{"township": "古城乡"}], {"市监": [{"uscc": CODES[9]}], "税务": [{"uscc": CODES[1]}]}, {}),
        ([{"township": "古城乡"}, {"township": "石桥镇"}], {"市监": [{"uscc": CODES[9]}]}, {}),
        # the same code is the same one, wherever it is said to be
        (
            [{"township": "古城乡", "uscc": CODES[9]}],
            {"市监": [{"township": "石桥镇", "uscc": CODES[9]}]},
            {CODES[9]: ["市监"]},
        ),
        ([{"township": "古城乡"}], {"市监": [{"uscc": CODES[9]}]}, {"": ["市监"]}),
        ([{"township": "古城"}], {"市监": [{"township": "古城乡", "uscc": CODES[9]}]}, {"": ["市监"]}),
    ],
)
def test_a_name_that_may_be_anothers_joins_nobody(
    ledger: list[dict[str, Any]], lists: dict[str, list[dict[str, Any]]], joined: dict[str, list[str]]
) -> None:
    result = merged(
        [SAME | row for row in ledger], **{name: [SAME | row for row in rows] for name, rows in lists.items()}
    )

    found = (*result.in_all, *result.in_some)
    assert {row.subject.uscc: list(row.lists) for row in found} == joined
    rows = sum(len(each) for each in lists.values())
    assert sum(len(row.lists) for row in (*found, *result.missing)) == rows
    assert all("同名公司" in row.near for row in result.missing)


def test_names_in_two_townships_are_two_that_the_ledger_lacks() -> None:
    lists = {"市监": [SAME | {"township": "古城乡"}], "税务": [SAME | {"township": "石桥镇", "uscc": CODES[1]}]}

    assert [row.lists for row in merged(LEDGER, **lists).missing] == [("市监",), ("税务",)]


@pytest.mark.parametrize(
    ("header", "said", "decided"),
    [
        ("成立日期", "2021年12月", None),
        ("成立日期", "2021-12-01", "2021-12-01"),
        ("工会", "2022-03-01", None),
        ("工会", "是", "是"),
    ],
)
def test_what_holds_for_some_days_alone_decides_nothing(
    tmp_path: Path, header: str, said: str, decided: str | None
) -> None:
    def facts(name: str, cell: str) -> Facts:
        path = tmp_path / f"{name}.csv"
        path.write_text(
            f"企业名称,乡（办）,{header}\n甲商贸有限公司,古城乡,{cell}\n乙商贸有限公司,古城乡,\n", encoding="utf-8"
        )
        return pipeline.link(djcov.read(path, jobs=1), as_of="2021-12-15")

    document: Any = MergeView(pipeline.merge(facts("台账", ""), {"市监": facts("名单", said)})).document()
    assert [line["decided"] for line in document["differs"]] == [decided]


def test_a_list_is_needed_and_is_not_called_as_the_ledger() -> None:
    facts = linked(roster(enterprises=LEDGER))
    for lists in ({}, {"台账": facts}):
        with pytest.raises(UsageError):
            pipeline.merge(facts, lists)


# --- a random district -------------------------------------------------------------------------------------------

Planted = tuple[str, str, str]


def district(rng: Random) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]], dict[str, set[Any]]]:
    """Make a ledger, three lists with what was planted in them, and what is to be found."""
    titles = {"status": "经营状态", "employees": "职工人数", "name": "企业名称", "uscc": "统一社会信用代码"}
    ledger: list[dict[str, Any]] = [
        {
            "name": f"第{number}号公司",
            "uscc": CODES[number] if rng.random() < 0.6 else None,
            "township": rng.choice(TOWNSHIPS),
            "status": rng.choice(("正常", "停产", "注销")),
            "employees": None if rng.random() < 0.2 else rng.randrange(1, 99),
        }
        for number in range(rng.randrange(1, 25))
    ]
    true_codes = {row["name"]: CODES[number] for number, row in enumerate(ledger)}
    lists: dict[str, list[dict[str, Any]]] = {}
    differs: set[Planted] = set()
    where: dict[str, set[str]] = {row["name"]: set() for row in ledger}
    new: set[str] = set()
    for name in ("市监", "税务", "人社"):
        rows: list[dict[str, Any]] = []
        for own in ledger:
            if rng.random() < 0.3:
                continue
            where[own["name"]].add(name)
            row = {key: own[key] for key in ("name", "uscc", "status", "employees")}
            if own["uscc"] is None and rng.random() < 0.5:
                row["uscc"] = true_codes[own["name"]]
                differs.add((own["name"], titles["uscc"], name))
            changes = ["status", "employees", *(["name"] if own["uscc"] else [])]
            for field in rng.sample(changes, rng.randrange(len(changes) + 1)):
                row[field] = {
                    "status": "停产" if own["status"] != "停产" else "存续",
                    "employees": (own["employees"] or 0) + 1,
                    "name": f"更名{own['name']}",
                }[field]
                differs.add((own["name"], titles[field], name))
            rows.append(row)
        for number in range(rng.randrange(4)):
            fresh = {"name": f"新设{number}公司", "uscc": None, "status": "存续", "employees": 3}
            rows.append(fresh)
            new.add(fresh["name"])
        rng.shuffle(rows)
        lists[name] = rows or [{"name": "新设0公司", "uscc": None, "status": "存续", "employees": 3}]
        new |= {"新设0公司"} if not rows else set()
    found: dict[str, set[Any]] = {
        "differs": differs,
        "missing": new,
        "all": {name for name, there in where.items() if len(there) == 3},
        "some": {name for name, there in where.items() if 0 < len(there) < 3},
        "none": {name for name, there in where.items() if not there},
    }
    return ledger, lists, found


@pytest.mark.thorough
@given(st.integers(0, 10**6))
@settings(max_examples=12)
def test_exactly_the_planted_differences_of_a_random_district_are_found(seed: int) -> None:
    ledger, lists, expected = district(Random(seed))
    result = merged(ledger, **lists)

    assert {(line[0], line[1], line[3]) for line in cells(result)} == expected["differs"]
    assert set(names(result.missing)) == expected["missing"]
    assert set(names(result.in_all)) == expected["all"]
    assert set(names(result.in_some)) == expected["some"]
    assert set(names(result.ledger_only)) == expected["none"]


@pytest.mark.thorough
@given(st.integers(0, 10**6))
@settings(max_examples=4)
def test_no_order_of_rows_or_lists_makes_a_difference(seed: int) -> None:
    rng = Random(seed)
    ledger, lists, _ = district(rng)
    own = roster(enterprises=ledger)
    given_lists = {name: roster(enterprises=rows) for name, rows in lists.items()}
    turned = list(given_lists.items())
    rng.shuffle(turned)

    def document(own: Any, lists: Mapping[str, Any]) -> Mapping[str, Any]:
        return MergeView(pipeline.merge(linked(own), {name: linked(each) for name, each in lists.items()})).document()

    other = {name: shuffled(each, seed) for name, each in turned}
    assert document(shuffled(own, seed), other) == document(own, given_lists)
