"""What callers from Python hand over, held against what it must be, so that a slip is told in Chinese and at once."""

from __future__ import annotations

from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .errors import UsageError
from .masking import Names

if TYPE_CHECKING:
    from .policy import Policy
    from .roster import Roster

Day = date | str | None
"""A date, its ISO form (2021-12-31), or None for today."""


def path(given: object) -> Path:
    """Give a folder's path. Raises UsageError for what is none, such as a list."""
    if isinstance(given, str | PathLike):
        return Path(cast("str | PathLike[str]", given))
    raise UsageError(f"{_said(given)}不是文件夹的路径", hint="请给出它的路径。")


def policy(given: object) -> Policy:
    """Give the policy that was given, or the default one. Raises UsageError for anything else, such as its path."""
    from .policy import Policy

    if given is None:
        return Policy.load()
    if isinstance(given, Policy):
        return given
    raise UsageError(f"{_said(given)}不是政策", hint='政策文件请写成 policy=djcov.Policy.load("政策.toml")。')


def roster(given: object) -> Roster:
    """Give a roster that was read. Raises UsageError for anything else, such as its path."""
    from .roster import Roster

    if isinstance(given, Roster):
        return given
    raise UsageError(
        f"{_said(given)}不是读入的台账", hint='请先读入：roster = djcov.read("台账.xlsx")，再把 roster 交给它。'
    )


def names(given: object) -> Names:
    """Give how names are shown: True shows them. Raises UsageError for anything else."""
    try:
        return Names(given)
    except ValueError:
        raise UsageError(f"names 不能是{_said(given)}", hint="请写 True（显示人员全名）或 False，或不给。") from None


def jobs(given: object) -> int | None:
    """Give how many at the same time, None for one per processor. Raises UsageError for less than one or no number."""
    if given is None or (isinstance(given, int) and given >= 1):
        return given
    said = f" {given}" if isinstance(given, int) else _said(given)
    raise UsageError(f"jobs 不能是{said}", hint="请给 1 或更大的整数，或不给。")


def _said(given: object) -> str:
    """Name what was given; of what is no text or path only the type, for it may hold rows."""
    return f"“{given}”" if isinstance(given, str | PathLike) else f"{type(given).__name__} 类型的值"


def day(as_of: Day) -> date:
    """Give a date; None is today. Raises UsageError for what is none."""
    if as_of is None:
        return date.today()
    if isinstance(as_of, date):
        return as_of.date() if isinstance(as_of, datetime) else as_of
    try:
        return date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise UsageError(f"“{as_of}”不是日期", hint="请写成 2021-12-31 这样的日期。") from None
