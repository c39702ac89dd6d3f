"""djcov check: what was recognised in the files, and every finding at its cell (S17)."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import UsageError
from . import marked_copy, options
from .exit_code import exit_code
from .shared_options import Asked

HELP = """检查台账：认出了哪些表和列，哪些单元格有问题、怎么改
每处问题都有文件、工作表、行、列。表格每种问题只列前 10 处，csv 和 json 列全部。
-o 标注.xlsx 得到台账的副本，问题标在单元格上（颜色、批注），行末写明，前两页是各单位的数和全部问题。原台账不动。
-o 表头.toml 得到没有采用的表头，写成政策文件的 columns，由人核对。"""
EXAMPLES = """djcov check 台账.xlsx
djcov check 台账.xlsx -o 标注.xlsx
djcov check 台账文件夹 -o 问题.csv
djcov check 台账.xlsx -o 表头.toml
djcov check 台账.xlsx --completeness --township 古城乡
djcov check 台账.xlsx --fail-on error"""


Complete = Annotated[
    bool, typer.Option("--completeness", help="只看填报情况（三清）：每个单位每一列已知、空白、有误各多少")
]


def check(
    asked: Asked,
    completeness: Complete = False,
    township: options.Townships = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print what was recognised and found, or hand the workbook back with it; or how complete the rosters are."""
    handing = marked_copy.wanted(asked, completeness=completeness)
    if township and not completeness:
        raise UsageError("--township 只能和 --completeness 一起用", hint="问题总是整份台账的；填报情况才分单位。")
    out = handing or asked.printing
    reading = asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.check import CheckView
    from .summary import summarize

    result = pipeline.check(facts)
    filled = pipeline.completeness(facts, townships=township or ()) if completeness else None
    units = pipeline.row_units(facts) if handing else None
    out.emit(CheckView(result, filled, units), facts.findings)
    summarize(facts, reading, next_commands=(("coverage",),), quiet=asked.quiet)
    return exit_code(fail_on, result.findings)
