"""A made-up district, month by month, that knows what became of everybody: enterprises open, close, leave the base and
come back, move, change their names, gain and lose members and staff; organisations are founded, dissolved and merged.

Nothing here knows how djcov finds out. Each month is a roster, and the acts of the month are counted as they happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from djcov.roster import Roster
from rosters import roster

UNITS = ("古城乡", "石桥镇", "柳河乡", "城关办事处")
PEOPLE = ("赵一", "钱二", "孙三", "李四", "周五", "吴六")
NOBODY = "无"


@dataclass
class Firm:
    """One enterprise; numbers that are None are blank cells."""

    number: int
    name: str
    code: str | None
    unit: str
    employees: int | None
    full_members: int | None
    instructor: str | None
    status: str = "正常"
    type: str = "私营"
    listed: bool = True
    ends_on: date | None = None
    """Until when the instructor is to be there."""

    @property
    def counts(self) -> bool:
        return self.listed and self.status == "正常" and self.type == "私营"


@dataclass
class Branch:
    """One organisation of the register."""

    number: int
    name: str
    form: str
    founded_on: date
    secretary: str
    superior: str
    firms: list[int]


@dataclass(frozen=True)
class Month:
    """The district at the end of a month, and what happened in it."""

    as_of: date
    firms: tuple[Firm, ...]
    branches: tuple[Branch, ...]
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many enterprises of a unit did what: new, moved_in, back, closed, moved_out, out."""
    acts: Counter[tuple[str, int]] = field(default_factory=Counter)
    """What happened to whom: an event, and the number of the enterprise or organisation."""

    @property
    def roster(self) -> Roster:
        names = {firm.number: firm.name for firm in self.firms}
        ledger = [
            {
                "name": firm.name,
                "uscc": firm.code,
                "township": firm.unit,
                "status": firm.status,
                "type": firm.type,
                "employees": firm.employees,
                "members": firm.full_members,
                "full_members": firm.full_members,
                "instructor": firm.instructor,
                "instructor_ends_on": firm.ends_on,
                "_file": f"{self.as_of:%Y%m}.xlsx",
            }
            for firm in self.firms
            if firm.listed
        ]
        register = [
            {
                "name": branch.name,
                "form": branch.form,
                "founded_on": branch.founded_on,
                "secretary": branch.secretary,
                "superior": branch.superior,
                "enterprises": "、".join(names[number] for number in branch.firms),
                "_file": f"{self.as_of:%Y%m}.xlsx",
            }
            for branch in self.branches
        ]
        return roster(ledger, organizations=register)

    def counted(self, unit: str) -> int:
        return sum(firm.counts and firm.unit == unit for firm in self.firms)

    def branch_of(self, firm: Firm) -> Branch | None:
        return next((branch for branch in self.branches if firm.number in branch.firms), None)

    @property
    def working(self) -> dict[int, Branch]:
        """The organisations that cover an enterprise that counts."""
        counting = {firm.number for firm in self.firms if firm.counts}
        return {branch.number: branch for branch in self.branches if counting & set(branch.firms)}


