"""What writes a whole report: one renderer for each suffix, loaded when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .printing import writable, write_file

if TYPE_CHECKING:
    from ..measures.report import Report
    from .asked import Asked


def _workbook(report: Report, path: Path) -> bytes:
    from ..reports import workbook

    return workbook.render(report, _links(report, path.parent))


def _notice(report: Report, _: Path) -> bytes:
    from ..reports import notice

    return notice.render(report)


def _webpage(report: Report, _: Path) -> bytes:
    from ..reports import webpage

    return webpage.render(report)


RENDERERS: dict[str, Callable[[Report, Path], bytes]] = {".xlsx": _workbook, ".html": _webpage, ".docx": _notice}
"""By suffix, what makes the report that goes to a path."""


@dataclass(frozen=True)
class Destination:
    """Where a report goes; the suffix is one of :data:`RENDERERS`."""

    path: Path
    quiet: bool

    def emit(self, report: Report) -> None:
        """Write the report whole, and say where it went. Raises OutputError."""
        write_file(self.path, RENDERERS[self.path.suffix.lower()](report, self.path), self.quiet)


def destination(asked: Asked, earlier: Sequence[str] = ()) -> Destination:
    """Give where the report goes, before anything is read.

    Raises UsageError when no file is named, its suffix is no report's, or it may not be written there.
    """
    known = "、".join(RENDERERS)
    if asked.output is None:
        raise UsageError(
            "没有说报告写到哪里", hint=f"请用 -o 指定文件，扩展名可以是 {known}；填党内统计年报用 --form annual。"
        )
    path = Path(asked.output)
    if path.suffix.lower() not in RENDERERS:
        raise UsageError(f"报告不能写成 {path}", hint=f"扩展名可以是 {known}。")
    if asked.format:
        raise UsageError("报告没有 --format", hint="它的格式由 -o 的扩展名决定。")
    return Destination(writable(path, (*asked.rosters, *earlier)), asked.quiet)


def _links(report: Report, folder: Path) -> dict[str, str]:
    """Give where each file that was read stands, as seen from ``folder``; one on another drive cannot be seen."""
    links: dict[str, str] = {}
    for source in report.sources:
        with suppress(ValueError):
            links[source.file] = Path(os.path.relpath(source.file, folder)).as_posix()
    return {file: seen for file, seen in links.items() if "#" not in seen}  # in a link it begins the place inside
