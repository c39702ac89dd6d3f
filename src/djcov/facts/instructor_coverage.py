"""Whether an instructor (党建工作指导员) is stationed at an enterprise (S2, S9)."""

from __future__ import annotations

import narwhals as nw

from ..models import Kind
from . import covered, stations
from .answers import Answer, first_filled, named
from .endings import with_end
from .frames import FALSE, Frame, any_of
from .inputs import Inputs

CELLS = ("instructor_sent", "instructor", "coverage")
"""The ledger's columns that say whether an instructor is stationed, the most explicit first."""


def ledger_says(inputs: Inputs) -> Answer:
    """What the ledger's own columns say, whatever the date: 是否派驻, where it is blank the name, then 覆盖情况."""
    said = inputs.marked("instructor_sent").or_else(inputs.given("instructor"))
    return said.or_else(covered.stationed(inputs))


def from_ledger(inputs: Inputs, frame: Frame) -> Frame:
    """Add ``stationed`` as the ledger gives it, and ``_told``: it is a no, or the instructor's name is there."""
    answer = ledger_says(inputs)
    made: list[str] = []
    if inputs.in_ledger("instructor_since") or inputs.in_ledger("instructor_ends_on"):
        made += stations.TERM
        frame = stations.with_term(inputs, Kind.ENTERPRISES, frame, stations.PREFIX)
        over, unclear = nw.col("_over"), nw.col("_beginning") | nw.col("_expiring")
        there = (nw.col("_begun") | nw.col("_beginning")) & ~over
        answer = Answer(answer.yes & there & ~unclear, answer.known & ~(answer.yes & there & unclear))
    if inputs.in_ledger("instructor_left_on"):
        made += ["_ended", "_ending"]
        frame = with_end(inputs, Kind.ENTERPRISES, frame, "instructor_left_on")
        there = ~nw.col("_ended") & ~nw.col("_ending")
        answer = Answer(answer.yes & there, answer.known & ~(answer.yes & nw.col("_ending")))
    frame = frame.with_columns(*answer.columns("stationed"))
    name = named("instructor") if inputs.in_ledger("instructor") else FALSE
    frame = frame.with_columns(
        _told=nw.col("stationed_known") & (~nw.col("stationed") | name),
        station_ends_on=stations.planned_end("instructor_since", "instructor_ends_on"),
    )
    return frame.drop(*made) if made else frame


def from_roster(inputs: Inputs, frame: Frame, pairs: Frame) -> Frame:
    """Add ``stationed`` as the instructor roster gives it; absence from it is a known no, as is who has left.

    Also adds ``_stationed_differs``: the ledger says otherwise, and not only because one of the two looks beyond the
    as-of date; and ``_stationed_cell``, where it does.
    """
    instructors = stations.with_times(inputs, inputs.rows(Kind.INSTRUCTORS, *stations.TIMES))
    rows = pairs.join(instructors, on="_at", how="inner")
    rows = rows.with_columns(nw.col(name).cast(nw.Int64) for name in ("_now", "_perhaps"))
    sums = rows.group_by("_enterprise").agg(nw.len().alias("_listed"), nw.col("_now", "_perhaps").sum())
    frame = frame.join(sums, on="_enterprise", how="left").with_columns(
        (nw.col(name) > 0).fill_null(False) for name in ("_listed", "_now", "_perhaps")
    )
    frame = stations.with_term(inputs, Kind.ENTERPRISES, frame, stations.PREFIX)
    frame = with_end(inputs, Kind.ENTERPRISES, frame, "instructor_left_on")
    says, now = ledger_says(inputs), nw.col("_now")
    later = ~nw.col("_begun") | any_of(map(nw.col, ("_over", "_expiring", "_ended", "_ending")))
    return (
        _with_station_ends(inputs, frame, pairs)
        .with_columns(
            stationed=now,
            stationed_known=now | ~nw.col("_perhaps"),
            _told=now | ~nw.col("_perhaps"),
            _stationed_differs=(says.yes & ~later & ~nw.col("_listed")) | (says.no & now),
            _stationed_cell=first_filled(*CELLS),
        )
        .drop("_now", "_listed", "_perhaps", "_ended", "_ending", *stations.TERM)
    )


def _with_station_ends(inputs: Inputs, frame: Frame, pairs: Frame) -> Frame:
    """Add ``station_ends_on``, the last day for which anybody's station is planned; none where one is unknown."""
    if not inputs.roster.has(Kind.INSTRUCTORS, "ends_on"):
        return frame.with_columns(station_ends_on=nw.when(nw.col("_at").is_null()).then(nw.col("instructor_since")))
    ends = stations.ends_by_enterprise(stations.of_roster(inputs, pairs))
    return frame.join(ends, on="_enterprise", how="left")
