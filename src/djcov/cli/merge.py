"""djcov merge: the lists of departments held against the ledger (S17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, UsageError
from . import options
from .exit_code import exit_code
from .messages import say
from .printing import writable
from .reading import hold_sheets
from .shared_options import Viewing

if TYPE_CHECKING:
    from ..following.merge import Merge

HELP = """用部门名单核对台账：缺哪些企业，哪些单元格说法不一，以哪处为准
按代码认，没有代码的按名称认；名称相近的只提示。名单有名称和代码就行，认得的列都核对；涉及个人的列不核对。
说法不一时以哪处为准，写在政策的 merge.order 里；没有写到的不定。台账本身不改动，--apply 另写一份填好的。"""
EXAMPLES = """djcov merge 台账.xlsx --list 市监=市监.xlsx --list 税务=税务.xlsx
djcov merge 台账.xlsx --list 市监=市监.xlsx -o 核对.xlsx --apply 台账（已填）.xlsx"""

Ledger = Annotated[str, typer.Argument(metavar="LEDGER", help="台账：文件或文件夹")]
Lists = Annotated[
    list[str] | None,
    typer.Option("--list", metavar="NAME=FILE", help="部门的名称和它的名单，如 市监=市监.xlsx，可重复"),
]
Apply = Annotated[
    str | None,
    typer.Option("--apply", metavar="FILE", help="把已定的填入台账的副本 .xlsx，每格批注依据；原台账不动"),
]

SUFFIX = ".xlsx"


def merge(
    asked: Viewing,
    ledger: Ledger,
    lists: Lists = None,
    apply: Apply = None,
    as_of: options.AsOf = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print what the lists say otherwise than the ledger, and write the copy that is filled by them."""
    named = _named(lists or ())
    inputs = (ledger, *named.values())
    out = asked.prints(inputs)
    copy = _copy(apply, asked, inputs)
    readings = [asked.reads((path,), as_of, each_sheet=False) for path in inputs]
    own, *others = (reading.facts() for reading in readings)
    hold_sheets(readings, (own, *others))
    from ..models import Kind

    for path, facts in zip(inputs, (own, *others), strict=True):
        if not facts.roster.has(Kind.ENTERPRISES):
            raise InputError("没有企业台账或企业名单", where=path, hint="请核对文件；要有企业名称一列。")

    from .. import pipeline
    from ..reports.merge import MergeView
    from .summary import describe, name_left

    result = pipeline.merge(own, dict(zip(named, others, strict=True)))
    out.emit(MergeView(result), *(facts.findings for facts in (own, *others)))
    for name, facts in zip(("台账", *named), (own, *others), strict=True):
        if asked.quiet:
            name_left(facts.findings)
        else:
            say(f"{name}：")
            describe(facts)
    if copy:
        _apply(result, copy, quiet=asked.quiet)
    return max(exit_code(fail_on, facts.findings) for facts in (own, *others))


def _named(lists: Sequence[str]) -> Mapping[str, str]:
    """Give the lists' files by their names. Raises UsageError for none, and for what is no name and file."""
    from ..policy import LEDGER

    found: dict[str, str] = {}
    for each in lists:
        name, _, path = (part.strip() for part in each.partition("="))
        if not name or not path or name in (*found, LEDGER):
            raise UsageError(
                f"--list 不能写成“{each}”", hint=f"请写成 市监=市监.xlsx；名称不能重复，也不能是“{LEDGER}”。"
            )
        found[name] = path
    if not found:
        raise UsageError("没有名单", hint="请用 --list 名称=文件 给出部门名单，如 --list 市监=市监.xlsx。")
    return found


def _copy(apply: str | None, asked: Viewing, inputs: Sequence[str]) -> Path | None:
    """Give where the filled copy goes, if it is wanted. Raises UsageError and OutputError before anything is read."""
    if apply is None:
        return None
    path = Path(apply)
    if path.suffix.lower() != SUFFIX:
        raise UsageError(f"副本不能写成 {apply}", hint=f"它的扩展名是 {SUFFIX}。")
    if asked.output and path.absolute() == Path(asked.output).absolute():
        raise UsageError("--apply 和 -o 是同一个文件", hint="请给两个文件名：一个是核对结果，一个是填好的台账。")
    return writable(path, asked.inputs(inputs))


def _apply(result: Merge, copy: Path, *, quiet: bool) -> None:
    """Write the filled copy, and say what is in it. Raises OutputError."""
    from . import filled_copy

    undecided = sum(1 for cell in result.contradictions if cell.decided is None)
    filled_copy.write(result.ledger.roster, result.fillings(), copy, "按部门名单填写", quiet=quiet)
    if not quiet and undecided:
        say(f"还有 {undecided} 格未定，没有填。")
