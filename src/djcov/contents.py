"""What is read although it is no file on disk: standard input, bytes in memory, a DataFrame."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file, kept in memory, and what is written for its name."""

    name: str
    data: bytes = field(repr=False)
