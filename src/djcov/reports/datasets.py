"""A document as flat tables of typed columns: for Parquet, SQLite, DataFrames and lines of JSON.

Every list of objects is a table. A key within an object becomes a column of both names (``source_row``); what every row
shares (``as_of``, ``by``, an explanation's ``indicator``) stands in each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from ..measures.results import percent
from .documents import FILES_LEFT, documents
from .json import cleaned
from .keys import INTEGER, NUMBER_OR_NULL, TEXT
from .page_model import Plain
from .shapes import Document, Holds, Key, Object, Rows, Shape, Value

Cell: TypeAlias = "bool | int | float | str | None"

SECTION = "section"
"""Which list of the document a row is of, where a table has several."""

_NUMBER = "number"
"""A row's place in its list."""

_AS_OF = "as_of"
_DATES = (_AS_OF, "as_of_old", "since")
_ALL_DATES = "dates"
"""Of a document on several dates; it stands where a row says none of them."""
_OWN = "of_"
"""Before the name of a row's own key, where what every row shares is called so."""
_PERCENT = Key(NUMBER_OR_NULL, "比率的百分数，四舍五入保留两位小数")


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column."""

    name: str
    holds: Holds
    doc: str


@dataclass(frozen=True)
class DataTable:
    """One table; no two rows are the same in the columns of ``shared`` and ``key``."""

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shared: Mapping[str, Cell]
    """What all rows have in some columns: it tells this result from others of its kind."""
    key: tuple[str, ...]

    @property
    def results(self) -> list[Mapping[str, Cell]]:
        """What tells the rows of this result from those of others: what they share, or else their dates."""
        if self.shared or _AS_OF not in self.key:
            return [self.shared]
        at = [each.name for each in self.columns].index(_AS_OF)
        return [{_AS_OF: day} for day in sorted({str(row[at]) for row in self.rows})]


def document_of(content: Mapping[str, Plain]) -> Document:
    """Give the description of a document by its ``schema``."""
    return documents()[str(content["schema"]).removeprefix("djcov.").removesuffix("/1")]


def main_name(document: Document) -> str:
    """Give what the main table is called."""
    alone = len(document.main) == 1 and document.main != ("rows",)
    return f"{document.name}_{document.main[0]}" if alone else document.name


def main(content: Mapping[str, Plain]) -> DataTable:
    """Give the one table of a document that a file with a single table has."""
    document = document_of(content)
    return _table(document, main_name(document), document.main, content)


def section(content: Mapping[str, Plain], name: str) -> DataTable:
    """Give one of a document's lists as a table."""
    document = document_of(content)
    return _table(document, f"{document.name}_{name}", (name,), content)


def tables(content: Mapping[str, Plain]) -> list[DataTable]:
    """Give all of a document's lists as tables, the main one first; the files that were left are one, too."""
    return [main(content), *(section(content, name) for name in _further(content) if name in content)]


def absent(content: Mapping[str, Plain]) -> list[DataTable]:
    """Give the lists that a document might have and has not, as tables without rows."""
    return [section(content, name) for name in _further(content) if name not in content]


def _further(content: Mapping[str, Plain]) -> list[str]:
    document = document_of(content)
    keys = {**document.keys, "files_left": FILES_LEFT}
    return [name for name, key in keys.items() if _is_list(key) and name not in document.main]


def lines(content: Mapping[str, Plain]) -> str:
    """Write a document as NDJSON: a line of what is in no list, then a line for each row of each list."""
    document = document_of(content)
    lists = {
        name: cast("Sequence[Mapping[str, Plain]]", value)
        for name, value in content.items()
        if name == "files_left" or ((key := document.keys.get(name)) and _is_list(key))
    }
    head = {name: value for name, value in content.items() if name not in lists}
    shared = {name: head[name] for name in ("schema", *_DATES, *document.about) if name in head}
    rows = [
        {**shared, SECTION: name, **{_own(each, shared): value for each, value in row.items()}}
        for name, found in lists.items()
        for row in found
    ]
    written = [{**head, SECTION: "head"}, *rows]
    return "".join(f"{json.dumps(cleaned(each), ensure_ascii=False, allow_nan=False)}\n" for each in written)


