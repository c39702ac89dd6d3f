"""Members who name no workplace belong where their branch does, if that is one enterprise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import djcov
from djcov.models import Kind
from rosters import linked, roster, values

LEDGER = [
    {"name": "甲公司", "organization_name": "甲党支部", "members": 1},
    {"name": "乙公司", "organization_name": "古城联合党支部", "members": 2},
    {"name": "丙公司", "organization_name": "古城联合党支部", "members": 1},
    {"name": "丁公司", "organization_name": "党支部", "members": 4},
]


def members(*branches: str, **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"党员{n}", "branch": branch, **more} for n, branch in enumerate(branches)]


def counted(members: list[dict[str, Any]], organizations: list[dict[str, Any]] | None = None) -> list[Any]:
    return values(linked(roster(LEDGER, organizations, members)).enterprises, "members")


def test_the_branch_stands_for_the_one_enterprise_that_it_covers() -> None:
    assert counted(members("甲党支部", "甲 党支部", "甲党支部")) == [3, 0, 0, 0]


def test_of_a_branch_of_several_the_roster_leaves_open_how_many_each_has() -> None:
    assert counted(members("甲党支部", "古城联合党支部", "古城联合党支部", "古城联合党支部")) == [1, 2, 1, 0]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_so_it_does_on_other_engines(tmp_path: Path, engine: str) -> None:
    ledger = "".join(f"{row['name']},{row['organization_name']},{row['members']}\n" for row in LEDGER)
    (tmp_path / "台账.csv").write_text(f"企业名称,党组织名称,党员人数\n{ledger}", "utf-8")
    people = "张三,甲党支部,正式党员\n李四,古城联合党支部,正式党员\n"
    (tmp_path / "党员花名册.csv").write_text(f"姓名,所在党支部,人员类别\n{people}", "utf-8")
    with djcov.read(tmp_path, engine=engine) as source:
        facts = djcov.link(source, as_of="2021-12-31")
        rows = facts.enterprises.select("_at", "members").collect().sort("_at")
        assert rows["members"].to_list() == [1, 2, 1, 0]


def test_a_bare_name_is_no_branch_s() -> None:
    facts = linked(roster(LEDGER, None, members("党支部", "党支部")))
    assert values(facts.enterprises, "members") == [1, 2, 1, 4]
    assert [found.code for found in facts.findings if found.code == "ROSTER_NOT_TIED"] == ["ROSTER_NOT_TIED"]


def test_the_register_says_whom_a_branch_covers_where_there_is_one() -> None:
    register = [{"name": "甲党支部", "enterprises": "丙公司"}, {"name": "乙党支部", "enterprises": "乙公司"}]
    assert counted(members("甲党支部", "乙党支部", "乙党支部"), register) == [0, 2, 1, 0]


def test_a_workplace_goes_before_the_branch() -> None:
    rows = members("甲党支部", "甲党支部", enterprise="丙公司") + members("甲党支部", enterprise=None)
    assert counted(rows) == [1, 0, 2, 0]


def test_a_column_of_workplaces_that_is_blank_throughout_is_no_column() -> None:
    facts = linked(roster(LEDGER, None, members("某党支部", enterprise=None)))
    assert Kind.MEMBERS not in facts.deciding
    assert values(facts.enterprises, "members") == [1, 2, 1, 4]
