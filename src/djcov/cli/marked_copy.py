"""The way back: the roster as a copy with the findings on its cells, or what a policy is to say about its headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .messages import say
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..findings import Findings
    from ..policy import Policy
    from ..reports.check import CheckView
    from ..reports.marked_copy import HandedBack
    from .shared_options import Asked

SUFFIX = ".xlsx"
POLICY = ".toml"


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
        from ..reports.marked_copy import hand_back, listed

        source, *others = view.result.sources
        if others:
            return listed(view.result, "台账不止一个文件", view.units)
        return hand_back(view.result, source.unchanged(), view.units)


@dataclass(frozen=True)
class Naming:
    """Where the ``[columns]`` of a policy goes that tells what the headers mean which were not read."""

    output: Path
    rules: Callable[[], Policy]
    """Loads the policy."""
    quiet: bool

    def emit(self, view: CheckView, *_found: Findings) -> None:
        """Write the section, each line as a comment. Raises OutputError."""
        from .. import pipeline
        from ..reports.columns import section

        unread = pipeline.unread(view.result, self.rules())
        text = f"{_HOW_TO_NAME}\n\n{section(unread)}\n" if unread else "# 没有未采用的表头。\n"
        write_file(self.output, text.encode(), self.quiet)
        if not self.quiet:
            say(f"有 {len(unread)} 个表头没有采用；核对后去掉行首的 #，并入政策文件。")


_HOW_TO_NAME = """# 没有采用的表头，每行一个；确是某一栏的，去掉行首的 #，把 … 换成字段名，并入政策文件。
# 字段名可用 djcov columns 加一个相近的表头查看；不是统计所用的栏目，不必理会。"""


def wanted(asked: Asked, *, completeness: bool) -> Handing | Naming | None:
    """Tell whether a workbook, or a policy's section, is asked for, before anything is read.

    Raises UsageError if it may not go there, OutputError if its folder is not there.
    """
    suffix = Path(asked.output or "").suffix.lower()
    if completeness or asked.format or not asked.output or suffix not in (SUFFIX, POLICY):
        return None
    path = writable(Path(asked.output), asked.inputs(asked.sources))
    return Handing(path, asked.quiet) if suffix == SUFFIX else Naming(path, asked.reading.rules, asked.quiet)
