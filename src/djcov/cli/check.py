"""djcov check: what was recognised in the files, and every finding at its cell (S17)."""

from __future__ import annotations

from . import options
from .outcome import exit_code
from .printing import printing
from .reading import Reading

HELP = """检查台账：认出了哪些表和列，哪些单元格有问题、怎么改
每处问题都有文件、工作表、行、列。表格每种问题只列前 10 处，csv 和 json 列全部。"""
EXAMPLES = """djcov check 台账.xlsx
djcov check 台账文件夹 -o 问题.csv
djcov check 台账.xlsx --fail-on error"""


def check(
    rosters: options.Rosters,
    as_of: options.AsOf = None,
    policy: options.PolicyFile = None,
    format: options.OutputFormat = None,
    output: options.Output = None,
    width: options.Width = None,
    fail_on: options.FailOnFindings = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Print what was recognised and found."""
    out = printing(format, output, width, quiet, rosters)
    reading = Reading(rosters, as_of, policy, progress=not (quiet or no_progress))
    facts = reading.facts()

    from .. import pipeline
    from ..reports.check import CheckView
    from .summary import summarize

    result = pipeline.check(facts)
    out.emit(CheckView(result))
    if not quiet:
        summarize(facts, reading, next_commands=(("coverage",),))
    return exit_code(fail_on, result.findings)
