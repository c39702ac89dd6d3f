"""How a share, its goal, and how far it is from it are written, in every view alike; and a share's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ..choices import Grain
from ..measures.results import Share
from ..policy import Target
from .fields import Field, shown
from .page_model import Cell, Column, Mood
from .subjects import MEASURES

BELOW, OVER = "*", "^"
"""Before what is below its goal, or over a limit: what colour says is said without it, too."""

SIGNS: Mapping[str, tuple[str, str]] = {BELOW: ("▼", "低于目标"), OVER: ("▲", "超出上限")}
"""The marks where every character can be shown, and what both mean."""


def day(when: date) -> str:
    """Give a date as official documents write it (GB/T 9704-2012, 7.3.5.4): 2021年1月5日, no leading zeros."""
    return f"{when.year}年{when.month}月{when.day}日"


def threshold(rate: Decimal) -> str:
    """Give a rate of the policy: 90%."""
    return f"{float(rate) * 100:g}%"


def measure(share: Share) -> str:
    """Give the measure word of what a share counts."""
    return MEASURES[share.grain]


def goal(target: Target, grain: Grain) -> str:
    """Give what is to be reached: 90%, or 10 个; 控制在 3 家以内."""
    if target.count is None:
        return threshold(target.rate or Decimal(0))
    counted = f"{target.count} {MEASURES[grain]}"
    if not target.at_most:
        return counted
    return f"控制在 {counted}以内" if target.count else f"减至 {counted}"


def reach(target: Target, grain: Grain) -> str:
    """Give what is to be done, as a sentence says it: 达到 90%, 控制在 3 家以内."""
    return goal(target, grain) if target.at_most else f"达到 {goal(target, grain)}"


def goal_cell(share: Share) -> Cell:
    """Give what is to be reached, as a number with its unit."""
    target = share.target
    if target is None:
        return Cell("—")
    return Cell(goal(target, share.grain), value=target.value, unit="%" if target.count is None else measure(share))


def reached(share: Share) -> Cell:
    """Give what is reached, as a rate with its figures, or as a count where the goal is one."""
    if share.target is not None and share.target.count is not None and not share.missing:
        word = measure(share)
        return Cell(
            f"{share.numerator} {word}",
            value=share.numerator,
            unit=word,
            ratio=(share.numerator, share.denominator),
            behind=(share.indicator, share.unit),
        )
    return rated(share)


def reached_value(share: Share) -> float | int | None:
    """Give what is held against the goal: the rate to 6 decimals, or the count."""
    if share.target is None or share.target.count is None:
        return share.rate
    return None if share.missing else share.numerator


def counted_cell(share: Share, mood: Mood = "plain", sign: str = "") -> Cell:
    """Give how many there are, of those of which it is known."""
    word = measure(share)
    return Cell(
        f"{sign}{share.numerator} {word}",
        figures(share),
        mood,
        value=share.numerator,
        unit=word,
        ratio=(share.numerator, share.denominator),
        behind=(share.indicator, share.unit),
    )


def told(share: Share) -> str:
    """Give what a share tells: 98.88%, or 12 家; 无数据 without data."""
    return f"{share.numerator} {measure(share)}" if share.sense == "count" and not share.missing else share.percent


def rated(share: Share, mood: Mood = "plain", sign: str = "") -> Cell:
    """Give a rate with its figures; of an indicator that counts, how many there are."""
    if share.sense == "count" and not share.missing:
        return counted_cell(share, mood, sign)
    known = bool(share.denominator) and not share.missing
    return Cell(
        f"{sign}{share.percent}",
        figures(share),
        mood,
        share.numerator / share.denominator if known else None,
        "%",
        None if share.missing else (share.numerator, share.denominator),
        (share.indicator, share.unit),
    )


def judged(share: Share) -> Cell:
    """Give a rate or a count, marked where it misses its goal."""
    return rated(share, mood(share), sign(share))


_PARTS: dict[str, tuple[str, str]] = {
    "org_coverage": ("已覆盖", "企业总数"),
    "own_org_rate": ("单独组建", "企业总数"),
    "work_coverage": ("已覆盖", "企业总数"),
    "work_coverage_any": ("已覆盖", "企业总数"),
    "due_built": ("已建", "应建"),
    "instructor_stationed": ("已派驻", "未建组织"),
    "members_in_50plus": ("有党员", "50人以上"),
}
_COVERED, _STATIONED, _BUILT = ("已覆盖", "未覆盖"), ("已派驻", "未派驻"), ("已建", "未建")
_SAID: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("org_coverage", "work_coverage", "work_coverage_any"), _COVERED),
    **dict.fromkeys(("instructor_stationed", "weak_with_instructor"), _STATIONED),
    **dict.fromkeys(("due_built", "mass_coverage", "union_coverage", "youth_coverage", "women_coverage"), _BUILT),
    "own_org_rate": ("单独组建", "未单独组建"),
    "members_in_50plus": ("有", "无"),
    "applicants_where_no_member": ("已培养", "未培养"),
    **dict.fromkeys(("clear_basic", "clear_organization", "clear_work"), ("清楚", "不清楚")),
}


def said(indicator: str) -> tuple[str, str]:
    """Give what an office says of one that an indicator's numerator holds, and of one that it does not."""
    return _SAID.get(indicator, ("已达到", "未达到"))


