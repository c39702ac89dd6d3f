"""djcov compare: two dates of one district, enterprise by enterprise and indicator by indicator."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from . import options
from .asked import Viewing
from .messages import say
from .options import day
from .reading import hold_sheets

HELP = """比较新旧两期台账：哪些企业新增、减少、新覆盖、失去覆盖，指标为什么变
每个指标的变化分成两部分：两期都计入的企业自身的变化，和计入的企业有增有减的影响；csv 只含企业的变化。
--sheet、--header-row、--kind 等对两期都有效；两期工作表的名称不同，就都写上。"""
EXAMPLES = """djcov compare 台账2020.xlsx 台账2021.xlsx --as-of-old 2020-12-31 --as-of 2021-12-31
djcov compare 旧文件夹 新文件夹 --format json
djcov compare 旧.xlsx 新.xlsx -o 变化.csv"""

Old = Annotated[str, typer.Argument(metavar="OLD", help="旧台账：文件或文件夹")]
New = Annotated[str, typer.Argument(metavar="NEW", help="新台账：文件或文件夹")]
AsOfOld = Annotated[
    date | None,
    typer.Option("--as-of-old", metavar="YYYY-MM-DD", parser=day, help="旧台账的统计截止日期，默认与新台账相同"),
]


def compare(
    asked: Viewing,
    old: Old,
    new: New,
    as_of: options.AsOf = None,
    as_of_old: AsOfOld = None,
) -> int:
    """Print what changed between two dates."""
    out = asked.prints((old, new))
    as_of = as_of or date.today()
    readings = [asked.reads((path,), at, each_sheet=False) for path, at in ((old, as_of_old or as_of), (new, as_of))]
    before, after = (reading.facts() for reading in readings)
    _, reading = hold_sheets(readings, (before, after))

    from .. import pipeline
    from ..reports.compare import ComparisonView
    from .summary import describe, name_left, summarize

    out.emit(ComparisonView(pipeline.compare(before, after)), before.findings, after.findings)
    if asked.quiet:
        name_left(before.findings)
    else:
        say("上期台账：")
        describe(before)
        say("本期台账：")
    summarize(after, reading, next_commands=(("targets",), ("gaps",)), quiet=asked.quiet)
    return 0
