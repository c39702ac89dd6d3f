"""What stands beside names: phones of instructors, how many enterprises there are, who leads."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov
from djcov.facts.frames import records

A, B, C = "青岚区甲一食品有限公司", "青岚区乙二木业有限公司", "青岚区丙三菌业有限公司"
LEDGER = f"企业名称,乡（办）,是否建立党组织\n{A},古城乡,否\n{B},古城乡,否\n{C},柳河乡,否\n"
PHONES = ("13800000001", "13900000002")


def linked(folder: Path, **files: str) -> djcov.Facts:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return djcov.link(djcov.read(folder), as_of="2021-12-31")


def loads(facts: djcov.Facts) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in records(facts.instructors, "name", "load"):
        found[row["name"]] = found.get(row["name"], 0) + row["load"]
    return found


@pytest.mark.parametrize("engine", ["auto", "pandas", "duckdb"])
def test_a_phone_in_the_name_s_column_is_that_of_the_person(tmp_path: Path, engine: str) -> None:
    one, other = PHONES
    cells = [f"张三{one}", one, f"张三（{one}）", f"张三 电话：{one}", other, f"张三{other}"]
    rows = "".join(f"{A[:4]}{at}食品有限公司,古城乡,否,{cell}\n" for at, cell in enumerate(cells))
    (tmp_path / "台账.csv").write_text(f"企业名称,乡（办）,是否建立党组织,党建指导员\n{rows}", "utf-8")
    with djcov.read(tmp_path, engine=engine) as roster:
        facts = djcov.link(roster, as_of="2021-12-31")
        persons = sorted((row["name"], row["load"]) for row in records(facts.instructors, "name", "load"))
        assert persons == [("张三", 2), ("张三", 4)]
        assert not any(phone in repr(list(facts.findings)) for phone in PHONES)


def test_a_phone_that_is_nobody_else_s_is_a_person_without_a_name(tmp_path: Path) -> None:
    facts = linked(tmp_path, 台账=LEDGER, 指导员花名册=f"姓名,派驻企业\n{PHONES[0]},{A}、{B}\n李四,{C}\n")
    assert loads(facts) == {"138****0001": 2, "李四": 1}


def test_a_name_in_two_townships_without_a_phone_is_told(tmp_path: Path) -> None:
    for column in ("", PHONES[0]):
        facts = linked(
            tmp_path, 台账=LEDGER, 指导员花名册=f"姓名,联系电话,派驻企业\n张三,{column},{A}\n张三,{column},{C}\n"
        )
        assert facts.findings.totals["INSTRUCTOR_SAME_NAME"] == (not column)
        assert loads(facts) == {"张三": 2}


LISTS = [
    # 派驻企业           told   load
    ("2家", 1, 0),
    ("2", 1, 0),
    ("共两家企业", 1, 0),
    (f"{A}等2家", 1, 1),
    (f"{A}、{B}等2家", 0, 2),
    (f"{A}（牵头）、{B}", 0, 2),
    (f"{A}、{B}、{C}", 0, 3),
]


@pytest.mark.parametrize(("cell", "told", "load"), LISTS)
def test_how_many_enterprises_there_are_names_none(tmp_path: Path, cell: str, told: int, load: int) -> None:
    facts = linked(tmp_path, 台账=LEDGER, 指导员花名册=f"姓名,派驻企业\n张三,{cell}\n李四,{A}\n")
    assert loads(facts)["张三"] == load
    assert facts.findings.totals["LIST_COUNT"] == told
    assert facts.findings.totals["LINK_UNKNOWN"] == 0