def _own(name: str, shared: Collection[str]) -> str:
    """Give what a row's own key is called in a record, where one word has one meaning."""
    return f"{_OWN}{name}" if name in shared else name


def _is_list(key: Key) -> bool:
    return isinstance(key.shape, Rows) and isinstance(key.shape.of, Object)


def _table(document: Document, name: str, sections: Sequence[str], content: Mapping[str, Plain]) -> DataTable:
    shapes = {each: _keys(document, each) for each in sections}
    own = {column.name: column for keys in shapes.values() for column in _columns(keys)}
    dates = _DATES if _AS_OF in own else (*_DATES, _ALL_DATES)
    about = [each for each in (*dates, *document.about) if each in document.keys]
    columns = [replace(column, name=_own(name, about)) for name, column in own.items()]
    key = document.tells.get(sections[0], ()) if len(sections) == 1 else ()
    first = [_column(each, document.keys[each]) for each in about]
    first += [_column(SECTION, Key(TEXT, "属于哪一项"))] if len(sections) > 1 else []
    first += [] if key else [_column(_NUMBER, Key(INTEGER, "序号"))]
    beside = tuple(_cell(document.keys[each].shape, content.get(each)) for each in about)
    told = [
        (section, row)
        for section in sections
        for row in cast("Iterable[Mapping[str, Plain]]", content.get(section, ()))
    ]
    rows: list[tuple[Cell, ...]] = []
    for number, (section, row) in enumerate(told, start=1):
        flat = dict(_flat(shapes[section], row))
        named = (section,) if len(sections) > 1 else ()
        counted = () if key else (number,)
        rows.append((*beside, *named, *counted, *map(flat.get, own)))
    return DataTable(name, (*first, *columns), tuple(rows), dict(zip(about, beside, strict=True)), key or (_NUMBER,))


def _keys(document: Document, section: str) -> Mapping[str, Key]:
    shape = (FILES_LEFT if section == "files_left" else document.keys[section]).shape
    assert isinstance(shape, Rows) and isinstance(shape.of, Object)
    return shape.of.keys


def _column(name: str, key: Key) -> DataColumn:
    return DataColumn(name, key.shape.holds if isinstance(key.shape, Value) else "text", key.doc)


def _columns(keys: Mapping[str, Key], above: str = "") -> Iterator[DataColumn]:
    for name, key in _with_percent(keys).items():
        if isinstance(key.shape, Object):
            yield from _columns(key.shape.keys, f"{above}{name}_")
        else:
            yield _column(f"{above}{name}", key)


def _with_percent(keys: Mapping[str, Key]) -> Mapping[str, Key]:
    """Give the keys with ``percent`` behind a rate whose figures stand beside it."""
    if not keys.keys() >= {"numerator", "denominator", "rate"}:
        return keys
    found: dict[str, Key] = {}
    for name, key in keys.items():
        found |= {name: key, "percent": _PERCENT} if name == "rate" else {name: key}
    return found


def _flat(keys: Mapping[str, Key], row: Mapping[str, Plain], above: str = "") -> Iterator[tuple[str, Cell]]:
    for name, key in keys.items():
        value = row.get(name)
        if isinstance(key.shape, Object):
            yield from _flat(key.shape.keys, cast("Mapping[str, Plain]", value or {}), f"{above}{name}_")
        else:
            yield f"{above}{name}", _cell(key.shape, value)
    if row.get("rate") is not None and "percent" in _with_percent(keys):
        figures = (cast("int", row["numerator"]), cast("int", row["denominator"]))
        yield f"{above}percent", float(percent(*figures).removesuffix("%"))


def _cell(shape: Shape, value: Plain) -> Cell:
    if isinstance(value, str | int | float) or value is None:
        return cast("Cell", cleaned(value))
    if isinstance(shape, Rows) and isinstance(shape.of, Value):
        return "、".join(str(cleaned(each)) for each in cast("Sequence[Plain]", value))
    return json.dumps(cleaned(value), ensure_ascii=False, allow_nan=False)
