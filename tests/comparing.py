"""What djcov says of a district written down, brought to the form in which the oracle speaks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from djcov.findings import Finding, Location, Severity
from djcov.measures.results import Coverage, Distributions, Gap, Gaps, Subject
from made_up.tables import Place, Rendering
from made_up.world import ROSTERS, District
from oracle import FAVOURS, NINE, SIX, WHOLE, Share, Spread, Truth

NOT_IN_ONE_SHEET = {
    "secretary_trained",
    "instructor_trained",
    "village_pairing",
    "demo_posts",
    "two_way_mechanism",
    "online_site",
    "six_haves",
    "gift_pack",
    "leader_assigned",
    "dual_strong_district",
    "dual_strong_city",
    *("model_district", "model_city", "model_province", "paired_building"),
    *("party_workers", "party_workers_trained"),
    *SIX,
    *NINE,
    *FAVOURS,
}
"""The indicators for which a single ledger has no columns."""

NOT_WRITTEN = {"in_term", "visited_on_schedule", "instructor_visits", "instructor_appraisals"}
"""Those about what a made-up district does not know."""

NOT_IN_ROSTERS = {"development_share", "commendation_share", "training_share", "funds_share"}
"""Those of a table of its own (四倾斜表)."""

SPREADS_NOT_IN_ONE_SHEET = {
    "fund_sources",
    "on_the_way",
    "members_developed",
    "organization_kinds",
    "secretary_sources",
    "dual_strong_levels",
    "model_levels",
    "leader_loads",
}
"""The distributions for which it has none."""

GapAt = tuple[str, str, Place, str]
"""Kind, grain, where the subject stands, and of a checklist what is lacking."""
CHECKLISTS = {"six_haves_missing", "gift_pack_missing", "favors_missing"}
CHECKLISTS |= {"unclear_basic", "unclear_organization", "unclear_work"}


def shares_said(coverage: Coverage) -> dict[tuple[str, str], Share]:
    """Every number of a coverage; those without data are left away."""
    return {(row.unit, row.indicator): (row.numerator, row.denominator) for row in coverage.rows if not row.missing}


def shares_expected(truth: Truth, coverage: Coverage, style: str) -> dict[tuple[str, str], Share]:
    """The true numbers of the same units; an indicator that counts nobody in a unit is 0 of 0 there."""
    absent = NOT_WRITTEN if style == ROSTERS else NOT_WRITTEN | NOT_IN_ONE_SHEET
    if not any(code in NOT_IN_ROSTERS for _, code in truth.shares):
        absent = absent | NOT_IN_ROSTERS
    indicators = [code for code in coverage.indicators if code not in absent]
    zeros: dict[tuple[str, str], Share] = {(unit, code): (0, 0) for unit in coverage.units for code in indicators}
    return zeros | {key: share for key, share in truth.shares.items() if key[1] not in absent}


def spreads_said(distributions: Distributions) -> dict[tuple[str, str], Spread]:
    """Every distribution with data: the sorts that occur, and the largest value."""
    return {
        (row.unit, row.code): ({sort: count for sort, count in row.rows if count}, row.largest)
        for row in distributions.rows
        if not row.missing
    }


def spreads_expected(truth: Truth, distributions: Distributions, style: str) -> dict[tuple[str, str], Spread]:
    """The true ones of the same units; where nobody is counted there is no sort."""
    absent = NOT_WRITTEN if style == ROSTERS else NOT_WRITTEN | SPREADS_NOT_IN_ONE_SHEET
    places = [(row.unit, row.code) for row in distributions.rows if row.code not in absent]
    nobody: Spread = ({}, None)
    return {place: truth.spreads.get(place, nobody) for place in places}


def units_expected(district: District, by: str) -> tuple[str, ...]:
    """The whole first, then the units in the order in which the ledger first names them."""
    return (WHOLE, *dict.fromkeys(str(getattr(one, by)) for one in district.enterprises))


def gaps_said(gaps: Gaps, folder: Path) -> Counter[GapAt]:
    """Every gap with its place."""
    return Counter(gap_at(gap, place_of(gap.subject, folder)) for gap in gaps.rows)


def gap_at(gap: Gap, place: Place) -> GapAt:
    """A gap in the form in which the oracle speaks."""
    return (gap.kind, gap.subject.grain, place, gap.detail if gap.kind in CHECKLISTS else "")


def gaps_expected(truth: Truth, rendering: Rendering, district: District) -> Counter[GapAt]:
    """The true gaps, each where its subject was written."""
    return Counter(
        (kind, grain, written_at(grain, index, truth, rendering, district), truth.lacking.get((kind, grain, index), ""))
        for kind, grain, index in truth.gaps
    )


def written_at(grain: str, index: int, truth: Truth, rendering: Rendering, district: District) -> Place:
    """Where a record stands; in a single ledger an organisation stands with the first enterprise that it covers, an
    instructor with the first at which he or she is stationed.
    """
    if grain == "instructor" and rendering.style != ROSTERS:
        return rendering.places["enterprise", min(truth.stations[index])]
    if grain == "organization" and rendering.style != ROSTERS:
        covered = sorted(set(district.organisations[index].enterprises) & truth.covered)
        return rendering.places["enterprise", covered[0]]
    return rendering.places[grain, index]


def place_of(subject: Subject, folder: Path) -> Place:
    """Where djcov says that a subject stands."""
    return _place(subject.source, folder)


def _place(at: Location, folder: Path) -> Place:
    return Place(Path(at.file).relative_to(folder).as_posix(), at.sheet, at.row or 0)


def mistakes_said(findings: list[Finding], folder: Path) -> Counter[tuple[Place, str, str]]:
    """Every finding above a note: place, cell and code."""
    loud = [finding for finding in findings if finding.severity > Severity.NOTE]
    return Counter((_place(finding.location, folder), finding.location.cell, finding.code) for finding in loud)


def mistakes_expected(rendering: Rendering) -> Counter[tuple[Place, str, str]]:
    """Every planted mistake: place, cell and code."""
    return Counter((Place(one.file, one.sheet, one.row), one.cell, one.code) for one in rendering.planted)


def is_on(day: date) -> str:
    """The name of a day in a test's id."""
    return day.isoformat()
