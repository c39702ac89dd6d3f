"""The process that opens workbooks: ``python -m djcov.intake.worker``, requests on stdin, answers on stdout.

A reader written in another language may abort the process or ask for all memory; here it may. The address space is
bounded where the system can do it, and the parent bounds the time.
"""

from __future__ import annotations

import pickle
import sys
from typing import BinaryIO

from ..errors import InputError
from .sheets import Answer, Refusal, Request

_BASE = 768 << 20
_PER_BYTE = 64
_MOST = 16 << 30

READY = "djcov"
"""The greeting: the worker has started and can be asked."""


def answer(request: Request) -> Answer:
    """Read one workbook."""
    from . import locked, workbook

    try:
        data, kind = request.data, request.kind
        if kind == "locked":
            data, kind = locked.unlock(data, request.where, request.password)
        return workbook.read(data, kind, request.where)
    except locked.PasswordError as error:
        return Refusal(error.what, error.hint, needs_password=True)
    except InputError as error:
        return Refusal(error.what, error.hint)
    except MemoryError:
        return Refusal("工作簿展开后太大，内存不够", "请删除多余的空白行列，或拆分后再试。")


def _bound_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time is bounded there all the same
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = min(_BASE + size * _PER_BYTE, _MOST)
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Greet, then answer requests until there are none left."""
    _send(READY, answers)
    while True:
        try:
            request: Request = pickle.load(requests)
        except EOFError:
            return
        _bound_memory(len(request.data))
        _send(answer(request), answers)


def _send(message: object, answers: BinaryIO) -> None:
    pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
