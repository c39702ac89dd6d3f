"""Trade union, Youth League, Women's Federation."""

from __future__ import annotations

from typing import Any

import pytest

from rosters import linked, policy, roster, values

NAMES = ("union", "youth_league", "womens_federation")


@pytest.mark.parametrize(
    ("row", "yes", "known"),
    [
        ({"union": True, "youth_league": False, "womens_federation": None}, "100", "110"),
        ({"union": None}, "000", "000"),
        ({"mass_organizations": "工会、妇联"}, "101", "101"),
        ({"mass_organizations": "工会,共青团,妇联"}, "111", "111"),
        ({"mass_organizations": "团支部"}, "010", "010"),
        ({"mass_organizations": "妇委会"}, "001", "001"),
        ({"mass_organizations": "无"}, "000", "111"),
        ({"mass_organizations": None}, "000", "000"),
        ({"mass_organizations": "群团组织"}, "000", "000"),
        ({"mass_organizations": "甲集团工会"}, "100", "100"),
        ({"mass_organizations": "工会，未建妇联"}, "100", "101"),
        ({"mass_organizations": "工青妇"}, "111", "111"),
        ({"mass_organizations": "工会√ 共青团× 妇联√"}, "101", "111"),
        ({"mass_organizations": "群团组织齐全"}, "111", "111"),
        ({"mass_organizations": "是"}, "000", "000"),
        ({"union": True, "mass_organizations": "无"}, "100", "111"),
        ({"union": None, "youth_league": None, "mass_organizations": "工会"}, "100", "100"),
        ({"youth_league": False, "mass_organizations": "工会"}, "100", "110"),
    ],
)
def test_the_three(row: dict[str, Any], yes: str, known: str) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", **row}])).enterprises

    assert "".join(str(int(values(facts, name)[0])) for name in NAMES) == yes
    assert "".join(str(int(values(facts, f"{name}_known")[0])) for name in NAMES) == known
    assert values(facts, "mass") == ["1" in yes]


@pytest.mark.parametrize(
    ("row", "only", "work", "work_with_mass"),
    [
        ({"union": True}, True, False, True),
        ({"union": False}, False, False, False),
        ({"union": True, "organized": True}, False, True, True),
        ({"union": True, "instructor": "张三"}, False, True, True),
    ],
)
def test_mass_organisations_count_as_work_only_if_the_policy_says_so(
    row: dict[str, Any], only: bool, work: bool, work_with_mass: bool
) -> None:
    source = roster([{"name": "甲", "township": "古城乡", **row}])
    facts, including = linked(source), linked(source, settings=policy(counting={"work_includes_mass": True}))

    assert values(facts.enterprises, "only_mass") == [only]
    assert values(facts.enterprises, "work") == [work]
    assert values(including.enterprises, "only_mass") == [only]
    assert values(including.enterprises, "work") == [work_with_mass]
