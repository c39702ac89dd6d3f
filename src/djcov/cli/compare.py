"""djcov compare: two dates of one district, enterprise by enterprise and indicator by indicator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .messages import say
from .options import day
from .printing import writable, write_file
from .reading import hold_sheets
from .shared_options import Viewing

HELP = """比较新旧两期台账：哪些企业新增、减少、新覆盖、失去覆盖，指标为什么变
--form changes 是变更说明：各单位上期多少家、怎样变到本期多少家，党组织、书记、指导员、党员的变动，逐一列出。
变更说明可写成 .docx（公文格式）；csv 只含各项变动。
每个指标的变化分成两部分：存量变化（两期都纳入统计的企业）和增减户影响（纳入统计的有进有出）；csv 只含企业的变化。
--sheet、--header-row、--kind 等对两期都有效；两期工作表的名称不同，就都写上。"""
EXAMPLES = """djcov compare 台账2020.xlsx 台账2021.xlsx --as-of-old 2020-12-31 --as-of 2021-12-31
djcov compare 旧文件夹 新文件夹 --format json
djcov compare 旧.xlsx 新.xlsx -o 变化.csv
djcov compare 上月.xlsx 本月.xlsx --as-of-old 2021-05-31 --as-of 2021-06-30 --form changes -o 变更说明.docx"""

Old = Annotated[str, typer.Argument(metavar="OLD", help="上期台账：文件或文件夹")]
New = Annotated[str, typer.Argument(metavar="NEW", help="本期台账：文件或文件夹")]
AsOfOld = Annotated[
    date | None,
    typer.Option("--as-of-old", metavar="YYYY-MM-DD", parser=day, help="上期台账的截至日期，默认与本期台账相同"),
]


Form = Annotated[
    str | None, options.choice(("changes",), "--form", help="写成哪种：changes 是变更说明；不写则比较指标和企业")
]


def compare(
    asked: Viewing,
    old: Old,
    new: New,
    as_of: options.AsOf = None,
    as_of_old: AsOfOld = None,
    form: Form = None,
    base: options.BaseOption = None,
) -> int:
    """Print what changed between two dates."""
    paper = _paper(asked, (old, new), form)
    out = None if paper else asked.prints((old, new))
    as_of = as_of or date.today()
    readings = [asked.reads((path,), at, each_sheet=False) for path, at in ((old, as_of_old or as_of), (new, as_of))]
    after = readings[1].of(base).facts()
    before = readings[0].of(after.base).facts()
    _, reading = hold_sheets(readings, (before, after))

    from .. import pipeline
    from ..reports.changes import ChangesView
    from ..reports.compare import ComparisonView
    from .summary import describe, name_left, summarize

    if paper and after.base != "enterprises":
        raise UsageError("变更说明只写企业的", hint="请去掉 -o，或写成 .xlsx、.csv。")
    if paper:
        from ..reports import notice

        left = (*before.findings.left(), *after.findings.left())
        content = notice.explain_changes(pipeline.movements(before, after), after.policy, left)
        write_file(paper, content, asked.quiet)
    elif out:
        view = (
            ChangesView(pipeline.movements(before, after)) if form else ComparisonView(pipeline.compare(before, after))
        )
        out.emit(view, before.findings, after.findings)
    if asked.quiet:
        name_left(before.findings)
    else:
        say("上期台账：")
        describe(before)
        say("本期台账：")
    summarize(after, reading, next_commands=(("targets",), ("gaps",)), quiet=asked.quiet)
    return 0


def _paper(asked: Viewing, rosters: Sequence[str], form: str | None) -> Path | None:
    """Give where the 变更说明 goes, if one is asked for as a document. Raises what
    :func:`djcov.cli.printing.writable` does, UsageError for a comparison that is none.
    """
    path = Path(asked.output or "")
    if path.suffix.lower() != ".docx":
        return None
    if not form:
        raise UsageError("比较不能写成 .docx", hint="变更说明可以，请加上 --form changes。")
    if asked.format:
        raise UsageError("变更说明写成 .docx 时没有 --format", hint="它的格式由 -o 的扩展名决定。")
    return writable(path, asked.inputs(rosters))
