"""One enterprise on several rows: the first row that counts stands for it, the others are left out.

Rows are the same enterprise when they have the same code or, both without a code, the same name in the same unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import narwhals as nw

from ..engines import Dtype
from ..findings import Finding, rule
from .frames import Frame, records
from .inputs import Inputs

Rows = Sequence[dict[str, Any]]

_REPEATS: dict[str, Dtype] = {"_at": "int64", "_first": "Int64", "_reason": "str"}
_COLUMNS = ("name", "uscc", "_key", "township", "left_out")


def without_repeats(inputs: Inputs, frame: Frame) -> tuple[Frame, list[Finding]]:
    """Complete ``left_out`` with the repeats; add ``in_scope``, and ``_enterprise`` (Int64): the same number for all
    rows of the same enterprise, the ``_at`` of its first row. Reports each repeated row.
    """
    repeats: list[tuple[int, int, str | None]] = []
    findings: list[Finding] = []
    for rows in _groups(inputs, frame):
        counting, *others = [row for row in rows if not row["left_out"]] or rows[:1]
        for row in rows:
            repeated = row is not counting and not row["left_out"]
            reason = f"与 {inputs.locate(counting['_at'])}重复" if repeated else None
            repeats.append((row["_at"], rows[0]["_at"], reason))
        for row in others:
            findings += _report(inputs, row, counting)
    left_out, enterprise = nw.col("left_out"), nw.col("_at")
    if repeats:  # joined, and not looked up: of a million rows thousands may be repeats
        frame = frame.join(inputs.given_rows(_REPEATS, repeats), on="_at", how="left")
        left_out, enterprise = nw.coalesce("_reason", "left_out"), nw.coalesce("_first", "_at").cast(nw.Int64)
    frame = frame.with_columns(
        left_out.alias("left_out"), (left_out == "").alias("in_scope"), enterprise.alias("_enterprise")
    )
    if repeats:
        frame = frame.drop(*list(_REPEATS)[1:])
    return frame, findings


def _groups(inputs: Inputs, frame: Frame) -> Iterator[Rows]:
    """Give the rows of each enterprise that has several, in the order of the files."""
    rows = frame.select("_at", *_COLUMNS)
    if inputs.in_ledger("uscc"):
        yield from shared(rows, "uscc", columns=_COLUMNS)
    if inputs.in_ledger("name"):
        codeless = nw.when(nw.col("uscc").is_null()).then(nw.col("_key"))
        yield from shared(rows.with_columns(_codeless=codeless), "_codeless", "township", columns=_COLUMNS)


def shared(rows: Frame, key: str, *further: str, columns: Sequence[str]) -> Iterable[Rows]:
    """Give ``columns`` of the rows that have the same keys as another row, group by group, each in the files' order.
    Where ``key`` is unknown a row has none.

    ``key`` alone mostly shows that there are none.
    """
    known = ~nw.col(key).is_null()
    # the key alone first: what is filtered is copied
    counts = (
        rows.select(key).filter(known).select(nw.len().alias("rows"), nw.col(key).n_unique().alias("keys")).collect()
    )
    if counts["rows"].to_list() == [0] or counts["rows"].to_list() == counts["keys"].to_list():
        return ()
    keys = [key, *further]
    rows = rows.filter(known)
    several = rows.group_by(*keys).agg(nw.len().alias("_n"), nw.col("_at").min().alias("_first"))
    several = several.filter(nw.col("_n") > 1).drop("_n")
    groups: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in records(rows.join(several, on=keys, how="inner"), "_first", *columns):
        groups[row["_first"]].append(row)
    return groups.values()


def _report(inputs: Inputs, row: dict[str, Any], first: dict[str, Any]) -> Iterator[Finding]:
    where = inputs.locate(row["_at"], "name", "uscc")
    found, seen_at = row["name"] or row["uscc"], str(inputs.locate(first["_at"]))
    if row["township"] == first["township"]:
        yield rule("ENTERPRISE_REPEATED").at(where, found, first=seen_at)
    else:
        yield rule("ENTERPRISE_CLAIMED_TWICE").at(where, found, first=seen_at, other=first["township"])
    if row["uscc"] and row["_key"] and first["_key"] and row["_key"] != first["_key"]:
        at_code = inputs.locate(row["_at"], "uscc")
        yield rule("CODE_TWO_NAMES").at(at_code, row["uscc"], other=first["name"], first=seen_at)
