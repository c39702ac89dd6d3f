"""The options that commands share. A value that means nothing is refused here, before any file is opened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Annotated, Any, get_args

import typer

from ..choices import BASE_WORDS, GROUPINGS, ROSTERS, Base, By, EngineName
from ..patterns import matches
from ..reports.formats import FORMATS
from . import completion

_SEVERITIES = ("note", "warning", "error")
_TITLES = "、".join(f"{title} {kind}" for kind, title in ROSTERS.items())
_KINDS = {title: kind for kind, title in ROSTERS.items()}

_NARROWEST, _WIDEST = 40, 1000
_LAST_ROW = 1_048_576
MOST_JOBS = 64
_DIGITS = 20
"""Of a number; Python reads none of thousands."""


_DAY = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?)")


def day(text: str) -> date:
    """Read a date, 2021-12-31, 20211231, 2021.12.31 or 2021年12月31日, or refuse it."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
    try:
        return date(year, month, day)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2021-12-31 或 2021年12月31日。") from None


def number(least: int, most: int) -> Callable[[str], int]:
    """Give a parser that accepts whole numbers within bounds and nothing else."""

    def parse(text: str) -> int:
        if text.isdecimal() and len(text) <= _DIGITS and least <= int(text) <= most:
            return int(text)
        raise typer.BadParameter(f"“{text}”不行，请给 {least} 至 {most} 之间的整数。")

    return parse


def expanded(rosters: list[str] | None) -> list[str]:
    """Expand ``*.xlsx``, which the shells of Windows and the tables of batch jobs leave to programs. What is a file's
    name, or matches nothing, stays as it is.
    """
    return [found for each in rosters or () for found in matches(each)]


def choice(
    words: Collection[str], *names: str, help: str, titles: Mapping[str, str] | None = None, metavar: str = ""
) -> Any:
    """Give an option that accepts these words and no other; ``titles``: which of them a Chinese word means.

    ``metavar``: what stands for the words where they are too many for a line; then the help names them.
    """

    def parse(text: str) -> str:
        if text in words:
            return text
        if titles and text in titles:
            return titles[text]
        raise typer.BadParameter(f"没有“{text}”，可选 {'、'.join(words)}。")

    def near(incomplete: str) -> list[str]:
        chinese = [word for word in titles or () if incomplete and word.isalnum() and word.startswith(incomplete)]
        return [*(word for word in words if word.startswith(incomplete)), *chinese]

    return typer.Option(*names, metavar=metavar or "|".join(words), parser=parse, autocompletion=near, help=help)


_FAIL_ON = "发现此级别或更严重的问题时，打印后以退出码 1 结束"
_ROSTER_KIND = f"这些表是什么：{_TITLES}，识别有误时用"


