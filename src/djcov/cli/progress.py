"""Progress: on standard error, only on a terminal, only when it takes long enough to wonder."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 0.5
"""Seconds before progress is shown at all."""


class Reporter:
    """Called with what is in hand, how much (bytes, or ``measure``) is done, and how much there is."""

    def __init__(self, verb: str, measure: str) -> None:
        self._verb = verb
        self._measure = measure
        self._since = time.monotonic()
        self._shown: Progress | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far it is, once the patience is over."""
        if self._shown is None:
            if time.monotonic() - self._since < _PATIENCE:
                return
            self._shown = _started(self._measure)
        self._shown.update(self._shown.task_ids[0], description=f"{self._verb} {what}", completed=done, total=total)

    def stop(self) -> None:
        """Take the progress away again."""
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def reporting(wanted: bool, verb: str = "读取", measure: str = "") -> Generator[Reporter | None]:
    """Give a reporter while something lasts, or None when nobody would see or wants to see it."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    reporter = Reporter(verb, measure)
    try:
        yield reporter
    finally:
        reporter.stop()


@contextmanager
def busy(wanted: bool, what: str) -> Generator[None]:
    """Say what is being done while something lasts of which nobody knows how far it is."""
    if not (wanted and sys.stderr.isatty()):
        yield
        return
    shown: list[Progress] = []
    timer = threading.Timer(_PATIENCE, lambda: shown.append(_pulsing(what)))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for each in shown:
            each.stop()


def _pulsing(what: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(what, total=None)
    progress.start()
    return progress


def _started(measure: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    amount = (
        (TextColumn(f"{{task.completed:.0f}}/{{task.total:.0f}} {measure}", markup=False),)
        if measure
        else (DownloadColumn(binary_units=True), TransferSpeedColumn())
    )
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), *amount)
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task("")
    progress.start()
    return progress
