"""The enterprises' fact rows: every question of the plan about one enterprise, answered in one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import narwhals as nw

from ..models import Kind
from ..policy import WorkWay
from ..values.money import FEN
from . import covered, endings, instructor_coverage, mass, members, organization_coverage, terms
from .duplicates import MARKS
from .frames import FALSE, Frame, after, all_of, any_of, since
from .home_units import PLACES
from .inputs import Inputs
from .ledger_organizations import is_bare
from .scope import NO_UNIT, groups, reason_out, units

_FIELDS = (
    *("name", "uscc", "_key", *PLACES, "type", "status", "registered_on"),
    *("employees", "revenue", "members", "full_members", "probationary_members", "applicants", "weak"),
    "not_built_reason",
    *("organized", "coverage", "organization_form", "organization_kind", "organization_name", "founded_on"),
    *endings.fields(Kind.ENTERPRISES),
    *("secretary", "instructor", "instructor_sent", "instructor_since", "instructor_left_on"),
    *("instructor_ends_on", "instructor_phone"),
    *(*mass.MASS, "mass_organizations"),
)


@dataclass(frozen=True)
class Ties:
    """What the other rosters say about enterprises; None where there is no such roster, or it ties to none."""

    organizations: Frame | None = None
    """Pairs ``_at``, ``_enterprise``."""
    instructors: Frame | None = None
    """Pairs ``_at``, ``_enterprise``."""
    members: Frame | None = None
    """Counts, see :func:`djcov.facts.members.from_roster`."""
    people: Frame | None = None
    """The rows that were counted, see :func:`djcov.facts.members.tied`."""


def placed(inputs: Inputs) -> Frame:
    """Give the ledger's rows with their units, ``_form``, ``_mass`` and ``left_out`` as far as the row itself tells."""
    rows = terms.with_days(inputs, inputs.rows(Kind.ENTERPRISES, *_FIELDS), Kind.ENTERPRISES, "registered_on")
    rows = rows.with_columns(
        township=units(inputs, rows),
        **{column: groups(inputs.policy, column) for column in PLACES if column not in ("township", "superior")},
        left_out=reason_out(inputs, rows),
        _form=organization_coverage.forms(inputs.policy, rows, "organization_form", inputs.as_of),
        _mass=mass.texts(rows, inputs.as_of),
    )
    return rows.drop("registered_on_low", "registered_on_high")


def answered(inputs: Inputs, ledger: Frame, ties: Ties) -> Frame:
    """Add every flag to the ledger's rows, which know their scope already."""
    frame = members.resolved(inputs, ledger, ties.members)
    frame = _between(inputs, frame, by_roster=ties.members is not None)
    is_open = frozenset(frame.collect_schema().names()) & frozenset(MARKS)
    if is_open and ties.members is None:
        frame = _members_open(frame)
    if ties.organizations is None:
        frame = organization_coverage.from_ledger(inputs, frame)
        frame = _unknown(frame, "_organized_open", "organized", "own", "joint") if is_open else frame
        if inputs.in_ledger("organization_name"):
            frame = frame.with_columns(organization_named=nw.col("organization_named") & ~is_bare(frame))
    else:
        frame = organization_coverage.from_roster(inputs, frame, ties.organizations)
    frame = frame.with_columns(superior=groups(inputs.policy, "superior"))
    if ties.instructors is None:
        frame = instructor_coverage.from_ledger(inputs, frame)
        frame = _unknown(frame, "_stationed_open", "stationed") if is_open else frame
    else:
        frame = instructor_coverage.from_roster(inputs, frame, ties.instructors)
    return judged(inputs, _counted(inputs, frame))


def _unknown(frame: Frame, mark: str, answer: str, *further: str) -> Frame:
    """Take back a yes, and what follows from it, where rows of the enterprise differ."""
    told = ["_told"] if answer == "stationed" else []
    flags = (answer, f"{answer}_known", *further, *told)
    return frame.with_columns((nw.col(flag) & ~nw.col(mark)).alias(flag) for flag in flags)


def _members_open(frame: Frame) -> Frame:
    """Let the full members be unknown where rows of the enterprise differ about them, and not the total decide."""
    is_open = nw.col("_full_open") | (nw.col("_probationary_open") & nw.col("undivided"))
    return frame.with_columns(
        full_members=nw.when(~is_open).then(nw.col("full_members")), undivided=nw.col("undivided") & ~is_open
    )


_AS_READ = (
    *("type", "status", "registered_on", "employees", "revenue", "applicants", "weak", "not_built_reason"),
    *("coverage", "organization_form", "organization_kind", "organization_name", "secretary"),
    *("instructor", "instructor_sent", "instructor_since", "instructor_phone", "mass_organizations"),
    "instructor_ends_on",
)
"""The columns that are just what the ledger says."""


