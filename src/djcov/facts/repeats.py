"""One enterprise on several rows: the first row that counts stands for it, the others are left out.

Rows are the same enterprise when they have the same code or, both without a code, the same name in the same unit. A row
without a code is the enterprise with a code of that name in its unit, if there is one and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from .frames import AT_BITS, Frame, all_of, count, each_once, judged, look_up, row_of, table_of
from .inputs import Inputs
from .telling import tell

_COLUMNS = ("name", "uscc", "_key", "township")
_BEHIND = 2**AT_BITS
"""Ranks a row without a code behind every one with a code."""

_NEVER = 2**62
"""Later than every row."""


def without_repeats(inputs: Inputs, frame: Frame) -> tuple[Frame, list[Findings]]:
    """Complete ``left_out`` with the repeats; add ``in_scope``, and ``_enterprise`` (Int64): the same number for all
    rows of the same enterprise, the ``_at`` of its first row, or of its first one with a code. Reports each repeated
    row.
    """
    groups = list(_groups(inputs, frame))
    repeats = inputs.settled(nw.concat(groups)) if groups else None
    some = repeats is not None and count(repeats) > 0
    left_out, enterprise = nw.col("left_out"), nw.col("_at")
    findings: list[Findings] = []
    if repeats is not None and some:  # joined, and not looked up: of a million rows thousands may be repeats
        findings = list(_told(inputs, repeats, frame))
        left_out, enterprise = nw.coalesce("_reason", "left_out"), nw.coalesce("_first", "_at").cast(nw.Int64)
        frame = frame.join(_with_reason(inputs, repeats), on="_at", how="left")
    frame = frame.with_columns(
        left_out.alias("left_out"), (left_out == "").alias("in_scope"), enterprise.alias("_enterprise")
    )
    frame = frame.drop("_reason", "_first") if some else frame
    return inputs.settled(frame, joined=some), findings


def _groups(inputs: Inputs, frame: Frame) -> Iterator[Frame]:
    """Give the rows of enterprises that have several: ``_at``, the ``_first`` row of the enterprise, the one that
    ``_counts``, and whether this one is ``_repeated``: it would count otherwise.
    """
    rows = frame.select("_at", "left_out", "uscc", "_key", "township").with_columns(_code=nw.col("uscc"))
    codeless = rows.filter(nw.col("uscc").is_null() & ~nw.col("_key").is_null())
    some = inputs.in_ledger("name") and count(codeless) > 0
    if some and inputs.in_ledger("uscc"):
        single = inputs.settled(_single_codes(rows, codeless))
        if count(single):
            rows = rows.drop("_code").join(single, on=["_key", "township"], how="left")
            own = nw.when(nw.col("uscc").is_null()).then(nw.col("_code")).otherwise(nw.col("uscc"))
            rows = inputs.settled(rows.with_columns(_code=own))
    if inputs.in_ledger("uscc") and is_shared(rows, "_code"):
        yield _grouped(rows, "_code")
    if some:
        rows = rows.with_columns(nw.when(nw.col("_code").is_null()).then(nw.col("_key")).alias("_codeless"))
        if is_shared(rows, "_codeless"):
            yield _grouped(rows, "_codeless", "township")


def _single_codes(rows: Frame, codeless: Frame) -> Frame:
    """Give ``_key``, ``township`` and ``_code`` of the names that rows without a code share with exactly one code."""
    named = each_once(codeless, "_key", "township")
    coded = rows.filter(~nw.col("uscc").is_null()).select("_key", "township", "_code")
    coded = each_once(coded.join(named, on=["_key", "township"], how="inner"), "_key", "township", "_code")
    codes = coded.group_by("_key", "township").agg(nw.len().alias("_n")).filter(nw.col("_n") == 1)
    return coded.join(codes.drop("_n"), on=["_key", "township"], how="inner")


def is_shared(rows: Frame, key: str) -> bool:
    """Whether several rows have the same ``key``. Where it is unknown a row has none."""
    known = rows.select(key).filter(~nw.col(key).is_null())  # the key alone first: what is filtered is copied
    counts = known.select(nw.len().alias("rows"), nw.col(key).n_unique().alias("keys")).collect()
    return counts["rows"].to_list() != [0] and counts["rows"].to_list() != counts["keys"].to_list()


def _grouped(rows: Frame, key: str, *further: str) -> Frame:
    rank = nw.col("_at") + nw.when(nw.col("uscc").is_null()).then(nw.lit(_BEHIND)).otherwise(nw.lit(0))
    rows = rows.filter(~nw.col(key).is_null()).with_columns(_rank=rank)
    counting = nw.when(nw.col("left_out") == "").then(nw.col("_rank")).otherwise(nw.lit(_NEVER))
    groups = rows.with_columns(_counting=counting).group_by(key, *further)
    several = groups.agg(
        nw.len().alias("_n"), nw.col("_rank").min().alias("_first"), nw.col("_counting").min().alias("_counts")
    ).filter(nw.col("_n") > 1)
    several = several.with_columns(_first=nw.col("_first") % _BEHIND, _counts=nw.col("_counts") % _BEHIND)
    rows = rows.drop("_rank").join(several, on=[key, *further], how="inner")
    repeated = (nw.col("left_out") == "") & (nw.col("_at") != nw.col("_counts"))
    return rows.select("_at", "_first", "_counts", repeated.alias("_repeated"))


def _with_reason(inputs: Inputs, repeats: Frame) -> Frame:
    """Give ``_at``, ``_first`` and, of those that are repeated, the ``_reason`` why they are left out."""
    rows = repeats.with_columns(table_of("_counts").alias("_of"), row_of("_counts").cast(nw.String).alias("_line"))
    tables = judged(rows.filter(nw.col("_repeated")), "_of", lambda table: str(inputs.roster.locate(table)))
    place = nw.concat_str(nw.lit("与 "), look_up("_of", tables), nw.lit(" 第"), nw.col("_line"), nw.lit("行重复"))
    return rows.select("_at", "_first", nw.when(nw.col("_repeated")).then(place).alias("_reason"))


def _told(inputs: Inputs, repeats: Frame, frame: Frame) -> Iterator[Findings]:
    """Report each repeated row, beside the one that counts."""
    rows = repeats.filter(nw.col("_repeated")).select("_at", "_counts")
    counting = frame.select(nw.col("_at").alias("_counts"), *(nw.col(name).alias(f"_its_{name}") for name in _COLUMNS))
    rows = rows.join(frame.select("_at", *_COLUMNS), on="_at", how="inner").join(counting, on="_counts", how="inner")
    rows = inputs.settled(rows)
    in_its_unit = nw.col("township") == nw.col("_its_township")
    known = all_of(~nw.col(name).is_null() for name in ("uscc", "_key", "_its__key"))
    renamed = known & (nw.col("_key").fill_null("") != nw.col("_its__key").fill_null(""))
    for code, those in (
        ("ENTERPRISE_REPEATED", in_its_unit),
        ("ENTERPRISE_CLAIMED_TWICE", ~in_its_unit),
        ("CODE_TWO_NAMES", renamed),
    ):
        told = partial(_finding, inputs, code)
        yield tell(rows.filter(those), ("_counts", "name", "uscc", "_its_name", "_its_township"), told)


def _finding(inputs: Inputs, code: str, row: dict[str, Any]) -> Finding:
    first = str(inputs.locate(row["_counts"]))
    if code == "CODE_TWO_NAMES":
        return CATALOGUE[code].at(inputs.locate(row["_at"], "uscc"), row["uscc"], other=row["_its_name"], first=first)
    where = inputs.locate(row["_at"], "name", "uscc")
    return CATALOGUE[code].at(where, row["name"] or row["uscc"], other=row["_its_township"], first=first)
