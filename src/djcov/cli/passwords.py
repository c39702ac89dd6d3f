"""Where a workbook's password comes from: a file, the environment, a prompt. Never the command line, where it shows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from .. import small_files
from ..errors import InputError, reason
from .messages import say

VARIABLE = "DJCOV_PASSWORD"


def asking(file: str | None) -> Callable[[str], str | None]:
    """Give the function that finds the password when a workbook turns out to have one.

    Raises InputError if the password file cannot be read.
    """
    given = _first_line(file) if file else os.environ.get(VARIABLE) or None

    def ask(path: str) -> str | None:
        return given if given is not None else _prompt(path)

    return ask


def can_ask(file: str | None) -> bool:
    """Whether a password is given, or somebody is there to be asked."""
    return bool(file or os.environ.get(VARIABLE)) or _somebody()


def _somebody() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _first_line(file: str) -> str:
    try:
        lines = small_files.read(Path(file)).splitlines()
    except OSError as error:
        raise InputError(f"密码文件打不开（{reason(error)}）", where=file, hint="请检查路径和权限。") from None
    except UnicodeDecodeError:
        raise InputError("密码文件不是 UTF-8 文本", where=file, hint="请用记事本另存为 UTF-8。") from None
    if not lines or not lines[0]:
        raise InputError("密码文件是空的", where=file, hint="请把密码写在第一行。")
    return lines[0]


def _prompt(path: str) -> str | None:
    """Ask on a terminal, without showing what is typed; elsewhere there is nobody to ask. Ctrl-D gives up."""
    if not _somebody():
        return None
    import getpass

    try:
        return getpass.getpass(f"{path} 的密码：", stream=sys.stderr) or None
    except EOFError:
        say("")  # ends the line of the prompt
        return None