_PARTS_BY_GRAIN = {"家": "企业数", "个": "党组织数", "名": "指导员数"}


def parts(share: Share) -> tuple[str, str]:
    """Give what an office calls an indicator's numerator and denominator."""
    if share.sense == "amount":
        return ("给企业的", "全部")
    return _PARTS.get(share.indicator, ("已达到", _PARTS_BY_GRAIN[measure(share)]))


def sign(share: Share) -> str:
    """Give the sign of a rate or count below its goal, or over its limit; empty where none is missed."""
    if share.met is not False or (share.rate is None and share.sense != "count"):
        return ""
    return OVER if is_limit(share) else BELOW


def is_limit(share: Share) -> bool:
    """Whether the goal is to have no more than so many."""
    return share.target is not None and share.target.at_most


def signs(shares: Iterable[Share]) -> list[tuple[str, str]]:
    """Give the signs that some shares have, each with what it means."""
    found = {sign(share) for share in shares}
    return [(each, said) for each, (_, said) in SIGNS.items() if each in found]


def marks(shares: Iterable[Share]) -> str:
    """Say what the marks mean that shares with these goals may have; empty without goals."""
    limits = {is_limit(share) for share in shares if share.target}
    told = [f"{mark} {said}" for each, (mark, said) in SIGNS.items() if (each == OVER) in limits]
    return f"{'，'.join(told)}。目标是完成时限未过的最近一个；都已过的，是最后一个。" if told else ""


def pretty(text: str) -> str:
    """Give a line with its sign as a mark, where every character can be shown."""
    return next((f"{mark} {text[2:]}" for each, (mark, _) in SIGNS.items() if text.startswith(f"{each} ")), text)


def short_by(share: Share) -> Cell:
    """Give how many more reach the goal, or how many fewer."""
    if share.short_by and is_limit(share):
        return Cell(f"多出 {share.short_by}")
    return Cell("—" if share.short_by is None else str(share.short_by), value=share.short_by)


def number(count: int | None) -> Cell:
    """Give how many there are; 无数据 where nobody knows."""
    return Cell("无数据" if count is None else str(count), value=count)


def verdict(share: Share, on: date) -> Cell:
    """Say how the goal stands on a day: until its deadline is over nobody has missed it."""
    if share.met is None or share.target is None:
        return Cell("—")
    if share.met:
        return Cell("达标", mood="good")
    missed = "超出上限" if is_limit(share) else "未达标"
    return Cell(missed, mood="bad") if share.target.by < on else Cell("推进中")


def far(share: Share) -> str:
    """Say how far a goal is: 还差 3 家, 多出 3 家; empty where it is reached or there is none."""
    return f"{'多出' if is_limit(share) else '还差'} {share.short_by} {measure(share)}" if share.short_by else ""


def figures(share: Share) -> str:
    """Give numerator and denominator; nothing where there is no rate."""
    return f"{share.numerator}/{share.denominator}" if share.denominator and not share.missing else ""


def mood(share: Share) -> Mood:
    """Give how a share looks beside its goal."""
    return "plain" if share.met is None else "good" if share.met else "bad"


def days_left(days: int) -> Cell:
    """Say how long a deadline is away."""
    text = f"逾期 {-days} 天" if days < 0 else f"距期限 {days} 天" if days else "当日到期"
    return Cell(text, value=days)


def counted(number: int, share: Share) -> int | None:
    """Give a share's numerator or denominator as CSV has it: empty without data."""
    return None if share.missing else number


UNIT = Field[Share]("unit", "单位", lambda share: share.unit, Column("单位"))
CODE = Field[Share]("indicator", "指标代码", lambda share: share.indicator)
NAME = Field[Share]("name", "指标", lambda share: share.name, Column("指标"))
NUMERATOR = Field[Share](
    "numerator", "已达到数", lambda share: share.numerator, flat=lambda share: counted(share.numerator, share)
)
DENOMINATOR = Field[Share](
    "denominator", "应达到数", lambda share: share.denominator, flat=lambda share: counted(share.denominator, share)
)
RATE = Field[Share]("rate", "比率", lambda share: share.rate)
TARGET = Field[Share](
    "target",
    "目标",
    lambda share: share.target.value if share.target else None,
    Column("目标", figures=True),
    goal_cell,
)
DEADLINE = Field[Share](
    "deadline",
    "完成时限",
    lambda share: share.target.by.isoformat() if share.target else None,
    Column("完成时限", figures=True),
    lambda share: share.target.by.isoformat() if share.target else "—",
)
REACHED = Field[Share]("", "", reached_value, Column("现值", figures=True, parts=("已达到", "应达到")), reached)
MET = Field[Share]("met", "是否达标", lambda share: share.met)
SHORT_BY = Field[Share]("short_by", "还差", lambda share: share.short_by, Column("还差", figures=True), short_by)


def verdict_on(day: date) -> Field[Share]:
    """Give the column that says whether the goal is reached."""
    return shown("结论", lambda share: verdict(share, day))


MISSING = Field[Share]("missing", "无数据原因", lambda share: share.missing, optional=True)
