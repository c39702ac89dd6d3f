"""Stations (派驻) of instructors at enterprises: whether they go on, their planned end, the last visit.

A planned end (派驻截止) that is past is not a departure (离任): terms are renewed and nobody writes it down. So whoever
has not left goes on being stationed, is told of and listed, unless the policy says that the end of the term ends the
station.

A *stations* frame has one row per row that says somebody is stationed now: ``_at`` (the person's), ``_enterprise``,
``_listed_at`` (that row's own ``_at``), ``since``, ``ends_on``, ``visited_on`` (datetime) and ``visits`` (Int64).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..values.dates import NEVER
from .endings import with_end
from .frames import FALSE, Frame, after, each_once, since
from .inputs import Inputs
from .instructor_persons import with_person
from .row_findings import tell

TIMES = ("since", "left_on", "ends_on")
"""The columns of the roster that say from when on and until when somebody is stationed."""

DUTIES = ("ends_on", "visits", "visited_on")
"""The columns of the roster that say what is expected of a station; the ledger's have :data:`PREFIX` before them."""

PREFIX = "instructor_"

ANSWERS = ("ends_on", "in_term", "in_term_known", "visited_on", "visit_due", "visited", "visited_known", "visits")
"""What :func:`with_duties` adds."""


def with_times(inputs: Inputs, rows: Frame) -> Frame:
    """Add to rows of the roster whether the station has begun by the as-of date (``_begun``), goes on (``_now``), may
    go on (``_perhaps``), or is over because its term is (``_over``). Needs :data:`TIMES`; ``ends_on`` becomes unknown
    within a time that is not over.
    """
    rows = with_ends(inputs, Kind.INSTRUCTORS, rows, "ends_on")
    rows = with_end(inputs, Kind.INSTRUCTORS, rows, "left_on")
    begun, over = ~after("since", inputs.as_of), term_ends_it(inputs, "since", "ends_on")
    return rows.with_columns(
        _begun=begun,
        _over=over,
        _now=begun & ~over & ~nw.col("_ended") & ~nw.col("_ending"),
        _perhaps=begun & ~over & nw.col("_ending"),
    ).drop("_ended", "_ending")


def with_ends(inputs: Inputs, kind: Kind, rows: Frame, on: str) -> Frame:
    """Let planned ends be unknown within a time that is not over (2021年)."""
    if not inputs.roster.has(kind, on):
        return rows
    rows = with_end(inputs, kind, rows, on)
    return rows.with_columns(nw.when(~nw.col("_ending")).then(nw.col(on)).alias(on)).drop("_ended", "_ending")


def term_ends_it(inputs: Inputs, begins: str, ends: str) -> nw.Expr:
    """Whether a planned end that is past has ended a station, as the policy may say."""
    if inputs.policy.counting.expired_instructors_cover:
        return FALSE
    return _is_past(inputs, ends) & ~_contradicts(begins, ends)


def _is_past(inputs: Inputs, ends: str) -> nw.Expr:
    """Whether a planned end, the day itself included, is over; False where it is unknown."""
    return ~nw.col(ends).is_null() & ~since(ends, inputs.as_of)


def _contradicts(begins: str, ends: str) -> nw.Expr:
    """Whether a station begins after its planned end, so that the end is another's."""
    return (nw.col(begins) > nw.col(ends)).fill_null(False)


def planned_end(begins: str, ends: str) -> nw.Expr:
    """Give the planned end of a station; unknown where it contradicts the beginning."""
    return nw.when(~_contradicts(begins, ends)).then(nw.col(ends))


def of_roster(inputs: Inputs, pairs: Frame) -> Frame:
    """Give the stations that the roster tells of. ``pairs``: ``_at`` (of a row), ``_enterprise``."""
    rows = with_person(inputs.rows(Kind.INSTRUCTORS, "name", "phone", *TIMES, "visits", "visited_on"))
    rows = with_times(inputs, rows).filter(nw.col("_now")).select("_at", "_person", "since", *DUTIES)
    stations = pairs.join(rows, on="_at", how="inner").with_columns(_listed_at=nw.col("_at"), _at=nw.col("_person"))
    return stations.drop("_person")


