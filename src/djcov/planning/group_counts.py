"""How many enterprises of each sort join which kind of joint organisation: the exact best, for one township (S6).

Enterprises of the same village, park and number of full members are interchangeable, so they are counted. A new group
is formed in one place, of enterprises that all are there, or across the township. What makes a group is its *core*: the
smallest multiset of members that are enough; then it may take anybody, up to its limit. So a number of groups can be
formed of some enterprises if their cores can, and if there is room for the rest.

The best is, in this order: most enterprises covered; then fewest new organisations and most in their own village or
park, or the two the other way round; then most neighbours in existing organisations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement
from typing import Literal, NamedTuple, TypeAlias

from .integer_programs import Program
from .places import ANYWHERE, Place

LARGEST = 7
"""Above this number of full members there are too many cores."""

Prefer = Literal["fewest", "nearest"]
_ORDER: Mapping[Prefer, tuple[str, ...]] = {
    "fewest": ("covered", "new", "in_place", "in_rooms"),
    "nearest": ("covered", "in_place", "new", "in_rooms"),
}
"""What is made as good as can be, in turn."""

Core: TypeAlias = tuple[int, ...]
"""The full members of each enterprise in it."""


class Sort(NamedTuple):
    """Interchangeable enterprises."""

    village: str
    park: str
    weight: int
    """Full members of each, fewer than make an organisation of its own."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where they are."""
        return tuple((kind, name) for kind, name in (("park", self.park), ("village", self.village)) if name)


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a joint organisation, and what is preferred."""

    due: int
    limit: int
    prefer: Prefer = "fewest"
    seconds: float = 60
    most_new: int | None = None
    """How many new organisations there may be; None for any number."""
    most_covered: int | None = None
    """How many enterprises are to be covered; None for as many as can be."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How good a number is: what was reached, and what nothing exceeds (or, if few are wanted, falls below)."""

    reached: int
    bound: int

    @property
    def gap(self) -> int:
        """What may still be missing."""
        return abs(self.bound - self.reached)


@dataclass(frozen=True)
class Counts:
    """How many of each sort go where."""

    groups: Mapping[Place, Mapping[Sort, int]]
    """Into new groups of a place."""
    cores: Mapping[Place, Mapping[Core, int]]
    """How many new groups of a place have which core."""
    near: Mapping[frozenset[Place], Mapping[Sort, int]]
    """Into existing organisations that are in these places, one of which is theirs."""
    mixed: Mapping[int, int]
    """Of each weight, into new groups across the township."""
    far: Mapping[int, int]
    """Of each weight, into existing organisations elsewhere."""
    covered: Proof
    new: Proof
    in_place: Proof


def cores(due: int, limit: int) -> tuple[Core, ...]:
    """Give every core: no member of it can be spared."""
    return tuple(
        core
        for size in range(1, limit + 1)
        for core in combinations_with_replacement(range(1, due), size)
        if due <= sum(core) < due + core[0]
    )


