"""A policy in Python: the default, and with other settings."""

from __future__ import annotations

import pytest

from djcov import Policy
from djcov.errors import PolicyError, UsageError


def test_without_a_file_it_is_the_default():
    assert Policy() == Policy.load()


def test_a_setting_by_its_name_or_its_section():
    policy = Policy()
    changed = policy.with_(large_employees=100, league={"small": 7}, district="全县")
    assert (changed.counting.large_employees, changed.league.small, changed.district) == (100, 7, "全县")
    assert changed.league.praise_rate == policy.league.praise_rate
    assert (
        changed.with_(
            large_employees=policy.counting.large_employees, district="全区", league={"small": policy.league.small}
        )
        == policy
    )
    assert policy == Policy.load(), "the policy itself stays"


def test_words_that_are_added_count():
    policy = Policy().with_(answers={"yes": ["已挂牌"]})
    assert "已挂牌" in policy.yes_no.yes
    assert policy.with_(large_employees=60).yes_no.yes == policy.yes_no.yes


@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"large_employees": "多"}, PolicyError, "counting.large_employees：应为整数"),
        ({"large_employees": True}, PolicyError, "counting.large_employees：应为整数"),
        ({"large_employees": -1}, PolicyError, "counting.large_employees：不能小于"),
        ({"plan_start": "2018"}, PolicyError, "plan_start：应为日期"),
        ({"league": {"smal": 1}}, PolicyError, "league.smal：没有这个设置"),
        ({"large_employee": 1}, UsageError, "没有“large_employee”这个设置"),
        ({"order": ["古城乡"]}, UsageError, "“order”是几节都有的设置"),
    ],
)
def test_what_does_not_fit_is_told(settings, error, told):
    with pytest.raises(error, match=told):
        Policy().with_(**settings)
