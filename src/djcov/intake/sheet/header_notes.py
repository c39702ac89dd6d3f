"""Notes in a header's brackets: which of them say nothing but how to fill the column in.

Such a note is a unit, a format or a list of answers, and fits what the field takes: (人) a count, (是/否) a yes or no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from ...models import Kind, is_amount
from ...regex import Regex
from .grammar import load

_PAIRS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_UNIT = Regex("/([人名个位])$")
_CODES = Regex(r"(?:[0-9][/.、=]?(?:是|否|有|无|已建|未建)[、,;/]?){2,}$|(?:(?:是|否|有|无)[/、=]?[0-9][、,;/]?){2,}$")
_OR = Regex("[/、,;或和]|以及")

_ANSWERS: Mapping[str, str] = {
    "organization_form": "form",
    "organization_kind": "kind",
    "dual_strong": "level",
    "model_level": "level",
    "mass_organizations": "mass",
    "secretary_source": "source",
    "instructor_appraisal": "appraisal",
}
"""Fields whose answers are listed under another name than their own."""


def without_notes(text: str) -> Iterator[tuple[str, str]]:
    """A header without each of its notes in turn, and that note."""
    for start, end in _brackets(text):
        yield text[:start] + text[end:], text[start + 1 : end - 1]
    if found := _UNIT.search(text):
        yield text[: found.start()], found[1]
    if found := _CODES.search(text):
        yield text[: found.start()].rstrip("/、,"), "是/否"


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where each pair of outer brackets begins and ends."""
    depth, start = 0, 0
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            start = start if depth else at
            depth += 1
        elif sign in _PAIRS.values() and depth:
            depth -= 1
            if not depth:
                yield start, at + 1


def fits(kind: Kind, field: str, note: str) -> bool:
    """Tell whether a note says no more than how the column of a field is filled in."""
    note = note.casefold()
    return any(_pattern(sort).fullmatch(note) for sort in _sorts(kind, field)) or _lists_answers(field, note)


def _sorts(kind: Kind, field: str) -> Iterator[str]:
    """The sorts of notes that a field may have."""
    yield "any"
    annotation = kind.model.model_fields[field].annotation
    if annotation == int | None:
        yield "amount" if is_amount(kind, field) else "times" if field in _VISITS else "count"
    if annotation == float | None:
        yield "amount"
        yield "money"
    if annotation == date | None:
        yield "day"
    if annotation == bool | None:
        yield "yes_no"
    if field.endswith("uscc") or field == "identity_number":
        yield "code"
    if field in _NAMED:
        yield "name"
    if field.endswith("phone"):
        yield "number"
    if field == "home_address":
        yield "home"


_VISITS = frozenset({"visits", "instructor_visits"})

_NAMED = frozenset(
    "name enterprise enterprises branch organization_name superior secretary instructor leader partner_village".split()
)
"""Fields that hold names."""


def _lists_answers(field: str, note: str) -> bool:
    answers = load()["answers"].get(_ANSWERS.get(field, field), ())
    parts = _OR.split(note.removesuffix("等"))
    return len(parts) > 1 and all(part in answers for part in parts)


@cache
def _pattern(sort: str) -> Regex:
    return Regex("|".join(load()["notes"][sort]))
