"""Columnar validation in batches: what :mod:`.validation` does for a whole column, piece by piece with Arrow.

A reader of a column keeps what it has learnt of distinct cells from batch to batch, up to a bound. Where many are
distinct (names, codes) they are not looked up at all: the plain ones are seen to be so all at once
(:mod:`.clean_cells`), and only the others are read one by one.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow carries no types)

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...engines import ArrowArray, Dtype, arrow
from ...models import Kind, personal
from ...values.codes import birth_date
from ...values.terms import Terms
from ...values.text import named_key, phone_beside
from ..bulk import NotFlat
from . import clean_cells, pseudonyms, validation

Positions: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

_REMEMBERED = 200_000
"""Distinct cells that a column's reader remembers; beyond, it forgets all and begins anew."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that the model refuses, or that was read in a particular way, and where in the batch it stands."""

    code: str
    """Of the finding; empty if there is none, but for :attr:`terms`."""
    cell: str
    wrong: bool
    positions: Positions
    terms: Terms | None = None
    """On what it depends whether its value holds."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A column's values in one batch (strings may be dictionary-encoded), and what is noteworthy about its cells."""

    values: pa.Array
    troubles: Sequence[Trouble]
    plain: clean_cells.Flags | None = None
    """Which values (of a dictionary's, if they are encoded) are plain (:mod:`.clean_cells`), if that was looked at.
    """


@dataclass(frozen=True, slots=True)
class _Known:
    value: object
    code: str
    wrong: bool
    terms: Terms | None


class ColumnReader:
    """Reads one field's column, batch by batch."""

    def __init__(self, kind: Kind, field: str, answers: Mapping[str, str] | None = None) -> None:
        """``answers``: 是 or 否 by the marks that the policy adds."""
        self._kind = kind
        self._field = field
        self._dtype: Dtype = validation.dtype(kind, field)
        self._answers = answers or {}
        self._is_plain = clean_cells.test_of(kind, field)
        mark = personal(kind, field)
        self._keyed = mark is not None and mark.kind == "number"
        self._known: dict[str, _Known] = {}

    def read(self, cells: pa.Array, known: clean_cells.Flags | None = None) -> Batch:
        """Read one batch of cells, none of them null; a column whose cells repeat comes dictionary-encoded.

        ``known``: which of them (of a dictionary's) are known to be plain.
        """
        encoded = pa.types.is_dictionary(cells.type)
        if self._is_plain and not encoded:
            return self._read_directly(cells, self._is_plain, known)
        if self._is_plain and len(cells.dictionary) >= validation.MANY:
            return _spread(self._read_directly(cells.dictionary, self._is_plain, known), cells.indices)
        return self._look_up_all(cells if encoded else pc.dictionary_encode(cells))

    def _look_up_all(self, cells: pa.DictionaryArray) -> Batch:
        """Read each distinct cell once, or remember it, and give the rows their values."""
        codes, distinct = cells.indices, cells.dictionary.to_pylist()
        known = self._learn(distinct)
        values = arrow.column(self._dtype, [each.value for each in known])
        marked = {index: each for index, each in enumerate(known) if each.code or each.terms}
        troubles: list[Trouble] = []
        if marked:
            placed = _rows_of(codes, [[index] for index in marked], len(distinct))
            troubles = [
                Trouble(each.code, distinct[index], each.wrong, rows, each.terms)
                for (index, each), rows in zip(marked.items(), placed, strict=True)
            ]
        if self._dtype == "str":
            return Batch(pa.DictionaryArray.from_arrays(codes, values), troubles)
        return Batch(values.take(codes), troubles)

    def _read_directly(
        self, cells: pa.StringArray, is_plain: clean_cells.Test, known: clean_cells.Flags | None
    ) -> Batch:
        """Take plain cells as they stand; read the others."""
        flags = is_plain(cells) if known is None else clean_cells.completed(known, cells, is_plain)
        values = (
            pseudonyms.keys(cells)
            if self._keyed
            else clean_cells.listed(cells)
            if is_plain is clean_cells.is_list
            else cells
        )
        if flags.all():
            return Batch(values, (), flags)
        at = np.flatnonzero(~flags)
        others = cells.take(pa.array(at))
        rest = self._look_up_all(pc.dictionary_encode(others))
        values = pc.replace_with_mask(values, pa.array(~flags), pc.cast(rest.values, pa.string()))
        troubles = [replace(each, positions=at[each.positions]) for each in rest.troubles]
        return Batch(values, troubles, flags)

    def _learn(self, distinct: list[str]) -> list[_Known]:
        new = [cell for cell in distinct if cell not in self._known]
        if len(self._known) + len(new) > _REMEMBERED:
            self._known, new = {}, distinct
        if new:
            cells = validation.untyped(self._kind, self._field, new)
            if self._dtype == "boolean":
                cells = validation.reworded(cells, self._answers)
            parsed, problems, notes, terms = validation.parse(self._kind, self._field, cells)
            if "DITTO_UNCLEAR" in problems.values():
                raise NotFlat("a mark that means the cell above")
            if self._keyed:
                parsed = pseudonyms.keyed(parsed)
            for index, (cell, value) in enumerate(zip(new, parsed, strict=True)):
                wrong = index in problems
                code = problems[index] if wrong else notes.get(index, "")
                self._known[cell] = _Known(value, code, wrong, terms.get(index))
        return [self._known[cell] for cell in distinct]


