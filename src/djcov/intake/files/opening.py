"""From a path to tables: read the bytes once, tell the real format from them, hand them to the reader for it.

Whatever may become much larger than its bytes, which is all but plain text, goes to a worker process
(:mod:`.workers`), which is bounded. So :func:`begin` returns at once and the caller can do something else,
such as importing pandas, until it asks for the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import dataclass, replace
from pathlib import Path

from ...contents import Contents
from ...errors import InputError, readable, reason, shown_path
from ...roster import Source
from ..file_tables import Bug, Document, Request, Settings, read_document
from . import package
from .sheets import Refusal
from .workers import Workers

LARGEST_FILE = 1 << 30
"""Bytes. A workbook that Excel can open is far smaller."""

_NOW_AND_THEN = 0.2
"""Seconds."""

AskPassword = Callable[[str], str | None]
"""Called with a file's path when it has a password; None gives up."""


@dataclass(frozen=True, slots=True)
class _Format:
    label: str
    suffixes: tuple[str, ...]


_FORMATS = {
    "xlsx": _Format("xlsx", (".xlsx", ".xlsm", ".xltx", ".xltm")),
    "xls": _Format("xls", (".xls", ".et", ".xlt", ".ett", ".xla")),
    "xlsb": _Format("xlsb", (".xlsb",)),
    "ods": _Format("ods", (".ods", ".ots")),
    "locked": _Format("加密工作簿", (".xlsx", ".xlsm", ".xls", ".et", ".xlsb")),
    "text": _Format("CSV 文本", (".csv", ".tsv", ".txt")),
    "parquet": _Format("Parquet", (".parquet",)),
    "webpage": _Format("网页（HTML）", (".htm", ".html")),
    "xml": _Format("XML 表格 2003", (".xml",)),
}

LOCK_FILE = "~$"
"""How the name of a file begins that Excel and WPS put beside a workbook while it is open."""

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv", ".tsv", ".parquet"})
"""What a folder is searched for."""

_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")

_NO_TABLES = (
    b"%pdf",
    b"\x89png",
    b"\xff\xd8\xff",
    b"gif8",
    b"{\\rtf",
    b"\x7felf",
    b"mz\x90",
)


class Opening:
    """A file that is being read."""

    def __init__(self, request: Request, workers: Workers, path: Path | None) -> None:
        self.source = Source(
            request.file, len(request.data), hashlib.sha256(request.data).hexdigest(), path, held=path is None
        )
        self._request = request
        self._workers = workers
        self._answer = workers.submit(request) if request.kind != "text" else None

    def result(self, ask_password: AskPassword | None = None, meanwhile: Callable[[], None] = lambda: None) -> Document:
        """Wait for the tables; ``meanwhile`` is called now and then. Raises InputError."""
        request = self._request
        if self._answer is None:
            return read_document(request)
        while not wait([self._answer], _NOW_AND_THEN).done:
            meanwhile()
        answer = self._answer.result()
        if isinstance(answer, Refusal) and answer.needs_password and ask_password:
            password = ask_password(request.file)
            if password is not None:
                answer = self._workers.submit(replace(request, password=password)).result()
        if isinstance(answer, Refusal):
            raise InputError(answer.what, where=request.file, hint=answer.hint)
        if isinstance(answer, Bug):
            bug = RuntimeError(answer.what)
            bug.add_note(answer.way)
            raise bug
        return answer


def begin(given: Path | Contents, settings: Settings, workers: Workers) -> Opening:
    """Begin to read a file. Raises InputError when it cannot be read or is no table at all."""
    return Opening(requested(given, settings), workers, None if isinstance(given, Contents) else given)


def requested(given: Path | Contents, settings: Settings) -> Request:
    """Read a file's bytes and tell what they are. Raises InputError."""
    held = isinstance(given, Contents)
    where = name_of(given)
    data = _not_empty(given.data, where) if held else _bytes(given)
    if not held and given.name.startswith(LOCK_FILE):
        hint = "请指定工作簿本身：名称相同，没有开头的 ~$。"
        raise InputError("这是表格软件打开工作簿时留下的锁定文件", where=where, hint=hint)
    kind = sniff(data)
    if kind not in _FORMATS:
        hint = "请先解压，再指定其中的工作簿或文件夹。" if kind == package.ARCHIVE else "请指定工作簿或 CSV 文件。"
        raise InputError(f"不是表格文件（{kind}）", where=where, hint=hint)
    real = "" if held or given.suffix.lower() in _FORMATS[kind].suffixes else _FORMATS[kind].label
    return Request(data, kind, where, real, settings)


def name_of(given: Path | Contents) -> str:
    """Give what is written for a file."""
    return shown_path(given.name) if isinstance(given, Contents) else readable(given)


def _bytes(path: Path) -> bytes:
    where = readable(path)
    try:
        if not path.exists():
            raise InputError("没有这个文件或文件夹", where=where, hint="请检查路径；路径中有空格时请加引号。")
        if not path.is_file():
            raise InputError("不是普通文件", where=where, hint="请指定工作簿、CSV 文件或文件夹。")
        if path.stat().st_size > LARGEST_FILE:
            raise InputError("文件超过 1 GiB", where=where, hint="请拆分后再试。")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "路径无效"
        raise InputError(f"文件打不开（{why}）", where=where, hint="请检查权限，并关闭正在使用它的程序。") from None
    return _not_empty(data, where)


def _not_empty(data: bytes, where: str) -> bytes:
    if not data:
        raise InputError("文件是空的", where=where, hint="请重新导出或复制此文件。")
    return data


def sniff(data: bytes) -> str:
    """Tell the real format from the bytes, whatever the name says; for what is no table, say what it is."""
    if data.startswith(b"PK\x03\x04"):
        return package.kind_of(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "locked" if package.is_encrypted(data) else "xls"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00"):
        return "xls"  # a bare BIFF stream without the OLE container
    if data.startswith(_ARCHIVES):
        return package.ARCHIVE
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_NO_TABLES):
        return "图片、文档或程序"
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if head.startswith(b"<") and any(
        mark in head for mark in (b"<html", b"<table", b"<!doctype html", b"<meta", b"<style")
    ):
        return "webpage"
    return "text"
