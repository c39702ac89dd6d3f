"""djcov league: the units ranked by one indicator, with praise and criticism (S18)."""

from __future__ import annotations

from typing import Annotated

import typer

from . import completion, options
from .earlier import earlier_facts
from .exit_code import exit_code
from .shared_options import Asked

HELP = """按一个指标给各单位排名，提出通报表扬和通报批评
比率相同的名次相同；户数偏少的仅排名；界线在政策文件的 [league] 中。
--earlier 上期台账：改按比上期提高多少排名，列出推进迟缓的单位。"""
EXAMPLES = """djcov league 台账.xlsx --as-of 2021-12-31
djcov league 台账.xlsx --indicator due_built -o 排名.csv
djcov league 台账.xlsx --township 古城乡
djcov league 台账.xlsx --by industry
djcov league 台账.xlsx --as-of 2021-12-31 --earlier 台账2020-12-31.xlsx"""

Indicator = Annotated[
    str,
    typer.Option(
        "--indicator",
        metavar="CODE",
        autocompletion=completion.indicators,
        help="按这个指标排名，默认 org_coverage（组织覆盖率）",
    ),
]
Townships = Annotated[
    list[str] | None,
    typer.Option(
        "--township",
        metavar="NAME",
        autocompletion=completion.townships,
        help="只列出这个乡（办），名次仍是在全部单位中的；按村时只排其中的村。可重复",
    ),
]


def league(
    asked: Asked,
    indicator: Indicator = "org_coverage",
    township: Townships = None,
    by: options.Grouping = "township",
    earlier: options.Since = None,
    base: options.BaseOption = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the league."""
    (indicator,) = asked.reading.chosen([indicator])
    out, reading = asked.prints((*asked.sources, *([earlier] if earlier else []))), asked.reading.of(base)
    facts = reading.facts()

    past = earlier_facts(facts, reading, [earlier]) if earlier else [None]

    from .. import pipeline
    from ..reports.league import LeagueView
    from .summary import summarize

    result = pipeline.league(facts, indicator, by=by, townships=township or (), earlier=past[0])
    out.emit(LeagueView(result, facts.policy.league), facts.findings)
    further = (("explain", indicator), ("coverage",), ("check",))
    summarize(facts, reading, next_commands=further, townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)