def of_ledger(inputs: Inputs, covering: Frame) -> Frame:
    """Give the stations that the ledger tells of, from those whom it names at enterprises in scope."""
    fields = {f"{PREFIX}{name}": name for name in ("since", *DUTIES)}
    rows = with_ends(inputs, Kind.ENTERPRISES, inputs.rows(Kind.ENTERPRISES, *fields), f"{PREFIX}ends_on")
    rows = rows.select(nw.col("_at").alias("_listed_at"), *(nw.col(old).alias(new) for old, new in fields.items()))
    stations = covering.select("_at", "_enterprise", "_listed_at", "_shared").join(rows, on="_listed_at", how="inner")
    whose = {name: ~nw.col("_shared") | of_all for name, of_all in _OF_ALL.items()}
    return stations.with_columns(nw.when(known).then(nw.col(name)).alias(name) for name, known in whose.items()).drop(
        "_shared"
    )


_OF_ALL = {"visits": (nw.col("visits") == 0).fill_null(False), "visited_on": since("visited_on", NEVER)}
"""When a cell says something of each of several people who stand in one: that there was no visit at all."""


def unknown_whose(inputs: Inputs, covering: Frame) -> Iterator[Findings]:
    """Report the cells of the ledger that say something of one of several instructors, and nobody knows of whom."""
    several = covering.filter(nw.col("_shared"))
    several = several.group_by("_listed_at").agg(nw.len().alias("_n")).rename({"_listed_at": "_at"})
    for name in ("visits", "visited_on", "appraisal"):
        field = f"{PREFIX}{name}"
        if not inputs.in_ledger(field):
            continue
        cells = inputs.rows(Kind.ENTERPRISES, field).select("_at", nw.col(field).alias(name))
        cells = cells.filter(~nw.col(name).is_null() & ~_OF_ALL.get(name, FALSE))

        def told(row: dict[str, Any], field: str = field) -> Finding:
            where = inputs.locate(row["_at"], field)
            return CATALOGUE["SEVERAL_INSTRUCTORS"].at(where, str(row["_n"]), column=where.column)

        yield tell(several.join(cells, on="_at", how="inner"), ("_n",), told)


def ends_by_enterprise(stations: Frame) -> Frame:
    """Give per ``_enterprise`` the last planned end, ``station_ends_on``; none where one of them is unknown."""
    ends = _each(stations).with_columns(_unknown=nw.col("ends_on").is_null().cast(nw.Int64))
    sums = ends.group_by("_enterprise").agg(nw.col("ends_on").max(), nw.col("_unknown").max())
    known = nw.when(nw.col("_unknown") == 0).then(nw.col("ends_on"))
    return sums.select("_enterprise", known.alias("station_ends_on"))


def _each(stations: Frame) -> Frame:
    """Give per person and enterprise the last beginning, planned end and visit: what was renewed goes on."""
    sums = stations.group_by("_at", "_enterprise").agg(nw.col("since", "ends_on").max())
    return sums.with_columns(planned_end("since", "ends_on").alias("ends_on"))


def with_duties(inputs: Inputs, persons: Frame, stations: Frame | None) -> Frame:
    """Add :data:`ANSWERS` to persons (``_at``); of all that is unknown where no column tells.

    ``ends_on`` is the next planned end, ``in_term`` says that none is past; ``visited_on`` is the visit that is
    longest ago, ``visited`` that no enterprise has waited longer than the policy's interval, ``visit_due`` that
    some have been served for so long that they should have been visited; ``visits`` are counted over all of them.
    """
    if stations is None:
        nobody = nw.col("_at").is_null()
        day, number = (
            nw.when(nobody).then(nw.lit(datetime.combine(inputs.as_of, time()))),
            nw.when(nobody).then(nw.lit(0, nw.Int64)),
        )
        flags = dict.fromkeys(("in_term", "in_term_known", "visited", "visited_known"), FALSE)
        return persons.with_columns(ends_on=day, visited_on=day, visits=number, visit_due=~FALSE, **flags)
    persons = persons.join(_terms(stations), on="_at", how="left")
    persons = persons.join(_visits(inputs, stations), on="_at", how="left")
    persons = persons.join(_numbers(stations), on="_at", how="left")
    expired = _is_past(inputs, "ends_on")
    settled = expired | (nw.col("_open").fill_null(1) == 0)
    late, waiting, timely = (nw.col(name).fill_null(0) > 0 for name in ("_late", "_waiting", "_timely"))
    in_time = timely & ~late & ~waiting
    return persons.with_columns(
        in_term_known=settled,
        in_term=settled & ~expired,
        visit_due=late | waiting | timely,
        visited=in_time,
        visited_known=late | in_time,
    ).drop("_open", "_late", "_waiting", "_timely")


