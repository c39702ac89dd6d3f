"""The rows behind the numbers of the page, stored once each.

An indicator is a text with one character per row of its grain: 1 reached, 0 counted and not reached, - left out. Two
thousand enterprises under fourteen indicators are thirty kilobytes, where lists of names would be megabytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ...findings import Location
from ...measures.particulars import Particulars
from ...measures.report import Report
from ...measures.results import Explanation, LeftOut, Share, Subject
from ..json import cleaned
from ..page_model import Plain, clean
from ..places import Places
from ..subjects import GRAINS, MEASURES

SCOPE = "scope"
"""The code under which the page keeps which enterprises are in scope."""

_SCOPE_DOC = "登记的企业中，哪些纳入统计，其余的为什么未纳入。"
_REACHED, _COUNTED, _OUT = "1", "0", "-"

K = TypeVar("K", bound=Hashable)

_Key = tuple[Subject, int]
"""A subject, and how many equal ones stand before it: the same row may be named twice."""


@dataclass(frozen=True)
class Rows:
    """Every row of the report, and which of them each indicator counts."""

    place: str
    """What all rows together are of."""
    explanations: Mapping[str, Explanation]
    places: Places
    order: Mapping[tuple[str, str], int]
    """The sheets that were read, by file and name, each with its number."""
    units: Mapping[str, int]
    """Every unit that a row lies in, with its number."""
    particulars: Mapping[Location, Particulars]
    pictures: Mapping[str, int]
    """Every unit that the page shows as a whole, with its number."""

    def link(self, share: Share) -> str:
        """Give the address of the panel that shows the rows of a share."""
        return "" if share.missing else self.link_of(share.indicator, share.unit, (share.numerator, share.denominator))

    def link_of(self, indicator: str, place: str, ratio: tuple[int, int]) -> str:
        """Give the address of the panel that shows the rows of a numerator and denominator.

        Empty if the rows at hand are not those of the share: without data, or where only some units were asked for and
        the share is the whole district's.
        """
        explanation = self.explanations.get(indicator)
        if explanation is None or explanation.missing:
            return ""
        unit = "" if place == self.place else place
        if unit and unit not in self.units:
            return ""  # a unit of the policy's list without a row
        reached, rest = self._numbers[indicator]
        counted = reached[unit] + rest[unit]
        if (reached[unit], counted) != ratio:
            return ""
        return f"{address(indicator)}/{self.units[unit]}" if unit else address(indicator)

    @cached_property
    def _numbers(self) -> Mapping[str, tuple[Counter[str], Counter[str]]]:
        """By indicator and unit, and under no unit in all, how many rows are reached, and how many are not."""
        return {
            code: (_numbers_in(each.numerator), _numbers_in(each.remainder)) for code, each in self.explanations.items()
        }

    def picture(self, unit: str) -> str:
        """Give the address of a unit's picture; empty if the page has none."""
        return f"#unit-{self.pictures[unit]}" if unit in self.pictures else ""

    def gap_list(self, kind: str, unit: str) -> str:
        """Give the address of a kind's list of gaps, of one unit alone."""
        return f"#gaps/{kind}/{self.pictures[unit]}"

    def scope(self, report: Report) -> tuple[int, int, str]:
        """Give how many enterprises of the report's place were read, how many count, and the address of their rows."""
        return report.scope.read, report.scope.counted, address(SCOPE)

    def document(self) -> str:
        """Give all of it as JSON that may stand inside a ``script`` element."""
        placed = {grain: self._placed(grain) for grain in GRAINS}
        reasons = _numbered(item.reason for each in self.explanations.values() for item in each.left_out)
        document: dict[str, Plain] = {
            "whole": self.place,
            "grains": {grain: {"name": name, "measure": MEASURES[grain]} for grain, name in GRAINS.items()},
            "units": list(self.units),
            "pictures": list(self.pictures),
            "reasons": list(reasons),
            "sheets": [[self.places.file(file), sheet] for file, sheet in self.order],
            "rows": {grain: [self._row(subject) for subject, _ in keys] for grain, keys in placed.items()},
            "indicators": {
                code: _indicator(each, placed[each.grain], reasons) for code, each in self.explanations.items()
            },
        }
        text = json.dumps(cleaned(document), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")

    def _placed(self, grain: str) -> dict[_Key, int]:
        """Number the rows of a grain in the order of the files. Every indicator of a grain speaks of all its rows."""
        every = next(each for each in self.explanations.values() if each.grain == grain)
        keys = [key for key, _ in _told(every)]
        first = len(self.order)
        keys.sort(key=lambda key: (self.order.get(_sheet(key[0]), first), key[0].source.row or 0, key[1]))
        return {key: at for at, key in enumerate(keys)}

    def _row(self, subject: Subject) -> Plain:
        sheet = self.order.get(_sheet(subject), -1)
        row: list[Plain] = [subject.name, subject.uscc, self.units[subject.township], sheet, subject.source.row]
        known = self.particulars.get(subject.source) if subject.grain == "enterprise" else None
        return [*row, known.employees, known.members, stationed(known)] if known else row


def rows(report: Report) -> Rows:
    """Gather the rows of a report, and beside its indicators which enterprises are in scope."""
    explanations = {SCOPE: _scope(report), **report.rows}
    every = (subject.township for each in explanations.values() for (subject, _), _ in _told(each))
    return Rows(
        place=report.coverage.place,
        explanations=explanations,
        places=Places(table.file for table in report.tables),
        order=_numbered((table.file, table.sheet) for table in report.tables),
        units=_numbered(every),
        particulars=report.particulars,
        pictures=_numbered(clean(unit) for unit in report.coverage.parts),
    )


def stationed(known: Particulars) -> str:
    """Say who is stationed at an enterprise; empty if that is unknown."""
    if known.instructors:
        return "、".join(known.instructors)
    return "" if known.stationed is None else "已派驻" if known.stationed else "未派驻"


def address(indicator: str) -> str:
    """Give the address inside the page of an indicator's rows; a unit's number behind it narrows them."""
    return f"#rows/{indicator}"


def _scope(report: Report) -> Explanation:
    """Read off an indicator that counts every enterprise in scope and needs no column which those are.

    Another process is sent copies of expressions: which denominator is every row goes by what it leaves out.
    """
    every = next(
        each
        for code, each in report.rows.items()
        if each.grain == "enterprise"
        and not report.indicators[code].otherwise
        and report.indicators[code].why_not is None
        and not report.indicators[code].needs
    )
    counted = sorted((*every.numerator, *every.remainder), key=lambda subject: subject.source.row or 0)
    return Explanation(
        report.as_of, SCOPE, "统计范围", "S17", _SCOPE_DOC, tuple(counted), (), every.left_out, every.missing
    )


def _told(explanation: Explanation) -> list[tuple[_Key, str | LeftOut]]:
    """Give each row with what the indicator says of it: reached, counted, or why it is left out."""
    met: Counter[Subject] = Counter()
    told: list[tuple[_Key, str | LeftOut]] = []
    for subject, said in (
        *((subject, _REACHED) for subject in explanation.numerator),
        *((subject, _COUNTED) for subject in explanation.remainder),
        *((item.subject, item) for item in explanation.left_out),
    ):
        told.append(((subject, met[subject]), said))
        met[subject] += 1
    return told


def _indicator(explanation: Explanation, placed: Mapping[_Key, int], reasons: Mapping[str, int]) -> dict[str, Plain]:
    states = [_OUT] * len(placed)
    why: dict[int, int] = {}
    for key, said in _told(explanation):
        at = placed[key]
        if isinstance(said, LeftOut):
            why[at] = reasons[said.reason]
        else:
            states[at] = said
    return {
        "name": explanation.name,
        "clause": explanation.clause,
        "doc": explanation.doc,
        "grain": explanation.grain,
        "states": "".join(states),
        "why": [why[at] for at in sorted(why)],
    }


def _numbers_in(subjects: Sequence[Subject]) -> Counter[str]:
    numbers = Counter(subject.township for subject in subjects)
    numbers[""] = len(subjects)
    return numbers


def _numbered(keys: Iterable[K]) -> dict[K, int]:
    return {key: at for at, key in enumerate(dict.fromkeys(keys))}


def _sheet(subject: Subject) -> tuple[str, str]:
    return subject.source.file, subject.source.sheet
