"""What holds of every roster: nothing is lost, nothing depends on the order of rows or on the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov import pipeline
from djcov.choices import By
from djcov.engines import Engine
from djcov.facts import Facts
from djcov.intake.frames import LINKS, WRONG, fields
from djcov.measures.distributions import SPREADS, UNKNOWN
from djcov.measures.explain import explain_all
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS, rows_of
from djcov.models import Kind
from djcov.roster import Roster
from effort import examples
from other_engines import running
from rosters import linked, roster, shuffled

Row = dict[str, Any]

NAMES = ["甲公司", "乙公司", "丙公司", "丁公司", "甲 公司"]
DAYS = [None, date(2017, 5, 1), date(2019, 5, 1), date(2021, 12, 31), date(2022, 1, 1)]
YES_NO = [True, False, None]
COUNTS = [None, 0, 1, 2, 3, 50]

ENTERPRISE = {
    "name": [*NAMES, None],
    "uscc": [None, None, "91410000MA4400001A", "92410000MA4400002B", "91410000MA4400003C"],
    "township": ["古城乡", "小屯乡", "城关办", "城关办事处", None],
    "village": ["东村", "西村", None],
    "industry": ["制造", None],
    "park": ["创业园", None],
    "type": ["有限责任公司", "国有独资", "个体", None],
    "status": ["正常", "停产", "注销", None],
    "registered_on": DAYS,
    "employees": COUNTS,
    "members": COUNTS,
    "full_members": COUNTS,
    "probationary_members": COUNTS,
    "applicants": COUNTS,
    "organized": YES_NO,
    "organization_form": ["单独组建", "联合组建", "未建", "其他", None],
    "organization_name": [*(f"第{number}支部" for number in range(20)), "无", "有", None],
    "founded_on": DAYS,
    "superior": ["古城乡党委", "区发改委党委", "无", None],
    "secretary": ["张三", "无", None],
    "instructor": ["李四", "王五", "王五、李四", "赵六，李四", "无", "有", None],
    "instructor_phone": [None, "k1", "k2"],
    "instructor_sent": YES_NO,
    "instructor_since": DAYS,
    "instructor_ends_on": DAYS,
    "instructor_visited_on": DAYS,
    "instructor_visits": COUNTS,
    "instructor_appraisal": ["优秀", "称职", None],
    "union": YES_NO,
    "youth_league": YES_NO,
    "womens_federation": YES_NO,
    "mass_organizations": ["工会、妇联", "无", None],
    "weak": YES_NO,
    "organization_kind": ["党支部", "党委", None],
    "not_built_reason": ["没有党员", None],
}
ORGANIZATION = {
    "name": [*(f"第{number}支部" for number in "一二三四五六七八九十"), "无"],
    "enterprises": [*NAMES, "甲公司、乙公司", "乙公司、丙公司、丁公司", "戊公司", "无", None],
    "enterprise_uscc": [None, "91410000MA4400001A"],
    "form": ["单独", "联合", None],
    "founded_on": DAYS,
    "superior": ["古城乡党委", "区发改委党委", None],
    "secretary": ["张三", "无", None],
    "secretary_trained": YES_NO,
    "secretary_source": ["机关干部", None],
    "leader": ["赵六", "无", None],
    "partner_village": ["东村", "无", None],
    "dual_strong": ["无", "区级", "市级", None],
    "demo_posts": YES_NO,
    "kind": ["党总支", None],
    "model_level": ["省级", None],
}
MEMBER = {
    "name": ["张三", "张三", "无"],
    "status": ["正常", "已转出", "出国", None],
    "identity_number": [None, "a", "b", "c"],
    "enterprise": [*NAMES, "戊公司", None],
    "category": ["正式党员", "预备党员", "非党员", None],
    "born_on": DAYS,
    "_identity_born": DAYS,
    "joined_on": DAYS,
    "confirmed_on": DAYS,
}
INSTRUCTOR = {
    "name": ["李四", "王五", "无"],
    "phone": [None, "k1", "k2"],
    "enterprises": [*NAMES, "甲公司、丁公司", "无", None],
    "trained": YES_NO,
    "since": DAYS,
    "ends_on": DAYS,
    "visited_on": DAYS,
    "visits": COUNTS,
    "appraisal": ["优秀", "称职", None],
}


def _rows(columns: dict[str, list[Any]], at_most: int) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({name: st.sampled_from(words) for name, words in columns.items()})
    return st.lists(row, min_size=1, max_size=at_most)


ROSTERS = st.builds(
    roster,
    enterprises=_rows(ENTERPRISE, 12),
    organizations=st.none() | _rows(ORGANIZATION, 5),
    members=st.none() | _rows(MEMBER, 8),
    instructors=st.none() | _rows(INSTRUCTOR, 5),
)


def _everything(facts: Facts) -> tuple[object, ...]:
    """What the views say of each grain, and the findings."""
    return (
        *(pipeline.coverage(facts, by=by) for by in ("township", "village")),
        *(pipeline.distributions(facts, by=by) for by in ("township", "village")),
        pipeline.gaps(facts, every=True),
        pipeline.completeness(facts),
        pipeline.annual(facts),
        pipeline.plan(facts, attach=True),
        *(_explained(facts, code) for code in ("due_built", "secretary_in_post", "instructor_trained")),
        list(facts.findings),
    )


def _explained(facts: Facts, code: str, limit: int | None = None) -> tuple[object, ...]:
    """An explanation, and every row that it names."""
    found = pipeline.explain(facts, code, limit=limit)
    everyone = (*found.numerator, *found.remainder, *(row.subject for row in found.left_out))
    return found, [subject.sources for subject in everyone]


def _further(facts: Facts) -> tuple[object, ...]:
    """What the other views say, which are made of the same numbers, and each indicator's rows."""
    return (
        explain_all(facts),
        pipeline.explain(facts, "annual_own_committee"),
        pipeline.targets(facts),
        pipeline.league(facts),
        pipeline.compare(facts, facts, as_of_old="2020-12-31"),
        *(_explained(facts, code, limit=3) for code in ("org_coverage", "leader_assigned", "instructor_trained")),
        dict(facts.findings.totals),
    )


