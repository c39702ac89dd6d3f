"""From a header's words to a field, through the vocabulary in ``vocabulary.toml``.

Only an exact match counts (after NFKC, spaces out, notes in brackets out). A near miss is suggested, never taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from ..errors import PolicyError
from ..models import ANSWERS, Kind, personal
from ..policy import Policy
from ..policy.contradictions import unknown_columns
from ..values.reading import compact
from ..values.yesno import NO, YES

_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"^(?:[((]?[0-9一二三四五六七八九十]{1,3}[)).、](?![0-9]))")
_TRIM = re.compile(r"^[*※★:]+|[*※★:。]+$")
_BETWEEN = re.compile("[:—–-]+")
"""What stands between a parent and its child in one cell."""

_NORMAL = re.compile("[0-9A-Za-z一-鿿]+")
"""A text that is its own normal form."""

_TITLE = re.compile("(?:台账|名册|名单|清单|一览表|(?:统计|汇总|登记|情况|调查|摸底|明细)表)$")
"""How a title ends: over columns it is no parent."""

_OF_WHICH = re.compile("^其中/?")
_ABOUT = re.compile("(?:基本)?(?:情况|信息|概况|状况)$")
_ENTERPRISE = re.compile("企业|单位|公司|市场主体|经济组织")
_SUBJECTS = {Kind.ENTERPRISES: "企业", Kind.ORGANIZATIONS: "党组织", Kind.MEMBERS: "党员", Kind.INSTRUCTORS: "指导员"}
"""What a roster's 基本情况 is about."""

_ANOTHER = "其他人"
"""The parents under which nothing is about the enterprise."""

_UNDER_ANOTHER, _GENERIC, _OF_PARENT, _MARKED = 6, 7, 8, 9
"""Ranks of a :class:`Match`: a word alone under a parent, a generic word, a parent's own count, √ columns."""

