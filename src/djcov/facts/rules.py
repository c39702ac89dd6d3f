"""Rules across the columns of one row, as data: an expression that is true for offending rows, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..values.text import NOBODY
from . import covered, terms
from .answers import given, marked
from .frames import Frame, any_of
from .inputs import Inputs
from .organization_coverage import JOINT, NONE, OWN
from .row_findings import tell


@dataclass(frozen=True)
class RowRule:
    """One rule. The frame that it is held against has the model's columns, for enterprises also ``_form``."""

    kind: Kind
    code: str
    """The finding."""
    needs: tuple[tuple[str, ...], ...]
    """Of each group one column must be there; of the first group, the cell that the finding points at."""
    offends: nw.Expr
    words: Mapping[str, nw.Expr] = field(default_factory=dict[str, nw.Expr])
    """What fills the places of the finding's message."""
    days: tuple[str, ...] = ()
    """The columns of which ``offends`` takes the first and the last day (:func:`djcov.facts.terms.with_days`)."""


_members, _full, _probationary = nw.col("members"), nw.col("full_members"), nw.col("probationary_members")
_parts = _full.fill_null(0) + _probationary.fill_null(0)
_both_parts = ~_full.is_null() & ~_probationary.is_null()
_form_given = nw.col("_form").is_in([OWN, JOINT])
_no_form, _name = nw.col("_form") == NONE, given("organization_name")
_organized = marked("organized")
_sent, _instructor = marked("instructor_sent"), given("instructor")
_covered_by, _without, _by_guide = (
    nw.col("coverage").is_in(words).fill_null(False)
    for words in (covered.ORGANIZED, covered.NOT_ORGANIZED, covered.STATIONED)
)
_formed_as, _work = nw.col("coverage").fill_null(""), nw.col("coverage").is_in(covered.WORK).fill_null(False)
_has, _has_none = _organized.yes | (~_organized.known & (_form_given | _name.yes)), _organized.no | _no_form | _name.no
_guide, _no_guide = _sent.yes | (~_sent.known & _instructor.yes), _sent.no | (~_sent.known & _instructor.no)
_shown_coverage = nw.when(nw.col("coverage") == NOBODY).then(nw.lit("未覆盖")).otherwise(nw.col("coverage"))
_COVERAGE_AGAINST: dict[str, nw.Expr] = {
    "其他栏说没有党组织": _covered_by & _has_none & ~_has,
    "其他栏说已有党组织": _without & _has,
    "组建方式为联合": (_formed_as == covered.OWN) & (nw.col("_form") == JOINT),
    "组建方式为单独": (_formed_as == covered.JOINT) & (nw.col("_form") == OWN),
    "其他栏说已派驻指导员": (nw.col("coverage") == NOBODY).fill_null(False) & _guide,
    "其他栏说没有指导员": _by_guide & _no_guide,
    "其他栏说既没有党组织也没有指导员": _work & _has_none & ~_has & _no_guide,
}
"""What other columns say against 覆盖情况, in words."""


def _first_said(cases: dict[str, nw.Expr]) -> nw.Expr:
    said: nw.Expr = nw.lit("")
    for words, holds in reversed(cases.items()):
        said = nw.when(holds).then(nw.lit(words)).otherwise(said)
    return said


def _ends_early(kind: Kind, begins: str, ends: str) -> RowRule:
    """The rule that nobody's station is planned to end before it begins."""
    return _before(kind, "STATION_ENDS_BEFORE_IT_BEGINS", ends, begins)


def _before(kind: Kind, code: str, earlier: str, later: str) -> RowRule:
    """The rule that no day lies before another one: whatever days of 2021年 and 2021年5月 these are."""
    offends = nw.col(f"{earlier}_high") < nw.col(f"{later}_low")
    return RowRule(kind, code, needs=((earlier,), (later,)), offends=offends, days=(earlier, later))


