"""Merge: the lists of departments (市监, 税务 …) held against the ledger, enterprise by enterprise and cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from ..facts import Facts
from ..facts.scope import asked_unit, unit_list
from ..facts.suspected_duplicates import suggestions
from ..facts.unit_names import same_units
from ..measures.identity import Identity
from ..measures.results import Subject
from ..measures.units import units
from ..models import Kind
from ..policy import LEDGER, Policy
from ..short_repr import Brief
from ..values.reading import compact
from .fillings import Filling, fillings, keeping
from .identity import Group, grouped
from .ledger_and_lists import COMPARED, Answer, Entry, Side

State = Literal["blank", "unreadable", "several", "differs"]
"""What is in the ledger's cell: nothing; something that is no value; several rows' several answers; another answer."""


def shown(answers: Iterable[Answer], field: str) -> str:
    """Give answers of a column as they may be shown side by side."""
    return "、".join(answer.shown(field) for answer in answers)


@dataclass(frozen=True, slots=True)
class Said:
    """What one list says in place of the ledger's cell."""

    list: str
    answers: tuple[Answer, ...]
    """More than one where its own rows differ."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One cell of the ledger of which some list says otherwise, or that is blank while some list says something."""

    subject: Subject
    field: str
    state: State
    here: tuple[Answer, ...]
    """What the ledger says; none where it says nothing that could be read."""
    said: tuple[Said, ...]
    """By the lists' names."""
    decided: Answer | None
    """What holds; None if the policy does not say."""
    by: str
    """Why: the lists, or the ledger, from which the answer is, and by what rule; empty if nothing is decided."""
    rows: tuple[int, ...]
    """The ``_at`` of the ledger's rows."""

    @property
    def title(self) -> str:
        """The column's Chinese name."""
        return Kind.ENTERPRISES.model.model_fields[self.field].title or self.field

    @property
    def ledger(self) -> str:
        """What the ledger says, as it may be shown; empty where it says nothing that could be read."""
        return shown(self.here, self.field)

    @property
    def to_fill(self) -> Answer | None:
        """What a copy of the ledger is to be filled with; None if nothing is decided, or that stands there."""
        stands = self.state == "differs" and self.decided in self.here
        return None if stands else self.decided


@dataclass(frozen=True, slots=True)
class Listed:
    """One enterprise, and the lists that have it."""

    subject: Subject
    lists: tuple[str, ...]
    left_out: str = ""
    """Why it does not count, as the ledger says, or, of what the ledger does not have, as a list does."""
    guess: str = ""
    """By what the township is guessed; empty if it is told."""
    near: str = ""
    """Which enterprises of the ledger may be meant: a suggestion, never acted on."""


@dataclass(frozen=True, repr=False)
class Merge(Brief):
    """What came of holding lists against a ledger."""

    as_of: date
    whole: str
    lists: Mapping[str, int]
    """How many enterprises each list has, by the lists' names in order."""
    in_all: tuple[Listed, ...]
    in_some: tuple[Listed, ...]
    """In the ledger and in some of the lists, not in all."""
    missing: tuple[Listed, ...]
    """In a list and not in the ledger."""
    ledger_only: tuple[Listed, ...]
    contradictions: tuple[Contradiction, ...]
    order: Mapping[str, tuple[str, ...]]
    """By field which list holds, as the policy says."""
    fills_blanks: bool
    absent: Mapping[str, tuple[str, ...]]
    """By list the columns that it has and the ledger has not: Chinese names."""
    ledger: Facts

    def count(self, rows: Iterable[Listed], name: str) -> int:
        """Give how many of some rows a list has."""
        return sum(name in row.lists for row in rows)

    @cached_property
    def differing(self) -> Mapping[str, int]:
        """How many cells of the ledger each list contradicts or fills."""
        return Counter(each.list for cell in self.contradictions for each in cell.said)

    def fillings(self) -> list[Filling]:
        """Give what a copy of the ledger is to be filled with: every decided cell in which something else stands."""
        roster = self.ledger.roster
        found = [
            filling
            for cell in self.contradictions
            if (answer := cell.to_fill)
            for filling in fillings(roster, cell.rows, cell.field, answer.value, _note(cell, answer))
        ]
        return keeping(roster, found)


