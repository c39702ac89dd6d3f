"""Random districts of every character, each written down in one way, give the numbers that plain loops give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

import djcov
from comparing import (
    gaps_expected,
    gaps_said,
    mistakes_expected,
    mistakes_said,
    shares_expected,
    shares_said,
    spreads_expected,
    spreads_said,
    units_expected,
)
from djcov import pipeline
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
SEEDS = range(50 if IN_FULL else 3)
"""Times four ways: 200 districts in CI, a dozen at home."""


def district_of(way: str, seed: int) -> District:
    return make_district(1000 * seed + list(WAYS).index(way))


def day_of(seed: int) -> date:
    return AS_OF_DAYS[seed % len(AS_OF_DAYS)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("way", WAYS)
def test_a_random_district_gives_the_numbers_of_plain_loops(way: str, seed: int, tmp_path: Path) -> None:
    district, as_of = district_of(way, seed), day_of(seed)
    rendering = WAYS[way](district, Random(seed))
    for book in rendering.books:
        book.save(tmp_path)

    facts = pipeline.facts(djcov.read(tmp_path), as_of=as_of)
    coverage = djcov.coverage(facts)
    expected = truth(district, as_of, rendering.style)

    assert shares_said(coverage) == shares_expected(expected, coverage, rendering.style)
    assert coverage.units == units_expected(district, "unit")
    distributions = djcov.distributions(facts)
    assert spreads_said(distributions) == spreads_expected(expected, distributions, rendering.style)
    assert gaps_said(djcov.gaps(facts, every=True), tmp_path) == gaps_expected(expected, rendering, district)
    assert mistakes_said(list(djcov.check(facts).findings), tmp_path) == mistakes_expected(rendering)


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
