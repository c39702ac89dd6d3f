"""Whether an instructor (党建工作指导员) is stationed at an enterprise (S2, S9)."""

from __future__ import annotations

import narwhals as nw

from ..models import Kind
from . import covered
from .answers import Answer, first_filled, named
from .frames import FALSE, TRUE, Frame, after
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
    if inputs.in_ledger("instructor_since"):
        answer = Answer(answer.yes & ~after("instructor_since", inputs.as_of), answer.known)
    frame = frame.with_columns(*answer.columns("stationed"))
    name = named("instructor") if inputs.in_ledger("instructor") else FALSE
    return frame.with_columns(_told=nw.col("stationed_known") & (~nw.col("stationed") | name))


def from_roster(inputs: Inputs, frame: Frame, pairs: Frame) -> Frame:
    """Add ``stationed`` as the instructor roster gives it; absence from it is a known no.

    Also adds ``_stationed_differs``: the ledger says otherwise, and not only because one of the two looks beyond the
    as-of date; and ``_stationed_cell``, where it does.
    """
    instructors = inputs.rows(Kind.INSTRUCTORS, "since")
    counted = (~after("since", inputs.as_of)).cast(nw.Int64).alias("_now")
    rows = pairs.join(instructors, on="_at", how="inner").with_columns(counted)
    sums = rows.group_by("_enterprise").agg(nw.len().alias("_listed"), nw.col("_now").sum())
    frame = frame.join(sums, on="_enterprise", how="left").with_columns(
        (nw.col(name) > 0).fill_null(False) for name in ("_listed", "_now")
    )
    says, later, now = ledger_says(inputs), after("instructor_since", inputs.as_of), nw.col("_now")
    return frame.with_columns(
        stationed=now,
        stationed_known=TRUE,
        _told=TRUE,
        _stationed_differs=(says.yes & ~later & ~nw.col("_listed")) | (says.no & now),
        _stationed_cell=first_filled(*CELLS),
    ).drop("_now", "_listed")