def months(seed: int, firms: int = 40) -> Iterator[Month]:
    """Give the twelve months of 2021."""
    district = _District(Random(seed), Random(-seed))
    for _ in range(firms):
        district.open_firm()
    for _ in range(firms // 6):
        district.found(date(2019, 5, 1))
    for number in range(1, 13):
        district.begin()
        as_of = (date(2021, number + 1, 1) if number < 12 else date(2022, 1, 1)).replace(day=1)
        as_of = date.fromordinal(as_of.toordinal() - 1)
        if number > 1:
            district.live(as_of)
        district.station(as_of)
        yield Month(
            as_of,
            tuple(deepcopy(district.firms)),
            tuple(deepcopy(district.branches)),
            Counter(district.moves),
            Counter(district.acts),
        )


class _District:
    def __init__(self, random: Random, of_terms: Random) -> None:
        self.random, self.of_terms = random, of_terms
        self.firms: list[Firm] = []
        self.branches: list[Branch] = []
        self.founded = 0
        self.begin()

    def begin(self) -> None:
        self.moves: Counter[tuple[str, str]] = Counter()
        self.acts: Counter[tuple[str, int]] = Counter()

    # ---- enterprises

    def open_firm(self) -> Firm:
        number = len(self.firms) + 1
        code = f"91410100MA{number:07d}{number % 10}" if self.random.random() < 0.85 else None
        firm = Firm(
            number,
            f"青岚{number}号机械有限公司",
            code,
            self.random.choice(UNITS),
            self.random.choice((5, 20, 48, 52, 80, 120)),
            self.random.choice((0, 0, 1, 2, 3, 5)),
            self.random.choice((*PEOPLE, NOBODY, NOBODY, NOBODY)),
        )
        self.firms.append(firm)
        return firm

    def live(self, as_of: date) -> None:
        """Let a month pass. What takes an enterprise in or out of the base happens to each at most once."""
        before = Month(as_of, tuple(deepcopy(self.firms)), tuple(deepcopy(self.branches)))
        for firm in list(self.firms):
            self._in_or_out(firm)
        for _ in range(self.random.randint(1, 4)):
            firm = self.open_firm()
            self.moves[firm.unit, "new"] += 1
        for firm in self.firms:
            self._grow(firm)
        for _ in range(2):
            self.found(as_of)
        self._dissolve()
        merged = self._merge()
        self._change_branches()
        self._tell(before, Month(as_of, tuple(self.firms), tuple(self.branches)), merged)

    def _in_or_out(self, firm: Firm) -> None:
        lot = self.random.random()
        unit = firm.unit
        if not firm.listed:
            if lot < 0.5:
                firm.listed = True
                if firm.counts:
                    self.moves[unit, "new"] += 1
        elif not firm.counts:
            if lot < 0.25:
                firm.status, firm.type = "正常", "私营"
                self.moves[unit, "back"] += 1
        elif lot < 0.03:
            firm.status = "注销"
            self.moves[unit, "closed"] += 1
        elif lot < 0.05:
            firm.type = "国有"
            self.moves[unit, "out"] += 1
        elif lot < 0.08:
            firm.listed = False
            self.moves[unit, "out"] += 1
        elif lot < 0.12:
            firm.unit = self.random.choice([other for other in UNITS if other != unit])
            self.moves[unit, "moved_out"] += 1
            self.moves[firm.unit, "moved_in"] += 1
        if firm.code and self.random.random() < 0.05:
            firm.name = f"{firm.name.partition('（')[0]}（更{self.random.randint(1, 9)}）"

    def _grow(self, firm: Firm) -> None:
        lot = self.random.random()
        if lot < 0.08:
            firm.employees = self.random.choice((None, 5, 45, 55, 90))
        elif lot < 0.2:
            firm.full_members = self.random.choice((None, 0, 1, 2, 3, 4))
        elif lot < 0.32:
            firm.instructor = self.random.choice((None, NOBODY, NOBODY, *PEOPLE))

    def station(self, as_of: date) -> None:
        """Let terms run out, and some instructors' be renewed, all of them together."""
        for person in PEOPLE:
            renewed = self.of_terms.random() < 0.4
            for firm in self.firms:
                over = firm.ends_on is None or firm.ends_on < as_of
                if firm.instructor == person and over and (renewed or (firm.ends_on is None and as_of.month == 1)):
                    firm.ends_on = as_of + timedelta(self.of_terms.randint(20, 200))
        for firm in self.firms:
            if firm.instructor in (None, NOBODY):
                firm.ends_on = None

    # ---- organisations

    def _free(self) -> list[Firm]:
        taken = {number for branch in self.branches for number in branch.firms}
        return [firm for firm in self.firms if firm.counts and firm.number not in taken]

    def found(self, on: date) -> None:
        free = self._free()
        if not free:
            return
        first = self.random.choice(free)
        near = [firm for firm in free if firm.unit == first.unit and firm is not first]
        others = self.random.sample(near, min(len(near), self.random.choice((0, 0, 1, 2))))
        self.founded += 1
        number = 1000 + self.founded
        self.branches.append(
            Branch(
                number,
                f"第{number}党支部",
                "联合组建" if others else "单独组建",
                on,
                self.random.choice((*PEOPLE, NOBODY)),
                f"{first.unit}党委",
                [first.number, *(firm.number for firm in others)],
            )
        )

    def _dissolve(self) -> None:
        for branch in list(self.branches):
            if self.random.random() < 0.05:
                self.branches.remove(branch)

    def _merge(self) -> dict[int, int]:
        """Let one organisation join a joint one; give who joined whom."""
        working = list(Month(date.min, tuple(self.firms), tuple(self.branches)).working.values())
        joint = [branch for branch in working if branch.form == "联合组建"]
        if not joint or len(working) < 2 or self.random.random() < 0.4:
            return {}
        into = self.random.choice(joint)
        gone = self.random.choice([branch for branch in working if branch is not into])
        into.firms += gone.firms
        self.branches.remove(gone)
        return {gone.number: into.number}

    def _change_branches(self) -> None:
        for branch in self.branches:
            if self.random.random() < 0.1:
                branch.secretary = self.random.choice((*PEOPLE, NOBODY))
            if self.random.random() < 0.12:
                branch.superior = self.random.choice([f"{unit}党委" for unit in UNITS])

    # ---- what a comparison should tell

    def _tell(self, before: Month, after: Month, merged: dict[int, int]) -> None:
        was, now = before.working, after.working
        for number in now.keys() - was.keys():
            self.acts["founded", number] += 1
        for number in was.keys() - now.keys():
            joined = merged.get(number) in now and any(
                firm.counts and old.counts
                for old, firm in zip(before.firms, after.firms, strict=False)
                if firm.number in was[number].firms
            )
            self.acts["merged" if joined else "dissolved", number] += 1
        for number in was.keys() & now.keys():
            old, new = was[number], now[number]
            self.acts["secretary_changed", number] += old.secretary != new.secretary
            self.acts["superior_changed", number] += old.superior != new.superior
        for old, new in zip(before.firms, after.firms, strict=False):
            if not (old.counts and new.counts):
                continue
            forms = [branch and branch.form for branch in (before.branch_of(old), after.branch_of(new))]
            self.acts["form_changed", new.number] += None not in forms and forms[0] != forms[1]
            if old.instructor and new.instructor:
                self.acts["instructor_changed", new.number] += old.instructor != new.instructor
            if old.employees is not None and new.employees is not None:
                self.acts["staff_reached", new.number] += old.employees < 50 <= new.employees
                self.acts["staff_below", new.number] += new.employees < 50 <= old.employees
            if old.full_members is not None and new.full_members is not None:
                self.acts["members_joined", new.number] += max(new.full_members - old.full_members, 0)
                self.acts["members_left", new.number] += max(old.full_members - new.full_members, 0)
        self.acts = +self.acts
