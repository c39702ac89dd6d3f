"""One source of chance for a district: a seeded generator, and the numbers that it has already given out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from .identifiers import Issuer

T = TypeVar("T")

AS_OF_DAYS = (date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31))
"""The days at which the samples are looked at."""


class Chance:
    """A seeded generator (``rng``), how often it fills a cell in, and how often the answer is yes."""

    def __init__(self, rng: Random, *, filled: float, yes: float) -> None:
        self.rng = rng
        self.issue = Issuer(rng)
        self._filled = filled
        self._yes = yes

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does so in this share of cases."""
        return self.rng.random() < share

    def known(self, value: T) -> T | None:
        """Give the value, or None where nobody filled it in."""
        return value if self.happens(self._filled) else None

    def yes_no(self, lean: float = 0.0) -> bool | None:
        """Give yes, no or unknown; ``lean`` from 0 to 1 moves it towards yes."""
        return self.known(self.happens(self._yes + lean * (1 - self._yes)))

    def day_between(self, first: date, last: date) -> date:
        """Give any day, the first of its month more often than chance would."""
        day = first + timedelta(days=self.rng.randrange((last - first).days))
        return day.replace(day=1) if self.happens(0.4) else day

    def day_at_an_edge(self) -> date:
        """Give the last day of a year that the samples are looked at, or its morrow."""
        return self.rng.choice(AS_OF_DAYS) + timedelta(days=self.rng.choice([0, 1]))
