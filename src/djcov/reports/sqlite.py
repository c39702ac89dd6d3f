"""SQLite: every list of a document as a table with a primary key; results of other dates may stand in the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ..errors import OutputError
from .datasets import DataTable, absent, tables
from .page_model import Plain
from .shapes import Holds

_TYPES: Mapping[Holds, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "flag": "INTEGER",
    "day": "TEXT",
}

_WAIT = 10
"""Seconds in which another program may end what it writes."""

_BESIDE = ("-wal", "-journal")
"""What SQLite adds to a database's name for what is not in the database yet."""

_HINT = "请换一个文件名，或去掉 --append。"
_CLOSE = "请关闭使用它的程序，再运行一次。"
_REFUSED = {
    "SQLITE_BUSY": (f"数据库正被别的程序使用，等了 {_WAIT} 秒", _CLOSE),
    "SQLITE_LOCKED": ("数据库正被别的程序使用", _CLOSE),
    "SQLITE_READONLY": ("数据库写不进去（没有权限）", "请检查权限，或换一个位置。"),
    "SQLITE_CANTOPEN": ("数据库打不开", "请检查它和所在文件夹的权限，或换一个位置。"),
    "SQLITE_FULL": ("数据库写不进去（没有空间了）", "请腾出空间，或写到别的位置。"),
    "SQLITE_IOERR": ("数据库写不进去（磁盘读写出错）", "请换一个位置。"),
    "SQLITE_NOTADB": ("不能续写：不是 SQLite 文件", _HINT),
    "SQLITE_CORRUPT": ("不能续写：SQLite 文件已损坏", _HINT),
}


def render(content: Mapping[str, Plain]) -> bytes:
    """Write a document's tables into a new database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for table in tables(content):
            _put(database, table)
        return database.serialize()


def refuse_in_use(path: Path) -> None:
    """Raise OutputError where something stands beside a database that SQLite would write into the one in its place."""
    if any(path.with_name(f"{path.name}{beside}").exists() for beside in _BESIDE):
        raise OutputError("数据库正被别的程序使用，或上次没有写完", where=str(path), hint=_CLOSE)


def append(content: Mapping[str, Plain], path: Path) -> None:
    """Write a document's tables into the database at ``path``, which is made if it is not there: all or nothing, and
    nothing is lost of what others write into it at the same time.

    Rows of the same result (its date, and by what it is grouped) are replaced, all others stay. Raises OutputError if
    it is no database, its tables of the same names are other ones, or it cannot be written.
    """
    try:
        with closing(
            sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        ) as database:  # to close is to roll back
            database.execute("BEGIN IMMEDIATE")
            for table in absent(content):
                if _columns(database, table):
                    _clear(database, table)
            for table in tables(content):
                _put(database, table)
            database.execute("COMMIT")
    except OutputError as error:
        raise OutputError(error.what, where=str(path), hint=_HINT) from None
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        known = (each for key, each in _REFUSED.items() if name == key or name.startswith(f"{key}_"))
        what, hint = next(known, (f"不能续写：其中的表是别的（{error}）", _HINT))
        raise OutputError(what, where=str(path), hint=hint) from None


def _put(database: sqlite3.Connection, table: DataTable) -> None:
    """Put a table's rows in the place of those of the same result."""
    there = _columns(database, table)
    if there:
        for each in table.columns:
            if each.name not in there:  # a later version has more
                database.execute(f"ALTER TABLE {_name(table.name)} ADD COLUMN {_name(each.name)} {_TYPES[each.holds]}")
        _clear(database, table)
    else:
        columns = [f"{_name(each.name)} {_TYPES[each.holds]}" for each in table.columns]
        key = ", ".join(map(_name, _key(table)))
        database.execute(f"CREATE TABLE {_name(table.name)} ({', '.join(columns)}, PRIMARY KEY ({key}))")
    names = [each.name for each in table.columns]
    marks = ", ".join("?" * len(names))
    database.executemany(
        f"INSERT INTO {_name(table.name)} ({', '.join(map(_name, names))}) VALUES ({marks})", table.rows
    )


def _columns(database: sqlite3.Connection, table: DataTable) -> frozenset[str]:
    """Give the columns that a table has; none if it is not there. Raises OutputError if it is another one."""
    found = database.execute(f"PRAGMA table_info({_name(table.name)})").fetchall()
    key = [name for _, name, _, _, _, at in sorted(found, key=lambda each: each[5]) if at]
    known = {each.name: _TYPES[each.holds] for each in table.columns}
    if found and (key != _key(table) or any(known.get(name) != holds for _, name, holds, *_ in found)):
        raise OutputError(f"不能续写：其中的表 {table.name} 是别的（列或主键不同）")
    return frozenset(name for _, name, *_ in found)


def _clear(database: sqlite3.Connection, table: DataTable) -> None:
    """Take away the rows of the same result: those that share what all rows of it do, or are of its dates."""
    for result in table.results:
        same = " AND ".join(f"{_name(each)} IS ?" for each in result) or "1"
        database.execute(f"DELETE FROM {_name(table.name)} WHERE {same}", [*result.values()])


def _key(table: DataTable) -> Sequence[str]:
    return [*table.shared, *table.key]


def _name(word: str) -> str:
    return f'"{word}"'
