"""What header words mean in one kind of roster: by themselves, under their parents, as one √ column of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from functools import cached_property
from typing import Any

from ...models import Kind, personal
from ...regex import Regex
from ...values.reading import compact
from ...values.yesno import NO, YES
from .grammar import ALL, Subject, cores, grammar_of, subject_of
from .header_notes import fits, without_notes
from .misspelled import meant

_TITLE = Regex("(?:台账|名册|名单|清单|一览表|(?:统计|汇总|登记|情况|调查|摸底|明细)表)$")
"""How a title ends: over columns it is no parent."""

_BRACKETS = Regex(r"\([^()]*\)")
_OF_WHICH = Regex("^其中/?")
_MEASURED_IN = Regex(r"\((?:单位/)?(?:万元|亿元|千元|百万元|元|人|名|个|人次)\)$")
_ALTERNATIVES = Regex("或者|[/、,或及]")

_FIXED, _ANOTHER_SENSE, _GENERIC, _OF_PARENT, _MARKED = 50, 100, 200, 300, 400
"""Ranks of a :class:`Match`: a fixed word, a composition that says another kind of thing, a generic word, a parent's
own count, √ columns. Below, by how canonical the composition is.
"""


_ALONE = frozenset("name remark home_address enterprises enterprise_uscc".split())
"""Fields whose second column fills nothing: a row is found by its name, and lists are no single answer."""


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header leads to; ``option`` is set when the header is one √ column of several."""

    field: str
    option: str = ""
    rank: int = 0
    """0 for the surest way of matching, a header of its own that says all; of two columns that claim a field the lower
    rank is taken.
    """

    @property
    def may_fill(self) -> bool:
        """Whether its column may fill the blanks of another one: both say the same kind of thing in single answers."""
        return self.rank < _ANOTHER_SENSE and not self.option and self.field not in _ALONE


def sent(words: Any) -> dict[str, object]:
    """Give what words are sent as to a process that reads a workbook: their fields alone, for of what has been read
    with them so far another thread may be in the midst.
    """
    return {each.name: getattr(words, each.name) for each in fields_of(words)}


