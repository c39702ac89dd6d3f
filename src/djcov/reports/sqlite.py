"""SQLite: every list of a document as a table with a primary key; results of other dates may stand in the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing

from ..errors import OutputError
from .datasets import DataTable, tables
from .page_model import Plain
from .shapes import Holds

_TYPES: Mapping[Holds, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "flag": "INTEGER",
    "day": "TEXT",
}


def render(content: Mapping[str, Plain], old: bytes = b"") -> bytes:
    """Write a document's tables, into a database that is there already if ``old`` is one.

    Rows of the same result (its date, and by what it is grouped) are replaced, all others stay. Raises OutputError if
    ``old`` is no database, or its tables of the same names are other ones.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            if old:
                database.deserialize(old)
            for table in tables(content):
                _put(database, table)
            database.commit()
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"不能续写：不是 SQLite 文件，或其中的表是别的（{error}）", hint="请换一个文件名，或去掉 --append。"
            ) from None
        return database.serialize()


def _put(database: sqlite3.Connection, table: DataTable) -> None:
    """Put a table's rows in the place of those of the same result."""
    there = {row[1] for row in database.execute(f"PRAGMA table_info({_name(table.name)})")}
    if not there:
        columns = [f"{_name(each.name)} {_TYPES[each.holds]}" for each in table.columns]
        key = ", ".join(map(_name, (*table.shared, *table.key)))
        database.execute(f"CREATE TABLE {_name(table.name)} ({', '.join(columns)}, PRIMARY KEY ({key}))")
    for each in table.columns:
        if there and each.name not in there:  # a later version has more
            database.execute(f"ALTER TABLE {_name(table.name)} ADD COLUMN {_name(each.name)} {_TYPES[each.holds]}")
    names = [each.name for each in table.columns]
    if there and (table.shared or table.numbered):
        same = " AND ".join(f"{_name(each)} IS ?" for each in table.shared) or "1"
        database.execute(f"DELETE FROM {_name(table.name)} WHERE {same}", [*table.shared.values()])
    marks = ", ".join("?" * len(names))
    database.executemany(
        f"INSERT OR REPLACE INTO {_name(table.name)} ({', '.join(map(_name, names))}) VALUES ({marks})", table.rows
    )


def _name(word: str) -> str:
    return f'"{word}"'
