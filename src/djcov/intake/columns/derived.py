"""What a column holds beside its own values: keys of names, phone numbers, parts of counts, days of birth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...models import LEDGERS, LISTING, Kind
from ...regex import Regex
from ...values.codes import birth_date
from ...values.counts import read_probationary_part
from ...values.member_names import read_sort
from ...values.text import named_key, phone_beside
from .arrow_values import ArrowValues
from .validation import Coded, Validated

_PHONES = {
    **{(kind, "instructor"): "instructor_phone" for kind in LEDGERS},
    (Kind.INSTRUCTORS, "name"): "phone",
}
"""Where the phone number is kept that stands in a cell of people."""


_MAY_SORT = Regex("预备|正式").search


def derived(kind: Kind, field: str, column: Validated) -> Mapping[str, Coded]:
    """Further columns, by the names that they have in the frames."""
    found: dict[str, Sequence[object]] = {}
    if kind not in LISTING and field == ("enterprise" if kind is Kind.MEMBERS else "name"):
        found["_key"] = _keys(column)
    if (kind, field) in _PHONES:
        found[_PHONES[kind, field]] = [phone_beside(cell) for cell in column.distinct]
    if kind in LEDGERS and field == "members":
        found["probationary_members"] = [read_probationary_part(cell).value for cell in column.distinct]
    if kind is Kind.MEMBERS and field == "name":
        sorts = [read_sort(cell) if isinstance(cell, str) and _MAY_SORT(cell) else None for cell in column.distinct]
        if any(sorts):
            found["category"] = sorts
    if field == "identity_number":
        found["_identity_born"] = _births(column)
    return {name: Coded(column.values.codes, values) for name, values in found.items()}


def _keys(names: Validated) -> Sequence[object]:
    """Names in the form in which they compare."""
    values = names.values.values
    if not isinstance(values, ArrowValues):
        return [named_key(name if isinstance(name, str) else None) for name in values]
    from . import clean_cells

    assert names.clean is not None
    return ArrowValues(clean_cells.keys(values.array, names.clean))


def _births(numbers: Validated) -> Sequence[object]:
    """The days of birth inside identity numbers of 18 characters."""
    values = numbers.values.values
    if not isinstance(values, ArrowValues):
        return [birth_date(value) if isinstance(value, str) and len(value) == 18 else None for value in values]
    from . import clean_cells

    assert numbers.clean is not None
    return ArrowValues(clean_cells.births(values.array, numbers.clean))
