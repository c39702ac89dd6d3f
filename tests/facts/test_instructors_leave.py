"""An instructor who has left by the as-of date is stationed nowhere any more; within a year nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov

ENDS = {
    "2021-06-30": "left",
    "2022-01-01": "there",
    "": "there",
    "已离任": "left",
    "2021年": "unknown",
    "未离任": "there",
}


@pytest.fixture(params=["ledger", "roster"])
def facts(request: pytest.FixtureRequest, tmp_path: Path) -> djcov.Facts:
    in_ledger = request.param == "ledger"
    header = "企业名称,乡（办）,是否建立党组织" + (",党建指导员,指导员离任时间" if in_ledger else "")
    ledger, instructors = [header], ["姓名,派驻企业,派驻时间,离任时间,是否参训"]
    for name, end in zip("甲乙丙丁戊己", ENDS, strict=True):
        ledger.append(f"{name}有限公司,古城乡,否" + (f",张三{name},{end}" if in_ledger else ""))
        instructors.append(f"张三{name},{name}有限公司,2020-01-01,{end},是")
    (tmp_path / "台账.csv").write_text("\n".join(ledger), "utf-8")
    if not in_ledger:
        (tmp_path / "指导员花名册.csv").write_text("\n".join(instructors), "utf-8")
    return djcov.link(djcov.read(tmp_path), as_of="2021-09-30")


def test_who_has_left_is_stationed_no_more(facts: djcov.Facts) -> None:
    rows = facts.enterprises.select("_at", "stationed", "stationed_known").collect().sort("_at")
    said = {(True, True): "there", (False, True): "left", (False, False): "unknown"}
    found = [said[pair] for pair in zip(rows["stationed"].to_list(), rows["stationed_known"].to_list(), strict=True)]
    assert found == list(ENDS.values())
    assert djcov.coverage(facts).share("instructor_trained").denominator in (0, 3)
    assert facts.findings.totals["TIME_NOT_OVER"] == 1
