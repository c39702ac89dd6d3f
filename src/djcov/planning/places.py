"""Where an enterprise is: in a village (社区) and perhaps in a park, each by the name as it compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..facts.scope import NOT_FILLED
from ..values.text import NOBODY, SOMEBODY, name_key

Place: TypeAlias = tuple[str, str]
"""``village`` or ``park``, and the name in the form in which names compare."""

ANYWHERE: Place = ("", "")
"""No village and no park, only the township."""


@dataclass(frozen=True, slots=True)
class Places:
    """The village and the park that a row names; either may be unknown."""

    spelt: Mapping[Place, str]
    """As they are written."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Places:
        """Read them from a row."""
        named = {kind: row[kind] for kind in ("village", "park")}
        return cls(
            {
                (kind, name_key(text)): text
                for kind, text in named.items()
                if text and text not in (NOT_FILLED, NOBODY, SOMEBODY)
            }
        )

    def name(self, kind: str) -> str:
        """Give the name of the village or park in the form in which names compare; empty if unknown."""
        return next((name for of, name in self.spelt if of == kind), "")


def shared(everywhere: Iterable[Iterable[Place]]) -> Place:
    """Give the place that all have, the park if they share both; :data:`ANYWHERE` if there is none."""
    sets = [frozenset(places) for places in everywhere]
    common = frozenset[Place].intersection(*sets) if sets else frozenset[Place]()
    return min(common, default=ANYWHERE)


def spelling(place: Place, everywhere: Iterable[Places]) -> str:
    """Give how a place is written; of several ways, always the same."""
    return min((each.spelt[place] for each in everywhere if place in each.spelt), default="")
