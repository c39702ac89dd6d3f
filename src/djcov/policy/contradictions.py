"""What a policy cannot mean although each of its settings is possible by itself, and what is only doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Self, TypeAlias, cast

from ..values.reading import compact
from ..values.yesno import NO, YES, marked
from .lines import Key

if TYPE_CHECKING:
    from . import Policy, Units

Slip: TypeAlias = tuple[Key, str]
"""The setting, and what is wrong with it and what to do about it."""

_CLAUSE = re.compile(r"S\d+")
_BETWEEN_CLAUSES = re.compile("[、,;]")


ADDED_TO: Mapping[str, tuple[str, str]] = {
    "yes": ("yes_no", "yes"),
    "no": ("yes_no", "no"),
    "own": ("forms", "own"),
    "joint": ("forms", "joint"),
    "none": ("forms", "none"),
    "running": ("scope", "statuses_in"),
    "closed": ("scope", "statuses_out"),
    "private": ("scope", "types_private"),
    "public": ("scope", "types_public"),
}
"""Which setting the words of each answer are added to."""

_PAIRS = (
    ("yes", "no"),
    ("own", "joint"),
    ("own", "none"),
    ("joint", "none"),
    ("running", "closed"),
    ("private", "public"),
)
_OPPOSITES = tuple((*pair, *pair[::-1])[at : at + 2] for pair in _PAIRS for at in (0, 2))
_COMMON = {"yes": YES, "no": NO}
"""What everybody knows without a policy."""


@dataclass(frozen=True)
class Known:
    """What a policy may name that other rooms know."""

    indicators: Collection[str]
    clauses: Collection[str]
    """The plan's, in their order."""
    fields: Mapping[str, Collection[str]]
    """Of each kind of roster."""
    gaps: Mapping[str, str]
    """The Chinese name of each kind of gap."""
    compared: Collection[str] = ()
    """The columns of a ledger that lists of departments are held against."""
    heads_townships: Callable[[str], bool] = lambda _: True
    """Whether a word over a column is read as that of the townships."""
    refusals: Callable[[Policy], Iterable[Slip]] = lambda _: ()
    """What is wrong with a policy's own indicators."""

    def with_own(self, indicators: object) -> Self:
        """Give the same with the codes of the indicators that a policy's file itself has, as far as these are any."""
        entries = cast("list[object]", indicators) if isinstance(indicators, list) else []
        tables = [cast("dict[str, object]", each) for each in entries if isinstance(each, dict)]
        codes = [code for each in tables if isinstance(code := each.get("code"), str)]
        return replace(self, indicators=(*self.indicators, *codes)) if codes else self


def contradictions(policy: Policy, default: Policy, known: Known | None) -> Iterator[Slip]:
    """Give what is certainly wrong. What the user has from the ``default`` policy is not held against a list of units
    that is the user's own.
    """
    seen: set[tuple[str, str]] = set()
    for at, goal in enumerate(policy.targets):
        if (key := (goal.indicator, str(goal.by))) in seen:
            yield ("targets", at), f"{goal.indicator} 到 {goal.by} 的目标前面已有一项，请删去一项或改期限"
        seen.add(key)
    yield from _of_units(policy.units, default.units, {compact(policy.district), compact(f"{policy.district}本级")})
    yield from _of_answers(policy)
    if known:
        yield from known.refusals(policy)
        own = policy.columns.get("enterprises", {}).get("township", ())
        if policy.units.called not in own and not known.heads_townships(policy.units.called):
            yield ("units", "called"), f"“{policy.units.called}”读不出是单位一列的表头，可写 镇街、乡镇（街道）"
        yield from unknown_columns(policy, known.fields)
        yield from (
            (("merge", "order", field), f"核对名单时没有这一列，可写 {'、'.join(known.compared)}")
            for field in policy.merge.order
            if field not in known.compared
        )
        yield from (
            (("deadlines", "days_by_kind", kind), _no_such_gap(kind, known.gaps))
            for kind in policy.deadlines.days_by_kind
            if kind not in known.gaps
        )
    for kind, fields in policy.columns.items():
        yield from _of_words(kind, fields)


