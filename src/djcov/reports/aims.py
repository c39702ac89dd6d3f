"""How a goal, and how far a unit is from it, is written, in every view alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..measures.results import Share
from ..policy import Target
from .blocks import Cell, Mood


def day(when: date) -> str:
    """Give a date as official documents write it (GB/T 9704-2012, 7.3.5.4): 2021年1月5日, no leading zeros."""
    return f"{when.year}年{when.month}月{when.day}日"


def threshold(rate: Decimal) -> str:
    """Give a rate of the policy: 90%."""
    return f"{float(rate) * 100:g}%"


def goal(target: Target) -> str:
    """Give what is to be reached: 90%, or 10 个."""
    return f"{target.count} 个" if target.count is not None else threshold(target.rate or Decimal(0))


def reached(share: Share, target: Target) -> Cell:
    """Give what is reached, as a rate with its figures or as a count, like the goal."""
    if target.count is not None and not share.missing:
        return Cell(f"{share.numerator} 个")
    return Cell(share.percent, figures(share))


def short_by(share: Share) -> Cell:
    """Give how many more reach the goal."""
    return Cell("—" if share.short_by is None else str(share.short_by))


def verdict(share: Share) -> Cell:
    """Say whether the goal is reached."""
    return Cell("—" if share.met is None else "达标" if share.met else "未达标", mood=mood(share))


def figures(share: Share) -> str:
    """Give numerator and denominator; nothing where there is no rate."""
    return f"{share.numerator}/{share.denominator}" if share.denominator and not share.missing else ""


def mood(share: Share) -> Mood:
    """Give how a share looks beside its goal."""
    return "plain" if share.met is None else "good" if share.met else "bad"


def days_left(days: int) -> str:
    """Say how long a deadline is away."""
    if days < 0:
        return f"已过期 {-days} 天"
    return f"还有 {days} 天" if days else "今天到期"
