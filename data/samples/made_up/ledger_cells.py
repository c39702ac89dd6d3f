"""What one row of an enterprise ledger (企业台账) says: the enterprise, and what is known of who covers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import words
from .clerks import BUILT, ESTABLISHED, FOUNDED, SENT, Clerk
from .people import FULL, PROBATIONARY
from .world import NOBODY, Cell, District, Enterprise, Instructor, Organisation, Posting, Slip


@dataclass(frozen=True, slots=True)
class Entry:
    """One enterprise together with its organisation and its instructor, if any."""

    enterprise: Enterprise
    organisation: Organisation | None
    instructor: Instructor | None
    posting: Posting | None

    @property
    def slips(self) -> dict[str, Slip]:
        """The mistakes made in this row; an organisation's only where the row is the one that it has."""
        alone = self.organisation is not None and len(self.organisation.enterprises) == 1
        return self.enterprise.slips | (self.organisation.slips if self.organisation and alone else {})


def entry(district: District, index: int) -> Entry:
    """Gather what the ledger says about an enterprise; a row that repeats one says the same again."""
    enterprise = district.enterprises[index]
    original = index if enterprise.repeats is None else enterprise.repeats
    person, posting = district.posting_at(original) or (None, None)
    return Entry(enterprise, district.organisation_of(original), person, posting)


def write(entry: Entry, clerk: Clerk) -> dict[str, Cell]:
    """Write the cells of one row, by field."""
    return {field: write_cell(entry, clerk) for field, write_cell in _FIELDS.items()}


def _members(entry: Entry, clerk: Clerk) -> Cell:
    one = entry.enterprise
    if one.counted in ("unknown", "no total"):
        return None
    probationary = sum(member.category == PROBATIONARY for member in one.members)
    if one.counted == "bracket" and probationary:
        return clerk.bracketed(len(one.members), probationary)
    return clerk.count(len(one.members))


def _part(category: str, missing: str) -> Callable[[Entry, Clerk], Cell]:
    def write_part(entry: Entry, clerk: Clerk) -> Cell:
        one = entry.enterprise
        if one.counted in ("unknown", "total", "bracket", missing):
            return None
        return clerk.count(sum(member.category == category for member in one.members))

    return write_part


def _organised(entry: Entry, clerk: Clerk) -> Cell:
    known_no = False if entry.enterprise.answered_organisation else None
    return clerk.yes_no(True if entry.organisation else known_no, words=BUILT)


def _form(entry: Entry, clerk: Clerk) -> Cell:
    return clerk.text(entry.organisation.form) if entry.organisation else None


def _form_is(forms: list[str]) -> Callable[[Entry, Clerk], Cell]:
    return lambda entry, clerk: clerk.mark(entry.organisation is not None and entry.organisation.form in forms)


def _organisation_name(entry: Entry, clerk: Clerk) -> Cell:
    one = entry.organisation
    return clerk.name(one.name) if one and not one.unnamed else None


def _instructor(entry: Entry, clerk: Clerk) -> Cell:
    if entry.instructor:
        return clerk.person(entry.instructor.name)
    return clerk.person(NOBODY) if entry.enterprise.answered_instructor else None


def _sent(entry: Entry, clerk: Clerk) -> Cell:
    known_no = False if entry.enterprise.answered_instructor else None
    return clerk.yes_no(True if entry.instructor else known_no, words=SENT)


_FIELDS: dict[str, Callable[[Entry, Clerk], Cell]] = {
    "name": lambda entry, clerk: clerk.name(entry.enterprise.name),
    "code": lambda entry, clerk: clerk.code(entry.enterprise.code),
    "unit": lambda entry, clerk: clerk.text(entry.enterprise.unit),
    "village": lambda entry, clerk: clerk.text(entry.enterprise.village),
    "kind": lambda entry, clerk: clerk.text(entry.enterprise.kind),
    "industry": lambda entry, clerk: clerk.text(entry.enterprise.industry),
    "status": lambda entry, clerk: clerk.text(entry.enterprise.status),
    "registered": lambda entry, clerk: clerk.day(entry.enterprise.registered),
    "employees": lambda entry, clerk: clerk.count(entry.enterprise.employees),
    "members": _members,
    "full": _part(FULL, "no full"),
    "probationary": _part(PROBATIONARY, "no probationary"),
    "applicants": lambda entry, clerk: clerk.count(entry.enterprise.applicants),
    "organised": _organised,
    "form": _form,
    "form own": _form_is(words.OWN_FORMS),
    "form joint": _form_is(words.JOINT_FORMS),
    "organisation": _organisation_name,
    "superior": lambda entry, clerk: clerk.text(entry.organisation.superior) if entry.organisation else None,
    "founded": lambda entry, clerk: clerk.day(entry.organisation.founded) if entry.organisation else None,
    "secretary": lambda entry, clerk: clerk.person(entry.organisation.secretary) if entry.organisation else None,
    "instructor": _instructor,
    "sent": _sent,
    "since": lambda entry, clerk: clerk.day(entry.posting.since) if entry.posting else None,
    "phone": lambda entry, clerk: clerk.text(entry.instructor.phone) if entry.instructor else None,
    "union": lambda entry, clerk: clerk.yes_no(entry.enterprise.union, words=BUILT),
    "youth": lambda entry, clerk: clerk.yes_no(entry.enterprise.youth, words=ESTABLISHED),
    "women": lambda entry, clerk: clerk.yes_no(entry.enterprise.women, words=FOUNDED),
    "weak": lambda entry, clerk: clerk.yes_no(entry.enterprise.weak),
    "re-elected": lambda entry, clerk: clerk.day(entry.organisation.founded) if entry.organisation else None,
    "reason": lambda entry, clerk: None if entry.organisation else clerk.text(entry.enterprise.reason),
    "remark": lambda _entry, _clerk: None,
}
