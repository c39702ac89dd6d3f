"""From a path to sheets: sniff the real format, guard against files that hurt, read.

Workbooks are read with calamine, ten times as fast as openpyxl. What it drops (error values, hidden rows) and what it
cannot survive (a cell in the far corner makes it allocate the whole rectangle and abort) is looked up beforehand in
the package itself, see :mod:`djcov.intake.package`.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ..errors import InputError
from . import delimited, package
from .sheets import Merge, Opened, Sheet

LARGEST_FILE = 1 << 30
"""Bytes. A workbook that Excel can open is far smaller."""

_SUFFIXES = {"xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"}, "csv": {".csv", ".tsv", ".txt"}}
SUFFIXES = frozenset(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
"""What a folder is searched for."""

_SAVE_AS = "请在表格软件中打开后另存为 .xlsx 再试。"


def open_file(path: Path) -> Opened:
    """Read every sheet of a file. Raises InputError when it cannot be read, and never anything else."""
    data = _bytes(path)
    real = _sniff(data)
    suffix = path.suffix.lower()
    if real == "csv":
        sheets = (delimited.read(data, str(path)),)
    elif real == "xlsx":
        sheets = _workbook(data, str(path))
    else:
        raise InputError(f"暂不支持{real}格式", where=str(path), hint=_SAVE_AS)
    return Opened(sheets, real_format="" if suffix in _SUFFIXES[real] else real)


def _bytes(path: Path) -> bytes:
    where = str(path)
    try:
        if not path.exists():
            raise InputError("没有这个文件或文件夹", where=where, hint="请检查路径；路径中有空格时请加引号。")
        if not path.is_file():
            raise InputError("不是普通文件", where=where, hint="请指定工作簿、CSV 文件或文件夹。")
        if path.stat().st_size > LARGEST_FILE:
            raise InputError("文件超过 1 GiB", where=where, hint="请拆分后再试。")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"文件打不开（{error.strerror}）", where=where, hint="请检查权限，并关闭正在使用它的程序。"
        ) from None
    if not data:
        raise InputError("文件是空的", where=where, hint="请重新导出或复制此文件。")
    return data


def _sniff(data: bytes) -> str:
    """Tell the real format from the first bytes, whatever the name says."""
    if data.startswith(b"PK\x03\x04"):
        return package.kind_of(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "旧版工作簿（.xls、.et）或加密工作簿"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return "网页（HTML）"
    if head.startswith(
        (
            b"%pdf",
            b"\x89png",
            b"\xff\xd8\xff",
            b"rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
            b"{\\rtf",
            b"\x7felf",
            b"mz\x90",
        )
    ):
        return "非表格"
    return "csv"


def _workbook(data: bytes, where: str) -> tuple[Sheet, ...]:
    import python_calamine as calamine

    parts = package.inspect(data, where)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sheet] = []
        for meta in workbook.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            part = parts.get(meta.name, package.EMPTY)
            if hidden:
                sheets.append(Sheet(meta.name, (), hidden=True))
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            sheets.append(
                Sheet(
                    name=meta.name,
                    rows=sheet.to_python(skip_empty_area=False),
                    merges=tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ()),
                    hidden_rows=part.hidden_rows,
                    errors=part.errors,
                )
            )
    except calamine.PasswordError:
        raise InputError("工作簿有密码", where=where, hint="请先在表格软件中去掉密码。") from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(f"工作簿已损坏，读不出（{error}）", where=where, hint=_SAVE_AS) from None
    except BaseException as error:
        # A panic of the reader derives from BaseException; anything else of that kind goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError("工作簿已损坏，读不出", where=where, hint=_SAVE_AS) from None
    return tuple(sheets)
