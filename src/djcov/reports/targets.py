"""The view of targets: the whole district's goals by deadline, then the units that miss the goal in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ..choices import UNITS, of_base
from ..measures.clauses import titles
from ..measures.results import Aim, Share, Targets
from . import shares
from .fields import Field, Layout, shown
from .page_model import Block, Cell, Column, Front, Grid, Heading, Note, Page, Plain, Records


@dataclass(frozen=True)
class TargetsView:
    """Targets as people and scripts see them."""

    result: Targets
    policy: str
    """The policy's name, for the heading."""

    def page(self) -> Page:
        """Give the goals of the whole, what has no data, and the units that are behind."""
        result = self.result
        front = Front(result.whole, result.as_of, (f"口径：{self.policy}",))
        heading = Heading(f"{result.whole}{of_base(result.base)}目标任务完成情况", 1, front)
        if not result.rows:
            return (heading, Note("政策文件中没有目标。"))
        without = {aim.share.name: aim.share.missing for aim in result.of_whole if aim.share.missing}
        blocks: list[Block] = [heading, self.goals()]
        blocks += [Note(f"{name}无数据：{why}", "quiet") for name, why in without.items()]
        behind = self.behind()
        blocks += [Heading("没有达到现行目标的单位"), *([behind] if behind.rows else ()), *self.reached()]
        return tuple(blocks)

    def goals(self) -> Grid:
        """Give the whole's goals."""
        return LAYOUT.grid(self.result.of_whole, without=(UNITS["township"],))

    def every(self) -> Grid:
        """Give every unit against every goal, the whole first."""
        return LAYOUT.grid(self.result.rows, keys=2)

    def behind(self) -> Grid:
        """Give the units that miss a goal in force, and by how much."""
        missed = [aim for aim in self.result.of_units if aim.in_force and aim.share.met is False]
        return LAYOUT.grid(missed, without=("方案条款", "结论", "现行"), keys=2)

    def reached(self) -> Iterator[Note]:
        """Say that no unit misses a goal in force, as far as that is known; nothing where some do."""
        shares = self.unit_shares
        judged = [share for share in shares if share.met is not None]
        unclear = "、".join(dict.fromkeys(share.name for share in shares if share.missing))
        whose = "各单位" if all(share.met is not None for share in shares if not share.missing) else "能判断的单位"
        if not shares:
            yield Note("现行目标都是全部单位的，不分到各单位。")
        elif not judged:
            yield Note("数据不足，无法判断各单位是否达到现行目标。")
        elif all(share.met for share in judged) and not unclear:
            yield Note(f"{whose}都达到了现行目标。", "good")
        elif all(share.met for share in judged):
            named = "、".join(dict.fromkeys(share.name for share in judged))
            yield Note(f"{whose}都达到了{named}的现行目标；{unclear}无数据，无法判断。")

    def records(self) -> Records:
        """Give one row per unit and goal."""
        return LAYOUT.records(self.result.rows).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.targets/1``."""
        return {
            "schema": "djcov.targets/1",
            "base": self.result.base,
            "as_of": self.result.as_of.isoformat(),
            "rows": LAYOUT.objects(self.result.rows),
        }

    @property
    def whole_shares(self) -> Sequence[Share]:
        """The whole's shares beside the goals in force."""
        return [aim.share for aim in self.result.of_whole if aim.in_force]

    @property
    def unit_shares(self) -> Sequence[Share]:
        """The single units' shares beside the goals in force."""
        return [aim.share for aim in self.result.of_units if aim.in_force]


def verdict(aim: Aim) -> Cell:
    """Say how a goal stands at the as-of date."""
    return shares.verdict(aim.share, aim.target.by - timedelta(aim.days_left))


def _of(field: Field[Share]) -> Field[Aim]:
    return field.of(lambda aim: aim.share)


LAYOUT: Layout[Aim] = Layout(
    (
        _of(replace(shares.UNIT, column=Column(UNITS["township"]))),
        _of(shares.CODE),
        _of(shares.NAME),
        Field(
            *("clause", "方案条款"),
            lambda aim: aim.clause,
            Column("方案条款", extra=True),
            flat=lambda aim: titles(aim.clause),
        ),
        _of(shares.TARGET),
        _of(shares.DEADLINE),
        Field(
            *("days_left", "剩余天数"),
            lambda aim: aim.days_left,
            Column("剩余天数", figures=True),
            lambda aim: shares.days_left(aim.days_left),
        ),
        _of(replace(shares.REACHED, key="value", heading="现值")),
        _of(shares.NUMERATOR),
        _of(shares.DENOMINATOR),
        _of(shares.SHORT_BY),
        _of(shares.MET),
        shown("结论", verdict),
        Field("in_force", "是否现行", lambda aim: aim.in_force, Column("现行", extra=True)),
        _of(shares.MISSING),
    )
)
"""One row per unit and goal."""
