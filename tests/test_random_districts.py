"""Random districts of every character, each written down in one way, give the numbers that plain loops give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

import djcov
from comparing import (
    gaps_expected,
    gaps_said,
    is_on,
    mistakes_expected,
    mistakes_said,
    shares_expected,
    shares_said,
    spreads_expected,
    spreads_said,
    units_expected,
)
from djcov import pipeline
from djcov.facts import Facts
from djcov.policy import Policy
from effort import IN_FULL
from made_up import ledger_book, rosters_book
from made_up.chance import AS_OF_DAYS
from made_up.clerks import HastyClerk
from made_up.making import make_district
from made_up.tables import Rendering
from made_up.world import District
from oracle import WHOLE, truth

Write = Callable[[District, Random], Rendering]

WAYS: dict[str, Write] = {
    "rosters": lambda district, rng: rosters_book.rosters(district, HastyClerk(rng)),
    "ledger": ledger_book.ledger,
    "townships": ledger_book.townships,
    "export": ledger_book.export,
}
SEEDS = range(12 if IN_FULL else 2)
"""Times four ways: 200 districts in CI, a dozen at home."""
DEADLINES = sorted({goal.by for goal in Policy.load().targets})
NEAR_DEADLINES = range(4 if IN_FULL else 1)
"""Times four deadlines, each way of keeping rosters in turn."""


def district_of(way: str, seed: int) -> District:
    return make_district(1000 * seed + list(WAYS).index(way))


def day_of(seed: int) -> date:
    return AS_OF_DAYS[seed % len(AS_OF_DAYS)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("way", WAYS)
def test_a_random_district_gives_the_numbers_of_plain_loops(way: str, seed: int, tmp_path: Path) -> None:
    district, as_of = district_of(way, seed), day_of(seed)
    rendering = WAYS[way](district, Random(seed))

    facts = pipeline.link(read(rendering, tmp_path), as_of=as_of)
    assert djcov.coverage(facts).units == units_expected(district, "unit")
    assert_all_is_true(facts, rendering, district, tmp_path)
    assert mistakes_said(list(djcov.check(facts).findings), tmp_path) == mistakes_expected(rendering)


@pytest.mark.parametrize("seed", NEAR_DEADLINES)
@pytest.mark.parametrize("deadline", DEADLINES, ids=is_on)
def test_so_it_does_the_day_before_a_deadline_on_it_and_after_it(deadline: date, seed: int, tmp_path: Path) -> None:
    way = list(WAYS)[(seed + DEADLINES.index(deadline)) % len(WAYS)]
    district = district_of(way, 500 + seed)
    rendering = WAYS[way](district, Random(seed))
    roster = read(rendering, tmp_path)

    for days in (-1, 0, 1):
        facts = pipeline.link(roster, as_of=deadline + timedelta(days=days))
        assert_all_is_true(facts, rendering, district, tmp_path)


def read(rendering: Rendering, folder: Path) -> djcov.Roster:
    for book in rendering.books:
        book.save(folder)
    return djcov.read(folder)


def assert_all_is_true(facts: Facts, rendering: Rendering, district: District, folder: Path) -> None:
    """Every indicator, distribution and gap is what plain loops give."""
    expected = truth(district, facts.as_of, rendering.style)
    coverage, distributions = djcov.coverage(facts), djcov.distributions(facts)

    assert shares_said(coverage) == shares_expected(expected, coverage, rendering.style)
    assert spreads_said(distributions) == spreads_expected(expected, distributions, rendering.style)
    assert gaps_said(djcov.gaps(facts, every=True), folder) == gaps_expected(expected, rendering, district)


def test_the_days_near_the_deadlines_make_a_difference() -> None:
    """Somewhere an organisation is founded on the deadline, or on its morrow."""
    days = [deadline + timedelta(days=after) for deadline in DEADLINES for after in (-1, 0, 1)]
    districts = [district_of(way, 500 + seed) for way in WAYS for seed in range(10)]
    covered = [[len(truth(district, day, "ledger").covered) for district in districts] for day in days]

    assert any(before != on for before, on in zip(covered[0::3], covered[1::3], strict=True))
    assert any(on != after for on, after in zip(covered[1::3], covered[2::3], strict=True))


def test_the_random_districts_are_of_every_character() -> None:
    districts = [(district_of(way, seed), day_of(seed)) for way in WAYS for seed in SEEDS]
    shares = [
        truth(district, as_of, "ledger").shares.get((WHOLE, "org_coverage"), (0, 0)) for district, as_of in districts
    ]

    assert any(len(district.enterprises) == 1 for district, _ in districts)
    assert any(denominator == 0 for _, denominator in shares)
    assert any(numerator == 0 < denominator for numerator, denominator in shares)
    assert any(0 < numerator < denominator for numerator, denominator in shares)
    assert any(0 < numerator == denominator for numerator, denominator in shares)
