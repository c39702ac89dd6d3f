"""djcov columns: how a header is read, or why it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .messages import say
from .printing import printing
from .settings import of_policy

HELP = """说明表头怎样读：读作哪一栏，或哪里没有读懂
没有采用的还给出政策文件 columns 的写法；整份台账没有用到的表头：djcov check 台账.xlsx -o 表头.toml。"""
EXAMPLES = """djcov columns 在职职工总人数 '职工人数（女）'
djcov columns --roster-kind enterprises --parent 党员 人数
djcov columns 在岗总人头 --policy 政策.toml --format json"""

Headers = Annotated[list[str], typer.Argument(metavar="HEADER...", help="表头，照抄单元格里的文字，可以给多个")]
Parent = Annotated[str | None, typer.Option("--parent", metavar="HEADER", help="它上面一格的表头（两层表头时）")]


def columns(
    headers: Headers,
    roster_kind: options.RosterKind = None,
    parent: Parent = None,
    policy: options.PolicyFile = None,
    format: options.OutputFormat = None,
    output: options.Output = None,
    width: options.Width = None,
    quiet: options.Quiet = False,
) -> int:
    """Print how headers are read. Raises UsageError, PolicyError and OutputError."""
    out = printing(format, output, width, quiet, (policy,))

    from .. import pipeline
    from ..reports.columns import ColumnsView

    rules, told = of_policy(policy)
    if told and not quiet:
        say(told)
    found = pipeline.headings(headers, roster_kind or "", parent or "", rules)
    out.emit(ColumnsView(found))
    return 0
