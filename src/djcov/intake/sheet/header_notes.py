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
_NUMBERED = Regex(r"[、,;/]?(?:\d[.、:/)]|[①-⑨])")
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
    annotation = kind.model.model_fields[field].annotation
    yield from ("any", *_OF_TYPES.get(annotation, ()), *_OF_FIELDS.get(field, ()))
    if annotation == int | None and field not in _OF_FIELDS:
        yield "amount" if is_amount(kind, field) else "count"
    if field.endswith("uscc"):
        yield "code"
    if field.endswith("phone"):
        yield "number"


_OF_TYPES: Mapping[object, tuple[str, ...]] = {
    float | None: ("amount", "money"),
    date | None: ("day",),
    bool | None: ("yes_no",),
}
_NAMED = "name enterprise enterprises branch organization_name superior secretary instructor leader partner_village"
_OF_FIELDS: Mapping[str, tuple[str]] = {
    **dict.fromkeys(_NAMED.split(), ("name",)),
    **dict.fromkeys(("visits", "instructor_visits"), ("times",)),
    "identity_number": ("code",),
    "home_address": ("home",),
}


def _lists_answers(field: str, note: str) -> bool:
    answers = load()["answers"].get(_ANSWERS.get(field, field), ())
    parts = _OR.split(_NUMBERED.sub("/", note.removesuffix("等")).strip("/"))
    return len(parts) > 1 and all(part in answers for part in parts)


@cache
def _pattern(sort: str) -> Regex:
    return Regex("|".join(load()["notes"][sort]))
