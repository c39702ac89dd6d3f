"""The parent's side of :mod:`.worker`: hands out workbooks, bounds the time, survives a worker's death."""

from __future__ import annotations

import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from .sheets import SAVE_AS, Refusal

if TYPE_CHECKING:
    from ..file_tables import Answer, Request

_SECONDS_TO_START = 120.0
"""Where a virus scanner reads a new program first; one that was not made to be a reading process never greets."""

_SECONDS = 12.0
_SECONDS_PER_MEGABYTE = 3.0
_PATIENCE = 10
"""By the clock it may take so many times what it may take of a processor, for other programs may be at work."""

_NOT_STARTED = Refusal("读取工作簿的辅助进程未能启动", "请重新安装 djcov，或检查安全软件是否拦截了它。")
_DIED = Refusal("读取此文件时内存或时间超限，或文件已损坏", SAVE_AS)

FROZEN_READER = "--djcov-reader"
"""What the program is given alone to be a reading process, where it is one file and has no ``-m``."""

MOST = 8
"""Workbooks that are read at the same time, however many processors there are; each may need a lot of memory."""


def seconds(size: int) -> float:
    """How long a file of so many bytes may keep one processor busy; what takes longer goes round in circles."""
    return _SECONDS + _SECONDS_PER_MEGABYTE * size / (1 << 20)


@dataclass(frozen=True)
class _Worker:
    """A reading process, how it is ended and waited for, and the pipes to it and from it."""

    kill: Callable[[], None]
    wait: Callable[[], object]
    requests: IO[bytes]
    answers: IO[bytes]

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """End the process if it takes longer."""
        alarm = threading.Timer(seconds, self.kill)
        alarm.daemon = True
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()

    def close(self) -> None:
        """End the process."""
        self.kill()
        for stream in (self.requests, self.answers):
            with suppress(OSError):  # what a dead worker never took is flushed into a broken pipe
                stream.close()
        self.wait()


class Workers:
    """A few reading processes, started when first needed. ``count``: how many; by default one for each processor."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count = count or min(os.cpu_count() or 1, MOST)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="djcov-reader")
        self._own = threading.local()
        self._ready: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: list[_Worker] = []

    def begin(self, wanted: int) -> None:
        """Have some processes before they are needed: as copies of this one, where that is possible.

        A copy need not import anything. That is safe on Linux alone, and only while there is no other thread.
        """
        if wanted and sys.platform == "linux" and threading.active_count() == 1:
            gc.freeze()  # or each copy looks for cycles in what was imported, and copies its memory for it
            for _ in range(min(wanted, self.count)):
                copy = _forked()
                self._all.append(copy)
                self._ready.put(copy)

    def submit(self, request: Request) -> Future[Answer]:
        """Read one workbook in some worker; a worker that dies or takes too long answers with a refusal."""
        return self._threads.submit(self._read, request)

    def _read(self, request: Request) -> Answer:
        worker = self._worker()
        if worker is None:
            return _NOT_STARTED
        try:
            with worker.within(seconds(len(request.data)) * _PATIENCE):
                pickle.dump(request, worker.requests, protocol=pickle.HIGHEST_PROTOCOL)
                worker.requests.flush()
                answer: Answer = pickle.load(worker.answers)
        except (EOFError, OSError, pickle.UnpicklingError):
            answer = _DIED
        if isinstance(answer, Refusal):  # what a broken file has done to the process, nobody knows
            self._own.worker = None
            worker.close()
        return answer

    def _worker(self) -> _Worker | None:
        """This thread's worker, another one if a file was refused by the last one; None if none can be started."""
        if getattr(self._own, "worker", None) is None:
            self._own.worker = self._next()
        return self._own.worker

    def _next(self) -> _Worker | None:
        try:
            worker = self._ready.get_nowait()
        except queue.Empty:
            try:
                worker = _started()
            except OSError:
                return None
            self._all.append(worker)
        try:
            with worker.within(_SECONDS_TO_START):
                pickle.load(worker.answers)  # its greeting
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # ValueError: closed meanwhile
            worker.close()
            return None
        return worker

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=error is None, cancel_futures=True)
        for worker in self._all:
            worker.close()


def _started() -> _Worker:
    """Start a worker. Raises OSError."""
    process = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(_found_in())},
    )
    assert process.stdin and process.stdout
    return _Worker(process.kill, process.wait, process.stdin, process.stdout)


def _command() -> list[str]:
    """The command line of a worker. Raises OSError in a frozen program that was started as one and took no heed:
    each of its own would start further ones.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-P", "-m", f"{__package__}.worker"]
    if sys.argv[1:] == [FROZEN_READER]:
        raise OSError
    return [sys.executable, FROZEN_READER]


def _found_in() -> Iterator[str]:
    """Where this process finds modules, for a worker to find the same; but for a current folder that is gone."""
    for path in sys.path:
        with suppress(FileNotFoundError):
            yield os.path.abspath(path)  # noqa: PTH100


def _forked() -> _Worker:
    """Make a worker as a copy of this process."""
    import multiprocessing

    from . import worker  # here, so that no copy need import it

    asks, asked = os.pipe()
    told, tells = os.pipe()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_serve, args=(worker.serve, asks, tells, (asked, told)), daemon=True)
    process.start()
    os.close(asks)
    os.close(tells)
    return _Worker(process.kill, process.join, os.fdopen(asked, "wb"), os.fdopen(told, "rb"))


def _serve(serve: Callable[[IO[bytes], IO[bytes]], None], requests: int, answers: int, others: tuple[int, ...]) -> None:
    """Be a worker: leave what is the parent's alone, and be as silent as one that was started."""
    for end in others:
        os.close(end)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    with os.fdopen(requests, "rb") as source, os.fdopen(answers, "wb") as target:
        serve(source, target)
