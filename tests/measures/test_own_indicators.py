"""Indicators that are not built in: a policy's, made of conditions, and a program's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import narwhals as nw
import pytest

import djcov
from djcov.cli import program
from djcov.errors import PolicyError, UsageError
from djcov.measures.conditions import ConditionError, columns, parsed
from djcov.measures.registry import added as added_indicators
from djcov.measures.registry import indicators_of, refusal
from djcov.pipeline import checked_policy
from djcov.policy import OwnIndicator, Policy
from rosters import linked, roster

AS_OF = "2021-12-31"
HEADERS = "企业名称,乡（办）,行业,职工人数,党员人数,是否建立党组织,工会,注册日期,营业收入（元）"

# a cell, and the least and the most that it may mean; None is unknown, a text stands for itself
CELLS: dict[str, list[tuple[str, object]]] = {
    "township": [("古城乡", "古城乡"), ("城关办", "城关办事处"), ("", None)],
    "industry": [("设备制造业", "设备制造业"), ("批发", "批发"), ("", None)],
    "employees": [("10", (10, 10)), ("50", (50, 50)), ("120", (120, 120)), ("50-100", (50, 100)), ("", None)],
    "members": [("0", (0, 0)), ("3", (3, 3)), ("3人以上", (3, None)), ("", None)],
    "organized": [("是", True), ("否", False), ("", None)],
    "union": [("√", True), ("无", False), ("", None)],
    "registered_on": [
        *((f"{day}", (day.toordinal(), day.toordinal())) for day in (date(2017, 5, 1), date(2018, 1, 9))),
        ("2018年", (date(2018, 1, 1).toordinal(), date(2018, 12, 31).toordinal())),
        ("2018.1", (date(2018, 1, 1).toordinal(), date(2018, 1, 31).toordinal())),
        ("2019年5月", (date(2019, 5, 1).toordinal(), date(2019, 5, 31).toordinal())),
        ("", None),
    ],
    "revenue": [
        ("20000000", (2000.0, 2000.0)),
        ("1999万元", (1999.0, 1999.0)),
        ("1亿元以上", (10_000.0, None)),
        ("不足2000万元", (0.0, 1999.99)),
        ("超过2000万元", (2000.01, None)),
        ("1999-2000万元", (1999.0, 2000.0)),
        ("", None),
    ],
}
Row = dict[str, object]
Says = Callable[[Row], bool | None]
"""Yes, no, or unknown (None)."""


@dataclass(frozen=True)
class Drawn:
    """A condition with what it says, in plain Python."""

    text: str
    says: Says


def _number(name: str, operator: str, limit: int) -> Says:
    def says(row: Row) -> bool | None:
        if row[name] is None:
            return None
        low, high = row[name]  # type: ignore[misc]
        possible = {number_holds(value, operator, limit) for value in _possible(low, high, limit)}
        return possible.pop() if len(possible) == 1 else None

    return says


def _possible(low: float, high: float | None, limit: int) -> list[float]:
    """Give the ends, and what lies beside the limit."""
    step = 1 if isinstance(low, int) else 0.01
    beside = [low, limit - step, limit, limit + step, max(low, limit) + step if high is None else high]
    return [each for each in beside if low <= each and (high is None or each <= high)]


def number_holds(value: float, operator: str, limit: int) -> bool:
    return {
        ">=": value >= limit,
        ">": value > limit,
        "<=": value <= limit,
        "<": value < limit,
        "=": value == limit,
        "!=": value != limit,
    }[operator]


def _of(name: str, holds: Callable[[object], bool]) -> Says:
    return lambda row: None if row[name] is None else holds(row[name])


def _not(inner: Says) -> Says:
    return lambda row: None if inner(row) is None else not inner(row)


def _joined(parts: list[Says], decides: bool) -> Says:
    """Of *or*, a yes decides; of *and*, a no."""

    def says(row: Row) -> bool | None:
        said = [part(row) for part in parts]
        return decides if decides in said else None if None in said else not decides

    return says


def atom(random: Random) -> Drawn:
    """Draw one comparison, in words of either language."""
    operator = random.choice(["=", "!=", "<", "<=", ">", ">="])
    kind = random.choice(["employees", "members", "revenue", "township", "industry", "answer", "day"])
    if kind in ("employees", "members", "revenue"):
        limit = random.choice({"employees": [10, 50, 51, 100], "members": [0, 1, 3], "revenue": [1999, 2000]}[kind])
        name = random.choice([kind, {"employees": "职工人数", "members": "党员人数", "revenue": "营业收入"}[kind]])
        written = f"{limit // 1000 * 10_000_000}元" if kind == "revenue" and limit == 2000 else str(limit)
        return Drawn(f"{name} {operator} {written}", _number(kind, operator, limit))
    if kind == "township":
        return Drawn('township in ("城关办", "小屯乡")', _of("township", lambda value: value == "城关办事处"))
    if kind == "industry":
        return Drawn("行业 包含 “制造”", _of("industry", lambda value: "制造" in str(value)))
    if kind == "day":
        limit = random.choice([date(2018, 1, 1), date(2018, 1, 9), date(2018, 2, 1), date(2019, 5, 1)])
        return Drawn(f"registered_on {operator} {limit}", _number("registered_on", operator, limit.toordinal()))
    name = random.choice(["organized", "union"])
    return random.choice([Drawn(name, _of(name, bool)), Drawn(f"{name} = 否", _of(name, lambda value: not value))])


def condition(random: Random, depth: int = 2) -> Drawn:
    """Draw a condition."""
    if not depth or random.random() < 0.3:
        return atom(random)
    if random.random() < 0.25:
        inner = condition(random, depth - 1)
        return Drawn(f"{random.choice(['not', '非'])} ({inner.text})", _not(inner.says))
    parts = [condition(random, depth - 1) for _ in range(2)]
    word, decides = random.choice([("and", False), ("且", False), ("or", True), ("或", True)])
    written = [part.text if " or " not in part.text and "或" not in part.text else f"({part.text})" for part in parts]
    if decides:
        written = [f"({part.text})" if random.random() < 0.5 else part.text for part in parts]
    return Drawn(f" {word} ".join(written), _joined([each.says for each in parts], decides))


def ledger(random: Random, folder: Path, rows: int) -> tuple[Path, list[Row]]:
    """Write a ledger, and give what its rows mean."""
    drawn = [{name: random.choice(cells) for name, cells in CELLS.items()} for _ in range(rows)]
    names = ["township", "industry", "employees", "members", "organized", "union", "registered_on", "revenue"]
    lines = [",".join([f"华丰{at}有限公司", *(row[name][0] for name in names)]) for at, row in enumerate(drawn)]
    path = folder / "企业台账.csv"
    path.write_text("\n".join([HEADERS, *lines]) + "\n", "utf-8")
    return path, [{name: value for name, (_, value) in row.items()} for row in drawn]


def own(**settings: str) -> Policy:
    return of([OwnIndicator(**{"code": "own_one", "name": "本地一", **settings})])


def of(entries: list[OwnIndicator]) -> Policy:
    return Policy.load().model_copy(update={"indicators": tuple(entries)})


@pytest.mark.thorough
def test_conditions_say_what_plain_loops_say_on_every_engine(tmp_path):
    random = Random(23)
    path, rows = ledger(random, tmp_path, 60)
    drawn = [condition(random) for _ in range(30)]
    above = _number("employees", ">=", 10)
    below = {limit: _number("employees", "<", limit) for limit in (50, 120)}
    drawn += [Drawn(f"10 <= 职工人数 < {limit}", _joined([above, each], False)) for limit, each in below.items()]
    entries = [OwnIndicator(code=f"count_{at}", name=f"个数{at}", where=each.text) for at, each in enumerate(drawn)]
    entries += [
        OwnIndicator(code=f"rate_{at}", name=f"比率{at}", where=each.text, numerator="union_coverage")
        for at, each in enumerate(drawn)
    ]
    policy = of(entries)
    expected = {}
    for at, each in enumerate(drawn):
        said = [each.says(row) for row in rows]
        expected[f"count_{at}"] = (said.count(True), said.count(True) + said.count(False))
        with_union = sum(1 for row, yes in zip(rows, said, strict=True) if yes and row["union"])
        expected[f"rate_{at}"] = (with_union, said.count(True))
    assert len({expected[f"count_{at}"] for at in range(len(drawn))}) > 10
    for engine in ("arrow", "pandas", "duckdb"):
        with djcov.read(path, policy=policy, engine=engine) as roster:
            result = djcov.coverage(roster, as_of=AS_OF, policy=policy)
        found = {code: result.share(code) for code in expected}
        assert {code: (each.numerator, each.denominator) for code, each in found.items()} == expected, engine


REGISTER = """党组织名称,覆盖企业,组建方式,成立时间,党组织书记
甲支部,甲公司,单独组建,2021年,张三
乙支部,乙公司,单独组建,2021年5月,李四
丙支部,丙公司,单独组建,2021-06-02,无
丁支部,丁公司、戊公司,联合组建,2019年,王五
"""
FOUNDED = {
    "founded_on >= 2021-06-01": {"丙公司"},
    "founded_on < 2021-06-01": {"乙公司", "丁公司", "戊公司"},
    "founded_on >= 2021-05-10": {"丙公司"},
    "founded_on >= 2019-01-01": {"甲公司", "乙公司", "丙公司", "丁公司", "戊公司"},
    "founded_on <= 2021-05-31": {"乙公司", "丁公司", "戊公司"},
}


@pytest.mark.parametrize("engine", ["arrow", "pandas", "duckdb"])
def test_a_month_or_a_year_decides_where_it_lies_on_one_side(tmp_path, engine):
    names = "甲乙丙丁戊"
    (tmp_path / "企业台账.csv").write_text(
        "企业名称,乡（办）\n" + "".join(f"{each}公司,古城乡\n" for each in names), "utf-8"
    )
    (tmp_path / "党组织台账.csv").write_text(REGISTER, "utf-8")
    entries = [OwnIndicator(code=f"count_{at}", name=f"个数{at}", where=text) for at, text in enumerate(FOUNDED)]
    entries += [
        OwnIndicator(code=f"rate_{at}", name=f"比率{at}", where=text, numerator="secretary_in_post")
        for at, text in enumerate(FOUNDED)
    ]
    policy = of(entries)
    with djcov.read(tmp_path, policy=policy, engine=engine) as roster:
        for at, (text, expected) in enumerate(FOUNDED.items()):
            found = djcov.explain(roster, f"count_{at}", as_of="2022-12-31", policy=policy).numerator
            assert {row.name for row in found} == expected, text
            share = djcov.coverage(roster, as_of="2022-12-31", policy=policy).share(f"rate_{at}")
            assert share.denominator == len(expected - {"戊公司"}), text
        left_out = djcov.explain(roster, "count_0", as_of="2022-12-31", policy=policy).left_out
        assert [(each.subject.name, each.reason[:10]) for each in left_out] == [("甲公司", "党组织成立时间不清楚")]


SAYINGS = {
    "职工人数 大于等于 50": "employees >= 50",
    "职工人数 大于或等于 50": "employees >= 50",
    "职工人数 不少于 50": "employees >= 50",
    "职工人数 不低于 50": "employees >= 50",
    "职工人数 小于等于 50": "employees <= 50",
    "职工人数 不超过 50": "employees <= 50",
    "职工人数 不高于 50": "employees <= 50",
    "职工人数 不足 50": "employees < 50",
    "职工人数 高于 50": "employees > 50",
    "职工人数 不等于 50": "employees != 50",
    "职工人数 => 50": "employees >= 50",
    "注册日期 早于 2018-01-01": "registered_on < 2018-01-01",
    "注册日期 不晚于 2018-01-01": "registered_on <= 2018-01-01",
    "行业 不属于 (“制造”, “批发”)": 'not industry in ("制造", "批发")',
    "行业 不包含 “制造”": 'not industry contains "制造"',
    "行业 非 包含 “制造”": 'not industry contains "制造"',
    "职工人数 非 属于 (50, 60)": "not employees in (50, 60)",
    "营业收入 >= 2千万元": "revenue >= 2000",
    "营业收入 >= 0.2亿": "revenue >= 20000000元",
}


def test_chinese_words_say_what_the_signs_say():
    known = columns("enterprise")
    for said, signs in SAYINGS.items():
        assert parsed(said, known) == parsed(signs, known), said


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("employees != 50", "乙丙"),
        ("50 != employees", "乙丙"),
        ("not employees != 50", "甲"),
        ('industry != "制造"', "乙"),
        ("union != true", "乙"),
        ("registered_on != 2018-01-09", "乙丙"),
        ("not (union = true)", "乙"),
        ("51 > employees", "甲丙"),
        ("50 <= employees", "甲乙"),
        ("employees >= 50 and not union", "乙"),
        ("union or employees < 20", "甲丙"),
        ('industry contains "制"', "甲"),
        ("employees in (10, 50)", "甲丙"),
        ("employees not in (10, 50)", "乙"),
    ],
)
def test_what_a_condition_holds_of(where, expected):
    ledger = [
        {"name": "甲", "employees": 50, "industry": "制造", "union": True, "registered_on": date(2018, 1, 9)},
        {"name": "乙", "employees": 90, "industry": "批发", "union": False, "registered_on": date(2018, 1, 8)},
        {"name": "丙", "employees": 10, "industry": None, "union": None, "registered_on": date(2019, 1, 9)},
        {"name": "丁", "employees": None, "industry": None, "union": None, "registered_on": None},
    ]
    facts = linked(roster([{"township": "古城乡", **row} for row in ledger]), AS_OF, own(where=where))
    assert "".join(row.name for row in djcov.explain(facts, "own_one").numerator) == expected


def test_what_is_no_rate_is_no_numerator():
    with pytest.raises(PolicyError, match=r"numerator：“[^”]+”不是比率，不能作分子"):
        indicators_of(own(where="union", numerator="training_share"))


def test_rows_that_nobody_can_place_are_left_out_with_what_is_unknown(tmp_path):
    lines = [
        "甲公司,古城乡,,60,,是,,,",
        "乙公司,古城乡,,,2,是,,,",
        "丙公司,古城乡,,20,0,否,,,",
        "丁公司,古城乡,,80,1,是,,,",
    ]
    path = tmp_path / "企业台账.csv"
    path.write_text("\n".join([HEADERS, *lines]) + "\n", "utf-8")
    policy = own(where="employees >= 50 and members > 0", numerator="org_coverage")
    facts = djcov.link(djcov.read(path, policy=policy), as_of=AS_OF, policy=policy)
    rows = djcov.explain(facts, "本地一")
    assert [each.name for each in rows.numerator] == ["丁公司"]
    where = "employees >= 50 and members > 0"
    assert {each.subject.name: each.reason for each in rows.left_out} == {
        "甲公司": f"党员人数不清楚，看不出是否符合条件：{where}",
        "乙公司": f"职工人数不清楚，看不出是否符合条件：{where}",
        "丙公司": f"不符合条件：{where}",
    }
    assert [each.subject.name for each in djcov.gaps(facts, kinds=["own_one"]).rows] == []
    short = own(where="employees >= 20", numerator="org_coverage")
    (gap,) = djcov.gaps(facts, policy=short, kinds=["own_one"]).rows
    assert (gap.subject.name, gap.title) == ("丙公司", "本地一：未达到")
    assert gap.action == next(each.action for each in djcov.gaps(facts, kinds=["not_covered"]).rows)


@pytest.mark.parametrize(
    ("where", "at", "why"),
    [
        ("employes >= 50", 1, "没有这一列，是否指 employees（职工人数）"),
        ("employees > 999999999999999", 13, "“999999999999999”：这个数太大"),
        ("employees > 99999999999999999999", 13, "“99999999999999999999”：不是数"),
        ("revenue > 999999999999999亿", 11, "“999999999999999亿”：这个数太大"),
        ("employees > 1e400", 13, "“1e400”：不是数"),
        ("行业 不在 (“制造”)", 4, "“不在”：没有这一列"),
        (
            "职工人数 >= 50 且 产值 > 3",
            14,
            "没有这一列，文字要加引号；可用的列：employees（职工人数）、",
        ),
        ("employees >= “多”", 14, "“职工人数”是数，不能和文字比"),
        ("employees", 1, "“职工人数”是数，后面要写和什么比"),
        ("(members > 0", 13, "前面的括号没有写完"),
        ("members > 0 union", 13, "条件之间要写 and（且）或 or（或）"),
        ('industry > "制造"', 10, "“行业”是文字，只能用 = 、!= 、in"),
        ("registered_on > 2021-02-30", 17, "没有这一天"),
        ("revenue > 50人", 11, "“营业收入”是钱，不是人数"),
        ("3 > 2", 1, "两边都不是列"),
        ('industry = "制造', 12, "引号没有写完"),
        ("employees in 3", 14, "in（属于）后面要写括号"),
        ("employees in (50 100)", 18, "各项之间写逗号，末尾写括号"),
        ("employees in (50, 100", 22, "（末尾）：括号里的各项之间写逗号"),
        ("employees >= and union", 14, "“and”：这里应是列名、数、日期"),
        ("union and 3", 11, "“3”：后面要写和哪一列比"),
        ("employees contains 3", 11, "contains（包含）左边要是文字列"),
        ("“制造” 包含 行业", 6, "contains（包含）左边要是文字列"),
        ("industry = township", 12, "两列之间只能比数和日期"),
        ("union = organized", 9, "两列之间只能比数和日期"),
        ("revenue > employees", 11, "两列的单位不同，不能比"),
        ("employees > 50万元", 13, "“职工人数”不是钱"),
        ('industry = " "', 12, "引号里没有字"),
        ("employees > " + "1" * 1000, 1001, "太长，一个条件最多 1000 个字"),
        ("not " * 30 + "union", 81, "括号最多套 20 层"),
        ("employees contains 3", 11, "contains（包含）左边要是文字列，右边是文字"),
        ('"制" contains industry', 5, "contains（包含）左边要是文字列，右边是文字"),
        ('工会 包含 "是"', 7, "“工会”是是或否，不能和文字比"),
        ("union > true", 7, "“工会”是是或否，只能用 = 、!= 、in"),
        ("industry = township", 12, "两列之间只能比数和日期"),
        ("revenue > employees", 11, "两列的单位不同，不能比"),
        ("employees not in (1, revenue)", 22, "两列的单位不同，不能比"),
        ("employees > 50万元", 13, "“职工人数”不是钱"),
        ("50人 < revenue", 1, "“营业收入”是钱，不是人数"),
        ("999999999999999 < employees", 1, "这个数太大"),
        ('"多" > employees', 1, "“职工人数”是数，不能和文字比"),
        ('employees in (1, "多")', 18, "“职工人数”是数，不能和文字比"),
        ("employees in (1 2)", 17, "括号里的各项之间写逗号，末尾写括号"),
        ("employees in (1, 2", 19, "（末尾）：括号里的各项之间写逗号"),
        ('industry = " "', 12, "引号里没有字"),
        ("3", 1, "后面要写和哪一列比"),
        ("> 3", 1, "这里应是列名、数、日期（2021-12-31）或加了引号的文字"),
        ("members > 0 and", 16, "（末尾）：这里应是列名"),
        ("__import__('os')", 1, "没有这一列"),
    ],
)
def test_bad_conditions_are_refused_with_their_place(where, at, why):
    with pytest.raises(ConditionError) as refused:
        parsed(where, columns("enterprise"))
    assert refused.value.at == at
    assert why in str(refused.value)


BAD = """\
district = "全县"