_BEFORE: Mapping[State, str] = {"blank": "原为空", "unreadable": "原来的读不出", "several": "原来几行不一"}


def _note(cell: Contradiction, answer: Answer) -> str:
    """Say in a cell's note where its new value is from."""
    before = _BEFORE.get(cell.state) or f"原为“{cell.ledger}”"
    return f"{before}；按 {cell.by} 填写，见 {answer.source}"


def merge(ledger: Facts, lists: Mapping[str, Facts]) -> Merge:
    """Hold lists against a ledger, under the ledger's policy. The order of the lists makes no difference.

    Enterprises are matched as :func:`djcov.following.identity.grouped` does; names that are merely near are suggested.
    """
    own = Side(ledger)
    others = {name: Side(lists[name], units(ledger)) for name in sorted(lists)}
    spelt = {entry.identity.unit for side in (own, *others.values()) for entry in side.entries.values()} - {""}
    same = same_units(spelt, unit_list(ledger.policy))
    groups = grouped(_identities(own, same), {name: _identities(side, same) for name, side in others.items()})
    known = _Places(ledger, own)
    near = suggestions(ledger.ledger)
    parts: defaultdict[str, list[Listed]] = defaultdict(list)
    cells: list[Contradiction] = []
    for group in groups:
        entries = _entries(group, others)
        names = tuple(group.listed)
        if group.ledger is None:
            parts["missing"].append(_missing(entries, known, near, names))
            continue
        entry = own.entries[group.ledger]
        part = "ledger_only" if not names else "in_all" if len(names) == len(others) else "in_some"
        parts[part].append(Listed(entry.subject, names, entry.left_out))
        cells += _contradictions(ledger.policy, entry, entries)
    return Merge(
        as_of=ledger.as_of,
        whole=ledger.policy.district,
        lists={name: len(side.entries) for name, side in others.items()},
        in_all=tuple(parts["in_all"]),
        in_some=tuple(parts["in_some"]),
        missing=tuple(_in_order(parts["missing"], ledger)),
        ledger_only=tuple(parts["ledger_only"]),
        contradictions=tuple(cells),
        order=ledger.policy.merge.order,
        fills_blanks=ledger.policy.merge.fill_blanks,
        absent={name: absent for name, side in others.items() if (absent := _absent(own, side))},
        ledger=ledger,
    )


def _identities(side: Side, same: Mapping[str, str]) -> dict[int, Identity]:
    """Give who is on a side, the same unit spelt alike on all of them."""
    who = {at: entry.identity for at, entry in side.entries.items()}
    return {at: replace(each, unit=same.get(each.unit, each.unit)) for at, each in who.items()}


def _absent(own: Side, other: Side) -> tuple[str, ...]:
    fields = Kind.ENTERPRISES.model.model_fields
    return tuple(fields[name].title or name for name in COMPARED if other.has(name) and not own.has(name))


def _entries(group: Group, sides: Mapping[str, Side]) -> dict[str, list[Entry]]:
    return {name: [sides[name].entries[at] for at in ats] for name, ats in group.listed.items()}


def _contradictions(policy: Policy, entry: Entry, entries: Mapping[str, list[Entry]]) -> Iterator[Contradiction]:
    """Give the cells of an enterprise of the ledger that lists contradict or could fill."""
    for field in COMPARED:
        here = entry.answers.get(field, ())
        if not here and field not in entry.columns:
            continue
        said = {name: answers for name, listed in entries.items() if (answers := _together(listed, field))}
        forms = {answer.form for answer in here}
        apart = {name: answers for name, answers in said.items() if {each.form for each in answers} != forms}
        if not apart:
            continue
        state: State = "several" if len(here) > 1 else "differs" if here else "blank"
        if not here and field in entry.unreadable:
            state = "unreadable"
        decided, by = _decided(policy, field, state, here, said)
        yield Contradiction(
            subject=entry.subject,
            field=field,
            state=state,
            here=here,
            said=tuple(Said(name, answers) for name, answers in apart.items()),
            decided=decided,
            by=by,
            rows=entry.rows,
        )


