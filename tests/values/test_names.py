"""Whom an open text names."""

from __future__ import annotations

import pytest

from djcov.values.names import organization, person


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("张三", "张三"),
        ("张三丰", "张三丰"),
        ("欧阳小明", "欧阳小明"),
        ("副区长张三", "张三"),
        ("张三书记", "张三"),
        ("张三等", "张三"),
        # a post that one person holds stands for this person
        ("党支部书记", "党支部书记"),
        ("镇党委副书记", "镇党委副书记"),
        ("古城乡组织委员", "古城乡组织委员"),
        ("党建办主任", "党建办主任"),
        ("区委组织部干部", "区委组织部干部"),
        # which of them is not said, or it is no post
        ("书记", ""),
        ("派驻干部", ""),
        ("县委组织部", ""),
        # something was done by all, though 全 is a surname too
        ("全指派", ""),
    ],
)
def test_a_person_with_or_without_a_post(text: str, named: str) -> None:
    assert person(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("古城村党支部", "古城村党支部"),
        ("党员活动中心党支部", "党员活动中心党支部"),
        # where members belong, which is no organisation of the enterprise
        ("党员在古城村党支部", ""),
        ("党员已转古城村党支部", ""),
        ("组织关系在古城乡党委", ""),
    ],
)
def test_an_organisation_by_how_its_name_ends(text: str, named: str) -> None:
    assert organization(text) == named
