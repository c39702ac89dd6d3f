"""The columns that indicators cannot do without, under the names of the questions that they answer."""

from __future__ import annotations

from ...facts.membership import SAYING
from ...models import Kind
from .model import Need

ORGANIZED = Need(
    ("organized", "organization_form", "organization_name", "organization_kind", "coverage"), roster=Kind.ORGANIZATIONS
)
FORM = Need(("organization_form", "coverage"), roster=Kind.ORGANIZATIONS, roster_fields=("form",))
FOUNDED = Need(("founded_on",), roster=Kind.ORGANIZATIONS, roster_fields=("founded_on",))
TERMS = Need(
    ("re_elected_on", "term_ends_on"), roster=Kind.ORGANIZATIONS, roster_fields=("re_elected_on", "term_ends_on")
)
STATIONED = Need(("instructor_sent", "instructor"), roster=Kind.INSTRUCTORS)
APPLICANTS = Need(("applicants",), roster=Kind.MEMBERS, roster_fields=SAYING, ledger_too=True)
MEMBERS = Need(("members", "full_members"), roster=Kind.MEMBERS)


def ledger(*fields: str) -> Need:
    """Need one of some columns of the enterprise ledger."""
    return Need(fields)


def organizations(*fields: str) -> Need:
    """Need all of some columns of the organisation roster; without that roster, the ledger's of the same names."""
    return Need(fields, roster=Kind.ORGANIZATIONS, roster_fields=fields, every=True)


def instructors(field: str, ledger_field: str, *, practice: bool = False) -> Need:
    """Need a column of the instructor roster; without that roster, the ledger's."""
    return Need((ledger_field,), roster=Kind.INSTRUCTORS, roster_fields=(field,), every=True, practice=practice)


STATION_ENDS = instructors("ends_on", "instructor_ends_on", practice=True)
VISITED = instructors("visited_on", "instructor_visited_on", practice=True)
