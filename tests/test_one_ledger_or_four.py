"""One wide ledger of forty rows, and four rosters of the same district, give the same numbers: those of plain loops.

In the ledger each row says everything about an enterprise, its organisation, its secretary and its instructor. Beside
both lies the table of the four favours (S21), of which a row is a unit.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

import djcov
from comparing import shares_expected, shares_said, spreads_expected, spreads_said
from djcov import pipeline
from djcov.facts import Facts
from djcov.measures.clauses import PLAN
from djcov.measures.distributions import SPREADS
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS
from djcov.roster import Roster
from made_up import ledger_cells, rosters_book
from made_up.clerks import Clerk
from made_up.making import Shape, make_district
from made_up.world import ROSTERS, Cell, District
from oracle import FAVOURS, NINE, SIX, Share, Truth, truth

DAYS = (date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31))
SEEDS = range(3)
WAYS = ("ledger", "rosters")
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
    "经费来源": "funds",
    "党务干部人数": "workers",
    "党务干部是否参训": "workers trained",
}

ANSWERED: dict[str, tuple[str, ...]] = {
    "S1": ("org_coverage", "own_org_rate", "not_covered"),
    "S2": ("work_coverage", "work_coverage_any", "work_ways", "no_instructor"),
    "S3": ("members_in_50plus", "employee_sizes", "no_member_in_50plus"),
    "S4": (
        *("dual_strong_district", "dual_strong_city", "dual_strong_levels"),
        *("model_district", "model_city", "model_province", "model_levels"),
    ),
    "S5": ("due_built", "due_not_built", "own_due", "maybe_due", "not_built_reasons", "organization_kinds"),
    "S6": ("organization_forms", "joint_sizes", "joint_too_large"),
    "S7": ("synchronous_founding", "not_synchronous"),
    "S8": ("applicants_where_no_member", "member_numbers", "no_applicant"),
    "S9": ("instructor_stationed", "weak_with_instructor", "weak_no_instructor"),
    "S10": ("mass_coverage", "union_coverage", "youth_coverage", "women_coverage", "no_mass", "no_union"),
    "S11": ("secretary_in_post", "secretary_sources", "no_secretary"),
    "S12": ("instructor_load", "instructor_overloaded"),
    "S13": (
        *("secretary_trained", "instructor_trained", "party_workers", "party_workers_trained"),
        *("secretary_not_trained", "instructor_not_trained"),
    ),
    "S14": ("demo_posts", "two_way_mechanism", "paired_building", "online_site", "no_demo_posts"),
    "S15": ("territorial_affiliation", "not_territorial"),
    "S16": ("village_pairing", "no_village"),
    "S17": ("clear_basic", "clear_organization", "clear_work", "unclear_basic", "unclear_organization", "unclear_work"),
    "S18": ("league", "progress"),
    "S19": ("gift_pack", *NINE, "gift_pack_missing"),
    "S20": ("leader_assigned", "leader_loads", "no_leader"),
    "S21": (
        *("development_share", "commendation_share", "training_share", "funds_share"),
        *(*FAVOURS, "favors_missing", "fund_sources"),
    ),
    "S22": ("six_haves", *SIX, "six_haves_missing"),
}
"""By clause of the plan: the indicators, distributions and kinds of gaps that answer it; league and progress rank by
the clause's first indicator of all.
"""

OF_MEMBERS = {"on_the_way", "members_developed"}
"""The distributions of the member roster's rows (S8), which no ledger of enterprises has."""

GIVEN = ("development", "commendation", "training", "funds")
FAVOUR_TITLES = ("发展党员名额", "评优表彰", "培训名额", "工作经费（万元）")


def district_of(seed: int) -> District:
    """Make a district of which every cell is known: where one is blank, a ledger does not know, and a roster does."""
    district = make_district(7000 + seed, Shape(enterprises=40, units=3, filled=1.0))
    for one in district.organisations:
        one.unnamed = False
    for index, one in enumerate(district.enterprises):
        alone = district.organisation_of(index) is None and district.posting_at(index) is None
        one.worked = alone and one.code is not None and index % 2 == 0
    return district


