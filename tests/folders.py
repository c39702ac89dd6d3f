"""A folder of small ledgers, as the townships of a district hand them in."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import openpyxl

HEADER = "企业名称,乡（办）,经营状态,职工人数,正式党员数,是否建立党组织,组建方式,党建指导员"

FOLDER = {
    "古城乡/第一片.xlsx": ("甲公司,古城乡,正常,60,4,是,单独组建,无", "乙公司,古城乡,正常,8,0,否,,王小明"),
    "古城乡/第二片.xlsx": ("丙公司,古城乡,正常,12,3,否,,无",),
    "柳河乡.xlsx": ("丁公司,柳河乡,正常,很多,0,否,,无",),
    "合并.xlsx": ("戊公司,古城乡,正常,5,0,否,,无", "己公司,柳河乡,注销,5,0,否,,无"),
    "石桥镇.csv": ("庚公司,石桥/镇,正常,5,1,否,,无",),
}
"""Two files of one township, one of another, one of both, and one that is no workbook, of a place with a bad name."""


def write(path: Path, rows: tuple[str, ...]) -> None:
    """Write one ledger, as a workbook or as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (HEADER, *rows)
    if path.suffix == ".csv":
        path.write_text("\n".join(lines), "utf-8")
        return
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    book.save(path)


def write_all(folder: Path) -> Path:
    """Write the folder, with one file that is empty."""
    for file, rows in FOLDER.items():
        write(folder / file, rows)
    (folder / "坏.xlsx").write_bytes(b"")
    return folder


def contents(folder: Path, *but: str) -> Mapping[str, str]:
    """Give the SHA-256 of every file below a folder, ``but`` some."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def times(folder: Path) -> Mapping[str, int]:
    """Give when each file below a folder was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}