def _spread(distinct: Batch, codes: pa.Array) -> Batch:
    """Give each row what was read of its distinct cell."""
    values = pa.DictionaryArray.from_arrays(codes, distinct.values)
    placed = _rows_of(codes, [each.positions for each in distinct.troubles], len(distinct.values))
    troubles = [replace(each, positions=rows) for each, rows in zip(distinct.troubles, placed, strict=True)]
    return Batch(values, troubles, distinct.plain)


def _rows_of(codes: pa.Array, wanted: Sequence[Sequence[int] | Positions], distinct: int) -> list[Positions]:
    """Give the rows, in order, of each of some groups of distinct cells, which share none."""
    if not wanted:
        return []
    group = np.full(distinct, len(wanted))
    for number, cells in enumerate(wanted):
        group[cells] = number
    of = group[codes.to_numpy(zero_copy_only=False)]
    at = np.flatnonzero(of < len(wanted))
    at = at[np.argsort(of[at], kind="stable")]
    return np.split(at, np.searchsorted(of[at], np.arange(1, len(wanted))))


def rowwise(values: pa.Array, flags: clean_cells.Flags) -> clean_cells.Flags:
    """Give each row the flag of its value."""
    return flags[values.indices.to_numpy(zero_copy_only=False)] if pa.types.is_dictionary(values.type) else flags


def births(cells: pa.Array, flags: clean_cells.Flags | None = None) -> pa.Array:
    """Give the dates of birth inside identity numbers of 18 characters (``timestamp[s]``); null where there is none.

    ``flags``: which of them (of a dictionary's) are known to be plain.
    """
    if pa.types.is_dictionary(cells.type):
        return births(cells.dictionary, flags).take(cells.indices)
    if flags is None:
        flags = clean_cells.is_identity_number(cells)
    days = np.full(len(cells), "NaT", "M8[s]")
    if flags.any():
        days[flags] = clean_cells.births(cells.filter(pa.array(flags)))
    others = np.flatnonzero(~flags)
    if len(others):
        written = cells.take(pa.array(others)).to_pylist()
        numbers, *_ = validation.parse(Kind.MEMBERS, "identity_number", written)
        days[others] = [
            np.datetime64(born)
            if isinstance(number, str) and len(number) == 18 and (born := birth_date(number))
            else _NEVER
            for number in numbers
        ]
    return pa.array(days)


def keys(names: ArrowArray, flags: clean_cells.Flags | None = None) -> ArrowArray:
    """Give names (null if unknown) in the form in which they compare, see :func:`djcov.values.text.named_key`.

    ``flags``: which of them (of a dictionary's) are known to be plain.
    """
    if pa.types.is_dictionary(names.type):
        return pa.DictionaryArray.from_arrays(names.indices, keys(names.dictionary, flags))
    if flags is None:
        flags = clean_cells.is_name(pc.fill_null(names, ""))
    result = clean_cells.keys(names)
    others = np.flatnonzero(~flags)
    if not len(others):
        return result
    written = names.take(pa.array(others)).to_pylist()
    folded = pa.array([named_key(name) for name in written], pa.string())
    return pc.replace_with_mask(result, pa.array(~flags), folded)


_NEVER = np.datetime64("NaT")


def phones(field: str, cells: pa.Array) -> dict[str, pa.Array]:
    """Give the keys of the phone numbers beside names in a column of people."""
    coded = cells if pa.types.is_dictionary(cells.type) else pc.dictionary_encode(cells)
    found = [phone_beside(cell) for cell in coded.dictionary.to_pylist()]
    if not any(found):
        return {field: pa.nulls(len(cells), pa.string())}
    return {field: pseudonyms.keyed(found).array.take(coded.indices)}


def looked_up(cells: pa.Array, read: Callable[[str], object], type_: pa.DataType) -> pa.Array:
    """Give what ``read`` finds in each distinct cell."""
    coded = cells if pa.types.is_dictionary(cells.type) else pc.dictionary_encode(cells)
    return pa.array([read(cell) for cell in coded.dictionary.to_pylist()], type_).take(coded.indices)
