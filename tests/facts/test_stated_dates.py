"""The day that rosters are about, from what they say themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from djcov.errors import UsageError
from djcov.facts.stated_dates import dated
from djcov.roster import Roster
from djcov.values.periods import periods
from rosters import roster


def _said(*files: tuple[str, str]) -> Roster:
    """Rosters of some files, each with what its line 截至日期 says."""
    source = roster([{"name": "甲", "_file": file} for file, _ in files])
    lines = dict(files)
    return replace(source, tables=tuple(replace(each, stated=periods(lines[each.file])) for each in source.tables))


@pytest.mark.parametrize(
    ("files", "day", "why"),
    [
        ([("台账.xlsx", "2021-06-30")], "2021-06-30", "表中的截至日期"),
        ([("202106.xlsx", "")], "2021-06-30", "文件名“202106”"),
        ([("202106.xlsx", "2021-06-25")], "2021-06-25", "表中的截至日期"),
        ([("2021上半年/台账.xlsx", "")], "2021-06-30", "文件夹名“2021上半年”"),
        ([("2023年工作/202106.xlsx", "")], "2021-06-30", "文件名“202106”"),
        ([("2023年/2021年6月/甲/台账.xlsx", "")], "2021-06-30", "文件夹名“2021年6月”"),
        ([("2021-06/甲20210615.xlsx", ""), ("2021-06/乙20210618.xlsx", "")], "2021-06-30", "文件夹名“2021-06”"),
        ([("甲202106.xlsx", ""), ("乙.xlsx", "2021-06-30"), ("丙.xlsx", "")], "2021-06-30", "表中的截至日期"),
    ],
)
def test_one_day(files: list[tuple[str, str]], day: str, why: str) -> None:
    found = dated(_said(*files))

    assert (found.day, found.why) == (date.fromisoformat(day), why)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("台账.xlsx", "")], "看不出台账截至哪一天：台账.xlsx"),
        ([("202106.xlsx", "2020-12-31")], "不一致：202106.xlsx（表中的截至日期：2020-12-31；文件名“202106”："),
        ([("甲.xlsx", "2021-06-30"), ("乙.xlsx", "2021-06-29")], "不一致：甲.xlsx、乙.xlsx（"),
        ([("2020-12-31至2021-06-30.xlsx", "")], "不一致"),
    ],
)
def test_no_day_or_two_is_for_the_user_to_say(files: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(UsageError, match="--as-of") as error:
        dated(_said(*files))
    assert said in error.value.what
