"""Rows of the other rosters find their enterprises: by code, else by a name that only one has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import djcov
from rosters import codes, linked, roster, values

CODE, OTHER_CODE = "91410000MA4400001A", "91410000MA4400002B"
LEDGER: list[dict[str, Any]] = [
    {"name": "甲（集团）有限公司", "uscc": CODE, "township": "古城乡"},
    {"name": "乙公司", "uscc": None, "township": "古城乡"},
    {"name": "丙公司", "uscc": OTHER_CODE, "township": "古城乡"},
    {"name": "丙公司", "uscc": "91410000MA4400003C", "township": "小屯乡"},
]


@pytest.mark.parametrize(
    ("member", "counts", "code"),
    [
        ({"enterprise": "甲（集团）有限公司"}, [1, 0, 0, 0], None),
        ({"enterprise": "甲 (集团) 有限公司"}, [1, 0, 0, 0], None),
        ({"enterprise": "甲（集团）"}, [0, 0, 0, 0], "LINK_UNKNOWN"),
        ({"enterprise": "丁公司"}, [0, 0, 0, 0], "LINK_UNKNOWN"),
        ({"enterprise": "丙公司"}, [0, 0, 0, 0], "LINK_AMBIGUOUS"),
        ({"enterprise": "丙公司", "enterprise_uscc": OTHER_CODE}, [0, 0, 1, 0], None),
        ({"enterprise": None, "enterprise_uscc": CODE}, [1, 0, 0, 0], None),
        # the code comes first, the name helps where the ledger has no such code
        ({"enterprise": "乙公司", "enterprise_uscc": CODE}, [1, 0, 0, 0], None),
        ({"enterprise": "乙公司", "enterprise_uscc": "91410000MA4400009C"}, [0, 1, 0, 0], None),
        ({"enterprise": None}, [0, 0, 0, 0], "LINK_MISSING"),
        ({"enterprise": "无"}, [0, 0, 0, 0], None),
        ({"enterprise": None, "category": "非党员"}, [0, 0, 0, 0], None),
    ],
)
def test_a_member_belongs_to(member: dict[str, Any], counts: list[int], code: str | None) -> None:
    elsewhere = {"name": "李四", "category": "正式党员", "enterprise": "无"}
    facts = linked(roster(LEDGER, members=[{"name": "张三", "category": "正式党员", **member}, elsewhere]))

    assert values(facts.enterprises, "members") == counts
    assert codes(facts) == ([(code, 2, "工作单位")] if code else [])


def test_rows_that_name_no_enterprise_are_told_where_their_table_could() -> None:
    """An organisation may be named by the ledger instead."""
    ledger = [{**LEDGER[0], "organization_name": "第一支部"}, LEDGER[1]]
    organizations = [{"name": f"第{number}支部", "enterprises": None} for number in "一二"]
    organizations.append({"name": "第三支部", "form": "单独", "_file": "乙办.xlsx"})
    instructors = [{"name": "李四", "enterprises": "乙公司"}, {"name": "王五", "enterprises": None}]
    facts = linked(roster(ledger, organizations=organizations, instructors=instructors))

    assert values(facts.enterprises, "organized") == [True, False]
    assert codes(facts) == [("LINK_MISSING", 3, "覆盖企业"), ("LINK_MISSING", 3, "派驻企业")]


def test_an_organisation_covers_each_enterprise_that_it_names() -> None:
    organization = {"name": "联合支部", "enterprises": "乙公司、甲（集团）有限公司、丁公司", "form": "联合"}
    facts = linked(roster(LEDGER, organizations=[organization]))

    assert values(facts.enterprises, "organized") == [True, True, False, False]
    assert [(found.code, found.found) for found in facts.findings] == [("LINK_UNKNOWN", "丁公司")]


def test_repeated_rows_of_one_enterprise_do_not_make_its_name_ambiguous() -> None:
    ledger = [*LEDGER[:2], {**LEDGER[1]}]
    facts = linked(roster(ledger, members=[{"name": "张三", "enterprise": "乙公司", "category": "正式党员"}]))

    assert values(facts.enterprises, "members")[1] == 1
    assert [code for code, _, _ in codes(facts)] == ["ENTERPRISE_REPEATED"]


def test_without_enterprise_columns_the_organisation_s_name_in_the_ledger_ties() -> None:
    ledger = [
        {"name": "甲", "organization_name": "第一 支部", "township": "古城乡"},
        {"name": "乙", "organization_name": "第二支部", "township": "古城乡"},
        {"name": "丙", "organization_name": "无", "township": "古城乡"},
    ]
    facts = linked(roster(ledger, organizations=[{"name": "第一支部", "form": "单独"}]))

    assert values(facts.enterprises, "organized") == [True, False, False]
    assert values(facts.enterprises, "own") == [True, False, False]


def test_an_organisation_that_names_no_enterprise_has_those_that_name_it() -> None:
    ledger = [
        {"name": "甲", "organization_name": "甲支部", "township": "古城乡"},
        {"name": "乙", "organization_name": "联合支部", "township": "古城乡"},
        {"name": "丙", "organization_name": "联合支部", "township": "古城乡"},
        {"name": "丁", "organization_name": "丁支部", "township": "古城乡"},
    ]
    organizations = [
        {"name": "甲支部", "form": "单独", "enterprises": None},
        {"name": "联合支部", "form": "联合", "enterprises": "乙"},
        {"name": "丁支部", "form": "单独", "enterprises": "无"},
    ]
    facts = linked(roster(ledger, organizations=organizations))

    assert values(facts.enterprises, "organized") == [True, True, False, False]
    assert values(facts.enterprises, "own") == [True, False, False, False]
    assert values(facts.organizations, "covered") == [1, 1, 0]


def test_a_roster_that_names_no_enterprise_is_told_and_the_ledger_decides() -> None:
    ledger = [{"name": "甲", "township": "古城乡", "members": 4, "full_members": 4}]
    facts = linked(roster(ledger, members=[{"name": "张三", "branch": "第一支部", "category": "正式党员"}]))

    assert values(facts.enterprises, "members") == [4]
    assert [found.message for found in facts.findings] == [
        "党员花名册没有“工作单位”或信用代码列，或都空着，对不上企业，没有采用"
    ]


def test_without_a_ledger_nothing_is_looked_for() -> None:
    members = [{"name": "张三", "enterprise": enterprise, "category": "正式党员"} for enterprise in ("甲", None)]
    facts = linked(roster(members=members))

    assert values(facts.enterprises, "name") == []
    assert codes(facts) == []


FIRMS = ["和平公司", "和顺公司", "张和李公司", "青山公司"]


@pytest.mark.parametrize("between", ["和", "及", "与", "以及", "/", " / ", "、", "＋", "　"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_cell_with_several_enterprises_is_cut_where_the_ledger_knows_each(between: str, number: int) -> None:
    cell = between.join(FIRMS[:number])
    ledger = [{"name": name, "township": "古城乡"} for name in FIRMS]
    facts = linked(roster(ledger, organizations=[{"name": "联合支部", "enterprises": cell, "form": "联合"}]))

    assert values(facts.enterprises, "organized") == [True] * number + [False] * (4 - number)
    assert codes(facts) == []


@pytest.mark.parametrize("engine", ["arrow", "pandas", "duckdb"])
def test_every_engine_cuts_alike(tmp_path: Path, engine: str) -> None:
    """Beside texts that are whole, not known, and none."""
    ledger = "".join(f"{name},古城乡\n" for name in (*FIRMS, "白云公司"))
    (tmp_path / "企业台账.csv").write_text(f"企业名称,乡（办）\n{ledger}", "utf-8")
    cells = ("和平公司和和顺公司", "张和李公司/青山公司", "不在公司和别处公司", "白云公司", "")
    register = "".join(f"{at}党支部,{cell},联合组建\n" for at, cell in zip("甲乙丙丁戊", cells, strict=True))
    (tmp_path / "党组织台账.csv").write_text(f"党组织名称,覆盖企业,组建方式\n{register}", "utf-8")
    with djcov.read(tmp_path, engine=engine) as given:
        facts = djcov.link(given, as_of="2021-12-31")
        share = djcov.coverage(facts).share("org_coverage")

    assert (share.numerator, share.denominator) == (5, 5)
    assert facts.findings.totals == {"LINK_UNKNOWN": 1, "LINK_MISSING": 1}


@pytest.mark.parametrize("cell", ["和平公司和丁公司", "和平公司和", "和丁公司", "甲和乙"])
def test_a_cell_is_not_cut_where_a_piece_is_unknown(cell: str) -> None:
    ledger = [{"name": name, "township": "古城乡"} for name in FIRMS]
    facts = linked(roster(ledger, organizations=[{"name": "联合支部", "enterprises": cell, "form": "联合"}]))

    assert values(facts.enterprises, "organized") == [False] * 4
    assert [code for code, *_ in codes(facts)] == ["LINK_UNKNOWN"]
