"""Everything in memory, in Arrow's tables: the quickest for what fits, and it need not import pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import arrow
from .model import Dtype, Part, Task

if TYPE_CHECKING:
    import pandas as pd


class ArrowEngine:
    """The engine of what is not too large, if no other is asked for."""

    name = "arrow"
    at_hand = True

    def batches(self) -> arrow.MemoryBatches:
        """Begin to gather batches."""
        return arrow.MemoryBatches()

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> Any:
        """Give one table with all columns."""
        return arrow.whole(columns, parts)

    def settle(self, frame: Any, *, joined: bool) -> Any:  # noqa: ARG002
        """Give the frame back: it is computed already."""
        return frame

    def spread(self, task: Task, items: Sequence[Any]) -> None:
        """There is only this machine."""

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give a table as pandas holds it."""
        return arrow.from_table(frame)

    def close(self) -> None:
        """Nothing is held but by those who use it."""
