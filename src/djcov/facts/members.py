"""How many members an enterprise has, in all and full ones (S3, S5).

Full members decide 应建. Where nothing tells them from probationary ones, in the ledger's row or in any of an
enterprise's rows of the member roster, the total decides instead: such enterprises are ``undivided``, and reported.
Where some of these rows do tell, one that does not is that of a member, and of no full one.
"""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from ..findings import CATALOGUE, Findings
from ..models import Kind
from . import periods, persons
from .answers import first_filled
from .branches import branches, placed
from .frames import FALSE, NOWHERE, TRUE, Frame, table_of
from .home_units import PLACES
from .inputs import Inputs
from .links import Directory, member_ties, missing, names_none
from .membership import FIELDS, standings, told
from .persons import FULL, PROBATIONARY, each_person_once
from .row_findings import tell

_COLUMNS = ("members", "full_members", "probationary_members")
_PARTS = ("_full", "_probationary")
_COUNTED = ("_rows", *_PARTS, "_applying")

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


def tied(inputs: Inputs, directory: Directory, register: Frame | None) -> tuple[Frame, Frame | None, Findings]:
    """Give the member roster's rows with their enterprises, and the enterprises about whose members it leaves open how
    many they are, as :func:`from_roster` needs them; and report names that fit none, and members who have none.

    ``register`` are the ties of the register of organisations, if that decides (:mod:`djcov.facts.branches`).
    """
    who = standings(inputs)
    standing = nw.when(who.full).then(nw.lit(FULL)).when(who.probationary).then(nw.lit(PROBATIONARY))
    rows, found = member_ties(
        inputs,
        directory,
        (*FIELDS, *persons.FIELDS),
        **{column: nw.col(column) for column in persons.FIELDS},
        _counts=who.counts,
        _applies=who.applicant,
        _standing=standing.otherwise(nw.lit("")),
        _on_the_way=who.on_the_way,
        _silent=names_none(Kind.MEMBERS),
    )
    rows, of_periods = periods.latest_lists(inputs, Kind.MEMBERS, rows)
    found.include(of_periods)
    known, is_open = branches(inputs, directory.ledger, register), None
    if known is not None:
        rows, is_open = placed(inputs, rows, known)
    found.include(missing(inputs, Kind.MEMBERS, rows.filter(nw.col("_silent") & nw.col("_counts"))))
    found.include(*told(inputs, who))
    return rows.drop("_silent"), is_open, found


def from_roster(inputs: Inputs, tied: Frame, is_open: Frame | None) -> tuple[Frame, Findings]:
    """Count the people of the member roster's rows, which are :func:`tied`: per ``_enterprise``, ``_rows`` (members),
    ``_full``, ``_probationary`` and ``_applying``, the ``_at`` of the first member as ``_first_member``, and as
    ``_open`` (0 or 1) whether there may be more.
    """
    members, found = each_person_once(inputs, tied.filter(nw.col("_counts")))
    applicants, repeated = each_person_once(inputs, tied.filter(nw.col("_applies")))
    found.include(repeated)
    people = nw.concat([members.with_columns(_member=nw.lit(1)), applicants.with_columns(_member=nw.lit(0))])
    people = people.filter(nw.col("_enterprise") != NOWHERE)
    is_member = nw.col("_member") == 1
    people = people.with_columns(
        _rows=nw.col("_member").cast(nw.Int64),
        _full=(is_member & (nw.col("_standing") == FULL)).cast(nw.Int64),
        _probationary=(is_member & (nw.col("_standing") == PROBATIONARY)).cast(nw.Int64),
        _applying=(~is_member).cast(nw.Int64),
        _first=nw.when(is_member).then(nw.col("_at")),
        _open=nw.lit(0),
    ).select("_enterprise", *_COUNTED, "_first", "_open")
    if is_open is not None:
        nobody = {name: nw.lit(0).cast(nw.Int64) for name in _COUNTED}
        no_row = nw.when(FALSE).then(nw.col("_enterprise"))  # a null literal is no integer to pandas
        more = is_open.with_columns(**nobody, _first=no_row, _open=nw.lit(1))
        people = nw.concat([people, more.select("_enterprise", *_COUNTED, "_first", "_open")])
    counts = people.group_by("_enterprise").agg(
        nw.col(*_COUNTED).sum(), nw.col("_first").min().alias("_first_member"), nw.col("_open").max()
    )
    return counts, found


