"""Rows that may mean the same enterprise or person although nothing proves it: told, never acted on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding
from ..models import Kind
from ..values.text import name_key, split_people
from .answers import named
from .frames import Frame, count, records
from .inputs import Inputs
from .near import Names
from .repeats import is_shared

MOST_NAMES = 50_000
"""In a larger ledger names are compared as they are and no more, and a finding says so: each name would take some ten
microseconds, and a kilobyte."""

_BESIDE = re.compile(r"\([^()]*\)|（[^（）]*）|[\W\d_]+")
_SUGGESTED = 3


def suggestions(enterprises: Frame) -> Callable[[str], str]:
    """Give what says for a name that fits no enterprise which may be meant: 是否指“甲公司”？; nothing if none is near.

    The ledger's names are gathered when the first one is asked for.
    """

    @cache
    def names() -> Names[int]:
        rows = _with_name(enterprises.select("_at", "name"))
        few = count(rows) <= MOST_NAMES
        return Names((row["_at"], row["name"]) for row in (records(rows, "name") if few else ()))

    @cache
    def near(text: str) -> str:
        found = list(dict.fromkeys(name for _, name in names().like(text)))[:_SUGGESTED]
        return f"是否指“{'”“'.join(map(masking.title, found))}”？" if found else ""

    return near


def near_names(inputs: Inputs, ledger: Frame) -> Iterator[Finding]:
    """Report pairs of enterprises in scope with nearly the same name, one of them without a code that could tell."""
    if not inputs.in_ledger("name"):
        return
    # first the columns, then the rows: an engine in memory copies what is filtered
    counting = _with_name(ledger.select("_at", "name", "uscc", "in_scope")).filter(nw.col("in_scope"))
    codeless_rows = counting.filter(nw.col("uscc").is_null())
    if not count(codeless_rows):
        return
    if (many := count(counting)) > MOST_NAMES:
        at = next(table for table in inputs.roster.tables if table.kind is Kind.ENTERPRISES).locate()
        yield CATALOGUE["NAMES_NOT_COMPARED"].at(at, str(many), most=MOST_NAMES)
        return
    without, rows = records(codeless_rows, "name"), records(counting, "name", "uscc")
    names = Names((row["_at"], row["name"]) for row in without)
    codeless = {row["_at"] for row in without}
    for row in rows:
        for at, name in names.like(row["name"]):
            # of two without a code the later one is told, and each once
            if at != row["_at"] and (row["_at"] not in codeless or at < row["_at"]):
                later, first = (at, row["_at"]) if at > row["_at"] else (row["_at"], at)
                found, other = (name, row["name"]) if later == at else (row["name"], name)
                where = inputs.locate(later, "name")
                alike = "同名" if name_key(found) == name_key(other) else "名称相近"
                said = {"other": masking.title(other), "first": str(inputs.locate(first)), "alike": alike}
                yield CATALOGUE["NAME_NEAR"].at(where, masking.title(found), **said)


def shared_phones(inputs: Inputs) -> Iterator[Finding]:
    """Report instructors (指导员) of different names who have one phone. The number itself is not known here."""
    for kind, name, phone in (
        (Kind.INSTRUCTORS, "name", "phone"),
        (Kind.ENTERPRISES, "instructor", "instructor_phone"),
    ):
        if inputs.roster.has(kind, name, phone):
            rows = inputs.rows(kind, name, phone).filter(~nw.col(phone).is_null() & named(name))
            persons = rows.group_by(phone, name).agg(nw.col("_at").min())
            for first, *others in _sharing(persons, phone, name):
                for other in (each for each in others if _letters(each[name]) != _letters(first[name])):
                    yield _shared_phone(inputs, first, other, name, phone)


def _sharing(persons: Frame, phone: str, name: str) -> Iterable[list[dict[str, Any]]]:
    """Give the persons of each phone that several have, in the files' order."""
    if not is_shared(persons, phone):
        return ()
    several = persons.group_by(phone).agg(nw.len().alias("_n")).filter(nw.col("_n") > 1)
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(persons.join(several, on=phone, how="inner"), phone, name):
        if len(split_people(row[name])) == 1:  # whose phone stands beside several people is unknown
            groups[row[phone]].append(row)
    return groups.values()


def _shared_phone(inputs: Inputs, first: dict[str, Any], other: dict[str, Any], name: str, phone: str) -> Finding:
    return CATALOGUE["PHONE_TWO_NAMES"].at(
        inputs.locate(other["_at"], phone),
        masking.name(other[name]),
        other=masking.name(first[name]),
        first=str(inputs.locate(first["_at"])),
    )


def _letters(name: str) -> str:
    """Give a name without what may stand beside it in its cell, such as the phone itself."""
    return _BESIDE.sub("", name)


def _with_name(rows: Frame) -> Frame:
    return rows.filter(~nw.col("name").is_null())
