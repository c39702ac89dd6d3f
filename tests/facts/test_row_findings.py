"""Of too many findings the first are made and all are counted, whatever finds them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from djcov.findings import Finding, Findings, Location, Rule
from djcov.roster import Roster
from rosters import linked, policy, roster

KEPT, MANY = 3, 10
ROWS = range(MANY)
ONE: dict[str, Any] = {"name": "甲公司", "uscc": None, "township": "古城乡"}
MEMBER = {"name": "张三", "category": "正式党员", "identity_number": None}
CODES = [f"91410000MA44{at:05}A" for at in ROWS]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many findings are made of each code, where few are kept."""
    counts: Counter[str] = Counter()
    make = Rule.at

    def counted(self: Rule, location: Location, found: str = "", **words: object) -> Finding:
        counts[self.code] += 1
        return make(self, location, found, **words)

    monkeypatch.setattr(Rule, "at", counted)
    defaults = Findings.__init__.__defaults__
    assert defaults
    monkeypatch.setattr(Findings.__init__, "__defaults__", (KEPT, *defaults[1:]))
    return counts


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("LINK_UNKNOWN", roster([ONE], members=[{**MEMBER, "enterprise": f"{at}号厂"} for at in ROWS])),
        (
            "LINK_AMBIGUOUS",
            roster(
                [{**ONE, "name": "乙公司"}, {**ONE, "name": "乙公司", "township": "小屯乡"}],
                members=[{**MEMBER, "enterprise": "乙公司"}] * MANY,
            ),
        ),
        (
            "MEMBER_REPEATED",
            roster([ONE], members=[{**MEMBER, "enterprise": "甲公司", "identity_number": "a"}] * (MANY + 1)),
        ),
        ("TOWNSHIP_MISSING", roster([{**ONE, "name": f"{at}号厂", "township": None} for at in ROWS])),
        ("TOWNSHIP_UNLISTED", roster([{**ONE, "name": f"{at}号厂", "township": "东乡"} for at in ROWS])),
        ("ENTERPRISE_REPEATED", roster([ONE] * (MANY + 1))),
        (
            "ENTERPRISE_CLAIMED_TWICE",
            roster([{**ONE, "uscc": code, "township": unit} for unit in ("小屯乡", "古城乡") for code in CODES]),
        ),
        (
            "CODE_TWO_NAMES",
            roster([{**ONE, "uscc": code, "name": name} for name in ("甲公司", "乙公司") for code in CODES]),
        ),
        (
            "ROWS_DISAGREE",
            roster([{**ONE, "uscc": code, "organized": yes} for yes in (True, False) for code in CODES]),
        ),
        (
            "MEMBERS_NOT_SPLIT",
            roster([{**ONE, "full_members": 1}, *({**ONE, "name": f"{at}号厂", "members": 3} for at in ROWS)]),
        ),
    ],
)
def test_of_too_many_the_first_are_made_and_all_are_counted(code: str, source: Roster, made: Counter[str]) -> None:
    findings = linked(source, settings=policy(units={"order": ("古城乡", "小屯乡")})).findings

    assert findings.totals[code] == MANY
    rows = [finding.location.row or 0 for finding in findings if finding.code == code]
    assert rows == list(range(rows[0], rows[0] + KEPT))
    assert made[code] <= KEPT + 1
