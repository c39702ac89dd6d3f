"""From a header's words to a field, through the words of ``vocabulary.toml`` and the grammar of ``grammar.toml``.

A header counts only if every part of it is understood: its words, its notes in brackets, its parents. A near miss is
suggested, never taken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from ...errors import PolicyError
from ...models import ANSWERS, BESIDE, LEDGERS, Kind
from ...policy import Policy
from ...policy.contradictions import unknown_columns
from ...regex import Regex
from ...values.reading import compact
from .grammar import ALL, Subject, may_be_composed
from .vocabulary import Vocabulary, sent

_NUMBERING = Regex(r"^(?:[((]?[0-9一二三四五六七八九十]{1,3}[)).、](?![0-9]))")
_NUMBERED = Regex(r"^\s*(?:[\u2460-\u2473\u2776-\u2793]|[0-9]{1,2}(?=\s+[^\s0-9]))")
"""Numbers that look like no numbering once spaces are out: ① becomes 1."""

_REQUIRED = Regex(r"[【\[(](?:非?必填项?|选填项?|必录|必选|可选|可不填)[】\])]|^(?:必填|选填)[:/]")
_TRIM = Regex(r"^[*※★:]+|[*※★:。]+$")
_QUOTES = Regex('[“”"「」]')
_ASKED = Regex(r"^(.*(?:是否|有无|有没有).*)\?$")
_BETWEEN = Regex("[:—–-]+")
"""What stands between a parent and its child in one cell."""

_NORMAL = Regex("[A-Za-z一-鿿][0-9A-Za-z一-鿿]*")
"""A text that is its own normal form."""

_LONGEST = 60

MOST_COMPARED = 200
"""Headers that are held against all words, which takes long."""


def normal(text: object) -> str:
    """The form in which header words compare: ``六有:场所``, ``六有-场所`` and 六有 over 场所 are one path."""
    if not isinstance(text, str):
        return "" if text is None else compact(str(text).removesuffix(".0"))
    flat = compact(_NUMBERED.sub("", text))
    if len(flat) > _LONGEST:
        return ""
    flat = _ASKED.sub(r"\1", _QUOTES.sub("", _REQUIRED.sub("", flat)))
    return _BETWEEN.sub("/", _TRIM.sub("", _NUMBERING.sub("", _TRIM.sub("", flat))))


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

    def __getstate__(self) -> dict[str, object]:
        return sent(self)

    @cached_property
    def normal(self) -> frozenset[str]:
        """Every header word of any kind in its normal form."""
        return frozenset(word for vocabulary in self.kinds.values() for word in vocabulary.words)

    def has(self, text: object) -> bool:
        """Tell whether a cell holds a header word of any kind."""
        word = self._short(text)
        return word in self.normal or (_may_lead(word) and self._leads(word))

    def may_have(self, text: object) -> bool:
        """Tell whether a cell may hold a header word, without reading it."""
        word = self._short(text)
        return word in self.normal or _may_lead(word)

    @staticmethod
    def _short(text: object) -> str:
        """The normal form of a text that is no longer than header words are; empty for others."""
        if not isinstance(text, str) or len(text) > _LONGEST:
            return ""
        return text if _NORMAL.fullmatch(text) else normal(text)

    def _leads(self, word: str) -> bool:
        """Tell whether a word leads to a field of any kind, by itself or as parent and child."""
        return any((match := vocabulary.match([word])) and not match.option for vocabulary in self.kinds.values())

    def names(self, text: object) -> Kind | Literal[""]:
        """Tell of which roster a cell heads the names, the first of several; empty if it heads none, or those of units:
        乡镇 names the rows of a table of units, and tells nothing of other tables.
        """
        word = normal(text)
        for kind, vocabulary in self.kinds.items():
            if kind is not Kind.FAVORS and vocabulary.lookup(word) == "name":
                return kind
        return ""


def _may_lead(word: str) -> bool:
    return may_be_composed(word.partition("(")[0])


def field_of(kind: Kind, header: str, parent: str = "") -> str:
    """The field that a header leads to by the default words, under a parent or alone; empty if there is none."""
    match = _default().kinds[kind].match([normal(word) for word in (parent, header) if word])
    return match.field if match and match.field not in BESIDE else ""


@cache
def _default() -> Words:
    return words_of(Policy.load())


HOMES = {
    Kind.ENTERPRISES: ("家", "企业"),
    Kind.ORGANIZATIONS: ("个", "党组织"),
    Kind.MEMBERS: ("名", "党员"),
    Kind.INSTRUCTORS: ("名", "指导员"),
    Kind.FAVORS: ("个", "单位"),
    Kind.SOCIAL_ORGANIZATIONS: ("家", "社会组织"),
}
"""What a roster's rows are, which its parents may be about, with the word by which such are counted."""


def words_of(policy: Policy) -> Words:
    """Load the vocabulary; the words that the policy gives to a field come first. Raises PolicyError."""
    data = _load()
    special = {
        name: frozenset(map(normal, data["special"][name]))
        for name in ("generic", "choices", "totals", "several", "together")
    }
    kinds: dict[Kind, Vocabulary] = {}
    written: set[str] = set()
    _refuse_unknown(policy)
    for kind in Kind:
        fields: dict[str, str] = {}
        for source in (policy.columns.get(kind, {}), data[kind], *_borrowed(data, kind)):
            for field, words in source.items():
                written.update(words)
                for word in words:
                    fields.setdefault(normal(word), field)
        marks = {normal(word): field for field, words in data["marks"].items() for word in words}
        own = {word: field for word, field in marks.items() if field in kind.model.model_fields}
        added = frozenset(normal(word) for words in policy.columns.get(kind, {}).values() for word in words)
        kinds[kind] = Vocabulary(kind, fields, added, marks=own, home=Subject(HOMES[kind][1], ALL), **special)
    units = frozenset(map(compact, (*policy.units.order, *policy.units.aliases)))
    return Words(kinds, frozenset(written), policy.yes_no.answers, units)


def _borrowed(data: Mapping[str, Mapping[str, list[str]]], kind: Kind) -> Iterator[Mapping[str, list[str]]]:
    """The words of other rosters that a ledger has as well: the register's and, for 社会组织, the enterprises'."""
    if kind is Kind.SOCIAL_ORGANIZATIONS:
        yield {field: words for field, words in data[Kind.ENTERPRISES].items() if field not in data[kind]}
    if kind in LEDGERS:
        yield _words_of_answers(data)


def _words_of_answers(data: Mapping[str, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """The register's words for what a ledger's row, too, may answer about the organisation."""
    register_only = set(data["special"]["register_only"])
    words = data[Kind.ORGANIZATIONS]
    return {field: [word for word in words[field] if word not in register_only] for field in ANSWERS}


def _refuse_unknown(policy: Policy) -> None:
    for setting, reason in unknown_columns(policy, {str(kind): kind.model.model_fields for kind in Kind}):
        raise PolicyError(f"{'.'.join(map(str, setting))}：{reason}", hint="请改政策中的 columns。")


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("djcov.intake.sheet") / "vocabulary.toml").read_text("utf-8"))  # pyright: ignore[reportReturnType]
