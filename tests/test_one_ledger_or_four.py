"""One wide ledger of forty rows, and four rosters of the same district, give the same numbers: those of plain loops.

In the ledger each row says everything about an enterprise, its organisation, its secretary and its instructor.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import djcov
from comparing import shares_expected, shares_said, spreads_expected, spreads_said
from djcov import pipeline
from djcov.measures.clauses import PLAN
from djcov.measures.indicators import INDICATORS
from made_up import ledger_cells, rosters_book
from made_up.clerks import Clerk
from made_up.making import Shape, make_district
from made_up.world import ROSTERS, Cell, District
from oracle import truth

DAYS = (date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31))
SEEDS = range(3)
CLERK = Clerk()

ABOUT_THE_ENTERPRISE = {
    "企业名称": "name",
    "统一社会信用代码": "code",
    "乡（办）": "unit",
    "村（社区）": "village",
    "企业类型": "kind",
    "行业": "industry",
    "经营状态": "status",
    "注册日期": "registered",
    "职工人数": "employees",
    "入党积极分子数": "applicants",
    "是否建立党组织": "organised",
    "组建方式": "form",
    "党建指导员": "instructor",
    "指导员派驻时间": "since",
    "指导员电话": "phone",
    "工会": "union",
    "共青团": "youth",
    "妇联": "women",
    "是否薄弱": "weak",
    "未建原因": "reason",
}
ABOUT_THE_ORGANISATION = {
    "党组织名称": "name",
    "党组织类别": "kind",
    "党组织成立时间": "founded",
    "上级党组织名称": "superior",
    "党组织书记": "secretary",
    "书记来源": "source",
    "书记是否参训": "trained",
    **{f"六有：{item}": f"six {number}" for number, item in enumerate(rosters_book.SIX)},
    **{f"礼包：{item}": f"nine {number}" for number, item in enumerate(rosters_book.NINE)},
    "联系领导": "leader",
    "结对村（社区）": "village",
    "双强六好级别": "level",
    "党员示范岗": "demo posts",
    "双向互动机制": "two way",
    "网上阵地": "online",
    "典型级别": "model",
    **{f"四倾斜：{item}": f"favour {number}" for number, item in enumerate(rosters_book.FAVOURS)},
    "结对共建": "paired",
    "上次换届时间": "elected",
}


def district_of(seed: int) -> District:
    """Make a district of which every cell is known: where one is blank, a ledger does not know, and a roster does."""
    district = make_district(7000 + seed, Shape(enterprises=40, units=3, filled=1.0))
    for one in district.organisations:
        one.unnamed = False
    return district


def wide(district: District) -> list[dict[str, Cell]]:
    """Give the rows of the one ledger."""
    rows: list[dict[str, Cell]] = []
    for index, one in enumerate(district.enterprises):
        entry = ledger_cells.entry(district, index)
        cells = ledger_cells.write(entry, CLERK)
        row: dict[str, Cell] = {title: cells[field] for title, field in ABOUT_THE_ENTERPRISE.items()}
        row["党员人数"] = len(one.members)
        divided = any(member.category for member in one.members)
        for title, category in (("正式党员数", "正式党员"), ("预备党员数", "预备党员")):
            row[title] = sum(member.category == category for member in one.members) if divided else None
        row |= dict.fromkeys(("支委会", "届满日期", "党组织状态", "党组织撤销时间"))
        row["指导员是否参训"] = CLERK.yes_no(entry.instructor.trained) if entry.instructor else None
        organisation = entry.organisation
        told = rosters_book.organisation_cells(district, organisation, CLERK) if organisation else {}
        rows.append(row | {title: told.get(field) for title, field in ABOUT_THE_ORGANISATION.items()})
    return rows


def saved(rows: list[dict[str, Cell]], path: Path) -> Path:
    """Write rows as a file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_one_ledger_and_four_rosters_give_the_numbers_of_plain_loops(seed: int, tmp_path: Path) -> None:
    district = district_of(seed)
    rows = wide(district)
    assert len(rows) == 40
    (book,) = rosters_book.rosters(district).books
    ledger, rosters = djcov.read(saved(rows, tmp_path / "台账.csv")), djcov.read(book.save(tmp_path))

    for day in DAYS:
        expected = truth(district, day, ROSTERS)
        found = [pipeline.link(source, as_of=day) for source in (ledger, rosters)]
        for facts in found:
            coverage, distributions = djcov.coverage(facts), djcov.distributions(facts)
            assert shares_said(coverage) == shares_expected(expected, coverage, ROSTERS)
            assert spreads_said(distributions) == spreads_expected(expected, distributions, ROSTERS)
        assert told(found[0]) == told(found[1])


def told(facts: djcov.Facts) -> Counter[tuple[str, str, str]]:
    """Give every gap: its kind, whose it is, and what is lacking."""
    return Counter((gap.kind, gap.subject.name, gap.detail) for gap in djcov.gaps(facts, every=True).rows)


def test_the_one_ledger_answers_every_clause(tmp_path: Path) -> None:
    coverage = djcov.coverage(
        pipeline.link(djcov.read(saved(wide(district_of(0)), tmp_path / "台账.csv")), as_of=DAYS[1])
    )

    assert [row.indicator for row in coverage.rows if row.missing] == []
    answered = " ".join(entry.clause for entry in INDICATORS.values()).split()
    assert {clause.code for clause in PLAN} - {*answered, "S6", "S12", "S18"} == set()
