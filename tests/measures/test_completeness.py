"""Completeness: known, unknown and wrong cells per unit and column, against plain loops."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import djcov
from djcov import pipeline
from djcov.errors import UsageError
from djcov.findings import Severity
from djcov.measures.completeness import needed
from djcov.measures.results import Filled
from djcov.models import Kind
from effort import examples
from made_up import rosters_book
from made_up.making import make_district
from made_up.world import ROSTERS
from oracle import WHOLE, truth
from rosters import linked, roster
from test_samples import MIDDLE, facts_of

Row = dict[str, Any]

LEDGER: list[Row] = [
    {"name": "甲", "township": "古城乡", "employees": 3, "union": None, "_wrong": ["union"]},
    {"name": "乙", "township": "古城乡", "employees": None, "union": False},
    {"name": "丙", "township": "小屯乡", "employees": None, "union": None, "_wrong": ["employees"]},
    {"name": "丁", "township": None, "employees": 0, "union": True},
    {"name": "戊", "township": "小屯乡", "employees": None, "status": "注销", "_wrong": ["union"]},
]


def _counts(filled: Filled) -> tuple[int, int, int, int]:
    return (filled.rows, filled.known, filled.unknown, filled.wrong)


@pytest.mark.parametrize(
    ("field", "unit", "counts"),
    [
        ("employees", None, (4, 2, 1, 1)),
        ("employees", "古城乡", (2, 1, 1, 0)),
        ("employees", "小屯乡", (1, 0, 0, 1)),
        ("union", None, (4, 2, 1, 1)),
        ("union", "古城乡", (2, 1, 0, 1)),
        ("township", None, (4, 3, 1, 0)),
        ("uscc", None, (4, 0, 4, 0)),
    ],
)
def test_a_column_of_the_ledger(field: str, unit: str | None, counts: tuple[int, int, int, int]) -> None:
    filled = pipeline.completeness(linked(roster(LEDGER))).of(Kind.ENTERPRISES, field, unit)

    assert _counts(filled) == counts
    assert filled.no_column is (field == "uscc")


def test_a_wrong_cell_that_another_column_made_up_for_is_known() -> None:
    ledger = [{"name": "甲", "township": "古城乡", "members": 3, "employees": 9, "_wrong": ["members", "employees"]}]
    result = pipeline.completeness(linked(roster(ledger)))

    assert _counts(result.of(Kind.ENTERPRISES, "members")) == (1, 1, 0, 0)


ORGANIZED: list[Row] = [
    {"name": "甲", "township": "古城乡", "organized": True, "organization_form": "单独组建", "secretary": "张三"},
    {"name": "乙", "township": "古城乡", "organized": True, "founded_on": None, "_wrong": ["founded_on"]},
    {"name": "丙", "township": "小屯乡", "organized": False, "secretary": "无", "_wrong": ["founded_on"]},
    {"name": "丁", "township": "小屯乡", "organized": None},
    {"name": "戊", "township": "小屯乡", "organized": True, "status": "注销"},
]


@pytest.mark.parametrize(
    ("field", "unit", "counts"),
    [
        ("organized", None, (4, 3, 1, 0)),
        ("organization_form", None, (2, 1, 1, 0)),
        ("secretary", None, (2, 1, 1, 0)),
        ("founded_on", None, (2, 0, 1, 1)),
        ("secretary", "小屯乡", (0, 0, 0, 0)),
        ("superior", None, (2, 0, 2, 0)),  # not even a column
    ],
)
def test_of_an_organisation_the_rows_count_that_have_one(
    field: str, unit: str | None, counts: tuple[int, int, int, int]
) -> None:
    filled = pipeline.completeness(linked(roster(ORGANIZED))).of(Kind.ENTERPRISES, field, unit)

    assert _counts(filled) == counts


@pytest.mark.parametrize(
    ("field", "counts"),
    [("organization_form", (3, 2, 1, 0)), ("organization_name", (2, 1, 1, 0)), ("secretary", (1, 0, 1, 0))],
)
def test_where_form_and_name_tell_whether_there_is_an_organisation(
    field: str, counts: tuple[int, int, int, int]
) -> None:
    ledger: list[Row] = [
        {"name": "甲", "organization_form": "单独组建", "organization_name": "甲公司党支部", "secretary": None},
        {"name": "乙", "organization_form": "未建"},
        {"name": "丙", "organization_form": None},
    ]
    filled = pipeline.completeness(linked(roster(ledger))).of(Kind.ENTERPRISES, field)

    assert _counts(filled) == counts


def test_of_another_roster_the_rows_of_enterprises_in_scope_count_in_their_unit() -> None:
    organizations = [
        {"name": "第一支部", "enterprises": "甲、丙、乙", "leader": None, "_wrong": ["leader"]},
        {"name": "第二支部", "enterprises": "丙", "leader": "无"},
        {"name": "第三支部", "enterprises": "戊", "leader": None},
    ]
    members = [{"name": "张三", "enterprise": "丙", "category": "正式党员"}, {"name": "李四", "enterprise": "没有这家"}]
    result = pipeline.completeness(linked(roster(LEDGER, organizations, members)))

    assert _counts(result.of(Kind.ORGANIZATIONS, "leader")) == (2, 1, 0, 1)
    assert _counts(result.of(Kind.ORGANIZATIONS, "leader", "古城乡")) == (1, 0, 0, 1)
    assert _counts(result.of(Kind.ORGANIZATIONS, "leader", "小屯乡")) == (1, 1, 0, 0)
    assert _counts(result.of(Kind.MEMBERS, "category", "小屯乡")) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("columns", "others", "there", "not_there"),
    [
        ({"members": 1}, {}, {"members", "organized", "employees"}, {"full_members", "leader"}),
        ({"full_members": 1}, {}, {"full_members"}, {"members"}),
        ({"mass_organizations": "工会"}, {}, {"mass_organizations"}, {"union"}),
        ({}, {}, {"members", "union"}, {"full_members", "mass_organizations"}),
        ({}, {"members": [{"name": "张三", "enterprise": "甲"}]}, {"employees"}, {"members"}),
    ],
)
def test_what_is_needed(columns: Row, others: Any, there: set[str], not_there: set[str]) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", **columns}], **others))
    fields = set(needed(facts, Kind.ENTERPRISES))

    assert there <= fields
    assert not not_there & fields


def test_only_some_townships_beside_the_whole() -> None:
    facts = linked(roster(LEDGER))

    assert {row.unit for row in pipeline.completeness(facts, townships=["小屯乡"]).rows} == {"全区", "小屯乡"}
    with pytest.raises(UsageError, match="是否指：小屯乡"):
        pipeline.completeness(facts, townships=["小屯"])


@pytest.mark.parametrize("seed", range(examples(8)))
def test_of_a_random_district_the_counts_are_those_of_plain_loops(seed: int, tmp_path: Path) -> None:
    district = make_district(7000 + seed)
    for book in rosters_book.rosters(district).books:
        book.save(tmp_path)
    result = pipeline.completeness(djcov.read(tmp_path), as_of=MIDDLE)
    left_out = truth(district, MIDDLE, ROSTERS).left_out

    known: Counter[tuple[str, str]] = Counter()
    rows: Counter[str] = Counter()
    for index, one in enumerate(district.enterprises):
        if index in left_out:
            continue
        cells = {"uscc": one.code, "type": one.kind, "status": one.status, "employees": one.employees}
        cells |= {"registered_on": one.registered, "union": one.union, "weak": one.weak, "applicants": one.applicants}
        for unit in (WHOLE, one.unit):
            rows[unit] += 1
            for field, value in cells.items():
                known[unit, field] += value is not None
    for (unit, field), number in known.items():
        assert _counts(result.of(Kind.ENTERPRISES, field, unit)) == (rows[unit], number, rows[unit] - number, 0)
    covering = [one for one in district.organisations if any(at not in left_out for at in one.enterprises)]
    if covering:
        expected = (len(covering), sum(one.online is not None for one in covering))
        assert _counts(result.of(Kind.ORGANIZATIONS, "online_site"))[:2] == expected


@pytest.mark.thorough
def test_the_wrong_cells_of_the_samples_are_those_of_which_a_finding_tells() -> None:
    """In a file with few mistakes, where every finding is kept."""
    facts = facts_of(ROSTERS, MIDDLE)
    result = pipeline.completeness(facts)
    places = counted_rows(facts)
    wrong: Counter[tuple[Kind, str]] = Counter()
    for finding in facts.findings:
        at = finding.location
        refused = finding.severity is Severity.ERROR or finding.code == "DATE_YEAR_ONLY"
        if refused and at.cell and (at.sheet, at.row) in places:
            table = next(table for table in facts.roster.tables if table.sheet == at.sheet)
            field = next(column.field for column in table.columns if column.header == at.column)
            wrong[table.kind, field] += 1

    shown = {(row.kind, row.field): row.wrong for row in result.rows if row.unit == result.whole and row.wrong}
    assert shown == {place: count for place, count in wrong.items() if place[1] in needed(facts, place[0])}
    assert sum(shown.values()) >= 10


def counted_rows(facts: Any) -> set[tuple[str, int | None]]:
    """The rows of the samples that are counted: all but the enterprises out of scope."""
    explained = pipeline.explain(facts, "org_coverage")
    out = {(one.subject.source.sheet, one.subject.source.row) for one in explained.left_out}
    everything = {(table.sheet, row) for table in facts.roster.tables for row in range(1, 2000)}
    return everything - out


@pytest.mark.thorough
def test_more_wrong_cells_than_findings_are_kept(tmp_path: Path) -> None:
    rows = 10_050
    text = "企业名称,乡（办）,职工人数\n" + "".join(f"企业{n}有限公司,古城乡,很多\n" for n in range(rows))
    (tmp_path / "台账.csv").write_text(text, "utf-8")
    facts = pipeline.link(djcov.read(tmp_path), as_of=MIDDLE)

    assert sum(finding.code == "COUNT_UNREADABLE" for finding in facts.findings) < rows
    assert _counts(pipeline.completeness(facts).of(Kind.ENTERPRISES, "employees")) == (rows, 0, 0, rows)


def test_a_column_that_there_is_not_is_refused() -> None:
    result = pipeline.completeness(linked(roster([{"name": "甲", "township": "古城乡", "employees": 3}])))
    assert result.of(Kind.ENTERPRISES, "employees", "古城乡").known == 1
    for field, unit in (("height", None), ("employees", "小屯乡")):
        with pytest.raises(KeyError):
            result.of(Kind.ENTERPRISES, field, unit)
