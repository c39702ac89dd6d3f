"""Completeness: of each column that the numbers need, how many cells are known, unknown, wrong (三清, S17).

Counted are the ledger's rows in scope, and the other rosters' rows that belong to enterprises in scope, in the unit
where most of these lie. What the ledger says of an organisation or instructor is counted where there is one. A cell is
*wrong* when something stands in it that could not be used, *unknown* when nobody filled it in. The counts are of the
rows themselves, not of the findings, of which only so many are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import narwhals as nw

from ..facts import Facts
from ..facts.frames import AT, NOWHERE, TRUE, Frame, each_once, lazy
from ..facts.home_units import covering, homes
from ..facts.inputs import TIED_BY
from ..facts.links import directory, ties
from ..facts.organization_coverage import CELLS
from ..facts.scope import NO_UNIT
from ..models import ANSWERS, OF_INSTRUCTOR, Kind
from .indicators import ASIDES, Need
from .registry import gap_kinds_of, indicators_of
from .results import Completeness, Filled
from .units import chosen, units

_BESIDE: dict[Kind, tuple[str, ...]] = {
    Kind.ENTERPRISES: ("name", "uscc", "township", "type", "status", "registered_on", "employees"),  # 基本情况清
    Kind.MEMBERS: ("category",),  # decides 应建
}
"""Columns without which an indicator is poorer, not without data; so no need names them."""

OF_ORGANIZATION = frozenset(
    {
        *("organization_form", "organization_kind", "organization_name"),
        *("superior", "founded_on", "re_elected_on", "term_ends_on", "has_committee", "secretary"),
        *("organization_status", "dissolved_on"),
        *ANSWERS,
    }
)
"""Columns of the ledger about the organisation of an enterprise: without one, there is nothing to fill in."""

_Counts = Mapping[str, Mapping[str, int]]
"""By unit and field: the rows where it is asked for (``r:field``), of these known (``k:``) and wrong (``w:``)."""


def completeness(facts: Facts, townships: Iterable[str] = ()) -> Completeness:
    """Count the cells of every column that is needed, in the whole district and in each unit.

    ``townships`` narrows the units, not the whole. Raises UsageError for an unknown township.
    """
    only = chosen(facts, townships)
    rows: list[Filled] = []
    for kind in (Kind.ENTERPRISES, *TIED_BY):
        fields = needed(facts, kind)
        if not fields:
            continue
        counts = _counts(facts, kind, fields)
        whole = {name: sum(unit[name] for unit in counts.values()) for name in _names(fields)}
        for unit, found in ((facts.policy.district, whole), *((unit, counts.get(unit)) for unit in units(facts))):
            if unit == facts.policy.district or not only or unit in only:
                rows += _filled(facts, unit, kind, fields, found or dict.fromkeys(_names(fields), 0))
    return Completeness(facts.as_of, facts.policy.district, tuple(rows), only)


def needed(facts: Facts, kind: Kind) -> tuple[str, ...]:
    """Give the fields of a roster that indicators and gaps need, in the model's order.

    Of fields of which one is enough, those are needed that the roster has; if it has none, the first. A roster that was
    not given needs nothing.
    """
    if not facts.roster.has(kind):
        return ()
    known = indicators_of(facts.policy)
    entries = (*known.values(), *ASIDES, *gap_kinds_of(known).values())
    names = {name for entry in entries for need in entry.needs for name in _wanted(facts, kind, need)}
    names |= set(_BESIDE.get(kind, ()))
    return tuple(name for name in kind.model.model_fields if name in names)


def _wanted(facts: Facts, kind: Kind, need: Need) -> Iterator[str]:
    decides = need.roster is not None and need.roster in facts.deciding
    if need.ledger_too and decides and kind is Kind.ENTERPRISES:
        yield from (field for field in need.ledger_fields if facts.roster.has(kind, field))
    fields = (need.roster_fields if kind is need.roster else ()) if decides else need.ledger_fields
    if not decides and kind is not Kind.ENTERPRISES:
        return
    there = [field for field in fields if facts.roster.has(kind, field)]
    if need.practice:
        yield from there
    elif not need.every:
        yield from there or fields[:1]
    elif decides or not set(ANSWERS).intersection(fields):
        yield from fields
    else:  # a ledger need not answer for its organisations
        yield from there


def _counts(facts: Facts, kind: Kind, fields: tuple[str, ...]) -> _Counts:
    rows = _placed(facts, kind, fields)
    rows = rows.with_columns(_asked(facts, kind, field).alias(f"r:{field}") for field in fields)
    rows = rows.with_columns((nw.col(f"r:{field}") & _known(kind, field)).alias(f"k:{field}") for field in fields)
    flags = [f"{state}:{field}" for state in "rk" for field in fields]
    numbers = rows.select("_unit", *(nw.col(flag).cast(nw.Int64) for flag in flags))
    sums = numbers.group_by("_unit").agg(nw.col(*flags).sum())
    counts = {unit: dict.fromkeys(_names(fields), 0) | found for unit, found in _by_unit(sums).items()}
    for unit, found in _by_unit(_wrong(facts, kind, rows, fields)).items():
        counts[unit] |= found
    return counts


def _placed(facts: Facts, kind: Kind, fields: tuple[str, ...]) -> Frame:
    """Give the rows that are counted, with ``_unit``."""
    rows = facts.inputs.rows(kind, *fields)
    if kind is Kind.ENTERPRISES:
        own = facts.ledger.filter(nw.col("in_scope")).select(
            "_at",
            nw.col("township").alias("_unit"),
            nw.col("organized").alias("_has"),
            nw.col("stationed").alias("_stationed"),
            (nw.col("organized") | ~nw.col("organized_known")).alias("_may_have"),
        )
        return rows.join(own, on="_at", how="inner")
    home = homes(facts.inputs, covering(_pairs(facts, kind), facts.ledger), "township")
    return rows.join(home.rename({"township": "_unit"}), on="_at", how="inner")


def _pairs(facts: Facts, kind: Kind) -> Frame:
    """Give the pairs ``_at``, ``_enterprise`` of a roster, at whatever date; none if nothing ties it to enterprises."""
    known = {Kind.ORGANIZATIONS: facts.ties.organizations, Kind.INSTRUCTORS: facts.ties.instructors}.get(kind)
    if known is not None:
        return known
    if kind is Kind.MEMBERS:
        if facts.ties.people is None:
            return facts.inputs.given_rows({"_at": "Int64", "_enterprise": "Int64"}, [])
        return facts.ties.people.filter(nw.col("_enterprise") != NOWHERE).select("_at", "_enterprise")
    assert kind in TIED_BY
    return ties(facts.inputs, kind, directory(facts.inputs, facts.ledger))[0]


def _asked(facts: Facts, kind: Kind, field: str) -> nw.Expr:
    """Whether a row should have a cell filled in. Where no column asks for a yes or no, the form and the name tell
    whether there is an organisation: then they are asked for until one of them says that there is none.
    """
    if kind is not Kind.ENTERPRISES:
        return TRUE
    if field in OF_INSTRUCTOR:
        return nw.col("_stationed")
    if field not in OF_ORGANIZATION:
        return TRUE
    if asked_of_maybe(facts, kind, field):
        return nw.col("_may_have") | ~nw.col(field).is_null()
    return nw.col("_has")


def asked_of_maybe(facts: Facts, kind: Kind, field: str) -> bool:
    """Tell whether a cell is to be filled in, too, where there may be an organisation."""
    return kind is Kind.ENTERPRISES and field in CELLS and not facts.roster.has(kind, "organized")


def _known(kind: Kind, field: str) -> nw.Expr:
    """Whether a cell is known. The unit is, too, where the sheet's name or its title gives it."""
    if kind is Kind.ENTERPRISES and field == "township":
        return nw.col("_unit") != NO_UNIT
    return ~nw.col(field).is_null()


