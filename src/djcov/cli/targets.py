"""djcov targets: every dated goal of the plan, with what is reached and how long is left (S1, S3, S4, S10)."""

from __future__ import annotations

from . import options
from .exit_code import exit_code
from .shared_options import Asked

HELP = """对照方案的各项目标：现值、还差多少、还有多少天
全部目标按期限排列，合计在前；接着列出没有达到现行目标的单位。"""
EXAMPLES = """djcov targets 台账.xlsx --as-of 2020-12-31
djcov targets 台账.xlsx --township 古城乡 --format json
djcov targets 台账.xlsx --fail-on target"""


def targets(
    asked: Asked,
    township: options.Townships = None,
    base: options.BaseOption = None,
    fail_on: options.FailOnTargets = None,
) -> int:
    """Print how far each goal is."""
    out, reading = asked.printing, asked.reading.of(base)
    facts = reading.facts()

    from .. import pipeline
    from ..reports.targets import TargetsView
    from .summary import summarize

    view = TargetsView(pipeline.targets(facts, townships=township or ()), facts.policy.name)
    out.emit(view, facts.findings)
    summarize(facts, reading, next_commands=(("gaps",), ("league",), ("check",)), townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings, view.unit_shares if township else view.whole_shares)
