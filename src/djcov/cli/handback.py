"""The way back: the roster as a copy with the findings on its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from .messages import say
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..reports.annotated import HandedBack
    from ..reports.check import CheckView
    from .asked import Asked

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Handing:
    """Where the copy goes, and what it is a copy of."""

    output: Path
    rosters: Sequence[str]
    quiet: bool

    def emit(self, view: CheckView) -> None:
        """Write the copy, or the list of findings and why it is no copy. Raises InputError and OutputError."""
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

        files = [Path(roster) for roster in self.rosters]
        if len(files) > 1 or files[0].is_dir():
            return listed(view.result, "台账不止一个文件")
        try:
            original = files[0].read_bytes()
        except OSError as error:
            raise InputError(
                f"文件打不开（{error.strerror}）", where=str(files[0]), hint="请不要在检查时移动它。"
            ) from None
        return hand_back(view.result, original)


def wanted(asked: Asked) -> Handing | None:
    """Tell whether a workbook is asked for, before anything is read. Raises UsageError if it may not go there."""
    if asked.format or not asked.output or Path(asked.output).suffix.lower() != SUFFIX:
        return None
    return Handing(writable(Path(asked.output), asked.rosters), asked.rosters, asked.quiet)