RULES: tuple[RowRule, ...] = (
    RowRule(
        Kind.ENTERPRISES,
        "MEMBERS_EXCEED_EMPLOYEES",
        needs=(("members",), ("employees",)),
        offends=_members > nw.col("employees"),
        words={"found": _members, "employees": nw.col("employees")},
    ),
    RowRule(
        Kind.ENTERPRISES,
        "MEMBER_PARTS_DIFFER",
        needs=(("members",), ("full_members", "probationary_members")),
        offends=(_parts > _members) | (_both_parts & (_parts != _members)),
        words={"found": _members, "parts": _parts},
    ),
    RowRule(
        Kind.ENTERPRISES,
        "ORGANIZED_BUT_NO",
        needs=(("organized",), ("organization_form", "organization_name")),
        offends=(_organized.no & (_form_given | _name.yes)) | (_organized.yes & (_no_form | _name.no)),
        words={
            "organized": nw.when(_organized.yes).then(nw.lit("是")).otherwise(nw.lit("否")),
            "found": nw.when(_organized.yes & _no_form)
            .then(nw.lit("组建方式写明没有"))
            .when(_organized.yes)
            .then(nw.lit("党组织名称写明没有"))
            .when(_form_given & _name.yes)
            .then(nw.lit("填写了组建方式和党组织名称"))
            .when(_form_given)
            .then(nw.lit("填写了组建方式"))
            .otherwise(nw.lit("填写了党组织名称")),
            "counted": nw.when(_organized.yes).then(nw.lit("已建立")).otherwise(nw.lit("未建立")),
        },
    ),
    RowRule(
        Kind.ENTERPRISES,
        "INSTRUCTOR_BUT_NO",
        needs=(("instructor_sent",), ("instructor",)),
        offends=(_sent.no & _instructor.yes) | (_sent.yes & _instructor.no),
        words={
            "sent": nw.when(_sent.yes).then(nw.lit("是")).otherwise(nw.lit("否")),
            "instructor": nw.when(_sent.yes).then(nw.lit("指导员填的是“无”")).otherwise(nw.lit("填写了指导员")),
            "counted": nw.when(_sent.yes).then(nw.lit("已派驻")).otherwise(nw.lit("未派驻")),
        },
    ),
    RowRule(
        Kind.ENTERPRISES,
        "COVERAGE_BUT_OTHERWISE",
        needs=(
            ("coverage",),
            ("organized", "organization_form", "organization_name", "instructor_sent", "instructor"),
        ),
        offends=any_of(_COVERAGE_AGAINST.values()),
        words={"found": _shown_coverage, "others": _first_said(_COVERAGE_AGAINST)},
    ),
    RowRule(
        Kind.MEMBERS,
        "BIRTH_DIFFERS",
        needs=(("born_on",), ("identity_number",)),
        offends=~nw.col("born_on").is_null()
        & ~nw.col("_identity_born").is_null()
        & (nw.col("born_on") != nw.col("_identity_born")),
    ),
    _before(Kind.MEMBERS, "CONFIRMED_BEFORE_JOINED", "confirmed_on", "joined_on"),
    _ends_early(Kind.ENTERPRISES, "instructor_since", "instructor_ends_on"),
    _ends_early(Kind.INSTRUCTORS, "since", "ends_on"),
)
INSTRUCTOR_FIELDS = ("since", "ends_on")
"""The instructor columns that the rules above look at."""

MEMBER_FIELDS = ("born_on", "_identity_born", "joined_on", "confirmed_on")
"""The member columns that the rules above look at."""


def broken(inputs: Inputs, kind: Kind, frame: Frame) -> Iterator[Findings]:
    """Report each row of ``frame`` that breaks a rule of its kind."""
    has = inputs.roster.has
    rules = [
        each
        for each in RULES
        if each.kind is kind and all(any(has(kind, name) for name in group) for group in each.needs)
    ]
    if not rules:
        return
    days = dict.fromkeys(name for each in rules for name in each.days)
    frame = terms.with_days(inputs, frame, kind, *days) if days else frame
    flags = {each.code: each.offends.fill_null(False).alias(each.code) for each in rules}
    some = frame.select(*flags.values()).select(nw.col(*flags).cast(nw.Int64).sum()).collect()
    for each in rules:
        if some[each.code].to_list()[0]:
            yield _told(inputs, each, frame)


def _told(inputs: Inputs, each: RowRule, frame: Frame) -> Findings:
    rows = frame.filter(each.offends.fill_null(False))
    rows = rows.select("_at", *(word.alias(f"_{name}") for name, word in each.words.items()))

    def finding(row: dict[str, Any]) -> Finding:
        told = {name: str(row[f"_{name}"]) for name in each.words}
        return CATALOGUE[each.code].at(inputs.locate(row["_at"], *each.needs[0]), **told)

    return tell(rows, tuple(f"_{name}" for name in each.words), finding)
