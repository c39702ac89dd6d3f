"""djcov plan: joint organisations and instructors, proposed for those without (S6, S8, S9, S12)."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .asked import Asked
from .outcome import exit_code

HELP = """提出联合组建和派驻指导员的建议，每条都有依据和台账中的行
党员不足以单独建立、又相距近的企业分组联合组建，或并入已有的联合党组织。
没有党组织的和薄弱的企业由本乡（办）还有余力的指导员联系，不够的算出还需几名。
只是建议，不改变任何统计数。"""
EXAMPLES = """djcov plan 台账.xlsx --as-of 2021-12-31
djcov plan 企业.xlsx 指导员.xlsx --township 古城乡 --attach
djcov plan 台账文件夹 --format csv -o 建议.csv"""

Attach = Annotated[bool, typer.Option("--attach", help="没有党员的企业也挂到附近的联合党组织，只帮助培养，不算覆盖")]


def plan(
    asked: Asked,
    township: options.Townships = None,
    attach: Attach = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the proposals."""
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.planning import PlanView
    from .summary import summarize

    out.emit(PlanView(pipeline.plan(facts, townships=township or (), attach=attach)))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("gaps",), ("check",)), townships=township)
    return exit_code(fail_on, facts.findings)
