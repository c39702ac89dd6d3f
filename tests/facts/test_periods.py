"""Ledgers of one unit that are of different dates are not added up."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov

HEAD = "企业名称,乡（办）,是否建立党组织\n"
JUNE = f"{HEAD}甲一食品有限公司,古城乡,否\n乙二木业有限公司,古城乡,否\n"
DECEMBER = f"{HEAD}甲一食品有限公司,古城乡,是\n乙二木业有限公司,古城乡,是\n丙三菌业有限公司,古城乡,是\n"
OTHERS = f"{HEAD}丁四纺织有限公司,古城乡,是\n戊五机械有限公司,古城乡,否\n"
ELSEWHERE = f"{HEAD}丁四纺织有限公司,柳河乡,是\n"


def counted(folder: Path, as_of: str, engine: str = "auto", **files: str) -> tuple[str, int]:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    with djcov.read(folder, engine=engine) as roster:
        facts = djcov.link(roster, as_of=as_of)
        share = djcov.coverage(facts).share("org_coverage")
        return f"{share.numerator}/{share.denominator}", facts.findings.totals["PERIODS_DIFFER"]


@pytest.mark.parametrize("engine", ["auto", "pandas", "duckdb"])
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-12-31", ("0/2", 1)),  # the first one is the nearest
        ("2021-06-30", ("0/2", 1)),
        ("2021-11-30", ("0/2", 1)),
        ("2021-12-31", ("3/3", 0)),
        ("2022-12-31", ("3/3", 0)),
    ],
)
def test_the_one_that_fits_the_date_is_taken(tmp_path: Path, engine: str, as_of: str, expected: object) -> None:
    files = {"古城乡2021年6月": JUNE, "古城乡2021年12月": DECEMBER}
    assert counted(tmp_path, as_of, engine, **files) == expected


def test_lists_of_other_enterprises_are_added_up_whatever_their_dates(tmp_path: Path) -> None:
    files = {"规上2021年6月": JUNE, "规下2021年12月": OTHERS}
    assert counted(tmp_path, "2021-12-31", **files) == ("1/4", 0)


def test_units_may_be_of_different_dates(tmp_path: Path) -> None:
    files = {"古城乡2021年6月": JUNE, "柳河乡2021年12月": ELSEWHERE}
    assert counted(tmp_path, "2021-12-31", **files) == ("1/3", 0)


LEDGER = f"{HEAD.strip()},职工人数\n甲一食品有限公司,古城乡,否,60\n乙二木业有限公司,古城乡,否,60\n"
LISTS = {
    "党员花名册": ("姓名,工作单位,人员类别\n", "张三,{},正式党员\n", "members_in_50plus"),
    "指导员花名册": ("姓名,派驻企业\n", "张三,{}\n", "work_coverage"),
    "党组织台账": ("党组织名称,组建方式,覆盖企业\n", "{}党支部,单独组建,{}\n", "org_coverage"),
}


@pytest.mark.parametrize("roster", LISTS)
@pytest.mark.parametrize(("as_of", "expected"), [("2021-11-30", (2, 0)), ("2021-12-31", (1, 1))])
def test_lists_of_other_rosters_are_not_added_up_either(
    tmp_path: Path, roster: str, as_of: str, expected: object
) -> None:
    header, row, code = LISTS[roster]
    first, second = ("甲一食品有限公司", "乙二木业有限公司")
    (tmp_path / "企业台账.csv").write_text(LEDGER, "utf-8")
    november = header + row.replace("{}", first) + row.replace("{}", second).replace("张三", "李四")
    (tmp_path / f"2021年11月{roster}.csv").write_text(november, "utf-8")
    (tmp_path / f"2021年12月{roster}.csv").write_text(header + row.replace("{}", first), "utf-8")
    facts = djcov.link(djcov.read(tmp_path), as_of=as_of)
    told = facts.findings.totals["LIST_PERIODS_DIFFER"]
    assert (djcov.coverage(facts).share(code).numerator, told) == expected
    assert {finding.found for finding in facts.findings.of("LIST_PERIODS_DIFFER")} <= {roster}


def test_who_is_only_in_a_list_of_another_month_is_counted_nowhere(tmp_path: Path) -> None:
    (tmp_path / "企业台账.csv").write_text(LEDGER, "utf-8")
    header, row = "姓名,工作单位,人员类别,入党时间\n", "{},甲一食品有限公司,正式党员,{}\n"
    november = row.format("张三", "2019-05-01") + row.format("李四", "2020-05-01")
    (tmp_path / "2021年11月党员花名册.csv").write_text(header + november, "utf-8")
    (tmp_path / "2021年12月党员花名册.csv").write_text(header + row.format("张三", "2019-05-01"), "utf-8")
    facts = djcov.link(djcov.read(tmp_path), as_of="2021-12-31")
    developed = djcov.distributions(facts).of("members_developed").rows
    assert {sort: number for sort, number in developed if number} == {"2019 年": 1}
