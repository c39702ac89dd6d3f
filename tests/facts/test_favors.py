"""The table of the four favours (四倾斜表, S21): what each unit gives to enterprises, of how much in all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest

import djcov
from djcov import pipeline
from djcov.choices import By
from djcov.models import Kind
from djcov.roster import Roster
from rosters import codes, linked, roster, values

LEDGER = "企业名称,乡（办）,是否建立党组织\n甲纺织公司,古城乡,是\n乙纺织公司,小屯乡,否\n"
SHARES = ("development_share", "commendation_share", "training_share", "funds_share")

LAYOUTS = {
    "two lines": """
四倾斜情况统计表,,,,,,,,
单位,发展党员名额,,评优表彰,,培训名额,,工作经费（万元）,
,企业,全部,企业,全部,企业,全部,企业,全部
古城乡,8,20,3,10,30,100,12.5,50
小屯乡,2,10,1,5,0,40,3,20
合计,10,30,4,15,30,140,15.5,70
""",
    "of which": """
序号,乡镇,发展党员数,其中：非公企业,表彰数,其中非公企业,培训人次,其中：非公企业,党建经费（万元）,其中：非公企业
1,古城乡,20,8,10,3,100,30,50,12.5
2,小屯乡,10,2,5,1,40,无,20,3
""",
    "one line": """
填报单位,企业发展党员名额,发展党员总名额,企业表彰数,表彰总数,企业培训人数,培训总人数,用于企业的工作经费,工作经费总额
古城乡,8,20,3,10,30,100,12.5,50
小屯乡,2,10,1,5,0,40,3,20
""",
}


def read(folder: Path, table: str, ledger: str = LEDGER) -> Roster:
    (folder / "台账.csv").write_text(ledger, "utf-8")
    (folder / "倾斜.csv").write_text(table.lstrip(), "utf-8")
    return djcov.read(folder)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_four_shares_per_unit(layout: str, tmp_path: Path) -> None:
    coverage = pipeline.coverage(read(tmp_path, LAYOUTS[layout]))
    shares = {unit: [coverage.share(code, unit) for code in SHARES] for unit in coverage.units}

    assert {unit: [(each.numerator, each.denominator) for each in own] for unit, own in shares.items()} == {
        "全区": [(10, 30), (4, 15), (30, 140), (155, 700)],
        "古城乡": [(8, 20), (3, 10), (30, 100), (125, 500)],
        "小屯乡": [(2, 10), (1, 5), (0, 40), (30, 200)],
    }


def test_it_is_a_table_of_its_own_and_told_so(tmp_path: Path) -> None:
    source = read(tmp_path, LAYOUTS["two lines"])
    found = djcov.check(source)

    assert sorted((table.kind, table.rows, table.accepted) for table in found.tables) == [
        (Kind.ENTERPRISES, 2, 2),
        (Kind.FAVORS, 2, 2),
    ]
    assert [each for each in found.findings if each.severity > 0] == []


def test_explain_names_the_cells(tmp_path: Path) -> None:
    told = pipeline.explain(read(tmp_path, LAYOUTS["two lines"]), "training_share")

    assert [subject.name for subject in told.numerator] == ["古城乡"]
    assert [subject.name for subject in told.remainder] == ["小屯乡"]
    assert [(each.part, each.whole, each.part_at.cell, each.whole_at.cell) for each in told.amounts.values()] == [
        (30, 100, "F4", "G4"),
        (0, 40, "F5", "G5"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "单位,发展党员名额,表彰数\n古城乡,20,10\n",
        "姓名,单位,培训人数\n张三,古城乡,20\n",
        "乡（办）,企业数,已建党组织数\n古城乡,20,10\n",
    ],
)
def test_a_table_without_both_sides_of_a_share_is_none(table: str, tmp_path: Path) -> None:
    assert [each.kind for each in read(tmp_path, table).tables] == [Kind.ENTERPRISES]


def test_without_a_ledger_the_shares_are_there(tmp_path: Path) -> None:
    (tmp_path / "倾斜.csv").write_text(LAYOUTS["one line"].lstrip(), "utf-8")
    coverage = pipeline.coverage(djcov.read(tmp_path))

    assert coverage.units == ("全区", "古城乡", "小屯乡")
    assert coverage.share("development_share", "小屯乡").rate == 0.2
    assert coverage.share("org_coverage").missing == "没有企业台账"


@pytest.mark.parametrize("by", get_args(By))
def test_the_whole_has_its_shares_whatever_the_others_are_grouped_by(by: By, tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("企业名称,乡（办）\n甲有限公司,古城乡\n", "utf-8")
    (tmp_path / "四倾斜表.csv").write_text("乡（办）,发展党员名额,其中企业\n古城乡,10,4\n", "utf-8")
    facts = djcov.link(djcov.read(tmp_path), as_of="2021-12-31")
    share = djcov.coverage(facts, by=by).share("development_share")
    assert (share.numerator, share.denominator) == (4, 10)


def test_in_a_workbook_beside_the_ledger(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    ledger, table = book.create_sheet("企业台账"), book.create_sheet("四倾斜表")
    for line in LEDGER.splitlines():
        ledger.append(line.split(","))
    for line in LAYOUTS["two lines"].strip().splitlines()[1:]:
        table.append([int(cell) if cell.isdigit() else cell or None for cell in line.split(",")])
    for merged in ("A1:A2", "B1:C1", "D1:E1", "F1:G1", "H1:I1"):
        table.merge_cells(merged)
    book.save(tmp_path / "全部.xlsx")

    share = pipeline.coverage(djcov.read(tmp_path / "全部.xlsx")).share("funds_share")
    assert (share.numerator, share.denominator) == (155, 700)


ROW: dict[str, Any] = {"name": "古城乡", "development_enterprises": 8, "development_total": 20}


@pytest.mark.parametrize(
    ("rows", "share", "found"),
    [
        ([ROW, ROW], (8, 20), ""),
        ([ROW, ROW | {"development_total": None}], (8, 20), ""),
        ([ROW, ROW | {"name": "古城乡党委", "development_enterprises": None}], (8, 20), ""),
        ([ROW, ROW | {"development_enterprises": 9}], (0, 0), "ROWS_DISAGREE"),
        ([ROW | {"development_enterprises": 21}], (0, 0), "PART_EXCEEDS_WHOLE"),
        ([ROW | {"development_total": None}], (0, 0), ""),
        ([ROW | {"development_enterprises": 0, "development_total": 0}], (0, 0), ""),
    ],
)
def test_rows_of_one_unit_are_one(rows: list[dict[str, Any]], share: tuple[int, int], found: str) -> None:
    for given in (rows, rows[::-1]):
        facts = linked(roster([{"name": "甲公司", "township": "古城乡"}], favors=given))
        said = pipeline.coverage(facts).share("development_share", "古城乡")

        assert (said.numerator, said.denominator) == share
        assert {code for code, *_ in codes(facts)} & {"ROWS_DISAGREE", "PART_EXCEEDS_WHOLE"} == (
            {found} if found else set()
        )


def test_amounts_are_whole_in_the_largest_unit_that_fits() -> None:
    for cells, expected in (((500, 1000), [5, 10]), ((550, 1000), [55, 100]), ((555, 1000), [555, 1000])):
        row = {"name": "古城乡", "funds_enterprises": cells[0], "funds_total": cells[1]}
        units = linked(roster(favors=[row])).units
        assert [values(units, "funds_enterprises")[0], values(units, "funds_total")[0]] == expected
