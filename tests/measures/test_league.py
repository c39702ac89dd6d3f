"""League: ranks by exact rates, ties, small units, praise and criticism."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov import pipeline
from djcov.errors import UsageError
from djcov.measures.results import League
from djcov.reports.league import remark
from effort import examples
from rosters import linked, policy, roster


def _ledger(**units: tuple[int, int]) -> list[dict[str, Any]]:
    """Make enterprises: of each unit so many organised of so many."""
    return [
        {"name": f"{unit}{n}", "township": unit, "organized": n < numerator}
        for unit, (numerator, denominator) in units.items()
        for n in range(denominator)
    ]


def _league(ledger: list[dict[str, Any]], **limits: Any) -> League:
    return pipeline.league(linked(roster(ledger), settings=policy(league={"small": 0, **limits})))


def _ranks(league: League) -> list[tuple[int | None, str]]:
    return [(standing.rank, standing.share.unit) for standing in league.rows]


def test_ties_share_a_rank_and_the_next_stands_lower() -> None:
    ledger = _ledger(甲乡=(1, 2), 乙乡=(1, 1), 丙乡=(2, 4), 丁乡=(0, 3))

    assert _ranks(_league(ledger)) == [(1, "乙乡"), (2, "甲乡"), (2, "丙乡"), (4, "丁乡")]


def test_a_unit_without_a_denominator_stands_last_without_a_rank() -> None:
    ledger = [{"name": "子", "township": "空乡", "organized": True, "status": "注销"}, *_ledger(甲乡=(0, 2))]

    league = _league(ledger)
    assert _ranks(league) == [(1, "甲乡"), (None, "空乡")]
    assert [(standing.small, standing.verdict) for standing in league.rows] == [(False, "通报批评"), (False, "")]


@pytest.mark.parametrize(
    ("share", "verdict"),
    [((9, 10), "通报表扬"), ((8, 10), ""), ((6, 10), ""), ((5, 10), "通报批评"), ((10, 10), "通报表扬")],
)
def test_praise_and_criticism(share: tuple[int, int], verdict: str) -> None:
    (standing,) = _league(_ledger(甲乡=share)).rows

    assert standing.verdict == verdict


def test_rows_without_a_unit_are_not_criticised() -> None:
    nowhere = [{"name": f"子{n}", "township": None, "organized": False} for n in range(3)]
    league = _league([*nowhere, *_ledger(甲乡=(0, 2))])

    assert {standing.share.unit: standing.verdict for standing in league.rows} == {
        "甲乡": "通报批评",
        "未填乡（办）": "",
    }


def test_the_limits_are_the_policy_s() -> None:
    ledger = _ledger(甲乡=(3, 4), 乙乡=(2, 4), 丙乡=(1, 4))

    league = _league(ledger, praise_rate=Decimal("0.75"), criticise_rate=Decimal("0.5"))
    assert [standing.verdict for standing in league.rows] == ["通报表扬", "", "通报批评"]


def test_a_small_unit_is_ranked_and_marked_but_not_judged() -> None:
    ledger = _ledger(甲乡=(4, 4), 乙乡=(5, 5), 丙乡=(0, 4), 丁乡=(0, 5))

    league = _league(ledger, small=5)
    assert [(row.rank, row.share.unit, row.small, row.verdict) for row in league.rows] == [
        (1, "甲乡", True, ""),
        (1, "乙乡", False, "通报表扬"),
        (3, "丙乡", True, ""),
        (3, "丁乡", False, "通报批评"),
    ]


def _progress(old: dict[str, tuple[int, int]], new: dict[str, tuple[int, int]], **limits: Any) -> League:
    settings = policy(league={"small": 0, **limits})
    before = linked(roster(_ledger(**old)), "2020-12-31", settings)
    return pipeline.league(linked(roster(_ledger(**new)), settings=settings), earlier=before)


def test_by_progress_since_an_earlier_date() -> None:
    old = {"甲乡": (1, 5), "乙乡": (2, 5), "丙乡": (1, 10), "丁乡": (5, 5), "戊乡": (2, 4)}
    new = {"甲乡": (2, 5), "乙乡": (2, 5), "丙乡": (3, 10), "丁乡": (5, 5), "戊乡": (1, 4), "己乡": (1, 5)}
    league = _progress(old, new, small=5)

    assert [(row.rank, row.share.unit, row.gained, row.small, row.verdict) for row in league.rows] == [
        (1, "甲乡", Fraction(1, 5), False, ""),
        (1, "丙乡", Fraction(1, 5), False, ""),
        (3, "乙乡", 0, False, "推进迟缓"),
        (3, "丁乡", 0, False, ""),
        (5, "戊乡", Fraction(-1, 4), True, ""),
        (None, "己乡", None, False, ""),
    ]
    assert league.since == date(2020, 12, 31)
    assert [row.earlier and row.earlier.percent for row in league.rows][:2] == ["20.00%", "10.00%"]


def test_why_a_unit_has_no_rank_is_said() -> None:
    league = _progress({"甲乡": (1, 5), "丙乡": (1, 5)}, {"甲乡": (2, 5), "己乡": (1, 5)})
    assert {row.share.unit: remark(row) for row in league.rows} == {
        "甲乡": "",
        "己乡": "上期没有应纳入统计的，不排名",
    }
    settings = policy(league={"small": 0}, units={"order": ("甲乡", "乙乡")})
    now = pipeline.league(linked(roster(_ledger(甲乡=(1, 2))), settings=settings))
    assert {row.share.unit: remark(row) for row in now.rows} == {"甲乡": "", "乙乡": "没有应纳入统计的，不排名"}


def test_progress_is_since_a_date_before() -> None:
    facts = linked(roster(_ledger(甲乡=(1, 2))))

    with pytest.raises(UsageError, match="不早于本期"):
        pipeline.league(facts, earlier=facts)


def test_without_data_at_the_earlier_date_nobody_is_ranked_by_progress() -> None:
    before = linked(roster([{"name": "子", "township": "甲乡"}]), "2020-12-31")
    league = pipeline.league(linked(roster(_ledger(甲乡=(1, 2)))), earlier=before)

    assert _ranks(league) == [(None, "甲乡")]
    assert "是否建立党组织" in league.missing


def test_another_indicator_and_grouping() -> None:
    ledger: list[dict[str, Any]] = [
        {"name": "甲", "township": "古城乡", "industry": "制造", "union": True},
        {"name": "乙", "township": "古城乡", "industry": "零售", "union": False},
    ]
    league = pipeline.league(linked(roster(ledger)), "union_coverage", by="industry")

    assert _ranks(league) == [(1, "制造"), (2, "零售")]
    assert (league.indicator, league.name, league.by) == ("union_coverage", "工会覆盖率", "industry")


def test_of_some_townships_the_ranks_are_those_among_all() -> None:
    source = linked(roster(_ledger(甲乡=(1, 2), 乙乡=(1, 1), 丙乡=(2, 4), 丁乡=(0, 3))))
    league = pipeline.league(source, townships=["丁乡", "丙乡"])

    assert _ranks(league) == [(2, "丙乡"), (4, "丁乡")]
    assert league.unlisted == 2
    assert pipeline.league(source).unlisted == 0
    with pytest.raises(UsageError, match="戊乡"):
        pipeline.league(source, townships=["戊乡"])


def test_of_a_township_its_villages_are_ranked_without_those_of_the_same_name_elsewhere() -> None:
    ledger: list[dict[str, Any]] = [
        {"name": "甲", "township": "古城乡", "village": "东村", "organized": False},
        {"name": "乙", "township": "柳河乡", "village": "西村", "organized": True},
        {"name": "丙", "township": "柳河乡", "village": "东村", "organized": True},
        {"name": "丁", "township": "古城乡", "village": "北村", "organized": True},
    ]
    source = linked(roster(ledger))
    league = pipeline.league(source, by="village", townships=["古城乡"])

    assert _ranks(league) == [(1, "北村"), (2, "东村")]
    assert [(row.share.numerator, row.share.denominator) for row in league.rows] == [(1, 1), (0, 1)]
    assert league.unlisted == 0
    with pytest.raises(UsageError, match="按行业排名"):
        pipeline.league(source, by="industry", townships=["古城乡"])


def test_without_data_nobody_is_ranked() -> None:
    league = pipeline.league(linked(roster(_ledger(甲乡=(1, 2)))), "union_coverage")

    assert _ranks(league) == [(None, "甲乡")]
    assert "工会" in league.missing


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UsageError, match="coverage_of_all"):
        pipeline.league(linked(roster(_ledger(甲乡=(1, 2)))), "coverage_of_all")


@given(
    st.dictionaries(
        st.sampled_from(["甲乡", "乙乡", "丙乡", "丁乡", "戊乡"]),
        st.integers(0, 3).flatmap(lambda n: st.tuples(st.just(n), st.integers(max(n, 1), 6))),
        min_size=1,
    )
)
@settings(max_examples=examples(25))
def test_a_rank_is_one_more_than_the_number_of_better_units(units: dict[str, tuple[int, int]]) -> None:
    for standing in _league(_ledger(**units)).rows:
        n, d = units[standing.share.unit]
        assert standing.rank == 1 + sum(other * d > n * others for other, others in units.values())


SHARES = st.integers(0, 3).flatmap(lambda n: st.tuples(st.just(n), st.integers(max(n, 1), 5)))
UNITS = st.dictionaries(st.sampled_from(["甲乡", "乙乡", "丙乡", "丁乡"]), SHARES, min_size=1)


@given(UNITS, UNITS)
@settings(max_examples=examples(15))
def test_a_rank_by_progress_is_one_more_than_the_number_of_units_that_gained_more(
    old: dict[str, tuple[int, int]], new: dict[str, tuple[int, int]]
) -> None:
    gained = {unit: Fraction(*new[unit]) - Fraction(*old[unit]) for unit in new if unit in old}

    for standing in _progress(old, new).rows:
        own = gained.get(standing.share.unit)
        assert standing.gained == own
        assert standing.rank == (None if own is None else 1 + sum(other > own for other in gained.values()))
