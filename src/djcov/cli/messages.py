"""What djcov says beside its results: standard error, one thought a line."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import traceback
from contextlib import suppress
from pathlib import Path, PurePath
from typing import cast

from ..errors import DjcovError, OutputError, printable, reason
from ..masking import title
from . import logfile

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,}")
_ROOT = PurePath(__file__).parent.parent
"""Of a path below it only the part inside the package is told: where djcov is installed is nobody's business."""

_NO_ROOM = "请腾出空间，或写到别的位置。"
_REFUSED = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
    errno.EACCES: "请检查权限，或换一个位置。",
    errno.ENAMETOOLONG: "请换一个短些的名字。",
}
"""What to do about what the system refuses wherever it is asked."""


def say(*lines: str) -> None:
    """Write a message. Control characters and line breaks that a file's name or cell brought along do not reach the
    terminal, nor do the names and numbers of people. What cannot be said, on a full disk or where nobody reads any
    more, ends no run.
    """
    logfile.note(lines)
    with suppress(OSError):
        print(*(title(printable(line)) for line in lines), sep="\n", file=sys.stderr)


def open_streams() -> None:
    """Open the standard streams that were closed (daemons do that), before a file or pipe gets one of their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - the lowest number free


def buffered_output() -> None:
    """Put a buffer before a standard output that has none (PYTHONUNBUFFERED): what a full disk takes in part would be
    dropped by Python without a word.
    """
    stream: object = sys.stdout
    if not isinstance(stream, io.TextIOWrapper):
        return
    text = cast("io.TextIOWrapper", stream)  # isinstance leaves its buffer unknown
    raw = cast("object", text.buffer)
    if isinstance(raw, io.FileIO):
        encoding, lines = text.encoding, text.isatty()
        text.detach()
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding, line_buffering=lines)


def finish_output() -> None:
    """Write out what was printed, and close a copy of standard output: some disks refuse only then. Raises OSError."""
    sys.stdout.flush()
    try:
        copy = os.dup(sys.stdout.fileno())
    except io.UnsupportedOperation:  # no file: a program that calls this one catches what is printed
        return
    os.close(copy)


def forgiving_streams() -> None:
    """Let no character that a console's code page lacks end the run. ASCII (LC_ALL=C) lacks all: there it is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if codecs.lookup(stream.encoding).name == "ascii" else None
            stream.reconfigure(encoding=encoding, errors="named")


def _named(error: UnicodeError) -> tuple[str, int]:
    """Write the characters that a code page lacks as U+XXXX: a bare ? in a name would tell nobody which it was."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(f"<U+{ord(each):04X}>" for each in lost), error.end


codecs.register_error("named", _named)


def failure(error: DjcovError) -> list[str]:
    """Say why the run cannot go on: what and where, then what to do."""
    return f"错误：{error}".split("\n")


def refused(error: Exception) -> OutputError | None:
    """Say of an error that the system refused a path, or had no room for what is printed; None for any other."""
    if isinstance(error, FileNotFoundError) and _is_homeless():
        return OutputError("当前文件夹已经不在了", hint="请进入另一个文件夹再运行，或把路径写全。")
    if isinstance(error, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
        what = f"这里的编码（{sys.getfilesystemencoding()}）写不出这样的文件名"
        return OutputError(what, hint="请先设置 LC_ALL=C.UTF-8 或 PYTHONUTF8=1，再运行一次。")
    if not isinstance(error, OSError) or error.errno not in _REFUSED:
        return None
    return OutputError(reason(error), where=error.filename or "标准输出", hint=_REFUSED[error.errno])


def _is_homeless() -> bool:
    """Whether the current folder is gone, from which every path is looked up."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def crash(bug: Exception) -> list[str]:
    """Say that the program itself is wrong: the stage, the call's way through djcov, and no value of anybody's data."""
    frames = [(PurePath(frame.filename), frame) for frame in traceback.extract_tb(bug.__traceback__)]
    own = [(path.relative_to(_ROOT), frame) for path, frame in frames if path.is_relative_to(_ROOT)]
    way = [f"  {path.as_posix()} 第 {frame.lineno} 行 {frame.name}" for path, frame in own]
    if frames and not frames[-1][0].is_relative_to(_ROOT):
        path, frame = frames[-1]
        way.append(f"  {path.parent.name}/{path.name} 第 {frame.lineno} 行 {frame.name}")
    return [
        f"程序出错了（不是台账的问题）：{type(bug).__name__}: {_masked(str(bug))}",
        *(_masked(note) for note in getattr(bug, "__notes__", [])),
        f"阶段：{own[-1][0].parts[0] if own else '未知'}，经过：",
        *way,
        "请把以上内容发给 djcov 的维护者。",
    ]


def _masked(text: str) -> str:
    """Mask numbers, and all Chinese: a library's message may quote a cell, and a cell may hold a name."""
    from .. import masking

    return _HAN.sub(lambda match: masking.name(match[0]), masking.free_text(text))
