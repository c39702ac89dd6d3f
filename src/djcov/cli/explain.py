"""djcov explain: the rows behind one indicator, and why each left-out row is left out."""

from __future__ import annotations

from typing import Annotated

import typer

from . import completion, options
from .exit_code import exit_code
from .shared_options import Asked

HELP = """说明一个指标的依据：分子、分母各是哪些行，哪些不计入、为什么
三部分之和就是读到的全部行。年报表的各行（代码以 annual_ 开头）也这样查看。"""
EXAMPLES = """djcov explain org_coverage 台账.xlsx --as-of 2021-12-31
djcov explain due_built 台账.xlsx --township 古城乡 --format csv -o 依据.csv
djcov explain annual_own_branch 台账.xlsx
djcov explain org_coverage 全省企业.csv --limit 100"""

_MOST_ROWS = 1_000_000_000

Indicator = Annotated[
    str,
    typer.Argument(
        metavar="INDICATOR",
        autocompletion=completion.explained,
        help="指标代码，如 org_coverage、work_coverage、due_built",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        parser=options.number(0, _MOST_ROWS),
        help="分子、分母、不计入各只列前 N 行，其余只计数；默认全部列出",
    ),
]


def explain(
    asked: Asked,
    indicator: Indicator,
    township: options.Townships = None,
    limit: Limit = None,
    show_names: options.ShowNames = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the rows behind an indicator."""
    from ..measures.explain import EXPLAINED
    from ..measures.lookup import choose

    (indicator,) = choose("指标", [indicator], EXPLAINED, EXPLAINED)
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..masking import Names
    from ..reports.explanation import ExplanationView
    from .summary import summarize

    shown = Names(show_names)
    result = pipeline.explain(facts, indicator, townships=township or (), names=shown, limit=limit)
    out.emit(ExplanationView(result), facts.findings)
    summarize(facts, reading, next_commands=(("gaps",), ("check",)), townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)
