"""What a command reads that was given no roster: those of the current folder, but for what djcov wrote itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError, readable, reason
from .messages import say

_NAMED = 5
"""Files that the message lists."""


def rosters() -> list[str]:
    """Give the current folder's files that may be rosters, in the order of their names; not what is in its folders.

    A marked copy of a roster counts where there is nothing else. Raises InputError if there is no such file.
    """
    from ..intake.reader import is_marked_copy, workbooks

    hint = "请写明台账文件或文件夹，如 djcov gaps 台账.xlsx；或先进入存放台账的文件夹。"
    try:
        files = workbooks(Path(), deep=False)
    except OSError as error:
        raise InputError(f"没有写台账，当前文件夹也打不开（{reason(error)}）", hint=hint) from None
    originals = [file for file in files if not is_marked_copy(file)]
    if not files:
        raise InputError("没有写台账，当前文件夹里也没有台账文件", hint=hint)
    return list(map(str, originals or files))


def tell(files: Sequence[str]) -> None:
    """Say which files of the current folder are read."""
    names = "、".join(readable(Path(file)) for file in files[:_NAMED])
    say(f"没有写台账，读取当前文件夹的 {len(files)} 个文件：{names}{' 等' if len(files) > _NAMED else ''}。")
