"""djcov trend: every indicator over several dates, against the target of its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from . import completion, options
from .messages import say
from .options import day
from .reading import hold_sheets
from .shared_options import Viewing

if TYPE_CHECKING:
    from ..facts import Facts

HELP = """各项指标历期的走势，每期对照当时的目标
一个参数是一期：一个文件，或放着同一天各种台账的一个文件夹。
截至日期取自表上方“截至日期”一行、文件名或文件夹名，也可用 --as-of 说明；按日期排列。
名称里的日期写成 2021-06-30、202106、2021年6月、2021年上半年、2021年第二季度、2021年都行，按期末。
--sheet、--header-row、--kind 等对各期都有效；各期工作表的名称不同，就都写上。
表格列出常用的几项，json 和 csv 含全部指标。"""
EXAMPLES = """djcov trend 台账2020-12-31.xlsx 台账2021-06-30.xlsx 台账2021-12-31.xlsx
djcov trend 2020年底 2021年上半年 2021年底 --township 古城乡
djcov trend 甲.xlsx 乙.xlsx --as-of 2020-12-31 --as-of 2021-12-31 --indicator org_coverage"""

Periods = Annotated[
    list[str],
    typer.Argument(metavar="ROSTER...", callback=options.expanded, help="各期台账，一期一个文件或文件夹"),
]
AsOf = Annotated[
    list[date] | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", parser=day, help="各期的截至日期，要写就一期一个，次序与台账相同"),
]
Townships = Annotated[
    list[str] | None,
    typer.Option("--township", metavar="NAME", autocompletion=completion.townships, help="并列出这个乡（办），可重复"),
]
Indicators = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="CODE",
        autocompletion=completion.indicators,
        help="只看这个指标，如 org_coverage；可重复",
    ),
]


def trend(
    asked: Viewing,
    rosters: Periods,
    as_of: AsOf = None,
    township: Townships = None,
    indicator: Indicators = None,
) -> int:
    """Print the course of the indicators."""
    chosen = asked.reads(rosters, None).chosen(indicator) if indicator else []
    days: list[date | None] = [*(as_of or [None] * len(rosters))]
    if len(days) != len(rosters):
        raise UsageError(f"台账有 {len(rosters)} 期，--as-of 有 {len(days)} 个", hint="请一期写一个，次序与台账相同。")
    out = asked.prints(rosters)
    readings = [asked.reads((path,), at, each_sheet=False) for path, at in zip(rosters, days, strict=True)]

    from .. import pipeline
    from ..facts.stated_dates import Dating, dated
    from ..reports.trend import TrendView
    from .summary import describe, name_left

    linked: list[Facts] = []
    reasons: list[str] = []
    for reading in readings:
        roster, settings = reading.read()
        found = dated(roster) if reading.as_of is None else Dating(reading.as_of, "--as-of")
        linked.append(pipeline.link(roster, as_of=found.day, policy=settings))
        reasons.append(found.why)
    hold_sheets(readings, linked)
    result = pipeline.trend(linked, townships=township or (), indicators=chosen)
    out.emit(TrendView(result, linked[-1].policy.name, tuple(chosen)), *(facts.findings for facts in linked))
    for facts, why in zip(linked, reasons, strict=True):
        if asked.quiet:
            name_left(facts.findings)
            continue
        say(f"截至 {facts.as_of}（{why}）：")
        describe(facts)
    return 0
