"""How many members an enterprise has, in all and full ones (S3, S5).

Full members decide 应建. Where nothing tells them from probationary ones, in the ledger's row or in any of an
enterprise's rows of the member roster, the total decides instead: such enterprises are ``undivided``, and reported.
Where some of these rows do tell, one that does not is that of a member, and of no full one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from .answers import first_filled, nobody
from .frames import AT_BITS, FALSE, NOWHERE, Frame, beside_least, table_of
from .inputs import Inputs
from .links import Directory, member_ties, missing, names_none
from .statuses import is_gone, is_unknown
from .telling import tell

_FULL, _PROBATIONARY = "正式党员", "预备党员"
_NO_MEMBERS = ("入党积极分子", "发展对象", "入党申请人", "非党员")
_COLUMNS = ("members", "full_members", "probationary_members")
_PARTS = ("_full", "_probationary")
_UNTIED = 2**AT_BITS
"""Ranks a row that no enterprise has behind every one that an enterprise has."""


_OF_A_MEMBER = ~nw.col("category").fill_null("").is_in(_NO_MEMBERS) & ~nobody("name")
"""Whether a row of the roster is a member's, who may be gone."""

_total, _full, _probationary = nw.col("members"), nw.col("full_members"), nw.col("probationary_members")
_said = nw.coalesce(_total, _full + _probationary.fill_null(0))
"""All members, as far as the ledger's own columns say."""

_FROM_LEDGER = {
    # of three probationary ones alone it is known that they are three at least
    "members": nw.coalesce(_said, nw.when(_probationary > 0).then(_probationary)),
    "full_members": nw.coalesce(_full, _total - _probationary, _total),
    "undivided": ~_total.is_null() & _full.is_null() & _probationary.is_null(),
}
"""What the ledger's own columns give."""


def _gone(inputs: Inputs) -> nw.Expr:
    """Whether a row of the roster is of somebody who is no member here any more."""
    out = [text for text in inputs.member_statuses if is_gone(text, inputs.policy.members)]
    return nw.col("status").is_in(out).fill_null(False) if out else FALSE


def status_findings(inputs: Inputs) -> Iterator[Findings]:
    """Report who is not counted for a 党籍状态, and who is although no word of the policy explains it."""
    if not inputs.member_statuses:
        return
    rows = inputs.rows(Kind.MEMBERS, "status", "category", "name").filter(_OF_A_MEMBER)
    gone = _gone(inputs)
    if gone is not FALSE:
        yield tell(rows.filter(gone), ("status",), partial(_of_status, inputs, "MEMBER_GONE"))
    unknown = [text for text in inputs.member_statuses if is_unknown(text, inputs.policy.members)]
    if unknown:
        rows = rows.filter(nw.col("status").is_in(unknown).fill_null(False))
        yield tell(rows, ("status",), partial(_of_status, inputs, "MEMBER_STATUS_UNKNOWN"))


def _of_status(inputs: Inputs, code: str, row: dict[str, Any]) -> Finding:
    return CATALOGUE[code].at(inputs.locate(row["_at"], "status"), row["status"])


def tied(inputs: Inputs, directory: Directory) -> tuple[Frame, Findings]:
    """Give the member roster's rows with their enterprises, as :func:`from_roster` needs them, and report names that
    fit none, and members who have none.
    """
    category = nw.col("category").fill_null("")
    rows, found = member_ties(
        inputs,
        directory,
        identity_number=nw.col("identity_number"),
        _is_member=_OF_A_MEMBER & ~_gone(inputs),
        _silent=names_none(Kind.MEMBERS),
        _is_full=category == _FULL,
        _is_probationary=category == _PROBATIONARY,
    )
    found.include(missing(inputs, Kind.MEMBERS, rows.filter(nw.col("_silent") & nw.col("_is_member"))))
    return rows.drop("_silent"), found


def from_roster(inputs: Inputs, tied: Frame) -> tuple[Frame, Findings]:
    """Count the member roster's rows, which are :func:`tied`: per ``_enterprise``, ``_rows``, ``_full`` and
    ``_probationary`` (people), and the ``_at`` of the first as ``_first_member``.

    A person whose identity number stands on several rows counts once, at the first row that an enterprise has; the
    others are reported.
    """
    rows = tied.filter(nw.col("_is_member"))
    repeated = inputs.settled(_repeated(rows))
    counted = rows.filter(nw.col("_enterprise") != NOWHERE).join(repeated.select("_at"), on="_at", how="anti")
    counted = counted.with_columns(
        _full=nw.col("_is_full").cast(nw.Int64), _probationary=nw.col("_is_probationary").cast(nw.Int64)
    )
    counts = counted.group_by("_enterprise").agg(
        nw.len().alias("_rows"), nw.col("_full", "_probationary").sum(), nw.col("_at").min().alias("_first_member")
    )

    def again(row: dict[str, Any]) -> Finding:
        first = str(inputs.locate(row["_first"] % _UNTIED))
        return CATALOGUE["MEMBER_REPEATED"].at(inputs.locate(row["_at"], "identity_number"), first=first)

    return counts, tell(repeated, ("_first",), again)


