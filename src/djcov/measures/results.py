"""What the views give: plain records, ready for any renderer. Nothing here knows how it will be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from .. import masking
from ..choices import Base, By, Counted, GapSort, Grain, Sorted
from ..findings import Findings, Location
from ..masking import Names
from ..models import Kind
from ..policy import Target
from ..roster import Source, Table
from ..short_repr import Brief
from .lookup import choose

Priority = Literal[1, 2, 3]

PRIORITIES: dict[Priority, str] = {1: "紧急", 2: "重要", 3: "一般"}
"""Of gaps. 1: an enterprise without what covers it, or a count that the plan dates; listed without being asked for.
2: people and organisations that need help now. 3: what is to be completed, and what is to be filled in."""

Sense = Literal["rate", "count", "amount"]
"""What a share tells: how many of how many, how many, or how much of how much."""

_OF_EVERY = ("org_coverage", "employees_unknown")
"""What has every enterprise in scope in its denominator; the second needs no column and is always there."""


def percent(numerator: int, denominator: int) -> str:
    """Give a rate as offices print it: half up to 2 decimals, — where there is no denominator."""
    if not denominator:
        return "—"
    return f"{(Decimal(numerator * 100) / denominator).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


@dataclass(frozen=True, slots=True)
class Share:
    """One indicator of one unit: so many of so many, against the target in force."""

    unit: str
    indicator: str
    name: str
    """The indicator's Chinese name."""
    numerator: int
    denominator: int
    target: Target | None = None
    missing: str = ""
    """Why there is no data: the columns that no roster has. Empty when the indicator could be computed."""
    grain: Grain = "enterprise"
    """What is counted."""
    sense: Sense = "rate"

    @property
    def exact(self) -> Fraction | None:
        """Numerator over denominator; None where the denominator is 0 or there is no data."""
        return None if self.missing or not self.denominator else Fraction(self.numerator, self.denominator)

    @property
    def rate(self) -> float | None:
        """Numerator over denominator to 6 decimals; None where the denominator is 0 or there is no data."""
        if self.missing or not self.denominator:
            return None
        return float((Decimal(self.numerator) / self.denominator).quantize(Decimal("0.000001"), ROUND_HALF_UP))

    @property
    def percent(self) -> str:
        """The rate as offices print it, see :func:`percent`; 无数据 without data."""
        return "无数据" if self.missing else percent(self.numerator, self.denominator)

    @property
    def short_by(self) -> int | None:
        """How many further ones reach the target; None without a target, without data, or without a denominator."""
        if self.target is None or self.missing or (self.target.count is None and not self.denominator):
            return None
        return self.target.short_by(self.numerator, self.denominator)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None as for :attr:`short_by`."""
        return None if self.short_by is None else self.short_by == 0


@dataclass(frozen=True, repr=False)
class Coverage(Brief):
    """The shares of every unit, the whole district first, each unit's indicators in the order of the table."""

    as_of: date
    by: By
    whole: str
    """The name of the whole, e.g. 全区."""
    rows: tuple[Share, ...]
    apart: tuple[Share, ...] = ()
    """What is reported beside them, per unit like the rows: enterprises covered only by mass organisations, with an
    unknown number of employees, … (:data:`djcov.measures.indicators.ASIDES`); the numerator is the count."""
    chosen: tuple[str, ...] = ()
    """The townships that were asked for; empty if all units are there."""
    totals: tuple[Share, ...] = ()
    """Of these together, what ``rows`` and ``apart`` have of the whole; empty if none was asked for."""
    base: Counted = "enterprises"
    """Whom the shares are of."""

    @property
    def place(self) -> str:
        """What the result is about: the townships that were asked for, else the whole."""
        return "、".join(self.chosen) or self.whole

    def total(self, indicator: str) -> Share:
        """Give a share of the place. Raises UsageError if there is none."""
        shares = self.totals or (share for share in (*self.rows, *self.apart) if share.unit == self.whole)
        return next((share for share in shares if share.indicator == indicator), None) or self.share(indicator)

    @property
    def asides(self) -> tuple[str, ...]:
        """The codes of what is reported apart."""
        return tuple(dict.fromkeys(share.indicator for share in self.apart))

    @property
    def parts(self) -> tuple[str, ...]:
        """The units that add up to the place: neither the whole nor a township over its villages."""
        above = (self.whole, *(self.chosen if self.by != "township" else ()))
        return tuple(unit for unit in self.units if unit not in above)

    def share(self, indicator: str, unit: str | None = None) -> Share:
        """Give one share, by its code or name; the whole district's unless a unit is named. Raises UsageError."""
        place = self.whole if unit is None else unit
        if (place, indicator) not in self._by_place:
            (place,) = choose("单位", [place], self.units)
            titles = {row.indicator: row.name for row in self.rows}
            (indicator,) = choose("指标", [indicator], titles, titles)
        return self._by_place[place, indicator]

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Share]:
        return {(row.unit, row.indicator): row for row in self.rows}

    def rate(self, indicator: str, unit: str | None = None) -> float | None:
        """Give one share's rate, see :meth:`share`."""
        return self.share(indicator, unit).rate

    def enterprises(self, unit: str) -> int | None:
        """Give the number of a unit's enterprises that count; None without a ledger of them."""
        shares = (*self.rows, *self.apart)
        counts = {share.indicator: share.denominator for share in shares if share.unit == unit and not share.missing}
        return next((counts[code] for code in _OF_EVERY if code in counts), None)

    @property
    def units(self) -> tuple[str, ...]:
        """The units in order, the whole first."""
        return tuple(dict.fromkeys(row.unit for row in self.rows))

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicator codes in the order of the table."""
        return tuple(dict.fromkeys(row.indicator for row in self.rows))


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many of one unit are of each sort."""

    unit: str
    code: str
    name: str
    """The Chinese name."""
    clause: str
    grain: Sorted
    rows: tuple[tuple[str, int], ...]
    """Each sort with its number, the same sorts in every unit, 不清楚 last; empty without data."""
    base: int = 0
    """How many are counted: the sum of the rows, but where one of them may be of several sorts."""
    largest: int | None = None
    """The largest single value, where the sorts are classes of numbers."""
    missing: str = ""
    """Why there is no data: the columns that no roster has."""


