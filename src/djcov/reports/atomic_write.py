"""Files are replaced whole or not at all: nobody ever sees half a table."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from ..errors import OutputError, reason

_ATTEMPTS = 3
_PAUSE = 0.2
"""Seconds between attempts to replace a file that another program holds open for a moment."""


def save(path: Path, content: bytes) -> Path:
    """Write ``content`` under ``path`` and return where it went.

    A temporary file in the same folder takes its place at the end, and may be read by those who might read the old one.
    Where the old file is open in a spreadsheet program and cannot be replaced (Windows), the new one goes beside it as
    ``name (2).suffix``. Something that is not a file (a device, a pipe) is written to directly. Raises OutputError.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return path
        target = Path(os.path.realpath(path))  # a loop of links is replaced; resolve() would raise a RuntimeError
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            _write(temporary, content, target)
            return path if _replace(temporary, target) else _beside(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"文件写不进去（{reason(error)}）", where=str(path), hint="请换一个位置或检查权限。"
        ) from None


def _write(path: Path, content: bytes, old: Path) -> None:
    with path.open("xb") as file:
        if os.name == "posix":  # Windows has the folder's permissions, and a mark that would only be in the way
            with suppress(OSError):  # there is no old file, or the disk knows no permissions
                shutil.copymode(old, path)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> bool:
    """Put ``source`` in the place of ``target``; False if another program keeps ``target`` open."""
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE)
        try:
            source.replace(target)
        except PermissionError:
            continue
        return True
    return False


def _beside(source: Path, path: Path) -> Path:
    number = 2
    while (other := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    source.replace(other)
    return other
