"""Answers that hold only from some time on, or until one, are what they are at the as-of date."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov

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
