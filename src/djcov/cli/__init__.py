"""The commands. One thin file each: options, one call, one print, an exit code.

Importing this package loads typer and the standard library, nothing heavier: ``djcov --help`` must come at once. A
command imports what it needs when it runs.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

# A run is short and makes many long-lived objects, most of them while importing. With Python's own thresholds a fifth
# of a small run's time goes into looking for cycles among them (1.39 s against 1.13 s on a workbook of 2,000 rows).
gc.set_threshold(300_000, 50, 100)

# Looking for plugins of pydantic's, of which djcov has none, costs 20 ms.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# NumPy's linear algebra, which nothing here uses, starts threads that wait by running: a tenth of a small run's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_INTERRUPTED = 130


def main() -> NoReturn:
    """Be the program."""
    end_when_interrupted()
    if getattr(sys, "frozen", False):
        _be_what_was_started()
    try:
        from . import program
    except ImportError as error:  # typer, without which nothing can be asked; program tells what lacks later
        from ..errors import lacking

        if (lack := lacking(error)) is None:
            raise
        os.write(2, f"错误：{lack}\n".encode())
        sys.exit(lack.exit_code)

    program.main()


def run(arguments: Sequence[str] | None = None) -> int:
    """Run djcov and return its exit code."""
    from . import program

    return program.run(arguments)


def _be_what_was_started() -> None:
    """Be a process that reads workbooks or makes results, if a frozen program started itself as one."""
    from multiprocessing import freeze_support

    from ..intake.files.workers import FROZEN_READER

    if sys.argv[1:] == [FROZEN_READER]:
        from ..intake.files.worker import serve

        serve(sys.stdin.buffer, sys.stdout.buffer)
        os._exit(0)
    freeze_support()


def end_when_interrupted() -> None:
    """Let an interrupt end the program with a message, however early it comes: loading takes a while."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def _leave(_number: int, _frame: object) -> None:
    os.write(2, "已中断。\n".encode())
    os._exit(_INTERRUPTED)
