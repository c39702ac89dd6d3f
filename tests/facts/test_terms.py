"""Answers that hold only from some time on, or until one, are what they are at the as-of date."""

from __future__ import annotations

from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest

import djcov
from djcov.facts.frames import records
from djcov.values.terms import Time
from rosters import policy

HEAD = "企业名称,乡（办）,是否建立党组织,党建指导员"


@pytest.mark.parametrize(
    ("organized", "as_of", "covered", "told"),
    [
        ("2022年3月", "2021-12-31", 0, False),
        ("2022年3月", "2022-03-15", 0, True),  # within the month nobody knows
        ("2022年3月", "2022-03-31", 1, False),
        ("2021年", "2021-06-30", 0, True),
        ("已建(2019.6)", "2021-12-31", 1, False),
        ("2020年撤销", "2019-12-31", 1, False),
        ("2020年撤销", "2021-12-31", 0, False),
        ("2018年至2020年", "2021-12-31", 0, False),
    ],
)
def test_an_answer_with_a_time(tmp_path: Path, organized: str, as_of: str, covered: int, told: bool) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text(f"{HEAD}\n青岚区甲一食品有限公司,古城乡,{organized},无\n", encoding="utf-8")
    facts = djcov.link(djcov.read(ledger), as_of=as_of)

    rows = {row.indicator: row for row in djcov.coverage(facts).rows}
    assert (rows["org_coverage"].numerator, rows["org_coverage"].denominator) == (covered, 1)
    assert ("TIME_NOT_OVER" in facts.findings.totals) == told


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_large_files_and_other_engines_say_the_same(tmp_path: Path, engine: str) -> None:
    ledger = tmp_path / "台账.csv"
    rows = [f"甲{n}食品有限公司,古城乡,{'2022年3月' if n % 2 else '2019年'},张三（2022年到任）" for n in range(30)]
    ledger.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    with djcov.read(ledger, engine=engine) as roster:
        found = {row.indicator: row.numerator for row in djcov.coverage(roster, as_of="2021-12-31").rows[:60]}
    assert (found["org_coverage"], found["work_coverage"]) == (15, 15)


FOUNDED = """
党组织成立时间  2021-06-30  2021-12-31  told
2021年          0           1           2021-06-30
2022年          0           0
2021年6月       1           1
2021年7月       0           1
2021-07         0           1
2022.5          0           0
2021年上半年    1           1
2021年下半年    0           1
2022年成立      0           0
拟2021年底成立  0           0
已撤销          0           0
不详            1           1
"""


@pytest.mark.thorough
def test_an_organisation_is_there_once_the_time_of_its_founding_is_over(tmp_path: Path) -> None:
    (name, *days, _), *rows = (line.split() for line in FOUNDED.strip().splitlines())
    ledger = tmp_path / "台账.csv"
    lines = [f"甲{n}食品有限公司,古城乡,是,{row[0]}" for n, row in enumerate(rows)]
    ledger.write_text("\n".join([f"企业名称,乡（办）,是否建立党组织,{name}", *lines]), encoding="utf-8")
    for engine in ("arrow", "pandas", "duckdb"):
        with djcov.read(ledger, engine=engine) as roster:
            for at, day in enumerate(days, start=1):
                facts = djcov.link(roster, as_of=day)
                found = djcov.explain(facts, "org_coverage").numerator
                assert {each.name for each in found} == {
                    f"甲{n}食品有限公司" for n, row in enumerate(rows) if row[at] == "1"
                }
                told = [row[0] for row in rows if row[3:] == [day]]
                assert facts.findings.totals["TIME_NOT_OVER"] == len(told)


