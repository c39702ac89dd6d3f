"""Which enterprises the other rosters' rows mean: by code first, else by a name that only one enterprise has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..values.text import name_key
from .answers import named, nobody
from .frames import AT, NOWHERE, Frame, all_of, count, distinct, each_once, lazy, look_up, table_of
from .inputs import TIED_BY, Inputs
from .parted_names import parted
from .row_findings import tell
from .suspected_duplicates import suggestions

_NONE: nw.Expr = nw.lit(NOWHERE)


@dataclass(frozen=True)
class Directory:
    """The ledger's enterprises, by what other rosters may call them."""

    ledger: Frame
    by_code: Frame
    """Each ``uscc`` once, with its enterprise as ``_by_code``."""
    by_name: Frame
    """Each ``_key`` once, with the first and the last of its enterprises as ``_by_name`` and ``_by_name_too``."""


def directory(inputs: Inputs, ledger: Frame) -> Directory:
    """Make the directory of a ledger whose repeats are known."""
    first = ledger.select("_at", "_enterprise", "uscc").filter(nw.col("_at") == nw.col("_enterprise"))
    by_code = first.filter(~nw.col("uscc").is_null()).select("uscc", nw.col("_enterprise").alias("_by_code"))
    named = ledger.select("_enterprise", "_key").filter(~nw.col("_key").is_null())
    enterprise = nw.col("_enterprise")
    by_name = named.group_by("_key").agg(enterprise.min().alias("_by_name"), enterprise.max().alias("_by_name_too"))
    return Directory(ledger, by_code, inputs.settled(by_name))


def ties(inputs: Inputs, kind: Kind, directory: Directory) -> tuple[Frame, Findings]:
    """Give the pairs ``_at`` (a row of a roster that lists enterprises) and ``_enterprise``, each once, and report
    names that fit none.

    A row that is named 无 has no enterprise, and misses none. An organisation that names no enterprise itself has
    those whose ledger rows name it.
    """
    resolved, unresolved = _listed(inputs, kind, directory)
    pairs = resolved.filter(nw.col("_enterprise") != NOWHERE).select("_at", "_enterprise")
    silent = inputs.rows(kind, "name", *TIED_BY[kind]).filter(names_none(kind) & ~nobody("name"))
    if kind is Kind.ORGANIZATIONS and inputs.in_ledger("organization_name") and count(silent):
        named_there = inputs.settled(_by_organization_name(silent, directory.ledger))
        pairs = nw.concat([pairs, named_there])
        silent = silent.join(each_once(named_there, "_at"), on="_at", how="anti")
    unresolved.include(missing(inputs, kind, silent))
    return inputs.settled(each_once(pairs, "_at", "_enterprise")), unresolved


def names_none(kind: Kind) -> nw.Expr:
    """Whether a roster's row names no enterprise; 无 names none, and says so."""
    return all_of(nw.col(tie).is_null() for tie in TIED_BY[kind])


def missing(inputs: Inputs, kind: Kind, silent: Frame) -> Findings:
    """Report rows that name no enterprise though their table has a column for it, if there is a ledger to look in."""
    fields = (*TIED_BY[kind], *(("branch",) if kind is Kind.MEMBERS else ()))
    tables = [at for at, table in enumerate(inputs.roster.tables) if table.kind is kind and table.fields & {*fields}]
    if not tables or not inputs.roster.has(Kind.ENTERPRISES):
        return Findings()

    def at(row: dict[str, Any]) -> Finding:
        where = inputs.locate(row["_at"], *fields)
        return CATALOGUE["LINK_MISSING"].at(where, column=where.column)

    return tell(silent.filter(table_of("_at").is_in(tables)), (), at)


def member_ties(inputs: Inputs, directory: Directory, fields: Iterable[str], **more: nw.Expr) -> tuple[Frame, Findings]:
    """Give each member's ``_at``, ``_enterprise`` (:data:`NOWHERE` if it is unknown) and what ``more`` is wanted of
    the row, in terms of its ``fields``, and report names that fit no enterprise.
    """
    rows = inputs.rows(Kind.MEMBERS, "_key", *dict.fromkeys((*TIED_BY[Kind.MEMBERS], *fields)))
    name = nw.when(~nw.col("_key").is_null()).then(nw.col("enterprise"))
    links = rows.select("_at", uscc=nw.col("enterprise_uscc"), key=nw.col("_key"), text=name, **more)
    resolved = inputs.settled(_resolved(links, directory, *more, *_keyed(inputs)))
    return resolved.select("_at", "_enterprise", *more), _unresolved(inputs, Kind.MEMBERS, resolved, directory)


