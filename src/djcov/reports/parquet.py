"""Parquet: the main table of a document, its columns typed. What is in no row stands in the file's metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .datasets import DataColumn, DataTable, lines, main
from .page_model import Plain
from .shapes import Holds

_TYPES: Mapping[Holds, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
}


def render(content: Mapping[str, Plain]) -> bytes:
    """Write a document's main table; ``djcov`` in the metadata holds the rest of the document, as JSON."""
    head = {key: value for key, value in json.loads(lines(content).splitlines()[0]).items() if key != "section"}
    told = json.dumps({**head, "files_left": content.get("files_left", [])}, ensure_ascii=False)
    out = pa.BufferOutputStream()
    pq.write_table(frame(main(content)).replace_schema_metadata({"djcov": told}), out)
    return out.getvalue().to_pybytes()


def frame(table: DataTable) -> pa.Table:
    """Give a table as Arrow's."""
    columns = [_array(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns)]
    return pa.table(columns, names=[column.name for column in table.columns])


def _array(column: DataColumn, values: list[Any]) -> pa.Array:
    if column.holds == "day":
        values = [None if value is None else date.fromisoformat(value) for value in values]
    return pa.array(values, _TYPES[column.holds])
