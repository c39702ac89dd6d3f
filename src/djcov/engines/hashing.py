"""Hashes of many texts at once.

Python's own functions take a text each, a microsecond and a half of the one interpreter there is; DuckDB's take a
tenth of that for a column, and leave the interpreter to others meanwhile. They give the same.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from .model import ArrowArray

if TYPE_CHECKING:
    import duckdb

_MANY = 10_000
"""Texts from which on it pays to import DuckDB."""


def hashes(texts: ArrowArray, secret: str) -> ArrowArray:
    """Give the first 64 bits of the MD5 of ``secret`` and each text (``uint64``). No text is null.

    MD5 is broken where somebody can choose what is hashed so that two texts collide, not where a secret goes before it.
    """
    if len(texts) < _MANY:
        return pa.array([_hash(secret + text) for text in texts.to_pylist()], pa.uint64())
    # put together here: no text of a query, which an error might quote, holds the secret
    column = pa.table({"text": pc.binary_join_element_wise(secret, texts, "")})
    with _database().cursor() as cursor:  # what is asked of it does not keep it alive
        hashed = cursor.from_arrow(column).project(f"(md5_number(text) & {2**64 - 1}::UHUGEINT)::UBIGINT AS hash")
        return hashed.to_arrow_table()["hash"].combine_chunks()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.md5(text.encode(), usedforsecurity=False).digest()[:8], "little")


@cache
def _database() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(config={"threads": 1})  # those who ask have threads of their own
