"""Small text files that people write for the program: policies, passwords."""

from __future__ import annotations

import stat
from pathlib import Path

LARGEST = 1 << 20
"""Bytes of such a file at most."""


def read(path: Path) -> str:
    """Read a whole file of UTF-8. Raises OSError with a Chinese reason, also for a device and for what is too large,
    UnicodeDecodeError, and ValueError for what can be no path.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISDIR(mode)):
        raise OSError(0, "这是设备，不是文件")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise OSError(0, "超过 1 MB")
    return content.decode("utf-8-sig")
