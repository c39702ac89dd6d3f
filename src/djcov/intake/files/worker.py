"""The process that reads workbooks: ``python -m djcov.intake.files.worker``, requests on stdin, answers on stdout.

A reader written in another language may abort the process, go round in circles or ask for all memory; here it may. The
address space and the processor's time are bounded where the system can do it, and the parent looks at the clock. What
goes back are typed tables, which are smaller than their cells; so several workbooks are read, understood and validated
at the same time. pandas is not needed here.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ...engines.no_pandas import NoPandas
from ...errors import InputError, lacking
from ..file_tables import Answer, Bug, Request, read_document
from .sheets import Refusal
from .workers import seconds

_SPARING = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"}
"""What keeps libraries from reserving address space that they will not use: a GiB, and some for each processor."""

_BASE = 768 << 20
_PER_BYTE = 64
_MOST = 16 << 30

READY = "djcov"
"""The greeting: the worker has started and can be asked."""


def answer(request: Request) -> Answer:
    """Read one workbook."""
    from . import locked

    try:
        return read_document(request)
    except locked.PasswordError as error:
        return Refusal(error.what, error.hint, needs_password=True)
    except InputError as error:
        return Refusal(error.what, error.hint)
    except (MemoryError, SystemError):  # the latter is what Python itself says here and there when memory is refused
        return Refusal("工作簿展开后太大，内存不够", "请删除多余的空白行列，或拆分后再试。")
    except Exception as bug:  # the border between two processes: a bug goes across as what it is
        if error := lacking(bug):
            return Refusal(error.what, error.hint)
        way = [
            f"{frame.filename} 第 {frame.lineno} 行 {frame.name}" for frame in traceback.extract_tb(bug.__traceback__)
        ]
        return Bug(f"{type(bug).__name__}: {bug}", "\n".join(way[-3:]))


def _bound(size: int, before: int) -> None:
    """Bound the address space and the processor's time for a file of so many bytes; ``before``: what the process had of
    the former at its start.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent bounds the time by the clock all the same
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds(size)) + 1)
    _limit(resource.RLIMIT_CORE, 0)  # an abort leaves no file behind in the user's folder
    _limit(resource.RLIMIT_AS, before + min(_BASE + size * _PER_BYTE, _MOST))


def _limit(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    with suppress(ValueError):  # macOS refuses some
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    """The bytes of address space that this process has; a copy of a large one has much, however little it uses."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE
    except OSError:  # not Linux, where nothing is copied
        return 0


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Greet, then answer requests until there are none left."""
    gc.set_threshold(300_000, 50, 100)  # see djcov.cli
    sys.meta_path.insert(0, NoPandas)
    os.environ.update(_SPARING)
    before = _address_space()
    _send(READY, answers)
    while True:
        try:
            request: Request = pickle.load(requests)
        except EOFError:
            return
        _bound(len(request.data), before)
        _send(answer(request), answers)


def _send(message: object, answers: BinaryIO) -> None:
    pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
