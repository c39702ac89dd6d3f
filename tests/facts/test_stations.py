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
