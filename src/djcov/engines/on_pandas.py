"""Everything in memory, in pandas' frames, of the types that :mod:`djcov.roster` says: to go on with in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import arrow
from .model import Dtype, Part
from .on_arrow import ArrowEngine

if TYPE_CHECKING:
    import pandas as pd


class PandasEngine(ArrowEngine):
    """As Arrow's engine, but that the frames are pandas'."""

    name = "pandas"
    at_hand = True

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> Any:
        """Give one frame with all columns."""
        return arrow.from_table(arrow.whole(columns, parts))

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give the frame back."""
        return frame
