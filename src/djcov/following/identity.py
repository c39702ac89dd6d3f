"""Who is who in a ledger and in the lists of departments; the order of the lists makes no difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..measures.identity import Identity, denied, lasting, matched

Identities = Mapping[int, Identity]
"""By number, on one side."""
Listed = tuple[str, int]
"""A list, and a number in it."""


@dataclass(frozen=True)
class Group:
    """One enterprise: its number in the ledger, if it is there, and those that it has in the lists."""

    ledger: int | None
    listed: Mapping[str, tuple[int, ...]]


def grouped(ledger: Identities, lists: Mapping[str, Identities]) -> list[Group]:
    """Give every enterprise of the ledger in its order, then those that are only in lists.

    Each list is matched with the ledger by code, then by name (:func:`djcov.measures.identity.matched`); where lists
    tie one row of the ledger to several codes by its name, nobody knows which is meant, and it is none. Of the rest, a
    code that another list ties to an enterprise means that one. What is left is one enterprise by its code, or by its
    name where just one has it; names in different units are different enterprises'.
    """
    own: defaultdict[int, set[Listed]] = defaultdict(set)
    rest: dict[Listed, Identity] = {}
    for name, identities in lists.items():
        pairs = matched(ledger, identities, moves=False)
        for at, other in pairs.items():
            own[at].add((name, other))
        taken = set(pairs.values())
        rest |= {(name, at): identity for at, identity in identities.items() if at not in taken}
    for listed in own.values():
        coded = {each for each in listed if lasting(_of(each, lists).code)}
        if len({_of(each, lists).code for each in coded}) > 1:
            listed -= coded
            rest |= {each: _of(each, lists) for each in coded}
    known = _codes(own, lists)
    for each, identity in list(rest.items()):
        at = known.get(identity.code)
        if at is not None and not denied(ledger[at].code, identity.code):
            own[at].add(each)
            del rest[each]
    return [*(Group(at, _by_list(own[at])) for at in ledger), *(Group(None, _by_list(each)) for each in _apart(rest))]


def _of(each: Listed, lists: Mapping[str, Identities]) -> Identity:
    name, at = each
    return lists[name][at]


def _codes(own: Mapping[int, set[Listed]], lists: Mapping[str, Identities]) -> dict[str, int]:
    """Give the enterprise of the ledger that lists tie each code to, if it is one and no other."""
    tied: defaultdict[str, set[int]] = defaultdict(set)
    for at, listed in own.items():
        for name, number in listed:
            tied[lists[name][number].code].add(at)
    return {code: min(ats) for code, ats in tied.items() if code and len(ats) == 1}


def _apart(rest: Mapping[Listed, Identity]) -> Iterator[set[Listed]]:
    """Put those together that are one enterprise; they come in the order of their codes and names."""
    units: defaultdict[str, set[str]] = defaultdict(set)
    for identity in rest.values():
        units[identity.name].update({identity.unit} - {""})
    by_code: defaultdict[str, set[Listed]] = defaultdict(set)
    by_name: defaultdict[tuple[str, str], set[Listed]] = defaultdict(set)
    codes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for each, identity in rest.items():
        named = identity.name, identity.unit if len(units[identity.name]) > 1 else ""
        if identity.code:
            by_code[identity.code].add(each)
            codes[named].add(identity.code)
        else:
            by_name[named].add(each)
    for named in [named for named in by_name if named[0] and len(codes[named]) == 1]:
        by_code[min(codes[named])] |= by_name.pop(named)
    yield from (by_code[code] for code in sorted(by_code))
    for named in sorted(by_name):
        yield from [by_name[named]] if named[0] else ({each} for each in sorted(by_name[named]))


def _by_list(listed: set[Listed]) -> Mapping[str, tuple[int, ...]]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for name, at in sorted(listed):
        numbers[name].append(at)
    return {name: tuple(ats) for name, ats in numbers.items()}
