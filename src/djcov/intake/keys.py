"""The keys that stand for personal numbers (identity numbers, phones) outside the reader.

A key only serves to tell whether two cells were equal. It is the number's hash under a secret that each run draws
anew, so that nobody can look a number up; 64 bits, six to a character, for engines hold texts of up to twelve
characters as quickly as numbers.

Two libraries' hashes serve: BLAKE2 of Python's own, a microsecond each, and where numbers come by the million SipHash
by pandas' loop, which takes a tenth of that but 0.2 s to import. All keys of a process are made in one of the two ways.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

LENGTH = 11
"""Characters of a key."""

_LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_BITS = 6


@dataclass(frozen=True, slots=True)
class Secret:
    """What the keys of a run are made with; it is neither written down nor shown."""

    key: str = field(repr=False)
    """16 characters."""
    by_the_million: bool | None = None
    """By which of the two ways; None as long as no roster was read."""


_shared = [Secret(secrets.token_urlsafe(12))]


def secret() -> Secret:
    """Give the run's secret, for its helpers on other machines."""
    return _shared[0]


def share(secret: Secret) -> None:
    """Take over the secret of the run that this process helps."""
    _shared[0] = secret


def expect(by_the_million: bool) -> None:
    """Say whether numbers will come by the million. What is expected of the first roster holds for the process."""
    if _shared[0].by_the_million is None:
        _shared[0] = replace(_shared[0], by_the_million=by_the_million)


def keyed(values: Sequence[object]) -> list[object]:
    """Give the keys of numbers, one by one; None stays None."""
    import numpy as np

    given = [index for index, value in enumerate(values) if value is not None]
    numbers = np.empty(len(given), dtype=object)
    numbers[:] = [str(values[index]) for index in given]
    result: list[object] = [None] * len(values)
    for index, key in zip(given, letters(numbers), strict=True):
        result[index] = bytes(key).decode()
    return result


def letters(numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Give the key of each text in an array of objects, as a row of :data:`LENGTH` characters."""
    import numpy as np

    hashes = _hashes(numbers)
    sixes = (hashes[:, None] >> np.arange(0, _BITS * LENGTH, _BITS, dtype=np.uint64)) & np.uint64(2**_BITS - 1)
    return np.frombuffer(_LETTERS, np.uint8)[sixes]


def _hashes(numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    import numpy as np

    if _shared[0].by_the_million:
        from pandas.util import hash_array

        return hash_array(numbers, hash_key=_shared[0].key, categorize=False)
    key = _shared[0].key.encode()
    digests = (hashlib.blake2b(number.encode(), digest_size=8, key=key).digest() for number in numbers.tolist())
    return np.frombuffer(b"".join(digests), np.uint64)
