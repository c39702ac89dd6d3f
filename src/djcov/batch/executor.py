"""Making results, here or in a few processes: in the order in which they were asked for, whichever is ready first.

A task is a function without parameters that another process can be sent. What it needs of the facts is taken out of
them before, one task after the other and only a few ahead, so that memory holds a few results and never all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

_AHEAD = 2
"""Tasks that are ready for each process."""

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Made:
    """One result's bytes."""

    content: bytes
    note: str = ""
    """What is to be said about it."""
    seconds: float = 0.0


Task = Callable[[], Made]


def make(tasks: Iterable[tuple[W, Callable[[], Task]]], jobs: int) -> Iterator[tuple[W, Made]]:
    """Prepare each task here, run it, and give what it made with what it was made for."""
    if jobs == 1:
        for wanted, prepare in tasks:
            yield wanted, _timed(prepare())
        return
    waiting: deque[tuple[W, Future[Made]]] = deque()
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin)
    try:
        for wanted, prepare in tasks:
            waiting.append((wanted, pool.submit(_timed, prepare())))
            if len(waiting) > jobs * _AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _first(waiting: deque[tuple[W, Future[Made]]]) -> tuple[W, Made]:
    wanted, future = waiting.popleft()
    return wanted, future.result()


def _timed(task: Task) -> Made:
    since = time.monotonic()
    made = task()
    return Made(made.content, made.note, round(time.monotonic() - since, 3))


def _begin() -> None:
    """Leave interrupts to the parent, and go when the parent is gone, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
