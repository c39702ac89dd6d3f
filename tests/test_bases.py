"""社会组织, and 个体工商户 and 专业市场 where the policy sets them apart, are counted by themselves, as loops do it.

The enterprises' numbers stay what they are without them, and two are added up: 两新组织.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

import djcov
from djcov import pipeline
from djcov.choices import Base
from djcov.cli import run as main
from djcov.engines import EngineName
from djcov.errors import UsageError
from djcov.facts import Facts
from djcov.measures.indicators import INDICATORS
from djcov.policy import Policy
from djcov.reports import beside, webpage
from djcov.values.codes import organization_check_character, uscc_check_character
from other_engines import running
from rosters import policy

Row = dict[str, str]

DAY = "2021-12-31"
UNITS = ("古城乡", "白沙镇", "城关办事处")
CODES = ("org_coverage", "own_org_rate", "work_coverage", "due_built", "members_in_50plus")
APART = policy(scope={"self_employed": "apart", "social_organizations": "apart"})
GIVEN = "伟芳娜敏静丽"
INDIVIDUAL, MARKET = "个体工商户", "专业市场"


def code(prefix: str, number: int) -> str:
    body = f"{number:08d}"
    first = f"{prefix}410102{body}{organization_check_character(body)}"
    return first + uscc_check_character(first)


def answers(random: Random, name: str, number: int) -> Row:
    form = random.choice(("单独组建", "联合组建", ""))
    return {
        "乡（办）": random.choice(UNITS),
        "职工人数": str(random.choice((5, 49, 50, 120))),
        "党员人数": str(random.choice((0, 1, 2, 3, 7))),
        "是否建立党组织": "是" if form else "否",
        "组建方式": form,
        "党组织名称": f"{name}党支部" if form else "",
        "党建指导员": random.choice((f"王{GIVEN[number % 6]}", "无")),
    }


def enterprises(random: Random) -> list[Row]:
    rows: list[Row] = []
    for number in range(36):
        prefix, type_ = random.choice(
            (
                *[("91", "有限责任公司")] * 3,
                ("92", INDIVIDUAL),
                ("", INDIVIDUAL),
                ("91", MARKET),
                ("52", "民办非企业单位"),
                ("", "社会团体"),
            )
        )
        name = f"宏{chr(0x4E00 + number)}有限公司"
        rows.append(
            {
                "企业名称": name,
                "统一社会信用代码": code(prefix, number + 1) if prefix else "",
                "企业类型": type_,
                "经营状态": random.choice(("正常", "正常", "正常", "注销")),
                **answers(random, name, number),
            }
        )
    return rows


def social(random: Random, beside: Sequence[Row]) -> list[Row]:
    rows: list[Row] = []
    for number in range(24):
        name = f"青岚区{chr(0x5E00 + number)}协会"
        prefix = random.choice(("51", "52", "53", "51", "91", ""))
        row = {
            "社会组织名称": name,
            "登记证号": code(prefix, 500 + number) if prefix else "豫民证字第010001号",
            "社会组织类别": random.choice(("社会团体", "民办非企业单位", "基金会")),
            "业务主管单位": "教育局",
            "登记状态": random.choice(("正常", "正常", "注销")),
            **answers(random, name, 100 + number),
        }
        if number < 4:  # the same one stands in the enterprises' ledger
            row |= {"社会组织名称": beside[number]["企业名称"], "登记证号": random.choice((row["登记证号"], ""))}
        rows.append(row)
    return rows


def is_self_employed(row: Row) -> bool:
    return row["统一社会信用代码"].startswith("92") or row["企业类型"] in (INDIVIDUAL, MARKET)


def is_social(row: Row) -> bool:
    number = row["统一社会信用代码"]
    return (number.startswith("52") and row["企业类型"] != INDIVIDUAL) or (not number and row["企业类型"] == "社会团体")


def counted(ledger: Sequence[Row], listed: Sequence[Row], *, apart: bool) -> Mapping[Base, list[Row]]:
    """Who counts in which base."""
    own: list[Row] = []
    theirs: list[Row] = []
    small: list[Row] = []
    for row in ledger:
        if row["经营状态"] == "注销":
            continue
        if apart and is_self_employed(row):
            small.append(row)
        elif apart and is_social(row):
            theirs.append(row)
        elif row["企业类型"] != INDIVIDUAL and row["统一社会信用代码"][:2] != "92" and not is_social(row):
            own.append(row)
    for row in listed:
        number = row["登记证号"] if len(row["登记证号"]) == 18 else ""
        same = [
            each
            for each in own
            if each["企业名称"] == row["社会组织名称"] and not (number and each["统一社会信用代码"])
        ]
        if row["登记状态"] != "注销" and not number.startswith("91") and not same:
            theirs.append(row)
    return {"enterprises": own, "social_organizations": theirs, "self_employed": small}


def shares(rows: Sequence[Row]) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for unit in ("全区", *UNITS):
        here = [row for row in rows if unit in ("全区", row["乡（办）"])]
        own = [row for row in here if row["组建方式"] == "单独组建"]
        built = [row for row in here if row["是否建立党组织"] == "是"]
        due = [row for row in here if int(row["党员人数"]) >= 3]
        large = [row for row in here if int(row["职工人数"]) >= 50]
        found[unit, "org_coverage"] = len(built), len(here)
        found[unit, "own_org_rate"] = len(own), len(here)
        found[unit, "work_coverage"] = sum(row in built or row["党建指导员"] != "无" for row in here), len(here)
        found[unit, "due_built"] = sum(row in built for row in due), len(due)
        found[unit, "members_in_50plus"] = sum(row["党员人数"] != "0" for row in large), len(large)
    return {key: share for key, share in found.items() if share[1]}


def said(result: djcov.Coverage) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (share.unit, share.indicator): (share.numerator, share.denominator)
        for share in result.rows
        if share.indicator in CODES and share.denominator
    }


def added(
    one: Mapping[tuple[str, str], tuple[int, int]], other: Mapping[tuple[str, str], tuple[int, int]]
) -> dict[tuple[str, str], tuple[int, int]]:
    keys = {*one, *other}
    pairs = {key: (one.get(key, (0, 0)), other.get(key, (0, 0))) for key in keys}
    return {key: (a[0] + b[0], a[1] + b[1]) for key, (a, b) in pairs.items()}


def write(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def holds(facts: Facts, expected: Mapping[Base, list[Row]]) -> None:
    result = djcov.coverage(facts)
    own, theirs = shares(expected["enterprises"]), shares(expected["social_organizations"])
    beside = pipeline.beside(facts, result)
    assert said(result) == own
    assert beside.social_organizations is not None
    assert said(beside.social_organizations) == theirs
    assert beside.both is not None
    assert said(beside.both) == added(own, theirs)
    small = beside.self_employed
    assert (said(small) if small else {}) == shares(expected["self_employed"])


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_every_base_has_its_own_numbers(seed: int, apart: bool, tmp_path: Path) -> None:
    random = Random(seed)
    ledger = enterprises(random)
    listed = social(random, ledger)
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", listed)]
    settings = APART if apart else Policy.load()
    for order in (files, files[::-1]):
        facts = djcov.link(djcov.read(*order, policy=settings), as_of=DAY, policy=settings)
        holds(facts, counted(ledger, listed, apart=apart))


@pytest.mark.parametrize("name", ["pandas", "duckdb", pytest.param("spark", marks=pytest.mark.thorough)])
def test_every_engine_gives_the_same(name: EngineName, tmp_path: Path) -> None:
    random = Random(7)
    ledger = enterprises(random)
    listed = social(random, ledger)
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", listed)]
    with running(name) as engine, djcov.read(*files, policy=APART, engine=engine) as roster:
        holds(djcov.link(roster, as_of=DAY, policy=APART), counted(ledger, listed, apart=True))


@pytest.mark.thorough
def test_a_ledger_of_social_organizations_changes_nothing_about_enterprises(tmp_path: Path) -> None:
    random = Random(1)
    ledger = enterprises(random)
    listed = social(random, ledger)
    alone = write(tmp_path / "企业.csv", ledger)
    station = write(tmp_path / "指导员.csv", [{"姓名": "王五", "派驻企业": "、".join(_names(ledger, listed))}])
    beside = write(tmp_path / "社会组织.csv", listed)
    before, after = (
        djcov.link(djcov.read(*files), as_of=DAY) for files in ((alone, station), (alone, station, beside))
    )
    assert djcov.coverage(after) == djcov.coverage(before)
    assert djcov.gaps(after, every=True) == djcov.gaps(before, every=True)
    assert djcov.explain(after, "work_coverage") == djcov.explain(before, "work_coverage")
    assert djcov.league(after, "work_coverage") == djcov.league(before, "work_coverage")
    assert "LINK_UNKNOWN" in before.findings.totals
    assert "LINK_UNKNOWN" not in after.findings.totals, "the other ledger has them"
    theirs = djcov.link(after, base="social_organizations")
    assert djcov.coverage(theirs).rate("work_coverage") == 1, "one register serves both"


@pytest.mark.parametrize("seed", range(6))
def test_enterprises_are_as_if_no_other_ledger_were_there(seed: int, tmp_path: Path) -> None:
    """The other rosters name 社会组织, and the enterprises by name, by branch, or not at all."""
    random = Random(seed)
    ledger = enterprises(random)
    listed = social(random, ledger)
    theirs = [row["社会组织名称"] for row in listed[4:]]
    own = [row["企业名称"] for row in ledger]
    branches = [row["党组织名称"] for row in ledger if row["党组织名称"]]

    def some(chance: float) -> str:
        return random.choice(own if random.random() < chance else theirs)

    by_name = random.choice((0, 0, 0.5))
    members = [
        {
            "姓名": f"王{GIVEN[at % 6]}{GIVEN[at // 6]}",
            "工作单位": some(by_name),
            "所在党支部": "",
            "人员类别": "正式党员",
        }
        for at in range(20)
    ]
    members += [
        {"姓名": f"李{GIVEN[at % 6]}{GIVEN[at // 6]}", "工作单位": "", "所在党支部": branch, "人员类别": "正式党员"}
        for at, branch in enumerate(random.choices(branches, k=20))
    ]
    names = [*random.sample(branches, 4), *(f"{name}党支部" for name in theirs[:6])]
    register = [{"党组织名称": name, "覆盖企业": random.choice(("", some(by_name)))} for name in names]
    stations = [{"姓名": f"赵{each}", "派驻企业": some(by_name)} for each in GIVEN]
    rosters = {"党员花名册": members, "党组织台账": register, "指导员花名册": stations}
    given = [name for name in rosters if random.random() < 0.7] or ["党员花名册"]
    files = [write(tmp_path / f"{name}.csv", rosters[name]) for name in given]
    files.append(write(tmp_path / "企业台账.csv", ledger))
    before = djcov.link(djcov.read(*files), as_of=DAY)
    after = djcov.link(djcov.read(*files, write(tmp_path / "社会组织台账.csv", listed)), as_of=DAY)
    assert djcov.coverage(after) == djcov.coverage(before)
    assert djcov.gaps(after, every=True) == djcov.gaps(before, every=True)
    assert djcov.distributions(after) == djcov.distributions(before)
    for indicator in INDICATORS:
        assert djcov.explain(after, indicator) == djcov.explain(before, indicator)
    told, untold = after.findings.totals, before.findings.totals
    assert {code: number for code, number in untold.items() if code != "LINK_UNKNOWN"} == {
        code: told[code] for code in untold if code != "LINK_UNKNOWN"
    }
    assert told["LINK_UNKNOWN"] == 0


def _names(ledger: Sequence[Row], listed: Sequence[Row]) -> list[str]:
    return [row["企业名称"] for row in ledger[:6]] + [row["社会组织名称"] for row in listed]


@pytest.mark.thorough
def test_a_register_that_names_only_enterprises_decides_nothing_about_others(tmp_path: Path) -> None:
    random = Random(2)
    ledger = enterprises(random)
    listed = social(random, ledger)[4:]
    station = write(tmp_path / "指导员.csv", [{"姓名": "王五", "派驻企业": ledger[0]["企业名称"]}])
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", listed), station]
    facts = djcov.link(djcov.read(*files), as_of=DAY, base="社会组织")  # type: ignore[arg-type]
    expected = counted(ledger, listed, apart=False)["social_organizations"]
    assert said(djcov.coverage(facts)) == shares(expected)


def test_a_ledger_of_social_organizations_alone_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = Random(3)
    listed = social(random, enterprises(random))
    path = write(tmp_path / "社会组织.csv", listed)
    assert main(["coverage", str(path), "--as-of", DAY, "--format", "json", "-q"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["base"] == "social_organizations"
    expected = shares(counted([], listed, apart=False)["social_organizations"])
    whole = {
        row["indicator"]: (row["numerator"], row["denominator"]) for row in document["rows"] if row["unit"] == "全区"
    }
    assert [whole[name] for name in CODES] == [expected["全区", name] for name in CODES]


@pytest.mark.thorough
def test_people_see_them_beside_enterprises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = Random(4)
    ledger = enterprises(random)
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", social(random, ledger))]
    asked = [*map(str, files), "--as-of", DAY, "-q"]
    assert main(["coverage", *asked]) == 0
    page = capsys.readouterr().out
    assert all(text in page for text in ("两新组织党建覆盖情况", "\n社会组织 ", "\n两新组织合计 "))
    assert main(["coverage", *asked, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"rows", "social_organizations", "both"} <= document.keys()
    assert "self_employed" not in document
    assert main(["gaps", *asked, "--base", "社会组织", "--all"]) == 0
    assert "社会组织缺口名单" in capsys.readouterr().out
    assert main(["coverage", *asked, "--base", "小个专"]) == 2
    assert 'self_employed = "apart"' in capsys.readouterr().err
    for name in ("报告.xlsx", "报告.html", "通报.docx"):
        assert main(["report", *asked, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size


def test_their_targets_are_their_own(tmp_path: Path) -> None:
    path = tmp_path / "政策.toml"
    goal = 'targets = [{indicator = "org_coverage", by = 2021-12-31, rate = 0.9}]'
    path.write_text(f"[social_organizations]\n{goal}\n", "utf-8")
    settings = Policy.load(path)
    random = Random(5)
    ledger = enterprises(random)
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", social(random, ledger))]
    facts = djcov.link(djcov.read(*files, policy=settings), as_of=DAY, policy=settings)
    theirs = djcov.targets(djcov.link(facts, base="social_organizations"))
    assert {(aim.share.indicator, str(aim.target.rate)) for aim in theirs.rows} == {("org_coverage", "0.9")}
    assert len(djcov.targets(facts).of_whole) == len(Policy.load().targets)


def test_who_stands_in_both_ledgers_counts_once_and_is_told(tmp_path: Path) -> None:
    ledger = [{"企业名称": "阳光学校", "乡（办）": "古城乡", "是否建立党组织": "否"}]
    listed = [{"社会组织名称": "阳光学校", "登记证号": code("52", 1), "乡（办）": "古城乡", "业务主管单位": "教育局"}]
    files = [write(tmp_path / "企业.csv", ledger), write(tmp_path / "社会组织.csv", listed)]
    facts = djcov.link(djcov.read(*files), as_of=DAY)
    theirs = djcov.explain(djcov.link(facts, base="social_organizations"), "clear_basic")
    assert [each.reason for each in theirs.left_out] == ["已作为企业纳入统计"]
    assert djcov.check(facts).findings.totals["COUNTED_AS_ENTERPRISE"] == 1


@pytest.mark.parametrize(
    "ledgers",
    [
        {"企业": "企业名称,乡（办）,经营状态\n阳光学校,古城乡,\n阳光学校,古城乡,注销\n"},
        {
            "旧": "截至日期：2021年6月30日\n企业名称,乡（办）\n阳光学校,古城乡\n甲公司,古城乡\n乙公司,古城乡\n",
            "新": "截至日期：2021年12月31日\n企业名称,乡（办）\n甲公司,古城乡\n乙公司,古城乡\n",
        },
    ],
)
def test_who_is_no_enterprise_that_counts_is_none_in_both_ledgers(ledgers: Mapping[str, str], tmp_path: Path) -> None:
    for name, text in ledgers.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    listed = [{"社会组织名称": "阳光学校", "登记证号": code("52", 1), "乡（办）": "古城乡", "业务主管单位": "教育局"}]
    write(tmp_path / "社会组织.csv", listed)
    theirs = djcov.link(djcov.read(tmp_path), as_of=DAY, base="social_organizations")
    assert djcov.explain(theirs, "clear_basic").left_out == ()
    assert theirs.findings.totals["COUNTED_AS_ENTERPRISE"] == 0


@pytest.mark.parametrize(
    ("title", "header", "kind"),
    [
        ("", "社会组织名称,登记证号,乡（办）", "social_organizations"),
        ("", "单位名称,业务主管单位,乡（办）,从业人员数", "social_organizations"),
        ("社会组织台账", "单位名称,信用代码,乡（办）,从业人员数", "social_organizations"),
        ("民办非企业单位名册", "名称,信用代码,乡（办）", "social_organizations"),
        ("", "单位名称,信用代码,乡（办）,法定代表人", "enterprises"),
        ("非公企业和社会组织台账", "单位名称,信用代码,乡（办）,法定代表人", "enterprises"),
        ("社会组织台账", "企业名称,信用代码,乡（办）,从业人员数", "enterprises"),
        ("", "企业名称,单位类别（企业、社会组织）,乡（办）", "enterprises"),
        ("", "党组织名称,党组织书记,覆盖社会组织", "organizations"),
        ("", "指导员姓名,派驻社会组织,派驻时间", "instructors"),
    ],
)
def test_a_ledger_says_whose_it_is(title: str, header: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    name = "古城乡甲某" if kind in ("organizations", "instructors") else "青岚区书法协会"
    row = ",".join([name, *["" for _ in header.split(",")[1:]]])
    path.write_text("\n".join([*([title] if title else []), header, row]) + "\n", "utf-8")
    assert [str(table.kind) for table in djcov.read(path).tables] == [kind]


NEUTRAL = "单位名称,信用代码,乡（办）,从业人员数"


@pytest.mark.parametrize(
    ("stem", "sheet", "header", "kind", "told"),
    [
        ("社会组织台账", "Sheet1", NEUTRAL, "social_organizations", False),
        ("2021年民办非企业单位名册(1)", "古城乡", NEUTRAL, "social_organizations", False),
        ("台账", "Sheet1", NEUTRAL, "enterprises", False),
        ("社会组织台账", "企业", NEUTRAL, "enterprises", False),
        ("企业台账", "社会组织", NEUTRAL, "social_organizations", False),
        ("两新组织台账", "Sheet1", NEUTRAL, "enterprises", True),
        ("非公企业和社会组织台账", "Sheet1", NEUTRAL, "enterprises", True),
        ("非公企业和社会组织台账", "Sheet1", "企业名称,信用代码,乡（办）", "enterprises", False),
        ("非公企业和社会组织台账", "社会组织", NEUTRAL, "social_organizations", False),
        ("台账", "企业、社会组织", NEUTRAL, "enterprises", True),
        ("社会组织台账", "Sheet1", "企业名称,信用代码,乡（办）", "enterprises", False),
    ],
)
def test_the_files_name_says_whose_a_ledger_is_where_nothing_nearer_does(
    stem: str, sheet: str, header: str, kind: str, told: bool, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page
    page.title = sheet
    page.append(header.split(","))
    page.append(["青岚区书法协会", *["" for _ in header.split(",")[1:]]])
    book.save(tmp_path / f"{stem}.xlsx")
    roster = djcov.read(tmp_path / f"{stem}.xlsx")
    assert [str(table.kind) for table in roster.tables] == [kind]
    assert roster.findings.totals["LEDGER_OF_WHICH"] == told
    if sheet == "Sheet1":
        path = tmp_path / f"{stem}.csv"
        rows = [header, *(f"青岚区{chr(0x5E00 + at)}协会{',' * header.count(',')}" for at in range(3))]
        path.write_text("\n".join(rows) + "\n", "utf-8")
        with djcov.read(path, engine="duckdb") as flat:
            assert [str(table.kind) for table in flat.tables] == [kind]
            assert flat.findings.totals["LEDGER_OF_WHICH"] == told


def _of_two_dates(tmp_path: Path) -> list[tuple[Path, list[Row]]]:
    """Write the ledgers of two dates, between which instructors and organisations come and go."""
    found: list[tuple[Path, list[Row]]] = []
    for number, day in enumerate(("2021-06-30", "2021-12-31")):
        random = Random(10)
        ledger = enterprises(random)
        listed = social(random, ledger)[4:]
        for row in listed[number::3]:
            row |= {"党建指导员": "无", "是否建立党组织": "否", "组建方式": "", "党组织名称": ""}
        folder = tmp_path / day
        folder.mkdir()
        write(folder / "企业.csv", ledger)
        write(folder / "社会组织.csv", listed)
        found.append((folder, listed))
    return found


@pytest.mark.parametrize("both", [True, False])
def test_dates_are_compared_and_followed_for_each_base(
    both: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = _of_two_dates(tmp_path)
    if not both:  # of whom there is a ledger
        for folder, _ in dates:
            (folder / "企业.csv").unlink()
    asked = ["--base", "社会组织"] if both else []
    paths = [str(folder) for folder, _ in dates]
    counts = [shares(counted([], listed, apart=False)["social_organizations"]) for _, listed in dates]

    def document(*words: str) -> Any:
        assert main([*words, *asked, "--format", "json", "-q"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["base"] == "social_organizations"
        return found

    told = document("trend", *paths)["rows"]
    for at, day in enumerate(("2021-06-30", "2021-12-31")):
        whole = {row["indicator"]: row for row in told if (row["unit"], row["as_of"]) == ("全区", day)}
        for code in CODES:
            assert (whole[code]["numerator"], whole[code]["denominator"]) == counts[at]["全区", code]
    compared = document("compare", *paths, "--as-of-old", "2021-06-30", "--as-of", "2021-12-31")
    shifts = {each["indicator"]: each for each in compared["indicators"]}
    for code in CODES:
        sides = [(shifts[code][side]["numerator"], shifts[code][side]["denominator"]) for side in ("old", "new")]
        assert sides == [each["全区", code] for each in counts]
    assert compared["changes"]
    assert not any("企业" in each["title"] for each in compared["changes"])
    changes = document("compare", *paths, "--form", "changes", "--as-of-old", "2021-06-30", "--as-of", "2021-12-31")
    assert changes["rows"][0]["closing"] == counts[1]["全区", "org_coverage"][1]

    ledger = str(tmp_path / "销号.xlsx")
    first = document("follow", ledger, paths[0], "--as-of", "2021-06-30", "--kind", "no_instructor")
    numerator, denominator = counts[0]["全区", "work_coverage"]
    assert len(first["rows"]) == denominator - numerator
    then = document("follow", ledger, paths[1], "--as-of", "2021-12-31", "--kind", "no_instructor")
    assert {"open", "done", "new"} == {row["state"] for row in then["rows"]}
    pending = [row for row in then["rows"] if row["state"] != "done"]
    assert len(pending) == counts[1]["全区", "work_coverage"][1] - counts[1]["全区", "work_coverage"][0]
    if both:
        assert main(["follow", ledger, paths[1], "--as-of", "2021-12-31", "-q"]) == 2
        assert "销号台账是社会组织的，不是企业的" in capsys.readouterr().err


@pytest.mark.thorough
def test_a_league_of_progress_is_of_its_base_at_both_dates(tmp_path: Path) -> None:
    dates = _of_two_dates(tmp_path)
    before, after = (
        djcov.link(djcov.read(folder), as_of=folder.name, base="social_organizations") for folder, _ in dates
    )
    enterprises_before = djcov.link(djcov.read(dates[0][0]), as_of="2021-06-30")
    expected = djcov.league(after, "work_coverage", earlier=before)
    assert djcov.league(after, "work_coverage", earlier=enterprises_before) == expected
    counts = [shares(counted([], listed, apart=False)["social_organizations"]) for _, listed in dates]
    for row in expected.rows:
        assert row.earlier is not None
        sides = [(each.numerator, each.denominator) for each in (row.earlier, row.share)]
        assert sides == [each[row.share.unit, "work_coverage"] for each in counts]
    with pytest.raises(UsageError, match="统计对象不同"):
        djcov.compare(enterprises_before, after)


def test_without_a_ledger_of_enterprises_nobody_counts_none(tmp_path: Path) -> None:
    """There is no data of them, and so no total of both."""
    random = Random(6)
    path = write(tmp_path / "社会组织.csv", social(random, enterprises(random)))
    report = djcov.report(djcov.read(path), as_of=DAY)
    assert report.beside is not None
    assert report.beside.social_organizations is not None
    number = report.beside.social_organizations.enterprises("全区")
    rows = {row[0].text: row[1].text for row in beside.table(report.coverage, report.beside, ["org_coverage"]).rows}
    assert rows == {"企业": "无数据", "社会组织": str(number), "两新组织合计": "无数据"}
    assert list(beside.sentences(report.beside))[1] == "两新组织合计无数据（没有企业台账）"
    page = webpage.render(report).decode("utf-8")
    assert "<span>没有企业台账</span>" in page
    assert "登记企业 0 家" not in page
