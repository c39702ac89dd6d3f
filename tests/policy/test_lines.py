"""The line in which a setting stands."""

from __future__ import annotations

import pytest

from djcov.policy.lines import line_of

TEXT = """\
# [counting] in a comment is no table
district = "全县"  # 合计

[counting]
due_members = 5

[scope]
statuses_out = [
  "注销",   # "]"
  "[吊销]",
]
types_public = ["国有"]

[units.aliases]
"城关 办" = "城关办事处"

[[targets]]
indicator = "org_coverage"
by = 2021-12-31

[[targets]]
indicator = \"\"\"
work_coverage
\"\"\"
rate = 0.9

[forms]
none.a = 1
"""


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        (("district",), 2),
        (("counting",), 4),
        (("counting", "due_members"), 5),
        (("scope", "statuses_out"), 8),
        (("scope", "statuses_out", 1), 8),
        (("scope", "types_public"), 12),
        (("units", "aliases", "城关 办"), 15),
        (("targets", 0, "indicator"), 18),
        (("targets", 1), 21),
        (("targets", 1, "indicator"), 22),
        (("targets", 1, "rate"), 25),
        (("forms", "none", "a"), 28),
    ],
)
def test_where_a_setting_begins(setting: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, setting) == line


def test_a_setting_that_is_missing_is_missed_in_its_table() -> None:
    assert line_of(TEXT, ("targets", 0, "rate")) == 17


def test_what_is_nowhere_has_no_line() -> None:
    assert line_of(TEXT, ("plan_start",)) is None
    assert line_of("", ("plan_start",)) is None