_LONGEST = 60
_NEAR = 0.75
MOST_COMPARED = 200
"""Headers that are held against all words, which takes long."""


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header leads to; ``option`` is set when the header is one √ column of several."""

    field: str
    option: str = ""
    rank: int = 0
    """0 for the surest way of matching, a header of its own that says all; of two columns that claim a field the lower
    rank is taken.
    """


def normal(text: object) -> str:
    """Give the form in which header words compare: ``六有:场所``, ``六有-场所`` and 六有 over 场所 are one path."""
    flat = (
        compact(str(text)) if isinstance(text, str) else ("" if text is None else compact(str(text).removesuffix(".0")))
    )
    return _BETWEEN.sub("/", _TRIM.sub("", _NUMBERING.sub("", flat))) if len(flat) <= _LONGEST else ""


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of roster."""

    kind: Kind
    fields: dict[str, str]
    """From a normal word, or ``parent/child``, to the field."""
    parents: tuple[tuple[str, str], ...]
    """What a parent header may contain, and the parent that it then is."""
    groups: re.Pattern[str]
    """Words of parents that only put columns together."""
    generic: frozenset[str]
    """Words that mean nothing without their parent."""
    choices: frozenset[str]
    """Fields that may be spread over √ columns."""
    marks: Mapping[str, str]
    """From a normal word, or ``parent/child``, that heads one √ column of several, to their field."""
    totals: frozenset[str]
    """What a parent's own count is called among its children."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that may stand in a single header cell."""
        single = set(self.fields)
        return frozenset(single | {part for word in single for part in word.split("/")})

    @cached_property
    def _marked(self) -> frozenset[str]:
        """What heads √ columns: in other columns it is an answer (组建方式: 单独组建), so it makes no row a header."""
        return frozenset(word.rpartition("/")[2] for word in self.marks)

    def lookup(self, word: str) -> str | None:
        """Give the field of one word, with or without a note in brackets or a 其中 in front."""
        for form in (word, _OF_WHICH.sub("", word), _BRACKETS.sub("", word)):
            if form and (field := self.fields.get(form)):
                return field
        return None

    def match(self, path: Sequence[str]) -> Match | None:
        """Give the field of a header path (parents first, normal forms), or None.

        The child with its parent, nearest first, as far as parents only group; the child alone, unless a parent says
        that it is about something else; the parent, if the child is its count, its name or one of its √ columns.
        """
        path = [word for word in dict.fromkeys(path) if word]
        if not path:
            return None
        *parents, child = path
        while parents and _TITLE.search(_BRACKETS.sub("", parents[0])):
            parents = parents[1:]
        telling = [at for at, parent in enumerate(parents) if not self._is_group(parent)]
        another = any(self._root(parent) == _ANOTHER for parent in parents)
        nearest = telling[-1] if telling else 0
        for at in range(len(parents) - 1, nearest - 1, -1):
            # 基本信息 under somebody else is not the enterprise's; 企业信息 is, but for another enterprise's
            about = not telling or at == nearest or (not another and _ENTERPRISE.search(parents[at]))
            if about and (found := self._joined(parents[at], child)):
                return found
        alone = not another and not (telling and child in self.generic)
        if alone and (field := self.lookup(child)):
            return Match(field, rank=_GENERIC if child in self.generic else _UNDER_ANOTHER if telling else 0)
        if alone and (field := self.marks.get(_BRACKETS.sub("", child))):
            return Match(field, option=child, rank=_MARKED)
        for at in range(len(parents) - 1, nearest - 1, -1):
            if (found := self.match(parents[: at + 1])) and not found.option:
                return self._under(found.field, _BRACKETS.sub("", child))
        return None

    def means(self, path: Sequence[str]) -> bool:
        """Tell whether a header path leads to a field, and not merely stands under one that has √ columns."""
        match = self.match(path)
        return match is not None and (not match.option or match.option in self._marked)

    def takes_away(self, alone: Sequence[str], joined: Sequence[str]) -> bool:
        """Tell whether a √ column is another body's under its parent, although its own words are the Party's."""
        match = self.match(alone)
        others = any(self._root(parent) in ("群团", "其他人") for parent in joined[:-1])
        return match is not None and match.option != "" and others and self.match(joined) is None

    def _joined(self, parent: str, child: str) -> Match | None:
        root, bare, child = self._root(parent), _ABOUT.sub("", parent), _OF_WHICH.sub("", child)
        words = [f"{parent}/{child}", f"{root}/{child}", f"{parent}{child}", f"{bare}{child}"]
        for rank, word in enumerate([*words, f"{root}{child}"] if root else words, 1):
            if field := self.lookup(word):
                return Match(field, rank=rank)
            if field := self.marks.get(_BRACKETS.sub("", word)):
                return Match(field, option=child, rank=_MARKED)
        return None

    def _under(self, field: str, child: str) -> Match | None:
        """Read a child header whose parent alone is a field: 人数/总数, 工会/是否建立, 联系领导/姓名, or a √ column."""
        annotation = self.kind.model.model_fields[field].annotation
        if annotation == int | None:
            return Match(field, rank=_OF_PARENT) if child in self.totals else None
        if annotation == bool | None:
            if child.startswith("是否"):
                return Match(field, rank=_OF_PARENT)
            return Match(field, option=child, rank=_MARKED) if child.upper() in YES | NO else None
        if field in self.choices:
            return Match(field, option=child, rank=_MARKED)
        return Match(field, rank=_OF_PARENT) if child == ("姓名" if personal(self.kind, field) else "名称") else None

    def near(self, path: Sequence[str]) -> str | None:
        """Suggest the header that an unmatched one may have meant."""
        words = [word for word in path if word]
        if not words or words[-1] in self.words or len(words[-1]) < 3:
            return None
        plain = [word for word in self.fields if "/" not in word and len(word) >= 3]
        return next(iter(get_close_matches(_BRACKETS.sub("", words[-1]), plain, n=1, cutoff=_NEAR)), None)

    def _is_group(self, parent: str) -> bool:
        """Whether a parent only puts columns together: 企业基本情况, 登记信息."""
        return not self.groups.sub("", _BRACKETS.sub("", parent))

    def _root(self, parent: str) -> str:
        """Give the known parent that a parent header means; empty if it says something else."""
        rest = self.groups.sub("", _BRACKETS.sub("", parent))
        if not rest:
            return "企业" if _ENTERPRISE.search(parent) else _SUBJECTS[self.kind]
        if rest == "党员":
            return rest
        return next((root for part, root in self.parents if part in parent or part == f"={rest}"), "")