def _repeated(rows: Frame) -> Frame:
    """Give the rows of people who stand on another row before: ``_at``, and the ``_first`` row's rank."""
    persons = rows.filter(~nw.col("identity_number").is_null()).group_by("identity_number").agg(nw.len().alias("_n"))
    several = rows.join(persons.filter(nw.col("_n") > 1), on="identity_number", how="inner")
    rank = nw.when(nw.col("_enterprise") != NOWHERE).then(nw.col("_at")).otherwise(nw.col("_at") + _UNTIED)
    several = several.with_columns(_rank=rank)
    several = beside_least(several, "_rank", "_first", "identity_number")
    return several.filter(nw.col("_rank") != nw.col("_first")).select("_at", "_first")


def resolved(inputs: Inputs, frame: Frame, counts: Frame | None) -> Frame:
    """Give ``members`` and ``full_members`` that count, and ``undivided``: by the roster where there is one, else by
    the ledger.

    With a roster, ``_members_said`` (people) and ``_members_cell`` keep what the ledger says, and where.
    """
    if counts is None:
        if not any(inputs.in_ledger(column) for column in _COLUMNS):
            return frame.with_columns(undivided=FALSE)
        return frame.with_columns(**_FROM_LEDGER)
    frame = frame.join(counts, on="_enterprise", how="left")
    rows, full, probationary = (nw.col(name).fill_null(0).cast(nw.Int64) for name in ("_rows", *_PARTS))
    undivided = (rows > 0) & (full == 0) & (probationary == 0)
    return frame.with_columns(
        members=rows,
        full_members=nw.when(undivided).then(rows).otherwise(full),
        undivided=undivided,
        _first_member=nw.col("_first_member").fill_null(NOWHERE).cast(nw.Int64),
        _members_said=_said,
        _members_cell=first_filled("members", "full_members"),
    ).drop("_rows", *_PARTS)


def undivided(inputs: Inputs, ledger: Frame, facts: Frame) -> Iterator[Findings]:
    """Report what is decided by the total: as a whole each table that nowhere tells full and probationary members
    apart, and elsewhere each enterprise in scope that the total makes 应建.
    """
    roster = Kind.MEMBERS in inputs.deciding
    if not roster and not inputs.in_ledger("members"):
        return
    kind, field = (Kind.MEMBERS, "category") if roster else (Kind.ENTERPRISES, "members")
    if roster:
        tables = _undivided_tables(inputs.rows(kind, field, "name", "status"), _OF_A_MEMBER & ~_gone(inputs))
    else:
        tables = _undivided_tables(ledger)
    whole = Findings()
    whole.extend(CATALOGUE["MEMBERS_NOT_SPLIT"].at(inputs.roster.locate(index, None, field)) for index in tables)
    yield whole
    due = facts.select("in_scope", "due", "undivided", nw.col("_first_member" if roster else "_at").alias("_at"))
    due = due.filter(nw.col("in_scope") & nw.col("due") & nw.col("undivided")).filter(~table_of("_at").is_in(tables))
    yield tell(due, (), lambda row: CATALOGUE["MEMBERS_NOT_SPLIT"].at(inputs.locate(row["_at"], field)))


def _undivided_tables(rows: Frame, of_members: nw.Expr | None = None) -> list[int]:
    """Give the tables that have members, and nowhere tell full and probationary ones apart. Of a roster it must be said
    which of its rows are ``of_members``.
    """
    if of_members is not None:
        known, members = nw.col("category").fill_null("").is_in([_FULL, _PROBATIONARY]), of_members
    else:  # a column, or the remark in 3(1预备)
        known, members = ~_full.is_null() | ~_probationary.is_null(), (_total > 0).fill_null(False)
    flags = rows.select("_table", _known=known.cast(nw.Int64), _members=members.cast(nw.Int64))
    sums = flags.group_by("_table").agg(nw.col("_known", "_members").max()).collect()
    found = zip(sums["_table"].to_list(), sums["_known"].to_list(), sums["_members"].to_list(), strict=True)
    return sorted(table for table, known, members in found if members and not known)
