"""The many distinct texts of a large column, as Arrow holds them: made, tested and sent to another process all at once.

Importing Arrow takes long, so it is left to those who have such a column.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow carries no types)

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from ...engines import ArrowArray


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Sequence[str | None]):
    """Texts, None where one is unknown."""

    array: ArrowArray
    """``string``."""

    def replaced(self, others: Mapping[int, str | None]) -> Texts:
        """Give the same texts but for ``others``, which are given by their places."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        places = sorted(others)
        if not places:
            return self
        mask = np.zeros(len(self.array), np.bool_)
        mask[places] = True
        return Texts(
            pc.replace_with_mask(self.array, pa.array(mask), pa.array([others[at] for at in places], pa.string()))
        )

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.array.to_pylist())

    @overload
    def __getitem__(self, index: int) -> str | None: ...
    @overload
    def __getitem__(self, index: slice) -> Texts: ...
    def __getitem__(self, index: int | slice) -> str | Texts | None:
        return Texts(self.array[index]) if isinstance(index, slice) else self.array[index].as_py()


def numbered(cells: Sequence[object]) -> tuple[array[int], Texts] | None:
    """Number the distinct ones of some cells in the order in which they come; None if not all of them are texts, or
    nothing at all (None).
    """
    import pyarrow as pa

    try:
        column = pa.array(cells, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid, UnicodeEncodeError):  # the latter: half a character (a lone surrogate)
        return None
    if isinstance(column, pa.ChunkedArray):  # more than an array of texts can hold
        return None
    encoded = column.dictionary_encode("encode")  # a cell without a value is one of the distinct ones
    codes = array("q")
    codes.frombytes(memoryview(encoded.indices.to_numpy().astype("int64")).cast("B"))
    return codes, Texts(encoded.dictionary)