def _terms(stations: Frame) -> Frame:
    """Give per person the next planned end, and whether one is unknown (``_open``)."""
    rows = _each(stations).with_columns(_open=nw.col("ends_on").is_null().cast(nw.Int64))
    return rows.group_by("_at").agg(nw.col("ends_on").min(), nw.col("_open").max())


def _visits(inputs: Inputs, stations: Frame) -> Frame:
    """Give per person the visit that is longest ago, and whether some enterprise was visited too long ago (``_late``),
    nobody knows when (``_waiting``) or in time (``_timely``). One served for less than the interval has time for a
    first visit.
    """
    day = inputs.as_of
    first = day - timedelta(inputs.policy.counting.visit_interval_days)
    come = ~nw.col("visited_on").is_null() & ~after("visited_on", day)
    rows = stations.with_columns(
        nw.when(come).then(nw.col("visited_on")).alias("visited_on"), _never=since("visited_on", NEVER).cast(nw.Int64)
    )
    rows = rows.group_by("_at", "_enterprise").agg(nw.col("since", "visited_on", "_never").max())
    timely, unseen = since("visited_on", first), nw.col("visited_on").is_null()
    late = (~unseen & ~timely) | (unseen & (nw.col("_never") > 0))
    new = unseen & since("since", first)
    rows = rows.with_columns(
        _late=(late & ~new).cast(nw.Int64),
        _waiting=(unseen & ~late & ~new).cast(nw.Int64),
        _timely=timely.cast(nw.Int64),
    )
    return rows.group_by("_at").agg(nw.col("visited_on").min(), nw.col("_late", "_waiting", "_timely").max())


def _numbers(stations: Frame) -> Frame:
    """Give per person the number of visits over all rows, none of which may be unknown; rows about the same enterprises
    are one.
    """
    rows = stations.select("_at", "_listed_at", "visits").join(_alike(stations), on=["_at", "_listed_at"], how="inner")
    rows = rows.group_by("_at", "_alike").agg(nw.col("visits").max())
    rows = rows.with_columns(_unknown=nw.col("visits").is_null().cast(nw.Int64))
    sums = rows.group_by("_at").agg(nw.col("visits").sum(), nw.col("_unknown").max())
    return sums.select("_at", nw.when(nw.col("_unknown") == 0).then(nw.col("visits").cast(nw.Int64)).alias("visits"))


def _alike(stations: Frame) -> Frame:
    """Give per person and row (``_at``, ``_listed_at``) the least of the rows that are about just the same enterprises:
    ``_alike``.
    """
    rows = each_once(stations, "_at", "_listed_at", "_enterprise")
    sizes = rows.group_by("_at", "_listed_at").agg(nw.len().alias("_n"))
    others = rows.rename({"_listed_at": "_alike"})
    shared = rows.join(others, on=["_at", "_enterprise"], how="inner").group_by("_at", "_listed_at", "_alike")
    pairs = shared.agg(nw.len().alias("_shared")).join(sizes, on=["_at", "_listed_at"], how="inner")
    pairs = pairs.join(sizes.rename({"_listed_at": "_alike", "_n": "_of"}), on=["_at", "_alike"], how="inner")
    pairs = pairs.filter((nw.col("_shared") == nw.col("_n")) & (nw.col("_shared") == nw.col("_of")))
    return pairs.group_by("_at", "_listed_at").agg(nw.col("_alike").min())


def past_of_roster(inputs: Inputs, stations: Frame) -> Findings:
    """Report the rows of the roster whose planned end is past while the station goes on."""
    past = _each(stations).filter(_is_past(inputs, "ends_on")).select("_at", "_enterprise", "ends_on")
    rows = stations.join(past, on=["_at", "_enterprise", "ends_on"], how="inner")
    rows = each_once(rows.select(nw.col("_listed_at").alias("_at"), "ends_on"), "_at", "ends_on")
    return _told(inputs, rows, "ends_on", "ends_on")


def past_of_ledger(inputs: Inputs, ledger: Frame) -> Findings:
    """Report the same of the ledger's rows that count."""
    rows = ledger.filter(nw.col("in_scope") & nw.col("stationed")).select("_at", "station_ends_on")
    rows = rows.filter(_is_past(inputs, "station_ends_on"))
    return _told(inputs, rows, "station_ends_on", f"{PREFIX}ends_on")


def _told(inputs: Inputs, rows: Frame, ends: str, field: str) -> Findings:
    def finding(row: dict[str, Any]) -> Finding:
        return CATALOGUE["INSTRUCTOR_TERM_OVER"].at(inputs.locate(row["_at"], field), f"{row[ends]:%Y-%m-%d}")

    return tell(rows, (ends,), finding)
