"""djcov coverage: the shares of every unit, the whole first, against the targets in force (S1, S2, S3, S5, S10)."""

from __future__ import annotations

from typing import Annotated

import typer

from . import completion, options
from .exit_code import exit_code
from .shared_options import Asked

HELP = """按乡（办）统计覆盖率，对照目标
组织覆盖率、单独组建率、应建已建率、工作覆盖率、派驻率、50人以上企业有党员的比率，合计在前；json 和 csv 含全部指标。"""
EXAMPLES = """djcov coverage 台账.xlsx --as-of 2021-12-31
djcov coverage 企业.xlsx 党组织.xlsx 党员.csv --format json
djcov coverage 台账文件夹 --by industry -o 覆盖率.csv
djcov coverage 台账.xlsx --distributions --township 古城乡
djcov coverage 台账.xlsx --indicator org_coverage --fail-on target"""

Indicators = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="CODE",
        autocompletion=completion.indicators,
        help="只看这个指标，如 org_coverage；可重复",
    ),
]


Spread = Annotated[
    bool,
    typer.Option("--distributions", help="再列出分布：书记来源、指导员联系数、组建方式、双强六好级别等；csv 只写分布"),
]


def coverage(
    asked: Asked,
    township: options.Townships = None,
    by: options.Grouping = "township",
    indicator: Indicators = None,
    distributions: Spread = False,
    fail_on: options.FailOnTargets = None,
) -> int:
    """Print the coverage of the rosters."""
    chosen = _chosen(indicator) if indicator else []
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.coverage import CoverageView
    from .summary import summarize

    result = pipeline.coverage(facts, by=by, townships=township or ())
    spread = pipeline.distributions(facts, by=by, townships=township or ()) if distributions else None
    drawn = None if chosen else pipeline.conclusion(facts, result)
    view = CoverageView(result, facts.policy.name, tuple(chosen), spread, drawn)
    out.emit(view, facts.findings)
    explained = chosen[0] if chosen else "org_coverage"
    summarize(facts, reading, (("gaps",), ("explain", explained), ("check",)), township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings, view.unit_shares if township else view.whole_shares)


def _chosen(indicators: list[str]) -> list[str]:
    """Hold the indicators that were asked for against those that there are. Raises UsageError."""
    from ..measures.indicators import INDICATORS, TITLES
    from ..measures.lookup import choose

    return choose("指标", indicators, INDICATORS, TITLES)
