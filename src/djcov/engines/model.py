"""What an engine is, and in what form it takes columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args, runtime_checkable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RecordBatch: TypeAlias = "pa.RecordBatch"
"""One of Arrow's."""

ArrowArray: TypeAlias = "pa.Array"
"""One of Arrow's columns."""

Dtype = Literal["boolean", "Int64", "int64", "Float64", "datetime64[s]", "str"]
"""A column's type, by pandas' names. Missing values are allowed in all but ``int64``."""

DTYPES: tuple[Dtype, ...] = get_args(Dtype)

Task: TypeAlias = "Callable[[Any, Callable[[], Batches]], Any]"
"""What can be done elsewhere: a function of a module, of an item and of what begins to gather batches."""

Part: TypeAlias = "RecordBatch | Batches"
"""Some rows of a frame: those of a small table, or what was gathered from a large one."""


class Batches(Protocol):
    """Gathers the record batches of a large table, in memory or beyond it."""

    def add(self, batch: RecordBatch) -> None:
        """Take one more batch, with the same columns as the others."""
        ...

    def drop(self) -> None:
        """Forget all of it."""
        ...


class StagedBatches(Batches, Protocol):
    """Gathers record batches where every machine of a cluster finds them. Can be sent from one process to another."""

    table: int | None
    """What stands for ``_table`` in all rows after all; None leaves what they have."""


@runtime_checkable
class Engine(Protocol):
    """Holds frames. Close it when their results are no longer wanted."""

    name: str
    at_hand: bool
    """Whether its frames lie in this process, where a step on few rows takes no longer than they do."""

    def batches(self) -> Batches:
        """Begin to gather batches for :meth:`hold`."""
        ...

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> Any:
        """Put parts under one another and give the engine's own frame; a column that a part has not is missing."""
        ...

    def settle(self, frame: Any, *, joined: bool) -> Any:
        """Compute a lazy Narwhals frame once and give it back, for what is asked of it more than once.

        ``joined``: whether joins or groups made it, and not only expressions over rows that are held.
        """
        ...

    def spread(self, task: Task, items: Sequence[Any]) -> Sequence[Any] | None:
        """Do a task for each item on the machines of a cluster and give the results in the items' order.

        The task is called with the item and what makes its :class:`StagedBatches`. None: there is only this machine.
        """
        ...

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give one of the engine's frames as pandas holds it, in the order of ``_table`` and ``_row``."""
        ...

    def close(self) -> None:
        """Let go of everything that is held."""
        ...