def kept(inputs: Inputs, frame: Frame) -> Frame:
    """Compute the fact rows once, if other rosters were joined to them.

    Of columns that the ledger has not there is nothing to compute, and to keep them would take memory. An engine in
    memory gives the frame back: there they stay as they are, for to pandas an integer that is unknown is no literal.
    """
    if not inputs.deciding:
        return frame
    schema = frame.collect_schema()
    beside = {"instructor_phone"} if inputs.in_ledger("instructor") else set[str]()  # 张三13800000000
    missing = [name for name in _AS_READ if not inputs.in_ledger(name) and name not in beside]
    absent = {name: nw.lit(None, dtype=schema[name]) for name in missing}
    lean = frame.drop(*absent) if absent else frame
    settled = inputs.settled(lean)
    return frame if settled is lean else settled.with_columns(**absent) if absent else settled


BETWEEN = ("employees", "members", "full_members", "revenue")
"""The numbers of which it may be known only between what ends they lie."""

DAYS = ("registered_on", "founded_on")
"""The days of which only the month or the year may be known."""

ENDS = tuple(f"{name}_{end}" for name in (*BETWEEN, *DAYS) for end in ("low", "high"))


def with_ends(frame: Frame) -> Frame:
    """Add to every row the least and the most that each of :data:`BETWEEN` may be, and the first and last day of
    :data:`DAYS`; null where that is unknown.
    """
    there = frame.collect_schema().names()
    ends: dict[str, nw.Expr] = {}
    for name in BETWEEN:
        for end in (f"{name}_low", f"{name}_high"):
            stated = nw.col(end).cast(nw.Float64) / FEN if name == "revenue" else nw.col(end).cast(nw.Int64)
            ends[end] = nw.coalesce(nw.col(name), stated) if end in there else nw.col(name)
    for name in DAYS:
        ends |= terms.ends_of_day(frame, name)
    return frame.with_columns(**ends)


def _between(inputs: Inputs, frame: Frame, *, by_roster: bool) -> Frame:
    """Add the least and the most that counts may be which are no number, as far as the ledger decides about them."""
    frame = terms.with_days(inputs, frame, Kind.ENTERPRISES, "registered_on")
    for name in ("employees", "revenue", *(() if by_roster else ("members", "full_members"))):
        if (Kind.ENTERPRISES, name) in inputs.between:
            frame = terms.with_bounds(inputs, frame, Kind.ENTERPRISES, name)
    names = frame.collect_schema().names()
    if "members_low" not in names:
        return frame
    # a total in which nothing tells full members apart decides about them, as any total does
    parts = nw.col("probationary_members")
    full_low = nw.col("members_low") - parts.fill_null(0)
    if "full_members_low" in names:
        full_low = nw.coalesce(nw.col("full_members_low"), full_low)
    open_total = nw.col("members").is_null() & nw.col("full_members").is_null() & parts.is_null()
    undivided = nw.col("undivided") | (open_total & ~nw.col("members_low").is_null())
    return frame.with_columns(full_members_low=full_low, undivided=undivided)


def _reaches(frame: Frame, name: str, threshold: int) -> nw.Expr:
    """Whether a count is so many, or more than that whatever it is between its ends."""
    enough = nw.col(name) >= threshold
    if f"{name}_low" in frame.collect_schema().names():
        enough = nw.when(nw.col(name).is_null()).then(nw.col(f"{name}_low") >= threshold).otherwise(enough)
    return enough.fill_null(False)


def _is_short(frame: Frame, name: str, threshold: int) -> nw.Expr:
    """Whether a count that is no number is less than so many whatever it is between its ends."""
    if f"{name}_high" not in frame.collect_schema().names():
        return FALSE
    return (nw.col(name).is_null() & (nw.col(f"{name}_high") < threshold)).fill_null(False)


def _counted(inputs: Inputs, frame: Frame) -> Frame:
    """Add the flags that thresholds and dates decide, and those of the mass organisations."""
    counting = inputs.policy.counting
    large = _reaches(frame, "employees", counting.large_employees)
    has_member = _reaches(frame, "members", 1)
    last_day = datetime.combine(inputs.as_of, time())
    # of a month or a year the end that decides nothing too early: what may be otherwise is unknown
    founded = "founded_on_high" if "founded_on_high" in frame.collect_schema().names() else "founded_on"
    deadline, last_deadline = (
        nw.col(f"registered_on_{end}").dt.offset_by(f"{counting.synchronous_days}d") for end in ("low", "high")
    )
    in_time = nw.col(founded) <= deadline
    mass_flags = [flag for name, answer in mass.answers(inputs).items() for flag in answer.columns(name)]
    return frame.with_columns(
        *mass_flags,
        *inputs.marked("weak").columns("is_weak"),
        due=_reaches(frame, "full_members", counting.due_members),
        _enough=_reaches(frame, "members", counting.due_members),
        large=large,
        large_known=~nw.col("employees").is_null() | large | _is_short(frame, "employees", counting.large_employees),
        very_large=_reaches(frame, "employees", counting.very_large_employees),
        has_member=has_member,
        has_member_known=has_member | ~nw.col("members").is_null() | _is_short(frame, "members", 1),
        has_applicant=(nw.col("applicants") > 0).fill_null(False),
        new=since("registered_on_low", inputs.policy.plan_start),
        synchronous=nw.col("organized") & in_time.fill_null(False),
        has_time=~nw.col("organized") & (last_deadline >= last_day).fill_null(False),
    )


