"""The parent's side of :mod:`djcov.intake.worker`: hands out workbooks, bounds the time, survives a worker's death."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Self

from .documents import Answer, Request
from .sheets import Refusal

_SECONDS = 12.0
_SECONDS_PER_MEGABYTE = 3.0
_NOT_STARTED = Refusal("读取工作簿的辅助进程未能启动", "请重新安装 djcov，或检查安全软件是否拦截了它。")
_DIED = Refusal("读取此文件时内存或时间超限，或文件已损坏", "请在表格软件中打开后另存为 .xlsx 再试。")


class Workers:
    """A few reading processes. Started when first needed, so that their work overlaps with the parent's imports."""

    def __init__(self, count: int = 1) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="djcov-reader")
        self._own = threading.local()
        self._all: list[subprocess.Popen[bytes]] = []

    def submit(self, request: Request) -> Future[Answer]:
        """Read one workbook in some worker; a worker that dies or takes too long answers with a refusal."""
        return self._threads.submit(self._read, request)

    def _read(self, request: Request) -> Answer:
        process = self._process()
        if process is None:
            return _NOT_STARTED
        assert process.stdin and process.stdout
        seconds = _SECONDS + _SECONDS_PER_MEGABYTE * len(request.data) / (1 << 20)
        alarm = threading.Timer(seconds, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            pickle.dump(request, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            process.kill()
            return _DIED
        finally:
            alarm.cancel()

    def _process(self) -> subprocess.Popen[bytes] | None:
        """Give this thread's worker, a new one if the last one died; None if none can be started."""
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is None or process.poll() is not None:
            try:
                process = self._own.process = _started()
            except (OSError, EOFError, pickle.UnpicklingError):
                return None
            self._all.append(process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=error is None, cancel_futures=True)
        for process in self._all:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with suppress(OSError):  # what a dead worker never took is flushed into a broken pipe
                        stream.close()
            process.wait()


def _started() -> subprocess.Popen[bytes]:
    """Start a worker that finds what this process finds, wherever it found it, and wait for its greeting."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", f"{__package__}.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path)},  # noqa: PTH100
    )
    assert process.stdout
    try:
        pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError):
        process.kill()
        process.communicate()
        raise
    return process
