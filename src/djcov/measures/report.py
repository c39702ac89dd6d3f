"""What a report tells: every view of one date, taken once, so that no page of it can contradict another.

The renderers of reports (workbook, page, notice) get this record and compute nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..facts import Facts
from ..findings import Findings, Location
from ..masking import Names
from ..policy import Policy
from ..roster import Source, Table
from ..short_repr import Brief
from .beside import Beside, beside
from .conclusion import Conclusion, conclusion
from .coverage import coverage
from .explain import explain_all
from .follow_up import FollowUp
from .gaps import gaps
from .indicators import INDICATORS, Indicators
from .league import league
from .particulars import Contact, Particulars, contacts, particulars
from .registry import indicators_of
from .results import Coverage, Explanation, Gaps, League, Targets
from .scope import Scope, scope
from .secretaries import secretaries
from .targets import targets
from .units import chosen

RANKED = ("org_coverage", "work_coverage")
"""The indicators by which a report ranks the units."""


@dataclass(frozen=True, repr=False)
class Report(Brief):
    """One date's results, with what they were made from."""

    as_of: date
    policy: Policy
    sources: tuple[Source, ...]
    """The files that were read, with their SHA-256."""
    tables: tuple[Table, ...]
    scope: Scope
    coverage: Coverage
    """Per township, the whole first."""
    targets: Targets
    leagues: tuple[League, ...]
    """By :data:`RANKED`."""
    gaps: Gaps
    rows: Mapping[str, Explanation]
    """By indicator code, the rows behind each number."""
    findings: Findings
    earlier: tuple[Coverage, ...] = ()
    """The coverage at earlier dates, the earliest first."""
    progress: tuple[League, ...] = ()
    """By :data:`RANKED`, the progress since the latest of them; empty without any."""
    names: Names = Names.MASKED
    """How people's names are shown."""
    townships: tuple[str, ...] = ()
    """The only units shown; empty for all of them. The whole is the whole in any case, and so are the leagues."""
    conclusion: Conclusion | None = None
    beside: Beside | None = None
    """Whom the enterprises' numbers leave to others."""
    indicators: Indicators = field(default_factory=lambda: INDICATORS)
    """Those of :attr:`coverage`."""
    follow: FollowUp | None = None
    """How far the 销号台账 is; None where none was given."""
    particulars: Mapping[Location, Particulars] = field(default_factory=dict[Location, Particulars])
    """By the place of its row, what a list shows of each enterprise."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask in each unit."""
    secretaries: Mapping[Location, tuple[str, ...]] = field(default_factory=dict[Location, tuple[str, ...]])
    """By the place of an enterprise's row, the secretaries of the organisations that cover it, as names are shown."""


def report(
    facts: Facts,
    townships: Iterable[str] = (),
    earlier: Sequence[Facts] = (),
    names: Names = Names.MASKED,
    others: Sequence[Facts] = (),
    follow: FollowUp | None = None,
) -> Report:
    """Take every view of ``facts``; of ``earlier`` dates, and ``others`` than enterprises, only the coverage;
    ``follow``: how far the 销号台账 is.

    Raises UsageError as the views do.
    """
    only = chosen(facts, townships)
    known = indicators_of(facts.policy)
    now = coverage(facts, "township", only)
    by_date = sorted(earlier, key=lambda each: each.as_of)
    past = tuple(coverage(each, "township", only, known) for each in by_date)
    latest = [each for each in by_date if each.as_of < facts.as_of][-1:]
    return Report(
        as_of=facts.as_of,
        policy=facts.policy,
        sources=facts.roster.sources,
        tables=facts.roster.tables,
        scope=scope(facts, only),
        coverage=now,
        targets=targets(facts, only),
        leagues=tuple(league(facts, code, "township") for code in RANKED),
        gaps=gaps(facts, only, names=names),
        rows=explain_all(facts, only, names),
        findings=facts.findings,
        earlier=past,
        progress=tuple(league(facts, code, "township", earlier=each) for each in latest for code in RANKED),
        names=names,
        townships=only,
        conclusion=conclusion(facts, now, past),
        beside=beside(now, others) if others else None,
        indicators=known,
        follow=follow and follow.of(only),
        particulars=particulars(facts, only, names),
        contacts=contacts(facts, only, names),
        secretaries=secretaries(facts, names),
    )
