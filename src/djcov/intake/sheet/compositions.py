"""Compositions of morphemes: how they are written, and which of a text's characters they consume.

A composition is written like a regular expression: ``(a|b)``, ``?``, ``*``, ``[ab]``; ``<staff>`` is any word of a
morpheme, ``{staff}`` one or several that mean the same (企业(单位), 镇/街道), and a text's own brackets are written
full-width. It is matched by sets of places rather than compiled: most compositions never meet a text that begins
like them, and compiling all would take longer than a small run.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...regex import Regex

_TOKEN = Regex(r"<(\w+)>|\{(\w+)\}|\[([^]]+)\]|([()|?*])|([^<{\[()|?*])")
_AND = "/、,或和及与"
"""What stands between words that mean the same."""

_Places = frozenset[int]


class _Part(ABC):
    """A part of a composition."""

    @abstractmethod
    def ends(self, text: str, starts: _Places) -> _Places:
        """Where it may end in a text if it begins at one of some places."""

    @abstractmethod
    def begins(self) -> frozenset[str]:
        """The signs that it may begin with, an empty one among them if it may consume nothing."""

    @cached_property
    def first(self) -> frozenset[str]:
        """The same, found once."""
        return self.begins()


@dataclass(frozen=True)
class _Word(_Part):
    """A word as it stands."""

    word: str

    def ends(self, text: str, starts: _Places) -> _Places:
        return frozenset(at + len(self.word) for at in starts if text.startswith(self.word, at))

    def begins(self) -> frozenset[str]:
        return frozenset(self.word[0])


@dataclass(frozen=True)
class _Choice(_Part):
    """One of several parts."""

    parts: Sequence[_Part]

    @cached_property
    def _by_sign(self) -> Mapping[str, Sequence[_Part]]:
        """The parts that may begin with a sign, or consume nothing before it."""
        return {
            sign: [part for part in self.parts if sign in part.first or "" in part.first] for sign in self.first | {""}
        }

    def ends(self, text: str, starts: _Places) -> _Places:
        parts = self._by_sign
        tried = ((at, parts.get(text[at : at + 1], parts[""])) for at in starts)
        return frozenset[int]().union(*(part.ends(text, frozenset([at])) for at, some in tried for part in some))

    def begins(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.first for part in self.parts))


@dataclass(frozen=True)
class _Chain(_Part):
    """Several parts, one after the other."""

    parts: Sequence[_Part]

    def ends(self, text: str, starts: _Places) -> _Places:
        for part in self.parts:
            if not starts:
                return starts
            starts = part.ends(text, starts)
        return starts

    def begins(self) -> frozenset[str]:
        signs = frozenset([""])
        for part in self.parts:
            signs = (signs - {""}) | part.first
            if "" not in part.first:
                break
        return signs


@dataclass(frozen=True)
class _Repeated(_Part):
    """A part that may be missing, or stand several times."""

    part: _Part
    once: bool

    def ends(self, text: str, starts: _Places) -> _Places:
        found, new = starts, starts
        while new:
            new = self.part.ends(text, new) - found
            found |= new
            if self.once:
                break
        return found

    def begins(self) -> frozenset[str]:
        return self.part.first | {""}


@dataclass(frozen=True)
class Composition:
    """A whole composition."""

    part: _Part

    @cached_property
    def first(self) -> frozenset[str]:
        """The signs that a text that it consumes may begin with."""
        return self.part.first

    def consumes(self, text: str) -> bool:
        """Tell whether it consumes a text to its end."""
        return text[:1] in self.first and len(text) in self.part.ends(text, frozenset([0]))


class Composer:
    """Reads compositions, with the morphemes that they name."""

    def __init__(self, morphemes: Mapping[str, Iterable[str]]) -> None:
        self._written = morphemes
        self._read: dict[str, _Part] = {}

    def composition(self, *written: str) -> Composition:
        """Read a composition, or several of which any will do."""
        return Composition(self._choice(written))

    def _choice(self, written: Iterable[str]) -> _Part:
        parts = [self._part(each) for each in written]
        return parts[0] if len(parts) == 1 else _Choice(parts)

    def _part(self, written: str) -> _Part:
        tokens = [found.groups() for found in _TOKEN.finditer(written)]
        part, end = self._alternatives(tokens, 0)
        if end != len(tokens):
            raise ValueError(f"unbalanced brackets: {written}")
        return part

    def _alternatives(self, tokens: Sequence[tuple[str | None, ...]], at: int) -> tuple[_Part, int]:
        choices: list[list[_Part]] = [[]]
        while at < len(tokens) and (sign := tokens[at][3]) != ")":
            if sign == "|":
                choices.append([])
            elif sign in ("?", "*"):
                choices[-1].append(_Repeated(choices[-1].pop(), once=sign == "?"))
            elif sign == "(":
                inner, at = self._alternatives(tokens, at + 1)
                choices[-1].append(inner)
            else:
                choices[-1].append(self._single(*tokens[at]))
            at += 1
        parts = [each[0] if len(each) == 1 else _Chain(_joined(each)) for each in choices]
        return (parts[0] if len(parts) == 1 else _Choice(parts)), at

    def _single(
        self, name: str | None, several: str | None, signs: str | None, _: str | None, sign: str | None
    ) -> _Part:
        if name:
            return self._morpheme(name)
        if several:
            return self._several(self._morpheme(several))
        return _Choice([_Word(each) for each in signs]) if signs else _Word(_as_in_text(sign or ""))

    def _morpheme(self, name: str) -> _Part:
        if name not in self._read:
            self._read[name] = self._choice(self._written[name])
        return self._read[name]

    @staticmethod
    def _several(one: _Part) -> _Part:
        also = _Repeated(_Chain([_Choice([_Word(sign) for sign in _AND]), one]), once=False)
        bracketed = _Chain([_Word("("), one, also, _Word(")")])
        return _Chain([one, also, _Repeated(bracketed, once=True)])


def _joined(parts: Sequence[_Part]) -> Sequence[_Part]:
    """Join words that stand beside each other."""
    joined: list[_Part] = []
    for part in parts:
        if isinstance(part, _Word) and joined and isinstance(joined[-1], _Word):
            joined[-1] = _Word(joined[-1].word + part.word)
        else:
            joined.append(part)
    return joined


def _as_in_text(sign: str) -> str:
    return {"（": "(", "）": ")"}.get(sign, sign)
