"""The organisations that the ledger's rows make, where no register lists them.

Rows that name the same organisation within a unit are its rows; one that is named after a unit is of that unit,
wherever its enterprises lie. An own organisation without a name, and one of which
only 是 is said, is one by itself; a joint one without a name is none. A bare 党支部 is the name of none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import ANSWERS, Kind
from ..regex import Regex
from ..values import names
from ..values.text import name_key
from .agreement import Question, agreed
from .answers import named
from .duplicates import at_home, form_meaning
from .frames import Frame, beside_least, count, distinct, judged, look_up, table_of
from .home_units import PLACES
from .inputs import Inputs
from .row_findings import tell
from .scope import NO_UNIT

_JOINT = Regex("联合|联建")
_QUESTIONED = (
    *("organization_name", "organization_form", "coverage", "organization_kind", "superior", "founded_on", "secretary"),
    *("re_elected_on", "term_ends_on", "has_committee"),
)
_FIELDS = (*_QUESTIONED, *ANSWERS)


@dataclass(frozen=True)
class Gathered:
    """The organisations that the ledger makes."""

    covering: Frame
    """Each organised enterprise in scope that has one (:mod:`djcov.facts.home_units`); ``_at`` is that of the first."""
    answers: Frame
    """One row per organisation: ``_at``, ``name`` and the ledger's columns about it."""
    findings: tuple[Findings, ...]


def is_bare(rows: Frame, column: str = "organization_name") -> nw.Expr:
    """Whether a column's name of an organisation is the name of none; False where it is unknown."""
    bare = judged(rows, column, lambda name: "1" if names.is_bare(name) else "")
    return look_up(column, bare) == "1"


def gathered(inputs: Inputs, enterprises: Frame) -> Gathered:
    """Gather the organisations of the ledger's fact rows, and report joint ones without a name, and rows of one
    organisation that differ.
    """
    rows = enterprises.filter(nw.col("in_scope") & nw.col("organized"))
    rows = rows.select("_at", "_enterprise", *PLACES, "joint", "organization_name", enterprise="name")
    if not inputs.in_ledger("organization_name"):
        own = rows.filter(~nw.col("joint")).with_columns(_listed_at=nw.col("_at"))
        answers = own.select("_at", name=_own_name()).join(_cells(inputs), on="_at", how="inner")
        found = _unnamed(inputs, rows.filter(nw.col("joint")))
        return Gathered(_covering(own), answers.select("_at", *_FIELDS, "name"), (found,))
    rows = inputs.settled(_named(rows))
    nameless = nw.col("_key").is_null()
    found = _unnamed(inputs, rows.filter(nameless & nw.col("_joint")))
    rows = _with_organization(rows.filter(~(nameless & nw.col("_joint"))))
    rows = inputs.settled(rows.rename({"_at": "_listed_at"}).rename({"_organization": "_at"}))
    answers, differing = _answers(inputs, rows)
    return Gathered(_covering(rows), answers, (found, *differing))


def _named(rows: Frame) -> Frame:
    """Add ``_key``, a name in the form in which names compare, null where there is none; and ``_joint``, whether the
    row or its name of none (联合党支部) says that the organisation is a joint one.
    """
    column = "organization_name"
    said = [name for name in distinct(rows, column) if name is not None]
    bare = {name: "联合" if _JOINT.search(name) else "单独" for name in said if names.is_bare(name)}
    keys = {name: key for name in said if (key := name_key(name)) != name}
    form = look_up(column, bare)
    return rows.with_columns(
        _key=nw.when(named(column) & (form == "")).then(look_up(column, keys, nw.col(column))),
        _joint=nw.col("joint") | (form == "联合"),
    )


def _covering(rows: Frame) -> Frame:
    return rows.select("_at", "_listed_at", "_enterprise", *PLACES)


def _own_name() -> nw.Expr:
    """What the organisation of an enterprise is called that has no name."""
    return nw.concat_str(nw.col("enterprise").fill_null(""), nw.lit("的党组织"))


def _cells(inputs: Inputs) -> Frame:
    """What the ledger's rows say of their organisations."""
    return inputs.rows(Kind.ENTERPRISES, *_FIELDS).select("_at", *_FIELDS)


