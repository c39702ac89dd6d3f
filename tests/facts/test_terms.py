"""Answers that hold only from some time on, or until one, are what they are at the as-of date."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path

import pytest

import djcov
from djcov.facts.frames import records

HEAD = "企业名称,乡（办）,是否建立党组织,党建指导员"


@pytest.mark.parametrize(
    ("organized", "as_of", "covered", "told"),
    [
        ("2022年3月", "2021-12-31", 0, False),
        ("2022年3月", "2022-03-15", 0, True),  # within the month nobody knows
        ("2022年3月", "2022-03-31", 1, False),
        ("2021年", "2021-06-30", 0, True),
        ("已建(2019.6)", "2021-12-31", 1, False),
        ("2020年撤销", "2019-12-31", 1, False),
        ("2020年撤销", "2021-12-31", 0, False),
        ("2018年至2020年", "2021-12-31", 0, False),
    ],
)
def test_an_answer_with_a_time(tmp_path: Path, organized: str, as_of: str, covered: int, told: bool) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text(f"{HEAD}\n青岚区甲一食品有限公司,古城乡,{organized},无\n", encoding="utf-8")
    facts = djcov.link(djcov.read(ledger), as_of=as_of)

    rows = {row.indicator: row for row in djcov.coverage(facts).rows}
    assert (rows["org_coverage"].numerator, rows["org_coverage"].denominator) == (covered, 1)
    assert ("TIME_NOT_OVER" in facts.findings.totals) == told


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_large_files_and_other_engines_say_the_same(tmp_path: Path, engine: str) -> None:
    ledger = tmp_path / "台账.csv"
    rows = [f"甲{n}食品有限公司,古城乡,{'2022年3月' if n % 2 else '2019年'},张三（2022年到任）" for n in range(30)]
    ledger.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    with djcov.read(ledger, engine=engine) as roster:
        found = {row.indicator: row.numerator for row in djcov.coverage(roster, as_of="2021-12-31").rows[:60]}
    assert (found["org_coverage"], found["work_coverage"]) == (15, 15)


FOUNDED = """
党组织成立时间  2021-06-30  2021-12-31  told
2021年          0           1           2021-06-30
2022年          0           0
2021年6月       1           1
2021年7月       0           1
2021-07         0           1
2022.5          0           0
2021年上半年    1           1
2021年下半年    0           1
2022年成立      0           0
拟2021年底成立  0           0
已撤销          0           0
不详            1           1
"""


def test_an_organisation_is_there_once_the_time_of_its_founding_is_over(tmp_path: Path) -> None:
    (name, *days, _), *rows = (line.split() for line in FOUNDED.strip().splitlines())
    ledger = tmp_path / "台账.csv"
    lines = [f"甲{n}食品有限公司,古城乡,是,{row[0]}" for n, row in enumerate(rows)]
    ledger.write_text("\n".join([f"企业名称,乡（办）,是否建立党组织,{name}", *lines]), encoding="utf-8")
    for engine in ("arrow", "pandas", "duckdb"):
        with djcov.read(ledger, engine=engine) as roster:
            for at, day in enumerate(days, start=1):
                facts = djcov.link(roster, as_of=day)
                found = djcov.explain(facts, "org_coverage").numerator
                assert {each.name for each in found} == {
                    f"甲{n}食品有限公司" for n, row in enumerate(rows) if row[at] == "1"
                }
                told = [row[0] for row in rows if row[3:] == [day]]
                assert facts.findings.totals["TIME_NOT_OVER"] == len(told)


def test_a_member_who_is_only_to_leave_is_there(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("企业名称,乡（办）,职工人数\n甲厂,古城乡,60\n", encoding="utf-8")
    for left, there in (
        ("2021年", 0),
        ("2021.5", 0),
        ("2022年", 1),
        ("2022年1月", 1),
        ("已转出", 0),
        ("2021年已转出", 0),
        ("拟转出", 1),
        ("未转出", 1),
        ("", 1),
    ):
        row = f"张三,甲厂,正式党员,{left}\n"
        (tmp_path / "党员花名册.csv").write_text(f"姓名,工作单位,人员类别,转出时间\n{row}", encoding="utf-8")
        share = djcov.coverage(djcov.read(tmp_path), as_of="2021-12-31").share("members_in_50plus")
        assert (left, share.numerator) == (left, there)


def test_an_organisation_that_is_said_to_have_ended_is_none(tmp_path: Path) -> None:
    ends = {
        "2020年": 0,
        "已撤销": 0,
        "2020年已撤销": 0,
        "2022年": 1,
        "2021年12月": 0,
        "拟撤销": 1,
        "未撤销": 1,
        "无": 1,
    }
    lines = [f"甲{n}食品有限公司,古城乡,是,{end}" for n, end in enumerate(ends)]
    ledger = tmp_path / "台账.csv"
    ledger.write_text("\n".join(["企业名称,乡（办）,是否建立党组织,党组织撤销时间", *lines]), encoding="utf-8")
    facts = djcov.link(djcov.read(ledger), as_of="2021-12-31")
    found = {each.name for each in djcov.explain(facts, "org_coverage").numerator}
    assert found == {f"甲{n}食品有限公司" for n, there in enumerate(ends.values()) if there}


def test_a_firm_whose_registration_is_not_understood_stays_in(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    cells = ["2021年", "2022年", "2022年上半年", "2021-05", "正在办理", "未登记"]
    lines = [f"甲{n}食品有限公司,古城乡,否,{cell}" for n, cell in enumerate(cells)]
    ledger.write_text("\n".join(["企业名称,乡（办）,是否建立党组织,注册日期", *lines]), encoding="utf-8")
    assert djcov.coverage(djcov.read(ledger), as_of="2021-12-31").share("org_coverage").denominator == 4


RANGES = """
职工人数  党员人数  large  known  due  has_member
50人以上  3人以上   1      1      1    1
50-100    5-10人    1      1      1    1
不足50    不足3人   0      1      0    0
近50人    1-2人     0      1      0    1
20人以上  2人以上   0      0      0    1
30-60     2-4人     0      0      0    1
≤50       ≤3        0      0      0    0
40余人    3（2正1预）  0   1      0    1
"""


@pytest.mark.parametrize("engine", ["auto", "pandas", "duckdb"])
def test_a_range_decides_where_it_lies_on_one_side_of_the_threshold(tmp_path: Path, engine: str) -> None:
    ledger = tmp_path / "台账.csv"
    cases = [line.split() for line in RANGES.strip().splitlines()[1:]]
    rows = [f"甲{at}食品有限公司,古城乡,{employees},{members}" for at, (employees, members, *_) in enumerate(cases)]
    ledger.write_text("\n".join(["企业名称,乡（办）,职工人数,党员人数", *rows]) + "\n", encoding="utf-8")
    with djcov.read(ledger, engine=engine) as roster:
        facts = djcov.link(roster, as_of="2021-12-31")
        found = records(facts.enterprises, "employees", "large", "large_known", "due", "has_member")
        assert roster.findings.totals["COUNT_RANGE"] == 14

    flags = ("large", "large_known", "due", "has_member")
    for row, case in zip(sorted(found, key=itemgetter("_at")), cases, strict=True):
        assert [int(row[flag]) for flag in flags] == [int(cell) for cell in case[2:]], case
        assert row["employees"] is None or case[0] == "40余人"


def test_what_another_row_of_the_enterprise_says_of_a_range_counts(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    rows = ["甲一食品有限公司,古城乡,", "甲一食品有限公司,古城乡,50人以上"]
    for given in (rows, rows[::-1]):
        ledger.write_text("\n".join(["企业名称,乡（办）,职工人数", *given]) + "\n", encoding="utf-8")
        facts = djcov.link(djcov.read(ledger), as_of="2021-12-31")
        assert [row["large"] for row in records(facts.enterprises, "large", "in_scope") if row["in_scope"]] == [True]
