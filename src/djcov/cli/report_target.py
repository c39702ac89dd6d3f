"""Where a whole report goes; the suffix decides what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..reports.renderers import RENDERERS
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..measures.report import Report
    from ..planning.results import Plan
    from .shared_options import Asked


@dataclass(frozen=True)
class Destination:
    """Where a report goes; the suffix is one of :data:`~djcov.reports.renderers.RENDERERS`."""

    path: Path
    quiet: bool

    def emit(self, report: Report, plan: Plan | None = None) -> Path:
        """Write the report whole, say where it went, and give that. Raises OutputError."""
        return write_file(self.path, RENDERERS[self.path.suffix.lower()](report, self.path, plan), self.quiet)


def destination(asked: Asked, earlier: Sequence[str] = ()) -> Destination:
    """Give where the report goes, before anything is read.

    Raises UsageError when no file is named, its suffix is no report's, or it may not be written there, OutputError when
    its folder is not there.
    """
    known = "、".join(RENDERERS)
    if asked.output is None:
        raise UsageError("请用 -o 指定输出文件", hint=f"扩展名可以是 {known}；填党内统计年报用 --form annual。")
    path = Path(asked.output)
    if path.suffix.lower() not in RENDERERS:
        raise UsageError(f"报告不能写成 {path}", hint=f"扩展名可以是 {known}。")
    if asked.format:
        raise UsageError("报告没有 --format", hint="它的格式由 -o 的扩展名决定。")
    return Destination(writable(path, (*asked.inputs(asked.sources), *earlier)), asked.quiet)
