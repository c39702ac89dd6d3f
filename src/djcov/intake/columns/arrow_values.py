"""The many distinct values of a large column, as Arrow holds them: tested and sent to another process all at once.

Importing Arrow takes long, so it is left to those who have such a column.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pyarrow as pa

    from ...engines import ArrowArray


@dataclass(frozen=True, slots=True, eq=False)
class ArrowValues(Sequence[Any]):
    """Values of one type, None where one is unknown."""

    array: ArrowArray

    def replaced(self, places: Sequence[int], others: Sequence[object]) -> ArrowValues:
        """The same values but for ``others``, which stand at some places, in order."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        if not places:
            return self
        mask = np.zeros(len(self.array), np.bool_)
        mask[places] = True
        given = pa.array(others, self.array.type)
        return ArrowValues(pc.replace_with_mask(self.array, pa.array(mask), given))

    def at(self, places: Sequence[int]) -> list[Any]:
        """The values at some places."""
        import pyarrow as pa

        return self.array.take(pa.array(places, pa.int64())).to_pylist()

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.array.to_pylist())

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> ArrowValues: ...
    def __getitem__(self, index: int | slice) -> Any:
        return ArrowValues(self.array[index]) if isinstance(index, slice) else self.array[index].as_py()


def numbered(cells: Sequence[object]) -> tuple[array[int], ArrowValues] | None:
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
    return of_dictionary(column.dictionary_encode("encode"))  # a cell without a value is one of the distinct ones


def of_dictionary(column: pa.DictionaryArray) -> tuple[array[int], ArrowValues]:
    """The codes and the values of a dictionary-encoded column without nulls."""
    codes = array("i")
    codes.frombytes(memoryview(column.indices.to_numpy()).cast("B"))
    return codes, ArrowValues(column.dictionary)


def others(texts: Sequence[str], forms: Iterable[str], without: str) -> Sequence[str]:
    """Give the texts but for those that match all forms (RE2's patterns) and not what they are to be without."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        cells = pa.array(texts, pa.string())
    except UnicodeEncodeError:  # half a character (a lone surrogate)
        return texts
    found = [pc.match_substring_regex(cells, each) for each in (*forms, without)]
    return cells.filter(pc.invert(pc.and_not(reduce(pc.and_, found[:-1]), found[-1]))).to_pylist()
