"""How many members an enterprise has, in all and full ones (S3, S5)."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ..findings import Finding, rule
from ..models import Kind
from .answers import first_filled
from .frames import AT_BITS, NOWHERE, Frame, beside_least, distinct, records
from .inputs import Inputs
from .links import Directory, member_ties

_FULL, _PROBATIONARY, _NOT_A_MEMBER = "正式党员", "预备党员", "非党员"
_UNTIED = 2**AT_BITS
"""Ranks a row that no enterprise has behind every one that an enterprise has."""


def from_ledger() -> tuple[nw.Expr, nw.Expr]:
    """All members and full members as the ledger's own columns give them (null if unknown).

    Where nothing tells full and probationary members apart, all count as full.
    """
    total, full, probationary = nw.col("members"), nw.col("full_members"), nw.col("probationary_members")
    return (
        nw.coalesce(total, full + probationary.fill_null(0)),
        nw.coalesce(full, total - probationary, total),
    )


def tied(inputs: Inputs, directory: Directory) -> tuple[Frame, list[Finding]]:
    """Give the member roster's rows with their enterprises, as :func:`from_roster` needs them, and report names that
    fit none.
    """
    category = nw.col("category").fill_null("")
    return member_ties(
        inputs,
        directory,
        identity_number=nw.col("identity_number"),
        _is_member=category != _NOT_A_MEMBER,
        _is_probationary=category == _PROBATIONARY,
    )


def from_roster(inputs: Inputs, tied: Frame) -> tuple[Frame, list[Finding]]:
    """Count the member roster's rows, which are :func:`tied`: per ``_enterprise``, ``_rows`` and ``_probationary``
    (people).

    A person whose identity number stands on several rows counts once, at the first row that an enterprise has; the
    others are reported.
    """
    rows = tied.filter(nw.col("_is_member"))
    repeated = inputs.settled(_repeated(rows))
    counted = rows.filter(nw.col("_enterprise") != NOWHERE).join(repeated.select("_at"), on="_at", how="anti")
    counted = counted.with_columns(_probationary=nw.col("_is_probationary").cast(nw.Int64))
    counts = counted.group_by("_enterprise").agg(nw.len().alias("_rows"), nw.col("_probationary").sum())
    return counts, [
        rule("MEMBER_REPEATED").at(
            inputs.locate(row["_at"], "identity_number"), first=str(inputs.locate(row["_first"] % _UNTIED))
        )
        for row in records(repeated, "_first")
    ]


def _repeated(rows: Frame) -> Frame:
    """Give the rows of people who stand on another row before: ``_at``, and the ``_first`` row's rank."""
    persons = rows.filter(~nw.col("identity_number").is_null()).group_by("identity_number").agg(nw.len().alias("_n"))
    several = rows.join(persons.filter(nw.col("_n") > 1), on="identity_number", how="inner")
    rank = nw.when(nw.col("_enterprise") != NOWHERE).then(nw.col("_at")).otherwise(nw.col("_at") + _UNTIED)
    several = several.with_columns(_rank=rank)
    several = beside_least(several, "_rank", "_first", "identity_number")
    return several.filter(nw.col("_rank") != nw.col("_first")).select("_at", "_first")


def resolved(inputs: Inputs, frame: Frame, counts: Frame | None) -> Frame:
    """Give ``members`` and ``full_members`` that count: the roster's where there is one, else the ledger's.

    With a roster, ``_members_said`` (people) and ``_members_cell`` keep what the ledger says, and where.
    """
    total, full = from_ledger()
    if counts is None:
        if not (inputs.in_ledger("members") or inputs.in_ledger("full_members")):
            return frame
        return frame.with_columns(members=total, full_members=full)
    frame = frame.join(counts, on="_enterprise", how="left")
    rows, probationary = (nw.col(name).fill_null(0).cast(nw.Int64) for name in ("_rows", "_probationary"))
    return frame.with_columns(
        members=rows,
        full_members=rows - probationary,
        _members_said=total,
        _members_cell=first_filled("members", "full_members"),
    ).drop("_rows", "_probationary")


def split_findings(inputs: Inputs, ledger: Frame) -> Iterator[Finding]:
    """Report, once, that nothing tells full and probationary members apart although there are members."""
    if Kind.MEMBERS in inputs.deciding:
        kind, field = Kind.MEMBERS, "category"
        words = set(distinct(inputs.rows(kind, field), field)) - {_NOT_A_MEMBER}
        undivided = bool(words) and not words & {_FULL, _PROBATIONARY}
    else:
        kind, field = Kind.ENTERPRISES, "members"
        parts = ("full_members", "probationary_members")  # a column, or the remark in 3(1预备)
        known = ledger.select(nw.col(*parts).count(), nw.col(field).fill_null(0).sum().alias("some")).collect()
        undivided = not any(known[part].to_list()[0] for part in parts) and known["some"].to_list()[0] > 0
    if undivided:
        tables = [(index, table) for index, table in enumerate(inputs.roster.tables) if table.kind is kind]
        index = next((index for index, table in tables if field in table.fields), tables[0][0])
        yield rule("MEMBERS_NOT_SPLIT").at(inputs.roster.locate(index, None, field))
