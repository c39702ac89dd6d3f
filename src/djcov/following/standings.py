"""How each enterprise, organisation and instructor stands at a date: what it lacks, what is put right, what is unknown.

What the rosters do not tell apart (instructors of one unit whose masked names are alike, organisations of one name)
stands together: it lacks what one of them lacks, and has what all of them have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from ..choices import Grain
from ..facts import Facts
from ..facts.organizations import ENDING
from ..measures.gap_kinds import GapKind
from ..measures.identity import Identity
from ..measures.indicators import rows_of
from ..measures.results import Gap, Gaps, Subject
from ..measures.rows import subjects
from .lines import identity, mark


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the facts."""

    subject: Subject
    left_out: str
    mended: frozenset[str]
    ceased: frozenset[str]
    unclear: frozenset[str]
    person: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One enterprise, organisation or instructor at a date."""

    subject: Subject
    left_out: str
    """Why it does not count; empty if it does."""
    gaps: Mapping[str, Gap]
    """By kind."""
    mended: frozenset[str]
    """The kinds of which it is known that nothing is missing."""
    ceased: frozenset[str]
    """The kinds of which it is known that they are not asked of it."""
    unclear: frozenset[str]
    """Those of its gaps of which nobody knows but that nothing is missing."""
    people: frozenset[str]
    """The marks of the instructors who stand together (:func:`djcov.following.lines.mark`)."""
    lacking: Mapping[str, frozenset[str]]
    """By kind the marks of those who have the gap."""

    @property
    def identity(self) -> Identity:
        """What it is recognised by."""
        return identity(self.subject)

    @property
    def uncertain(self) -> bool:
        """Whether it does not count because nobody knows if it still exists."""
        return self.left_out == ENDING


def entities(
    facts: Facts, found: Gaps, kinds: Iterable[GapKind], spelt: Mapping[str, str]
) -> Mapping[Grain, Sequence[Entity]]:
    """Give, by grain and in the order of the files, everything that may have a gap of ``kinds``, with those that were
    ``found``. Kinds without data must not be among ``kinds``. ``spelt``: the unit that another spelling means.
    """
    asked = list(kinds)
    gaps: defaultdict[Subject, dict[str, Gap]] = defaultdict(dict)
    for gap in found.rows:
        gaps[gap.subject].setdefault(gap.kind, gap)
    by_grain = {grain: [kind for kind in asked if kind.grain == grain] for grain in get_args(Grain)}
    return {
        grain: [_entity(rows, gaps, spelt) for rows in _grouped(facts, grain, own, spelt)]
        for grain, own in by_grain.items()
        if own
    }


def _grouped(
    facts: Facts, grain: Grain, kinds: Sequence[GapKind], spelt: Mapping[str, str]
) -> Iterable[Sequence[_Row]]:
    """Give the rows of each, those that count first."""
    mended = {kind.code: f"mended:{kind.code}" for kind in kinds}
    ceased = {kind.code: f"ceased:{kind.code}" for kind in kinds}
    unclear = {kind.code: f"unclear:{kind.code}" for kind in kinds}
    flags = {mended[kind.code]: kind.mended for kind in kinds} | {ceased[kind.code]: kind.ceased for kind in kinds}
    flags |= {unclear[kind.code]: kind.unclear for kind in kinds}
    groups: defaultdict[Hashable, list[_Row]] = defaultdict(list)
    same = "_enterprise" if grain == "enterprise" else "_at"
    for subject, values in subjects(
        facts, grain, rows_of(facts, grain).with_columns(**flags), same, "in_scope", "left_out", *flags
    ):
        groups[values[same]].append(
            _Row(
                subject,
                "" if values["in_scope"] else values["left_out"],
                frozenset(code for code, flag in mended.items() if values[flag]),
                frozenset(code for code, flag in ceased.items() if values[flag]),
                frozenset(code for code, flag in unclear.items() if values[flag]),
                mark(values["name"]) if grain == "instructor" and values["name"] else "",
            )
        )
    alike: defaultdict[Hashable, list[_Row]] = defaultdict(list)
    for at, rows in groups.items():
        first = sorted(rows, key=lambda row: bool(row.left_out))
        who = identity(_in_unit(first[0].subject, spelt))
        alike[who.code or ((who.name, who.unit) if who.name else at)] += first
    return (sorted(rows, key=lambda row: bool(row.left_out)) for rows in alike.values())


def _in_unit(subject: Subject, spelt: Mapping[str, str]) -> Subject:
    return replace(subject, township=spelt.get(subject.township, subject.township))


def _entity(rows: Sequence[_Row], gaps: Mapping[Subject, Mapping[str, Gap]], spelt: Mapping[str, str]) -> Entity:
    counted = [row for row in rows if not row.left_out] or rows[:1]
    found: dict[str, Gap] = {}
    for row in counted:
        found = {**gaps.get(row.subject, {}), **found}
    mended = frozenset[str].intersection(*(row.mended for row in counted))
    ceased = frozenset[str].intersection(*(row.mended | row.ceased for row in counted)) - mended
    found = {code: replace(gap, subject=_in_unit(gap.subject, spelt)) for code, gap in found.items()}
    clear = {code for row in counted for code in gaps.get(row.subject, {}) if code not in row.unclear}
    unclear = frozenset(found) - clear
    people = frozenset(row.person for row in counted if row.person)
    lacking = {
        code: frozenset(row.person for row in counted if row.person and code in gaps.get(row.subject, {}))
        for code in found
    }
    subject = _in_unit(counted[0].subject, spelt)
    return Entity(subject, counted[0].left_out, found, mended, ceased, unclear, people, lacking)
