"""CSV for spreadsheets: no cell of it can become a formula.

A credit code of 18 digits, which Excel takes for a number and rounds, stands bare all the same: whatever would keep it
a text there (an apostrophe, ``="…"``) would be a part of it for a script. For Excel there is the workbook.
"""

from __future__ import annotations

import csv
import io

from .page_model import Records, clean

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a text, as ASCII and full-width characters. Tab and line breaks are out before."""


def render(records: Records) -> str:
    """Write records with their headings; lines end with a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records.headings)
    writer.writerows([_cell(value) for value in row] for row in records.rows)
    return out.getvalue()


def _cell(value: str | int | float | None) -> str | int | float | None:
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
