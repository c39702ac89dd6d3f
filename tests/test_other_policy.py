"""Another district's policy: the sample ledger gives the numbers that follow from its settings."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import djcov
import make_samples
from djcov import pipeline
from djcov.facts import Facts
from djcov.measures.indicators import INDICATORS
from made_up.world import LEDGER
from oracle import WHOLE, truth
from test_samples import SAMPLES

AS_OF = date(2021, 12, 31)
POLICY = SAMPLES / "other-district.toml"
RENAMED = {"城关办事处": "城关街道", "东湾办事处": "东湾街道"}


@cache
def facts() -> Facts:
    policy = pipeline.checked_policy(POLICY)
    return pipeline.link(djcov.read(SAMPLES / "ledger.xlsx", policy=policy), as_of=AS_OF, policy=policy)


@pytest.mark.thorough
def test_what_no_threshold_touches_is_what_plain_loops_say() -> None:
    expected = truth(make_samples.sample_district(), AS_OF, LEDGER, work_includes_mass=True).shares
    coverage = djcov.coverage(facts())

    for code in (
        "org_coverage",
        "own_org_rate",
        "work_coverage",
        "instructor_stationed",
        "mass_coverage",
        "clear_work",
    ):
        for unit, name in ((WHOLE, "青岚区"), *RENAMED.items(), ("白沙镇", "白沙镇"), ("马店乡", "马店乡")):
            share = coverage.share(code, name)
            assert (share.numerator, share.denominator) == expected[unit, code], (code, name)


@pytest.mark.thorough
def test_mass_organisations_make_the_work_coverage_higher() -> None:
    strict = djcov.coverage(djcov.read(SAMPLES / "ledger.xlsx"), as_of=AS_OF)

    assert djcov.coverage(facts()).share("work_coverage").numerator > strict.share("work_coverage").numerator


def test_thresholds() -> None:
    """Counted once more from the district itself."""
    district = make_samples.sample_district()
    out = truth(district, AS_OF, LEDGER).left_out
    inside = [one for index, one in enumerate(district.enterprises) if index not in out]
    due = [one for one in inside if sum(member.category != "预备党员" for member in one.members) >= 4]
    large = [one for one in inside if one.employees is not None and one.employees >= 80]
    coverage = djcov.coverage(facts())

    assert coverage.share("due_built").denominator == len(due)
    shares = coverage.share("members_in_50plus")
    assert (shares.numerator, shares.denominator) == (sum(bool(one.members) for one in large), len(large))


def test_units_in_the_policy_s_order_with_one_that_no_row_has() -> None:
    coverage = djcov.coverage(facts())

    assert coverage.units == ("青岚区", *facts().policy.units.order)
    assert coverage.share("org_coverage", "北岭乡").percent == "—"


def test_targets_are_the_policy_s() -> None:
    targets = djcov.targets(facts())
    rates = {aim.share.indicator: aim for aim in targets.of_whole}

    assert list(rates) == ["org_coverage", "work_coverage", "union_coverage"]
    assert [aim.days_left for aim in targets.of_whole] == [-184, 181, 181]
    union = rates["union_coverage"].share
    assert union.short_by == max(120 - union.numerator, 0)
    assert not any(aim.share.indicator == "union_coverage" for aim in targets.of_units)


def test_the_league_s_limits_are_the_policy_s() -> None:
    for standing in djcov.league(facts()).rows:
        share = standing.share
        assert standing.small == (0 < share.denominator < 25)
        judged = share.denominator >= 25
        praised, criticised = 4 * share.numerator >= 3 * share.denominator, 2 * share.numerator < share.denominator
        assert standing.verdict == ("通报表扬" if judged and praised else "通报批评" if judged and criticised else "")


def test_every_goal_names_an_indicator() -> None:
    assert {goal.indicator for goal in facts().policy.targets} <= set(INDICATORS)
