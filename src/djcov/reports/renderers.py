"""What writes a whole report: one renderer for each suffix, loaded when it is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..measures.report import Report


def _workbook(report: Report, path: Path) -> bytes:
    from . import workbook

    return workbook.render(report, _links(report, path.parent))


def _notice(report: Report, _: Path) -> bytes:
    from . import notice

    return notice.render(report)


def _webpage(report: Report, _: Path) -> bytes:
    from . import webpage

    return webpage.render(report)


RENDERERS: dict[str, Callable[[Report, Path], bytes]] = {".xlsx": _workbook, ".html": _webpage, ".docx": _notice}
"""By suffix, what makes the report that goes to a path."""


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
