"""The roster's own workbook as a copy with some cells filled, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .messages import say
from .printing import write_file

if TYPE_CHECKING:
    from ..findings import Findings
    from ..following.fillings import Filling
    from ..reports.filled_copy import Filled
    from ..roster import Roster

_TOLD = 5
"""Cells that are to be filled by hand of which the place is told."""


def write(
    roster: Roster,
    fillings: Sequence[Filling],
    path: Path,
    title: str,
    *,
    quiet: bool,
    findings: Findings | None = None,
) -> Filled:
    """Write the copy, or the list of what is to be filled in and why it is no copy. Raises OutputError.

    ``findings``: what a sheet of the copy tells.
    """
    from ..reports.filled_copy import fill, listed

    source, *others = roster.sources
    if others:
        filled = listed(fillings, title, "台账不止一个文件")
    else:
        filled = fill(source.unchanged(), fillings, title, findings)
    write_file(path, filled.content, quiet)
    if quiet:
        return filled
    if filled.apart:
        say(f"{filled.apart}，所以没有填入台账，另写成清单。")
        return filled
    say(f"它是台账的副本，填了 {len(filled.written)} 个单元格（绿色，批注写明依据）；原台账没有改动。")
    say(f"请核对后再用：djcov check {path}")
    for each, why in filled.by_hand[:_TOLD]:
        say(f"没有填：{each.at}，应为“{each.value}”（{why}），请手工填写。")
    if len(filled.by_hand) > _TOLD:
        say(f"这样的还有 {len(filled.by_hand) - _TOLD} 处。")
    return filled
