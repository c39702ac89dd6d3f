"""The way back: the roster as a copy with the findings on its cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .messages import say
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..findings import Findings
    from ..reports.annotated import HandedBack
    from ..reports.check import CheckView
    from .asked import Asked

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Handing:
    """Where the copy goes."""

    output: Path
    quiet: bool

    def emit(self, view: CheckView, *_found: Findings) -> None:
        """Write the copy, or the list of findings and why it is no copy. Raises OutputError."""
        back = self._handed_back(view)
        write_file(self.output, back.content, self.quiet)
        if self.quiet:
            return
        if back.apart:
            say(f"{back.apart}，所以没有在台账上标注，另写成问题清单。")
        else:
            say(f"它是台账的副本，标出了 {back.marked} 个单元格；原台账没有改动。")

    def _handed_back(self, view: CheckView) -> HandedBack:
        from ..reports.annotated import hand_back, listed

        source, *others = view.result.sources
        return listed(view.result, "台账不止一个文件") if others else hand_back(view.result, source.unchanged())


def wanted(asked: Asked, *, completeness: bool) -> Handing | None:
    """Tell whether a workbook is asked for, before anything is read.

    Raises UsageError if it may not go there, OutputError if its folder is not there.
    """
    if completeness or asked.format or not asked.output or Path(asked.output).suffix.lower() != SUFFIX:
        return None
    return Handing(writable(Path(asked.output), asked.inputs(asked.sources)), asked.quiet)
