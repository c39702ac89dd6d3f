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
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from .masking import title

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
_HERE = Path()
_COUNTER = re.compile(r"（\d+）(?=\.[^.]*$|$)")
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


def lacking(error: Exception) -> DjcovError | None:
    """Say of an error that a library is not there, or does not load, and how to install it; None for any other."""
    library = (error.name or "").partition(".")[0] if isinstance(error, ImportError) else ""
    if library in ("", "djcov"):
        return None
    return DjcovError(f"缺少组件 {library}，或它不能用", hint="请运行 pip install --force-reinstall djcov，再试一次。")


def readable(path: Path, folder: Path = _HERE) -> str:
    """Give a path as a text that every output can hold: a name that an old zip or disk left in GBK is read as such, and
    a person's number and name in it are masked. ``folder`` is where the path begins.
    """
    return shown_path(str(path), folder)


def shown_path(path: str, folder: Path = _HERE) -> str:
    """Give what is written for a path as :func:`readable` does; names that masks make alike are numbered."""

    def shown(part: re.Match[str]) -> str:
        name = _name(part[0])
        if title(name) == name:
            return name
        return _shown_in(folder / path[: part.start()]).get(part[0], title(name))

    return _IN_PATH.sub(shown, path)


def _shown_in(folder: Path) -> dict[str, str]:
    """Give how the names in a folder are shown; none where it cannot be listed."""
    try:
        return _told_apart(folder, folder.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=16)
def _told_apart(folder: Path, _changed: int) -> dict[str, str]:
    return told_apart({each.name: _name(each.name) for each in folder.iterdir()})


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Give names, of files in a folder or of sheets in a workbook, as they may be shown; which masks make alike are
    numbered: 张*（1）.xlsx, 张*（2）.xlsx. ``names``: by its key how each is written.
    """
    shown = {key: title(name) for key, name in names.items()}
    alike: dict[str, list[str]] = {}
    for key in sorted(shown):
        alike.setdefault(shown[key], []).append(key)
    for text, keys in alike.items():
        if len(keys) > 1:
            of_file = Path(text)
            shown |= {key: f"{of_file.stem}（{number}）{of_file.suffix}" for number, key in enumerate(keys, 1)}
    return shown


def may_be_shown(name: str, shown: Iterable[str]) -> bool:
    """Whether a name may be one of those that are shown, by :func:`told_apart`."""
    alike = title(name)
    return any(alike in (each, _COUNTER.sub("", each)) for each in shown)


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
