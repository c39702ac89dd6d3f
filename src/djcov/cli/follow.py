"""djcov follow: the 销号台账, from one date to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import completion, ledger_file, options
from .exit_code import exit_code
from .printing import Printing, writable, write_file
from .shared_options import Asked

HELP = """销号台账：每个问题谁负责、何时完成、销了没有
LEDGER 还没有就新建：一家企业（党组织）的一种缺口一行；已有就按本期台账更新，写回原处，或写到 -o 指定的文件。
状态：新增、未销、已销（附台账依据）、反弹（销后又出现）、不再适用（附原因）；台账中找不到、看不清的仍按未销。
责任人、完成时限、拟办日期、备注和自己加的列、表，更新后原样保留。默认列紧急的缺口，--all 或 --kind 另选。"""
EXAMPLES = """djcov follow 销号台账.xlsx 一月台账.xlsx --as-of 2021-01-31
djcov follow 销号台账.xlsx 二月台账.xlsx --as-of 2021-02-28
djcov follow 销号台账.xlsx 二月台账.xlsx --as-of 2021-02-28 -o 销号台账2月.xlsx --format json"""

LedgerFile = Annotated[str, typer.Argument(metavar="LEDGER", help="销号台账 .xlsx；还没有就新建")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="CODE",
        autocompletion=completion.gap_kinds,
        help="列入这种缺口，代码见 djcov gaps --help，可重复；已列的总要更新",
    ),
]
Every = Annotated[bool, typer.Option("--all", help="列入所有种类的缺口")]

Shown = Annotated[
    list[str] | None,
    typer.Option(
        "--township",
        metavar="NAME",
        autocompletion=completion.townships,
        help="只显示这个乡（办），可重复；写回的销号台账仍是全部",
    ),
]

_SUFFIX = ".xlsx"


def follow(
    asked: Asked,
    ledger: LedgerFile,
    kind: Kinds = None,
    every: Every = False,
    township: Shown = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Bring a ledger up to the rosters, or begin it, and print how far it is."""
    if kind and every:
        raise UsageError("--kind 和 --all 不能同时用", hint="只列几种缺口用 --kind，全部用 --all。")
    path = Path(ledger)
    target = _target(path, asked)
    reading = asked.reading
    book = ledger_file.book(path, begin=True)
    facts = reading.facts()

    from .. import pipeline
    from ..reports.follow import FollowView
    from ..reports.ledger import written
    from .summary import summarize

    result = pipeline.follow(facts, book.ledger, kinds=kind or (), every=every)
    shown = pipeline.followed_within(result, facts, township or ())
    content = written(book, result, facts.policy)
    write_file(target, content, asked.quiet)
    out = Printing(asked.format or "table", None, asked.width, asked.quiet, asked.rows is not None)
    out.emit(FollowView(shown, book.own_rows), facts.findings)
    summarize(facts, reading, next_commands=(("gaps",), ("check",)), quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)


def _target(path: Path, asked: Asked) -> Path:
    """Give where the ledger goes: its own place, or that of ``-o``. Raises UsageError and OutputError."""
    for name in (path, *((Path(asked.output),) if asked.output else ())):
        if name.suffix.lower() != _SUFFIX:
            raise UsageError(f"销号台账不能是 {name}", hint="销号台账是 .xlsx 工作簿；打印的格式用 --format 指定。")
    if asked.output is None:
        return writable(path)
    return writable(Path(asked.output), asked.inputs(asked.sources))
