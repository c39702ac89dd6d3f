"""Everything in memory, with pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .model import Batches, Dtype, Part, Task

if TYPE_CHECKING:
    import pandas as pd

    from .model import RecordBatch


class MemoryBatches:
    """Batches in memory."""

    def __init__(self) -> None:
        self.batches: list[RecordBatch] = []

    def add(self, batch: RecordBatch) -> None:
        """Keep the batch."""
        self.batches.append(batch)

    def drop(self) -> None:
        """Forget the batches."""
        self.batches.clear()


class PandasEngine:
    """The default engine."""

    name = "pandas"

    def batches(self) -> MemoryBatches:
        """Begin to gather batches."""
        return MemoryBatches()

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> pd.DataFrame:
        """Give one frame with all columns, of the types that :mod:`djcov.roster` says."""
        import pandas as pd

        frames = [_complete(columns, part if isinstance(part, pd.DataFrame) else _gathered(part)) for part in parts]
        if not frames:
            return _complete(columns, pd.DataFrame())
        return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)

    def settle(self, frame: Any, *, joined: bool) -> Any:  # noqa: ARG002
        """Give the frame back: pandas computes at once."""
        return frame

    def spread(self, task: Task, items: Sequence[Any]) -> None:
        """There is only this machine."""

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give the frame back."""
        return frame

    def close(self) -> None:
        """Nothing is held but by those who use it."""


def missing(dtype: Dtype, rows: int) -> pd.Series[Any]:
    """Give a column of missing values."""
    import pandas as pd

    if dtype == "datetime64[s]":
        return pd.Series(pd.DatetimeIndex([pd.NaT] * rows).as_unit("s"))
    return pd.Series([None] * rows, dtype=dtype)


def _complete(columns: Mapping[str, Dtype], given: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    # One array of missing values for each type: a frame copies it, and making one costs as much as a small column.
    lacking = {dtype: missing(dtype, len(given)) for name, dtype in columns.items() if name not in given}
    frame = {name: given[name] if name in given else lacking[dtype] for name, dtype in columns.items()}
    return pd.DataFrame(frame, index=given.index).astype(
        {name: "int64" for name, dtype in columns.items() if dtype == "int64"}
    )


def _gathered(part: Batches) -> pd.DataFrame:
    from .arrow import from_batches

    assert isinstance(part, MemoryBatches)
    return from_batches(part.batches)
