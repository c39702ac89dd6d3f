"""What is always reported beside the indicators, so that nobody takes an unknown for a no (rulings of the practice)."""

from __future__ import annotations

import narwhals as nw

from ...facts.mass import MASS
from .model import EVERY, Indicator
from .needs import MEMBERS, ORGANIZED, Need, ledger


def _aside(code: str, name: str, clause: str, flag: nw.Expr, doc: str, *needs: Need, part_of: str = "") -> Indicator:
    return Indicator(code, name, clause, "enterprise", EVERY, flag, doc, needs, part_of=part_of)


ASIDES = (
    _aside(
        "organized_unknown",
        "是否建立党组织不清楚",
        "S17",
        ~nw.col("organized_known"),
        "没有填写是否建立，其他栏也看不出；按未覆盖计。",
        ORGANIZED,
    ),
    _aside(
        "only_mass",
        "仅建立群团组织",
        "S2",
        nw.col("only_mass"),
        "没有党组织覆盖，也没有指导员，只有工会、共青团或妇联。",
        ledger(*MASS, "mass_organizations"),
    ),
    _aside(
        "maybe_due",
        "疑似应建",
        "S5",
        nw.col("maybe_due"),
        "加上预备党员才达到应建人数；不在应建之内。",
        MEMBERS,
    ),
    _aside(
        "maybe_due_not_built",
        "其中未建",
        "S5",
        nw.col("maybe_due") & ~nw.col("organized"),
        "疑似应建的企业中，没有党组织覆盖的。",
        MEMBERS,
        ORGANIZED,
        part_of="maybe_due",
    ),
    _aside(
        "employees_unknown",
        "职工人数不清楚",
        "S3",
        ~nw.col("large_known"),
        "没有填写职工人数，或填写的无效，或是跨过界线的范围；不算 0 人。",
    ),
)
