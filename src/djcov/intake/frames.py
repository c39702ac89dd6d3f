"""From typed tables to one roster: frames by kind, with every field of the model, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

from ..engines import ArrowArray, Dtype, Engine, Part
from ..engines.model import RecordBatch
from ..findings import Findings
from ..models import LISTING, Kind, personal
from ..roster import Roster, Source, Table
from ..values.terms import Terms
from ..values.text import NOBODY, name_key, split_list
from .columns import pseudonyms
from .columns.arrow_values import ArrowValues
from .columns.validation import Coded, dtype
from .table import Lists, Typed, TypedRows

LINKS: dict[str, Dtype] = {"_table": "int64", "_row": "int64", "uscc": "str", "key": "str", "text": "str"}
"""The columns of the links, see :attr:`djcov.roster.Roster.links`."""


WRONG: dict[str, Dtype] = {"_table": "int64", "_row": "int64", "field": "str"}
"""The columns of the cells that could not be used, see :attr:`djcov.roster.Roster.wrong`."""


TERMS: dict[str, Dtype] = {
    "_table": "int64",
    "_row": "int64",
    "field": "str",
    **dict.fromkeys(("since_first", "since_last", "until_first", "until_last"), "datetime64[s]"),
    **dict.fromkeys(("low", "high"), "Int64"),
}
"""The columns of the cells whose value holds only at some times, or lies between two ends, see
:attr:`djcov.roster.Roster.terms`."""


def dated(table: int, row: int, field: str, terms: Terms) -> tuple[object, ...]:
    """One record of :data:`TERMS`."""
    times = (terms.since, terms.until)
    days = (day for time in times for day in ((time.first, time.last) if time else (None, None)))
    return (table, row, field, *days, terms.low, terms.high)


@dataclass(frozen=True)
class Held:
    """A table whose rows an engine can take: its typed columns with ``_table``, and the enterprises that it names."""

    table: Table
    rows: Part
    wrong: Part
    terms: Part | None
    """None where no answer depends on the day."""
    links: Part | None = None

    @property
    def parts(self) -> list[Part]:
        """All that an engine can take."""
        return [each for each in (self.rows, self.wrong, self.terms, self.links) if each is not None]


def assemble(tables: Sequence[Held], findings: Findings, sources: Sequence[Source], engine: Engine) -> Roster:
    """Put all tables together, in their order."""
    of = {kind: [each for each in tables if each.table.kind is kind] for kind in Kind}
    frames = {kind: engine.hold(fields(kind), [each.rows for each in held]) for kind, held in of.items()}
    links = {kind: engine.hold(LINKS, [each.links for each in of[kind] if each.links is not None]) for kind in LISTING}
    wrong = {kind: engine.hold(WRONG, [each.wrong for each in held]) for kind, held in of.items()}
    dated = {kind: [each.terms for each in held if each.terms is not None] for kind, held in of.items()}
    terms = {kind: engine.hold(TERMS, parts) for kind, parts in dated.items() if parts}
    return Roster(frames, tuple(each.table for each in tables), links, findings, tuple(sources), wrong, engine, terms)


@cache
def fields(kind: Kind) -> Mapping[str, Dtype]:
    """The columns of a kind's frame and their types."""
    result: dict[str, Dtype] = {name: dtype(kind, name) for name in kind.model.model_fields}
    if kind is Kind.MEMBERS:
        result["_identity_born"] = "datetime64[s]"
    if kind not in LISTING:
        result["_key"] = "str"
    return {**result, "_table": "int64", "_row": "int64"}


def held(number: int, typed: Typed) -> Held:
    """Hold a table that was read whole, as the ``number``-th."""
    return Held(typed.table, *batches(number, typed.table.kind, typed.rows))


def batches(
    number: int,
    kind: Kind,
    rows: TypedRows,
    each: Callable[..., Iterable[ArrowArray]] = map,
    encoded: Collection[str] = (),
) -> tuple[RecordBatch, RecordBatch, RecordBatch | None, RecordBatch | None]:
    """Rows of the ``number``-th table for the frame of its kind, :data:`WRONG`, :data:`TERMS` and :data:`LINKS`.

    ``each`` makes columns at the same time; ``encoded``: which of them are to be dictionary-encoded.
    """
    from ..engines import arrow

    def column(name: str) -> ArrowArray:
        return _column(kind, name, rows.columns[name], encoded=name in encoded)

    names = [name for name in rows.columns if name != "home_address"]
    columns = each(column, names)
    frame = arrow.placed(number, rows.rows, dict(zip(names, columns, strict=True)))
    wrong = arrow.batch(WRONG, [(number, *cell) for cell in rows.wrong])
    terms = arrow.batch(TERMS, [dated(number, *cell) for cell in rows.terms]) if rows.terms else None
    return frame, wrong, terms, _links(number, rows.lists) if kind in LISTING else None


def _column(kind: Kind, name: str, column: Coded, *, encoded: bool) -> ArrowArray:
    """A column as Arrow holds it, personal numbers as keys."""
    mark = personal(kind, name) if name in kind.model.model_fields else None
    return _array(fields(kind)[name], column, keyed=mark is not None and mark.kind == "number", encoded=encoded)


def _array(type_: Dtype, column: Coded, *, keyed: bool = False, encoded: bool = False) -> ArrowArray:
    from ..engines import arrow

    values = column.values.array if isinstance(column.values, ArrowValues) else arrow.column(type_, column.values)
    values = pseudonyms.keyed(values) if keyed else values
    if encoded and type_ == "str":
        return arrow.encoded(values, column.codes)
    return values if isinstance(column.codes, range) else arrow.spread(values, column.codes)


def _links(table: int, lists: Lists) -> RecordBatch:
    """Spell out which enterprises rows name: one :data:`LINKS` record per name; of clean lists all at once."""
    from ..engines import arrow

    rows, nothing = lists.rows, Coded.constant(None, len(lists.rows))
    codes, names = lists.codes or nothing, lists.names or nothing
    if lists.clean is None:
        return arrow.batch(LINKS, list(_spelled(table, rows, codes.rows(), names.rows())))
    from .columns import clean_cells

    clean = clean_cells.rowwise(lists.clean, names.codes)
    others = _spelled(table, compress(rows, ~clean), compress(codes.rows(), ~clean), compress(names.rows(), ~clean))
    rest = arrow.batch(LINKS, list(others))
    return clean_cells.links(table, rows, _array("str", codes), _array("str", names), clean, rest)


def _spelled(
    table: int, rows: Iterable[int], codes: Iterable[str | None], names: Iterable[str | None]
) -> Iterator[tuple[int, int, str | None, str | None, str]]:
    """The links of rows one by one."""
    for row, code, text in zip(rows, codes, names, strict=True):
        named = _split(text)
        for name, key in named:
            yield table, row, code if len(named) == 1 else None, key, name
        if code and not named:
            yield table, row, code, None, code


@cache
def _split(text: str | None) -> tuple[tuple[str, str], ...]:
    """The names of a list, each with its key."""
    return () if text is None or text == NOBODY else tuple((name, name_key(name)) for name in split_list(text))
