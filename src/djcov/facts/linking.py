"""The four rosters become facts: the stages, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..choices import Base
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..policy import Policy
from ..roster import Roster
from . import (
    bases,
    duplicates,
    enterprises,
    favors,
    home_units,
    instructors,
    members,
    periods,
    rules,
    scope,
    stations,
    suspected_duplicates,
    terms,
)
from .affiliation import unknown_superiors
from .differences import differing
from .endings import unclear_states
from .enterprises import Ties
from .frames import Frame
from .inputs import TIED_BY, Inputs
from .ledger_organizations import gathered
from .links import directory, ties
from .model import Facts
from .organization_coverage import unclear_forms
from .organization_sizes import unfit
from .registers import together


def link(roster: Roster, policy: Policy, as_of: date, base: Base = "enterprises") -> Facts:
    """Link the rosters at a date, one fact row per row of the base, organisation and instructor.

    ``roster`` and its findings stay as they are. Raises UsageError for a base that the policy does not set apart.
    """
    inputs = bases.inputs_of(roster, policy, as_of, base, _enterprises)
    findings = Findings(roster.findings.keep, list(roster.findings.stored), Counter(roster.findings.totals))
    findings.extend(_untied(inputs))
    findings.include(*terms.undecided(inputs))
    findings.include(*unclear_forms(inputs, Kind.ENTERPRISES), *unclear_forms(inputs, Kind.ORGANIZATIONS))
    inputs, disagreeing = favors.one_row_each(inputs)
    findings.include(*disagreeing, favors.exceeding(inputs))
    of_ledger = Findings(findings.keep)
    inputs, ledger = _ledger(inputs, of_ledger)
    findings.include(of_ledger)
    tied = _ties(inputs, ledger, findings)
    inputs, tied, repeated = together(inputs, tied, ledger)
    findings.include(*repeated)
    facts = enterprises.kept(inputs, enterprises.answered(inputs, ledger, tied))
    findings.include(suspected_duplicates.same_names(inputs, facts, tied.instructors))
    which = Kind.ORGANIZATIONS if Kind.ORGANIZATIONS in inputs.deciding else Kind.ENTERPRISES
    findings.include(*unknown_superiors(inputs, which), *unclear_states(inputs, which))
    findings.include(*members.undivided(inputs, ledger, facts), *differing(inputs, facts))
    findings.include(*_terms_over(inputs, facts, tied))
    organizations = gathered(inputs, facts) if tied.organizations is None else None
    if organizations is not None:
        findings.include(*organizations.findings)
    named = None
    if tied.instructors is None and instructors.says_more(inputs):
        named = instructors.named_in_ledger(inputs, facts)
        findings.include(*named.findings)
    given = None if base == "enterprises" else (roster, policy)
    linked = Facts(inputs, tied, facts, findings, organizations, named, given, of_ledger)
    if linked.gathered is not None or tied.organizations is not None:
        findings.include(*unfit(linked))
    return linked


def _ledger(inputs: Inputs, findings: Findings) -> tuple[Inputs, Frame]:
    """Hold the rules against the ledger's rows, and give them with their unit, enterprise and scope, and the inputs in
    which rows of one enterprise have the same answers.
    """
    rows = _placed(inputs)
    findings.include(scope.spelling_findings(inputs))
    findings.include(
        *scope.unit_findings(inputs, rows), *scope.status_findings(inputs, rows), *scope.type_findings(inputs, rows)
    )
    findings.include(*rules.broken(inputs, Kind.ENTERPRISES, rows))
    together, disagreeing = duplicates.one_row_each(inputs)
    if together is not inputs:
        rows = _placed(together)
    rows, repeated = duplicates.without_repeats(together, rows)
    rows, of_periods = periods.apart(together, rows)
    findings.include(*disagreeing, *repeated, of_periods)
    findings.extend(suspected_duplicates.near_names(together, rows))
    findings.extend(suspected_duplicates.shared_phones(inputs))
    findings.include(bases.counted_twice(inputs, rows))
    return together, rows


def _enterprises(inputs: Inputs) -> Frame:
    """Give the enterprises' own ledger, for which another base asks."""
    return _ledger(inputs, Findings())[1]


def _placed(inputs: Inputs) -> Frame:
    """Give the ledger's rows in their units, with the reason for which each does not count as far as it is known."""
    rows = bases.counted_once(inputs, enterprises.placed(inputs))
    joined = bool(inputs.agreed.get(Kind.ENTERPRISES)) or inputs.base != "enterprises"
    return inputs.settled(rows, joined=joined)


def _terms_over(inputs: Inputs, ledger: Frame, tied: Ties) -> Iterator[Findings]:
    """Report instructors whose term is over and who have not left."""
    if tied.instructors is None and inputs.in_ledger("instructor_ends_on"):
        yield stations.past_of_ledger(inputs, ledger)
    if tied.instructors is not None and inputs.roster.has(Kind.INSTRUCTORS, "ends_on"):
        rows = inputs.rows(Kind.INSTRUCTORS, *rules.INSTRUCTOR_FIELDS)
        yield from rules.broken(inputs, Kind.INSTRUCTORS, rows)
        covering = home_units.covering(tied.instructors, ledger).select("_at", "_enterprise")
        yield stations.past_of_roster(inputs, stations.of_roster(inputs, covering))


def _ties(inputs: Inputs, ledger: Frame, findings: Findings) -> Ties:
    """Tie the rosters that decide to the ledger's enterprises."""
    pairs: dict[Kind, Frame] = {}
    deciding = [kind for kind in TIED_BY if kind in inputs.deciding]
    known = directory(inputs, ledger) if deciding else None
    for kind in deciding:
        assert known
        if kind is not Kind.MEMBERS:
            tied, unresolved = ties(inputs, kind, known)
            listed = tied.join(inputs.rows(kind, "name").select("_at", "name"), on="_at", how="left")
            listed, of_periods = periods.latest_lists(inputs, kind, listed)
            pairs[kind] = listed.select("_at", "_enterprise")
            findings.include(unresolved, of_periods)
    counts = people = None
    if Kind.MEMBERS in deciding:
        assert known
        people, is_open, unresolved = members.tied(inputs, known, pairs.get(Kind.ORGANIZATIONS))
        counts, repeated = members.from_roster(inputs, people, is_open)
        findings.include(unresolved, repeated)
    if inputs.roster.has(Kind.MEMBERS):
        rows = inputs.rows(Kind.MEMBERS, *rules.MEMBER_FIELDS)
        findings.include(*rules.broken(inputs, Kind.MEMBERS, rows))
    return Ties(pairs.get(Kind.ORGANIZATIONS), pairs.get(Kind.INSTRUCTORS), counts, people)


def _untied(inputs: Inputs) -> Iterator[Finding]:
    """Report each table of a roster that says nowhere which enterprises it is about."""
    for kind in TIED_BY:
        if inputs.roster.has(kind) and kind not in inputs.deciding and not inputs.about_others(kind):
            title = kind.model.model_fields[TIED_BY[kind][0]].title or ""
            for table in inputs.roster.tables:
                if table.kind is kind:
                    yield CATALOGUE["ROSTER_NOT_TIED"].at(table.locate(), kind.title, column=title)