@pytest.mark.thorough
@given(ROSTERS, st.sampled_from(sorted(INDICATORS)))
@settings(max_examples=examples(15))
def test_nothing_is_lost(source: Roster, code: str) -> None:
    facts = linked(source)
    explanation, share = pipeline.explain(facts, code), pipeline.coverage(facts).share(code)
    rows = rows_of(facts, INDICATORS[code].grain).select("_at").collect().shape[0]

    assert len(explanation.numerator) + len(explanation.remainder) + len(explanation.left_out) == rows
    assert len(explanation.numerator) == share.numerator
    assert len(explanation.numerator) + len(explanation.remainder) == share.denominator
    assert all(row.reason for row in explanation.left_out)


@pytest.mark.thorough
@given(ROSTERS)
@settings(max_examples=examples(15))
def test_a_gap_is_what_its_indicator_lacks_and_says_what(source: Roster) -> None:
    facts = linked(source)
    coverage, gaps = pipeline.coverage(facts), pipeline.gaps(facts, every=True).rows
    found = Counter(gap.kind for gap in gaps)

    for kind in GAP_KINDS.values():
        if kind.indicator:
            share = coverage.share(kind.indicator)
            assert found[kind.code] == share.denominator - share.numerator, kind.code
    assert all(gap.detail for gap in gaps)
    assert {each.code: each.count for each in pipeline.gaps(facts).unlisted} == {
        code: count for code, count in found.items() if not GAP_KINDS[code].usual
    }


@pytest.mark.thorough
@given(ROSTERS, st.sampled_from(get_args(By)))
@settings(max_examples=examples(15))
def test_the_units_add_up_and_one_number_bounds_another(source: Roster, by: By) -> None:
    coverage = pipeline.coverage(linked(source), by=by)
    for code in coverage.indicators:
        parts = [coverage.share(code, unit) for unit in coverage.units[1:]]
        assert sum(part.numerator for part in parts) == coverage.share(code).numerator
        assert sum(part.denominator for part in parts) == coverage.share(code).denominator

    reached = {code: coverage.share(code).numerator for code in coverage.indicators}
    counted = {code: coverage.share(code).denominator for code in coverage.indicators}
    assert reached["own_org_rate"] <= reached["org_coverage"] <= reached["work_coverage"]
    assert reached["org_coverage"] + reached["instructor_stationed"] == reached["work_coverage"]
    assert reached["org_coverage"] + counted["instructor_stationed"] == counted["org_coverage"]
    assert reached["mass_coverage"] >= max(reached[f"{name}_coverage"] for name in ("union", "youth", "women"))
    assert reached["dual_strong_district"] >= reached["dual_strong_city"]


