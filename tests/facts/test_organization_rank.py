"""What kind of organisation an enterprise has of its own."""

from __future__ import annotations

from typing import Any

import pytest

from djcov.facts import Facts
from djcov.facts.organization_rank import with_own_kind
from rosters import linked, roster, values

Row = dict[str, Any]
UNKNOWN, BRANCH, GENERAL_BRANCH, COMMITTEE = range(4)


def _kinds(facts: Facts) -> list[int]:
    return values(with_own_kind(facts.inputs, facts.ledger, facts.ties.organizations), "own_kind")


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("党委", None, COMMITTEE),
        ("党总支", None, GENERAL_BRANCH),
        ("总支部", None, GENERAL_BRANCH),
        ("党支部", None, BRANCH),
        ("支 部", None, BRANCH),
        (None, "中共甲公司委员会", COMMITTEE),
        (None, "甲公司党委", COMMITTEE),
        (None, "中共甲公司总支部委员会", GENERAL_BRANCH),
        (None, "甲公司党总支", GENERAL_BRANCH),
        (None, "中共甲公司支部委员会", BRANCH),
        (None, "区直党委甲公司党支部", BRANCH),
        (None, "区直党委甲公司党组织", UNKNOWN),
        ("党组织", "甲公司党支部", BRANCH),
        ("党委", "甲公司党支部", COMMITTEE),
        (None, None, UNKNOWN),
    ],
)
def test_by_the_kind_else_by_how_the_name_ends(kind: str | None, name: str | None, expected: int) -> None:
    row: Row = {"name": "甲公司", "organized": True, "organization_form": "单独", "organization_kind": kind}

    assert _kinds(linked(roster([{**row, "organization_name": name}]))) == [expected]
    organization = {"name": name or "党组织", "enterprises": "甲公司", "form": "单独", "kind": kind}
    assert _kinds(linked(roster([{"name": "甲公司"}], [organization]))) == [expected]


def test_a_joint_one_is_not_its_own() -> None:
    row: Row = {"name": "甲", "organized": True, "organization_form": "联合", "organization_kind": "党委"}

    assert _kinds(linked(roster([row]))) == [UNKNOWN]


def test_the_highest_of_several_that_stand_by_now() -> None:
    organizations: list[Row] = [
        {"name": "一", "enterprises": "甲", "form": "单独", "kind": "党支部"},
        {"name": "二", "enterprises": "甲", "form": "单独", "kind": "党总支"},
        {"name": "三", "enterprises": "甲、乙", "form": "联合", "kind": "党委"},
    ]
    assert _kinds(linked(roster([{"name": "甲"}, {"name": "乙"}], organizations))) == [GENERAL_BRANCH, UNKNOWN]
