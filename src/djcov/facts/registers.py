"""Rows of a register that mean one organisation, or one instructor: their answers agree, or it is told.

The same name within a unit is one organisation, over its rows; the unit is the row's own or, without one, that where
most of its enterprises lie. A bare 党支部 is the name of none. The same name and phone are one instructor.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import PEOPLE, Kind
from .agreement import Question, agreed, first_of
from .answers import named
from .duplicates import form_meaning, is_shared
from .enterprises import Ties
from .frames import Frame, count, each_once, judged, look_up
from .home_units import covering, homes
from .inputs import Inputs
from .instructor_persons import with_person
from .ledger_organizations import is_bare
from .links import name_keys
from .row_findings import tell
from .scope import NO_UNIT, units

_OF_ITS_OWN = frozenset({"name", "township", "enterprises", "enterprise_uscc", "remark"})
"""What each row of an organisation may say otherwise."""

_ABOUT_A_PERSON = ("trained", "full_time", "unit", "appraisal")


def together(inputs: Inputs, ties: Ties, ledger: Frame) -> tuple[Inputs, Ties, list[Findings]]:
    """Give the inputs whose rows of one organisation, or person, have the answers of all of them, and the ties of which
    each is the first row's; and report what differs.
    """
    found: list[Findings] = []
    if ties.organizations is not None:
        groups = _same_organizations(inputs, ties.organizations, ledger)
        if groups is not None:
            fields = [name for name in Kind.ORGANIZATIONS.model.model_fields if name not in _OF_ITS_OWN]
            inputs, told = _agreed(inputs, Kind.ORGANIZATIONS, groups, fields, form="form")
            pairs = ties.organizations.join(groups, on="_at", how="left")
            pairs = pairs.select(nw.coalesce("_group", "_at").cast(nw.Int64).alias("_at"), "_enterprise")
            ties = replace(ties, organizations=inputs.settled(each_once(pairs, "_at", "_enterprise")))
            found += [_repeated(inputs, groups), *told]
    if ties.instructors is not None:
        persons = with_person(inputs.rows(Kind.INSTRUCTORS, "name", "phone")).filter(~nw.col("name").is_null())
        groups = inputs.settled(first_of(persons, "_person")) if is_shared(persons, "_person") else None
        if groups is not None:
            inputs, told = _agreed(inputs, Kind.INSTRUCTORS, groups, _ABOUT_A_PERSON)
            found += told
    return inputs, ties, found


def _same_organizations(inputs: Inputs, pairs: Frame, ledger: Frame) -> Frame | None:
    """Give the rows of organisations that have several: ``_at`` and the ``_group``, their first; None without any."""
    rows = inputs.rows(Kind.ORGANIZATIONS, "name", "township")
    key = nw.when(named("name") & ~is_bare(rows, "name")).then(name_keys(rows, "name"))
    rows = rows.with_columns(_key=key, _own=units(inputs, rows))
    rows = inputs.settled(rows.filter(~nw.col("_key").is_null()).select("_at", "_key", "_own"))
    if not is_shared(rows, "_key"):
        return None
    home = homes(inputs, inputs.settled(covering(pairs, ledger)), "township")
    rows = rows.join(home, on="_at", how="left").with_columns(
        _unit=nw.when(nw.col("_own") == NO_UNIT).then(nw.coalesce("township", "_own")).otherwise(nw.col("_own"))
    )
    groups = inputs.settled(first_of(inputs.settled(rows), "_key", "_unit"))
    return groups if count(groups) else None


def _agreed(
    inputs: Inputs, kind: Kind, groups: Frame, fields: list[str] | tuple[str, ...], form: str = ""
) -> tuple[Inputs, tuple[Findings, ...]]:
    asked = tuple(name for name in fields if inputs.roster.has(kind, name))
    if not asked:
        return inputs.with_agreed(kind, groups), ()
    rows = inputs.rows(kind, "name", *asked).join(groups, on="_at", how="inner")
    here, rows = inputs.at_hand(inputs.settled(rows.with_columns(_subject=_shown(rows, kind))))
    meanings = {form: form_meaning(here, rows, form)} if form in asked else {}
    agreement = agreed(here, Question(kind, asked, meanings), rows)
    answers = rows.select("_at", "_group").join(agreement.values, on="_group", how="inner")
    return inputs.with_agreed(kind, inputs.handed_back(answers)), agreement.findings


def _shown(rows: Frame, kind: Kind) -> nw.Expr:
    """Give each row's name as it may be told."""
    name = nw.col("name").fill_null("")
    return look_up("name", judged(rows, "name", masking.name)) if kind in PEOPLE else name


def _repeated(inputs: Inputs, groups: Frame) -> Findings:
    """Report the further rows of each organisation."""
    rows = groups.filter(nw.col("_at") != nw.col("_group"))
    rows = rows.join(inputs.rows(Kind.ORGANIZATIONS, "name").select("_at", "name"), on="_at", how="inner")

    def finding(row: dict[str, Any]) -> Finding:
        where, first = inputs.locate(row["_at"], "name"), str(inputs.locate(row["_group"]))
        return CATALOGUE["ORGANIZATION_REPEATED"].at(where, masking.title(row["name"]), first=first)

    return tell(rows, ("_group", "name"), finding)
