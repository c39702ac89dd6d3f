"""Compare over whole districts: what was changed is what is listed, held against plain loops."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

import djcov
from djcov import pipeline
from djcov.facts import Facts
from djcov.measures.compare_results import TITLES
from effort import IN_FULL
from made_up.chance import AS_OF_DAYS
from rosters import linked, roster
from test_random_districts import WAYS, district_of

Row = dict[str, Any]
SEEDS = range(12 if IN_FULL else 2)


@dataclass(frozen=True)
class _State:
    """One enterprise on one date; None in its place is not in the ledger."""

    name: str
    township: str
    counts: bool
    organized: bool | None
    superior: str | None
    """Of its organisation."""

    def row(self, code: str | None) -> Row:
        status = "正常" if self.counts else "注销"
        named = {"name": self.name, "uscc": code, "township": self.township}
        branch = f"{self.name[-2:]}号支部" if self.organized else None
        organization = {"organized": self.organized, "organization_name": branch, "superior": self.superior}
        return {**named, "status": status, **organization}


_Life = tuple[str | None, _State | None, _State | None]
"""A code, and the states before and after."""


def _life(number: int, random: Random) -> _Life:
    """An enterprise that may appear, go, move, be renamed if a code tells who it is, gain or lose an organisation."""
    code = f"91410000MA44{number:05d}A" if random.random() < 0.7 else None

    def state(name: str) -> _State | None:
        if random.random() < 0.15:
            return None
        township = random.choice(["古城乡", "古城乡", "小屯乡"])
        return _State(
            name,
            township,
            random.random() < 0.85,
            random.choice([True, True, True, False, None]),
            random.choice(SUPERIORS),
        )

    later = f"新企业{number:02d}" if code and random.random() < 0.2 else f"企业{number:02d}"
    return code, state(f"企业{number:02d}"), state(later)


def _facts(lives: list[_Life], side: int, random: Random) -> Facts:
    rows = [state.row(life[0]) for life in lives if isinstance(state := life[side], _State)]
    random.shuffle(rows)
    return linked(roster(rows))


SUPERIORS = ["古城乡党委", "小屯乡党委", "发改委党委", "民营企业党工委", None]


def _expected(before: _State | None, after: _State | None) -> list[str]:
    """The kinds of change of one enterprise."""
    was, now = before if before and before.counts else None, after if after and after.counts else None
    if was is None or now is None:
        return ["appeared"] if now else ["gone"] if was else []
    return [
        *(["newly_covered"] if now.organized is True and was.organized is not True else []),
        *(["coverage_lost"] if was.organized is True and now.organized is not True else []),
        *(["moved"] if was.township != now.township else []),
        *(["renamed"] if was.name != now.name else []),
        *(["superior_changed"] if _has_other_superior(was, now) else []),
    ]


def _has_other_superior(was: _State, now: _State) -> bool:
    known = was.superior is not None and now.superior is not None
    return bool(was.organized and now.organized and known and was.superior != now.superior)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_changed_is_what_is_listed(seed: int) -> None:
    random = Random(seed)
    lives = [_life(number, random) for number in range(80)]
    comparison = pipeline.compare(_facts(lives, 1, random), _facts(lives, 2, random))

    expected: Counter[tuple[str, str]] = Counter()
    for _, before, after in lives:
        for kind in _expected(before, after):
            named = before if kind == "gone" else after
            assert named is not None
            expected[kind, f"{named.name[-2:]}号支部" if kind == "superior_changed" else named.name] += 1
    assert Counter((change.kind, change.subject.name) for change in comparison.changes) == expected
    assert {kind for kind, _ in expected} == set(TITLES)
    for change in comparison.changes:
        assert change.kind != "renamed" or change.detail == f"{change.before.name} → {change.subject.name}"  # type: ignore[union-attr]
        assert change.kind != "moved" or change.detail.endswith(f" → {change.subject.township}")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_of_the_change_are_those_of_plain_loops(seed: int) -> None:
    random = Random(seed)
    lives = [_life(number, random) for number in range(80)]
    comparison = pipeline.compare(_facts(lives, 1, random), _facts(lives, 2, random))

    counted = [[state if state and state.counts else None for state in life[1:]] for life in lives]
    old, new = ([pair[side] for pair in counted if pair[side]] for side in (0, 1))
    both = [pair for pair in counted if pair[0] and pair[1]]
    rates = [
        Fraction(sum(state.organized is True for state in side if state), len(side))
        for side in (old, new, [pair[0] for pair in both], [pair[1] for pair in both])
    ]
    shift = next(each for each in comparison.shifts if each.after.indicator == "org_coverage")
    assert (shift.change, shift.real) == (rates[1] - rates[0], rates[3] - rates[2])
    assert shift.base == (rates[1] - rates[3]) - (rates[0] - rates[2])


# ---- districts as offices write them


@pytest.fixture(params=WAYS)
def dates(request: pytest.FixtureRequest, tmp_path: Path) -> list[Facts]:
    """One district, at two dates."""
    for book in WAYS[request.param](district_of(request.param, 1), Random(1)).books:
        book.save(tmp_path)
    source = djcov.read(tmp_path)
    return [pipeline.link(source, as_of=day) for day in (min(AS_OF_DAYS), max(AS_OF_DAYS))]


def test_a_district_against_itself_is_no_change(dates: list[Facts]) -> None:
    for facts in dates:
        comparison = pipeline.compare(facts, facts)
        assert comparison.changes == ()
        assert all(not shift.change and not shift.real for shift in comparison.shifts)


def test_a_district_at_two_dates_mirrors_and_adds_up(dates: list[Facts]) -> None:
    there, back = pipeline.compare(*dates), pipeline.compare(*reversed(dates))

    mirror = {
        "appeared": "gone",
        "gone": "appeared",
        "newly_covered": "coverage_lost",
        "coverage_lost": "newly_covered",
    }
    assert Counter((mirror.get(each.kind, each.kind), each.subject.source) for each in back.changes) == Counter(
        (each.kind, each.subject.source) for each in there.changes
    )
    for to, fro in zip(there.shifts, back.shifts, strict=True):
        assert (to.change is None) == (fro.change is None)
        if to.change is not None and to.real is not None and to.base is not None:
            assert (fro.change, fro.real, fro.base) == (-to.change, -to.real, -to.base)
            assert to.real + to.base == to.change
