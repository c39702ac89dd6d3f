"""djcov compare: two dates of one district, enterprise by enterprise and indicator by indicator."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from . import options
from .messages import say
from .options import day
from .printing import printing
from .reading import Reading

HELP = """比较新旧两期台账：哪些企业新增、减少、新覆盖、失去覆盖，指标为什么变
每个指标的变化分成两部分：两期都计入的企业自身的变化，和计入的企业有增有减的影响；csv 只含企业的变化。"""
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
    old: Old,
    new: New,
    as_of: options.AsOf = None,
    as_of_old: AsOfOld = None,
    policy: options.PolicyFile = None,
    format: options.OutputFormat = None,
    output: options.Output = None,
    width: options.Width = None,
    password_file: options.PasswordFile = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Print what changed between two dates."""
    out = printing(format, output, width, quiet, (old, new, policy, password_file))
    as_of = as_of or date.today()
    sources = ((old, as_of_old or as_of), (new, as_of))
    progress = not (quiet or no_progress)
    readings = [Reading((path,), at, policy, progress, password_file=password_file) for path, at in sources]
    before, after = (reading.facts() for reading in readings)

    from .. import pipeline
    from ..reports.compare import ComparisonView
    from .summary import describe, summarize

    out.emit(ComparisonView(pipeline.compare(before, after)))
    if not quiet:
        say("旧台账：")
        describe(before)
        say("新台账：")
        summarize(after, readings[-1], next_commands=(("targets",), ("gaps",)))
    return 0