def _with_organization(rows: Frame) -> Frame:
    """Add ``_organization``: the first row of the same name in the same unit; a row without a name is its own."""
    home = at_home(rows.select("_at", "_key", "township")).rename({"township": "_home"})
    rows = rows.join(home.select("_at", "_home"), on="_at", how="inner")
    rows = rows.with_columns(_home=look_up("_key", _named_after(rows), nw.col("_home")))
    rows = rows.with_columns(_name=nw.col("_key").fill_null(""))
    rows = beside_least(rows, "_at", "_first", "_name", "_home")
    organization = nw.when(nw.col("_name") == "").then(nw.col("_at")).otherwise(nw.col("_first"))
    return rows.with_columns(_organization=organization)


def _named_after(rows: Frame) -> dict[str, str]:
    """Give the unit that an organisation's name begins with or has in it: 中共古城乡东村联合党支部."""
    units = sorted(set(distinct(rows, "township")) - {NO_UNIT}, key=lambda unit: (-len(unit), unit))
    pattern = re.compile("|".join(map(re.escape, units)) or "(?!)")
    return judged(rows, "_key", lambda name: match[0] if (match := pattern.search(name)) else "")


def _answers(inputs: Inputs, rows: Frame) -> tuple[Frame, tuple[Findings, ...]]:
    """Give each organisation's answers, and report where its rows differ."""
    cells = _cells(inputs).rename({"_at": "_listed_at"})
    told = rows.select("_at", "_listed_at", "_name", "enterprise").join(cells, on="_listed_at", how="inner")
    subject = nw.when(nw.col("_name") == "").then(_own_name()).otherwise(nw.col("organization_name"))
    told = told.with_columns(_subject=subject)
    sizes = rows.group_by("_at").agg(nw.len().alias("_n"))
    told = inputs.settled(told.join(sizes, on="_at", how="inner"))
    alone = told.filter(nw.col("_n") == 1).select("_at", *_FIELDS, name="_subject")
    several = told.filter(nw.col("_n") > 1)
    if not count(several):
        return alone, ()
    here, several = inputs.at_hand(several.rename({"_at": "_group"}).rename({"_listed_at": "_at"}))
    asked = tuple(name for name in _FIELDS if inputs.in_ledger(name))
    question = Question(Kind.ENTERPRISES, asked, {"organization_form": form_meaning(here, several)})
    agreement = agreed(here, question, several)
    names = several.group_by("_group").agg(nw.col("_subject").min().alias("name"))
    absent = {name: nw.lit(None, dtype=cells.collect_schema()[name]) for name in _FIELDS if not inputs.in_ledger(name)}
    values = agreement.values.with_columns(**absent) if absent else agreement.values
    together = values.join(names, on="_group", how="inner")
    together = together.select(nw.col("_group").alias("_at"), *_FIELDS, "name")
    return inputs.settled(nw.concat([alone, inputs.handed_back(together)])), agreement.findings


def _unnamed(inputs: Inputs, rows: Frame) -> Findings:
    """Report the enterprises of joint organisations without a name; of a table that has no names, all at once."""
    tables = [at for at, table in enumerate(inputs.roster.tables) if "organization_name" in table.fields]
    has_names = table_of("_at").is_in(tables)
    whole = rows.filter(~has_names).with_columns(_table=table_of("_at"))
    counts = whole.group_by("_table").agg(nw.len().alias("_n")).collect()
    found = Findings()
    for table, number in sorted(zip(counts["_table"].to_list(), counts["_n"].to_list(), strict=True)):
        found.add(CATALOGUE["JOINT_UNNAMED"].at(inputs.roster.locate(table), f"{number} 家企业"))
    if not tables:
        return found

    def finding(row: dict[str, Any]) -> Finding:
        where = inputs.locate(row["_at"], "organization_name", "organization_form", "organized")
        return CATALOGUE["JOINT_UNNAMED"].at(where, masking.title(row["enterprise"] or ""))

    found.include(tell(rows.filter(has_names), ("enterprise",), finding))
    return found
