"""The workbook of a 销号台账 that a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, reason

if TYPE_CHECKING:
    from ..following.lines import Ledger
    from ..reports.ledger import Book


def book(path: Path, *, begin: bool = False) -> Book:
    """Read the workbook, or ``begin`` one where none is. Raises InputError if it cannot be read, or is not djcov's."""
    from ..reports import ledger

    try:
        content = path.read_bytes()
    except OSError as error:
        if begin and isinstance(error, FileNotFoundError):
            return ledger.blank()
        why = f"销号台账读不出（{reason(error)}）"
        raise InputError(why, where=str(path), hint="请核对路径，并检查权限。") from None
    return ledger.opened(content, str(path))


def followed(name: str | None) -> Ledger | None:
    """Read what ``--follow`` names; None where it names nothing. Raises InputError as :func:`book` does."""
    return None if name is None else book(Path(name)).ledger
