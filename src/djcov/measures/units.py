"""The units of a result: their order, and which of them were asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import narwhals as nw

from ..choices import By, Grain
from ..facts import Facts
from ..facts.frames import Frame
from ..facts.home_units import homes
from ..facts.scope import NO_UNIT, asked_unit, unit_list
from ..facts.unit_names import same_units
from ..models import Kind
from ..policy import Policy
from .lookup import choose, several


def units(facts: Facts, by: By = "township", townships: Collection[str] = ()) -> tuple[str, ...]:
    """Give the units in order: the policy's list of townships, then all others as the ledger's rows first name them.

    ``townships``, if any, narrows them to what lies there.
    """
    named = _seen(facts.enterprises, by, townships)
    if facts.roster.has(Kind.FAVORS) and by == "township":
        named += _seen(facts.units, by, townships)
    listed = unit_list(facts.policy) if by == "township" else ()
    listed = tuple(unit for unit in listed if unit in townships or not townships)
    return tuple(dict.fromkeys((*listed, *(unit for _, unit in named))))


def spellings(policy: Policy, *dates: Iterable[str]) -> Mapping[str, str]:
    """Give, of the units of several dates, what those mean that another date writes otherwise."""
    listed = {*unit_list(policy), *policy.units.aliases.values()}
    return same_units({name for date in dates for name in date} - {NO_UNIT}, listed)


def spellings_of(old: Facts, new: Facts) -> Mapping[str, str]:
    """Give the :func:`spellings` of the units of two dates."""
    return spellings(new.policy, units(old), units(new))


def _seen(rows: Frame, by: By, townships: Collection[str]) -> list[tuple[int, str]]:
    """Give the units of some rows, and where each is named first, in the order of the files."""
    seen = within(rows, townships).group_by(by).agg(nw.col("_at").min().alias("first")).collect()
    return sorted(zip(seen["first"].to_list(), seen[by].to_list(), strict=True))


def chosen(facts: Facts, townships: Iterable[str]) -> tuple[str, ...]:
    """Give the townships that were asked for, in the policy's spelling and the units' order. Raises UsageError for one
    that is not there.
    """
    asked = [asked_unit(facts.policy, township) for township in several(townships)]
    wanted = [facts.inputs.same_units.get(name, name) for name in asked]
    known = units(facts) if wanted else ()
    named = set(choose("单位", wanted, known)) if wanted else set[str]()
    return tuple(unit for unit in known if unit in named)


def within(frame: Frame, townships: Collection[str]) -> Frame:
    """Give the rows that lie in ``townships``; all of them if none is named."""
    return frame.filter(nw.col("township").is_in(list(townships))) if townships else frame


def by_unit(facts: Facts, grain: Grain, rows: Frame, by: By) -> Frame:
    """Give the fact rows of a grain their unit as the column ``by``: of a superior not what its own cell says, which is
    spelt in any way, but as the enterprises' units are spelt.
    """
    if grain in ("enterprise", "unit") or by == "township":
        return rows
    covering = facts.organizations_covering if grain == "organization" else facts.instructors_covering
    return rows.drop(by, strict=False).join(homes(facts.inputs, covering, by), on="_at", how="left")