@dataclass(frozen=True, repr=False)
class Distributions(Brief):
    """Every distribution: each for the whole first, then for its units."""

    as_of: date
    by: By
    whole: str
    rows: tuple[Distribution, ...]
    chosen: tuple[str, ...] = ()
    """The townships that were asked for; empty if all units are there."""
    base: Base = "enterprises"
    """Whom it is of."""

    def of(self, code: str, unit: str | None = None) -> Distribution:
        """Give one; the whole district's unless a unit is named. Raises KeyError if there is none."""
        unit = self.whole if unit is None else unit
        found = next((row for row in self.rows if (row.code, row.unit) == (code, unit)), None)
        if found is None:
            raise KeyError((code, unit))
        return found


@dataclass(frozen=True, slots=True)
class Aim:
    """One unit and one dated goal: the share's target is that goal, in force or not."""

    share: Share
    target: Target
    clause: str
    """The clause of the plan: the goal's, or where it names none the indicator's."""
    days_left: int
    """Days from the as-of date to the deadline; negative when it is over."""
    in_force: bool
    """Whether the goal is the one that counts at the as-of date (:meth:`Policy.target_in_force`)."""


@dataclass(frozen=True, repr=False)
class Targets(Brief):
    """Every goal of the policy in the order of the deadlines, for the whole district first, then for each unit."""

    as_of: date
    whole: str
    rows: tuple[Aim, ...]
    base: Base = "enterprises"
    """Whose goals they are."""

    @property
    def of_whole(self) -> tuple[Aim, ...]:
        """The whole district's goals."""
        return tuple(aim for aim in self.rows if aim.share.unit == self.whole)

    @property
    def of_units(self) -> tuple[Aim, ...]:
        """The single units' goals."""
        return tuple(aim for aim in self.rows if aim.share.unit != self.whole)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's place in the league."""

    rank: int | None
    """Units with the same rate, or gain, share a rank, and the next ones stand as much lower; None without one."""
    share: Share
    small: bool
    """Whether so few are counted (the policy's ``league.small``) that the rate says little."""
    verdict: Literal["通报表扬", "通报批评", "推进迟缓", ""]
    """By the rate; of a ranking by progress, whether the rate has not risen although it is not one to be praised."""
    earlier: Share | None = None
    """Of a ranking by progress: the share at the earlier date; None if the unit was not there."""

    @property
    def gained(self) -> Fraction | None:
        """By how much the rate has risen since the earlier date; None where one of the two is not there."""
        before, now = self.earlier.exact if self.earlier else None, self.share.exact
        return None if before is None or now is None else now - before


