"""The conclusion in three sentences, the same in terminal, workbook, page and notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..measures.conclusion import Conclusion
from ..measures.results import Share
from .rate_change import points
from .shares import day, far, goal, verdict

_TO_DO = {"no_instructor": "选派指导员", "due_not_built": "应建未建", "no_member_in_50plus": "培养党员"}
_NAMED = 3
"""Units that a sentence names at most."""


def sentences(conclusion: Conclusion) -> tuple[str, ...]:
    """Say where the place stands, who is furthest behind, and what is to be done."""
    return tuple(_sentences(conclusion))


def _sentences(conclusion: Conclusion) -> Iterator[str]:
    share = conclusion.share
    if share.missing:
        yield f"{conclusion.place}{share.name}无法判断：{share.missing}。"
        return
    if not share.denominator:
        yield f"{conclusion.place}没有应纳入统计的企业。"
        return
    yield f"{conclusion.place}{share.name} {share.percent}（{share.numerator}/{share.denominator}）{_aim(conclusion)}。"
    if conclusion.lowest:
        yield _behind(conclusion.lowest, conclusion.largest)
    yield _next(conclusion)


def _aim(conclusion: Conclusion) -> str:
    share, target = conclusion.share, conclusion.share.target
    change = f"，较上期{_moved(conclusion)}" if conclusion.change is not None else ""
    if target is None:
        return change
    if share.met:
        return f"，已达到 {goal(target, share.grain)} 的目标{change}"
    stands = verdict(share, conclusion.as_of).text
    return f"，距 {goal(target, share.grain)} {far(share)}（完成时限 {day(target.by)}，{stands}）{change}"


def _moved(conclusion: Conclusion) -> str:
    change = conclusion.change
    if not change:
        return "持平"
    return f"{'提高' if change > 0 else '下降'} {points(abs(change)).lstrip('+')} 个百分点"


def _behind(lowest: Sequence[Share], largest: Sequence[Share]) -> str:
    if [each.unit for each in lowest] == [each.unit for each in largest]:
        return f"{_units(lowest)}覆盖率最低（{lowest[0].percent}），还差家数也最多（{largest[0].short_by} 家）。"
    return (
        f"覆盖率最低的是{_units(lowest)}（{lowest[0].percent}），"
        f"还差家数最多的是{_units(largest)}（{largest[0].short_by} 家）。"
    )


def _units(shares: Sequence[Share]) -> str:
    named = "、".join(each.unit for each in shares[:_NAMED])
    return f"{named}等 {len(shares)} 个单位" if len(shares) > _NAMED else named


def _next(conclusion: Conclusion) -> str:
    """Name what is to be done; where nothing is, claim no more than could be told."""
    known = [f"{_TO_DO[each.kind]} {each.number} 家" for each in conclusion.to_do if each.number]
    unknown = [f"{_TO_DO[each.kind]}无数据" for each in conclusion.to_do if each.number is None]
    unclear = [f"{_TO_DO[each.kind]}有 {each.unclear} 家无法判断" for each in conclusion.to_do if each.unclear]
    doubts = unknown if known else [*unknown, *unclear]
    told = "、".join(known) or ("先补全台账" if doubts else f"{'、'.join(_TO_DO.values())}均无缺口，请巩固成果")
    without = f"（{'、'.join(doubts)}）" if doubts else ""
    return f"下一步：{told}{without}。"
