"""What linking gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import narwhals as nw

from ..choices import Base, Grain
from ..findings import Findings
from ..models import Kind
from ..policy import Policy
from ..roster import Roster
from . import enterprises, favors, instructors, members, organizations
from .enterprises import Ties
from .frames import Frame
from .home_units import covering
from .inputs import Inputs
from .ledger_organizations import Gathered


@dataclass(frozen=True, repr=False)
class Facts:
    """The linked rosters at one date: a fact row per enterprise row, organisation row and instructor.

    All frames are lazy and have ``_table``, ``_row`` and ``_at`` (Int64, see :mod:`djcov.facts.frames`), ``name``
    (str), ``township`` (str, in the policy's spelling), ``left_out`` (str, why the row does not count; empty if it
    does) and ``in_scope`` (bool). Flags are bool and never null; ``…_known`` says whether a False is a no.
    """

    inputs: Inputs
    ties: Ties
    ledger: Frame
    """The enterprises' fact rows with everything that they were made from."""
    findings: Findings
    """The roster's, and those of rules and linking."""
    gathered: Gathered | None = None
    """The organisations that the ledger makes, where no register decides."""
    named: instructors.Named | None = None
    """The instructors of whom the ledger says more than their names, where no register decides."""
    made_from: tuple[Roster, Policy] | None = None
    """What was given to be linked, where that is not :attr:`roster` and :attr:`policy` themselves."""
    of_ledger: Findings = field(default_factory=Findings)
    """Those of the findings that are about the ledger's rows."""

    def __repr__(self) -> str:
        """Say what was linked; no row is in it."""
        found = f"连同对应中的问题 {len(self.findings)} 处"
        return f"Facts(截至 {self.as_of}，口径：{self.policy.name}；{self.roster!r}；{found})"

    @property
    def roster(self) -> Roster:
        """The rosters that were linked."""
        return self.inputs.roster

    @property
    def given(self) -> tuple[Roster, Policy]:
        """What was given to be linked: of a base beside the enterprises' not what stands in their place."""
        return self.made_from or (self.roster, self.policy)

    @property
    def base(self) -> Base:
        """Whom the facts are of."""
        return self.inputs.base

    @property
    def policy(self) -> Policy:
        """The policy under which they were."""
        return self.inputs.policy

    @property
    def as_of(self) -> date:
        """The date at which they were."""
        return self.inputs.as_of

    @property
    def deciding(self) -> frozenset[Kind]:
        """The rosters, other than the ledger, that decide."""
        return self.inputs.deciding

    @cached_property
    def enterprises(self) -> Frame:
        """Each row read: ``uscc``, ``village``, ``park``, ``industry``, ``type``, ``status``, ``not_built_reason``,
        ``joint_name`` (of the joint organisation that covers it; str), ``employees``, ``members``, ``full_members``,
        ``applicants`` (Int64, people, null if unknown), ``revenue`` (float, 万元), ``registered_on``, ``founded_on``
        (datetime), of the numbers but ``applicants`` also ``…_low`` and ``…_high`` (the ends of what is given as a
        range, else the number itself), and the flags

        - ``organized`` (covered by an own or joint organisation), ``stationed`` (an instructor is there), ``union``,
          ``youth_league``, ``womens_federation``, ``mass`` (any of the three), each with ``…_known``
        - ``own`` and ``joint`` (the form, where known), ``organization_named``, ``work`` (S2, by the policy's
          ways) and ``work_any`` (by any), each with ``…_known``, ``way_unknown`` (the ledger says that work covers it,
          and not by which way), ``only_mass``, ``coverage_expiring`` (by the policy's ways it is only covered by
          instructors whose terms all end soon, the last of them on ``station_ends_on``) and ``coverage_lasts`` (it is
          known that it is not so)
        - ``has_member`` and ``has_member_known``, ``due`` (S5), ``maybe_due``, ``undivided`` (nothing tells full
          members apart, so the total decides), ``large`` and ``large_known`` (S3), ``very_large``, ``has_applicant``
          (S8), ``is_weak`` (S9) and ``is_weak_known``
        - ``new`` (registered since the plan's start), ``synchronous`` and ``has_time`` (without an organisation, but
          still within the days in which one would be synchronous, S7)
        - ``basic_clear``, ``organization_clear``, ``work_clear`` (S17), ``_told`` (it is known who is stationed, or
          that nobody is)
        """
        there = self.ledger.collect_schema().names()
        kept = (*enterprises.KEPT, *(name for name in enterprises.ENDS if name in there))
        return enterprises.with_ends(self.ledger.select(*kept))

    @cached_property
    def organizations(self) -> Frame:
        """Each row of the organisation roster or, without one, each organisation that the ledger names: ``covered``
        (Int64, enterprises in scope), ``founded_on`` and the flags of :mod:`djcov.facts.organizations`.
        """
        if self.gathered is not None:
            return self.inputs.settled(organizations.from_ledger(self.inputs, self.gathered))
        return self.inputs.settled(organizations.from_roster(self.inputs, self.organizations_covering))

    @cached_property
    def organization_words(self) -> Frame:
        """How each organisation's form and kind are written: ``_at``, ``form``, ``kind`` and ``_form`` (str, see
        :func:`djcov.facts.organizations.words_from_roster`).
        """
        if self.gathered is not None:
            return self.inputs.settled(organizations.words_from_ledger(self.inputs, self.gathered))
        return self.inputs.settled(organizations.words_from_roster(self.inputs))

    @cached_property
    def instructors(self) -> Frame:
        """Each person (name and phone) of the register or, without one, of the ledger: ``load`` (Int64, enterprises in
        scope), ``trained`` (and ``…_known``), ``overloaded`` (S12), ``appraisal`` (str), and of their stations
        :data:`djcov.facts.stations.ANSWERS`. Names are not masked here.
        """
        if self.ties.instructors is None:
            answers = self.named and self.named.answers
            return self.inputs.settled(instructors.from_ledger(self.inputs, self.instructors_covering, answers))
        pairs = self.ties.instructors
        return self.inputs.settled(instructors.from_roster(self.inputs, self.instructors_covering, pairs))

    @cached_property
    def units(self) -> Frame:
        """Each row of the table of the four favours (四倾斜表): see :mod:`djcov.facts.favors`."""
        return self.inputs.settled(favors.from_table(self.inputs))

    @cached_property
    def people(self) -> Frame:
        """Who is a member, or on the way to become one, see :func:`djcov.facts.members.people`; of no use but to count.

        There must be a member roster that decides.
        """
        assert self.ties.people is not None
        return self.inputs.settled(members.people(self.inputs, self.ties.people, self.ledger))

    def listed(self, grain: Grain) -> Frame | None:
        """Give the rows behind each organisation or instructor: ``_at``, and ``_listed_at`` of each row (Int64); None
        where one row is all there is. Without a roster they are the rows in scope of the ledger that name it.
        """
        if grain == "instructor" and self.ties.instructors is not None:
            return instructors.listed(self.inputs)
        if grain == "instructor":
            return self.instructors_covering.select("_at", "_listed_at")
        if grain == "organization" and self.ties.organizations is None:
            return self.organizations_covering.select("_at", "_listed_at")
        agreed = {"organization": Kind.ORGANIZATIONS, "unit": Kind.FAVORS}.get(grain)
        if agreed is not None and agreed in self.inputs.agreed:
            rows = self.inputs.agreed[agreed]
            return rows.select(nw.col("_group").alias("_at"), nw.col("_at").alias("_listed_at"))
        return None

    @cached_property
    def organizations_covering(self) -> Frame:
        """Which enterprises in scope each organisation covers (:mod:`djcov.facts.home_units`)."""
        if self.gathered is not None:
            return self.gathered.covering
        assert self.ties.organizations is not None
        return self.inputs.settled(covering(self.ties.organizations, self.ledger))

    @cached_property
    def instructors_covering(self) -> Frame:
        """At which enterprises in scope each instructor is stationed (:mod:`djcov.facts.home_units`)."""
        if self.named is not None:
            return self.named.covering
        if self.ties.instructors is None:
            return self.inputs.settled(instructors.covering_in_ledger(self.inputs, self.ledger))
        return self.inputs.settled(covering(instructors.ties_now(self.inputs, self.ties.instructors), self.ledger))
