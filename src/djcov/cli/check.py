"""djcov check: what was recognised in the files, and every finding at its cell (S17)."""

from __future__ import annotations

from . import handback, options
from .asked import Asked
from .outcome import exit_code

HELP = """检查台账：认出了哪些表和列，哪些单元格有问题、怎么改
每处问题都有文件、工作表、行、列。表格每种问题只列前 10 处，csv 和 json 列全部；
-o 标注.xlsx 得到台账的副本，问题标在单元格上（颜色、批注），首页列出全部。原台账不动。"""
EXAMPLES = """djcov check 台账.xlsx
djcov check 台账.xlsx -o 标注.xlsx
djcov check 台账文件夹 -o 问题.csv
djcov check 台账.xlsx --fail-on error"""


def check(asked: Asked, fail_on: options.FailOnFindings = None) -> int:
    """Print what was recognised and found, or hand the workbook back with it."""
    out = handback.wanted(asked) or asked.printing
    reading = asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.check import CheckView
    from .summary import summarize

    result = pipeline.check(facts)
    out.emit(CheckView(result))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("coverage",),))
    return exit_code(fail_on, result.findings)
