"""djcov report: all results of one date in a file to hand on, or the official annual form."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from . import options
from .asked import Asked
from .outcome import exit_code
from .renderers import destination

HELP = """写出可以上交的报告，或填党内统计年报
-o 的扩展名决定写成什么：.xlsx 工作簿，.docx 公文格式的通报。--form annual 填党内统计年报：企业总数、
单独建立、联合建立、未建立等，逐级相加；每个数是哪些企业，用 djcov explain 加该行代码查看。"""
EXAMPLES = """djcov report 台账.xlsx -o 报告.xlsx --as-of 2021-12-31
djcov report 台账.xlsx -o 通报.docx --policy 本区.toml
djcov report 台账文件夹 -o 古城乡.xlsx --township 古城乡
djcov report 台账.xlsx --form annual --as-of 2021-12-31
djcov report 台账文件夹 --form annual -o 年报.csv"""

_FORMS = ("annual",)

Form = Annotated[
    Literal["annual"] | None,
    typer.Option("--form", metavar="annual", parser=options.one_of(*_FORMS), help="填哪张表：annual 是党内统计年报"),
]


def report(
    asked: Asked,
    form: Form = None,
    by: options.Grouping = "township",
    township: options.Townships = None,
    show_names: options.ShowNames = False,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Write the report of the rosters to a file, or print a form."""
    return _form(asked, by, township, fail_on) if form else _file(asked, township, show_names, fail_on)


def _file(
    asked: Asked, township: options.Townships, show_names: options.ShowNames, fail_on: options.FailOnFindings
) -> int:
    out, reading = destination(asked), asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..masking import Names
    from .summary import summarize

    out.emit(pipeline.report(facts, townships=township or (), names=Names(show_names)))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("check",),))
    return exit_code(fail_on, facts.findings)


def _form(asked: Asked, by: options.Grouping, township: options.Townships, fail_on: options.FailOnFindings) -> int:
    out, reading = asked.printing, asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..reports.annual import AnnualView
    from .summary import summarize

    result = pipeline.annual(facts, by=by, townships=township or ())
    out.emit(AnnualView(result, facts.policy.name))
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("explain", "annual_not_built"), ("check",)))
    return exit_code(fail_on, facts.findings)
