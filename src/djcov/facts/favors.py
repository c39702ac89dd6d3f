"""The units' fact rows: of each of the four favours (四倾斜, S21) what goes to enterprises, and how much in all.

Rows of one unit are one: what one leaves blank the other fills in, and where they differ it is told. A part that is
more than the whole is unknown, and told. Funds are in the sheet's unit of money, or in tenths or hundredths of it if
some amount is not whole.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import FAVOR_PAIRS, Favors, Kind, is_amount
from ..quoting import quoted
from .agreement import Question, agreed, first_of
from .frames import Frame, any_of, count
from .home_units import PLACES
from .inputs import Inputs
from .row_findings import tell
from .scope import NOT_FILLED, units

FIELDS = tuple(name for pair in FAVOR_PAIRS for name in pair)
REPEATED = "与前面的行是同一单位，合为一个"
"""Why a further row of a unit is left out."""

_UNITS = (100, 10, 1)
"""Of so many hundredths of the sheet's unit of money amounts are whole numbers, the largest first."""


def one_row_each(inputs: Inputs) -> tuple[Inputs, tuple[Findings, ...]]:
    """Give the inputs whose rows of one unit have the answers of all of them, and report what differs."""
    if not inputs.roster.has(Kind.FAVORS):
        return inputs, ()
    rows = _rows(inputs)
    groups = inputs.settled(first_of(rows, "township"))
    if not count(groups):
        return inputs, ()
    here, rows = inputs.at_hand(inputs.settled(rows.join(groups, on="_at", how="inner")))
    asked = tuple(name for name in FIELDS if inputs.roster.has(Kind.FAVORS, name))
    agreement = agreed(here, Question(Kind.FAVORS, asked), rows.with_columns(_subject=nw.col("township")))
    answers = rows.select("_at", "_group").join(agreement.values, on="_group", how="inner")
    return inputs.with_agreed(Kind.FAVORS, inputs.handed_back(answers)), agreement.findings


def exceeding(inputs: Inputs) -> Findings:
    """Report the parts that are more than the whole."""
    found = Findings()
    if not inputs.roster.has(Kind.FAVORS):
        return found
    rows = _rows(inputs)
    for part, whole in FAVOR_PAIRS:
        if inputs.roster.has(Kind.FAVORS, part, whole):
            more = rows.filter(_exceeds(part, whole))
            found.include(
                tell(
                    more, (part, whole, "township"), lambda row, part=part, whole=whole: _told(inputs, row, part, whole)
                )
            )
    return found


def _told(inputs: Inputs, row: dict[str, Any], part: str, whole: str) -> Finding:
    said = {name: _written(name, row[name]) for name in (part, whole)}
    return CATALOGUE["PART_EXCEEDS_WHOLE"].at(
        inputs.locate(row["_at"], part),
        said[part],
        unit=masking.title(row["township"]),
        whole=said[whole],
        title=Favors.model_fields[whole].title or whole,
    )


def _written(name: str, value: int) -> str:
    return quoted(Kind.FAVORS, name, f"{value / _UNITS[0]:g}" if is_amount(Kind.FAVORS, name) else str(value))


def from_table(inputs: Inputs) -> Frame:
    """One fact row per row of the table: its :data:`FIELDS` (Int64, null where unknown)."""
    rows = _rows(inputs)
    for part, whole in FAVOR_PAIRS:
        exceeds = _exceeds(part, whole)
        rows = rows.with_columns(nw.when(~exceeds).then(nw.col(name)).alias(name) for name in (part, whole))
    amounts = [name for name in FIELDS if is_amount(Kind.FAVORS, name)]
    unit = next(unit for unit in _UNITS if not count(rows.filter(any_of(_is_odd(name, unit) for name in amounts))))
    rows = rows.with_columns((nw.col(name) // unit).cast(nw.Int64).alias(name) for name in amounts)
    if Kind.FAVORS in inputs.agreed:
        rows = rows.join(inputs.agreed[Kind.FAVORS].select("_at", "_group"), on="_at", how="left")
        again = nw.coalesce("_group", "_at") != nw.col("_at")
        rows = rows.with_columns(left_out=nw.when(again).then(nw.lit(REPEATED)).otherwise(nw.lit("")))
    else:
        rows = rows.with_columns(left_out=nw.lit(""))
    nowhere = {place: nw.lit(NOT_FILLED) for place in PLACES if place != "township"}
    rows = rows.with_columns(in_scope=nw.col("left_out") == "", **nowhere)
    return rows.select("_table", "_row", "_at", "name", *PLACES, "left_out", "in_scope", *FIELDS)


def _is_odd(name: str, unit: int) -> nw.Expr:
    return (nw.col(name) % unit != 0).fill_null(False)


def _rows(inputs: Inputs) -> Frame:
    """Give the table's rows with their units, as the ledger's rows have them."""
    rows = inputs.rows(Kind.FAVORS, "name", *FIELDS).with_columns(township=nw.col("name"))
    return rows.with_columns(township=units(inputs, rows))


def _exceeds(part: str, whole: str) -> nw.Expr:
    return (nw.col(part) > nw.col(whole)).fill_null(False)