def _together(entries: Iterable[Entry], field: str) -> tuple[Answer, ...]:
    """Give what the rows of one list that are one enterprise say in a column, each answer once."""
    found: dict[object, Answer] = {}
    for entry in entries:
        for answer in entry.answers.get(field, ()):
            if answer.form not in found or answer.lasting > found[answer.form].lasting:
                found[answer.form] = answer
    return tuple(found[form] for form in sorted(found, key=str))


def _decided(
    policy: Policy, field: str, state: State, here: tuple[Answer, ...], said: Mapping[str, tuple[Answer, ...]]
) -> tuple[Answer | None, str]:
    """Give what holds of a cell and why: the first source of the policy's order that says something, if that is one
    thing; of a blank cell without such a source, what all lists say alike. What a list says for some days alone decides
    nothing.
    """
    for source in policy.merge.order.get(field, ()):
        answers = here if source == LEDGER else said.get(source, ())
        if answers:
            sure = len(answers) == 1 and (source == LEDGER or answers[0].lasting)
            return (answers[0], source) if sure else (None, "")
    every = {answer.form: answer for answers in said.values() for answer in answers}
    lasting = {name: answer for name, answers in said.items() for answer in answers if answer.lasting}
    if state == "blank" and policy.merge.fill_blanks and len(every) == 1 and lasting:
        return min(lasting.values(), key=lambda each: each.value), "、".join(lasting)
    return None, ""


class _Places:
    """Where villages, parks and addresses lie, as far as the ledger and the policy tell."""

    def __init__(self, ledger: Facts, own: Side) -> None:
        self._policy = ledger.policy
        told: defaultdict[str, set[str]] = defaultdict(set)
        for entry in own.entries.values():
            for text in entry.where if entry.township else ():
                told[compact(text)].add(entry.township)
        self._told = {text: min(names) for text, names in told.items() if len(names) == 1}
        known = {*units(ledger), *unit_list(self._policy), *self._policy.units.aliases}
        self._units = sorted(known, key=lambda name: (-len(name), name))

    def guess(self, entries: Iterable[Entry]) -> tuple[str, str]:
        """Give the township in which an enterprise may lie, and by what; empty if nothing tells, or two things differ.

        A place that the ledger has in one township and no other lies there; an address lies in the unit that it names.
        """
        guesses = {guess for entry in entries for text in entry.where for guess in self._of(compact(text))}
        townships = {township for township, _ in guesses}
        return min(guesses) if len(townships) == 1 else ("", "")

    def _of(self, text: str) -> Iterator[tuple[str, str]]:
        named = {asked_unit(self._policy, name) for name in self._units if name in text}
        if len(named) == 1:
            yield min(named), f"“{text}”"
        elif text in self._told:
            yield self._told[text], f"“{text}”，台账中同处的企业"


def _missing(entries: Mapping[str, list[Entry]], known: _Places, near: Any, names: tuple[str, ...]) -> Listed:
    """Give an enterprise that the ledger does not have, as the first of the lists names it."""
    every = [entry for listed in entries.values() for entry in listed]
    first = min(every, key=lambda entry: (not entry.identity.code, entry.subject.name, entry.subject.source.file))
    told = {entry.township for entry in every if entry.township}
    township, guess = (min(told), "") if len(told) == 1 else ("", "") if told else known.guess(every)
    subject = Subject(
        grain="enterprise",
        name=first.subject.name,
        uscc=first.subject.uscc,
        township=township,
        source=first.subject.source,
    )
    reasons = sorted({entry.left_out for entry in every if entry.left_out})
    suggestion = near(first.subject.name) if first.identity.name else ""
    return Listed(subject, names, "；".join(reasons), guess, suggestion)


def _in_order(rows: Iterable[Listed], ledger: Facts) -> list[Listed]:
    """Sort by township as the ledger has them, then by name and code: no file's order decides."""
    order = {unit: at for at, unit in enumerate(units(ledger))}
    last = len(order)

    def place(row: Listed) -> tuple[int, str, str, str]:
        subject = row.subject
        return order.get(subject.township, last), subject.township, subject.name, subject.uscc

    return sorted(rows, key=place)
