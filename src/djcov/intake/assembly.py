"""From typed tables to one roster: frames by kind, with every field of the model, and the links between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..findings import Findings
from ..models import Kind
from ..roster import Roster, Source
from ..values.text import NOBODY, name_key, split_list
from . import columns
from .tables import Typed

if TYPE_CHECKING:
    import pandas as pd


def assemble(tables: Sequence[Typed], findings: Findings, sources: Sequence[Source] = ()) -> Roster:
    """Put all tables together, in their order."""
    frames = {kind: _frame(kind, tables) for kind in Kind}
    links = {kind: _links(kind, tables) for kind in Kind if kind is not Kind.ENTERPRISES}
    return Roster(frames, tuple(typed.table for typed in tables), links, findings, tuple(sources))


def _frame(kind: Kind, tables: Sequence[Typed]) -> pd.DataFrame:
    """Put the tables of a kind under one another."""
    import pandas as pd

    parts = [_part(kind, number, typed) for number, typed in enumerate(tables) if typed.table.kind is kind]
    if not parts:
        return _part(kind, 0, None)
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _part(kind: Kind, number: int, typed: Typed | None) -> pd.DataFrame:
    """Give one table with every field of its model; what no column gives is unknown. None is a table without rows."""
    import numpy as np
    import pandas as pd

    given = pd.DataFrame() if typed is None else typed.frame
    rows = np.zeros(0, dtype=np.int64) if typed is None else typed.frame["_row"].to_numpy()
    # One array of unknowns for each dtype: a frame copies it, and making one costs as much as a small column.
    unknown = {dtype: columns.unknowns(dtype, len(rows)) for dtype in columns.DTYPES}
    part: dict[str, Any] = {}
    for name in kind.model.model_fields:
        kept = name in given and name != "home_address"
        part[name] = given[name] if kept else unknown[columns.dtype(kind, name)]
    if kind is Kind.MEMBERS:
        part["_identity_born"] = given.get("_identity_born", unknown[columns.dtype(kind, "born_on")])
    if kind is Kind.ENTERPRISES:
        part["_key"] = pd.Series([] if typed is None else list(map(_key, typed.names)), dtype="str")
    part["_table"] = np.full(len(rows), number, dtype=np.int64)
    part["_row"] = rows
    return pd.DataFrame(part)


def _links(kind: Kind, tables: Sequence[Typed]) -> pd.DataFrame:
    """Spell out which enterprises each row names: one row per name."""
    import pandas as pd

    found: list[tuple[int, int, str | None, str | None, str]] = []
    for number, typed in enumerate(tables):
        if typed.table.kind is not kind:
            continue
        if "enterprise_uscc" in typed.frame:
            codes = [code if isinstance(code, str) else None for code in typed.frame["enterprise_uscc"].tolist()]
        else:
            codes = [None] * len(typed.frame)
        for row, code, text in zip(typed.frame["_row"].tolist(), codes, typed.names, strict=True):
            names = _split(kind, text)
            if len(names) == 1:
                found.append((number, row, code, _key(names[0]), names[0]))
            elif names:
                found += [(number, row, None, _key(name), name) for name in names]
            elif code:
                found.append((number, row, code, None, code))
    frame = pd.DataFrame(found, columns=["_table", "_row", "uscc", "key", "text"])
    return frame.astype({"_table": "int64", "_row": "int64", "uscc": "str", "key": "str", "text": "str"})


@cache
def _split(kind: Kind, text: str | None) -> tuple[str, ...]:
    if text is None or text == NOBODY:
        return ()
    return (text,) if kind is Kind.MEMBERS else split_list(text)


@cache
def _key(name: str | None) -> str | None:
    return None if name is None else name_key(name)
