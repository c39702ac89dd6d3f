"""Whether the term of an organisation (任期) is over at the as-of date, or ends soon (换届).

届满日期 says it; else the last election does, with the years that the policy gives to each kind of organisation. An
organisation of which no election is known is in its first term as long as that lasts; beyond that nobody knows. Of an
unknown kind the longest term holds.
"""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw

from ..policy import Counting
from .frames import Frame, after, any_of, since
from .inputs import Inputs
from .organization_rank import RANKS, rank_of

FIELDS = ("re_elected_on", "term_ends_on")


def with_terms(inputs: Inputs, rows: Frame, kind: str) -> Frame:
    """Add ``term_over`` and ``term_ends_soon`` (bool, never null, False where unknown).

    Needs :data:`FIELDS`, ``founded_on``, ``name`` and the column ``kind``.
    """
    today, counting = inputs.as_of, inputs.policy.counting
    last = today + timedelta(counting.term_soon_days)
    rows = rows.with_columns(_rank=rank_of(rows, kind, "name"))
    election, end = (nw.col(name) for name in FIELDS)
    elected = ~election.is_null() & ~after("re_elected_on", today)
    stated = ~end.is_null() & (~elected | (end > election).fill_null(False))
    over = (stated & ~since("term_ends_on", today)) | (
        ~stated & elected & _began(counting, "re_elected_on", None, today)
    )
    soon = stated & since("term_ends_on", today) & ~after("term_ends_on", last)
    soon = soon | (~stated & elected & _began(counting, "re_elected_on", today, last + timedelta(1)))
    first = ~stated & election.is_null() & _began(counting, "founded_on", today, last + timedelta(1))
    return rows.with_columns(term_over=over, term_ends_soon=soon | first).drop("_rank")


def _began(counting: Counting, column: str, first: date | None, last: date) -> nw.Expr:
    """Whether a term that began on a column's day ends before ``last`` and not before ``first``; False if unknown."""
    years = {
        RANKS["branch"]: counting.term_branch,
        RANKS["general_branch"]: counting.term_general_branch,
        RANKS["committee"]: counting.term_committee,
    }
    known = ~nw.col(column).is_null()
    flags = [
        (nw.col("_rank") == rank)
        & ~since(column, _earlier(last, number))
        & (since(column, _earlier(first, number)) if first else known)
        for rank, number in {0: max(years.values()), **years}.items()
    ]
    return known & any_of(flags)


def _earlier(day: date, years: int) -> date:
    """Give the day some years before; of 29 February, where there is none, the one behind: a term from the 28th on is
    over then.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)
