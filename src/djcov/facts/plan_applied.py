"""Facts as they would be if some proposals were carried out: organisations founded or joined, instructors stationed.

Only what a proposal says is changed. When a new organisation is founded, and who leads it, is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import narwhals as nw

from ..engines import Dtype
from ..models import Kind
from ..roster import Roster
from .enterprises import judged
from .frames import NOWHERE, ROWS, Frame, lazy, records
from .model import Facts
from .organization_coverage import JOINT, OWN

_TEXT: Dtype = "str"
_NEW = ("_to", "_to_name", "_sent", "_sent_name", "_sent_phone")
"""What changes an enterprise: the form and name of its organisation, whether an instructor is sent, and who."""

_SENT = "1"
_FIRST_ROW = ROWS // 2
"""A roster's new rows stand behind all that it has."""


@dataclass(frozen=True, slots=True)
class Joining:
    """An enterprise that founds an organisation, or joins one."""

    enterprise: int
    form: Literal["own", "joint"]
    name: str
    """The new organisation's; all with one name have one organisation."""
    existing: int = NOWHERE
    """The ``_at`` of an organisation that is there; :data:`djcov.facts.frames.NOWHERE` for a new one."""


@dataclass(frozen=True, slots=True)
class Stationing:
    """An enterprise where an instructor is stationed: the ``_at`` of a person that is there."""

    enterprise: int
    person: int


def applied(facts: Facts, joinings: Sequence[Joining], stationings: Sequence[Stationing]) -> Facts:
    """Give the facts with proposals carried out; ``facts`` stay as they are."""
    inputs, ties = facts.inputs, facts.ties
    ledger = _with_answers(facts, joinings, stationings)
    if ties.organizations is not None and joinings:
        roster, pairs = _with_organizations(facts, ties.organizations, joinings)
        inputs, ties = replace(inputs, roster=roster), replace(ties, organizations=pairs)
    if ties.instructors is not None and stationings:
        rows = [(each.person, each.enterprise) for each in stationings]
        more = facts.inputs.given_rows({"_at": "Int64", "_enterprise": "Int64"}, rows)
        ties = replace(ties, instructors=_both(facts, ties.instructors, more))
    return replace(facts, inputs=inputs, ties=ties, ledger=ledger)


def _both(facts: Facts, pairs: Frame, more: Frame) -> Frame:
    columns = [nw.col(name).cast(nw.Int64) for name in ("_at", "_enterprise")]
    return facts.inputs.settled(nw.concat([pairs.select(*columns), more.select(*columns)]))


def _with_answers(facts: Facts, joinings: Sequence[Joining], stationings: Sequence[Stationing]) -> Frame:
    """Change what is so about each enterprise, and what follows from it."""
    changes = _changes(facts, joinings, stationings)
    rows = [(enterprise, *row) for enterprise, row in sorted(changes.items())]
    given = facts.inputs.given_rows({"_enterprise": "Int64", **dict.fromkeys(_NEW, _TEXT)}, rows)
    frame = facts.ledger.join(given, on="_enterprise", how="left")
    frame = frame.with_columns(nw.col(name).fill_null("") for name in _NEW)
    joins, sent = nw.col("_to") != "", nw.col("_sent") != ""

    def text(column: str, new: str, when: nw.Expr) -> nw.Expr:
        return nw.when(when).then(nw.col(new)).otherwise(nw.col(column)).alias(column)

    frame = frame.with_columns(
        organized=nw.col("organized") | joins,
        organized_known=nw.col("organized_known") | joins,
        organization_named=nw.col("organization_named") | joins,
        own=nw.col("own") | (nw.col("_to") == OWN),
        joint=(nw.col("joint") & (nw.col("_to") != OWN)) | (nw.col("_to") == JOINT),
        _form=nw.when(joins).then(nw.col("_to")).otherwise(nw.col("_form")),
        stationed=nw.col("stationed") | sent,
        stationed_known=nw.col("stationed_known") | sent,
        _told=nw.col("_told") | sent,
    ).with_columns(
        text("organization_name", "_to_name", joins),
        text("instructor", "_sent_name", sent & (nw.col("_sent_name") != "")),
        text("instructor_phone", "_sent_phone", sent & (nw.col("_sent_name") != "")),
    )
    return facts.inputs.settled(judged(facts.inputs, frame).drop(*_NEW))


def _changes(
    facts: Facts, joinings: Iterable[Joining], stationings: Sequence[Stationing]
) -> Mapping[int, Sequence[str]]:
    """Give the columns :data:`_NEW` of each enterprise that changes."""
    people: dict[int, tuple[str, str]] = {}
    if facts.ties.instructors is None and stationings:
        people = {
            row["_at"]: (row["name"] or "", row["phone"] or "")
            for row in records(facts.instructors_covering, "name", "phone")
        }
    changes: dict[int, list[str]] = {}
    for each in joinings:
        changes[each.enterprise] = [each.form, each.name, "", "", ""]
    for one in stationings:
        row = changes.setdefault(one.enterprise, [""] * len(_NEW))
        row[2:] = [_SENT, *people.get(one.person, ("", ""))]
    return changes


def _with_organizations(facts: Facts, pairs: Frame, joinings: Sequence[Joining]) -> tuple[Roster, Frame]:
    """Add the new organisations to their roster, and tie them, and those that are there, to the enterprises."""
    inputs, roster = facts.inputs, facts.roster
    table = next(at for at, each in enumerate(roster.tables) if each.kind is Kind.ORGANIZATIONS)
    words = {OWN: facts.policy.forms.own[0], JOINT: facts.policy.forms.joint[0]}
    new = {each.name: each.form for each in joinings if each.existing == NOWHERE}
    rows = {name: _FIRST_ROW + at for at, name in enumerate(new)}
    frame = lazy(roster.frames[Kind.ORGANIZATIONS])
    schema = frame.collect_schema()
    given = inputs.given_rows(
        {name: _dtype(dtype) for name, dtype in schema.items()},
        [
            tuple(
                {"_table": table, "_row": rows[name], "name": name, "form": words[form]}.get(column)
                for column in schema
            )
            for name, form in new.items()
        ],
    )
    added = given.select(nw.col(name).cast(dtype) for name, dtype in schema.items())
    frames = {**roster.frames, Kind.ORGANIZATIONS: inputs.settled(nw.concat([frame, added])).to_native()}
    ends = [(each.enterprise,) for each in joinings if each.form == OWN]
    left = pairs.join(inputs.given_rows({"_enterprise": "Int64"}, ends), on="_enterprise", how="anti")
    tied = [
        (table * ROWS + rows[each.name] if each.existing == NOWHERE else each.existing, each.enterprise)
        for each in joinings
    ]
    more = inputs.given_rows({"_at": "Int64", "_enterprise": "Int64"}, tied)
    return replace(roster, frames=frames), _both(facts, left, more)


def _dtype(dtype: object) -> Dtype:
    """Give what a roster's column is made of."""
    if dtype == nw.Boolean:
        return "boolean"
    if dtype == nw.Datetime:
        return "datetime64[s]"
    return "Int64" if dtype == nw.Int64 else _TEXT
