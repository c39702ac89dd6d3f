"""Fields of which the plan names several things, each with a column of its own: one of them is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov
from djcov.intake.columns.doubled import differing
from djcov.models import Kind

ROWS = [
    ("否", "是", "否", True),
    ("否", "否", "否", False),
    ("否", "", "否", None),
    ("", "抖音号", "", True),
    ("", "看情况", "否", None),
    ("", "看情况", "是", True),
    ("2021年3月", "2020年3月", "否", True),
]


FUNDS = [
    ("√,√,×,", "税前列支、党费拨返"),
    ("×,×,×,√", "党员捐助"),
    ("×,×,×,×", "无"),
    ("×,×,×,", None),
    (",,,", None),
]


def test_marks_of_several_sources_stand_together(tmp_path: Path) -> None:
    lines = ["党组织名称,覆盖企业,税前列支,党费拨返,企业赞助,党员捐助"]
    lines += [f"第{at}支部,第{at}纺织公司,{marks}" for at, (marks, _) in enumerate(FUNDS)]
    path = tmp_path / "党组织.csv"
    path.write_text("\n".join(lines), "utf-8")

    assert [row.fund_sources for row in djcov.read(path).organizations] == [expected for _, expected in FUNDS]


def test_one_of_several_columns_is_enough(tmp_path: Path) -> None:
    lines = ["企业名称,乡（办）,是否建立党组织,网上党建园地,网上党校,党建微博,党员示范红旗岗,党员示范责任区"]
    lines += [
        f"第{number}纺织有限公司,古城乡,是,{park},{school},{blog},否,3个"
        for number, (park, school, blog, _) in enumerate(ROWS)
    ]
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(lines), "utf-8")
    roster = djcov.read(path)

    assert [row.online_site for row in roster.enterprises] == [expected for *_, expected in ROWS]
    assert all(row.demo_posts for row in roster.enterprises)
    assert {(found.code, found.location.cell) for found in roster.findings if found.severity > 0} == {
        ("YESNO_UNREADABLE", "E6"),
        ("YESNO_UNREADABLE", "E7"),
    }
    for as_of, number in (("2020-03-31", 4), ("2020-02-01", 3)):
        assert djcov.coverage(djcov.link(roster, as_of=as_of)).share("online_site").numerator == number


@pytest.mark.parametrize(
    ("field", "one", "other", "differ"),
    [
        ("employees", 50, 60, True),
        ("employees", "50人", 50.0, False),
        ("industry", "设备制造业", "批发", True),
        ("superior", "古城乡党委", "古城乡 党委", False),
        ("name", "ABC公司", "abc公司", False),
        ("secretary", "李四", "张三", True),
        ("instructor", "张三", "是", False),  # that there is somebody is no other answer than who
        ("uscc", "91330100799655058B", "914403001922038216", True),
        ("uscc", "91330100799655058B", "410100000012347", False),  # an enterprise has a code of old beside today's
    ],
)
def test_whether_two_columns_of_one_field_say_different_things(
    field: str, one: object, other: object, *, differ: bool
) -> None:
    assert bool(differing(Kind.ENTERPRISES, field, [(one, other)])) is differ  # type: ignore[list-item]