def favours_of(district: District, seed: int) -> dict[str, list[int]]:
    """Give what each unit gives to enterprises, and in all, of each of the four favours in turn."""
    rng = Random(seed)
    pairs = {unit: [(rng.randint(0, 9), rng.randint(9, 30)) for _ in GIVEN] for unit in district.units}
    return {unit: [number for pair in own for number in pair] for unit, own in pairs.items()}


def favours_table(favours: dict[str, list[int]], path: Path) -> Path:
    """Write them as offices do: two lines of headers, and a line of totals."""
    lines = ["单位," + ",,".join(FAVOUR_TITLES) + ",", ",企业,全部,企业,全部,企业,全部,企业,全部"]
    rows = [*favours.items(), ("合计", [sum(column) for column in zip(*favours.values(), strict=True)])]
    path.write_text("\n".join([*lines, *(",".join([unit, *map(str, own)]) for unit, own in rows)]), "utf-8")
    return path


def favours_expected(favours: dict[str, list[int]]) -> dict[tuple[str, str], Share]:
    """Reckon the four shares, of the whole and of each unit."""
    shares: dict[tuple[str, str], Share] = {}
    for at, favour in enumerate(GIVEN):
        parts = {unit: (own[2 * at], own[2 * at + 1]) for unit, own in favours.items()}
        parts["全区"] = (sum(part for part, _ in parts.values()), sum(whole for _, whole in parts.values()))
        shares |= {(unit, f"{favour}_share"): pair for unit, pair in parts.items()}
    return shares


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
        row["覆盖情况"] = "党的工作覆盖" if one.worked else "党的组织覆盖" if organisation else None
        rows.append(row | {title: told.get(field) for title, field in ABOUT_THE_ORGANISATION.items()})
    return rows


def worked(district: District) -> list[dict[str, Cell]]:
    """Give the rows of a further list, of the enterprises that work covers by a way that nobody knows."""
    return [
        {"企业名称": one.name, "统一社会信用代码": one.code, "乡（办）": one.unit, "覆盖情况": "党的工作覆盖"}
        for one in district.enterprises
        if one.worked
    ]


@dataclass(frozen=True)
class Told:
    """One district, written down in both ways."""

    district: District
    favours: dict[str, list[int]]
    ledger: Roster
    rosters: Roster

    @cached_property
    def facts(self) -> dict[tuple[str, date], Facts]:
        """Both ways at each day."""
        sources = {"ledger": self.ledger, "rosters": self.rosters}
        return {(way, day): pipeline.link(source, as_of=day) for way, source in sources.items() for day in DAYS}

    def truth(self, day: date) -> Truth:
        """Reckon a day's numbers."""
        found = truth(self.district, day, ROSTERS)
        found.shares.update(favours_expected(self.favours))
        return found


def told_of(seed: int, folder: Path) -> Told:
    """Write a district down."""
    district = district_of(seed)
    favours = favours_of(district, seed)
    table = favours_table(favours, folder / "四倾斜.csv")
    (book,) = rosters_book.rosters(district).books
    ledger = djcov.read(saved(wide(district), folder / "台账.csv"), table)
    return Told(
        district, favours, ledger, djcov.read(book.save(folder), saved(worked(district), folder / "覆盖.csv"), table)
    )


