"""What a plan would change: the same indicators, taken on the facts as they are and with the plan carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..facts import Facts
from ..facts.frames import NOWHERE
from ..facts.plan_applied import Joining, Stationing, applied
from ..measures.coverage import coverage
from ..measures.results import Coverage
from .results import Assignment, Effect, Group, Own


def joinings(own: Iterable[Own], groups: Iterable[Group]) -> list[Joining]:
    """Give what own and joint organisations mean for the facts. The new ones get names that no real one has."""
    found = [Joining(each.enterprise, "own", f"\0{number}") for number, each in enumerate(own)]
    for number, group in enumerate(groups):
        name = group.organization.name if group.organization else f"\1{number}"
        at = NOWHERE if group.at is None else group.at
        found += [Joining(each.enterprise, "joint", name, at) for each in group.enterprises]
    return found


def after(facts: Facts, own: Sequence[Own], groups: Sequence[Group], assignments: Sequence[Assignment] = ()) -> Facts:
    """Give the facts with proposals carried out."""
    sent = [Stationing(each.enterprise, each.person) for each in assignments]
    return applied(facts, joinings(own, groups), sent)


def effects(before: Coverage, after: Coverage) -> Iterator[Effect]:
    """Give every indicator of the whole and of each unit before and after, but for those that have no data."""
    for old, new in zip(before.rows, after.rows, strict=True):
        if not old.missing:
            yield Effect(old, new)


def effect(
    facts: Facts,
    townships: Sequence[str],
    shown: Sequence[str],
    own: Sequence[Own],
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
) -> tuple[Effect, ...]:
    """Give the effect of all that is proposed, in the whole and in the units that are ``shown``, in their order."""
    before = coverage(facts, "township", townships)
    planned = coverage(after(facts, own, groups, assignments), "township", townships)
    rank = {unit: at for at, unit in enumerate((before.whole, *shown))}
    return tuple(sorted(effects(before, planned), key=lambda each: rank[each.before.unit]))
