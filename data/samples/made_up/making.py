"""Make a district from a seed. Days cluster around the year ends, counts around the rules' thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from . import words
from .chance import Chance
from .covering import found_organisations, station_instructors, tell_more
from .people import make_members
from .world import District, Enterprise


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a district is, and which share of it is how. Shares run from 0 to 1."""

    enterprises: int = 300
    units: int = 8
    out_of_scope: float = 0.13
    with_members: float = 0.5
    with_organisation: float = 0.8
    """Of the enterprises that are due (应建)."""
    joined: float = 0.45
    """Of the others: covered by a joint organisation (联合组建)."""
    with_instructor: float = 0.5
    filled: float = 0.93
    """Cells that somebody filled in at all."""
    yes: float = 0.5
    """Of the yes-or-no cells that are filled."""


def any_shape(rng: Random) -> Shape:
    """Choose a small district of any character: nothing covered, everything covered, one enterprise only."""

    def share() -> float:
        return rng.choice([0.0, 1.0, rng.random(), rng.random(), rng.random()])

    return Shape(
        enterprises=rng.choice([1, 2, rng.randint(3, 12), rng.randint(8, 24)]),
        units=rng.randint(1, 4),
        out_of_scope=rng.choice([0.0, 0.2, 0.2, 0.5, 1.0]),
        with_members=share(),
        with_organisation=share(),
        joined=share(),
        with_instructor=share(),
        filled=rng.choice([1.0, 0.9, 0.6]),
        yes=share(),
    )


def make_district(seed: int, shape: Shape | None = None) -> District:
    """Make a whole district; without a shape, a small one of any character."""
    rng = Random(seed)
    shape = shape or any_shape(rng)
    chance = Chance(rng, filled=shape.filled, yes=shape.yes)
    units = sorted(rng.sample(words.UNITS, shape.units))
    names = _names(rng)
    where = sorted(rng.choice(units) for _ in range(shape.enterprises))
    enterprises = [_enterprise(chance, unit, *next(names), out=chance.happens(shape.out_of_scope)) for unit in where]
    _make_twins(chance, enterprises)
    for enterprise in enterprises:
        enterprise.members, enterprise.counted = make_members(chance, enterprise, share=shape.with_members)
    district = District(words.DISTRICT, units, enterprises, [], [])
    found_organisations(chance, district, own=shape.with_organisation, joint=shape.joined)
    station_instructors(chance, district, share=shape.with_instructor)
    tell_more(chance, district)
    return district


def _names(rng: Random) -> Iterator[tuple[str, str]]:
    """Yield (stem, industry) pairs, none of them twice."""
    pairs = [
        (f"{trade}{line}", industry)
        for trade in words.TRADES
        for industry, lines in words.INDUSTRIES.items()
        for line in lines
    ]
    rng.shuffle(pairs)
    yield from pairs


def _enterprise(chance: Chance, unit: str, stem: str, industry: str, *, out: bool) -> Enterprise:
    rng = chance.rng
    kind, prefix, status = _standing(rng, out=out)
    return Enterprise(
        name=_full_name(rng, stem, kind),
        code=_code(chance, kind, prefix),
        unit=unit,
        village=_village(rng, unit),
        kind=chance.known(kind) if kind in words.PRIVATE_KINDS else kind,
        industry=industry,
        status=chance.known(status) if status in words.STATUSES_IN else status,
        registered=chance.known(_registration_day(chance)),
        employees=chance.known(_employees(rng)),
        members=[],
        applicants=chance.known(rng.choice([0, 0, 0, 1, 2, 5])),
        union=chance.yes_no(),
        youth=chance.yes_no(),
        women=chance.yes_no(),
        weak=chance.yes_no() if chance.happens(0.4) else chance.known(False),
        answered_organisation=chance.known(True) is True,
        answered_instructor=chance.known(True) is True,
    )


def _standing(rng: Random, *, out: bool) -> tuple[str, str, str]:
    """Give 企业类型, the code's prefix and 经营状态; ``out`` makes one of them a reason not to count."""
    kind, status = rng.choice(words.PRIVATE_KINDS), rng.choice(words.STATUSES_IN)
    prefix = "93" if kind == words.COOPERATIVE_KIND else "91"
    reason = rng.choice(["status", "status", "status", "public", "household"]) if out else ""
    if reason == "status":
        return kind, prefix, rng.choice(words.STATUSES_OUT)
    if reason == "public":
        return rng.choice(words.PUBLIC_KINDS), "91", status
    if reason == "household":
        return rng.choice([words.HOUSEHOLD_KIND, kind]), "92", status
    return kind, prefix, status


def _code(chance: Chance, kind: str, prefix: str) -> str | None:
    """Give a code, or None. What alone puts an enterprise out of scope is always filled in."""
    code = chance.issue.credit_code(prefix)
    if kind == words.HOUSEHOLD_KIND:
        return code if chance.happens(0.5) else None
    return code if prefix == "92" else chance.known(code)


def _full_name(rng: Random, stem: str, kind: str) -> str:
    if kind == words.HOUSEHOLD_KIND:
        return f"{words.DISTRICT}{stem}经营部"
    if kind == words.COOPERATIVE_KIND:
        return f"{words.DISTRICT}{stem}专业合作社"
    if rng.random() < 0.15:
        return f"{stem}（{words.DISTRICT}）有限公司"
    return (
        rng.choice(["", words.DISTRICT]) + stem + rng.choice(["有限公司", "有限公司", "有限责任公司", "股份有限公司"])
    )


def _village(rng: Random, unit: str) -> str:
    """Give one of the unit's own four villages; no two units share one."""
    first = words.UNITS.index(unit) * 4
    return rng.choice(words.VILLAGES[first : first + 4])


def _registration_day(chance: Chance) -> date:
    if chance.happens(0.05):
        return chance.rng.choice([date(2017, 12, 31), date(2018, 1, 1)])
    if chance.happens(0.1):
        return chance.day_at_an_edge()
    return chance.day_between(date(2001, 1, 1) if chance.happens(0.6) else date(2018, 1, 1), date(2023, 1, 1))


def _employees(rng: Random) -> int:
    if rng.random() < 0.15:
        return rng.choice([49, 50, 51])
    return rng.choice([rng.randint(0, 12), rng.randint(5, 60), rng.randint(13, 48), rng.randint(52, 400)])


def _make_twins(chance: Chance, enterprises: list[Enterprise]) -> None:
    """Let two enterprises with codes bear one name, as happens: only the code tells them apart."""
    coded = [one for one in enterprises if one.code]
    first, second = chance.rng.sample(coded, 2) if len(coded) > 11 else (None, None)
    # Their organisations are told apart by the village.
    if first is None or second is None or first.village == second.village:
        return
    second.name = first.name
    first.twin = second.twin = True
