"""djcov collect: what townships filled in, taken into a copy of the ledger (S17)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .ask import SUFFIX, require_ledger
from .exit_code import exit_code
from .printing import printing, writable
from .shared_options import Manner

HELP = """收回各乡（办）的补填表：核对后填入台账的副本，列出还没有答复的
只采用问过的格；改了别的格、同一企业几行不一、读不出的，都列出来，不采用。行的次序、删行、多抄一行都不要紧。
同一企业有几份表的，以最晚保存的为准（工作簿自己记的时间，没有记的取文件的时间）。原台账不动。"""
EXAMPLES = """djcov collect 台账.xlsx 补填 --as-of 2021-12-31 -o 台账（已补填）.xlsx
djcov collect 台账.xlsx 补填 --format json"""

Roster = Annotated[str, typer.Argument(metavar="ROSTER", help="发出补填表时的那份台账：文件或文件夹")]
Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="放着收回的补填表的文件夹；xlsx、xls、ods、csv 都可以")]
Out = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="补填好的台账副本 .xlsx，首页列出没有采用的和没有答复的"),
]

TITLE = "收回情况"


def collect(
    asked: Manner,
    roster: Roster,
    folder: Folder,
    out: Out = None,
    as_of: options.AsOf = None,
    format: options.OutputFormat = None,
    width: options.Width = None,
    fail_on: options.FailOnFindings = None,
) -> int:
    """Print how far each township is, and write the ledger's copy."""
    shown = printing(format, None, width, asked.quiet, ())
    copy = None if out is None else _copy(Path(out), (roster, folder, asked.policy, asked.password_file))
    facts = asked.reads((roster,), as_of).facts()
    require_ledger(facts, [roster])

    from .. import pipeline
    from ..findings import Findings
    from ..reports.ask import CollectionView
    from . import filled_copy
    from .summary import name_left

    result = pipeline.collect(facts, folder)
    shown.emit(CollectionView(result), facts.findings, result.findings)
    for findings in (facts.findings, result.findings):
        name_left(findings)
    if copy:
        told = Findings()
        told.include(result.findings, result.still_open)
        filled_copy.write(facts.roster, result.fillings, copy, TITLE, quiet=asked.quiet, findings=told)
    return max(exit_code(fail_on, findings) for findings in (facts.findings, result.findings))


def _copy(path: Path, inputs: tuple[str | None, ...]) -> Path:
    """Give where the copy goes. Raises UsageError and OutputError before anything is read."""
    if path.suffix.lower() != SUFFIX:
        raise UsageError(f"台账的副本不能写成 {path}", hint=f"它的扩展名是 {SUFFIX}。")
    return writable(path, inputs)
