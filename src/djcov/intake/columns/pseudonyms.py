"""The keys that stand for personal numbers (identity numbers, phones) outside the reader.

A key only serves to tell whether two cells were equal. It is the number's hash under a secret that each run draws
anew, so that nobody can look a number up; 64 bits in twelve characters, for engines hold texts of up to so many as
quickly as numbers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...engines import ArrowArray

LENGTH = 12
"""Characters of a key."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_PAIRS = "".join(first + second for first in _LETTERS for second in _LETTERS).encode()
"""Twelve bits are two letters."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What the keys of a run are made with; it is neither written down nor shown."""

    key: str = field(repr=False)
    """Letters and digits."""


_shared = [Secret(secrets.token_urlsafe(24))]


def secret() -> Secret:
    """The run's secret, for its helpers on other machines."""
    return _shared[0]


def share(secret: Secret) -> None:
    """Take over the secret of the run that this process helps."""
    _shared[0] = secret


def keyed(numbers: ArrowArray) -> ArrowArray:
    """The keys of a column of numbers; null stays null."""
    import pyarrow.compute as pc

    return pc.replace_with_mask(numbers, numbers.is_valid(), _keys(numbers.drop_null()))


def _keys(numbers: ArrowArray) -> ArrowArray:
    """The keys of a column of numbers, none of them null."""
    import numpy as np
    import pyarrow as pa

    from ...engines.hashing import hashes

    pairs, numbered = np.frombuffer(_PAIRS, np.uint16), hashes(numbers, _shared[0].key).to_numpy()
    letters = np.empty((len(numbered), LENGTH // 2), np.uint16)
    for pair in range(LENGTH // 2):  # by columns, which takes a third of the time that all at once does
        places = (numbered >> np.uint64(12 * pair)) & np.uint64(0xFFF)
        letters[:, pair] = np.take(pairs, places.view(np.int64), mode="clip")  # older NumPy takes no unsigned places
    ends = np.arange(0, letters.nbytes + 1, LENGTH, dtype=np.int32)
    return pa.StringArray.from_buffers(len(letters), pa.py_buffer(ends), pa.py_buffer(letters))
