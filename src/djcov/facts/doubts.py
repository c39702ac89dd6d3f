"""Rows that may mean the same enterprise or person although nothing proves it: told, never acted on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import Finding, rule
from ..models import Kind
from .answers import named
from .frames import Frame, count, records
from .inputs import Inputs
from .near import Names
from .repeats import shared

MOST_NAMES = 50_000
"""In a larger ledger names are compared as they are and no more, and a finding says so: each name would take some ten
microseconds, and a kilobyte."""

_BESIDE = re.compile(r"\([^()]*\)|（[^（）]*）|[\W\d_]+")
_SUGGESTED = 3


def suggestions(enterprises: Frame, texts: list[str]) -> dict[str, str]:
    """Say for names that fit no enterprise which ones may be meant: 是否指“甲公司”？; nothing where none is near."""
    ledger = (
        [(row["_at"], row["name"]) for row in records(_with_name(enterprises.select("_at", "name")), "name")]
        if texts
        else []
    )
    if not ledger or len(ledger) > MOST_NAMES:
        return {}
    names = Names(ledger)
    near = {text: list(dict.fromkeys(name for _, name in names.like(text)))[:_SUGGESTED] for text in set(texts)}
    return {text: f"是否指“{'”“'.join(found)}”？" for text, found in near.items() if found}


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
        yield rule("NAMES_NOT_COMPARED").at(at, str(many), most=MOST_NAMES)
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
                yield rule("NAME_NEAR").at(where, found, other=other, first=str(inputs.locate(first)))


def shared_phones(inputs: Inputs) -> Iterator[Finding]:
    """Report instructors (指导员) of different names who have one phone. The number itself is not known here."""
    for kind, name, phone in (
        (Kind.INSTRUCTORS, "name", "phone"),
        (Kind.ENTERPRISES, "instructor", "instructor_phone"),
    ):
        if inputs.roster.has(kind, name, phone):
            rows = inputs.rows(kind, name, phone).filter(~nw.col(phone).is_null() & named(name))
            persons = rows.group_by(phone, name).agg(nw.col("_at").min())
            for first, *others in shared(persons, phone, columns=(name,)):
                for other in (each for each in others if _letters(each[name]) != _letters(first[name])):
                    yield _shared_phone(inputs, first, other, name, phone)


def _shared_phone(inputs: Inputs, first: dict[str, Any], other: dict[str, Any], name: str, phone: str) -> Finding:
    return rule("PHONE_TWO_NAMES").at(
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
