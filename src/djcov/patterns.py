"""Patterns of file names, which the shells of Windows and the tables of batch jobs leave to programs."""

from __future__ import annotations

import glob
import os.path


def matches(pattern: str) -> list[str]:
    """Expand ``*.xlsx``. What is a file's name, has nothing to expand, or matches nothing, stays as it is."""
    if not glob.has_magic(pattern) or os.path.lexists(pattern):
        return [pattern]
    return sorted(glob.glob(pattern)) or [pattern]  # noqa: PTH207 - Path.glob takes no absolute pattern
