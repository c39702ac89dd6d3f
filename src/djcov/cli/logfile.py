"""``--log FILE``: what a run that nobody watches said, one line each with its time; jobs may share a file.

The file is only added to, a whole line at a time. It holds what standard error would show, which is masked, and how
the run began and ended; the standard library's logging, whose records carry more than that and which takes 15 ms to
load, is not needed for it.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from .. import __version__
from ..errors import OutputError, UsageError, printable, reason, shown_path
from ..masking import title
from .exit_code import DONE, FOUND

OPTION = "--log"
_NOT_WRITTEN = 3
"""The exit code of a run whose log, or result, is not wholly there."""

_LINE = re.compile(rb"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d \[\d+\] ", re.MULTILINE)
_LOOKED_AT = 1 << 16
"""Bytes of a file in which there is a line of a log, if it is one."""


class LogFile:
    """The log of one run. Raises OutputError where the file can't be opened."""

    def __init__(self, path: Path) -> None:
        self.failed = ""
        """Why it could not be written on, once it could not."""
        self._since = time.monotonic()
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise OutputError(
                f"日志写不进去（{reason(error)}）", where=str(path), hint="请检查权限，或换一个位置。"
            ) from None

    def write(self, lines: Iterable[str]) -> None:
        """Add lines, each with the time and the process's number. A full disk does not end the run."""
        now = f"{datetime.now().astimezone().isoformat(timespec='seconds')} [{os.getpid()}]"
        whole = "".join(f"{now} {title(printable(line))}\n" for line in lines).encode(errors="replace")
        try:
            while whole and not self.failed:
                whole = whole[self._file.write(whole) :]
        except OSError as error:
            self.failed = reason(error)

    def end(self, code: int) -> None:
        """Say how the run ended."""
        self.write([f"结束：退出码 {code}，用时 {time.monotonic() - self._since:.1f} 秒"])
        with suppress(OSError):
            self._file.close()


def _word(word: str) -> str:
    shown = shown_path(word)
    return f'"{shown}"' if " " in shown or not shown else shown


_CURRENT: ContextVar[LogFile | None] = ContextVar("the log of this run", default=None)


def begin(words: Sequence[str]) -> None:
    """Begin the log of a run that is called by ``words``, if it is to keep one, before they are looked at: what is
    wrong with them belongs there too.

    Raises UsageError where it would be added to something else that the line names, or that is no log; OutputError.
    """
    path = _path(words)
    if path is None:
        return
    if any(_is_same(path, other) for other in _others(words)):
        raise UsageError(f"{path} 是日志，又是要读或要写的文件", hint=f"请给 {OPTION} 另一个文件名。")
    if not _may_be_log(path):
        raise UsageError(f"{path} 已经存在，而且不是 djcov 的日志", hint=f"为免写坏它，请给 {OPTION} 另一个文件名。")
    log = LogFile(path)
    _CURRENT.set(log)  # first, so that a run that is ended while its first line is written says so
    log.write([f"开始：djcov {__version__}，{' '.join(map(_word, ('djcov', *words)))}"])


def _path(words: Sequence[str]) -> Path | None:
    found = None
    for at, word in enumerate(words):
        if word == "--":
            break
        name, given, value = word.partition("=")
        if name == OPTION:
            found = value if given else next(iter(words[at + 1 : at + 2]), "")
    return Path(found) if found else None


def _others(words: Sequence[str]) -> Iterator[str]:
    """Give what may be a path: each word but the log's own, what stands behind its =, and behind a short option."""
    for before, word in zip(("", *words), words, strict=False):
        if before != OPTION and not word.startswith(f"{OPTION}="):
            yield from filter(None, (word, word.rpartition("=")[2], word[2:] if re.match("-[a-z]", word) else ""))


def _is_same(path: Path, other: str) -> bool:
    try:
        return os.path.realpath(path) == os.path.realpath(other) or path.samefile(other)
    except (OSError, ValueError):
        return False


def _may_be_log(path: Path) -> bool:
    """Whether nothing is lost by adding to a file; what cannot be read will not open either."""
    try:
        if not path.is_file() or not path.stat().st_size:
            return True
        with path.open("rb") as file:
            return bool(_LINE.search(file.read(_LOOKED_AT)))
    except OSError:
        return True


def note(lines: Iterable[str]) -> None:
    """Add what is said, if this run keeps a log."""
    if log := _CURRENT.get():
        log.write(lines)


def end(code: int) -> tuple[int, str]:
    """End the log of this run, if it keeps one; give the run's exit code, and what is to be said of the log."""
    log = _CURRENT.get()
    if log is None:
        return code, ""
    _CURRENT.set(None)
    log.end(code)
    told = f"日志写不进去（{log.failed}），没有写全。" if log.failed else ""
    return (_NOT_WRITTEN if told and code in (DONE, FOUND) else code), told
