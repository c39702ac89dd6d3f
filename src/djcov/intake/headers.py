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
from ..models import Kind
from ..policy import Policy
from ..values.reading import compact
from ..values.yesno import NO, YES

_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"^(?:[((]?[0-9一二三四五六七八九十]{1,3}[)).、](?![0-9]))")
_TRIM = re.compile(r"^[*※★:]+|[*※★:。]+$")
_BETWEEN = re.compile("[:—–-]+")
"""What stands between a parent and its child in one cell."""

_NORMAL = re.compile("[0-9A-Za-z一-鿿]+")
"""A text that is its own normal form."""

_LONGEST = 60
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header leads to; ``option`` is set when the header is one √ column of several."""

    field: str
    option: str = ""
    rank: int = 0
    """0 for the surest way of matching; of two columns that claim a field the lower rank is taken."""


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
    generic: frozenset[str]
    """Words that mean nothing without their parent."""
    choices: frozenset[str]
    """Fields that may be spread over √ columns."""
    totals: frozenset[str]
    """What a parent's own count is called among its children."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that may stand in a single header cell."""
        single = set(self.fields)
        return frozenset(single | {part for word in single for part in word.split("/")})

    def lookup(self, word: str) -> str | None:
        """Give the field of one word, with or without a note in brackets or a 其中 in front."""
        for form in (word, word.removeprefix("其中/"), _BRACKETS.sub("", word)):
            if form and (field := self.fields.get(form)):
                return field
        return None

    def match(self, path: Sequence[str]) -> Match | None:
        """Give the field of a header path (parents first, normal forms), or None."""
        path = [word for word in dict.fromkeys(path) if word]
        if not path:
            return None
        child = path[-1]
        for parent in reversed(path[:-1]):
            root = self._root(parent)
            for rank, word in enumerate((f"{parent}/{child}", f"{root}/{child}", f"{parent}{child}", f"{root}{child}")):
                if field := self.lookup(word):
                    return Match(field, rank=rank)
        known_elsewhere = any(self._root(parent) not in ("", "企业") for parent in path[:-1])
        if (field := self.lookup(child)) and not (known_elsewhere and child in self.generic):
            return Match(field, rank=len(path) + 2)
        for parent in reversed(path[:-1]):
            if field := self.lookup(parent):
                return self._under(field, _BRACKETS.sub("", child))
        return None

    def _under(self, field: str, child: str) -> Match | None:
        """Read a child header whose parent alone is a field: 人数/总数, 工会/是否建立, or a √ column."""
        annotation = self.kind.model.model_fields[field].annotation
        if annotation == int | None:
            return Match(field, rank=6) if child in self.totals else None
        if annotation == bool | None:
            if child.startswith("是否"):
                return Match(field, rank=6)
            return Match(field, option=child, rank=8) if child.upper() in YES | NO else None
        return Match(field, option=child, rank=8) if field in self.choices else None

    def near(self, path: Sequence[str]) -> str | None:
        """Suggest the header that an unmatched one may have meant."""
        words = [word for word in path if word]
        if not words or words[-1] in self.words or len(words[-1]) < 3:
            return None
        plain = [word for word in self.fields if "/" not in word and len(word) >= 3]
        return next(iter(get_close_matches(_BRACKETS.sub("", words[-1]), plain, n=1, cutoff=_NEAR)), None)

    def _root(self, parent: str) -> str:
        return next((root for part, root in self.parents if part in parent), "")


@dataclass(frozen=True)
class Words:
    """The vocabularies of all four kinds, with what a policy adds to them."""

    kinds: Mapping[Kind, Vocabulary]
    spellings: frozenset[str]
    """Every header word as it is written: a quick first test that needs no normal form."""
    answers: Mapping[str, str]
    """是 or 否 by the marks that the policy adds."""

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
    kinds: dict[Kind, Vocabulary] = {}
    written: set[str] = set()
    _refuse_unknown(policy)
    for kind in Kind:
        fields: dict[str, str] = {}
        for source in (policy.columns.get(kind, {}), data[kind]):
            for field, words in source.items():
                written.update(words)
                for word in words:
                    fields.setdefault(normal(word), field)
        kinds[kind] = Vocabulary(kind, fields, parents, **special)
    return Words(kinds, frozenset(written), policy.yes_no.answers)


def _refuse_unknown(policy: Policy) -> None:
    for kind, fields in policy.columns.items():
        if kind not in list(Kind):
            raise PolicyError(f"columns.{kind}：没有这种名册", hint=f"可写：{'、'.join(Kind)}。")
        for field in fields:
            if field not in Kind(kind).model.model_fields:
                raise PolicyError(f"columns.{kind}.{field}：没有这个字段", hint="字段名见 docs/columns.md。")


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("djcov.intake") / "vocabulary.toml").read_text("utf-8"))  # pyright: ignore[reportReturnType]
