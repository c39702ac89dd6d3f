"""Who is who on two sides: by code first, then by a name that nobody shares, then by being alike in everything."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

Mark = Callable[["Identity"], Hashable]
"""What two are compared by; None or empty where there is nothing to compare."""

_LASTING = 18
"""A code of so many characters (GB 32100-2015) stays with an enterprise for life; older ones were exchanged."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What an enterprise, organisation or instructor is recognised by; each may be empty."""

    code: str
    name: str
    """In the form in which names compare."""
    unit: str = ""


_MARKS: tuple[Mark, ...] = (
    lambda who: who.code,
    lambda who: (who.name, who.unit) if who.name else None,
    lambda who: who.name,
)
"""From the surest to the least sure, which is the name alone."""


def matched(old: Mapping[int, Identity], new: Mapping[int, Identity], *, moves: bool = True) -> dict[int, int]:
    """Give the number in ``new`` of each that is in both, by its number in ``old``.

    The same code is the same one. Of the others the same name in the same unit is, if nobody else who is left has it on
    either side; then the same name, if nobody else at all has it; each time only if the codes do not deny it: two
    different codes of 18 characters are two enterprises. Exchanging the sides exchanges the result. Who has neither
    code nor name is nobody.

    ``moves``: whether one may be in another unit on the other side. Where nobody moves, for both sides are of one day,
    different units are two enterprises, and whoever else has a name counts, whether or not it is left.
    """
    pairs: dict[int, int] = {}
    for mark in _MARKS:
        by_name_alone = mark is _MARKS[-1]
        among_left = moves and not by_name_alone
        taken = set(pairs.values())
        before = _only({at: mark(who) for at, who in old.items() if not (among_left and at in pairs)})
        after = _only({at: mark(who) for at, who in new.items() if not (among_left and at in taken)})
        for each, at in before.items():
            to = after.get(each)
            if to is None or at in pairs or to in taken or denied(old[at].code, new[to].code):
                continue
            if moves or not by_name_alone or len({old[at].unit, new[to].unit} - {""}) < 2:
                pairs[at] = to
    return pairs


def alike(pairs: Mapping[int, int], old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> dict[int, int]:
    """Add pairs of those who are left and equal in all that is told of them (``old``, ``new``), one to one, in order.

    Who of several is whom cannot be known then, and makes no difference: nothing changed.
    """
    left: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    taken = set(pairs.values())
    for at, told in sorted(new.items(), key=lambda item: item[0]):
        if at not in taken:
            left[told].append(at)
    result = dict(pairs)
    for at, told in sorted(old.items(), key=lambda item: item[0]):
        if at not in pairs and left[told]:
            result[at] = left[told].popleft()
    return result


def _only(marks: Mapping[int, Hashable]) -> dict[Hashable, int]:
    """Give the number of each mark that just one has."""
    counts = Counter(marks.values())
    return {mark: at for at, mark in marks.items() if mark and counts[mark] == 1}


def lasting(code: str) -> bool:
    """Whether a code stays with an enterprise for life."""
    return len(code) == _LASTING


def denied(old: str, new: str) -> bool:
    """Whether two codes say that these are two enterprises."""
    return old != new and lasting(old) and lasting(new)
