"""The 销号台账 as a workbook that people fill in and djcov brings up to date.

:mod:`.columns` says what stands in a line, :mod:`.book` reads a workbook back, :mod:`.writing` writes it again. A row
is moved as a whole, with all that people put into it; djcov writes only into its own columns.
"""

from __future__ import annotations

from .book import Book, blank, opened
from .writing import written

__all__ = ["Book", "blank", "opened", "written"]