@dataclass
class _Model:
    """The program of one township, and its variables."""

    sorts: Mapping[Sort, int]
    rooms: Mapping[frozenset[Place], int]
    """Free places of the existing organisations, by where these are."""
    rules: Rules
    anywhere: bool
    """Whether enterprises of different places may join: not where the township is unknown."""
    program: Program = field(default_factory=Program)
    groups: defaultdict[Place, dict[int, Sort]] = field(default_factory=lambda: defaultdict(dict))
    near: defaultdict[frozenset[Place], dict[int, Sort]] = field(default_factory=lambda: defaultdict(dict))
    mixed: dict[int, int] = field(default_factory=dict[int, int])
    far: dict[int, int] = field(default_factory=dict[int, int])
    """By weight, the variable; so in ``mixed``."""
    cores: dict[Place, dict[Core, int]] = field(default_factory=dict[Place, dict[Core, int]])
    numbers: dict[Place, int] = field(default_factory=dict[Place, int])

    def __post_init__(self) -> None:
        used: defaultdict[int, list[int]] = defaultdict(list)
        for sort in sorted(self.sorts):
            self._sort(sort, self.sorts[sort], used[sort.weight])
        self._rest(used)
        for place, members in sorted(self.groups.items()):
            self._formed(place, {at: sort.weight for at, sort in members.items()})
        self._formed(ANYWHERE, {at: weight for weight, at in self.mixed.items()})
        for places, members in self.near.items():
            self.program.hold(dict.fromkeys(members, 1), most=self.rooms[places])
        self.program.hold(dict.fromkeys([*self.in_rooms, *self.far.values()], 1), most=sum(self.rooms.values()))
        if self.rules.most_new is not None:
            self.program.hold(self.new, least=-self.rules.most_new)
        if self.rules.most_covered is not None:
            self.program.hold(self.covered, most=self.rules.most_covered)

    def _sort(self, sort: Sort, number: int, used: list[int]) -> None:
        """Add where a sort may go near by."""
        ways: list[int] = []
        for place in sort.places:
            ways.append(self.program.amount(number))
            self.groups[place][ways[-1]] = sort
        for places in sorted(self.rooms, key=sorted):
            if self.rooms[places] and places.intersection(sort.places):
                ways.append(self.program.amount(number))
                self.near[places][ways[-1]] = sort
        if len(ways) > 1:
            self.program.hold(dict.fromkeys(ways, 1), most=number)
        used += ways

    def _rest(self, used: Mapping[int, Sequence[int]]) -> None:
        """Add where the others of each weight may go."""
        numbers = Counter[int]()
        for sort, number in self.sorts.items():
            numbers[sort.weight] += number
        for weight, number in sorted(numbers.items()):
            ways = dict.fromkeys(used[weight], 1)
            if self.anywhere:
                self.mixed[weight] = self.program.amount(number)
                self.far[weight] = self.program.amount(number)
                ways |= {self.mixed[weight]: 1, self.far[weight]: 1}
            self.program.hold(ways, most=number)

    def _formed(self, place: Place, members: Mapping[int, int]) -> None:
        """Hold the enterprises of a place (their weights by variable) to what makes groups there."""
        program, limit = self.program, self.rules.limit
        most = program.most(members)
        if not most:
            return
        number = program.number(most)
        found = {core: program.amount(most) for core in cores(self.rules.due, limit)}
        self.numbers[place], self.cores[place] = number, found
        program.hold({**dict.fromkeys(found.values(), 1), number: -1}, least=0, most=0)
        for weight in range(1, self.rules.due):
            of_weight = dict.fromkeys((at for at, each in members.items() if each == weight), 1)
            taken = {at: -core.count(weight) for core, at in found.items() if weight in core}
            program.hold(of_weight | taken, least=0)
        program.hold({**dict.fromkeys(members, 1), number: -limit}, most=0)
        if rest := most % limit:  # true of whole numbers of groups only: it brings the bound down at once
            program.hold({**dict.fromkeys(members, 1), number: -rest}, most=most - rest * -(-most // limit))

    @cached_property
    def in_rooms(self) -> dict[int, int]:
        """Those in existing organisations near by."""
        return {at: 1 for members in self.near.values() for at in members}

    @cached_property
    def in_place(self) -> dict[int, int]:
        """Those who join somebody of their own village or park."""
        return {at: 1 for members in self.groups.values() for at in members} | self.in_rooms

    @cached_property
    def covered(self) -> dict[int, int]:
        """All who join."""
        return self.in_place | dict.fromkeys([*self.mixed.values(), *self.far.values()], 1)

    @cached_property
    def new(self) -> dict[int, int]:
        """The new organisations; fewer are better."""
        return dict.fromkeys(self.numbers.values(), -1)


def counted(
    sorts: Mapping[Sort, int], rooms: Mapping[frozenset[Place], int], rules: Rules, *, anywhere: bool = True
) -> Counts | None:
    """Give the best counts; None if there are none in time, or ``due`` is beyond :data:`LARGEST`."""
    if rules.due > LARGEST:
        return None
    model = _Model(sorts, rooms, rules, anywhere)
    known: dict[str, int] = {}
    if least := regardless(sorts, rooms, rules) if anywhere else None:
        known["covered"] = least[0]
        model.program.hold(model.covered, least=least[0])
        if rules.prefer == "fewest":
            known["new"] = -least[1]
            model.program.hold(model.new, least=-least[1])
    objectives = {"covered": model.covered, "new": model.new, "in_place": model.in_place, "in_rooms": model.in_rooms}
    open_ones = [name for name in _ORDER[rules.prefer] if name not in known]
    solution = model.program.best([objectives[name] for name in open_ones], rules.seconds)
    if solution is None:
        return None
    proofs = {name: Proof(value, value) for name, value in known.items()}
    proofs |= {name: Proof(*pair) for name, *pair in zip(open_ones, solution.reached, solution.bounds, strict=True)}
    new = proofs["new"]
    return _read(model, solution.values, proofs["covered"], Proof(-new.reached, -new.bound), proofs["in_place"])


def regardless(
    sorts: Mapping[Sort, int], rooms: Mapping[frozenset[Place], int], rules: Rules
) -> tuple[int, int] | None:
    """Give how many can be covered, and how few new organisations do it: places have no say in either.

    With g groups and f free places at most f + g · limit are covered; and that many, or all, are as soon as g groups
    can be formed at all: a group that has enough may take anybody. None if that is not proved in time, or if groups may
    not be filled.
    """
    groups = _most_groups(sorts, rules)
    if groups is None:
        return None
    if rules.most_new is not None:
        groups = min(groups, rules.most_new)
    free = sum(rooms.values())
    covered = min(sum(sorts.values()), free + rules.limit * groups)
    if rules.most_covered is not None and rules.most_covered < covered:
        if rules.most_covered > free:
            return None
        covered = rules.most_covered
    return covered, max(-(-(covered - free) // rules.limit), 0)


def _most_groups(sorts: Mapping[Sort, int], rules: Rules) -> int | None:
    """Give how many groups can be formed, whoever is left over then; None if that is not proved in time."""
    numbers = Counter[int]()
    for sort, number in sorts.items():
        numbers[sort.weight] += number
    program = Program()
    found = {core: program.number(sum(numbers.values())) for core in cores(rules.due, rules.limit)}
    for weight in range(1, rules.due):
        program.hold({at: core.count(weight) for core, at in found.items() if weight in core}, most=numbers[weight])
    solution = program.best([dict.fromkeys(found.values(), 1)], rules.seconds)
    if solution is None or solution.reached != solution.bounds:
        return None
    return solution.reached[0]


def _read(model: _Model, values: Sequence[int], covered: Proof, new: Proof, in_place: Proof) -> Counts:
    """Take the counts from the variables' values."""

    def some(members: Iterable[tuple[int, Sort]]) -> dict[Sort, int]:
        return {sort: values[at] for at, sort in members if values[at]}

    return Counts(
        groups={place: some(members.items()) for place, members in sorted(model.groups.items())},
        cores={
            place: {core: values[at] for core, at in found.items() if values[at]}
            for place, found in model.cores.items()
        },
        near={places: some(members.items()) for places, members in model.near.items()},
        mixed={weight: values[at] for weight, at in model.mixed.items()},
        far={weight: values[at] for weight, at in model.far.items()},
        covered=covered,
        new=new,
        in_place=in_place,
    )