@dataclass(frozen=True, repr=False)
class League(Brief):
    """The units ranked by one indicator, the highest rate or, since an earlier date, the greatest gain first; of equal
    ones the order is that of the units (S18).
    """

    as_of: date
    by: By
    indicator: str
    name: str
    rows: tuple[Standing, ...]
    missing: str = ""
    """Why nothing could be ranked: the columns that no roster has."""
    unlisted: int = 0
    """How many units are ranked with them, but were not asked for."""
    whole: str = "全区"
    since: date | None = None
    """The earlier date, of a ranking by progress."""
    base: Base = "enterprises"
    """Whose shares are ranked."""


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """One enterprise, organisation or instructor, with its source row."""

    grain: Grain
    name: str
    """An instructor's is masked already, unless names were asked for (:class:`djcov.masking.Names`)."""
    uscc: str
    """Empty when unknown, and for organisations and instructors."""
    township: str
    source: Location
    """The first of its rows."""
    further: tuple[Location, ...] = field(default=(), compare=False)
    """Its other rows, where an explanation asks for all: of an organisation that the ledger names, of an instructor."""

    def __repr__(self) -> str:
        """Write name, unit and first row; a person's name masked, whatever was asked for."""
        shown = masking.name(self.name) if self.is_person else self.name
        return f"Subject({shown!r}, {self.township!r}, {str(self.source)!r})"

    @property
    def sources(self) -> tuple[Location, ...]:
        """All of its rows that are known."""
        return (self.source, *self.further)

    @property
    def is_person(self) -> bool:
        """Whether the name is somebody's."""
        return self.grain == "instructor"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing somewhere, and what the plan asks to be done about it."""

    kind: str
    title: str
    """The kind's Chinese name, e.g. 应建未建."""
    clause: str
    subject: Subject
    detail: str
    """The figures that make it a gap, e.g. 正式党员 4 人."""
    action: str
    priority: Priority = 1
    """The kind's."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A kind of gap that was not asked for, and how many there are."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Sought:
    """A kind of gap that was looked for in one unit."""

    kind: str
    title: str
    grain: Grain
    unit: str
    found: int
    """How many have it."""
    known: int
    """Of how many it is known whether they have it."""
    unclear: int
    """Of how many it is not."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One enterprise, organisation or instructor with all of its gaps, the most urgent first."""

    subject: Subject
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, repr=False)
class Gaps(Brief):
    """The gaps in the order of ``sort`` (:func:`djcov.measures.gaps.gaps`)."""

    as_of: date
    rows: tuple[Gap, ...]
    missing: tuple[tuple[str, str], ...] = ()
    """Kinds that could not be looked for: the kind's Chinese name, and the columns that no roster has."""
    sought: tuple[Sought, ...] = ()
    """Kinds that were looked for, by unit: where none is listed, that tells whether there is none."""
    unlisted: tuple[Unlisted, ...] = ()
    """What else there is, of kinds that are not listed unless asked for."""
    sort: GapSort = "priority"
    names: Names = Names.MASKED
    """How the subjects' names are shown."""
    place: str = "全区"
    """Whose they are: the townships that were asked for, else the whole district."""
    missing_ledger: bool = False
    """Whether no ledger of enterprises was there to be looked through."""
    base: Base = "enterprises"
    """Whose gaps they are."""

    @property
    def by_subject(self) -> tuple[Lacking, ...]:
        """Each enterprise, organisation and instructor once, where its first gap stands."""
        found: dict[Subject, list[Gap]] = {}
        for gap in self.rows:
            found.setdefault(gap.subject, []).append(gap)
        return tuple(Lacking(subject, tuple(own)) for subject, own in found.items())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that an indicator's denominator does not count, and why."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one row adds to a numerator and a denominator that are sums of amounts, and in which cells that stands."""

    part: int
    whole: int
    part_at: Location
    whole_at: Location


