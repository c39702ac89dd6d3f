"""Organisations that ended (撤销): by a day, by their state, within a time that is not over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import djcov
from djcov.facts.endings import state_of
from djcov.facts.organizations import ENDED, ENDING
from rosters import linked, roster, values

STATES = {
    "正常": "there",
    "存续": "there",
    "软弱涣散": "there",
    "拟撤销": "there",
    "未撤销": "there",
    "2022年3月撤销": "there",
    "已撤销": "ended",
    "解散": "ended",
    "整建制转出": "ended",
    "2021年5月撤销": "ended",
    "2021年撤销": "open",
    "已并入东村党支部": "unclear",
    "合并": "unclear",
    "筹建": "ended",
    "不健全": "unclear",
    "无": "unclear",
}


def test_what_states_say() -> None:
    assert {text: state_of(text, date(2021, 6, 30)) for text in STATES} == STATES


ROWS: list[dict[str, Any]] = [
    {"name": "甲", "dissolved_on": date(2021, 6, 30), "organization_status": "已撤销"},
    {"name": "乙", "dissolved_on": date(2021, 7, 1), "organization_status": "已撤销"},
    {"name": "丙", "dissolved_on": None, "organization_status": "已撤销"},
    {"name": "丁", "dissolved_on": None, "organization_status": "2021年撤销"},
    {"name": "戊", "dissolved_on": None, "organization_status": "合并"},
    {"name": "己", "dissolved_on": None, "organization_status": None},
]
LEFT_OUT = [ENDED, "", ENDED, ENDING, "", ""]
COVERED, KNOWN = [False, True, False, False, True, True], [True, True, True, False, True, True]


def test_who_has_ended_covers_no_more_in_a_ledger() -> None:
    given = {"township": "古城乡", "organized": True, "organization_form": "单独"}
    facts = linked(roster([{**row, **given, "organization_name": f"{row['name']}支部"} for row in ROWS]), "2021-06-30")

    assert values(facts.enterprises, "organized") == COVERED
    assert values(facts.enterprises, "own") == COVERED
    assert values(facts.enterprises, "organized_known") == KNOWN
    assert values(facts.organizations, "name") == ["乙支部", "戊支部", "己支部"]
    assert [(found.code, found.location.row) for found in facts.findings] == [
        ("TIME_NOT_OVER", 5),
        ("ORGANIZATION_STATE_UNKNOWN", 6),
    ]


def test_who_has_ended_covers_no_more_in_a_register() -> None:
    ledger = [{"name": row["name"], "township": "古城乡", "organized": True} for row in ROWS]
    register = [
        {
            "name": f"{row['name']}支部",
            "enterprises": row["name"],
            "form": "单独",
            "dissolved_on": row["dissolved_on"],
            "status": row["organization_status"],
        }
        for row in ROWS
    ]
    facts = linked(roster(ledger, register), "2021-06-30")

    assert values(facts.enterprises, "organized") == COVERED
    assert values(facts.enterprises, "organized_known") == KNOWN
    assert values(facts.organizations, "left_out") == LEFT_OUT
    assert "ORGANIZED_DIFFERS" not in facts.findings.totals


@pytest.mark.parametrize(
    ("as_of", "covered", "clear"), [("2020-12-31", 1, 1), ("2021-06-30", 0, 0), ("2021-12-31", 0, 1)]
)
def test_within_a_year_nobody_knows(as_of: str, covered: int, clear: int, tmp_path: Path) -> None:
    header = "企业名称,乡（办）,是否建立党组织,组建方式,党组织名称,党组织状态,撤销时间"
    path = tmp_path / "台账.csv"
    path.write_text(f"{header}\n甲公司,古城乡,是,单独组建,甲公司党支部,已撤销,2021年\n", "utf-8")
    facts = djcov.link(djcov.read(path), as_of=as_of)
    shares = djcov.coverage(facts)

    assert shares.share("org_coverage").numerator == covered
    assert shares.share("clear_organization").numerator == clear
    assert ("TIME_NOT_OVER" in facts.findings.totals) == (as_of == "2021-06-30")