def _wrong(facts: Facts, kind: Kind, rows: Frame, fields: tuple[str, ...]) -> Frame:
    """Count the wrong cells per unit; one that another column made up for is known."""
    cells = lazy(facts.roster.wrong[kind]).with_columns(AT)
    cells = each_once(cells, "_at", "field")
    asked = [f"{state}:{field}" for state in "rk" for field in fields]
    cells = cells.join(rows.select("_at", "_unit", *asked), on="_at", how="inner")
    unknown = {field: nw.col(f"r:{field}") & ~nw.col(f"k:{field}") for field in fields}
    flags = {f"w:{field}": ((nw.col("field") == field) & unknown[field]).cast(nw.Int64) for field in fields}
    return cells.with_columns(**flags).group_by("_unit").agg(nw.col(*flags).sum())


def _by_unit(sums: Frame) -> dict[str, dict[str, int]]:
    table = sums.collect()
    columns = {name: table[name].to_list() for name in table.columns}
    places = cast("list[str]", columns.pop("_unit"))
    # DuckDB sums into wider integers, which come as decimals
    return {unit: {name: int(values[at]) for name, values in columns.items()} for at, unit in enumerate(places)}


def _names(fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{state}:{field}" for state in "rkw" for field in fields)


def _filled(facts: Facts, unit: str, kind: Kind, fields: tuple[str, ...], found: Mapping[str, Any]) -> Iterator[Filled]:
    for field in fields:
        title = kind.model.model_fields[field].title or field
        given = facts.roster.has(kind, field)
        rows, known, wrong = (found[f"{state}:{field}"] for state in "rkw")
        yield Filled(unit, kind, field, title, rows, known, wrong, not given, asked_of_maybe(facts, kind, field))
