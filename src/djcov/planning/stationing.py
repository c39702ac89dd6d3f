"""Instructors for the enterprises of one township, one to one or one to many (S9, S12).

Any instructor of a township may go to any of its enterprises, so as many are served as there is free capacity, in the
order in which they are asked for; and as instructors are at home in one place each, matching place by place first gives
as many short ways as there can be. It takes no solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .candidates import Person


def stationed(places: Sequence[str], persons: Sequence[Person], limit: int) -> dict[int, int]:
    """Give the person for each enterprise, both by index; ``places`` are the enterprises', the most urgent first.

    Each time the person with the fewest enterprises goes, up to ``limit`` of them.
    """
    free = sum(max(limit - person.load, 0) for person in persons)
    served = range(min(len(places), free))
    loads = Counter({index: person.load for index, person in enumerate(persons)})
    chosen: dict[int, int] = {}
    for near in (True, False):
        for each in served:
            fit = [
                index
                for index, person in enumerate(persons)
                if loads[index] < limit and (not near or (places[each] and person.place == places[each]))
            ]
            if each not in chosen and fit:
                chosen[each] = min(fit, key=lambda index: loads[index])
                loads[chosen[each]] += 1
    return dict(sorted(chosen.items()))
