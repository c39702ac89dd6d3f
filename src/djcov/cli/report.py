"""djcov report: all results of one date in a file to hand on."""

from __future__ import annotations

from . import options
from .asked import Asked
from .renderers import destination

HELP = """写出可以上交的报告：覆盖率、目标、排名、缺口名单、每个数的依据和口径
-o 的扩展名决定写成什么：.xlsx 工作簿。"""
EXAMPLES = """djcov report 台账.xlsx -o 报告.xlsx --as-of 2021-12-31
djcov report 台账文件夹 -o 古城乡.xlsx --township 古城乡"""


def report(
    asked: Asked,
    township: options.Townships = None,
    show_names: options.ShowNames = False,
) -> int:
    """Write the report of the rosters to a file."""
    out, reading = destination(asked), asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..masking import Names
    from .summary import summarize

    out.emit(pipeline.report(facts, townships=township or (), names=Names(show_names)))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("check",),))
    return 0
