"""The run cannot go on: what, where, what to do.

::

    DjcovError             exit code 3
    ├── InputError         a file, folder or workbook that cannot be used
    ├── PolicyError        a policy file that says something impossible
    ├── OutputError        a file that cannot be written
    └── UsageError         an option's value that means nothing (exit code 2)

Something wrong *in* the data is never raised: it is a :class:`djcov.findings.Finding` and the run goes on.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from .masking import public_name

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "没有空间了",
    errno.EDQUOT: "没有空间了",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘只能读",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ELOOP: "链接绕回了自己",
    errno.ENAMETOOLONG: "路径太长",
    errno.EBUSY: "正被别的程序使用",
}
_IN_PATH = re.compile(r"[^/\\]+")
_SHARING_VIOLATION = 32
"""What Windows says of a file that another program has open, which Python takes for a lack of permission."""


class DjcovError(Exception):
    """One clear message in Chinese: ``what`` happened and ``where``; ``hint`` says what to do about it."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        first = f"{printable(shown_path(self.where))}：{self.what}" if self.where else self.what
        return f"{first}\n{self.hint}" if self.hint else first


def printable(text: str) -> str:
    """Give a file's name or the like as it may stand in a line: control characters and line breaks are spaces."""
    return "".join(each if each.isprintable() else " " for each in text)


def reason(error: OSError) -> str:
    """Say in a few words why the system refused; what is rare, in its own."""
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return "正被别的程序使用"
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


def readable(path: Path) -> str:
    """Give a path as a text that every output can hold: a name that an old zip or disk left in GBK is read as such, and
    the number of a person in it is masked.
    """
    return shown_path(str(path))


def shown_path(path: str) -> str:
    """Give what is written for a path as :func:`readable` does."""
    return _IN_PATH.sub(lambda match: public_name(_name(match[0])), path)


def _name(name: str) -> str:
    try:
        name.encode()
        return name
    except UnicodeEncodeError:  # bytes that are not the system's encoding, as Python keeps them
        written = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return written.decode(encoding)
    return written.decode(errors="replace")


class InputError(DjcovError):
    """A file or folder cannot be used as a roster."""


class PolicyError(DjcovError):
    """A policy file cannot be used."""


class OutputError(DjcovError):
    """A result cannot be written where it should go."""


class UsageError(DjcovError):
    """A command line option holds a value that means nothing."""

    exit_code = 2
