"""Instructors for enterprises, one to one or one to many (S9, S12), as a flow with several objectives.

In this order: most enterprises served; of these, most of the first kind; fewest new instructors to be found; the loads
as even as can be; most served by somebody who already is in their village or park.

An instructor serves the own unit, one whose unit is unknown serves any. Villages and parks have no say in any of these
but the last, so the others are found without them first. Enterprises of the same unit, kind, village and
park are interchangeable, and so are instructors with the same unit, load and places.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..facts.scope import NO_UNIT
from .integer_programs import Program
from .places import Place


class Want(NamedTuple):
    """What enterprises have in common that want an instructor."""

    unit: str
    later: bool
    """Not of the kind that is served first."""
    places: tuple[Place, ...]


class Server(NamedTuple):
    """What instructors have in common."""

    unit: str
    load: int
    places: tuple[Place, ...]

    def near(self, want: Want) -> bool:
        """Whether they may serve it, and are in its village or park."""
        return self.unit == want.unit and any(place in self.places for place in want.places)


@dataclass
class _Model:
    wants: Mapping[Want, int]
    servers: Mapping[Server, int]
    limit: int
    program: Program = field(default_factory=Program)
    of_unit: defaultdict[str, list[Want]] = field(default_factory=lambda: defaultdict(list))
    near: dict[tuple[Want, Server], int] = field(default_factory=dict[tuple[Want, Server], int])
    far: dict[Server, int] = field(default_factory=dict[Server, int])
    pools: dict[tuple[str, str, bool], int] = field(default_factory=dict[tuple[str, str, bool], int])
    """By the instructors' unit and the enterprises' unit and kind: who is served from farther away."""
    levels: dict[Server, list[int]] = field(default_factory=dict[Server, list[int]])
    """How many of them get a first enterprise more, a second, …"""
    new: dict[str, int] = field(default_factory=dict[str, int])
    by_kind: defaultdict[tuple[str, bool], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    """Who is served, by unit and kind."""

    @classmethod
    def of(cls, wants: Iterable[Want], servers: Iterable[Server], limit: int) -> _Model:
        """Count who is interchangeable; those who have enough enterprises take no more."""
        return cls(Counter(wants), Counter(server for server in servers if server.load < limit), limit)

    def __post_init__(self) -> None:
        for want in sorted(self.wants):
            self.of_unit[want.unit].append(want)
        for server in sorted(self.servers):
            self._server(server)
        for unit, later in sorted({want[:2] for want in self.wants}):
            for origin in dict.fromkeys((unit, NO_UNIT)):
                at = self.program.amount(self._number(unit, later))
                self.pools[origin, unit, later] = at
                self.by_kind[unit, later][at] = 1
        for origin in sorted({server.unit for server in self.servers} | {pool[0] for pool in self.pools}):
            given = {at: 1 for server, at in self.far.items() if server.unit == origin}
            taken = {at: -1 for pool, at in self.pools.items() if pool[0] == origin}
            self.program.hold(given | taken, least=0, most=0)
        near: defaultdict[Want, dict[int, int]] = defaultdict(dict)
        for (want, _), at in self.near.items():
            near[want][at] = self.by_kind[want.unit, want.later][at] = 1
        for want, ways in near.items():
            self.program.hold(ways, most=self.wants[want])
        for unit, later in sorted({want[:2] for want in self.wants}):
            self.program.hold(self.by_kind[unit, later], most=self._number(unit, later))
        for unit in sorted({want.unit for want in self.wants}):
            number = self._number(unit, False) + self._number(unit, True)
            self.new[unit] = self.program.number(-(-number // self.limit))
            found = self.by_kind[unit, False] | self.by_kind[unit, True]
            self.program.hold({**found, self.new[unit]: self.limit}, least=number)

    def _number(self, unit: str, later: bool) -> int:
        return sum(self.wants[want] for want in self.of_unit[unit] if want.later == later)

    def _server(self, server: Server) -> None:
        number = self.servers[server]
        self.levels[server] = [self.program.amount(number) for _ in range(server.load, self.limit)]
        room = number * max(self.limit - server.load, 0)
        near = {
            (want, server): self.program.amount(min(room, self.wants[want]))
            for want in self.of_unit[server.unit]
            if server.near(want)
        }
        self.near |= near
        self.far[server] = self.program.amount(room)
        ways = dict.fromkeys([*near.values(), self.far[server]], 1)
        self.program.hold(ways | dict.fromkeys(self.levels[server], -1), least=0, most=0)

    @property
    def objectives(self) -> tuple[dict[int, int], ...]:
        """What is made as large as can be, in turn."""
        every = dict.fromkeys((*self.near.values(), *self.pools.values()), 1)
        first = {at: 1 for (want, _), at in self.near.items() if not want.later}
        first |= {at: 1 for (_, _, later), at in self.pools.items() if not later}
        uneven = {
            at: -(2 * load + 1)
            for server, levels in self.levels.items()
            for load, at in enumerate(levels, start=server.load)
        }
        return every, first, dict.fromkeys(self.new.values(), -1), uneven, dict.fromkeys(self.near.values(), 1)


def stationed(
    wants: Sequence[Want], servers: Sequence[Server], limit: int, seconds: float
) -> tuple[dict[int, int], bool]:
    """Give the instructor for each enterprise, both by index and in the order in which they are taken; and whether
    nothing is better. Nobody is served where nothing is found in time.
    """
    chosen: dict[int, int] = {}
    optimal = True
    for units in _apart(wants, servers):
        mine = [at for at, want in enumerate(wants) if want.unit in units]
        theirs = [at for at, server in enumerate(servers) if server.unit in units]
        found, proved = _together([wants[at] for at in mine], [servers[at] for at in theirs], limit, seconds)
        optimal &= proved
        chosen |= {mine[each]: theirs[at] for each, at in found.items()}
    return dict(sorted(chosen.items())), optimal


def _apart(wants: Iterable[Want], servers: Iterable[Server]) -> list[set[str]]:
    """Give the units that have nothing to do with each other: each is alone, unless somebody may serve any."""
    units = sorted({want.unit for want in wants})
    if any(server.unit == NO_UNIT for server in servers):
        return [{*units, NO_UNIT}]
    return [{unit} for unit in units]


def _together(
    wants: Sequence[Want], servers: Sequence[Server], limit: int, seconds: float
) -> tuple[dict[int, int], bool]:
    if not wants or all(server.load >= limit for server in servers):
        return {}, True
    somewhere = [want._replace(places=()) for want in wants], [server._replace(places=()) for server in servers]
    without = _Model.of(*somewhere, limit)
    *others, _ = without.objectives
    known = without.program.best(others, seconds)
    if known is None:
        return {}, False
    proved = known.reached == known.bounds
    model = _Model.of(wants, servers, limit)
    *others, nearest = model.objectives
    if not nearest or not proved:
        return _named(without, known.values, *somewhere), proved
    for terms, value in zip(others, known.reached, strict=True):
        model.program.hold(terms, least=value)
    found = model.program.best([nearest], seconds)
    if found is None:
        return _named(without, known.values, *somewhere), False
    return _named(model, found.values, wants, servers), found.reached == found.bounds


def _named(model: _Model, values: Sequence[int], wants: Sequence[Want], servers: Sequence[Server]) -> dict[int, int]:
    """Turn the counts into who serves whom, the first ones first."""
    waiting: dict[Want, deque[int]] = defaultdict(deque)
    for each, want in enumerate(wants):
        waiting[want].append(each)
    work: dict[Server, list[int]] = defaultdict(list)
    for (want, server), at in model.near.items():
        work[server] += [waiting[want].popleft() for _ in range(values[at])]
    rest: dict[tuple[str, bool], deque[int]] = defaultdict(deque)
    for each in sorted(each for queue in waiting.values() for each in queue):
        rest[wants[each][:2]].append(each)
    pools: dict[str, deque[int]] = defaultdict(deque)
    for (origin, unit, later), at in model.pools.items():
        pools[origin] += [rest[unit, later].popleft() for _ in range(values[at])]
    for server, at in model.far.items():
        work[server] += [pools[server.unit].popleft() for _ in range(values[at])]
    people: dict[Server, list[int]] = defaultdict(list)
    for at, server in enumerate(servers):
        people[server].append(at)
    chosen: dict[int, int] = {}
    for server, queue in work.items():
        levels = sorted((values[at] for at in model.levels[server]), reverse=True)
        chosen.update(_dealt(queue, people[server], levels))
    return chosen


def _dealt(queue: Sequence[int], people: Sequence[int], levels: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Deal enterprises out: at each level so many people, the first ones, get one more."""
    given = [sum(number > at for number in levels) for at in range(len(people))]
    hands = (person for person, number in zip(people, given, strict=True) for _ in range(number))
    return zip(queue, hands, strict=True)
