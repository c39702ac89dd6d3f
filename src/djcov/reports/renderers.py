"""What writes a whole report: one renderer for each suffix, loaded when it is asked for."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..measures.report import Report
    from ..planning.results import Plan


class Renderer(Protocol):
    """What makes the report that goes to a path; ``plan``: what it is to propose, if anything."""

    def __call__(self, report: Report, path: Path, plan: Plan | None = None, /) -> bytes:
        """Give the file's bytes."""
        ...


def _workbook(report: Report, path: Path, plan: Plan | None = None) -> bytes:
    from . import workbook

    return workbook.render(report, _links(report, path.parent), plan)


def _notice(report: Report, _: Path, plan: Plan | None = None) -> bytes:
    from . import notice

    return notice.render(report, plan)


def _webpage(report: Report, _: Path, plan: Plan | None = None) -> bytes:
    from . import webpage

    return webpage.render(report, plan)


RENDERERS: dict[str, Renderer] = {".xlsx": _workbook, ".html": _webpage, ".docx": _notice}
"""By suffix."""


_RESERVED = re.compile(r'[\x00-\x20"#%:<>?\[\\\]^`{|}\x7f]')
"""What in a file's name would mean something else in a link."""


def _links(report: Report, folder: Path) -> dict[str, str]:
    """Give where each file that was read stands, as a link from ``folder``; one on another drive cannot be seen."""
    links: dict[str, str] = {}
    for source in report.sources:
        if source.held:
            continue
        with suppress(ValueError):
            seen = Path(os.path.relpath(source.file, folder)).as_posix()
            links[source.file] = _RESERVED.sub(lambda match: f"%{ord(match[0]):02X}", seen)
    return links
