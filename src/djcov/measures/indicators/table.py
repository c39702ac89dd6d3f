"""A table of indicators, and the built-in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from . import enterprises, organizations
from .model import Indicator

GROUPS: Mapping[str, tuple[Indicator, ...]] = {
    "组织和工作": enterprises.COVERAGE,
    "群团": enterprises.MASS_COVERAGE,
    "新建和培养": enterprises.DEVELOPMENT,
    "书记和指导员": organizations.PEOPLE,
    "党建和发展": organizations.WORK,
    "规范化": organizations.STANDARDS,
    "四倾斜": organizations.GIVEN,
    "三清": enterprises.CLARITY,
}
"""The built-in indicators as reports group them, in the order in which views show them."""

OWN_GROUP = "本地指标"
"""The group of the indicators that are not built in."""


@dataclass(frozen=True, repr=False, eq=False)
class Indicators(Mapping[str, Indicator]):
    """Indicators by their codes, in the order in which views show them."""

    groups: Mapping[str, tuple[Indicator, ...]]
    """As reports group them."""

    @cached_property
    def _by_code(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for group in self.groups.values() for indicator in group}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The Chinese name of every indicator."""
        return {code: entry.name for code, entry in self.items()}

    @property
    def own(self) -> tuple[Indicator, ...]:
        """Those that are not built in."""
        return self.groups.get(OWN_GROUP, ())

    def with_own(self, *own: Indicator) -> Indicators:
        """Give the built-in ones, and ``own`` as those that are not."""
        built_in = {title: group for title, group in self.groups.items() if title != OWN_GROUP}
        return Indicators({**built_in, OWN_GROUP: own} if own else built_in)

    def __repr__(self) -> str:
        """Say how many there are."""
        return f"Indicators({len(self)} 个指标)"

    def __getitem__(self, code: str) -> Indicator:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


INDICATORS = Indicators(GROUPS)
"""The built-in indicators."""
