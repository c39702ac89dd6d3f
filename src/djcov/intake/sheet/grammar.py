"""The grammar of headers: morphemes, and the compositions that make a field of them, from ``grammar.toml``.

A header that a composition consumes whole leads to its field; of anything else nothing is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import TypedDict, cast

from ...models import ANSWERS, LEDGERS, Kind
from ...regex import Regex
from .compositions import Composer, Composition

ANY = "*"
"""Stands for every field."""

ALL = frozenset({ANY})

OTHER_SENSE = "~"
"""Begins a composition that says another kind of thing than the field's first one."""

_MARKS = Regex(r"<\w+>|\{\w+\}|\[[^]]*\]|[()|?*~]")
"""What is no word in a composition."""


class _Subject(TypedDict):
    noun: str
    says: list[str]
    fields: list[str]


class _Data(TypedDict):
    morphemes: dict[str, list[str]]
    about: dict[str, list[str]]
    acts: dict[str, list[str]]
    subjects: dict[str, _Subject]
    notes: dict[str, list[str]]
    answers: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Composed:
    """A field that a composition leads to."""

    field: str
    place: int
    """Of the composition among the field's; the first is the most canonical."""
    same_sense: bool
    """Whether it says the same kind of thing as the first one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a parent header may be about."""

    noun: str
    """How it is called before a child's words."""
    fields: frozenset[str]
    """The fields that may stand under it."""
    act: str = ""
    """What is done about it (组建, 派驻), which a child may go on with or leave out."""

    def may_have(self, field: str) -> bool:
        """Tell whether a field may stand under it."""
        return ANY in self.fields or field in self.fields


@dataclass(frozen=True)
class Grammar:
    """The compositions of one kind of roster."""

    fields: Mapping[str, Sequence[str]]
    """The field's compositions, the most canonical first."""

    @cached_property
    def _read(self) -> Mapping[str, Sequence[tuple[Composed, Composition]]]:
        """The compositions, in order, by the signs that a text that they consume may begin with."""
        read: dict[str, list[tuple[Composed, Composition]]] = {}
        for field, compositions in self.fields.items():
            for place, written in enumerate(compositions):
                composed = Composed(field, place, not written.startswith(OTHER_SENSE))
                composition = _composer().composition(written.removeprefix(OTHER_SENSE))
                for sign in composition.first:
                    read.setdefault(sign, []).append((composed, composition))
        return read

    @cached_property
    def _seen(self) -> dict[str, Composed | None]:
        return {}

    def composed(self, text: str) -> Composed | None:
        """The field whose composition consumes a text whole."""
        if text not in self._seen:
            tried = self._read.get(text[0], ()) if may_be_composed(text) else ()
            self._seen[text] = next((composed for composed, composition in tried if composition.consumes(text)), None)
        return self._seen[text]


@cache
def grammar_of(kind: Kind) -> Grammar:
    """The grammar of one kind of roster."""
    return Grammar(compositions_of(kind))


def may_be_composed(text: str) -> bool:
    """Tell whether a text has no sign but those that morphemes have: a quick first test."""
    return text != "" and _signs().issuperset(text)


def subject_of(text: str) -> Subject | None:
    """What a parent header is about; one without a noun only puts columns together. None if it is unknown."""
    about = _about()
    if about.groups.consumes(text):
        return Subject("", ALL)
    for core, act in cores(text):
        for subject, composition in about.subjects.values():
            if composition.consumes(core):
                return replace(subject, act=act)
        if not core:
            return replace(about.subjects[_acts()[act]][0], act=act)
    return None


def cores(text: str) -> Iterator[tuple[str, str]]:
    """Give a text less and less of what only says that it is about something, and what is done about that."""
    act = ""
    while True:
        yield text, act
        found = next((each for each in (*_acts(), *load()["about"]["tails"]) if text.endswith(each)), "")
        if not found:
            return
        act = found if found in _acts() else act
        text = text.removesuffix(found)


@cache
def _acts() -> Mapping[str, str]:
    """From what may be done about something to the subject that it is done about if nothing else is named."""
    return {act: subject for subject, acts in load()["acts"].items() for act in acts}


def left_over(text: str) -> list[str]:
    """The parts of a text that are no morpheme, as far as the longest ones found from the left leave any."""
    return [part for part, known in pieces(text) if not known and part.strip("()[]/、,。:")]


def pieces(text: str) -> list[tuple[str, bool]]:
    """Cut a text into the longest morphemes found from the left, and what is between them, which is not known."""
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(text):
        match = _known().match(text, at)
        if not match and found and not found[-1][1]:
            found[-1] = (found[-1][0] + text[at], False)
        else:
            found.append((match[0] if match else text[at], match is not None))
        at = match.end() if match else at + 1
    return found


@cache
def load() -> _Data:
    """The data of the grammar."""
    return cast(_Data, tomllib.loads((files("djcov.intake.sheet") / "grammar.toml").read_text("utf-8")))


def compositions_of(kind: Kind) -> Mapping[str, Sequence[str]]:
    """The compositions of each field of a kind of roster, as written; a ledger borrows the register's answers, and one
    of 社会组织 what the enterprises' has.
    """
    written = cast(Mapping[str, Mapping[str, list[str]]], load())
    if kind not in LEDGERS:
        return written[kind]
    register = written[Kind.ORGANIZATIONS]
    borrowed = {field: register[field] for field in ANSWERS if field in register}
    if kind is Kind.ENTERPRISES:
        return {**written[kind], **borrowed}
    as_enterprises = {
        field: [each.replace("<of>", "<social>") for each in texts]
        for field, texts in written[Kind.ENTERPRISES].items()
    }
    return {**as_enterprises, **borrowed, **written[kind]}


@dataclass(frozen=True)
class _About:
    """How parents are read."""

    groups: Composition
    subjects: Mapping[str, tuple[Subject, Composition]]


@cache
def _about() -> _About:
    about, compose = load()["about"], _composer().composition
    groups = compose(f"({'|'.join([*about['groups'], *about['tails']])})*")
    subjects = {
        name: (Subject(each["noun"], frozenset(each["fields"])), compose(*each["says"]))
        for name, each in load()["subjects"].items()
    }
    return _About(groups, subjects)


@cache
def _composer() -> Composer:
    return Composer(load()["morphemes"])


@cache
def _written() -> Sequence[str]:
    """Everything that is written in compositions."""
    texts = [text for kind in Kind for texts in compositions_of(kind).values() for text in texts]
    return [*texts, *(text for texts in load()["morphemes"].values() for text in texts)]


@cache
def _signs() -> frozenset[str]:
    """Every sign of a morpheme or composition."""
    return frozenset("".join(_written())) | frozenset("()[]/、,。:或和及与")


@cache
def _known() -> Regex:
    """Any morpheme that is a plain word, the longest first."""
    words = {part for text in _written() for part in _MARKS.split(text)} - {""}
    words |= {word for words in load()["about"].values() for word in words} | _acts().keys()
    return Regex("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
