"""Whether an organisation is of the kind (党委, 党总支, 党支部) that its size usually has: told, never acted on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from .answers import marked
from .frames import Frame, any_of
from .model import Facts
from .organization_rank import RANKS, rank_of
from .row_findings import tell

_NAMES = {RANKS["branch"]: "党支部", RANKS["general_branch"]: "党总支", RANKS["committee"]: "党委"}


def unfit(facts: Facts) -> Iterator[Findings]:
    """Report the organisations whose kind and size do not go together, as far as both are known."""
    kind = Kind.ENTERPRISES if facts.gathered is not None else Kind.ORGANIZATIONS
    field = "organization_kind" if facts.gathered is not None else "kind"
    if not facts.roster.has(kind, field):
        return
    counting = facts.policy.counting
    rows, total = _sized(facts, kind, field), nw.col("_total")
    bounds = {
        RANKS["branch"]: (0, counting.general_branch_members),
        RANKS["general_branch"]: (counting.general_branch_members, counting.committee_members),
    }
    # the enterprises of a joint organisation are those with few members
    small = (nw.col("_rank") == RANKS["branch"]) & (nw.col("covered") == 1) & (total < counting.due_members)
    small = small | ((nw.col("_rank") == RANKS["committee"]) & (total < counting.committee_members))
    off = [
        (nw.col("_rank") == rank) & ((total < least) | (total >= beyond)) for rank, (least, beyond) in bounds.items()
    ]

    def unusual(row: dict[str, Any]) -> Finding:
        return CATALOGUE["KIND_UNUSUAL"].at(
            facts.inputs.locate(row["_at"], field),
            masking.title(row["name"] or ""),
            kind=_NAMES[row["_rank"]],
            members=row["_total"],
            **counting.model_dump(include={"due_members", "general_branch_members", "committee_members"}),
        )

    yield tell(rows.filter(any_of([*off, small]).fill_null(False)), ("name", "_rank", "_total"), unusual)
    if not facts.roster.has(kind, "has_committee"):
        return
    limit = counting.branch_committee_members
    without = (nw.col("_rank") == RANKS["branch"]) & marked("has_committee").no & (nw.col("_full") >= limit)

    def lacking(row: dict[str, Any]) -> Finding:
        where = facts.inputs.locate(row["_at"], "has_committee")
        return CATALOGUE["BRANCH_COMMITTEE_LACKING"].at(
            where, masking.title(row["name"] or ""), members=row["_full"], limit=limit
        )

    yield tell(rows.filter(without.fill_null(False)), ("name", "_full"), lacking)


def _sized(facts: Facts, kind: Kind, field: str) -> Frame:
    """Give the organisations that count: ``_at``, ``name``, ``has_committee``, ``covered``, ``_rank``, and of people
    ``_total`` and ``_full``, null if unknown.
    """
    if facts.gathered is not None:
        rows, own = facts.gathered.answers.select("_at", "name", "has_committee", field), ()
    else:
        rows, own = facts.inputs.rows(kind, "name", "has_committee", field, "members"), ("_said",)
        rows = rows.select("_at", "name", "has_committee", field, nw.col("members").alias("_said"))
    counts = ("members", "full_members")
    people = facts.ledger.select("_enterprise", "in_scope", *counts).filter(nw.col("in_scope"))
    people = people.with_columns(nw.col(name).is_null().cast(nw.Int64).alias(f"_no_{name}") for name in counts)
    sums = facts.organizations_covering.select("_at", "_enterprise").join(people, on="_enterprise", how="inner")
    sums = sums.group_by("_at").agg(nw.col(*counts, *(f"_no_{name}" for name in counts)).sum())
    counted = facts.organizations.filter(nw.col("in_scope")).select("_at", "covered")
    rows = rows.join(counted, on="_at", how="inner").join(sums, on="_at", how="inner")
    total, full = (
        nw.when(nw.col(f"_no_{name}") == 0).then(nw.col(name)).cast(nw.Int64).alias(f"_sum_{name}") for name in counts
    )
    rows = rows.with_columns(total, full, _rank=rank_of(rows, field, "name"))
    rows = rows.with_columns(_total=nw.coalesce(*own, "_sum_members"), _full=nw.col("_sum_full_members"))
    return facts.inputs.settled(rows.select("_at", "name", "has_committee", "covered", "_rank", "_total", "_full"))
