"""djcov targets: every dated goal of the plan, with what is reached and how long is left (S1, S3, S4, S10)."""

from __future__ import annotations

from . import options
from .outcome import exit_code
from .printing import printing
from .reading import Reading

HELP = """对照方案的各项目标：现值、还差多少、还有多少天
全部目标按期限排列，合计在前；接着列出没有达到现行目标的单位。"""
EXAMPLES = """djcov targets 台账.xlsx --as-of 2020-12-31
djcov targets 台账.xlsx --township 古城乡 --format json
djcov targets 台账.xlsx --fail-on target"""


def targets(
    rosters: options.Rosters,
    as_of: options.AsOf = None,
    township: options.Townships = None,
    policy: options.PolicyFile = None,
    format: options.OutputFormat = None,
    output: options.Output = None,
    width: options.Width = None,
    fail_on: options.FailOnTargets = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Print how far each goal is."""
    out = printing(format, output, width, quiet, rosters)
    reading = Reading(rosters, as_of, policy, progress=not (quiet or no_progress))
    facts = reading.facts()

    from .. import pipeline
    from ..reports.targets import TargetsView
    from .summary import summarize

    view = TargetsView(pipeline.targets(facts, townships=township or ()), facts.policy.name)
    out.emit(view)
    if not quiet:
        summarize(facts, reading, next_commands=(("gaps",), ("league",), ("check",)))
    return exit_code(fail_on, facts.findings, view.unit_shares if township else view.whole_shares)
