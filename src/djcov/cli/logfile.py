"""``--log FILE``: what a run that nobody watches said, one line each with its time; jobs may share a file.

The file is only added to, a whole line at a time. It holds what standard error would show, which is masked, and how
the run began and ended; the standard library's logging, whose records carry more than that and which takes 15 ms to
load, is not needed for it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from .. import __version__
from ..errors import OutputError, printable, reason, shown_path


class LogFile:
    """The log of one run. Raises OutputError where the file can't be written."""

    def __init__(self, path: Path, words: Sequence[str]) -> None:
        self._path = path
        self._since = time.monotonic()
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise OutputError(
                f"日志写不进去（{reason(error)}）", where=str(path), hint="请检查权限，或换一个位置。"
            ) from None
        self.write([f"开始：djcov {__version__}，{' '.join(map(_word, words))}"])

    def write(self, lines: Iterable[str]) -> None:
        """Add lines, each with the time and the process's number."""
        now = f"{datetime.now().astimezone().isoformat(timespec='seconds')} [{os.getpid()}]"
        self._file.write("".join(f"{now} {printable(line)}\n" for line in lines).encode(errors="replace"))

    def end(self, code: int) -> None:
        """Say how the run ended."""
        self.write([f"结束：退出码 {code}，用时 {time.monotonic() - self._since:.1f} 秒"])
        self._file.close()


def _word(word: str) -> str:
    shown = shown_path(word)
    return f'"{shown}"' if " " in shown or not shown else shown


_CURRENT: ContextVar[LogFile | None] = ContextVar("the log of this run", default=None)


def begin(path: str, words: Sequence[str]) -> None:
    """Begin the log of this run, which was called by ``words``. Raises OutputError."""
    _CURRENT.set(LogFile(Path(path), words))


def note(lines: Iterable[str]) -> None:
    """Add what is said, if this run keeps a log."""
    if log := _CURRENT.get():
        log.write(lines)


def end(code: int) -> None:
    """End the log of this run, if it keeps one."""
    if log := _CURRENT.get():
        _CURRENT.set(None)
        log.end(code)
