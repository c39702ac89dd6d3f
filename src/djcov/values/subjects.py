"""What a statement is about: a cell that asks for a Party organisation is not answered by 已建工会 or 有党员3名."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import names
from .statements import Clause, Statement, Word

_NOUNS: dict[str, dict[str, str]] = {
    "t": {
        "mass": "工青妇",
        "": "^(?:组织|机构)$",
        "group": "小组|群团|群众",
        "work": "工作|党建$|党务",
        **{kind: pattern.pattern for kind, pattern in names.KINDS.items()},
    },
    "h": {"members": "党员|团员", "sent": "指导员|联络员|专人|人员|^人$|第一书记|干部", "post": ""},
    "b": {"members": "党员$|员工|职工|^预备$"},
    "i": {"item": ""},
    "f": {"form": ""},
    "#": {"people": r"[人名位]$|^(?!1$)\d+$"},
    "v": {
        "union": "建会",
        "sending": "[派驻聘任配]",
        "founding": "建立|成立|组建|组成|^(?:创办|[新重联单]?建|建成|成?建制)$",
    },
}
"""By part of speech the kinds of nouns, each with its pattern: the first that fits."""

_ANSWERS = frozenset({*names.KINDS, "mass", "sent"})
"""What other columns ask for: 未建工会 is no answer to theirs."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a column asks for: ``own`` are the kinds that it is, ``beside`` those that may stand by without it."""

    own: frozenset[str]
    beside: frozenset[str] = frozenset({"form", "founding", "sending"})
    anybody: bool = False
    """Whether it is a person, whatever that person's office."""

    def is_answered(self, said: Statement) -> bool:
        """Whether a statement that says yes or no says it, in one clause at least, of this and not of another thing."""
        told = [clause for clause in said.clauses if clause.says is said.says and clause.says is not None]
        return not told or any(map(self._is_in, told))

    def _is_in(self, clause: Clause) -> bool:
        kinds = {kind for word in _nouns(clause) if (kind := _kind(word)) is not None}
        if "sending" in kinds:
            kinds.discard("founding")  # 派驻任建设, some of which are names
        thing = clause.thing
        if thing and (kind := names.kind(thing) or names.organization(thing)) and not names.person(thing):
            return kind in self.own
        if thing and (self.anybody or kinds <= {"post"}):
            return True
        others = kinds - self.beside if clause.says else kinds & _ANSWERS
        return not others or bool(kinds & self.own)


def _nouns(clause: Clause) -> list[Word]:
    """Give the words of a clause, but for 工作 behind what is done, which is no thing by itself: 组建工作."""
    given = clause.words
    return [
        Word("t", word.text, word.at) if word.text == "工作" and not (at and given[at - 1].part in "vq") else word
        for at, word in enumerate(given)
    ]


def _kind(word: Word) -> str | None:
    kinds = _NOUNS.get(word.part, {})
    return next((kind for kind, pattern in kinds.items() if re.search(pattern, word.text)), None)


PARTY = Subject(frozenset({"party", ""}))
UNION = Subject(frozenset({"union", "mass", ""}))
YOUTH_LEAGUE = Subject(frozenset({"youth", "mass", ""}))
WOMENS_FEDERATION = Subject(frozenset({"women", "mass", ""}))
SENT = Subject(frozenset({"sent"}), frozenset({"people", "sending"}), anybody=True)
SOMEBODY = Subject(frozenset({"sent", "post"}), frozenset({"people", "sending"}), anybody=True)
