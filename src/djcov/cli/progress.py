"""Progress of reading: on standard error, only on a terminal, only when reading takes long enough to wonder."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 0.5
"""Seconds before progress is shown at all."""


class Reporter:
    """Called while reading with what is being read, how many bytes are done, and how many there are."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._shown: Progress | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far it is, once the patience is over."""
        if self._shown is None:
            if time.monotonic() - self._since < _PATIENCE:
                return
            self._shown = _started()
        self._shown.update(self._shown.task_ids[0], description=f"读取 {what}", completed=done, total=total)

    def stop(self) -> None:
        """Take the progress away again."""
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def reporting(wanted: bool) -> Generator[Reporter | None]:
    """Give a reporter while reading lasts, or None when nobody would see or wants to see it."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    reporter = Reporter()
    try:
        yield reporter
    finally:
        reporter.stop()


def _started() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(binary_units=True),
        TransferSpeedColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task("读取")
    progress.start()
    return progress
