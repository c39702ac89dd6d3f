"""The instructors' fact rows: one per person (name and phone), from their roster or else from the ledger (S12, S13)."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from .. import masking
from ..choices import said
from ..findings import Findings
from ..models import Kind
from ..values.text import SEVERAL, split_people
from . import stations
from .agreement import Question, agreed
from .answers import marked, named, nobody
from .duplicates import is_shared
from .frames import AT_BITS, FALSE, TRUE, Frame, distinct, each_once, judged, look_up, row_of, table_of
from .home_units import PLACES, counted, homes
from .inputs import Inputs
from .instructor_persons import with_person
from .scope import units

_KEPT = (
    "_table",
    "_row",
    "_at",
    "name",
    "township",
    "left_out",
    "in_scope",
    "load",
    "trained",
    "trained_known",
    "overloaded",
    "appraisal",
)
_KEPT_OF_BOTH = (*_KEPT, *stations.ANSWERS)

NOT_YET = "派驻时间晚于截至日期"
"""Why an instructor whose work begins after the as-of date does not count."""

LEFT = "已经离任，或离任时间没有过完"
"""Why an instructor does not count whose work has ended by the as-of date, or may have."""

TERM_OVER = "派驻期已满"
"""Why an instructor does not count whose term is over, where the policy says that its end ends the station."""

NAMED_NONE = "姓名写明没有"
"""Why a row that is named 无 is nobody's."""


def ties_now(inputs: Inputs, pairs: Frame) -> Frame:
    """Give the pairs ``_at`` (a person's first row), ``_enterprise`` that hold at the as-of date, each once."""
    rows = stations.with_times(inputs, inputs.rows(Kind.INSTRUCTORS, *stations.TIMES)).filter(nw.col("_now"))
    persons = with_person(inputs.rows(Kind.INSTRUCTORS, "name", "phone")).select("_at", "_person")
    now = pairs.join(rows.select("_at"), on="_at", how="inner").join(persons, on="_at", how="inner")
    return each_once(now.select(nw.col("_person").alias("_at"), "_enterprise"), "_at", "_enterprise")


def stations_of(inputs: Inputs, covering: Frame, pairs: Frame | None) -> Frame | None:
    """Give the stations at enterprises in scope of those in ``covering`` (:mod:`djcov.facts.stations`); None where no
    column tells more of them than that they are. ``pairs``: the roster's, if it decides.
    """
    if pairs is None:
        told = any(inputs.in_ledger(f"{stations.PREFIX}{name}") for name in stations.DUTIES)
        return inputs.settled(stations.of_ledger(inputs, covering)) if told else None
    if not any(inputs.roster.has(Kind.INSTRUCTORS, name) for name in stations.DUTIES):
        return None
    here = covering.select("_at", "_enterprise")
    return inputs.settled(stations.of_roster(inputs, pairs).join(here, on=["_at", "_enterprise"], how="inner"))