[[indicators]]
code = "own_one"
name = "本地一"
where = "employes >= 50"

[[indicators]]
code = "org_coverage"
name = "本地二"
where = "union"

[[indicators]]
code = "own_three"
name = "组织覆盖率"
where = "union"

[[indicators]]
code = "own_four"
name = "本地四"
numerator = "org_coverag"
where = "union"
"""


def test_a_policy_is_refused_with_the_lines(tmp_path):
    path = tmp_path / "政策.toml"
    path.write_text(BAD, "utf-8")
    with pytest.raises(PolicyError) as refused:
        checked_policy(path)
    told = str(refused.value)
    assert "第 6 行 indicators.0.where：第 1 个字起“employes”：没有这一列，是否指 employees（职工人数）" in told
    assert "第 9 行 indicators.1.code：代码已是“组织覆盖率”的" in told
    assert "第 15 行 indicators.2.name：名称“组织覆盖率”已经用了" in told
    assert "第 21 行 indicators.3.numerator：不是已有指标的代码；作为条件，" in told
    with pytest.raises(PolicyError, match="本地一"):
        indicators_of(own(where="employes >= 50"))


FOUR = """\
[[indicators]]
code = "own_in_big"
name = "规上企业单独组建率"
numerator = "own_org_rate"
where = '行业 包含 "制造" 且 营业收入 >= 2000'