def saved(rows: list[dict[str, Cell]], path: Path) -> Path:
    """Write rows as a file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Give the district by which each clause is answered."""
    return told_of(0, tmp_path_factory.mktemp("district"))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_ledger_and_four_rosters_give_the_numbers_of_plain_loops(seed: int, tmp_path: Path) -> None:
    told = told_of(seed, tmp_path)
    assert sum(table.rows for table in told.ledger.tables if table.kind == "enterprises") == 40
    assert any(one.worked for one in told.district.enterprises)

    for day in DAYS:
        expected = told.truth(day)
        for way in WAYS:
            coverage, spreads = djcov.coverage(told.facts[way, day]), djcov.distributions(told.facts[way, day])
            assert shares_said(coverage) == shares_expected(expected, coverage, ROSTERS)
            without = OF_MEMBERS if way == "ledger" else set[str]()
            assert spreads_said(spreads) == {
                place: spread
                for place, spread in spreads_expected(expected, spreads, ROSTERS).items()
                if place[1] not in without
            }
        assert gaps_of(told.facts["ledger", day]) == gaps_of(told.facts["rosters", day])


def gaps_of(facts: Facts) -> Counter[tuple[str, str, str]]:
    """Give every gap: its kind, whose it is, and what is lacking."""
    return Counter((gap.kind, gap.subject.name, gap.detail) for gap in djcov.gaps(facts, every=True).rows)


def test_every_clause_of_the_plan_is_answered() -> None:
    assert list(ANSWERED) == [clause.code for clause in PLAN]
    known = {**INDICATORS, **SPREADS, **GAP_KINDS}
    for clause, codes in ANSWERED.items():
        assert clause == "S18" or clause in {known[code].clause for code in codes}
    answered = {code for codes in ANSWERED.values() for code in codes}
    assert set(INDICATORS) - {"in_term", "visited_on_schedule"} == answered & set(INDICATORS)  # facts/test_stations.py


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("clause", ANSWERED)
def test_the_clause_is_answered_by_the_numbers_of_plain_loops(district: Told, clause: str, way: str) -> None:
    for day in DAYS:
        facts, expected = district.facts[way, day], district.truth(day)
        coverage, spreads = djcov.coverage(facts), djcov.distributions(facts)
        for code in ANSWERED[clause]:
            for unit in coverage.units:
                if code in INDICATORS:
                    share = coverage.share(code, unit)
                    assert not share.missing
                    assert (share.numerator, share.denominator) == expected.shares.get((unit, code), (0, 0)), code
                if code in SPREADS:
                    counts, largest = expected.spreads.get((unit, code), ({}, None))
                    found = spreads.of(code, unit)
                    assert ({sort: n for sort, n in found.rows if n}, found.largest) == (counts, largest), code
            if code in GAP_KINDS:
                of_kind = [gap for gap in expected.gaps if gap[0] == code]
                assert len(djcov.gaps(facts, kinds=[code]).rows) == len(of_kind), code


@pytest.mark.parametrize("way", WAYS)
def test_the_units_are_ranked_and_those_that_are_slow_are_named(district: Told, way: str) -> None:
    """S18: by the rate, and by what it has gained since the date before."""
    for before, day in pairwise(DAYS):
        facts, earlier = district.facts[way, day], district.facts[way, before]
        rates = [
            {unit: Fraction(*district.truth(at).shares[unit, "org_coverage"]) for unit in district.district.units}
            for at in (before, day)
        ]
        gained = {unit: rates[1][unit] - rates[0][unit] for unit in district.district.units}
        for standing in pipeline.league(facts).rows:
            assert standing.rank == 1 + sum(rate > rates[1][standing.share.unit] for rate in rates[1].values())
        for standing in pipeline.league(facts, earlier=earlier).rows:
            own = gained[standing.share.unit]
            assert standing.gained == own
            assert standing.rank == 1 + sum(other > own for other in gained.values())


@pytest.mark.thorough
def test_the_plan_is_the_same_for_both(district: Told) -> None:
    """S6, S9, S12: who is to be grouped, and who gets an instructor."""
    for day in DAYS:
        plans = [pipeline.plan(district.facts[way, day]) for way in WAYS]
        for part in ("groups", "assignments", "own"):
            assert len(getattr(plans[0], part)) == len(getattr(plans[1], part))
        covered = {district.district.enterprises[at].name for at in district.truth(day).covered}
        grouped = [each.subject.name for plan in plans for group in plan.groups for each in group.enterprises]
        assert not covered & set(grouped)
