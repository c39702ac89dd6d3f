"""What linking starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

import narwhals as nw

from ..choices import Base
from ..engines import Dtype, in_memory
from ..findings import Location
from ..models import Kind
from ..policy import Policy
from ..roster import Roster
from ..values import names
from ..values.text import name_key
from . import terms
from .answers import SILENCE, Answer, given, marked
from .frames import AT, FALSE, Frame, any_of, count, distinct, each_once, lazy, place
from .unit_names import same_units

TIED_BY: dict[Kind, tuple[str, ...]] = {
    Kind.ORGANIZATIONS: ("enterprises", "enterprise_uscc"),
    Kind.MEMBERS: ("enterprise", "enterprise_uscc"),
    Kind.INSTRUCTORS: ("enterprises", "enterprise_uscc"),
}
"""The columns by which each roster names enterprises."""


NAMED = ("uscc", "_key", "organization_name")
"""What the rows of a ledger are called by in other rosters."""

_FEW = 100_000
"""Rows that this process takes from an engine that lies beyond it (:meth:`Inputs.at_hand`)."""

_DTYPES: dict[Any, Dtype] = {
    nw.String: "str",
    nw.Int64: "Int64",
    nw.Float64: "Float64",
    nw.Boolean: "boolean",
    nw.Datetime: "datetime64[s]",
}


@dataclass(frozen=True)
class Inputs:
    """The rosters, and the two things that decide how they are read."""

    roster: Roster
    policy: Policy
    as_of: date
    agreed: Mapping[Kind, Frame] = field(default_factory=dict[Kind, Frame])
    """Of a roster the rows that mean the same as others of it: ``_at``, ``_group`` (the least of their ``_at``), and
    the answers that all of them together give, see :mod:`djcov.facts.agreement`."""

    base: Base = "enterprises"
    """Whom the ledger's rows are (:mod:`djcov.facts.bases`)."""
    elsewhere: Frame | None = None
    """:data:`NAMED` of the rows that other ledgers have, and whether they count (``_counted``) where that matters; None
    where there is no other."""

    def rows(self, kind: Kind, *fields: str) -> Frame:
        """Give columns of a roster's rows as they are at the date, with ``_table``, ``_row`` and ``_at``; rows that
        mean the same have the same answers, as far as these are :attr:`agreed`.
        """
        rows = lazy(self.roster.frames[kind]).select("_table", "_row", *fields).with_columns(AT)
        for name in fields:
            if (kind, name) in self.dated:
                rows = terms.at_day(rows, self.terms[kind], kind, name)
        if kind not in self.agreed:
            return rows
        agreed = self.agreed[kind]
        together = [name for name in fields if name in agreed.collect_schema().names()]
        answers = agreed.select("_at", "_group", *(nw.col(name).alias(f"_agreed_{name}") for name in together))
        rows = rows.join(answers, on="_at", how="left")
        alone = nw.col("_group").is_null()
        rows = rows.with_columns(
            nw.when(alone).then(nw.col(name)).otherwise(nw.col(f"_agreed_{name}")).alias(name) for name in together
        )
        return rows.select("_table", "_row", *fields, "_at")

    def with_agreed(self, kind: Kind, answers: Frame) -> Inputs:
        """Give the same inputs with the answers of rows that mean the same."""
        return replace(self, agreed={**self.agreed, kind: self.settled(answers)})

    @cached_property
    def terms(self) -> dict[Kind, Frame]:
        """The cells whose answer depends on the day, by kind (:func:`djcov.facts.terms.judged`)."""
        return {kind: terms.judged(native, self.as_of) for kind, native in self.roster.terms.items()}

    @cached_property
    def dated(self) -> frozenset[tuple[Kind, str]]:
        """The columns with cells whose answer depends on the day."""
        return frozenset(
            (kind, name)
            for kind, rows in self.terms.items()
            for name in distinct(rows.filter(~terms.is_between()), "field")
        )

    @cached_property
    def between(self) -> frozenset[tuple[Kind, str]]:
        """The columns of counts with cells that are no number but lie between two ends (:mod:`djcov.facts.terms`)."""
        return frozenset(
            (kind, name)
            for kind, rows in self.terms.items()
            for name in distinct(rows.filter(terms.is_between()), "field")
        )

    def given_rows(self, columns: Mapping[str, Dtype], rows: Sequence[tuple[object, ...]]) -> Frame:
        """Give rows that were made here as a frame of the engine that holds the rosters."""
        from ..engines import arrow

        return lazy(self.roster.engine.hold(columns, [arrow.batch(columns, rows)]))

    def settled(self, frame: Frame, *, joined: bool = True) -> Frame:
        """Compute a frame once that is asked for more than once. ``joined``: see :class:`djcov.engines.Engine`."""
        return cast("Frame", self.roster.engine.settle(frame, joined=joined))

    def at_hand(self, frame: Frame) -> tuple[Inputs, Frame]:
        """Give few rows as Arrow holds them, with inputs that compute there: many steps on few rows are planned longer
        than they take on DuckDB, and far longer on Spark. Many rows stay where they are.
        """
        if self.roster.engine.at_hand or count(frame) > _FEW:
            return self, frame
        near = replace(self, roster=replace(self.roster, engine=in_memory()))
        return near, lazy(frame.collect(backend="pyarrow").to_native())

    def handed_back(self, frame: Frame) -> Frame:
        """Give a frame that was made :meth:`at_hand` to the engine that holds the rosters; any other stays as it is."""
        engine = self.roster.engine
        if engine.at_hand or not frame.implementation.is_pyarrow():
            return frame
        columns: dict[str, Dtype] = {name: _DTYPES[type(dtype)] for name, dtype in frame.collect_schema().items()}
        return lazy(engine.hold(columns, frame.collect().to_native().to_batches()))

    def locate(self, at: int, *fields: str) -> Location:
        """Give a row's place; the cell's, under the first of ``fields`` that the row's table has."""
        table, row = place(at)
        has = self.roster.tables[table].fields
        return self.roster.locate(table, row, next((field for field in fields if field in has), ""))

    def in_ledger(self, *fields: str) -> bool:
        """Whether the enterprise ledger has all of some columns. What it has not is not computed."""
        return self.roster.has(Kind.ENTERPRISES, *fields)

    def marked(self, field: str) -> Answer:
        """What a column of yes and no of the ledger says; silence if the ledger has no such column."""
        return marked(field) if self.in_ledger(field) else SILENCE

    def given(self, field: str) -> Answer:
        """Whether a column of the ledger names something; silence if the ledger has no such column."""
        return given(field) if self.in_ledger(field) else SILENCE

    def known(self, field: str) -> nw.Expr:
        """Whether a column of the ledger is filled."""
        return ~nw.col(field).is_null() if self.in_ledger(field) else FALSE

    def names_enterprises(self, kind: Kind) -> bool:
        """Whether a roster of this kind says which enterprises its rows belong to."""
        return any(self.roster.has(kind, field) for field in TIED_BY[kind])

    @cached_property
    def same_units(self) -> Mapping[str, str]:
        """The units that other spellings in the rosters mean, see :mod:`djcov.facts.unit_names`."""
        kinds = [kind for kind in Kind if "township" in kind.model.model_fields and self.roster.has(kind)]
        if self.base == "enterprises":  # which no other ledger has a say in
            kinds = [kind for kind in kinds if kind is not Kind.SOCIAL_ORGANIZATIONS]
        texts = {text for kind in kinds for text in distinct(self.rows(kind, "township"), "township") if text}
        texts |= {text for text in distinct(self.rows(Kind.FAVORS, "name"), "name") if text}
        listed = (*self.policy.units.order, *self.policy.units.aliases.values())
        return same_units({self.policy.units.canonical(text) for text in texts}, listed)

    @cached_property
    def member_statuses(self) -> tuple[str, ...]:
        """The distinct texts of the members' 党籍状态; none without that column."""
        if not self.roster.has(Kind.MEMBERS, "status"):
            return ()
        return tuple(filter(None, distinct(self.rows(Kind.MEMBERS, "status"), "status")))

    @cached_property
    def by_organization_name(self) -> bool:
        """Whether the only tie to the organisation roster is the organisation's name in the ledger."""
        kind = Kind.ORGANIZATIONS
        given_without = self.roster.has(kind) and not self.names_enterprises(kind)
        return given_without and self.in_ledger("organization_name")

    def branch_names(self, *, registered: bool) -> tuple[Kind, str] | None:
        """Where the names of the branches stand that members may give: in the register where it decides, else in the
        ledger; None if not there.
        """
        kind, column = (Kind.ORGANIZATIONS, "name") if registered else (Kind.ENTERPRISES, "organization_name")
        return (kind, column) if self.roster.has(kind, column) else None

    def _members_tied(self, others: set[Kind]) -> bool:
        """Whether any row of the member roster names a workplace, or a branch that is known; of no rows all do."""
        if not self.roster.has(Kind.MEMBERS):
            return False
        ties = [name for name in TIED_BY[Kind.MEMBERS] if self.roster.has(Kind.MEMBERS, name)]
        if ties:
            rows = self.rows(Kind.MEMBERS, *ties)
            named = rows.filter(any_of(~nw.col(name).is_null() for name in ties))
            if count(named.head(1)) or not count(rows.head(1)):
                return True
        source = self.branch_names(registered=Kind.ORGANIZATIONS in others)
        if not source or not self.roster.has(Kind.MEMBERS, "branch"):
            return False
        kind, column = source
        texts = distinct(self.rows(kind, column), column)
        known = {name_key(text) for text in texts if text and not names.is_bare(text)}
        branches = distinct(self.rows(Kind.MEMBERS, "branch"), "branch")
        return any(name_key(text) in known for text in branches if text)

    def about_others(self, kind: Kind) -> bool:
        """Whether a roster names some rows of other ledgers and none of this one, over which it decides nothing; about
        enterprises no other ledger has a say.
        """
        if self.base == "enterprises" or self.elsewhere is None:
            return False
        here = self.rows(Kind.ENTERPRISES, *NAMED)
        return self._names_any(kind, self.elsewhere) and not self._names_any(kind, here)

    def _names_any(self, kind: Kind, ledger: Frame) -> bool:
        """Whether any row of a roster names one of a ledger's rows by code or name, or is named in it."""
        if kind is Kind.MEMBERS:
            named = self.rows(kind, "_key", "enterprise_uscc").rename({"enterprise_uscc": "uscc"})
        else:
            named = lazy(self.roster.links[kind]).rename({"key": "_key"})
        for column in ("uscc", "_key"):
            there = each_once(ledger.filter(~nw.col(column).is_null()), column)
            if count(named.filter(~nw.col(column).is_null()).join(there, on=column, how="semi").head(1)):
                return True
        if kind is not Kind.ORGANIZATIONS:
            return False
        texts = (distinct(ledger, "organization_name"), distinct(self.rows(kind, "name"), "name"))
        here, there = ({name_key(text) for text in each if text and not names.is_bare(text)} for each in texts)
        return not here.isdisjoint(there)

    @cached_property
    def deciding(self) -> frozenset[Kind]:
        """The kinds of roster that decide over the ledger: those given that can be tied to enterprises, or are about
        units.
        """
        kinds = {kind for kind in TIED_BY if self.roster.has(kind) and self.names_enterprises(kind)}
        kinds |= {Kind.ORGANIZATIONS} if self.by_organization_name else set[Kind]()
        kinds = {kind for kind in kinds if not self.about_others(kind)}
        members = self._members_tied(kinds) and not self.about_others(Kind.MEMBERS)
        kinds = kinds - {Kind.MEMBERS} | ({Kind.MEMBERS} if members else set[Kind]())
        return frozenset(kinds | ({Kind.FAVORS} if self.roster.has(Kind.FAVORS) else set[Kind]()))
