"""Kinds of organisations beside their numbers of members: notes, nothing more."""

from __future__ import annotations

from typing import Any

from rosters import linked, roster

ROWS: list[tuple[str, int | None, str, bool | None, set[str]]] = [
    ("甲", 60, "党支部", False, {"KIND_UNUSUAL", "BRANCH_COMMITTEE_LACKING"}),
    ("乙", 50, "党总支", None, set()),
    ("丙", 99, "党委", None, {"KIND_UNUSUAL"}),
    ("丁", 2, "党支部", None, {"KIND_UNUSUAL"}),
    ("戊", None, "党委", None, set()),
    ("己", 49, "党支部", True, set()),
    ("庚", 7, "党支部", False, {"BRANCH_COMMITTEE_LACKING"}),
    ("辛", 6, "党支部", False, set()),
    ("壬", 100, "党委", None, set()),
    ("癸", 100, "党总支", None, {"KIND_UNUSUAL"}),
]


def test_kind_and_size_in_ledger_and_register() -> None:
    basics: list[dict[str, Any]] = [
        {"name": name, "township": "古城乡", "members": number, "full_members": number} for name, number, *_ in ROWS
    ]
    answers = [(kind, committee) for _, _, kind, committee, _ in ROWS]
    wide = [
        {**row, "organized": True, "organization_kind": kind, "has_committee": committee}
        for row, (kind, committee) in zip(basics, answers, strict=True)
    ]
    register = [
        {"name": f"{row['name']}支部", "enterprises": row["name"], "kind": kind, "has_committee": committee}
        for row, (kind, committee) in zip(basics, answers, strict=True)
    ]

    for source in (roster(wide), roster(basics, register)):
        found = [(each.location.row, each.code) for each in linked(source).findings]
        assert [{code for row, code in found if row == at} for at in range(2, 12)] == [codes for *_, codes in ROWS]


def test_a_register_s_own_number_counts_first() -> None:
    register = [{"name": "支部", "enterprises": "甲", "kind": "党委", "members": 120}]
    facts = linked(roster([{"name": "甲", "township": "古城乡", "members": 3}], register))

    assert "KIND_UNUSUAL" not in facts.findings.totals


def test_a_joint_branch_may_be_small() -> None:
    ledger = [{"name": name, "township": "古城乡", "members": 1} for name in "甲乙"]
    facts = linked(roster(ledger, [{"name": "联合支部", "enterprises": "甲、乙", "kind": "党支部"}]))

    assert "KIND_UNUSUAL" not in facts.findings.totals
