"""djcov batch: a folder of rosters becomes a folder of results, for each township and for the whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options, passwords
from .exit_code import FOUND, severe
from .messages import say
from .printing import opened
from .progress import reporting
from .shared_options import Manner

if TYPE_CHECKING:
    from ..batch import Result

HELP = """按乡（办）写出整个文件夹的报告、缺口名单和标注的台账
每个乡（办）一个文件夹，另有交办单；全区另有报告和通报。
一个文件读不了不影响其余，原因打印出来并写在 manifest.json 里；全区按采用的文件统计。
没有变的不重做，被删、被改的结果补上；中断后再运行一次就接着做。原台账不动。"""
EXAMPLES = """djcov batch 台账文件夹 -o 结果
djcov batch 台账文件夹 -o 结果 --as-of 2021-12-31 --policy 本区.toml
djcov batch 台账文件夹 -o 结果 --jobs 4 --fail-on error"""

_MOST_JOBS = 8
"""As many processes there are by default at most."""

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="存放各单位台账的文件夹，其中的文件夹也找")]
Out = Annotated[
    str, typer.Option("-o", "--output", metavar="FOLDER", help="结果写到哪个文件夹，没有则新建；不能在台账文件夹里面")
]


def batch(
    asked: Manner,
    folder: Folder,
    out: Out,
    as_of: options.AsOf = None,
    jobs: options.Jobs = None,
    show_names: options.ShowNames = False,
    open_it: options.Open = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Bring the results of a folder up to date."""
    from .. import batch
    from ..masking import Names
    from .summary import name_left

    jobs = jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    reading = asked.reads((folder,), as_of, jobs)
    order = batch.Order(
        Path(folder),
        Path(out),
        as_of,
        reading.rules(),
        Names(show_names),
        jobs,
        passwords.can_ask(asked.password_file),
        reading.overrides(),
    )
    with reporting(asked.progress, "写出", "个") as report:
        result = batch.run(order, lambda: reading.read()[0], report)
    if asked.quiet or result.facts is None:  # else the summary does
        name_left(result.manifest.left(Path(folder)))
    if not asked.quiet:
        _summarize(result, Path(out), said=as_of is not None)
    if open_it:
        opened(Path(out))
    if result.manifest.left(Path(folder)).totals:
        return FOUND
    return severe(fail_on, result.manifest.findings.worst)


def _summarize(result: Result, out: Path, *, said: bool) -> None:
    manifest = result.manifest
    if result.facts is None:
        say(f"台账和设置都没有变，{len(manifest.outputs)} 个结果都在，无需重新生成。")
        return
    from .summary import describe

    describe(result.facts)
    if not said:
        say(f"没有写 --as-of：按{result.dated_by or '今天'} {manifest.settings.as_of} 统计。")
    used = len(manifest.inputs) - len(manifest.unused)
    say(f"文件 {len(manifest.inputs)} 个，采用 {used} 个，未采用 {len(manifest.unused)} 个；统计只含采用的。")
    if manifest.without_rosters:
        say(f"名单中没有台账的单位：{'、'.join(manifest.without_rosters)}。")
    if manifest.findings_not_stored:
        say(f"问题太多，有 {manifest.findings_not_stored} 处只计了数，没有标注在台账上。")
    for each in manifest.outputs:
        if each.instead_of:
            say(f"{out / each.instead_of} 正被别的程序打开，已写入 {out / each.path}；关闭后再运行一次。")
    for path in result.left:
        say(f"{out / path} 已不需要，但被改动过，没有删除。")
    for path in result.held:
        say(f"{out / path} 已不需要，但正被别的程序打开，没有删除；请关闭后自行删除。")
    removed = f"，删去过时的 {len(result.removed)} 个" if result.removed else ""
    say(f"写入 {out}：新写 {result.written} 个，沿用 {result.kept} 个{removed}。清单：{out / 'manifest.json'}")
