"""A roster from standard input, which ``-`` stands for: ``mysql … | djcov coverage -``. It stays in memory."""

from __future__ import annotations

import sys
from functools import cache
from typing import IO, TYPE_CHECKING

from ..errors import InputError, UsageError, reason

if TYPE_CHECKING:
    from ..contents import Contents

SIGN = "-"
_NAME = "标准输入"


def contents() -> Contents:
    """Give what standard input holds, read once. Raises UsageError for a terminal, InputError for what is too much."""
    return _read(sys.stdin.buffer)


@cache
def _read(stream: IO[bytes]) -> Contents:
    from ..contents import Contents
    from ..intake.files.opening import LARGEST_FILE

    if stream.isatty():
        raise UsageError(
            "- 表示从标准输入读台账，而标准输入是终端", hint="请用管道或重定向，如 djcov coverage - < 台账.csv。"
        )
    try:
        data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"标准输入读不了（{reason(error)}）") from None
    if len(data) > LARGEST_FILE:
        raise InputError("标准输入超过 1 GiB", hint="请存为文件再读。")
    return Contents(_NAME, data)
