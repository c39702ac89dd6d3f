"""The view of targets: the whole district's goals by deadline, then the units that miss the goal in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..measures.results import Aim, Share, Targets
from .aims import days_left, goal, reached, short_by, verdict
from .blocks import Block, Cell, Column, Grid, Heading, Note, Page, Plain, Records, grid


@dataclass(frozen=True)
class TargetsView:
    """Targets as people and scripts see them."""

    result: Targets
    policy: str
    """The policy's name, for the heading."""

    def page(self) -> Page:
        """Give the goals of the whole, what has no data, and the units that are behind."""
        result = self.result
        title = f"{result.whole}与目标（截至 {result.as_of}，口径：{self.policy}）"
        if not result.rows:
            return (Heading(title, 1), Note("政策文件中没有目标。"))
        without = {aim.share.name: aim.share.missing for aim in result.of_whole if aim.share.missing}
        blocks: list[Block] = [Heading(title, 1), _goals(result.of_whole)]
        blocks += [Note(f"{name}无数据：{why}", "quiet") for name, why in without.items()]
        judged = [aim for aim in result.of_units if aim.in_force and aim.share.met is not None]
        behind = [aim for aim in judged if not aim.share.met]
        blocks.append(Heading("没有达到现行目标的单位"))
        blocks.append(_behind(behind) if behind else Note("没有。" if judged else "没有数据，看不出来。"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit and goal."""
        headings = (
            *("单位", "指标代码", "指标", "条目", "目标", "截止日期", "现值", "分子", "分母"),
            *("是否达标", "还差", "剩余天数", "是否现行", "无数据原因"),
        )
        return Records(headings, tuple(_record(aim) for aim in self.result.rows))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.targets/1``."""
        return {
            "schema": "djcov.targets/1",
            "as_of": self.result.as_of.isoformat(),
            "rows": [_object(aim) for aim in self.result.rows],
        }

    @property
    def whole_shares(self) -> Sequence[Share]:
        """The whole's shares beside the goals in force."""
        return [aim.share for aim in self.result.of_whole if aim.in_force]

    @property
    def unit_shares(self) -> Sequence[Share]:
        """The single units' shares beside the goals in force."""
        return [aim.share for aim in self.result.of_units if aim.in_force]


def _goals(aims: Sequence[Aim]) -> Grid:
    columns = [
        *(Column("指标"), Column("条目", extra=True)),
        *(Column(name, figures=True) for name in ("目标", "截止日期", "期限", "现值", "还差")),
        Column("结论"),
    ]
    rows = [[Cell(aim.share.name), Cell(aim.clause), *_figures(aim), verdict(aim.share)] for aim in aims]
    return grid(columns, rows)


def _behind(aims: Sequence[Aim]) -> Grid:
    columns = [
        *(Column(name) for name in ("单位", "指标")),
        *(Column(name, figures=True) for name in ("目标", "截止日期", "期限", "现值", "还差")),
    ]
    return grid(columns, [[Cell(aim.share.unit), Cell(aim.share.name), *_figures(aim)] for aim in aims], keys=2)


def _figures(aim: Aim) -> tuple[Cell, ...]:
    """Give the cells from 目标 to 还差."""
    return (
        Cell(goal(aim.target)),
        Cell(aim.target.by.isoformat()),
        Cell(days_left(aim.days_left)),
        reached(aim.share, aim.target),
        short_by(aim.share),
    )


def _value(aim: Aim) -> float | int | None:
    """Give what is held against the goal: the rate to 6 decimals, or the count."""
    if aim.target.count is None:
        return aim.share.rate
    return None if aim.share.missing else aim.share.numerator


def _record(aim: Aim) -> tuple[str | int | float | None, ...]:
    share, target = aim.share, aim.target
    return (
        share.unit,
        share.indicator,
        share.name,
        aim.clause,
        target.value,
        target.by.isoformat(),
        _value(aim),
        None if share.missing else share.numerator,
        None if share.missing else share.denominator,
        None if share.met is None else "是" if share.met else "否",
        share.short_by,
        aim.days_left,
        "是" if aim.in_force else "否",
        share.missing,
    )


def _object(aim: Aim) -> Mapping[str, Plain]:
    share, target = aim.share, aim.target
    return {
        "unit": share.unit,
        "indicator": share.indicator,
        "name": share.name,
        "clause": aim.clause,
        "target": target.value,
        "deadline": target.by.isoformat(),
        "value": _value(aim),
        "numerator": share.numerator,
        "denominator": share.denominator,
        "met": share.met,
        "short_by": share.short_by,
        "days_left": aim.days_left,
        "in_force": aim.in_force,
        **({"missing": share.missing} if share.missing else {}),
    }