def people(inputs: Inputs, tied: Frame, enterprises: Frame) -> Frame:
    """Give each person of the member roster's rows, which are :func:`tied`, who is a member, or on the way to become
    one, of an enterprise in scope: ``_at``, ``_enterprise``, the enterprise's :data:`PLACES`, ``in_scope``, ``joined``
    (the year, str) of members and ``on_the_way`` (str) of the others; null where it is unknown.
    """
    year = nw.col("joined_on").dt.year().cast(nw.String).fill_null("")
    members, _ = each_person_once(inputs, tied.filter(nw.col("_counts")).with_columns(_standing=year))
    on_the_way = tied.filter(nw.col("_on_the_way") != "").with_columns(_standing=nw.col("_on_the_way"))
    others, _ = each_person_once(inputs, on_the_way)
    said = nw.when(nw.col("_standing") != "").then(nw.col("_standing"))
    nothing = nw.lit(None, dtype=nw.String)
    rows = nw.concat(
        [
            members.select("_at", "_enterprise", joined=said, on_the_way=nothing, member=TRUE),
            others.select("_at", "_enterprise", joined=nothing, on_the_way=said, member=FALSE),
        ]
    )
    places = enterprises.filter(nw.col("in_scope")).select("_enterprise", "in_scope", *PLACES)
    return rows.join(places, on="_enterprise", how="inner")


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
    is_open = nw.col("_open").fill_null(0) > 0
    some = nw.when(rows > 0).then(rows)
    return frame.with_columns(
        members=nw.when(is_open).then(nw.coalesce(_FROM_LEDGER["members"], some)).otherwise(rows),
        full_members=nw.when(is_open)
        .then(nw.coalesce(_FROM_LEDGER["full_members"], some))
        .otherwise(nw.when(undivided).then(rows).otherwise(full)),
        undivided=nw.when(is_open).then(_FROM_LEDGER["undivided"]).otherwise(undivided),
        _first_member=nw.col("_first_member").fill_null(NOWHERE).cast(nw.Int64),
        _members_said=_said,
        _members_cell=first_filled("members", "full_members"),
        applicants=nw.when(nw.col("_applying") > 0)
        .then(nw.col("_applying"))
        .otherwise(nw.col("applicants"))
        .cast(nw.Int64),
    ).drop(*_COUNTED, "_open")


def undivided(inputs: Inputs, ledger: Frame, facts: Frame) -> Iterator[Findings]:
    """Report what is decided by the total: as a whole each table that nowhere tells full and probationary members
    apart, and elsewhere each enterprise in scope that the total makes 应建.
    """
    roster = Kind.MEMBERS in inputs.deciding
    if not roster and not inputs.in_ledger("members"):
        return
    kind, field = (Kind.MEMBERS, "category") if roster else (Kind.ENTERPRISES, "members")
    if roster:
        who = standings(inputs)
        rows = inputs.rows(kind, *FIELDS)
        tables = _undivided_tables(rows, who.full | who.probationary, who.counts)
    else:
        # a column, or the remark in 3(1预备)
        tables = _undivided_tables(ledger, ~_full.is_null() | ~_probationary.is_null(), (_total > 0).fill_null(False))
    whole = Findings()
    whole.extend(CATALOGUE["MEMBERS_NOT_SPLIT"].at(inputs.roster.locate(index, None, field)) for index in tables)
    yield whole
    if all(index in tables for index, table in enumerate(inputs.roster.tables) if table.kind is kind):
        return
    due = facts.select("in_scope", "due", "undivided", nw.col("_first_member" if roster else "_at").alias("_at"))
    due = due.filter(nw.col("in_scope") & nw.col("due") & nw.col("undivided")).filter(~table_of("_at").is_in(tables))
    yield tell(due, (), lambda row: CATALOGUE["MEMBERS_NOT_SPLIT"].at(inputs.locate(row["_at"], field)))


def _undivided_tables(rows: Frame, known: nw.Expr, members: nw.Expr) -> list[int]:
    """Give the tables that have ``members``, and nowhere tell full and probationary ones apart, which is ``known``."""
    flags = rows.select("_table", _known=known.cast(nw.Int64), _members=members.cast(nw.Int64))
    sums = flags.group_by("_table").agg(nw.col("_known", "_members").max()).collect()
    found = zip(sums["_table"].to_list(), sums["_known"].to_list(), sums["_members"].to_list(), strict=True)
    return sorted(table for table, known, members in found if members and not known)
