"""djcov plan: organisations and instructors, proposed for those without, and what that would reach."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from . import options
from .exit_code import exit_code
from .shared_options import Asked

if TYPE_CHECKING:
    from ..planning.reaching import Goal

HELP = """提出建立党组织和派驻指导员的建议，每条都有依据和台账中的行
正式党员够数的单独建立；不够的在同一乡（办）内联合组建，或纳入现有的联合党组织。
仍没有党组织的和薄弱的企业由还有余力的指导员联系，不够的算出还需几名。
并算出实施后各项指标的变化。只是建议，不改变任何统计数。
新建最少还是就近最多、指导员先派给谁、最多求解多久，在政策文件的 [planning] 中；每个几家、每人几家在 [counting] 中。"""
EXAMPLES = """djcov plan 台账.xlsx --as-of 2021-12-31
djcov plan 企业.xlsx 指导员.xlsx --township 古城乡 --attach
djcov plan 台账.xlsx --reach org_coverage=90% --by-unit
djcov plan 台账文件夹 --format csv -o 建议.csv"""

Attach = Annotated[bool, typer.Option("--attach", help="没有党员的企业也挂到附近的联合党组织，只联系培养，不算覆盖")]
Today = Annotated[bool, typer.Option("--today", help="将要建立党组织的企业也先派驻指导员")]
Reach = Annotated[
    str | None,
    typer.Option("--reach", metavar="CODE=RATE", help="算出指标达到这个比率至少要建立哪些党组织，如 org_coverage=90%"),
]
ByUnit = Annotated[bool, typer.Option("--by-unit", help="与 --reach 同用：每个乡（办）都达到")]


def plan(
    asked: Asked,
    township: options.Townships = None,
    attach: Attach = False,
    today: Today = False,
    reach: Reach = None,
    by_unit: ByUnit = False,
    show_names: options.ShowNames = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the proposals."""
    if by_unit and not reach:
        raise UsageError("--by-unit 要与 --reach 同用", hint="如 --reach org_coverage=90% --by-unit。")
    goal = _goal(reach, by_unit) if reach else None
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.planning import PlanView
    from .summary import summarize

    found = pipeline.plan(facts, townships=township or (), attach=attach, today=today, reach=goal, names=show_names)
    out.emit(PlanView(found), facts.findings)
    summarize(facts, reading, next_commands=(("gaps",), ("check",)), townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)


_PERCENT = 100


def _goal(text: str, by_unit: bool) -> Goal:
    """Read ``org_coverage=90%``. Raises UsageError."""
    from ..planning.reaching import REACHABLE, Goal

    code, _, rate = text.replace("＝", "=").replace("％", "%").partition("=")
    if code.strip() not in REACHABLE:
        raise UsageError(f"--reach 不能用于“{code.strip()}”", hint=f"可用的指标：{'、'.join(REACHABLE)}。")
    number = rate.strip().removesuffix("%")
    try:
        share = Fraction(Decimal(number)) / (_PERCENT if rate.strip().endswith("%") else 1)
    except (InvalidOperation, ValueError, OverflowError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise UsageError(f"“{text}”看不出要达到多少", hint="请写成 org_coverage=90% 这样，比率为 0% 至 100%。")
    return Goal(code.strip(), share, by_unit)
