"""Where the ledger says otherwise than the roster that decides. Only rows in scope: the others count nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from .frames import Frame
from .inputs import Inputs
from .row_findings import tell


def differing(inputs: Inputs, frame: Frame) -> Iterator[Findings]:
    """Report each difference at the ledger's cell. Needs the columns that the rosters' stages added."""
    in_scope = nw.col("in_scope")
    if Kind.MEMBERS in inputs.deciding:
        differ = (nw.col("_members_said") != nw.col("members")).fill_null(False)
        rows = frame.select("_at", "in_scope", "_members_said", "members", "_members_cell").filter(in_scope & differ)

        def members(row: dict[str, Any]) -> Finding:
            where = inputs.locate(row["_at"], row["_members_cell"])
            return CATALOGUE["MEMBERS_DIFFER"].at(where, str(row["_members_said"]), roster=row["members"])

        yield tell(rows, ("_members_said", "members", "_members_cell"), members)
    if Kind.ORGANIZATIONS in inputs.deciding:
        yield _opposite(inputs, frame, "organized", "ORGANIZED_DIFFERS", yes="已建立", no="未建立")
        yield _lacking_units(inputs, frame, Kind.ORGANIZATIONS, "organized")
    if Kind.INSTRUCTORS in inputs.deciding:
        yield _opposite(inputs, frame, "stationed", "INSTRUCTOR_DIFFERS", yes="已派驻", no="未派驻")
        yield _lacking_units(inputs, frame, Kind.INSTRUCTORS, "stationed")


def _opposite(inputs: Inputs, frame: Frame, flag: str, code: str, *, yes: str, no: str) -> Findings:
    """Report the rows whose ledger says the opposite of ``flag``."""
    rows = frame.select("_at", "in_scope", flag, f"_{flag}_differs", f"_{flag}_cell")
    rows = rows.filter(nw.col("in_scope") & nw.col(f"_{flag}_differs"))

    def opposite(row: dict[str, Any]) -> Finding:
        said, counts = (no, yes) if row[flag] else (yes, no)
        return CATALOGUE[code].at(inputs.locate(row["_at"], row[f"_{flag}_cell"]), said, roster=counts)

    return tell(rows, (flag, f"_{flag}_cell"), opposite)


def _lacking_units(inputs: Inputs, frame: Frame, kind: Kind, flag: str) -> Findings:
    """Report the units, of several, of which a roster has nobody at all, while the ledger says yes of some enterprises
    there: most likely they did not hand it in.
    """
    rows = frame.select("in_scope", "township", flag, f"_{flag}_differs").filter(nw.col("in_scope"))
    flags = rows.select("township", nw.col(flag, f"_{flag}_differs").cast(nw.Int64))
    sums = flags.group_by("township").agg(nw.col(flag, f"_{flag}_differs").sum()).collect()
    counts = list(zip(*(sums[name].to_list() for name in ("township", flag, f"_{flag}_differs")), strict=True))
    table = next(table for table in inputs.roster.tables if table.kind is kind)
    found = Findings()
    for unit, yes, differ in sorted(counts) if len(counts) > 1 else ():
        if not yes and differ:
            found.add(
                CATALOGUE["UNIT_NOT_IN_ROSTER"].at(
                    table.locate(), masking.title(unit), roster=kind.title, number=int(differ)
                )
            )
    return found
