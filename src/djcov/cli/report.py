"""djcov report: all results of one date in a file to hand on, or the official annual form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, UsageError
from . import options
from .earlier import earlier_facts
from .exit_code import exit_code
from .ledger_file import followed
from .printing import opened
from .report_target import destination
from .shared_options import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence


HELP = """写出可以上交的报告，或填党内统计年报
-o 的扩展名决定写成什么：.xlsx 工作簿，.html 网页（不用联网），.docx 公文格式的通报。
--form annual 填党内统计年报：企业总数、单独建立、联合建立、未建立等，逐级相加。
每个数是哪些企业，用 djcov explain 加该行代码查看。"""
EXAMPLES = """djcov report 台账.xlsx -o 报告.xlsx --as-of 2021-12-31
djcov report 台账.xlsx -o 报告.html --as-of 2021-12-31 --open
djcov report 台账.xlsx -o 通报.docx --policy 本区.toml
djcov report 台账文件夹 -o 古城乡.xlsx --township 古城乡
djcov report 台账.xlsx -o 报告.xlsx --as-of 2021-12-31 --earlier 台账2020-12-31.xlsx
djcov report 台账.xlsx -o 报告.html --as-of 2021-12-31 --follow 销号台账.xlsx
djcov report 台账.xlsx -o 报告.html --as-of 2021-12-31 --with-plan
djcov report 台账.xlsx --form annual --as-of 2021-12-31
djcov report 台账文件夹 --form annual -o 年报.csv"""

_FORMS = ("annual",)

WithPlan = Annotated[bool, typer.Option("--with-plan", help="报告中加上推进方案（建立党组织和派驻指导员的建议）")]
Form = Annotated[str | None, options.choice(_FORMS, "--form", help="填哪张表：annual 是党内统计年报")]


def report(
    asked: Asked,
    form: Form = None,
    by: options.Grouping = "township",
    township: options.Townships = None,
    earlier: options.Earlier = None,
    follow: options.FollowLedger = None,
    with_plan: WithPlan = False,
    show_names: options.ShowNames = False,
    open_it: options.Open = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Write the report of the rosters to a file, or print a form."""
    if form is None:
        if by != "township":
            raise UsageError(
                "--by 只能和 --form annual 一起用", hint=f"报告按乡（办）列出；djcov coverage --by {by} 看别的分组。"
            )
        return _file(asked, township, earlier or (), follow, show_names, open_it, fail_on, with_plan=with_plan)
    if open_it:
        raise UsageError("--open 不能和 --form 一起用", hint="报表用 -o 写成文件后再打开。")
    if earlier:
        raise UsageError("--earlier 不能和 --form 一起用", hint="报表只有本期的数；历期走势请用 djcov trend。")
    if follow:
        raise UsageError("--follow 不能和 --form 一起用", hint="报表没有销号情况；请用 djcov follow 查看。")
    if with_plan:
        raise UsageError("--with-plan 不能和 --form 一起用", hint="报表没有推进方案；请用 djcov plan 查看。")
    return _form(asked, by, township, fail_on)


def _file(
    asked: Asked,
    township: options.Townships,
    earlier: Sequence[str],
    follow: str | None,
    show_names: options.ShowNames,
    open_it: options.Open,
    fail_on: options.FailOnFindings,
    *,
    with_plan: bool,
) -> int:
    out, reading = destination(asked, (*earlier, *filter(None, (follow,)))), asked.reading
    ledger = followed(follow)
    facts = reading.facts()
    from ..models import Kind

    if not facts.roster.has(Kind.ENTERPRISES) and out.path.suffix.lower() == ".docx":
        raise InputError("缺企业台账，写不出通报", hint="请一并给出企业台账。")
    past = earlier_facts(facts, reading, earlier)

    from .. import pipeline
    from ..masking import Names
    from .summary import summarize

    result = pipeline.report(facts, townships=township or (), earlier=past, names=Names(show_names), ledger=ledger)
    if not result.scope.read and out.path.suffix.lower() == ".docx":
        whose = "、".join(result.townships)
        raise InputError(f"企业台账中没有{whose}企业，写不出通报", hint="请给出填好的企业台账。")
    plan = pipeline.plan(facts, townships=township or (), names=show_names) if with_plan else None
    written = out.emit(result, plan)
    summarize(facts, reading, next_commands=(("check",),), quiet=asked.quiet)
    if open_it:
        opened(written)
    return exit_code(fail_on, facts.findings)


def _form(asked: Asked, by: options.Grouping, township: options.Townships, fail_on: options.FailOnFindings) -> int:
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.annual import AnnualView
    from .summary import summarize

    result = pipeline.annual(facts, by=by, townships=township or ())
    out.emit(AnnualView(result, facts.policy.name), facts.findings)
    further = (("explain", "annual_not_built"), ("check",))
    summarize(facts, reading, next_commands=further, townships=township, quiet=asked.quiet)
    return exit_code(fail_on, facts.findings)
