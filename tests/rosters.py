"""Rosters for tests, straight from small tables of typed values.

>>> roster(enterprises=[{"name": "甲公司", "township": "古城乡", "members": 3}])

Each kind is one table of its own, its rows from Excel row 2 on; ``_file`` in a row puts it into another table of that
file. A table has the columns that its rows name, so ``{"organized": None}`` is a column that nobody filled. ``_wrong``
names the columns in which something stands that could not be used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa

from djcov.engines import Dtype, arrow, in_memory
from djcov.facts import Facts, link
from djcov.facts.frames import Frame, records
from djcov.intake.frames import LINKS, WRONG, fields
from djcov.models import LISTING, Kind
from djcov.policy import Policy
from djcov.roster import Column, Roster, Table
from djcov.values.text import NOBODY, name_key, named_key, split_list

Rows = Sequence[Mapping[str, Any]]


def roster(
    enterprises: Rows | None = None,
    organizations: Rows | None = None,
    members: Rows | None = None,
    instructors: Rows | None = None,
    favors: Rows | None = None,
) -> Roster:
    """Make a roster; a kind that is None was not given."""
    given = {
        Kind.ENTERPRISES: enterprises,
        Kind.ORGANIZATIONS: organizations,
        Kind.MEMBERS: members,
        Kind.INSTRUCTORS: instructors,
        Kind.FAVORS: favors,
    }
    tables: list[Table] = []
    placed: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in Kind}
    for kind, rows in given.items():
        for file in dict.fromkeys(row.get("_file", "台账.xlsx") for row in rows or ()):
            own = [row for row in rows or () if row.get("_file", "台账.xlsx") == file]
            for number, row in enumerate(own, start=2):
                placed[kind].append({**row, "_table": len(tables), "_row": number})
            tables.append(_table(kind, file, own))
        if rows is not None and not rows:
            tables.append(_table(kind, "台账.xlsx", []))
    frames = {kind: _frame(kind, rows) for kind, rows in placed.items()}
    links = {kind: _links(rows) for kind, rows in placed.items() if kind in LISTING}
    wrong = {kind: _wrong(rows) for kind, rows in placed.items()}
    return Roster(frames, tuple(tables), links, wrong=wrong)


def _table(kind: Kind, file: str, rows: Rows) -> Table:
    fields = dict.fromkeys(name for row in rows for name in row if not name.startswith("_"))
    columns = tuple(Column(index, str(kind.model.model_fields[name].title), name) for index, name in enumerate(fields))
    return Table(kind, file, kind.title, 1, columns, len(rows), len(rows))


def _wrong(rows: Rows) -> Any:
    return _held(WRONG, [(row["_table"], row["_row"], name) for row in rows for name in row.get("_wrong", ())])


def _frame(kind: Kind, rows: Rows) -> Any:
    columns = fields(kind)
    field = "enterprise" if kind is Kind.MEMBERS else "name"
    keyed = [{**row, "_key": named_key(row.get(field))} for row in rows]
    return _held(columns, [[row.get(name) for name in columns] for row in keyed])


def _links(rows: Rows) -> Any:
    links: list[tuple[Any, ...]] = []
    for row in rows:
        place = (row["_table"], row["_row"])
        text, uscc = row.get("enterprises"), row.get("enterprise_uscc")
        names = split_list(text) if text and text != NOBODY else ()
        if len(names) > 1:
            links += [(*place, None, name_key(name), name) for name in names]
        elif names or uscc:
            name = names[0] if names else None
            links.append((*place, uscc, name and name_key(name), name or uscc))
    return _held(LINKS, links)


def _held(columns: Mapping[str, Dtype], rows: Sequence[Sequence[Any]]) -> Any:
    return in_memory().hold(columns, [arrow.batch(columns, rows)])


def shuffled(source: Roster, seed: int) -> Roster:
    """The same rows in another order, and in several pieces."""

    def dealt(table: pa.Table) -> pa.Table:
        order = Random(seed).sample(range(len(table)), len(table))
        rows = table.take(pa.array(order, pa.int64()))
        return pa.concat_tables([rows.slice(at, 7) for at in range(0, len(rows), 7)] or [rows])

    frames = {kind: dealt(table) for kind, table in source.frames.items()}
    return replace(source, frames=frames, links={kind: dealt(table) for kind, table in source.links.items()})


def policy(**changes: Mapping[str, Any]) -> Policy:
    """Make the default policy with some settings changed: ``policy(counting={"due_members": 5})``."""
    default = Policy.load()
    sections = {name: getattr(default, name).model_dump() | dict(new) for name, new in changes.items()}
    return Policy.model_validate(default.model_dump() | sections)


def linked(source: Roster, as_of: str = "2021-12-31", settings: Policy | None = None) -> Facts:
    """Link a roster at a date."""
    return link(source, settings or Policy.load(), date.fromisoformat(as_of))


def values(frame: Frame, column: str) -> list[Any]:
    """Give a column of fact rows in the order of the files; unknown is None."""
    return [row[column] for row in records(frame, column)]


def codes(facts: Facts) -> list[tuple[str, int | None, str]]:
    """Give the findings as code, row and column."""
    return [(found.code, found.location.row, found.location.column) for found in facts.findings]
