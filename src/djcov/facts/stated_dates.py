"""The day that rosters are about, as they say themselves: the line 截至日期, the file's name, the folder's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ..errors import UsageError
from ..roster import Roster, Table
from ..values.periods import Period, periods

_HINT = "请用 --as-of 说明日期，一期一个，次序与台账相同；也可写在文件名或文件夹名里，如 2021-06-30、2021年上半年。"


@dataclass(frozen=True, slots=True)
class Dating:
    """A day, and what says so."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class _Statement:
    period: Period
    where: str

    def __str__(self) -> str:
        return f"{self.where}：{self.period}"


def dated(roster: Roster) -> Dating:
    """Give the one day that the rosters say they are about: the last one of the period that they name.

    What stands in the sheets and the files' names counts first, the folder's name where they say nothing or differ. A
    day within a month that is also named is that day; days that all lie within one period are that period's last.
    Raises UsageError if nothing is said, or things that cannot both be true.
    """
    said = [*_in_sheets(roster), *_in_names(roster)]
    around = _in_folders(roster)
    settled = _settled(said) or _settled([*said, *around])
    if settled is None:
        where = "、".join(dict.fromkeys(table.file for table in roster.tables))
        if not said:
            raise UsageError(f"看不出台账截至哪一天：{where}", hint=_HINT)
        raise UsageError(f"台账截至的日期不一致：{where}（{'；'.join(map(str, said))}）", hint=_HINT)
    return Dating(settled.period.last, settled.where)


def _settled(said: Iterable[_Statement]) -> _Statement | None:
    """Give the period that lies in all the others; else the one in which all the others lie."""
    by_length = sorted(said, key=lambda each: each.period.last - each.period.first)
    for chosen in by_length:
        if all(chosen.period in each.period for each in by_length):
            return chosen
    for chosen in by_length:
        if all(each.period in chosen.period for each in by_length):
            return chosen
    return None


def _in_sheets(roster: Roster) -> list[_Statement]:
    found = (_Statement(period, "表中的截至日期") for table in roster.tables for period in table.stated)
    return list(dict.fromkeys(found))


def _in_names(roster: Roster) -> list[_Statement]:
    names = dict.fromkeys(PurePath(table.file).stem for table in roster.tables)
    return [_Statement(period, f"文件名“{name}”") for name in names for period in periods(name)]


def _in_folders(roster: Roster) -> list[_Statement]:
    """Give what the nearest folder around each file says whose name says something."""
    found: dict[_Statement, None] = {}
    for table in roster.tables:
        for folder in PurePath(table.file).parents:
            if said := periods(folder.name):
                found |= {_Statement(period, f"文件夹名“{folder.name}”"): None for period in said}
                break
    return list(found)


def stated_day(table: Table) -> date | None:
    """Give the last day of the period that a sheet says it is about, else its file's name, else the folder around it;
    None where these say nothing, or things that cannot both be true.
    """
    path = PurePath(table.file)
    folders = (periods(folder.name) for folder in path.parents)
    for said in (table.stated, periods(table.sheet), periods(path.stem), next(filter(None, folders), ())):
        settled = _settled(_Statement(period, "") for period in said)
        if settled is not None:
            return settled.period.last
    return None