def from_roster(inputs: Inputs, covering: Frame, pairs: Frame) -> Frame:
    """One fact row per person of the instructor roster, at the person's first row."""
    rows = inputs.rows(Kind.INSTRUCTORS, "name", "phone", "township", "trained", "appraisal", *stations.TIMES)
    rows = with_person(stations.with_times(inputs, rows)).with_columns(
        _own_township=units(inputs, rows),
        _trained=marked("trained").yes.cast(nw.Int64),
        _trained_known=marked("trained").known.cast(nw.Int64),
        _now=nw.col("_now").cast(nw.Int64),
        _begun=nw.col("_begun").cast(nw.Int64),
        _over=nw.col("_over").cast(nw.Int64),
    )
    sums = rows.group_by("_person").agg(nw.col("_trained", "_trained_known", "_now", "_begun", "_over").max())
    firsts = rows.filter(nw.col("_at") == nw.col("_person"))
    firsts = firsts.select("_table", "_row", "_at", "name", "_own_township", "_person", "appraisal")
    result = firsts.join(sums, on="_person", how="left").join(counted(covering), on="_at", how="left")
    result = result.join(homes(inputs, covering, "township"), on="_at", how="left")
    stationed = ~nw.col("covered").is_null()
    left_out = (
        nw.when(stationed)
        .then(nw.lit(""))
        .when(nobody("name"))
        .then(nw.lit(NAMED_NONE))
        .when(nw.col("_begun") == 0)
        .then(nw.lit(NOT_YET))
        .when((nw.col("_now") == 0) & (nw.col("_over") > 0))
        .then(nw.lit(TERM_OVER))
        .when(nw.col("_now") == 0)
        .then(nw.lit(LEFT))
        .otherwise(nw.lit(said(inputs.base, "没有派驻到统计范围内的企业")))
    )
    result = result.with_columns(
        left_out=left_out,
        in_scope=stationed,
        load=nw.col("covered").fill_null(0).cast(nw.Int64),
        trained=nw.col("_trained") > 0,
        trained_known=nw.col("_trained_known") > 0,
        overloaded=nw.col("covered").fill_null(0) > inputs.policy.counting.instructor_load,
        township=nw.coalesce("township", "_own_township"),
    )
    found = stations_of(inputs, covering, pairs)
    return stations.with_duties(inputs, result.select(*_KEPT), found).select(*_KEPT_OF_BOTH)


def listed(inputs: Inputs) -> Frame:
    """Give the rows of each person in the roster: ``_at`` (the person's first row) and ``_listed_at``."""
    rows = with_person(inputs.rows(Kind.INSTRUCTORS, "name", "phone"))
    return rows.select(nw.col("_person").alias("_at"), nw.col("_at").alias("_listed_at"))


def covering_in_ledger(inputs: Inputs, enterprises: Frame) -> Frame:
    """Give the enterprises in scope where the ledger names instructors, each person on a row of his or her own.

    ``_at`` becomes the person's: that of the first row that names the person, plus 2 to the power of :data:`AT_BITS`
    times the number of people who stand before in the cell. ``_listed_at`` is the enterprise's own. Whose phone stands
    beside several people (``_shared``) is unknown.
    """
    rows = enterprises.filter(nw.col("in_scope") & nw.col("stationed") & named("instructor"))
    person = {"instructor": "name", "instructor_phone": "phone"}
    rows = rows.select("_at", "_enterprise", *PLACES, *(nw.col(old).alias(new) for old, new in person.items()))
    rows = _one_by_one(inputs, rows)
    rows = with_person(rows.with_columns(_listed_at=nw.col("_at"), _at=nw.col("_at") * _MOST + nw.col("_before")))
    at = nw.col("_person") // _MOST + nw.col("_person") % _MOST * 2**AT_BITS
    return rows.with_columns(at.alias("_at")).drop("_person", "_before")


def _one_by_one(inputs: Inputs, rows: Frame) -> Frame:
    """Give each of several people in a cell a row; ``_before`` (Int64) says how many stand before in the cell."""
    several = nw.col("name").str.contains(SEVERAL)
    alone = rows.with_columns(nw.lit(0, nw.Int64).alias("_before"), _shared=FALSE)
    cells = {cell: split_people(cell) for cell in distinct(rows.filter(several), "name")}
    people = [(cell, name, at) for cell, names in cells.items() if len(names) > 1 for at, name in enumerate(names)]
    if not people:
        return alone
    named_each = inputs.given_rows({"name": "str", "_one": "str", "_position": "Int64"}, people)
    each = (
        alone.filter(several)
        .join(named_each, on="name", how="left")
        .with_columns(
            name=nw.coalesce("_one", "name"),
            phone=nw.when(nw.col("_one").is_null()).then(nw.col("phone")),
            _before=nw.col("_position").fill_null(0).cast(nw.Int64),
            _shared=~nw.col("_one").is_null(),
        )
    )
    return nw.concat([alone.filter(~several), each.drop("_one", "_position")])


_MOST = 2**10
"""More people than a cell can name."""