@dataclass(frozen=True, repr=False)
class Explanation(Brief):
    """The rows behind one indicator. The three lists together are all rows of the indicator's grain that were read."""

    as_of: date
    indicator: str
    name: str
    clause: str
    doc: str
    numerator: tuple[Subject, ...]
    remainder: tuple[Subject, ...]
    left_out: tuple[LeftOut, ...]
    missing: str = ""
    """Why the number says nothing: the columns that no roster has. Empty when the indicator could be computed."""
    names: Names = Names.MASKED
    """How the subjects' names are shown."""
    unlisted: tuple[int, int, int] = (0, 0, 0)
    """How many rows of each list are counted beyond those that are listed."""
    grain: Grain = "enterprise"
    """What is counted."""
    place: str = "全区"
    """Whose rows they are."""
    amounts: Mapping[Subject, Amounts] = field(default_factory=dict[Subject, Amounts])
    """Of an indicator that sums up amounts: what each listed row has of them."""
    base: Base = "enterprises"
    """Whose rows they are, and what organisations and instructors are there for."""
    unclear: frozenset[Subject] = frozenset()
    """Those of :attr:`remainder` of which nobody knows whether they reach it."""

    @property
    def totals(self) -> tuple[int, int, int]:
        """How many rows each list has: numerator, remainder, left out."""
        listed = (len(self.numerator), len(self.remainder), len(self.left_out))
        return (listed[0] + self.unlisted[0], listed[1] + self.unlisted[1], listed[2] + self.unlisted[2])


@dataclass(frozen=True, repr=False)
class Check(Brief):
    """What was recognised in the files, and every finding."""

    tables: tuple[Table, ...]
    findings: Findings
    sources: tuple[Source, ...] = ()
    """The files of the tables."""
    as_of: date | None = None
    """At which the rosters were linked."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One column of one roster in one unit: of so many rows, how many are known."""

    unit: str
    kind: Kind
    field: str
    title: str
    """The column's Chinese name."""
    rows: int
    """In which it should be filled in: what is about an organisation, in those of enterprises that have one."""
    known: int
    wrong: int
    """Cells in which something stands that could not be used."""
    no_column: bool
    """Whether no table of the roster has the column: then nothing is known."""
    maybe: bool = False
    """Whether the rows of enterprises that may have an organisation are among them."""

    @property
    def unknown(self) -> int:
        """Cells that nobody filled in."""
        return self.rows - self.known - self.wrong


@dataclass(frozen=True, repr=False)
class Completeness(Brief):
    """Every needed column by roster: the whole district's first, then each unit's."""

    as_of: date
    whole: str
    rows: tuple[Filled, ...]
    chosen: tuple[str, ...] = ()
    """The townships that were asked for; empty if all units are there."""

    def of(self, kind: Kind, field: str, unit: str | None = None) -> Filled:
        """Give one column; the whole district's unless a unit is named. Raises KeyError if there is none."""
        place = (self.whole if unit is None else unit, kind, field)
        found = next((row for row in self.rows if (row.unit, row.kind, row.field) == place), None)
        if found is None:
            raise KeyError(place)
        return found