def judged(inputs: Inputs, frame: Frame) -> Frame:
    """Add what follows from other flags: work coverage, and the three clears (三清, S17)."""
    mass_any = any_of(nw.col(name) for name in mass.MASS)
    mass_known = all_of(nw.col(f"{name}_known") for name in mass.MASS)
    by_way: dict[WorkWay, str] = {
        "organization": "organized",
        "instructor": "stationed",
        "members": "has_member",
        "mass": "mass",
    }
    known_ways = [flag for way, flag in by_way.items() if way in inputs.policy.counting.ways]
    ways = {*known_ways, "way_unknown"}
    texts = [inputs.given(name).yes for name in ("type", "status")]
    others = [inputs.known(name) for name in ("uscc", "name", "employees", "registered_on")]
    in_unit = nw.col("township") != NO_UNIT
    formed = (nw.col("own") | nw.col("joint")) & nw.col("organization_named")
    frame = frame.with_columns(
        mass=mass_any,
        mass_known=mass_any | mass_known,
        way_unknown=covered.work(inputs) & ~nw.col("organized") & ~nw.col("stationed"),
    )
    work, work_any = any_of(map(nw.col, sorted(ways))), any_of(map(nw.col, WORK_WAYS))
    lasting = any_of(map(nw.col, sorted(ways - {"stationed"})))
    by_instructor = nw.col("stationed") & ("stationed" in ways)
    ends_later = after("station_ends_on", inputs.as_of + timedelta(inputs.policy.counting.station_soon_days))
    return frame.with_columns(
        coverage_expiring=by_instructor & ~lasting & ~nw.col("station_ends_on").is_null() & ~ends_later,
        coverage_lasts=lasting | (by_instructor & ends_later),
        maybe_due=~nw.col("due") & nw.col("_enough"),
        work=work,
        work_known=work | all_of(nw.col(f"{flag}_known") for flag in known_ways),
        work_any=work_any,
        work_any_known=work_any | all_of(nw.col(f"{flag}_known") for flag in by_way.values()),
        work_way=_first_way(),
        only_mass=mass_any & ~any_of(map(nw.col, ("organized", "stationed", "way_unknown"))),
        basic_clear=all_of([*texts, *others, in_unit]),
        organization_clear=nw.col("organized_known") & (~nw.col("organized") | formed),
        work_clear=(nw.col("organized") | nw.col("_told")) & mass_known,
    )


WORK_WAYS = {
    "organized": "党组织",
    "stationed": "指导员",
    "way_unknown": "方式不详",
    "has_member": "党员",
    "mass": "群团组织",
}
"""The ways by which work covers an enterprise, by their flags, in the order in which they are looked for."""

NO_WAY = "没有覆盖"


def _first_way() -> nw.Expr:
    """Give the first way of :data:`WORK_WAYS`; unknown where none does and nobody knows of an organisation."""
    way: nw.Expr = nw.when(nw.col("organized_known")).then(nw.lit(NO_WAY))
    for flag, name in reversed(WORK_WAYS.items()):
        way = nw.when(nw.col(flag)).then(nw.lit(name)).otherwise(way)
    return way


KEPT = (
    *("_table", "_row", "_at", "_enterprise", "name", "uscc", *PLACES),
    *("type", "status", "registered_on", "not_built_reason"),
    *("left_out", "in_scope", "employees", "members", "full_members", "undivided", "applicants", "founded_on"),
    "revenue",
    *(
        "organized",
        "organized_known",
        "organization_named",
        "own",
        "joint",
        "joint_name",
        "stationed",
        "stationed_known",
        "_told",
        "station_ends_on",
        "coverage_expiring",
        "coverage_lasts",
    ),
    *(flag for name in mass.MASS for flag in (name, f"{name}_known")),
    *(
        "mass",
        "mass_known",
        "work",
        "work_known",
        "work_any",
        "work_any_known",
        "work_way",
        "way_unknown",
        "only_mass",
        "due",
        "maybe_due",
        "large",
        "large_known",
        "very_large",
        "has_member",
        "has_member_known",
        "has_applicant",
        "is_weak",
        "is_weak_known",
    ),
    *("new", "synchronous", "has_time", "basic_clear", "organization_clear", "work_clear"),
)
"""The columns that facts keep, as :class:`djcov.facts.Facts` describes them."""