@dataclass(frozen=True)
class Words:
    """The vocabularies of all four kinds, with what a policy adds to them."""

    kinds: Mapping[Kind, Vocabulary]
    spellings: frozenset[str]
    """Every header word as it is written: a quick first test that needs no normal form."""
    answers: Mapping[str, str]
    """是 or 否 by the marks that the policy adds."""
    units: frozenset[str] = frozenset()
    """What the policy calls the townships."""

    @cached_property
    def normal(self) -> frozenset[str]:
        """Every header word of any kind in its normal form."""
        return frozenset(word for vocabulary in self.kinds.values() for word in vocabulary.words)

    def has(self, text: object) -> bool:
        """Tell whether a cell holds a header word of any kind."""
        if not isinstance(text, str) or not text or len(text) > _LONGEST:
            return False
        if _NORMAL.fullmatch(text):
            return text in self.normal
        word = normal(text)
        return word in self.normal or _BRACKETS.sub("", word) in self.normal

    def names(self, text: object) -> Kind | Literal[""]:
        """Tell of which roster a cell heads the names, the first of several; empty if it heads none."""
        word = normal(text)
        for kind, vocabulary in self.kinds.items():
            if vocabulary.lookup(word) == "name":
                return kind
        return ""


def words_of(policy: Policy) -> Words:
    """Load the vocabulary; the words that the policy gives to a field come first. Raises PolicyError."""
    data = _load()
    parents = tuple((part, root) for root, parts in data["parents"].items() for part in parts)
    special = {name: frozenset(map(normal, data["special"][name])) for name in ("generic", "choices", "totals")}
    groups = re.compile("|".join(sorted(data["special"]["groups"], key=len, reverse=True)))
    kinds: dict[Kind, Vocabulary] = {}
    written: set[str] = set()
    borrowed = _words_of_answers(data)
    _refuse_unknown(policy)
    for kind in Kind:
        fields: dict[str, str] = {}
        for source in (policy.columns.get(kind, {}), data[kind], borrowed if kind is Kind.ENTERPRISES else {}):
            for field, words in source.items():
                written.update(words)
                for word in words:
                    fields.setdefault(normal(word), field)
        marks = {normal(word): field for field, words in data["marks"].items() for word in words}
        own = {word: field for word, field in marks.items() if field in kind.model.model_fields}
        kinds[kind] = Vocabulary(kind, fields, parents, groups, marks=own, **special)
    units = frozenset(map(compact, (*policy.units.order, *policy.units.aliases)))
    return Words(kinds, frozenset(written), policy.yes_no.answers, units)


def _words_of_answers(data: Mapping[str, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """Give the register's words for what a ledger's row, too, may answer about the organisation."""
    register_only = set(data["special"]["register_only"])
    words = data[Kind.ORGANIZATIONS]
    return {field: [word for word in words[field] if word not in register_only] for field in ANSWERS}


def _refuse_unknown(policy: Policy) -> None:
    for setting, reason in unknown_columns(policy, {str(kind): kind.model.model_fields for kind in Kind}):
        raise PolicyError(f"{'.'.join(map(str, setting))}：{reason}", hint="请改政策中的 columns。")


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("djcov.intake") / "vocabulary.toml").read_text("utf-8"))  # pyright: ignore[reportReturnType]
