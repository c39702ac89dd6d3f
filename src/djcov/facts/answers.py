"""Yes, no and unknown, kept apart on every engine: two expressions that are never null.

pandas, DuckDB and Spark disagree about what a comparison with a missing value gives. So nothing here is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals as nw

from ..values.text import NOBODY, SOMEBODY
from .frames import FALSE, all_of, any_of


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a row says to a question: whether it says ``yes``, and whether its answer is ``known`` at all."""

    yes: nw.Expr
    known: nw.Expr

    @property
    def no(self) -> nw.Expr:
        """Whether it says no."""
        return self.known & ~self.yes

    def or_else(self, other: Answer) -> Answer:
        """Ask ``other`` where this answer is unknown."""
        if other is SILENCE or self is SILENCE:
            return self if other is SILENCE else other
        return Answer(self.yes | (~self.known & other.yes), self.known | other.known)

    def columns(self, name: str) -> tuple[nw.Expr, nw.Expr]:
        """Give the two columns that hold the answer: ``name`` (it is a yes) and ``name_known``."""
        return self.yes.alias(name), self.known.alias(f"{name}_known")


SILENCE = Answer(FALSE, FALSE)
"""The answer of a column that no table has."""


def stored(name: str) -> Answer:
    """Give back the answer whose :meth:`Answer.columns` a frame holds."""
    return Answer(nw.col(name), nw.col(f"{name}_known"))


def marked(column: str) -> Answer:
    """What a column of yes and no says."""
    return Answer(nw.col(column).fill_null(False), ~nw.col(column).is_null())


def given(column: str) -> Answer:
    """Whether a column of names or words names something; 无 is a no."""
    return Answer(nw.col(column).fill_null(NOBODY) != NOBODY, ~nw.col(column).is_null())


def every(answers: Iterable[Answer]) -> Answer:
    """Whether all say yes: one no makes it a no, whatever the others say."""
    asked = list(answers)
    return Answer(
        all_of(each.yes for each in asked), all_of(each.known for each in asked) | any_of(each.no for each in asked)
    )


def nobody(column: str) -> nw.Expr:
    """Whether a column says that there is none; False where it is unknown."""
    return nw.col(column).fill_null("") == NOBODY


def named(column: str) -> nw.Expr:
    """Whether a column gives a name: neither unknown, nor 无, nor a mere mark that there is one."""
    return ~nw.col(column).fill_null(NOBODY).is_in([NOBODY, SOMEBODY])


def first_filled(*columns: str) -> nw.Expr:
    """Give the name of the first of ``columns`` that is filled in the row; of the last, if none is."""
    *others, last = columns
    name = nw.lit(last)
    for column in reversed(others):
        name = nw.when(~nw.col(column).is_null()).then(nw.lit(column)).otherwise(name)
    return name
