"""Compare: who is who, what became of whom, and why a rate changed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov import pipeline
from djcov.measures.compare_results import TITLES, ChangeKind, Comparison, Shift
from djcov.measures.identity import Identity, alike, matched
from djcov.measures.indicators import INDICATORS
from djcov.measures.results import Share
from effort import examples
from rosters import linked, roster

Row = dict[str, Any]

CODES = ["91410000MA4400001A", "91410000MA4400002B", "410100000000001"]


def _compared(old: list[Row], new: list[Row]) -> Comparison:
    return pipeline.compare(linked(roster(old)), linked(roster(new)))


def _said(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(change.kind, change.subject.name, change.detail) for change in comparison.changes]


def _shift(comparison: Comparison, code: str = "org_coverage") -> Shift:
    return next(shift for shift in comparison.shifts if shift.after.indicator == code)


# ---- who is who


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([("A", "甲")], [("A", "乙")], {0: 0}),
        ([("", "甲")], [("", "甲")], {0: 0}),
        ([("A", "甲"), ("B", "乙")], [("B", "甲"), ("A", "乙")], {0: 1, 1: 0}),
        ([("", "甲")], [("A", "甲")], {0: 0}),
        ([(CODES[2], "甲")], [(CODES[0], "甲")], {0: 0}),
        ([(CODES[1], "甲")], [(CODES[0], "甲")], {}),
        ([("", "甲"), ("", "甲")], [("", "甲")], {}),
        ([("", "甲")], [("A", "甲"), ("", "甲")], {}),
        ([("", "甲", "东"), ("", "甲", "西")], [("", "甲", "西"), ("", "甲", "东")], {0: 1, 1: 0}),
        ([("", "甲", "东"), ("", "甲", "西")], [("", "甲", "西"), ("", "甲", "南")], {1: 0}),
        ([("A", "甲", "东"), ("", "甲", "西")], [("A", "甲", "东"), ("", "甲", "南")], {0: 0}),
        ([("", "甲", "东")], [("", "甲", "西")], {0: 0}),
        ([("A", "甲"), ("", "甲")], [("A", "甲"), ("", "甲")], {0: 0, 1: 1}),
        ([("", ""), ("", "")], [("", "")], {}),
        ([("", "")], [("", "")], {}),
    ],
)
def test_by_code_then_by_a_name_that_nobody_shares(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]], pairs: dict[int, int]
) -> None:
    sides = [{at: Identity(*who) for at, who in enumerate(side)} for side in (old, new)]

    assert matched(sides[0], sides[1]) == pairs
    assert matched(sides[1], sides[0]) == {after: before for before, after in pairs.items()}


def test_who_is_left_and_alike_is_the_same_one_to_one() -> None:
    assert alike({0: 5}, {0: "甲", 1: "乙", 2: "乙", 3: "丙"}, {5: "甲", 6: "丙", 7: "乙"}) == {0: 5, 1: 7, 3: 6}


def test_who_has_no_name_and_changed_is_nobody_known() -> None:
    row: Row = {"name": None, "township": "古城乡", "organized": False}

    assert _said(_compared([row, row], [row, row])) == []
    assert [kind for kind, _, _ in _said(_compared([row, row], [row, {**row, "organized": True}]))] == [
        "appeared",
        "gone",
    ]


# ---- what became of whom


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"organized": False}, {"organized": True}, [("newly_covered", "甲", "上期未覆盖")]),
        ({"organized": None}, {"organized": True}, [("newly_covered", "甲", "上期情况不明")]),
        ({"organized": True}, {"organized": False}, [("coverage_lost", "甲", "本期未覆盖")]),
        ({"organized": True}, {"organized": None}, [("coverage_lost", "甲", "本期情况不明")]),
        ({"township": "小屯乡"}, {}, [("moved", "甲", "小屯乡 → 古城乡")]),
        ({}, {"status": "注销"}, [("gone", "甲", "本期未纳入统计：经营状态为“注销”")]),
        ({"status": "注销"}, {}, [("appeared", "甲", "上期未纳入统计：经营状态为“注销”")]),
        ({"status": "注销"}, {"status": "注销", "organized": True}, []),
        ({"name": "甲（集团）"}, {"name": "甲 (集团)"}, []),
    ],
)
def test_one_enterprise(old: Row, new: Row, expected: list[tuple[str, str, str]]) -> None:
    row: Row = {"name": "甲", "township": "古城乡", "organized": False, "status": None}

    assert _said(_compared([row | old], [row | new])) == expected


def test_a_new_name_under_the_same_code() -> None:
    old = [{"name": "甲", "uscc": CODES[0], "township": "古城乡"}]
    new = [{"name": "乙", "uscc": CODES[0], "township": "小屯乡"}]

    assert _said(_compared(old, new)) == [("moved", "乙", "古城乡 → 小屯乡"), ("renamed", "乙", "甲 → 乙")]


def test_by_kind_and_then_as_the_files_list_them() -> None:
    old = [{"name": name, "township": "古城乡", "organized": False} for name in "甲乙丙丁"]
    new = [{"name": name, "township": "古城乡", "organized": name in "丙丁"} for name in "己丁丙戊"]

    comparison = _compared(old, new)
    assert _said(comparison) == [
        ("appeared", "己", "上期台账中没有"),
        ("appeared", "戊", "上期台账中没有"),
        ("gone", "甲", "本期台账中没有"),
        ("gone", "乙", "本期台账中没有"),
        ("newly_covered", "丁", "上期未覆盖"),
        ("newly_covered", "丙", "上期未覆盖"),
    ]
    first = comparison.changes[4]
    assert first.before is not None
    assert (first.subject.source.row, first.before.source.row) == (3, 5)


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("发改委党委", "古城乡党委", "发改委党委 → 古城乡党委"),
        ("古城乡党委", "无", "古城乡党委 → 无"),
        ("古城乡党委", "中共古城乡委员会", ""),
        ("古城乡党工委", "古城乡党的工作委员会", ""),
        ("古城乡党委", "古城乡党工委", "古城乡党委 → 古城乡党工委"),
        (None, "古城乡党委", ""),
        ("古城乡党委", None, ""),
    ],
)
def test_the_superior_of_an_organisation(old: str | None, new: str | None, detail: str) -> None:
    ledger: list[Row] = [{"name": "甲", "township": "古城乡"}]

    def of(superior: str | None) -> Any:
        return linked(roster(ledger, organizations=[{"name": "支部", "enterprises": "甲", "superior": superior}]))

    in_ledger = [
        [{**ledger[0], "organized": True, "organization_name": "支部", "superior": each}] for each in (old, new)
    ]
    expected = [("superior_changed", "支部", detail)] if detail else []

    assert _said(pipeline.compare(of(old), of(new))) == expected
    assert [each[0::2] for each in _said(_compared(*in_ledger))] == [each[0::2] for each in expected]


def test_a_repeated_row_is_no_other_enterprise() -> None:
    old = [{"name": "甲", "uscc": CODES[0], "township": "古城乡", "organized": True}]
    closed = {**old[0], "status": "注销"}

    assert _said(_compared(old, [closed, {**old[0], "status": "正常"}])) == []


# ---- why a rate changed


def _ledger(covered: str, others: str) -> list[Row]:
    return [{"name": name, "township": "古城乡", "organized": name in covered} for name in covered + others]


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (("甲", "乙丙丁"), ("甲乙", "丙丁"), ("1/4", "1/4", "0")),
        (("甲", "乙丙丁"), ("甲", "乙"), ("1/4", "0", "1/4")),
        (("甲", "乙"), ("甲丙", "乙丁戊"), ("-1/10", "0", "-1/10")),
        (("甲", "乙丙"), ("甲乙", "丁"), ("1/3", "1/2", "-1/6")),
        (("甲", "乙"), ("丙", ""), ("1/2", "0", "1/2")),
    ],
)
def test_real_change_and_change_of_the_base(
    old: tuple[str, str], new: tuple[str, str], parts: tuple[str, str, str]
) -> None:
    shift = _shift(_compared(_ledger(*old), _ledger(*new)))

    assert (shift.change, shift.real, shift.base) == tuple(map(Fraction, parts))


@pytest.mark.parametrize(("old", "new"), [(("", ""), ("甲", "")), (("甲", ""), ("", ""))])
def test_a_rate_that_is_not_there_has_not_changed(old: tuple[str, str], new: tuple[str, str]) -> None:
    closed: Row = {"name": "子", "township": "古城乡", "organized": True, "status": "注销"}
    shift = _shift(_compared([*_ledger(*old), closed], [*_ledger(*new), closed]))

    assert (shift.change, shift.real, shift.base) == (None, None, None)


@pytest.mark.parametrize("known", ["上期", "本期"])
def test_without_data_on_one_side_there_is_no_change(known: str) -> None:
    silent: Row = {"name": "甲", "township": "古城乡"}
    old, new = ([{**silent, "union": True}] if known == side else [silent] for side in ("上期", "本期"))
    shift = _shift(_compared(old, new), "union_coverage")

    assert (shift.change, shift.real, shift.base) == (None, None, None)
    assert "工会" in shift.missing


def test_organisations_and_instructors_are_matched_by_name() -> None:
    ledger: list[Row] = [{"name": name, "township": "古城乡"} for name in "甲乙"]
    old = roster(
        ledger,
        organizations=[
            {"name": "一支部", "enterprises": "甲", "demo_posts": False},
            {"name": "二支部", "enterprises": "乙", "demo_posts": True},
        ],
        instructors=[{"name": "张三", "enterprises": "甲", "trained": False}],
    )
    new = roster(
        ledger,
        organizations=[
            {"name": "一支部", "enterprises": "甲", "demo_posts": True},
            {"name": "三支部", "enterprises": "乙", "demo_posts": False},
        ],
        instructors=[{"name": "张三", "enterprises": "甲、乙", "trained": True}],
    )
    comparison = pipeline.compare(linked(old), linked(new))
    posts, trained = _shift(comparison, "demo_posts"), _shift(comparison, "instructor_trained")

    assert (posts.change, posts.real, posts.base) == (0, 1, -1)
    assert (trained.change, trained.real, trained.base) == (1, 1, 0)


# ---- laws

NAMES = ["甲", "乙", "丙", "丁", "甲 "]
ENTERPRISE = st.fixed_dictionaries(
    {
        "name": st.sampled_from([*NAMES, None]),
        "uscc": st.sampled_from([None, None, *CODES]),
        "township": st.sampled_from(["古城乡", "小屯乡", None]),
        "status": st.sampled_from(["正常", "正常", "注销"]),
        "employees": st.sampled_from([None, 10, 50]),
        "members": st.sampled_from([None, 0, 3]),
        "organized": st.sampled_from([True, False, None]),
        "instructor": st.sampled_from(["张三", "无", None]),
        "organization_name": st.sampled_from(["第一支部", None]),
        "secretary": st.sampled_from(["李四", "无", None]),
        "superior": st.sampled_from(["古城乡党委", "中共古城乡委员会", "发改委党委", None]),
    }
)
LEDGERS = st.lists(ENTERPRISE, min_size=1, max_size=7)

MIRROR: dict[ChangeKind, ChangeKind] = {
    "appeared": "gone",
    "gone": "appeared",
    "newly_covered": "coverage_lost",
    "coverage_lost": "newly_covered",
    "moved": "moved",
    "renamed": "renamed",
    "superior_changed": "superior_changed",
}


def _negative(part: Fraction | None) -> Fraction | None:
    return None if part is None else -part


@pytest.mark.thorough
@given(LEDGERS)
@settings(max_examples=examples(10))
def test_the_same_twice_is_no_change(rows: list[Row]) -> None:
    comparison = _compared(rows, rows)

    assert comparison.changes == ()
    for shift in comparison.shifts:
        assert not shift.change
        assert not shift.real


@pytest.mark.thorough
@given(LEDGERS, LEDGERS)
@settings(max_examples=examples(10))
def test_the_other_way_round_is_the_mirror(old: list[Row], new: list[Row]) -> None:
    there, back = _compared(old, new), _compared(new, old)

    assert sorted((TITLES[change.kind], str(change.before), str(change.after)) for change in there.changes) == sorted(
        (TITLES[MIRROR[change.kind]], str(change.after), str(change.before)) for change in back.changes
    )
    for to, fro in zip(there.shifts, back.shifts, strict=True):
        assert (to.change, to.real, to.base) == tuple(map(_negative, (fro.change, fro.real, fro.base)))


@pytest.mark.thorough
@given(LEDGERS, LEDGERS)
@settings(max_examples=examples(10))
def test_the_parts_add_up_and_the_rates_are_those_of_coverage(old: list[Row], new: list[Row]) -> None:
    comparison = _compared(old, new)
    sides = [pipeline.coverage(linked(roster(rows))) for rows in (old, new)]

    counting = [code for code, entry in INDICATORS.items() if entry.amounts is None]
    assert [shift.after.indicator for shift in comparison.shifts] == counting
    for shift in comparison.shifts:
        for share, coverage in zip((shift.before, shift.after), sides, strict=True):
            assert _figures(share) == _figures(coverage.share(share.indicator))
        if shift.real is not None and shift.base is not None:
            assert shift.real + shift.base == shift.change


@pytest.mark.thorough
@given(LEDGERS, LEDGERS)
@settings(max_examples=examples(10))
def test_who_appeared_and_left_is_the_difference_of_the_bases(old: list[Row], new: list[Row]) -> None:
    comparison = _compared(old, new)
    kinds = [change.kind for change in comparison.changes]
    base = _shift(comparison, "clear_basic")

    assert base.before.denominator - kinds.count("gone") == base.common
    assert base.after.denominator - kinds.count("appeared") == base.common
    assert all(change.before or change.kind == "appeared" for change in comparison.changes)
    assert all(change.after or change.kind == "gone" for change in comparison.changes)


def _figures(share: Share) -> tuple[int, int, str]:
    return share.numerator, share.denominator, share.missing


# ---- dates


def test_each_side_has_its_date() -> None:
    rows: list[Row] = [
        {"name": "甲", "township": "古城乡", "organized": True, "founded_on": date(2021, 5, 1)},
        {"name": "乙", "township": "古城乡", "organized": True, "registered_on": date(2021, 6, 1)},
    ]
    comparison = pipeline.compare(roster(rows), roster(rows), as_of="2021-12-31", as_of_old="2020-12-31")

    assert (comparison.as_of_old, comparison.as_of) == (date(2020, 12, 31), date(2021, 12, 31))
    assert [change.kind for change in comparison.changes] == ["appeared", "newly_covered"]
    assert comparison.whole == "全区"


def test_the_old_date_is_the_new_one_unless_said() -> None:
    rows: list[Row] = [{"name": "甲", "township": "古城乡"}]

    assert pipeline.compare(roster(rows), roster(rows), as_of="2021-12-31").as_of_old == date(2021, 12, 31)
    facts = linked(roster(rows), "2019-12-31")
    assert pipeline.compare(facts, roster(rows), as_of="2021-12-31").as_of_old == date(2019, 12, 31)