@dataclass(frozen=True)
class Named:
    """The instructors whom the ledger names, where it says more of them than that."""

    covering: Frame
    """See :func:`covering_in_ledger`."""
    answers: Frame
    """What all rows that name a person (``_at``) say together, of :data:`_ASKED`."""
    findings: tuple[Findings, ...]
    """Where they differ, and where nobody knows who is meant."""


_ASKED = {"instructor_trained": "trained", "instructor_appraisal": "appraisal"}
"""The ledger's columns about a person, and what they are called here."""


def named_in_ledger(inputs: Inputs, enterprises: Frame) -> Named:
    """Give what the ledger says of the instructors whom it names. Whose appraisal stands beside several is unknown."""
    covering = inputs.settled(covering_in_ledger(inputs, enterprises))
    found = tuple(stations.unknown_whose(inputs, covering))
    asked = tuple(name for name in _ASKED if inputs.in_ledger(name))
    rows = inputs.rows(Kind.ENTERPRISES, *_ASKED).rename({"_at": "_listed_at"}).drop("_table", "_row")
    rows = covering.select("_at", "_listed_at", "_shared", "name").join(rows, on="_listed_at", how="inner")
    rows = rows.with_columns(instructor_appraisal=nw.when(~nw.col("_shared")).then(nw.col("instructor_appraisal")))
    rows = inputs.settled(rows.rename({"_at": "_group"}).rename({"_listed_at": "_at"}))
    if asked and is_shared(rows, "_group"):
        here, rows = inputs.at_hand(rows)
        subject = look_up("name", judged(rows, "name", masking.name))
        agreement = agreed(here, Question(Kind.ENTERPRISES, asked), rows.with_columns(_subject=subject))
        rows, found = inputs.handed_back(agreement.values), (*found, *agreement.findings)
    answers = rows.select(nw.col("_group").alias("_at"), *(nw.col(name).alias(_ASKED[name]) for name in asked))
    return Named(covering, answers, found)


def says_more(inputs: Inputs) -> bool:
    """Whether the ledger says more of the instructors whom it names."""
    return any(map(inputs.in_ledger, (*_ASKED, *(f"{stations.PREFIX}{name}" for name in stations.DUTIES))))


def from_ledger(inputs: Inputs, covering: Frame, answers: Frame | None) -> Frame:
    """One fact row per person of :func:`covering_in_ledger`, with the ``answers`` of :class:`Named`, where these are
    known.
    """
    firsts = covering.filter(nw.col("_listed_at") == nw.col("_at") % 2**AT_BITS)
    firsts = firsts.select("_at", "name", _table=table_of("_listed_at"), _row=row_of("_listed_at"))
    result = firsts.join(counted(covering), on="_at", how="inner")
    result = result.join(homes(inputs, covering, "township"), on="_at", how="left")
    overloaded = nw.col("covered") > inputs.policy.counting.instructor_load
    result = _with_answers(result, answers)
    result = result.with_columns(
        left_out=nw.lit(""),
        in_scope=TRUE,
        load=nw.col("covered"),
        overloaded=overloaded,
    )
    found = stations_of(inputs, covering, None)
    return stations.with_duties(inputs, result.select(*_KEPT), found).select(*_KEPT_OF_BOTH)


def _with_answers(persons: Frame, answers: Frame | None) -> Frame:
    """Add ``trained``, ``trained_known`` and ``appraisal``; what no column says is unknown."""
    there = [] if answers is None else answers.collect_schema().names()
    persons = persons if answers is None else persons.join(answers, on="_at", how="left")
    trained, known = (
        (nw.col("trained").fill_null(False), ~nw.col("trained").is_null()) if "trained" in there else (FALSE, FALSE)
    )
    appraisal = nw.col("appraisal") if "appraisal" in there else nw.when(nw.col("_at").is_null()).then(nw.lit(""))
    return persons.with_columns(trained=trained, trained_known=known, appraisal=appraisal)