@pytest.mark.thorough
@given(ROSTERS)
@settings(max_examples=examples(15))
def test_a_distribution_counts_whoever_its_share_counts(source: Roster) -> None:
    facts = linked(source)
    coverage, distributions = pipeline.coverage(facts), pipeline.distributions(facts)

    for code, spread in SPREADS.items():
        parts = [distributions.of(code, unit) for unit in coverage.units[1:]]
        whole = distributions.of(code)
        assert [sum(part.rows[at][1] for part in parts) for at in range(len(whole.rows))] == [n for _, n in whole.rows]
        assert whole.missing or whole.rows[-1][0] == UNKNOWN
        if spread.counted is None and not whole.missing:
            counted = {"enterprise": "clear_basic", "organization": "secretary_in_post"}.get(spread.grain)
            assert counted is None or whole.base == coverage.share(counted).denominator
    reasons = distributions.of("not_built_reasons")
    assert reasons.base == coverage.share("instructor_stationed").denominator


@pytest.mark.thorough
@given(ROSTERS, st.integers(0, 1000))
@settings(max_examples=examples(6))
def test_the_order_of_rows_in_a_frame_does_not_matter(source: Roster, seed: int) -> None:
    assert _everything(linked(shuffled(source, seed))) == _everything(linked(source))


def _on(holder: Engine, source: Roster) -> Roster:
    """The same rosters, held by another engine."""
    frames = {kind: holder.hold(fields(kind), table.to_batches()) for kind, table in source.frames.items()}
    links = {kind: holder.hold(LINKS, table.to_batches()) for kind, table in source.links.items()}
    wrong = {kind: holder.hold(WRONG, table.to_batches()) for kind, table in source.wrong.items()}
    return replace(source, frames=frames, links=links, wrong=wrong, engine=holder)


@pytest.fixture(scope="module")
def holder(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engines beside Arrow."""
    with running(request.param) as engine:
        yield engine


CONSTRUCTED = ("ledger alone", "four rosters, every column", "four rosters", "four rosters, few columns")


@pytest.fixture(params=CONSTRUCTED)
def constructor(request: pytest.FixtureRequest) -> Roster:
    """Rows of every character, as one ledger and as four rosters, and with a ledger that lacks no column, or most."""
    random = Random(8)

    def drawn(columns: dict[str, list[Any]], rows: int) -> list[Row]:
        return [{name: random.choice(words) for name, words in columns.items()} for _ in range(rows)]

    if request.param == "ledger alone":
        return roster(drawn(ENTERPRISE, 150))
    columns = ENTERPRISE
    if request.param == "four rosters, every column":
        columns = {name: ENTERPRISE.get(name, [None]) for name in Kind.ENTERPRISES.model.model_fields}
    if request.param == "four rosters, few columns":
        columns = {name: ENTERPRISE[name] for name in ("name", "uscc", "township", "organized", "union")}
    return roster(drawn(columns, 60), drawn(ORGANIZATION, 25), drawn(MEMBER, 50), drawn(INSTRUCTOR, 15))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("holder", "constructor"),
    [
        *(("duckdb", each) for each in CONSTRUCTED),
        *(("pandas", each) for each in CONSTRUCTED[:2]),
        ("spark", CONSTRUCTED[1]),  # which plans every step for longer than it takes
    ],
    indirect=True,
)
def test_another_engine_gives_what_arrow_gives(constructor: Roster, holder: Engine) -> None:
    """Linking, the table of indicators and every view: the same expressions, the same answers."""
    in_memory, elsewhere = linked(constructor), linked(_on(holder, constructor))

    assert _everything(elsewhere) == _everything(in_memory)
    assert _further(elsewhere) == _further(in_memory)


@pytest.mark.thorough
def test_many_rows_in_memory_are_what_they_are_in_pandas() -> None:
    """Arrow computes joins on all cores and gives their rows in any order: only many rows show who relies on one."""
    random = Random(11)
    names = [f"第{number}支部" for number in range(9_000)]
    drawn: dict[str, list[Any]] = {**ENTERPRISE, "organization_name": names, "instructor": names, "uscc": [None]}
    rows = [{key: random.choice(words) for key, words in drawn.items()} for _ in range(40_000)]
    source = roster([{**row, "name": f"第{number}号公司"} for number, row in enumerate(rows)])
    with running("pandas") as holder:
        first, second = linked(shuffled(source, 1)), linked(_on(holder, source))

    assert pipeline.coverage(first, by="village") == pipeline.coverage(second, by="village")
    assert pipeline.distributions(first) == pipeline.distributions(second)
    assert pipeline.gaps(first, kinds=["no_secretary"]) == pipeline.gaps(second, kinds=["no_secretary"])


def test_the_fixture_is_worth_it(constructor: Roster) -> None:
    """So that equal answers are not equally empty ones."""
    whole = pipeline.coverage(linked(constructor))
    alive = [share for share in whole.rows if share.unit == whole.whole and 0 < share.numerator < share.denominator]

    assert len(alive) >= 12
