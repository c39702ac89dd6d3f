"""Hashes of a column are those of its texts, one by one."""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pytest

from djcov.engines import hashing


@pytest.mark.parametrize("count", [0, 3, hashing._MANY])
def test_a_column_s_hashes_are_those_of_its_texts(count: int) -> None:
    texts = ["", "党员", *map(str, range(count))]
    given = hashing.hashes(pa.array(texts), "se'cret")
    assert given.type == pa.uint64()
    digests = (hashlib.md5(f"se'cret{text}".encode()).digest() for text in texts)
    assert given.to_pylist() == [int.from_bytes(digest[:8], "little") for digest in digests]