Rosters = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROSTER]...",
        callback=expanded,
        help="台账文件或文件夹，可以给多个；每张表是什么由程序识别；- 是标准输入；"
        "不写就读 djcov.toml 的 rosters，没有则读当前文件夹里的",
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", parser=day, help="截至日期，默认今天"),
]
Townships = Annotated[
    list[str] | None,
    typer.Option("--township", metavar="NAME", autocompletion=completion.townships, help="只看这个乡（办），可重复"),
]
PolicyFile = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        help="政策文件（口径、目标、单位名单），默认用 djcov.toml 的，没有则用自带的“四大工程”",
    ),
]
OutputFormat = Annotated[
    str | None,
    choice(
        [name for name, form in FORMATS.items() if form.printed],
        "--format",
        help="输出格式，默认 table；有 -o 时按其扩展名",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=f"写入文件：{' '.join(form.suffix for form in FORMATS.values())}",
    ),
]
Append = Annotated[
    bool,
    typer.Option("--append", help="续写 -o 指定的 .sqlite 文件：同一天的同一种结果换成新的，其余保留；默认整个换掉"),
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width", metavar="N", parser=number(_NARROWEST, _WIDEST), help="表格宽度，默认随窗口；不是窗口时为 100"
    ),
]
RowsShown = Annotated[
    str | None, choice(("all",), "--rows", help="名单在窗口中也列出全部行；默认只列前几行，写入文件和管道时总是全部")
]
Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="NAME", help="只读这个工作表，可重复"),
]
HeaderRow = Annotated[
    int | None,
    typer.Option(
        "--header-row",
        metavar="N",
        parser=number(1, _LAST_ROW),
        help="表头最后一行的行号（表格软件显示的），识别有误时用",
    ),
]
Earlier = Annotated[
    list[str] | None,
    typer.Option(
        "--earlier",
        metavar="ROSTER",
        help="更早一期的台账（文件或文件夹），用来画走势，可重复；截至日期取自“截至日期”一行、文件名或文件夹名",
    ),
]
FollowLedger = Annotated[
    str | None,
    typer.Option(
        "--follow",
        metavar="LEDGER",
        help="写上这份销号台账（djcov follow 写的 .xlsx）按本期台账的销号情况；它不会被改动",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--earlier",
        metavar="ROSTER",
        help="更早一期的台账（文件或文件夹），按比率比那时提高多少排名；截至日期取自“截至日期”一行、文件名或文件夹名",
    ),
]
RosterKind = Annotated[
    str | None, choice(ROSTERS, "--roster-kind", "--kind", titles=_KINDS, metavar="KIND", help=_ROSTER_KIND)
]
RosterKindAlone = Annotated[
    str | None, choice(ROSTERS, "--roster-kind", titles=_KINDS, metavar="KIND", help=_ROSTER_KIND)
]
"""For commands of which --kind means something else."""
TakeDoubtful = Annotated[
    bool, typer.Option("--take-doubtful", help="看不出是不是一条数据的行也采用（默认不采用，并列出）")
]

TemplateKinds = Annotated[
    list[str] | None,
    choice(
        ROSTERS,
        "--kind",
        titles=_KINDS,
        metavar="KIND",
        help=f"只要这种名册，可重复：{_TITLES}；默认除社会组织台账外都有",
    ),
]
PasswordFile = Annotated[
    str | None,
    typer.Option("--password-file", metavar="FILE", help="工作簿的密码在此文件第一行；也可用环境变量 DJCOV_PASSWORD"),
]
EngineOption = Annotated[
    EngineName,
    choice(
        get_args(EngineName),
        "--engine",
        help="计算引擎，默认 auto：大的 CSV、Parquet 用 duckdb，其余用 arrow；集群用 spark；结果相同",
    ),
]
SparkMaster = Annotated[
    str | None,
    typer.Option(
        "--spark-master",
        metavar="URL",
        help="--engine spark 用的集群，如 spark://host:7077；默认按 SPARK_MASTER、spark-defaults.conf，都没有则用本机",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        parser=number(1, MOST_JOBS),
        help="同时做几件，默认与处理器数相同；结果一样",
    ),
]
Log = Annotated[
    str | None,
    typer.Option("--log", metavar="FILE", help="把提示和错误连同时间追加到此文件，供定时任务查看；每次运行一段"),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="不打印读取摘要和进度；未采用的文件总要说明")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="不显示进度")]
Grouping = Annotated[
    By,
    choice(
        get_args(By),
        "--by",
        titles=GROUPINGS,
        help="按什么分组：乡（办）、村（社区）、行业、园区、网格、上级党组织，默认 township",
    ),
]
BaseOption = Annotated[
    Base | None,
    choice(
        get_args(Base),
        "--base",
        titles=BASE_WORDS,
        help="统计谁：企业、社会组织，或政策中另列的小个专；默认企业，只有社会组织台账时为社会组织",
    ),
]
ShowNames = Annotated[
    bool,
    typer.Option("--show-names", help="显示人员全名，默认只显示首字；身份证号、电话、住址从不显示"),
]
Open = Annotated[bool, typer.Option("--open", help="写好以后用系统的程序打开")]
FailOnFindings = Annotated[list[str] | None, choice(_SEVERITIES, "--fail-on", help=_FAIL_ON)]
FailOnTargets = Annotated[
    list[str] | None,
    choice((*_SEVERITIES, "target"), "--fail-on", help=f"{_FAIL_ON}；target 指有目标没有达到；可重复"),
]