[[indicators]]
code = "covered_with_members"
name = "有党员企业覆盖率"
numerator = "org_coverage"
where = "members > 0"

[[indicators]]
code = "no_member"
name = "党员空白企业数"
where = "党员人数 = 0"

[[indicators]]
code = "members_in_100plus"
name = "100人以上企业有党员率"
numerator = "members_in_50plus"
where = "employees >= 100"

[[targets]]
indicator = "no_member"
by = 2021-12-31
count = 3
at_most = true

[[targets]]
indicator = "members_in_100plus"
by = 2021-12-31
rate = 1.0
"""
CODES = ["own_in_big", "covered_with_members", "no_member", "members_in_100plus"]


@pytest.mark.thorough
def test_every_command_knows_a_policy_s_indicators(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    path, rows = ledger(Random(5), tmp_path, 30)
    Path("政策.toml").write_text(FOUR, "utf-8")
    blank = sum(1 for row in rows if row["members"] == (0, 0))

    def run(*words: str, rest: tuple[str, ...] = ("--policy", "政策.toml", "--as-of", AS_OF, "-q")) -> str:
        assert program.run([*words, *rest]) == 0
        return capsys.readouterr().out

    shares = {
        each["indicator"]: each
        for each in json.loads(run("coverage", path.name, "--by", "industry", "--format", "json"))["rows"]
        if each["unit"] == "全区"
    }
    assert list(shares)[-4:] == CODES
    assert shares["no_member"]["numerator"] == blank > 3
    assert (shares["no_member"]["met"], shares["no_member"]["short_by"]) == (False, blank - 3)
    assert f"{blank} 家" in run("coverage", path.name, "--indicator", "党员空白企业数")
    explained = json.loads(run("explain", "no_member", path.name, "--format", "json"))
    assert explained["totals"]["numerator"] == blank
    assert "members_in_100plus" in run("targets", path.name, "--format", "json")
    assert "控制在 3 家以内" in run("targets", path.name)
    assert "规上企业单独组建率" in run("league", path.name, "--indicator", "own_in_big")
    gaps = json.loads(run("gaps", path.name, "--kind", "members_in_100plus", "--format", "json"))["rows"]
    share = shares["members_in_100plus"]
    assert len(gaps) == share["denominator"] - share["numerator"] > 0
    assert all(code in run("compare", path.name, path.name, "--format", "json") for code in CODES)
    dated = ("--policy", "政策.toml", "-q", "--as-of", "2020-12-31", "--as-of", AS_OF)
    assert "党员空白企业数" in run("trend", path.name, path.name, rest=dated)
    assert "没有错误" in run("policy", "check", "政策.toml", rest=())
    shown = run("policy", "show", "--policy", "政策.toml", rest=())
    Path("再来.toml").write_text(shown, "utf-8")
    assert Policy.load("再来.toml") == Policy.load("政策.toml")
    for report in ("报告.html", "报告.xlsx", "通报.docx"):
        run("report", path.name, "-o", report)
    page = Path("报告.html").read_text("utf-8")
    assert all(name in page for name in ("规上企业单独组建率", "党员空白企业数", "本地指标"))
    assert program.run(["coverage", path.name, "--as-of", AS_OF, "--indicator", "own_in_big"]) == 2
    assert "没有名为“own_in_big”的指标" in capsys.readouterr().err


@pytest.fixture
def added() -> Iterator[djcov.Indicator]:
    """An indicator that a program adds, until the test is over."""
    yield djcov.add_indicator(
        djcov.Indicator(
            code="union_in_large",
            name="较大企业工会率",
            clause="S10",
            grain="enterprise",
            denominator=nw.col("employees") >= 50,
            numerator=nw.col("union"),
            doc="职工 50 人以上企业中建有工会的比率。",
        )
    )
    djcov.remove_indicator("union_in_large")


def test_an_indicator_added_from_python_is_known_everywhere(tmp_path, added):
    lines = ["甲公司,古城乡,,60,,是,√,,", "乙公司,古城乡,,90,,是,无,,", "丙公司,古城乡,,,,否,√,,"]
    path = tmp_path / "企业台账.csv"
    path.write_text("\n".join([HEADERS, *lines]) + "\n", "utf-8")
    facts = djcov.link(djcov.read(path), as_of=AS_OF)
    share = djcov.coverage(facts).share(added.code)
    assert (share.name, share.numerator, share.denominator) == ("较大企业工会率", 1, 2)
    assert [each.name for each in djcov.explain(facts, "较大企业工会率").remainder] == ["乙公司"]
    assert [each.subject.name for each in djcov.gaps(facts, kinds=[added.code]).rows] == ["乙公司"]
    assert djcov.report(facts).rows[added.code].remainder
    policy = own(where="union", numerator=added.code)
    assert djcov.coverage(facts, policy=policy).share("own_one").denominator == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": "Union"}, "代码要以小写字母开头"),
        ({"code": "2nd"}, "代码要以小写字母开头"),
        ({"code": "own_two", "name": " "}, "没有名称"),
        ({"code": "own_two", "name": "组织覆盖率"}, "名称“组织覆盖率”已经用了"),
        ({"code": "own_two", "name": "本地二", "grain": "village"}, "grain 只能是 enterprise、"),
    ],
)
def test_an_indicator_that_could_not_be_told_from_others_is_refused(added, changes, why):
    with pytest.raises(UsageError, match=why):
        djcov.add_indicator(replace(added, **changes))


def test_what_is_counted_is_no_numerator():
    counted = OwnIndicator(code="own_one", name="本地一", where="union")
    over_it = OwnIndicator(code="own_two", name="本地二", where="members > 0", numerator="own_one")
    with pytest.raises(PolicyError, match="“本地一”不是比率，不能作分子"):
        indicators_of(of([counted, over_it]))


def test_a_condition_may_be_the_numerator(tmp_path):
    lines = [
        "甲公司,古城乡,,60,,是,√,,",
        "乙公司,古城乡,,90,,是,无,,",
        "丙公司,古城乡,,70,,是,,,",
        "丁公司,古城乡,,8,,否,√,,",
    ]
    path = tmp_path / "企业台账.csv"
    path.write_text("\n".join([HEADERS, *lines]) + "\n", "utf-8")
    policy = own(where="employees >= 50", numerator="工会")
    share = djcov.coverage(djcov.read(path, policy=policy), as_of=AS_OF, policy=policy).share("own_one")
    assert (share.numerator, share.denominator) == (1, 3)


def test_what_cannot_be_added_is_refused(added):
    with pytest.raises(UsageError, match="代码已是“较大企业工会率”的"):
        djcov.add_indicator(added)
    with pytest.raises(UsageError, match="不能去掉"):
        djcov.remove_indicator("org_coverage")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "Own"}, "代码要以小写字母开头，只含小写字母、数字和下划线"),
        ({"code": "scope"}, "代码要以小写字母开头，只含小写字母、数字和下划线"),
        ({"code": "org_coverage"}, "代码已是“组织覆盖率”的"),
        ({"code": "not_covered"}, "代码已是“"),
        ({"name": " 组织覆盖率 "}, "名称“组织覆盖率”已经用了"),
        ({"name": " "}, "没有名称"),
        ({"grain": "member"}, "grain 只能是 enterprise、organization、instructor、unit"),
        ({}, ""),
    ],
)
def test_why_an_indicator_cannot_stand_beside_the_others(change, why):
    own = djcov.Indicator(
        code="own_one",
        name="本地一",
        clause="S10",
        grain="enterprise",
        denominator=nw.col("employees") >= 50,
        numerator=nw.col("union"),
        doc="",
    )
    told = refusal(replace(own, **change), added_indicators())
    assert told == why or (why.endswith("“") and told.startswith(why))