@dataclass(frozen=True)
class Vocabulary:
    """The words and compositions of one kind of roster."""

    kind: Kind
    fields: dict[str, str]
    """From a normal word, or ``parent/child``, to the field."""
    added: frozenset[str]
    """The words among them that the policy adds."""
    generic: frozenset[str]
    """Words that mean nothing without their parent."""
    choices: frozenset[str]
    """Fields that may be spread over √ columns."""
    several: frozenset[str]
    """Fields of which several columns may stand side by side, each for one of the things that are enough."""
    together: frozenset[str]
    """Of those that may be spread over √ columns, the fields of which a row may have several marks; only the words of
    ``marks`` head them.
    """
    marks: Mapping[str, str]
    """From a normal word, or ``parent/child``, that heads one √ column of several, to their field."""
    totals: frozenset[str]
    """What a parent's own count is called among its children."""
    home: Subject
    """What the roster's rows are."""

    def __getstate__(self) -> dict[str, object]:
        return sent(self)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every fixed word that may stand in a single header cell."""
        single = set(self.fields)
        return frozenset(single | {part for word in single for part in word.split("/")})

    @cached_property
    def _marked(self) -> frozenset[str]:
        """What heads √ columns: in other columns it is an answer (组建方式: 单独组建), so it makes no row a header."""
        return frozenset(word.rpartition("/")[2] for word in self.marks)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """From what a field is called here, its most canonical header, to the field, where the list has it so."""
        titles = {compact(info.title or ""): name for name, info in self.kind.model.model_fields.items()}
        return {title: name for title, name in titles.items() if self.fields.get(title) == name}

    @cached_property
    def _read(self) -> dict[str, Match | None]:
        return {}

    def lookup(self, word: str) -> str | None:
        """The field of one word, with or without a note in brackets or a 其中 in front."""
        found = self.read(word)
        return found and found.field

    def read(self, word: str) -> Match | None:
        """Read one word by itself, whatever stands over it: every part of it must be understood."""
        if word not in self._read:
            self._read[word] = None  # what leads back to itself leads nowhere
            self._read[word] = self._alone(word)
        return self._read[word]

    def _alone(self, word: str) -> Match | None:
        for form in dict.fromkeys((word, _OF_WHICH.sub("", word))):
            if form and (found := self._plainly(form) or self._noted(form) or self._alternatives(form)):
                return found
        return None

    def _plainly(self, word: str) -> Match | None:
        """Read a word without notes: one of the list, or a composition."""
        composed = grammar_of(self.kind).composed(word)
        if word in self.added:
            return Match(self.fields[word])
        if word in self._titles and word not in self.added:
            return Match(self._titles[word], rank=_GENERIC if word in self.generic and not composed else 0)
        if composed and self.fields.get(word, composed.field) == composed.field:
            return Match(composed.field, rank=2 * composed.place + (1 if composed.same_sense else _ANOTHER_SENSE))
        return (
            Match(self.fields[word], rank=_GENERIC if word in self.generic else _FIXED) if word in self.fields else None
        )

    def _noted(self, word: str) -> Match | None:
        """Read a word with notes in brackets that say nothing more, or the same again: 入党时间(加入党组织时间)."""
        for rest, note in without_notes(word):
            if not (found := self.read(rest)):
                continue
            again = self.read(note)
            if fits(self.kind, found.field, note) or (again and again.field == found.field):
                return found
        return None

    def _alternatives(self, word: str) -> Match | None:
        """Read several names of one field: 统一社会信用代码或注册号."""
        parts = _ALTERNATIVES.split(word)
        found = [self.read(part) for part in parts] if len(parts) > 1 else []
        known = [each for each in found if each]
        same = len(known) == len(parts) and len({each.field for each in known}) == 1
        return min(known, key=lambda each: each.rank) if same and found else None

    def match(self, path: Sequence[str]) -> Match | None:
        """The field of a header path (parents first, normal forms), or None.

        Every parent must be understood: one that only puts columns together says nothing, one that is about something
        is read together with the child, or allows what its child says by itself.
        """
        path = [word for word in dict.fromkeys(path) if word]
        while len(path) > 1 and _TITLE.search(_BRACKETS.sub("", path[0])):
            path = path[1:]
        if not path:
            return None
        *parents, child = path
        if not parents and child.startswith("其中") and child in self.fields:
            return Match(self.fields[child], rank=_FIXED)
        if parents and (word := f"{parents[-1]}/{child}") in self.fields and self._told(parents[:-1]) is not None:
            return Match(self.fields[word])
        if (found := self._under_all(parents, child)) or "/" not in child:
            return found
        above, _, below = child.rpartition("/")
        return self._under_all([*parents, above], below) if above and below else None

    def _under_all(self, parents: Sequence[str], child: str) -> Match | None:
        if parents and parents[-1] in _ASKED and (asked := self._under_all(parents[:-1], parents[-1] + child)):
            return asked  # 是否建立 over 工会
        told = self._told(parents)
        if told is None:
            return None
        return self._among(told, _OF_WHICH.sub("", child)) or self._of_parent(parents, child)

    def _told(self, parents: Sequence[str]) -> Sequence[Subject] | None:
        """What parents are about, those that only group left out; None if one of them is unknown."""
        subjects = [self.subject(parent) for parent in parents]
        known = [subject for subject in subjects if subject]
        return [each for each in known if each.noun or each.act] if len(known) == len(subjects) else None

    def _among(self, subjects: Sequence[Subject], child: str) -> Match | None:
        """Read a child with what its parents are about, the nearest first, and last by itself."""

        def allowed(match: Match | None) -> Match | None:
            return match if match and all(each.may_have(match.field) for each in subjects) else None

        for at in range(len(subjects) - 1, -1, -1):
            for noun in _nouns(subjects[at:]):
                joined = self._joined(noun, child)
                if joined and allowed(joined):
                    return joined
        alone = not any(each.noun and each.noun != self.home.noun for each in subjects)
        generic = self._bare(child) in self.generic
        if (found := allowed(self.read(child))) and (alone or not generic):
            return found
        mark = self.marks.get(self._bare(child), "") if alone else ""
        return allowed(Match(mark, option=child, rank=_MARKED)) if mark else None

    def _joined(self, noun: str, child: str) -> Match | None:
        if not noun:
            return None
        for word in (f"{noun}/{child}", f"{noun}{child}"):
            if field := self.marks.get(self._bare(word)):
                return Match(field, option=child, rank=_MARKED)
            if found := self.read(word):
                return replace(found, rank=found.rank + 1)
        return None

    def subject(self, parent: str) -> Subject | None:
        """What a parent header is about: a known subject, or a field of this roster; None if it is unknown."""
        parent = _MEASURED_IN.sub("", _OF_WHICH.sub("", parent))
        if found := subject_of(parent):
            return found if found.noun != self.home.noun else replace(self.home, act=found.act)
        for core, act in cores(parent):
            if field := self.lookup(core):
                return Subject(core, ALL if field in self.choices else frozenset({field}), act)
        return None

    def means(self, path: Sequence[str]) -> bool:
        """Tell whether a header path leads to a field, and not merely stands under one that has √ columns."""
        match = self.match(path)
        return match is not None and (not match.option or match.option in self._marked)

    def takes_away(self, alone: Sequence[str], joined: Sequence[str]) -> bool:
        """Tell whether a √ column is another body's under its parent, although its own words are the Party's."""
        match = self.match(alone)
        if match is None or not match.option or self.match(joined) is not None:
            return False
        return any(self._is_another_s(parent, match.field) for parent in joined[:-1])

    def _is_another_s(self, parent: str, field: str) -> bool:
        """Tell whether what stands under a parent is about something else than a field."""
        subject = self.subject(parent)
        return not subject.may_have(field) if subject else len(list(cores(parent))) > 1

    def _of_parent(self, parents: Sequence[str], child: str) -> Match | None:
        """Read a child whose parent alone is a field: 人数/总数, 工会/是否建立, 联系领导/姓名, or a √ column."""
        for at in range(len(parents), 0, -1):
            if (found := self.match(parents[:at])) and not found.option:
                return self._under(found.field, self._bare(child))
        return None

    def _under(self, field: str, child: str) -> Match | None:
        annotation = self.kind.model.model_fields[field].annotation
        if annotation == int | None or annotation == float | None:
            return Match(field, rank=_OF_PARENT) if child in self.totals else None
        if annotation == bool | None:
            if child in _ASKED:
                return Match(field, rank=_OF_PARENT)
            return Match(field, option=child, rank=_MARKED) if child.upper() in YES | NO else None
        if field in self.choices:
            answer = field not in self.together and not _MEASURE.search(child) and self.read(child) is None
            return Match(field, option=child, rank=_MARKED) if answer or child in self._marked else None
        return Match(field, rank=_OF_PARENT) if child == ("姓名" if personal(self.kind, field) else "名称") else None

    @staticmethod
    def _bare(word: str) -> str:
        return _BRACKETS.sub("", word)

    def near(self, path: Sequence[str]) -> str | None:
        """Suggest the header that an unmatched one may have meant."""
        words = [word for word in path if word]
        if not words or words[-1] in self.words:
            return None
        return meant(words[-1], (each for each in self.fields if "/" not in each))


_ASKED = frozenset("是否建立 是否成立 是否组建 是否已建 是否已建立 是否设立 是否设置 是否开设 是否有 有无".split())
"""What is asked of a parent that is a question of its own: 工会/是否建立."""

_MEASURE = Regex("(?:时间|日期|年月|人数|总数|数量|姓名|电话|手机号|单位|名称|原因|说明|备注)$")
"""How a header ends that is no answer of a choice."""


def _nouns(subjects: Sequence[Subject]) -> Iterator[str]:
    """What may be said of subjects before a child: with what is done about the last one, without it, it alone."""
    act = subjects[-1].act
    noun = "".join(each.noun for each in subjects)
    yield from dict.fromkeys((noun + act, noun, act) if act else (noun,))
