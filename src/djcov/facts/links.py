"""Which enterprises the other rosters' rows mean: by code first, else by a name that only one enterprise has."""

from __future__ import annotations

import narwhals as nw

from ..findings import Finding, rule
from ..models import Kind
from ..values.text import name_key
from .answers import named
from .doubts import suggestions
from .frames import AT, NOWHERE, Frame, distinct, each_once, lazy, look_up, records
from .inputs import TIED_BY, Inputs

_NONE: nw.Expr = nw.lit(NOWHERE)


def ties(inputs: Inputs, kind: Kind, enterprises: Frame) -> tuple[Frame, list[Finding]]:
    """Give the pairs ``_at`` (a row of the roster) and ``_enterprise``, each once, and report names that fit none."""
    if kind is Kind.ORGANIZATIONS and inputs.by_organization_name:
        return _by_organization_name(inputs, enterprises), []
    links = lazy(inputs.roster.links[kind]).with_columns(AT).select("_at", "uscc", "key", "text")
    resolved = inputs.settled(_resolved(links, enterprises))
    pairs = each_once(resolved.filter(nw.col("_enterprise") != NOWHERE), "_at", "_enterprise")
    return inputs.settled(pairs), _unresolved(inputs, kind, resolved, enterprises)


def _resolved(links: Frame, enterprises: Frame) -> Frame:
    """Give ``_at``, ``_enterprise`` (:data:`NOWHERE` if there is none, or more than one) and ``_ambiguous``; of what
    fits none also ``text`` and ``uscc``.
    """
    codes = enterprises.filter(~nw.col("uscc").is_null()).group_by("uscc")
    by_code = codes.agg(nw.col("_enterprise").min().alias("_by_code"))
    names = enterprises.filter(~nw.col("_key").is_null()).group_by("_key")
    by_name = names.agg(
        nw.col("_enterprise").min().alias("_by_name"), nw.col("_enterprise").max().alias("_by_name_too")
    )
    found = links.join(by_code, on="uscc", how="left").join(by_name, left_on="key", right_on="_key", how="left")
    found = found.with_columns(
        nw.col("_by_code", "_by_name", "_by_name_too").fill_null(NOWHERE).cast(nw.Int64),
    )
    no_code, one_name = nw.col("_by_code") == NOWHERE, nw.col("_by_name") == nw.col("_by_name_too")
    enterprise = nw.when(~no_code).then(nw.col("_by_code")).when(one_name).then(nw.col("_by_name")).otherwise(_NONE)
    found = found.with_columns(enterprise.alias("_enterprise"), (no_code & ~one_name).alias("_ambiguous"))
    unknown = nw.col("_enterprise") == NOWHERE
    written = (nw.when(unknown).then(nw.col(column)).alias(column) for column in ("text", "uscc"))
    return found.select("_at", "_enterprise", "_ambiguous", *written)


def _unresolved(inputs: Inputs, kind: Kind, resolved: Frame, enterprises: Frame) -> list[Finding]:
    """Report what fits no enterprise, with what it may mean; nothing if there is no ledger to look in."""
    if not inputs.roster.has(Kind.ENTERPRISES):
        return []
    rows = records(resolved.filter(nw.col("_enterprise") == NOWHERE), "_ambiguous", "text", "uscc")
    near = suggestions(enterprises, [row["text"] for row in rows if row["text"] and not row["_ambiguous"]])
    return [
        rule("LINK_AMBIGUOUS" if row["_ambiguous"] else "LINK_UNKNOWN").at(
            inputs.locate(row["_at"], *TIED_BY[kind]),
            row["text"] or row["uscc"] or "",
            near=near.get(row["text"] or "", ""),
        )
        for row in rows
    ]


def _by_organization_name(inputs: Inputs, enterprises: Frame) -> Frame:
    """Tie an enterprise to the organisations of the name that its ledger row gives."""
    organizations = inputs.rows(Kind.ORGANIZATIONS, "name")
    organizations = organizations.with_columns(name_keys(organizations, "name").alias("_name"))
    rows = enterprises.filter(named("organization_name"))
    rows = rows.with_columns(name_keys(rows, "organization_name").alias("_name")).select("_name", "_enterprise")
    known = organizations.filter(~nw.col("_name").is_null()).select("_at", "_name")
    return each_once(known.join(rows, on="_name", how="inner"), "_at", "_enterprise")


def name_keys(frame: Frame, column: str) -> nw.Expr:
    """Give a column's names in the form in which names compare; unknown stays unknown."""
    keys = {name: name_key(name) for name in distinct(frame, column) if name is not None}
    return look_up(column, {name: key for name, key in keys.items() if key != name}, nw.col(column))