def _listed(inputs: Inputs, kind: Kind, directory: Directory) -> tuple[Frame, Findings]:
    links = lazy(inputs.roster.links[kind]).with_columns(AT).select("_at", "uscc", "key", "text")
    of_nobody = inputs.rows(kind, "name").filter(nobody("name")).select("_at")
    if count(of_nobody):
        links = links.join(of_nobody, on="_at", how="anti")
    resolved = inputs.settled(_resolved(links, directory, *_keyed(inputs)))
    unfit = resolved.filter((nw.col("_enterprise") == NOWHERE) & ~nw.col("_ambiguous") & nw.col("uscc").is_null())
    if (several := parted(inputs, links, unfit, directory.by_name)) is not None:
        resolved = inputs.settled(_resolved(several, directory, *_keyed(inputs)))
    return resolved, _unresolved(inputs, kind, resolved, directory)


def _keyed(inputs: Inputs) -> tuple[str, ...]:
    """The further column by which it is known what other ledgers have."""
    return () if inputs.elsewhere is None else ("_key",)


def _resolved(links: Frame, directory: Directory, *kept: str) -> Frame:
    """Give ``_at``, ``_enterprise`` (:data:`NOWHERE` if there is none, or more than one), ``_ambiguous`` and columns
    that are ``kept`` (``_key`` may be one of them); of what fits none also ``text`` and ``uscc``.
    """
    found = links.join(directory.by_code, on="uscc", how="left")
    found = found.with_columns(nw.col("_by_code").fill_null(NOWHERE).cast(nw.Int64))
    no_code = nw.col("_by_code") == NOWHERE
    found = found.with_columns(nw.when(no_code).then(nw.col("key")).alias("_key"))  # most need no looking up by name
    found = found.join(directory.by_name, on="_key", how="left")
    found = found.with_columns(nw.col("_by_name", "_by_name_too").fill_null(NOWHERE).cast(nw.Int64))
    one_name = nw.col("_by_name") == nw.col("_by_name_too")
    enterprise = nw.when(~no_code).then(nw.col("_by_code")).when(one_name).then(nw.col("_by_name")).otherwise(_NONE)
    found = found.with_columns(enterprise.alias("_enterprise"), (no_code & ~one_name).alias("_ambiguous"))
    unknown = nw.col("_enterprise") == NOWHERE
    written = (nw.when(unknown).then(nw.col(column)).alias(column) for column in ("text", "uscc"))
    return found.select("_at", "_enterprise", "_ambiguous", *kept, *written)


def _unresolved(inputs: Inputs, kind: Kind, resolved: Frame, directory: Directory) -> Findings:
    """Report what fits no enterprise, with what it may mean; nothing if there is no ledger to look in."""
    found = Findings()
    if not inputs.roster.has(Kind.ENTERPRISES):
        return found
    unknown = resolved.select("_at", "_enterprise", "_ambiguous", "text", "uscc", *_keyed(inputs))
    unknown = unknown.filter(nw.col("_enterprise") == NOWHERE)
    unknown = unknown.filter(~nw.col("text").is_null() | ~nw.col("uscc").is_null())
    several = nw.col("_ambiguous")
    unlisted = unknown.filter(~several)
    if inputs.elsewhere is not None:
        for column in ("uscc", "_key"):
            there = each_once(inputs.elsewhere.filter(~nw.col(column).is_null()), column)
            unlisted = unlisted.join(there, on=column, how="anti")
    near = suggestions(directory.ledger)

    def lost(row: dict[str, Any]) -> Finding:
        where, text = inputs.locate(row["_at"], *TIED_BY[kind]), row["text"]
        return CATALOGUE["LINK_UNKNOWN"].at(where, masking.title(text or row["uscc"]), near=near(text) if text else "")

    def ambiguous(row: dict[str, Any]) -> Finding:
        return CATALOGUE["LINK_AMBIGUOUS"].at(
            inputs.locate(row["_at"], *TIED_BY[kind]), masking.title(row["text"] or row["uscc"])
        )

    found.include(tell(unknown.filter(several), ("text", "uscc"), ambiguous))
    found.include(tell(unlisted, ("text", "uscc"), lost))
    return found


def _by_organization_name(organizations: Frame, enterprises: Frame) -> Frame:
    """Tie an enterprise to those ``organizations`` that have the name that its ledger row gives."""
    organizations = organizations.with_columns(name_keys(organizations, "name").alias("_name"))
    rows = enterprises.filter(named("organization_name"))
    rows = rows.with_columns(name_keys(rows, "organization_name").alias("_name")).select("_name", "_enterprise")
    known = organizations.filter(~nw.col("_name").is_null()).select("_at", "_name")
    return known.join(rows, on="_name", how="inner").select("_at", "_enterprise")


def name_keys(frame: Frame, column: str) -> nw.Expr:
    """Give a column's names in the form in which names compare; unknown stays unknown."""
    keys = {name: name_key(name) for name in distinct(frame, column) if name is not None}
    return look_up(column, {name: key for name, key in keys.items() if key != name}, nw.col(column))
