"""djcov ask: a workbook for each township, with just the cells that are missing (S17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, OutputError, UsageError, reason
from . import options
from .exit_code import exit_code
from .messages import say
from .options import day
from .printing import printing, write_file
from .shared_options import Manner

if TYPE_CHECKING:
    from ..facts.model import Facts
    from ..following.ask import Ask

HELP = """给每个乡（办）写一份补填表：只有没填和填错的格可以填，已有的锁定
只问纳入统计的企业、统计需要而台账有的列；涉及个人的列不问。填好后放在一个文件夹里，用 djcov collect 收回。
每份补填表首页写明问什么、多少格、何时交回；发出后台账里企业有增减，照样收回。"""
EXAMPLES = """djcov ask 台账.xlsx --as-of 2021-12-31 -o 补填
djcov ask 台账.xlsx -o 补填 --due 2022-01-10 --township 古城乡"""

Out = Annotated[str, typer.Option("-o", "--output", metavar="FOLDER", help="补填表写到哪个文件夹，没有则新建")]
Due = Annotated[
    date | None,
    typer.Option("--due", metavar="YYYY-MM-DD", parser=day, help="何时交回，默认按政策的 deadlines.return_days"),
]
Rosters = Annotated[
    list[str],
    typer.Argument(metavar="ROSTER...", callback=options.expanded, help="台账文件或文件夹，可以给多个"),
]

SUFFIX = ".xlsx"


def ask(
    asked: Manner,
    rosters: Rosters,
    out: Out,
    as_of: options.AsOf = None,
    due: Due = None,
    township: options.Townships = None,
    format: options.OutputFormat = None,
    width: options.Width = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Write the workbooks, and print how much each township is asked."""
    shown = printing(format, None, width, asked.quiet, ())
    folder = _folder(Path(out))
    reading = asked.reads(rosters, as_of)
    facts = reading.facts()
    require_ledger(facts, rosters)
    if due and due < facts.as_of:
        raise UsageError(f"交回日期 {due} 早于截至日期 {facts.as_of}", hint="请核对 --due 和 --as-of。")

    from .. import pipeline
    from ..reports.ask import AskView
    from ..reports.township_form import workbook
    from .summary import describe, name_left

    result = pipeline.ask(facts, due=due, townships=township or ())
    files = _files(result)
    _write(folder, {files[each.township]: workbook(each, result, facts.policy) for each in result.requests})
    shown.emit(AskView(result, {township: str(folder / name) for township, name in files.items()}), facts.findings)
    if asked.quiet:
        name_left(facts.findings)
    else:
        say(f"已写入 {folder}：{len(files)} 份补填表。")
        describe(facts)
        collect = reading.command("collect", "-o", "台账（已补填）.xlsx", behind=[str(folder)])
        say(f"收回后可用：{collect}")
    return exit_code(fail_on, facts.findings)


def require_ledger(facts: Facts, rosters: list[str]) -> None:
    """Raise InputError if there is no ledger of enterprises."""
    from ..models import Kind

    if not facts.roster.has(Kind.ENTERPRISES):
        raise InputError("缺企业台账", where="、".join(rosters), hint="请一并给出企业台账。")


def _folder(path: Path) -> Path:
    """Give a folder to write to. Raises UsageError for a file, OutputError if there is nowhere to make it."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} 是文件", hint="-o 后面请写文件夹名。")
    if not path.parent.is_dir():
        raise OutputError(f"文件夹 {path.parent} 不存在", hint="请先建好文件夹，或换一个位置。")
    return path


def _files(result: Ask) -> Mapping[str, str]:
    """Give the name of each township's file."""
    from ..batch.naming import Names

    names = Names()
    return {request.township: names.give(f"{request.township}{SUFFIX}") for request in result.requests}


def _write(folder: Path, books: Mapping[str, bytes]) -> None:
    """Write the workbooks. Raises UsageError, and writes nothing, where another one of the same name is: it may have
    been filled in already. One that is there as it would be written makes no difference.
    """
    if there := [name for name, content in books.items() if _holds_another(folder / name, content)]:
        raise UsageError(
            f"{folder} 中已有 {'、'.join(there)}", hint="其中可能有已填好的，为免覆盖，请换一个文件夹，或先移走。"
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"文件夹建不了（{reason(error)}）", where=str(folder), hint="请换一个位置或检查权限。"
        ) from None
    for name, content in books.items():
        write_file(folder / name, content, quiet=True)


def _holds_another(path: Path, content: bytes) -> bool:
    try:
        return path.exists() and (not path.is_file() or path.read_bytes() != content)
    except OSError:  # what cannot be read is not to be replaced either
        return True
