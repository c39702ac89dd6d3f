"""What the ledger, and each list of a department, says of every enterprise: the two sides of a reconciliation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..facts import Facts
from ..facts.agreement import Meaning
from ..facts.duplicates import form_meaning, status_meaning
from ..facts.frames import distinct, place, records
from ..facts.scope import NO_UNIT, unit_list, units
from ..facts.unit_names import same_units
from ..findings import Location
from ..measures.identity import Identity
from ..measures.results import Subject
from ..measures.rows import subjects
from ..models import BESIDE, NEVER_COUNTED, Kind, personal
from ..quoting import quoted
from ..values.text import name_key
from . import faulty_cells

COMPARED = tuple(
    name
    for name in Kind.ENTERPRISES.model.model_fields
    if name not in NEVER_COUNTED and not personal(Kind.ENTERPRISES, name)
)
"""The columns of a ledger that are held against lists: those that are about nobody and may count."""

_WHERE = ("village", "park", *BESIDE)
"""The columns beside 乡（办） that say where an enterprise lies."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one or several rows say in a column."""

    value: Any
    """As the reader gave it; of several that mean the same, the least."""
    form: object
    """What compares."""
    source: Location
    """The cell of the first row that says so."""
    lasting: bool = True
    """Whether it holds whatever the day: not 2022年3月 for a day, nor for a yes or no."""

    def shown(self, field: str) -> str:
        """Give the value as it may be shown."""
        return quoted(Kind.ENTERPRISES, field, self.value)


@dataclass(frozen=True)
class Entry:
    """One enterprise as one side has it."""

    subject: Subject
    identity: Identity
    left_out: str
    """Why the side does not count it, by its own columns; empty if it does."""
    rows: tuple[int, ...]
    """The ``_at`` of its rows."""
    answers: Mapping[str, tuple[Answer, ...]]
    """By field what its rows say, each answer once; more than one where they differ and no rule says which holds."""
    columns: frozenset[str]
    """The fields for which the tables of its rows have a column."""
    unreadable: frozenset[str]
    """The fields in which something stands that is no value, or none by itself: a word, a range."""
    where: tuple[str, ...]
    """The village, park and area of its address, as far as they are told."""

    @property
    def township(self) -> str:
        """The township that the side names; empty if it names none."""
        return "" if self.subject.township == NO_UNIT else self.subject.township


class Side:
    """The enterprises of a ledger or a list."""

    def __init__(self, facts: Facts, units_known: Collection[str] = ()) -> None:
        """``units_known``: the units of the other side, of which this one may write other spellings."""
        self.facts = facts
        policy = facts.policy
        listed = {*unit_list(policy), *policy.units.aliases.values(), *units_known}
        self._spelt = same_units(distinct(facts.ledger, "township"), listed) if units_known else {}

    def has(self, field: str) -> bool:
        """Tell whether some table has a column for a field."""
        return self.facts.roster.has(Kind.ENTERPRISES, field)

    @cached_property
    def entries(self) -> Mapping[int, Entry]:
        """The enterprises, by the ``_at`` of their first row, in the order of the files."""
        facts, together, alone = self.facts, self._values(agreed=True), self._values(agreed=False)
        unclear = [faulty_cells.wrong(facts.roster, Kind.ENTERPRISES), self._open_ended]
        rows: defaultdict[int, list[int]] = defaultdict(list)
        firsts: dict[int, tuple[Subject, dict[str, Any]]] = {}
        for subject, row in subjects(facts, "enterprise", facts.ledger, "_enterprise", "left_out", "_key"):
            rows[row["_enterprise"]].append(row["_at"])
            firsts.setdefault(row["_enterprise"], (subject, row))
        found: dict[int, Entry] = {}
        for first, (subject, row) in firsts.items():
            own = rows[first]
            answers = {field: self._answers(field, own, alone, together[first][field]) for field in COMPARED}
            unit = self._spelt.get(subject.township, subject.township)
            found[first] = Entry(
                subject=replace(subject, township=unit),
                identity=Identity(subject.uscc, row["_key"] or "", "" if unit == NO_UNIT else unit),
                left_out=row["left_out"],
                rows=tuple(own),
                answers={field: each for field, each in answers.items() if each},
                columns=frozenset[str]().union(*(facts.roster.tables[place(at)[0]].fields for at in own)),
                unreadable=frozenset(field for each in unclear for at in own for field in each.get(at, ())),
                where=tuple(str(text) for at in own for name in _WHERE if (text := alone[at][name])),
            )
        return found

    def _values(self, *, agreed: bool) -> Mapping[int, dict[str, Any]]:
        """Give each row's columns: as the row itself says, or as its enterprise's rows say together."""
        inputs = self.facts.inputs if agreed else replace(self.facts.inputs, agreed={})
        rows = inputs.rows(Kind.ENTERPRISES, *COMPARED, *BESIDE)
        rows = rows.with_columns(township=units(inputs, rows))
        return {row["_at"]: row for row in records(rows, *COMPARED, *BESIDE)}

    def _answers(
        self, field: str, rows: Sequence[int], values: Mapping[int, dict[str, Any]], together: Any
    ) -> tuple[Answer, ...]:
        """Give what rows say in a column; where they differ, what holds of it, if a rule says so."""
        by_form: dict[object, Answer] = {}
        for at in rows:
            value = values[at][field]
            if value is None or (field == "township" and value == NO_UNIT):
                continue
            value = self._spelt.get(value, value) if field == "township" else value
            form = self._form(field, value)
            before, lasting = by_form.get(form), field not in self._open_ended.get(at, ())
            if before is None:
                by_form[form] = Answer(value, form, self.facts.roster.locate(*place(at), field), lasting)
            else:
                by_form[form] = replace(before, value=min(value, before.value), lasting=lasting or before.lasting)
        if len(by_form) > 1 and together is not None and (holds := by_form.get(self._form(field, together))):
            return (holds,)
        return tuple(by_form[form] for form in sorted(by_form, key=str))

    @cached_property
    def _open_ended(self) -> Mapping[int, set[str]]:
        return faulty_cells.open_ended(self.facts.roster, Kind.ENTERPRISES)

    def _form(self, field: str, value: Any) -> object:
        return self._meanings.get(field, name_key)(value) if isinstance(value, str) else value

    @cached_property
    def _meanings(self) -> Mapping[str, Meaning]:
        inputs = self.facts.inputs
        forms = inputs.rows(Kind.ENTERPRISES, "organization_form")
        return {"status": status_meaning(inputs.policy.scope), "organization_form": form_meaning(inputs, forms)}
