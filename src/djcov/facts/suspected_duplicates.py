"""Rows that may mean the same enterprise or person although nothing proves it: told, never acted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..regex import Regex
from ..values.text import SOMEBODY, name_key, split_people
from .answers import named
from .duplicates import is_shared
from .frames import Frame, count, records
from .inputs import Inputs
from .row_findings import tell
from .similar_names import Names

MOST_NAMES = 50_000
"""In a larger ledger names are compared as they are and no more, and a finding says so: each name would take some ten
microseconds, and a kilobyte."""

_BESIDE = Regex(r"\([^()]*\)|（[^（）]*）|[\W\d_]+")
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
        if inputs.roster.has(kind, name):
            rows = inputs.rows(kind, name, phone).filter(~nw.col(phone).is_null() & named(name))
            persons = rows.group_by(phone, name).agg(nw.col("_at").min())
            for first, *others in _sharing(persons, phone, name):
                for other in (
                    each for each in others if {"", _letters(first[name])}.isdisjoint({_letters(each[name])})
                ):
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
        inputs.locate(other["_at"], phone, name),
        masking.name(other[name]),
        other=masking.name(first[name]),
        first=str(inputs.locate(first["_at"])),
    )


def _letters(name: str) -> str:
    """Give a name without what may stand beside it in its cell, such as the phone itself."""
    return _BESIDE.sub("", name)


def same_names(inputs: Inputs, ledger: Frame, pairs: Frame | None) -> Findings:
    """Report an instructor's name that stands in several units, nowhere with a phone: it counts as one person.

    ``pairs``: ``_at`` (a row of the instructor roster) and ``_enterprise``; None where the ledger names instructors.
    """
    if pairs is None and not inputs.in_ledger("instructor"):
        return Findings()
    if pairs is None:
        rows = ledger.filter(nw.col("in_scope") & named("instructor") & (nw.col("instructor") != SOMEBODY))
        rows = rows.select("_at", "township", name="instructor", phone="instructor_phone")
    else:
        places = ledger.filter(nw.col("in_scope")).select("_enterprise", "township")
        rows = inputs.rows(Kind.INSTRUCTORS, "name", "phone").filter(named("name"))
        rows = rows.join(pairs, on="_at", how="inner").join(places, on="_enterprise", how="inner")
    rows = rows.filter(nw.col("phone").is_null()).select("_at", "name", "township")
    place = nw.col("township")
    people = rows.group_by("name").agg(nw.col("_at").min(), place.min().alias("first"), place.max().alias("last"))
    people = people.filter(nw.col("first") != nw.col("last"))

    def told(row: dict[str, Any]) -> Finding:
        where = inputs.locate(row["_at"], "name" if pairs is not None else "instructor")
        return CATALOGUE["INSTRUCTOR_SAME_NAME"].at(
            where, masking.name(row["name"]), first=masking.title(row["first"]), last=masking.title(row["last"])
        )

    return tell(people, ("name", "first", "last"), told)


def _with_name(rows: Frame) -> Frame:
    return rows.filter(~nw.col("name").is_null())
