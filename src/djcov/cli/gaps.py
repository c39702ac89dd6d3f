"""djcov gaps: who is missing what, with what the plan asks to be done (S2, S3, S5, S9, S11)."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .asked import Asked
from .outcome import exit_code

HELP = """列出缺口名单：谁缺什么、该做什么、在台账哪一行
既没有党组织也没有指导员的、应建未建的、疑似应建的、50人以上没有党员的，等等。"""
EXAMPLES = """djcov gaps 台账.xlsx --township 古城乡
djcov gaps 台账.xlsx --kind due_not_built --as-of 2021-12-31
djcov gaps 台账文件夹 -o 缺口.csv"""

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="CODE", help="只看这种缺口，如 no_instructor、due_not_built；可重复"),
]


def gaps(
    asked: Asked,
    township: options.Townships = None,
    kind: Kinds = None,
    show_names: options.ShowNames = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the gaps of the rosters."""
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..masking import Names
    from ..reports.gaps import GapsView
    from .summary import summarize

    result = pipeline.gaps(facts, townships=township or (), kinds=kind or (), names=Names(show_names))
    out.emit(GapsView(result))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("coverage",), ("check",)))
    return exit_code(fail_on, facts.findings)