def _no_such_gap(kind: str, titles: Mapping[str, str]) -> str:
    """Say which code may be meant, by what is like it or by its Chinese name."""
    codes = {code: code for code in titles} | {title: code for code, title in titles.items()}
    near = get_close_matches(kind, codes, n=1)
    return f"没有这种缺口，是否指 {codes[near[0]]}？" if near else "没有这种缺口，代码见 docs/indicators.md"


def _of_answers(policy: Policy) -> Iterator[Slip]:
    """Give the words that are added to one answer and mean the opposite one."""
    for one, other in _OPPOSITES:
        section, setting = ADDED_TO[other]
        taken = {
            marked(word): word
            for word in (*getattr(policy.answers, other), *getattr(getattr(policy, section), setting))
        }
        if other in _COMMON:
            taken |= {word: word for word in _COMMON[other]}
        for word in getattr(policy.answers, one):
            if marked(word) in taken:
                yield ("answers", one), f"“{word}”已在 {section}.{setting} 或 answers.{other} 中，意思相反，请删去一处"


def _of_units(units: Units, default: Units, whole: set[str]) -> Iterator[Slip]:
    """Hold the list of units, if there is one, against itself and the aliases. ``whole``: what else may be meant."""
    listed: set[str] = set()
    for unit in units.order:
        if compact(unit) in listed:
            yield ("units", "order"), f"“{unit}”写了两次，请删去一处"
        listed.add(compact(unit))
    for alias, unit in units.aliases.items() if listed else ():
        if default.aliases.get(alias) == unit:
            continue
        if compact(unit) not in listed | whole:
            yield ("units", "aliases", alias), f"“{unit}”不在 units.order 中，请核对写法，或把它加进名单"
        elif compact(alias) in listed and compact(alias) != compact(unit):
            yield ("units", "aliases", alias), f"“{alias}”在 units.order 中，不能又是“{unit}”的别名，请删去一处"


def unknown_columns(policy: Policy, fields: Mapping[str, Collection[str]]) -> Iterator[Slip]:
    """Give the kinds of roster and the fields that have header words of the policy, and do not exist."""
    for kind, named in policy.columns.items():
        if kind not in fields:
            yield ("columns", kind), f"没有这种名册，可写 {'、'.join(fields)}"
            continue
        for field in named:
            if field not in fields[kind]:
                yield ("columns", kind, field), "没有这个字段，字段名见 docs/columns.md"


def _of_words(kind: str, fields: Mapping[str, tuple[str, ...]]) -> Iterator[Slip]:
    """Give the header words that two fields of one roster have."""
    owners: dict[str, str] = {}
    for field, words in fields.items():
        for word in words:
            if (owner := owners.setdefault(compact(word), field)) != field:
                yield ("columns", kind, field), f"表头“{word}”已写给 {owner}，请删去一处"


def unknown_clauses(text: str, clauses: Collection[str]) -> list[str]:
    """Give the S-numbers in a text that the plan does not have."""
    named = _BETWEEN_CLAUSES.split(compact(text))
    return [each for each in named if _CLAUSE.fullmatch(each) and each not in clauses]


def doubts(policy: Policy, known: Known) -> Iterator[Slip]:
    """Give what may be meant, but perhaps is not: a clause in words of its own, as another plan may have."""
    for at, goal in enumerate(policy.targets):
        named = filter(None, _BETWEEN_CLAUSES.split(compact(goal.clause)))
        if any(each not in known.clauses for each in named):
            of_plan = f"{next(iter(known.clauses))} 至 {list(known.clauses)[-1]}"
            yield ("targets", at, "clause"), f"“{goal.clause}”不是方案的条款（{of_plan}），将照原样印出，请核对"
