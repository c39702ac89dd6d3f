"""djcov gaps: who is missing what, with what the plan asks to be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from ..choices import GapSort, said
from ..errors import InputError, UsageError
from . import completion, help, options
from .exit_code import exit_code
from .ledger_file import followed
from .printing import writable, write_file
from .shared_options import Asked

HELP = """列出缺口名单：谁缺什么、该做什么、在台账哪一行
默认只列紧急的：既没有党组织也没有指导员的、应建未建的、50人以上没有党员的等。
-o 写成 .docx 是一个乡（办）的交办单：每家企业的问题、要求和时限，责任人、完成情况留空。
其余各类只说有多少，用 --all 或 --kind 列出。"""
EXAMPLES = """djcov gaps 台账.xlsx --township 古城乡
djcov gaps 台账.xlsx --kind due_not_built --as-of 2021-12-31
djcov gaps 台账.xlsx --all --by-enterprise -o 缺口.csv
djcov gaps 台账.xlsx --township 古城乡 -o 古城乡交办单.docx"""

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="CODE", autocompletion=completion.gap_kinds, help="只看这种缺口，代码见下，可重复"),
]
Every = Annotated[bool, typer.Option("--all", help="列出所有种类的缺口")]
Sort = Annotated[
    GapSort,
    options.choice(get_args(GapSort), "--sort", help="次序：先紧急的、按乡（办）、按企业，默认 priority"),
]
Joined = Annotated[bool, typer.Option("--by-enterprise", help="一家企业（党组织、指导员）一行，缺口写在一起")]


def listing() -> help.Listing:
    """List the kinds of gap for the help page."""
    from ..measures.gap_kinds import GAP_KINDS
    from ..measures.results import PRIORITIES

    return "缺口种类", [
        (kind.code, f"{kind.title}（{kind.clause}，{PRIORITIES[kind.priority]}）") for kind in GAP_KINDS.values()
    ]


def gaps(
    asked: Asked,
    township: options.Townships = None,
    kind: Kinds = None,
    every: Every = False,
    sort: Sort = "priority",
    by_enterprise: Joined = False,
    follow: options.FollowLedger = None,
    show_names: options.ShowNames = False,
    base: options.BaseOption = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print the gaps of the rosters."""
    if kind and every:
        raise UsageError("--kind 和 --all 不能同时用", hint="只看几种缺口用 --kind，全部用 --all。")
    paper = _paper(asked, township or (), follow)
    ledger = followed(follow)
    out, reading = None if paper else asked.printing, asked.reading.of(base)
    facts = reading.facts()
    from ..models import Kind

    if paper and not facts.roster.has(Kind.ENTERPRISES):
        ledger_of = said(facts.base, Kind.ENTERPRISES.title)
        raise InputError(f"缺{ledger_of}，写不出交办单", hint=f"请一并给出{ledger_of}。")
    if ledger and facts.base != "enterprises":
        raise UsageError(
            "--follow 只用于企业的交办单", hint="销号台账只跟踪企业台账中的问题；请不写 --follow 或 --base。"
        )

    from .. import pipeline
    from ..masking import Names
    from ..reports.gaps import GapsView
    from .summary import summarize

    order: GapSort = "enterprise" if by_enterprise and sort == "priority" else sort
    result = pipeline.gaps(
        facts, townships=township or (), kinds=kind or (), every=every, sort=order, names=Names(show_names)
    )
    if out:
        out.emit(GapsView(result, by_enterprise), facts.findings)
    elif paper:
        from ..reports import notice

        progress = ledger and pipeline.follow_up(facts, ledger, (result.place,))
        write_file(paper, notice.assign(result, facts.policy, facts.findings.left(), progress), asked.quiet)
    summarize(facts, reading, next_commands=(("coverage",), ("check",)), townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)


def _paper(asked: Asked, townships: Sequence[str], follow: str | None) -> Path | None:
    """Give where the 交办单 goes, if one is asked for. Raises what :func:`djcov.cli.printing.writable` does, UsageError
    where it is not that of one township.
    """
    path = Path(asked.output or "")
    if path.suffix.lower() != ".docx":
        if follow:
            raise UsageError("--follow 只用于交办单", hint="请用 -o 写成 .docx；销号情况本身用 djcov follow 查看。")
        return None
    if asked.format:
        raise UsageError("交办单没有 --format", hint="它的格式由 -o 的扩展名 .docx 决定。")
    if len(townships) != 1:
        raise UsageError(
            "交办单一次写一个乡（办）", hint="请用 --township 指定一个；djcov batch 给每个乡（办）写一份。"
        )
    return writable(path, (*asked.inputs(asked.sources), *filter(None, (follow,))))
