"""One organisation, or one instructor, on several rows: the name stands once, each row has one of the enterprises.

Offices merge 党组织名称 downwards, or write it once and leave blanks below it; a CSV export knows no other way. Such
rows are no organisations of their own: their enterprises belong to the row that has the name.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...values.reading import compact
from ..files.sheets import Cell
from .header import Header
from .view import View

LISTED = ("enterprise_uscc", "enterprises")
"""The fields that name an enterprise in the row of an organisation or an instructor."""

_BESIDE = (*LISTED, "remark")


def only_lists(header: Header, cells: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row's ``cells`` name an enterprise, and say nothing else that a field takes but a remark."""
    fields = _fields(header, cells)
    return any(field in LISTED for field in fields) and fields.keys() <= set(_BESIDE)


def goes_on(view: View, header: Header, row: int, head: int) -> bool:
    """Whether a row goes on with what row ``head`` has begun: it only lists; or the name is merged over both, and
    whatever else the row says stands in row ``head`` as well.
    """
    cells = view.texts(row)
    if view.merged_from(header.name_column, row) != head:
        return only_lists(header, cells)
    fields, own = _fields(header, cells), _fields(header, view.texts(head))
    return any(field in LISTED for field in fields) and all(
        field in _BESIDE or own.get(field) == said for field, said in fields.items()
    )


def _fields(header: Header, cells: Sequence[tuple[int, Cell]]) -> dict[str, str]:
    field_at = header.field_at
    return {field_at[column]: compact(str(cell)) for column, cell in cells if column in field_at}
