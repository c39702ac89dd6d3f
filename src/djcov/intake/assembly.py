"""From typed tables to one roster: frames by kind, with every field of the model, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..engines import ArrowArray, Dtype, Engine, Part
from ..findings import Findings
from ..models import LISTING, Kind
from ..roster import Roster, Source, Table
from ..values.terms import Terms
from ..values.text import NOBODY, name_key, named_key, split_list
from .columns import validation
from .columns.texts import Texts
from .columns.validation import Coded
from .table import Typed

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
    """Give one record of :data:`TERMS`."""
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


def assemble(tables: Sequence[Held], findings: Findings, sources: Sequence[Source], engine: Engine) -> Roster:
    """Put all tables together, in their order."""
    of = {kind: [each for each in tables if each.table.kind is kind] for kind in Kind}
    frames = {kind: engine.hold(fields(kind), [each.rows for each in held]) for kind, held in of.items()}
    links = {kind: engine.hold(LINKS, [each.links for each in of[kind] if each.links is not None]) for kind in LISTING}
    wrong = {kind: engine.hold(WRONG, [each.wrong for each in held]) for kind, held in of.items()}
    dated = {kind: [each.terms for each in held if each.terms is not None] for kind, held in of.items()}
    terms = {kind: engine.hold(TERMS, parts) for kind, parts in dated.items() if parts}
    return Roster(frames, tuple(each.table for each in tables), links, findings, tuple(sources), wrong, engine, terms)


def fields(kind: Kind) -> dict[str, Dtype]:
    """Give the columns of a kind's frame and their types."""
    result: dict[str, Dtype] = {name: validation.dtype(kind, name) for name in kind.model.model_fields}
    if kind is Kind.MEMBERS:
        result["_identity_born"] = "datetime64[s]"
    if kind not in LISTING:
        result["_key"] = "str"
    return {**result, "_table": "int64", "_row": "int64"}


def held(number: int, typed: Typed) -> Held:
    """Hold a table that was read whole, as the ``number``-th."""
    from ..engines import arrow

    table, names = typed.table, typed.names
    kept = {name: column for name, column in typed.columns.items() if name != "home_address"}
    given = {name: validation.typed(table.kind, name, column) for name, column in kept.items()}
    wrong = arrow.batch(WRONG, [(number, *cell) for cell in typed.wrong])
    terms = arrow.batch(TERMS, [dated(number, *cell) for cell in typed.terms]) if typed.terms else None
    if table.kind not in LISTING:
        given["_key"] = _keys(names)
        return Held(table, arrow.placed(number, typed.rows, given), wrong, terms)
    linked = arrow.batch(LINKS, list(links(number, *typed.lists)))
    return Held(table, arrow.placed(number, typed.rows, given), wrong, terms, linked)


def links(
    table: int, rows: Iterable[int], codes: Iterable[str | None], names: Iterable[str | None]
) -> Iterator[tuple[int, int, str | None, str | None, str]]:
    """Spell out which enterprises each row names: one :data:`LINKS` record per name."""
    for row, code, text in zip(rows, codes, names, strict=True):
        named = _split(text)
        for name, key in named:
            yield table, row, code if len(named) == 1 else None, key, name
        if code and not named:
            yield table, row, code, None, code


def _key(name: object) -> str | None:
    assert name is None or isinstance(name, str)
    return named_key(name)


@cache
def _split(text: str | None) -> tuple[tuple[str, str], ...]:
    """Give the names of a list, each with its key."""
    return () if text is None or text == NOBODY else tuple((name, name_key(name)) for name in split_list(text))


def _keys(names: Coded) -> ArrowArray:
    """Give names in the form in which they compare; many names, of which most are plain, all at once."""
    from ..engines import arrow

    if not isinstance(names.values, Texts):
        return arrow.spread(arrow.column("str", list(map(_key, names.values))), names.codes)
    from .columns import batches

    return arrow.spread(batches.keys(names.values.array), names.codes)
