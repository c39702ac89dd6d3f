"""Arrow's record batches as pandas holds them."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow and DuckDB carry no types, and are not there in every installation)

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .model import RecordBatch


def from_batches(batches: Sequence[RecordBatch]) -> pd.DataFrame:
    """Give record batches with the same columns as one frame."""
    return from_table(pa.Table.from_batches([_plain(batch) for batch in batches])) if batches else pd.DataFrame()


def from_table(table: pa.Table) -> pd.DataFrame:
    """Give a table as a frame: ``Int64``, ``boolean``, ``str``. Raises nothing for one without rows."""
    return table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)


def _plain(batch: RecordBatch) -> RecordBatch:
    """Give a batch without dictionaries, which pandas would take for categories."""
    columns = [pc.cast(each, pa.string()) if pa.types.is_dictionary(each.type) else each for each in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
