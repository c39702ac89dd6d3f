"""Arrow's record batches as tables, and as pandas holds them."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow and DuckDB carry no types, and are not there in every installation)

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from .model import RecordBatch

if TYPE_CHECKING:
    import pandas as pd


def from_batches(batches: Sequence[RecordBatch]) -> pd.DataFrame:
    """Give record batches with the same columns as one frame."""
    import pandas as pd

    return from_table(table(batches)) if batches else pd.DataFrame()


def table(batches: Sequence[RecordBatch]) -> pa.Table:
    """Give record batches with the same columns as a table without dictionaries.

    pandas would take these for categories, and Parquet refuses those with an unknown word.
    """
    return pa.Table.from_batches([_plain(batch) for batch in batches])


def from_table(whole: pa.Table) -> pd.DataFrame:
    """Give a table as a frame: ``Int64``, ``boolean``, ``str``. Raises nothing for one without rows."""
    import pandas as pd

    return whole.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)


def _plain(batch: RecordBatch) -> RecordBatch:
    columns = [pc.cast(each, pa.string()) if pa.types.is_dictionary(each.type) else each for each in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
