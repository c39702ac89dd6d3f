"""Where a result goes, and in which form."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from ..choices import TOWNSHIP
from ..errors import OutputError, UsageError
from ..reports.formats import FORMATS, SUFFIXES, Result, no_format
from .messages import say

if TYPE_CHECKING:
    from ..findings import Findings
    from ..reports.page_model import View

_STDOUT = "-"
_DATABASE = "sqlite"


@dataclass(frozen=True)
class Printing:
    """A chosen form and place; ``output`` is None for standard output."""

    format: str
    """One of :data:`~djcov.reports.formats.FORMATS`."""
    output: Path | None
    width: int | None
    quiet: bool
    every: bool = False
    """Whether a window shows every row of a list."""
    append: bool = False
    """Whether what a database has of other dates stays there."""
    policy: str | None = None
    """The policy's file, which says what a township is called."""

    def emit(self, view: View, *found: Findings) -> None:
        """Print the view, or write it to its file; a JSON object also says which files were left out, of those in which
        this was ``found``, and so does a page in a file, which goes further than what was printed. Raises OutputError.
        """
        if self.output is None and self.format == "table":
            from ..reports import terminal
            from ..reports.page_model import worded

            terminal.show(worded(view.page(), self._called), self.width, every=self.every)
            return
        form = FORMATS[self.format]
        left = [each for findings in found for each in findings.left()]
        result = Result(view, left, self.width, self.output is not None, self._called)
        if self.output is not None and self.format == _DATABASE:
            from ..reports import sqlite

            if self.append:
                sqlite.append(result.document(), self.output)
                if not self.quiet:
                    say(f"已写入 {self.output}")
                return
            sqlite.refuse_in_use(self.output)
        written = form.render(result)
        if self.output is not None:
            content = written.encode(form.encoding) if isinstance(written, str) else written
            write_file(self.output, content, self.quiet)
        else:
            write(str(written))

    @property
    def _called(self) -> str:
        if self.policy is None:
            return TOWNSHIP
        from ..policy import Policy

        return Policy.load(self.policy).units.called


def write(text: str) -> None:
    """Write a text for scripts on standard output, the same bytes on every system."""
    _same_bytes_everywhere()
    sys.stdout.write(text)


def printing(
    format: str | None,
    output: str | None,
    width: int | None,
    quiet: bool,
    inputs: Sequence[str | None],
    *,
    every: bool = False,
    append: bool = False,
    policy: str | None = None,
) -> Printing:
    """Decide form and place before anything is read.

    Raises UsageError when no form can be told from the file's suffix, or it would overwrite one of the ``inputs``, and
    OutputError when its folder is not there.
    """
    if output is None or output == _STDOUT:
        return Printing(format or "table", None, width, quiet, every, policy=policy)
    path = Path(output)
    form = format or SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise no_format(path, "请换一个扩展名，或用 --format 指定格式。")
    return Printing(form, writable(path, inputs), width, quiet, append=append, policy=policy)


def writable(path: Path, inputs: Sequence[str | None] = ()) -> Path:
    """Give ``path`` if a result may go there.

    Raises UsageError if it is a folder or an input, OutputError if its own folder is not there.
    """
    if path.is_dir():
        raise UsageError(f"{path} 是文件夹", hint="-o 后面请写文件名。")
    if not path.parent.is_dir():
        raise OutputError(f"文件夹 {path.parent} 不存在", hint="请先建好文件夹，或换一个位置。")
    if any(each and _would_lose(path, Path(each)) for each in inputs):
        raise UsageError(f"{path} 已经存在，而且在要读的文件之中", hint="为免覆盖，-o 后面请换一个位置。")
    return path


def write_file(path: Path, content: bytes, quiet: bool) -> Path:
    """Write a file whole, say where it went, and give that: another place if a program keeps the file open.

    Raises OutputError.
    """
    from ..reports.atomic_write import save

    saved = save(path, content)
    if not quiet:
        say(f"已写入 {saved}" if saved == path else f"{path} 正被别的程序打开，已写入 {saved}")
    return saved


def opened(path: Path) -> None:
    """Open a result in the system's program for it, and say so if there is none."""
    if not _shown(path):
        say(f"没有找到能打开 {path} 的程序，请自行打开。")


def _shown(path: Path) -> bool:
    if sys.platform != "win32":
        return not typer.launch(str(path))
    try:
        os.startfile(path)  # typer calls a program named start, and there is none
    except OSError:
        return False
    return True


def _would_lose(path: Path, read: Path) -> bool:
    """Whether writing ``path`` would overwrite what is read, or a file of the folder that is read."""
    if not (path.exists() and read.exists()):
        return False
    return path.samefile(read) or path.resolve().is_relative_to(read.resolve())


def _same_bytes_everywhere() -> None:
    """Let a pipe carry UTF-8 and bare line feeds on every system, so that scripts read the same bytes."""
    stream: object = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        cast("io.TextIOWrapper", stream).reconfigure(encoding="utf-8", newline="\n")
