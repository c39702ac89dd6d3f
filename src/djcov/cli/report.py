"""djcov report: all results of one date in a file to hand on."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import options
from .asked import Asked
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..measures.report import Report

HELP = """写出可以上交的报告：覆盖率、目标、排名、缺口名单、每个数的依据和口径
-o 的扩展名决定写成什么：.xlsx 工作簿。"""
EXAMPLES = """djcov report 台账.xlsx -o 报告.xlsx --as-of 2021-12-31
djcov report 台账文件夹 -o 古城乡.xlsx --township 古城乡"""


def _workbook(report: Report, path: Path) -> bytes:
    from ..reports import workbook

    return workbook.render(report, _links(report, path.parent))


RENDERERS: dict[str, Callable[[Report, Path], bytes]] = {".xlsx": _workbook}
"""By suffix, what makes the report that goes to a path; each loads its libraries when it is called."""


def report(
    asked: Asked,
    township: options.Townships = None,
    show_names: options.ShowNames = False,
) -> int:
    """Write the report of the rosters to a file."""
    path = _destination(asked)
    reading = asked.reading
    facts = reading.facts()

    from .. import pipeline
    from ..masking import Names
    from .summary import summarize

    result = pipeline.report(facts, townships=township or (), names=Names(show_names))
    write_file(path, RENDERERS[path.suffix.lower()](result, path), asked.quiet)
    if not asked.quiet:
        summarize(facts, reading, next_commands=(("check",),))
    return 0


def _destination(asked: Asked) -> Path:
    """Give the file to write. Raises UsageError when none is named, or its suffix is no report's."""
    known = "、".join(RENDERERS)
    if asked.output is None:
        raise UsageError("没有说报告写到哪里", hint=f"请用 -o 指定文件，扩展名可以是 {known}。")
    path = Path(asked.output)
    if path.suffix.lower() not in RENDERERS:
        raise UsageError(f"报告不能写成 {path}", hint=f"扩展名可以是 {known}。")
    if asked.format:
        raise UsageError("报告没有 --format", hint="它的格式由 -o 的扩展名决定。")
    return writable(path, asked.rosters)


def _links(report: Report, folder: Path) -> dict[str, str]:
    """Give where each file that was read stands, as seen from ``folder``; one on another drive cannot be seen."""
    links: dict[str, str] = {}
    for source in report.sources:
        with suppress(ValueError):
            links[source.file] = Path(os.path.relpath(source.file, folder)).as_posix()
    return {file: seen for file, seen in links.items() if "#" not in seen}  # in a link it begins the place inside
