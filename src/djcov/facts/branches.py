"""Where members belong whose row names no workplace: to the one enterprise that their branch (所在党支部) covers.

Of a branch that covers several, nobody knows whose a member is: there the roster says nothing of how many members an
enterprise has.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from ..models import Kind
from .answers import named
from .frames import NOWHERE, Frame, each_once
from .inputs import Inputs
from .ledger_organizations import is_bare
from .links import name_keys


@dataclass(frozen=True)
class Branches:
    """What organisations cover, by the ``_branch`` that members may give: a name in the form in which names compare."""

    covering: Frame
    """Each ``_branch`` with each ``_enterprise``."""
    by_name: Frame
    """Each ``_branch`` once, with its enterprise as ``_by_branch``, :data:`NOWHERE` if it has several."""


def branches(inputs: Inputs, ledger: Frame, register: Frame | None) -> Branches | None:
    """Give them by the register's ties (``_at``, ``_enterprise``), where it decides, else by the ledger's rows; None
    where members name no branch.
    """
    source = inputs.branch_names(registered=register is not None)
    if not source or not inputs.roster.has(Kind.MEMBERS, "branch"):
        return None
    kind, column = source
    rows = ledger if register is None else inputs.rows(kind, column).join(register, on="_at", how="inner")
    rows = rows.filter(named(column) & ~is_bare(rows, column))
    pairs = rows.with_columns(_branch=name_keys(rows, column)).select("_branch", "_enterprise")
    covering = inputs.settled(each_once(pairs, "_branch", "_enterprise"))
    enterprise = nw.col("_enterprise")
    ends = covering.group_by("_branch").agg(enterprise.min().alias("_by_branch"), enterprise.max().alias("_last"))
    one = nw.when(nw.col("_by_branch") == nw.col("_last")).then(nw.col("_by_branch")).otherwise(nw.lit(NOWHERE))
    return Branches(covering, inputs.settled(ends.select("_branch", _by_branch=one.cast(nw.Int64))))


def placed(inputs: Inputs, members: Frame, known: Branches) -> tuple[Frame, Frame]:
    """Give ``members`` (``_at``, ``_enterprise``, ``_silent``) with the enterprises of their branches, and the
    ``_enterprise`` of those of which the branch leaves open whose members they are.
    """
    rows = inputs.rows(Kind.MEMBERS, "branch")
    of_branch = rows.select("_at", _branch=name_keys(rows, "branch"))
    found = members.join(of_branch, on="_at", how="left").join(known.by_name, on="_branch", how="left")
    several = nw.col("_silent") & (nw.col("_by_branch") == NOWHERE).fill_null(False)
    unsettled = each_once(found.filter(several & nw.col("_counts")), "_branch").select("_branch")
    is_open = each_once(known.covering.join(unsettled, on="_branch", how="inner"), "_enterprise").select("_enterprise")
    enterprise = (
        nw.when(nw.col("_silent")).then(nw.col("_by_branch").fill_null(NOWHERE)).otherwise(nw.col("_enterprise"))
    )
    found = found.with_columns(_enterprise=enterprise.cast(nw.Int64))
    found = found.with_columns(_silent=nw.col("_silent") & (nw.col("_enterprise") == NOWHERE))
    return inputs.settled(found.drop("_branch", "_by_branch")), inputs.settled(is_open)