@pytest.mark.thorough
def test_a_member_who_is_only_to_leave_is_there(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("企业名称,乡（办）,职工人数\n甲厂,古城乡,60\n", encoding="utf-8")
    for left, there in (
        ("2021年", 0),
        ("2021.5", 0),
        ("2022年", 1),
        ("2022年1月", 1),
        ("已转出", 0),
        ("2021年已转出", 0),
        ("拟转出", 1),
        ("未转出", 1),
        ("", 1),
    ):
        row = f"张三,甲厂,正式党员,{left}\n"
        (tmp_path / "党员花名册.csv").write_text(f"姓名,工作单位,人员类别,转出时间\n{row}", encoding="utf-8")
        share = djcov.coverage(djcov.read(tmp_path), as_of="2021-12-31").share("members_in_50plus")
        assert (left, share.numerator) == (left, there)


def test_an_organisation_that_is_said_to_have_ended_is_none(tmp_path: Path) -> None:
    ends = {
        "2020年": 0,
        "已撤销": 0,
        "2020年已撤销": 0,
        "2022年": 1,
        "2021年12月": 0,
        "拟撤销": 1,
        "未撤销": 1,
        "无": 1,
    }
    lines = [f"甲{n}食品有限公司,古城乡,是,{end}" for n, end in enumerate(ends)]
    ledger = tmp_path / "台账.csv"
    ledger.write_text("\n".join(["企业名称,乡（办）,是否建立党组织,党组织撤销时间", *lines]), encoding="utf-8")
    facts = djcov.link(djcov.read(ledger), as_of="2021-12-31")
    found = {each.name for each in djcov.explain(facts, "org_coverage").numerator}
    assert found == {f"甲{n}食品有限公司" for n, there in enumerate(ends.values()) if there}


def test_a_firm_whose_registration_is_not_understood_stays_in(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    cells = ["2021年", "2022年", "2022年上半年", "2021-05", "正在办理", "未登记"]
    lines = [f"甲{n}食品有限公司,古城乡,否,{cell}" for n, cell in enumerate(cells)]
    ledger.write_text("\n".join(["企业名称,乡（办）,是否建立党组织,注册日期", *lines]), encoding="utf-8")
    assert djcov.coverage(djcov.read(ledger), as_of="2021-12-31").share("org_coverage").denominator == 4


RANGES = """
职工人数  党员人数  large  known  due  has_member
50人以上  3人以上   1      1      1    1
50-100    5-10人    1      1      1    1
不足50    不足3人   0      1      0    0
近50人    1-2人     0      1      0    1
20人以上  2人以上   0      0      0    1
30-60     2-4人     0      0      0    1
≤50       ≤3        0      0      0    0
40余人    3（2正1预）  0   1      0    1
"""


@pytest.mark.parametrize("engine", ["auto", "pandas", "duckdb"])
def test_a_range_decides_where_it_lies_on_one_side_of_the_threshold(tmp_path: Path, engine: str) -> None:
    ledger = tmp_path / "台账.csv"
    cases = [line.split() for line in RANGES.strip().splitlines()[1:]]
    rows = [f"甲{at}食品有限公司,古城乡,{employees},{members}" for at, (employees, members, *_) in enumerate(cases)]
    ledger.write_text("\n".join(["企业名称,乡（办）,职工人数,党员人数", *rows]) + "\n", encoding="utf-8")
    with djcov.read(ledger, engine=engine) as roster:
        facts = djcov.link(roster, as_of="2021-12-31")
        found = records(facts.enterprises, "employees", "large", "large_known", "due", "has_member")
        assert roster.findings.totals["COUNT_RANGE"] == 14

    flags = ("large", "large_known", "due", "has_member")
    for row, case in zip(sorted(found, key=itemgetter("_at")), cases, strict=True):
        assert [int(row[flag]) for flag in flags] == [int(cell) for cell in case[2:]], case
        assert row["employees"] is None or case[0] == "40余人"


def test_what_another_row_of_the_enterprise_says_of_a_range_counts(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    rows = ["甲一食品有限公司,古城乡,", "甲一食品有限公司,古城乡,50人以上"]
    for given in (rows, rows[::-1]):
        ledger.write_text("\n".join(["企业名称,乡（办）,职工人数", *given]) + "\n", encoding="utf-8")
        facts = djcov.link(djcov.read(ledger), as_of="2021-12-31")
        assert [row["large"] for row in records(facts.enterprises, "large", "in_scope") if row["in_scope"]] == [True]


STATIONS = """
column         cell          day         stationed  known  told
派驻时间       2022年        2022-06-30  0          0      1
派驻时间       2022年6月     2022-06-15  0          0      1
派驻时间       2022年上半年  2022-06-15  0          0      1
派驻时间       2022年        2022-12-31  1          1      0
派驻时间       2023年        2022-06-30  0          1      0
派驻时间       2022-07-01    2022-06-30  0          1      0
派驻截止时间   2022年        2022-06-30  0          0      1
派驻截止时间   2022年6月     2022-06-15  0          0      1
派驻截止时间   2021年        2022-06-30  0          1      0
派驻截止时间   2023年        2022-06-30  1          1      0
离任时间       2022年        2022-06-30  0          0      1
"""


@pytest.mark.parametrize("in_ledger", [True, False])
def test_a_station_within_a_time_that_is_not_over_is_neither_there_nor_not(in_ledger: bool, tmp_path: Path) -> None:
    settings = policy(counting={"expired_instructors_cover": False})
    for number, line in enumerate(STATIONS.strip().splitlines()[1:]):
        column, cell, day, *numbers = line.split()
        stationed, known, told = map(bool, map(int, numbers))
        folder = tmp_path / str(number)
        folder.mkdir()
        if in_ledger:
            tables = {"企业台账": f"企业名称,乡（办）,党建指导员,指导员{column}\n甲食品厂,古城乡,张三,{cell}\n"}
        else:
            tables = {
                "企业台账": "企业名称,乡（办）,是否建立党组织\n甲,古城乡,否\n",
                "指导员花名册": f"姓名,派驻企业,{column}\n张三,甲,{cell}\n",
            }
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        facts = djcov.link(djcov.read(folder), as_of=day, policy=settings)
        (row,) = records(facts.enterprises, "stationed", "stationed_known")
        assert (row["stationed"], row["stationed_known"]) == (stationed, known), line
        assert facts.findings.totals["TIME_NOT_OVER"] == told, line


@pytest.mark.parametrize("in_ledger", [True, False])
def test_an_organisation_that_may_have_been_founded_is_neither_there_nor_not(in_ledger: bool, tmp_path: Path) -> None:
    for cell, day, organized, known in (
        ("2022年", "2022-06-30", False, False),
        ("2022年6月", "2022-06-15", False, False),
        ("2022年6月", "2022-06-30", True, True),
        ("2023年", "2022-06-30", False, True),
    ):
        text = "企业名称,乡（办）,是否建立党组织,党组织成立时间\n甲,古城乡,是,"
        tables = {"企业台账": f"{text}{cell if in_ledger else ''}\n"}
        if not in_ledger:
            tables["党组织台账"] = f"党组织名称,覆盖企业,成立时间\n甲党支部,甲,{cell}\n"
        for name, written in tables.items():
            (tmp_path / f"{name}.csv").write_text(written, "utf-8")
        facts = djcov.link(djcov.read(tmp_path), as_of=day)
        (row,) = records(facts.enterprises, "organized", "organized_known")
        assert (row["organized"], row["organized_known"]) == (organized, known), (cell, day)


def test_who_may_have_been_registered_stays_in(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text("企业名称,乡（办）,注册日期\n甲,古城乡,2022年6月\n乙,古城乡,2022年7月\n", "utf-8")
    facts = djcov.link(djcov.read(ledger), as_of="2022-06-15")
    assert [row["left_out"] for row in records(facts.enterprises, "left_out")] == [
        "",
        "注册日期 2022-07-01 晚于截至日期",
    ]


def _time(random: Random) -> tuple[str, date, date]:
    """Write a day, or a time that is more than one, and give its first and last day."""
    day = date(2020, 1, 1) + timedelta(random.randrange(900))
    month = Time.month(day)
    half = (
        (date(day.year, 1, 1), date(day.year, 6, 30))
        if day.month < 7
        else (date(day.year, 7, 1), date(day.year, 12, 31))
    )
    return random.choice(
        (
            (f"{day}", day, day),
            (f"{day.year}年{day.month}月", month.first, month.last),
            (f"{day.year}年", date(day.year, 1, 1), date(day.year, 12, 31)),
            (f"{day.year}年{'上' if day.month < 7 else '下'}半年", *half),
        )
    )


NAMES = [f"{family}{given}" for family in "张王李赵刘陈杨黄" for given in "伟芳娜敏静丽强磊军洋"]
PAIRS = {
    "STATION_ENDS_BEFORE_IT_BEGINS": (
        "企业名称,乡（办）,党建指导员,指导员派驻时间,指导员派驻截止时间",
        "甲{at}食品有限公司,古城乡,张三",
    ),
    "CONFIRMED_BEFORE_JOINED": ("姓名,工作单位,人员类别,入党时间,转正时间", "{name},甲,正式党员"),
}


@pytest.mark.parametrize("code", PAIRS)
@pytest.mark.parametrize("seed", range(2))
def test_a_day_is_before_another_only_if_it_is_so_whatever_days_they_are(code: str, seed: int, tmp_path: Path) -> None:
    random, (head, start) = Random(seed), PAIRS[code]
    pairs = [(_time(random), _time(random)) for _ in range(80)]
    rows = [f"{start.format(at=at, name=NAMES[at])},{begins[0]},{ends[0]}" for at, (begins, ends) in enumerate(pairs)]
    path = tmp_path / "党员花名册.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    facts = djcov.link(djcov.read(path), as_of="2023-12-31")
    told = {each.location.row for each in facts.findings if each.code == code}
    assert told == {at + 2 for at, (begins, ends) in enumerate(pairs) if ends[2] < begins[1]}


@pytest.mark.parametrize("in_ledger", [True, False])
def test_a_visit_is_in_time_only_if_it_is_so_whatever_day_it_was(in_ledger: bool, tmp_path: Path) -> None:
    random, day = Random(3), date(2022, 6, 15)
    first = day - timedelta(90)
    times = [_time(random) for _ in range(60)]
    names = NAMES[: len(times)]
    firms = [f"甲{at}食品有限公司" for at in range(len(times))]
    if in_ledger:
        rows = [f"{firm},古城乡,{name},{cell[0]}" for firm, name, cell in zip(firms, names, times, strict=True)]
        tables = {"企业台账": ["企业名称,乡（办）,党建指导员,指导员最近走访时间", *rows]}
    else:
        rows = [f"{name},{firm},{cell[0]}" for firm, name, cell in zip(firms, names, times, strict=True)]
        tables = {
            "企业台账": ["企业名称,乡（办）", *(f"{firm},古城乡" for firm in firms)],
            "指导员花名册": ["姓名,派驻企业,最近走访时间", *rows],
        }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    facts = djcov.link(djcov.read(tmp_path), as_of=day)
    found = {row["name"]: row for row in facts.instructors.collect().to_arrow().to_pylist()}
    for name, (cell, low, high) in zip(names, times, strict=True):
        timely = first <= low and high <= day
        late = high < first
        assert (found[name]["visited"], found[name]["visited_known"]) == (timely, timely or late), cell


_LEDGER = "企业名称,乡（办）,职工人数,是否建立党组织,党组织成立时间,党建指导员,指导员派驻时间\n"
_UNTIL = [
    # cell                      in June 2021  in December
    ("2019.3-2021.3", False, False),
    ("2019年至2020年", False, False),
    ("2018年，2020年撤销", False, False),
    ("2019年（2021年3月撤销）", False, False),
    ("2019.1-2021.9", True, False),
    ("2021年撤销", None, False),
    ("2019年（2021年撤销）", None, False),
    ("2018年", True, True),
    ("2019.3至今", True, True),
]


@pytest.mark.parametrize("engine", ["pandas", "auto", "duckdb"])
@pytest.mark.parametrize("column", ["organization", "instructor"])
def test_a_day_since_when_that_says_until_when_is_over_by_then(engine: str, column: str, tmp_path: Path) -> None:
    of_instructors = column == "instructor"
    rows = [
        f"甲{at}公司,古城乡,60,{'否' if of_instructors else '是'},"
        + (f",李四,{cell.replace('撤销', '撤回')}" if of_instructors else f"{cell},无,")
        for at, (cell, *_) in enumerate(_UNTIL)
    ]
    path = tmp_path / "台账.csv"
    path.write_text(_LEDGER + "\n".join(rows) + "\n", "utf-8")
    code = "instructor_stationed" if of_instructors else "org_coverage"
    with djcov.read(path, engine=engine) as roster:
        for day, which in (("2021-06-30", 1), ("2021-12-31", 2)):
            expected = {f"甲{at}公司" for at, each in enumerate(_UNTIL) if each[which]}
            unknown = {f"甲{at}公司" for at, each in enumerate(_UNTIL) if each[which] is None}
            facts = djcov.link(roster, as_of=day)
            found = djcov.explain(facts, code)
            assert {row.name for row in found.numerator} == expected
            flag = "stationed_known" if of_instructors else "organized_known"
            flags = facts.enterprises.select("name", flag).collect().rows(named=True)
            assert {each["name"] for each in flags if not each[flag]} == unknown


@pytest.mark.parametrize("engine", ["pandas", "auto", "duckdb"])
def test_a_standing_with_a_date_is_what_it_is_at_the_day(engine: str, tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("企业名称,乡（办）,职工人数,是否建立党组织\n甲公司,古城乡,60,否\n", "utf-8")
    people = {  # of three like that: how many are members, and whether they are due an organisation, in two years
        "正式党员（2022年3月转正）": ((3, False), (3, True)),
        "正式党员（2019年转正）": ((3, True), (3, True)),
        "正式党员（拟2022年转正）": ((3, False), (3, False)),
        "预备党员（2022年3月接收）": ((0, False), (3, False)),
        "中共党员（2022年入党）": ((0, False), (3, True)),
    }
    for cell, expected in people.items():
        rows = "".join(f"王{name},甲公司,甲支部,{cell}\n" for name in "五六七")
        (tmp_path / "党员花名册.csv").write_text(f"姓名,所在企业,所在党支部,人员类别\n{rows}", "utf-8")
        with djcov.read(tmp_path, engine=engine) as roster:
            for day, (members, due) in zip(("2021-12-31", "2022-12-31"), expected, strict=True):
                (row,) = djcov.link(roster, as_of=day).enterprises.select("members", "due").collect().rows(named=True)
                assert (row["members"], row["due"]) == (members, due), (cell, day)
