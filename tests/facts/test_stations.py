"""Instructors on duty: their terms, visits and appraisals, in a roster of theirs and in the one wide ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import narwhals as nw
import pytest

import djcov
from djcov.engines import EngineName
from djcov.facts.stations import ANSWERS
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS, rows_of
from rosters import policy

DAYS = {"2021-03-31": True, "2021-06-30": False, "2021-12-31": True}
"""With whether instructors whose term is over are stationed still."""

APPRAISED = {"优秀": "优秀", "合格": "称职", "基本称职": "基本称职", "不合格": "不称职", "无": "未考核"}
RESULTS = (*APPRAISED, "")
SOON = INTERVAL = 90


@dataclass(frozen=True)
class Row:
    """A row that says that somebody is stationed at some enterprises."""

    person: str
    enterprises: tuple[int, ...]
    since: date | None
    left_on: date | None
    ends_on: date | None
    visited: date | str | None
    visits: int | None


@dataclass(frozen=True)
class District:
    """Enterprises by number, with or without an organisation, closed or not; who is stationed there; appraisals."""

    organized: Sequence[bool]
    closed: Sequence[bool]
    rows: Sequence[Row]
    appraisals: dict[str, str]


def _district(seed: int, *, in_ledger: bool) -> District:
    random = Random(seed)
    people = [f"{family}{given}" for family in "张王李赵" for given in "一二三四"]

    def day(chance: float) -> date | None:
        return date(2020, 6, 1) + timedelta(random.randrange(800)) if random.random() < chance else None

    rows: list[Row] = []
    for at in range(60):
        for _ in range(1 if in_ledger else random.choice([0, 1, 1, 2])):
            several = () if in_ledger else tuple(random.sample(range(60), random.choice([0, 0, 1])))
            visited = random.choice(["未走访", None, day(1), day(1), day(1)])
            times = day(0.6), day(0.2), day(0.75)
            rows.append(Row(random.choice(people), (at, *several), *times, visited, random.choice([None, 0, 2, 5, 15])))
    return District(
        [random.random() < 0.3 for _ in range(60)],
        [random.random() < 0.1 for _ in range(60)],
        rows,
        {person: random.choice(RESULTS) for person in people},
    )


def _written(one: object) -> str:
    return "" if one is None else str(one)


def _name(at: int) -> str:
    return f"第{at}号食品有限公司"


def _files(district: District, folder: Path, *, in_ledger: bool) -> None:
    own = ["派驻时间", "离任时间", "派驻截止时间", "最近走访时间", "走访次数", "考核结果"]
    head = ["企业名称", "乡（办）", "经营状态", "是否建立党组织"]
    ledger = [[*head, *(["党建指导员", *(f"指导员{each}" for each in own)] if in_ledger else [])]]
    roster = [["姓名", "派驻企业", *own]]
    cells = [
        [
            *map(_written, (row.since, row.left_on, row.ends_on, row.visited, row.visits)),
            district.appraisals[row.person],
        ]
        for row in district.rows
    ]
    for at in range(60):
        said = [district.rows[at].person, *cells[at]] if in_ledger else []
        state = "注销" if district.closed[at] else "正常"
        ledger.append([_name(at), "古城乡", state, "是" if district.organized[at] else "否", *said])
    for row, own_cells in zip(district.rows, cells, strict=True):
        roster.append([row.person, "、".join(map(_name, row.enterprises)), *own_cells])
    for name, table in (("企业台账", ledger), *(() if in_ledger else (("指导员花名册", roster),))):
        (folder / f"{name}.csv").write_text("\n".join(map(",".join, table)) + "\n", "utf-8")


class Oracle:
    """What is so on a day, counted row by row."""

    def __init__(self, district: District, day: date, *, cover: bool) -> None:
        stations: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in district.rows:
            over = row.ends_on and row.ends_on < day and not (row.since and row.since > row.ends_on)
            ended = (row.left_on and row.left_on <= day) or (over and not cover)
            if not ended and not (row.since and row.since > day):
                for at in dict.fromkeys(row.enterprises):
                    if not district.closed[at]:
                        stations[row.person, at].append(row)
        by_person: defaultdict[str, list[tuple[date | None, str]]] = defaultdict(list)
        ends_at: defaultdict[int, list[date | None]] = defaultdict(list)
        for (person, at), rows in stations.items():
            by_person[person].append((self._end(rows), self._visit(rows, day)))
            ends_at[at].append(self._end(rows))
        self.counts = {name: 0 for flags in FLAGS.values() for name in flags}
        for person, said in by_person.items():
            expired = any(end and end < day for end, _ in said)
            found = {state for _, state in said}
            self.counts["in_term/"] += expired or all(end for end, _ in said)
            self.counts["in_term"] += not expired and all(end for end, _ in said)
            self.counts["instructor_expired"] += expired
            self.counts["visited_on_schedule/"] += found != {"new"}
            self.counts["visited_on_schedule"] += found in ({"timely"}, {"timely", "new"})
            self.counts["instructor_unvisited"] += bool(found & {"late", "waiting"})
            if result := APPRAISED.get(district.appraisals[person]):
                self.counts[result] += 1
        for at, organized in enumerate(district.organized):
            ends = ends_at.get(at, [])
            last = max((end for end in ends if end), default=None)
            soon = last is not None and all(ends) and last <= day + timedelta(SOON)
            self.counts["work_coverage"] += not district.closed[at] and (organized or bool(ends))
            self.counts["work_coverage_expiring"] += soon and not organized

    def _end(self, rows: Iterable[Row]) -> date | None:
        end = max((row.ends_on for row in rows if row.ends_on), default=None)
        begin = max((row.since for row in rows if row.since), default=None)
        return None if end and begin and begin > end else end

    def _visit(self, rows: Iterable[Row], day: date) -> str:
        first = day - timedelta(INTERVAL)
        seen = max((row.visited for row in rows if isinstance(row.visited, date) and row.visited <= day), default=None)
        if seen:
            return "timely" if seen >= first else "late"
        begin = max((row.since for row in rows if row.since), default=None)
        if begin and begin >= first:
            return "new"
        return "late" if any(row.visited == "未走访" for row in rows) else "waiting"


FLAGS = {
    "instructor": {
        **{code: INDICATORS[code].reached for code in ("in_term", "visited_on_schedule")},
        **{f"{code}/": INDICATORS[code].counted for code in ("in_term", "visited_on_schedule")},
        **{code: GAP_KINDS[code].flag for code in ("instructor_expired", "instructor_unvisited")},
        **{
            result: nw.col("in_scope") & (nw.col("appraisal") == result).fill_null(False)
            for result in APPRAISED.values()
        },
    },
    "enterprise": {
        "work_coverage": INDICATORS["work_coverage"].reached,
        "work_coverage_expiring": GAP_KINDS["work_coverage_expiring"].flag,
    },
}


def _sums(facts: djcov.Facts) -> dict[str, int]:
    """The numbers of rows for which indicators, kinds of gaps and results hold."""
    found: dict[str, int] = {}
    for grain, flags in FLAGS.items():
        rows = rows_of(facts, grain).select(flag.cast(nw.Int64).alias(name) for name, flag in flags.items()).collect()
        found |= {name: sum(rows[name].to_list()) for name in rows.columns}
    return found


@pytest.mark.parametrize(
    ("engine", "in_ledger"),
    [
        *(("auto", in_ledger) for in_ledger in (True, False)),
        *(pytest.param("pandas", in_ledger, marks=pytest.mark.thorough) for in_ledger in (True, False)),
        pytest.param("duckdb", False, marks=pytest.mark.thorough),
    ],
)
def test_a_plain_loop_says_the_same(tmp_path: Path, engine: EngineName, in_ledger: bool) -> None:
    district = _district(5, in_ledger=in_ledger)
    _files(district, tmp_path, in_ledger=in_ledger)
    with djcov.read(tmp_path, engine=engine) as roster:
        for day, cover in DAYS.items():
            settings = policy(counting={"expired_instructors_cover": cover})
            facts = djcov.link(roster, policy=settings, as_of=day)
            assert _sums(facts) == Oracle(district, date.fromisoformat(day), cover=cover).counts, day


def _answers(facts: djcov.Facts) -> dict[str, tuple[object, ...]]:
    rows = facts.instructors.select("name", "appraisal", "trained", "trained_known", *ANSWERS).collect()
    return {str(row["name"]): tuple(map(str, row.values())) for row in rows.to_arrow().to_pylist()}


@pytest.mark.parametrize("in_ledger", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_rows_changes_an_answer(seed: int, in_ledger: bool, tmp_path: Path) -> None:
    """Few enterprises and people on many rows, which overlap; every number is known."""
    random = Random(seed)
    names = [_name(at) for at in range(6)]
    ledger = [f"{name},古城乡" for name in names]
    cells = [
        f"{random.randrange(9)},2021-{random.randint(6, 12):02}-15,{random.choice(('2021-11-01', '2020-05-01'))}"
        for _ in range(12)
    ]
    duties = "走访次数,最近走访时间,派驻时间"
    if in_ledger:
        ledger = [f"{row},{random.choice(('张三', '李四', '张三、李四'))},{cells[at]}" for at, row in enumerate(ledger)]
        head = "企业名称,乡（办）,党建指导员," + ",".join(f"指导员{each}" for each in duties.split(","))
        tables = {"企业台账": (head, ledger)}
    else:
        stations = [
            f"{random.choice(('张三', '李四'))},{'、'.join(random.sample(names, random.randint(1, 3)))},{cells[at]}"
            for at in range(12)
        ]
        tables = {
            "企业台账": ("企业名称,乡（办）", ledger),
            "指导员花名册": (f"姓名,派驻企业,{duties}", stations),
        }
    found: list[dict[str, tuple[object, ...]]] = []
    for _ in range(6):
        for name, (head, rows) in tables.items():
            random.shuffle(rows)
            (tmp_path / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
        found.append(_answers(djcov.link(djcov.read(tmp_path), as_of="2021-12-31")))
    assert all(each == found[0] for each in found)


LEDGER = "企业名称,乡（办）,党建指导员,指导员走访次数,指导员最近走访时间,指导员考核结果\n"


def _of_ledger(tmp_path: Path, *rows: str, more: str = "") -> djcov.Facts:
    path = tmp_path / "台账.csv"
    path.write_text("\n".join([LEDGER.strip() + more, *rows]) + "\n", "utf-8")
    return djcov.link(djcov.read(path), as_of="2021-12-31")


def test_rows_about_some_of_the_same_enterprises_are_added_up(tmp_path: Path) -> None:
    (tmp_path / "企业台账.csv").write_text("企业名称,乡（办）\n甲,古城乡\n乙,古城乡\n丙,古城乡\n", "utf-8")
    rows = ["张三,甲、乙,3", "张三,甲、丙,4", "张三,乙、甲,5"]
    (tmp_path / "指导员花名册.csv").write_text("\n".join(["姓名,派驻企业,走访次数", *rows]), "utf-8")
    found = djcov.link(djcov.read(tmp_path), as_of="2021-12-31").instructors.select("visits").collect()
    assert found["visits"].to_list() == [9], "3 and 5 are of the same enterprises"


@pytest.mark.parametrize(
    ("cells", "visits", "visited_known", "told"),
    [
        ("5,2021-12-01,优秀", None, False, 3),
        ("5,,", None, False, 1),
        ("0,未走访,", 0, True, 0),  # nobody went there
        (",,", None, False, 0),
    ],
)
def test_of_several_instructors_in_a_cell_nobody_knows_who_is_meant(
    cells: str, visits: int | None, visited_known: bool, told: int, tmp_path: Path
) -> None:
    facts = _of_ledger(tmp_path, f"甲,古城乡,张三、李四,{cells}")
    rows = facts.instructors.collect().to_arrow().to_pylist()
    assert sorted(row["name"] for row in rows) == ["张三", "李四"]
    for row in rows:
        assert (row["visits"], row["visited_known"], row["appraisal"]) == (visits, visited_known, None)
    assert facts.findings.totals["SEVERAL_INSTRUCTORS"] == told


def test_rows_of_the_ledger_that_differ_about_an_instructor_are_told(tmp_path: Path) -> None:
    rows = ["甲,古城乡,张三,,,优秀,是", "乙,古城乡,张三,,,合格,是", "丙,古城乡,李四、张三,,,不合格,"]
    facts = _of_ledger(tmp_path, *rows, more=",指导员是否参训")
    found = {row["name"]: row for row in facts.instructors.collect().to_arrow().to_pylist()}
    assert (found["张三"]["appraisal"], found["张三"]["trained"]) == (None, True)
    assert (found["李四"]["appraisal"], found["李四"]["trained_known"]) == (None, False)
    assert (facts.findings.totals["ROWS_DISAGREE"], facts.findings.totals["SEVERAL_INSTRUCTORS"]) == (1, 1)
