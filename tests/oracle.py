"""What djcov must say of a made-up district, reckoned once more with nothing but loops and ifs.

Nothing here is shared with djcov, and nothing is clever: each function is one ruling, written from the plan.
``rosters`` tells whether the four rosters are kept apart: then whoever is absent from one is known to be absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from made_up.ledger_styles import OFFICES
from made_up.world import LEDGER, NOBODY, ROSTERS, TOWNSHIPS, District, Enterprise, Instructor, Organisation, Posting

WHOLE = "全区"
PLAN_START = date(2018, 1, 1)
STATUSES_OUT = ["注销", "吊销", "迁出", "破产", "空壳", "僵尸", "停业", "歇业", "查无"]
TRADE_COMMITTEES = ["发改委党委", "民营企业党工委"]
LEVELS = ["无", "区级", "市级", "省级"]
SIX = [f"six_haves_{item}" for item in ("place", "facilities", "sign", "flag", "books", "rules")]
NINE = [
    f"gift_{item}"
    for item in ("seal", "materials", "board", "flag", "instructor", "constitution", "lecture", "training", "visit")
]
SIX_TITLES = ["场所", "设施", "标志", "党旗", "书报", "制度"]
NINE_TITLES = ["公章", "党建资料", "党建板面", "党旗", "指导员", "党章", "党课", "业务培训", "参观学习"]
FAVOUR_TITLES = ["发展党员", "表彰", "培训", "经费"]
FAVOURS = ["favor_development", "favor_commendation", "favor_training", "favor_funds"]

Share = tuple[int, int]
Spread = tuple[dict[str, int], int | None]
"""How many are of each sort that occurs, and the largest value, where the sorts are classes of numbers."""
UNKNOWN = "不清楚"


@dataclass(frozen=True)
class Truth:
    """The numbers of one district at one day."""

    shares: dict[tuple[str, str], Share]
    """By (unit, indicator): numerator and denominator. The whole district is 全区."""
    gaps: set[tuple[str, str, int]]
    """(kind, grain, index of the record)."""
    lacking: dict[tuple[str, str, int], str]
    """By such a gap, where it is one of several things: what is lacking, in djcov's words."""
    left_out: dict[int, list[str]]
    """By enterprise out of scope: words of which its reason must hold one."""
    covered: set[int]
    """The enterprises in scope that an organisation covers."""
    organisations: set[int]
    """The organisations founded by the day that cover an enterprise in scope."""
    stations: dict[int, list[int]]
    """By instructor who has any: the enterprises in scope where he or she stands by the day."""
    spreads: dict[tuple[str, str], Spread]
    """By (unit, distribution): how many are of each sort."""


def truth(
    district: District,
    as_of: date,
    style: str,
    *,
    by: str = "unit",
    work_includes_mass: bool = False,
    elections: bool | None = None,
) -> Truth:
    """Reckon everything; ``by`` is the attribute of an enterprise that names its unit. ``elections``: whether the last
    election is told, as it is in rosters; in a ledger it is the founding.
    """
    told = style == ROSTERS if elections is None else elections
    return _Reckoning(district, as_of, style, by, work_includes_mass, told).run()


class _Reckoning:
    def __init__(
        self, district: District, as_of: date, style: str, by: str, work_includes_mass: bool, elections: bool
    ) -> None:
        self.elections = elections
        self.district = district
        self.as_of = as_of
        self.style = style
        self.rosters = style == ROSTERS
        self.sorts: dict[tuple[str, str], Counter[str]] = {}
        self.largest: dict[tuple[str, str], int] = {}
        self.by = by
        self.work_includes_mass = work_includes_mass
        self.left_out = self._left_out()
        self.shares: dict[tuple[str, str], list[int]] = {}
        self.gaps: set[tuple[str, str, int]] = set()
        self.covered: set[int] = set()
        self.organisations: set[int] = set()
        self.lacking: dict[tuple[str, str, int], str] = {}
        self.stations: dict[int, list[int]] = {}

    def run(self) -> Truth:
        for index, enterprise in enumerate(self.district.enterprises):
            if index not in self.left_out:
                self._enterprise(index, enterprise)
        self._led = Counter[str]()
        for organisation in self.district.organisations:
            here = [at for at in organisation.enterprises if at not in self.left_out]
            if here and not self._is_later(organisation.founded):
                self._led[organisation.leader or ""] += len(here)
        for index, organisation in enumerate(self.district.organisations):
            here = [at for at in organisation.enterprises if at not in self.left_out]
            if here and not self._is_later(organisation.founded):
                self.organisations.add(index)
                self._organisation(index, organisation, self._main_unit(here))
        for index, instructor in enumerate(self.district.instructors):
            here = [p.enterprise for p in instructor.postings if p.enterprise not in self.left_out and self._stands(p)]
            for at in [at for at in here if self._is_mistyped(at)]:
                here.remove(at)
                self._sort(self._main_unit([at]), "instructor_load", "1 家", 1)
            if here:
                self._instructor(index, instructor, here, self._main_unit(here))
        shares = {key: (numerator, denominator) for key, (numerator, denominator) in self.shares.items()}
        return Truth(
            shares,
            self.gaps,
            self.lacking,
            self.left_out,
            self.covered,
            self.organisations,
            self.stations,
            {key: (dict(counts), self.largest.get(key)) for key, counts in self.sorts.items()},
        )

    # ---- the table of numbers

    def _count(self, unit: str, indicator: str, counts: bool, has: bool) -> None:
        """Add one to the denominator if ``counts``, and to the numerator if it also ``has``."""
        if not counts:
            return
        for name in (WHOLE, unit):
            share = self.shares.setdefault((name, indicator), [0, 0])
            share[0] += has
            share[1] += 1

    def _sort(self, unit: str, distribution: str, sort: str | None, number: int | None = None) -> None:
        """Count one of a sort; of a class of numbers with the number itself."""
        for key in ((WHOLE, distribution), (unit, distribution)):
            self.sorts.setdefault(key, Counter())[UNKNOWN if sort is None else sort] += 1
            if number is not None:
                self.largest[key] = max(number, self.largest.get(key, number))

    def _main_unit(self, enterprises: Iterable[int]) -> str:
        """The unit where most of these lie; of several, the one that is spelt first, as their files are named."""
        counts: dict[str, int] = {}
        for index in sorted(enterprises):
            unit = self._unit(self.district.enterprises[index])
            counts[unit] = counts.get(unit, 0) + 1
        return min(counts, key=lambda unit: (-counts[unit], unit))

    def _unit(self, enterprise: Enterprise) -> str:
        return str(getattr(enterprise, self.by))

    # ---- who counts

    def _left_out(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        codes: set[str] = set()
        for index, one in enumerate(self.district.enterprises):
            reasons = [word for word in STATUSES_OUT if word in (one.status or "")]
            kind = (one.kind or "").replace("非国有", "")
            if "国有" in kind or "集体" in kind:
                reasons.append(one.kind or "")
            if "个体" in kind or (one.code or "").startswith("92"):
                reasons.append("个体工商户")
            if one.registered is not None and one.registered > self.as_of:
                reasons.append(one.registered.isoformat())
            if one.code in codes:
                reasons.append("重复")
            if one.code is not None:
                codes.add(one.code)
            if reasons:
                found[index] = reasons
        return found

    def _is_later(self, day: date | None) -> bool:
        """Whether something happened only after the day; without a date it counts."""
        return day is not None and day > self.as_of

    def _stands(self, posting: Posting) -> bool:
        return not self._is_later(posting.since)

    # ---- one enterprise

    def _enterprise(self, index: int, one: Enterprise) -> None:
        unit = self._unit(one)
        organisation = self.district.organisation_of(index)
        now = organisation if organisation and not self._is_later(organisation.founded) else None
        organised = now is not None
        own = now is not None and now.form is not None and now.form.startswith("单独")
        found = self.district.posting_at(index)
        instructor = found is not None and self._stands(found[1])
        if organised:
            self.covered.add(index)

        total = len(one.members)
        full = sum(category == "正式党员" for category in self._categories(one))
        if not any(self._categories(one)):
            full = total  # nothing tells full and probationary members apart: the total decides
        due = full >= 3
        maybe_due = not due and total >= 3
        large = one.employees is not None and one.employees >= 50
        mass = one.union is True or one.youth is True or one.women is True

        self._count(unit, "org_coverage", True, organised)
        self._count(unit, "own_org_rate", True, own)
        work = organised or instructor or one.worked or (self.work_includes_mass and mass)
        self._count(unit, "work_coverage", True, work)
        any_way = organised or instructor or one.worked or total >= 1 or mass
        self._count(unit, "work_coverage_any", True, any_way)
        ways = (
            *((organised, "党组织"), (instructor, "指导员"), (one.worked, "方式不详")),
            *((total >= 1, "党员"), (mass, "群团组织")),
        )
        uncovered = "没有覆盖" if organisation or one.answered_organisation or self.rosters else None
        self._sort(unit, "work_ways", next((way for has, way in ways if has), uncovered))
        self._count(unit, "instructor_stationed", not organised, instructor)
        self._count(unit, "due_built", due, organised)
        self._count(unit, "members_in_50plus", large, total >= 1)
        self._count(unit, "mass_coverage", True, mass)
        self._count(unit, "union_coverage", True, one.union is True)
        self._count(unit, "youth_coverage", True, one.youth is True)
        self._count(unit, "women_coverage", True, one.women is True)
        new = one.registered is not None and one.registered >= PLAN_START
        has_time = now is None and one.registered is not None and one.registered + timedelta(days=180) >= self.as_of
        self._count(unit, "synchronous_founding", new and due and not has_time, self._is_synchronous(one, now))
        self._count(unit, "applicants_where_no_member", total == 0, (one.applicants or 0) >= 1)
        self._count(unit, "weak_with_instructor", one.weak is True, instructor)
        self._sort(unit, "employee_sizes", _staff(one.employees), one.employees)
        counted = None if one.counted == "unknown" and not self.rosters else total
        members = None if counted is None else "0 人" if total == 0 else "1–2 人" if total < 3 else "3 人以上"
        self._sort(unit, "member_numbers", members, counted)
        if self.rosters:
            for member in one.members:
                self._sort(unit, "members_developed", _year(member.joined))
        if not organised:
            self._sort(unit, "not_built_reasons", one.reason if organisation is None else None)
        self._clear(index, unit, one, organisation, now, instructor_known=found is not None)

        self._gap("no_instructor", index, not organised and not instructor)
        self._gap("not_covered", index, not organised)
        self._gap("no_mass", index, not mass)
        self._gap("no_union", index, one.union is not True)
        self._gap("no_youth_league", index, one.youth is not True)
        self._gap("no_womens_federation", index, one.women is not True)
        self._gap("no_applicant", index, total == 0 and (one.applicants or 0) == 0)
        self._gap("not_synchronous", index, new and due and not has_time and not self._is_synchronous(one, now))
        self._gap("due_not_built", index, due and not organised)
        joint = now is not None and now.form is not None and not own
        self._gap("own_due", index, due and joint)
        self._gap("maybe_due", index, maybe_due and not organised)
        self._gap("no_member_in_50plus", index, large and total == 0)
        self._gap("weak_no_instructor", index, one.weak is True and not instructor)

    def _categories(self, one: Enterprise) -> list[str | None]:
        """What is known of each member; what the register has wrong is not."""
        return [None if self.rosters and "category" in member.slips else member.category for member in one.members]

    def _gap(self, kind: str, index: int, missing: bool) -> None:
        if missing:
            self.gaps.add((kind, "enterprise", index))

    def _is_synchronous(self, one: Enterprise, now: Organisation | None) -> bool:
        if now is None or now.founded is None or one.registered is None:
            return False
        return now.founded <= one.registered + timedelta(days=180)

    def _clear(
        self,
        index: int,
        unit: str,
        one: Enterprise,
        organisation: Organisation | None,
        now: Organisation | None,
        *,
        instructor_known: bool,
    ) -> None:
        """三清: whether the roster itself is complete."""
        basics = {
            "企业名称": one.name,
            "统一社会信用代码": one.code,
            "乡（办）": one.unit,
            "企业类型": one.kind,
            "经营状态": one.status,
            "注册日期": one.registered,
            "职工人数": one.employees,
        }
        self._count(unit, "clear_basic", True, None not in basics.values())
        self._unclear("unclear_basic", index, {title: value is not None for title, value in basics.items()})
        answered = organisation is not None or one.answered_organisation or self.rosters
        if now is not None:
            answered = now.form is not None and (self.rosters or not now.unnamed)
        self._count(unit, "clear_organization", True, answered)
        told = {"是否建立党组织": now is not None or answered}
        if now is not None:
            told |= {"组建方式": now.form is not None, "党组织名称": self.rosters or not now.unnamed}
        self._unclear("unclear_organization", index, told)
        known = now is not None or instructor_known or one.answered_instructor or self.rosters
        mass_known = None not in (one.union, one.youth, one.women)
        self._count(unit, "clear_work", True, known and mass_known)
        mass = {"工会": one.union, "共青团": one.youth, "妇联": one.women}
        told = {"党建指导员": known} | {title: value is not None for title, value in mass.items()}
        self._unclear("unclear_work", index, told)

    def _unclear(self, kind: str, index: int, told: dict[str, bool]) -> None:
        """A gap wherever something is not told; it names what is not."""
        silent = [title for title, is_told in told.items() if not is_told]
        if silent:
            self.gaps.add((kind, "enterprise", index))
            self.lacking[kind, "enterprise", index] = f"不清楚：{'、'.join(silent)}"

    # ---- one organisation, one instructor

    def _organisation(self, index: int, one: Organisation, unit: str) -> None:
        new = self._is_since_plan(one)
        secretary = _is_somebody(one.secretary)
        self._count(unit, "secretary_in_post", True, secretary)
        self._count(unit, "secretary_trained", secretary, one.trained is True)
        territorial = one.superior is not None and not any(name in one.superior for name in TRADE_COMMITTEES)
        self._count(unit, "territorial_affiliation", new, territorial)
        self._count(unit, "leader_assigned", True, _is_somebody(one.leader))
        self._count(unit, "village_pairing", True, _is_somebody(one.village))
        self._count(unit, "demo_posts", True, one.demo_posts is True)
        self._count(unit, "two_way_mechanism", True, one.two_way is True)
        self._count(unit, "online_site", True, one.online is True)
        self._count(unit, "six_haves", True, all(item is True for item in one.six))
        self._count(unit, "gift_pack", new, all(item is True for item in one.nine))
        for code, item in zip(SIX, one.six, strict=True):
            self._count(unit, code, True, item is True)
        for code, item in zip(NINE, one.nine, strict=True):
            self._count(unit, code, new, item is True)
        for code, item in zip(FAVOURS, one.favours, strict=True):
            self._count(unit, code, True, item is True)
        level = LEVELS.index(one.level or "无")
        self._count(unit, "dual_strong_district", True, level >= 1)
        self._count(unit, "dual_strong_city", True, level >= 2)
        for rank, code in enumerate(("model_district", "model_city", "model_province"), start=1):
            self._count(unit, code, True, LEVELS.index(one.model or "无") >= rank)
        self._count(unit, "paired_building", True, one.paired is True)
        workers = one.workers is not None and one.workers > 0
        self._count(unit, "party_workers", True, workers)
        self._count(unit, "party_workers_trained", workers, one.workers_trained is True)
        self._organisation_gap("no_secretary", index, not secretary)
        if self.elections:
            over, soon = self._term(one)
            self._organisation_gap("term_over", index, over)
            self._organisation_gap("term_ends_soon", index, soon)
        here = sorted(at for at in one.enterprises if at not in self.left_out)
        self._organisation_gap("joint_too_large", index, len(here) > 5)
        self._organisation_gap("not_territorial", index, new and not territorial)
        joint = one.form is not None and not one.form.startswith("单独")
        form = None if one.form is None else "联合组建" if joint else "单独组建"
        self._sort(unit, "organization_forms", form)
        written = form and min(form if self._is_ticked(at) else one.form or form for at in here)
        self._sort(unit, "organization_form_words", written)
        if joint or len(here) > 1:
            self._sort(unit, "joint_sizes", _load(len(here)), len(here))
        if not self.rosters:
            return  # a single ledger does not tell the rest
        self._sort(unit, "organization_kinds", one.kind.replace("联合", ""))
        if one.leader and _is_somebody(one.leader):
            led = self._led[one.leader]
            sort = "1 家" if led == 1 else "2–3 家" if led <= 3 else "4–5 家" if led <= 5 else "6 家以上"
            self._sort(unit, "leader_loads", sort, led)
        self._sort(unit, "dual_strong_levels", one.level)
        self._sort(unit, "model_levels", one.model)
        for source in [None] if one.funds is None else one.funds.split("、"):
            self._sort(unit, "fund_sources", "其他（财政补助）" if source == "财政补助" else source)
        if secretary:
            self._sort(unit, "secretary_sources", "党政机关事业单位干部" if one.source == "机关干部" else one.source)
        self._organisation_gap("secretary_not_trained", index, secretary and one.trained is not True)
        self._organisation_gap("no_leader", index, not _is_somebody(one.leader))
        self._organisation_gap("no_village", index, not _is_somebody(one.village))
        self._organisation_gap("no_demo_posts", index, one.demo_posts is not True)
        self._organisation_gap("no_two_way_mechanism", index, one.two_way is not True)
        self._organisation_gap("no_paired_building", index, one.paired is not True)
        self._organisation_gap("no_online_site", index, one.online is not True)
        self._checklist("six_haves_missing", index, SIX_TITLES, one.six)
        self._checklist("favors_missing", index, FAVOUR_TITLES, one.favours)
        if new:
            self._checklist("gift_pack_missing", index, NINE_TITLES, one.nine)

    def _is_since_plan(self, one: Organisation) -> bool:
        """Whether it was founded since the plan began; of a year alone, which the register has, all of it must be."""
        slip = one.slips.get("founded")
        if self.rosters and slip and slip.code == "DATE_YEAR_ONLY":
            return date(int(str(slip.written)[:4]), 1, 1) >= PLAN_START
        return one.founded is not None and one.founded >= PLAN_START

    def _term(self, one: Organisation) -> tuple[bool, bool]:
        """Whether its term is over, and whether it ends within 180 days."""
        known = self.rosters or not one.unnamed
        years = 3 if known and "党委" not in one.kind else 5
        elected = one.elected if self.rosters else one.founded
        began = one.founded if elected is None else elected
        if began is None or began > self.as_of:
            return False, False
        end = _years_later(began, years)
        over = end < self.as_of and elected is not None
        return over, self.as_of <= end <= self.as_of + timedelta(days=180)

    def _is_ticked(self, enterprise: int) -> bool:
        """Whether the form is ticked where this enterprise stands: then the ledger knows only own and joint."""
        if self.style != TOWNSHIPS:
            return self.style == LEDGER
        office = OFFICES[self.district.units.index(self.district.enterprises[enterprise].unit) % len(OFFICES)]
        return any(column.field == "form own" for column in office.columns)

    def _organisation_gap(self, kind: str, index: int, missing: bool) -> None:
        if missing:
            self.gaps.add((kind, "organization", index))

    def _checklist(self, kind: str, index: int, titles: list[str], items: list[bool | None]) -> None:
        """A gap where not every item is there; it names what is lacking, and apart what nobody knows."""
        lacking = [title for title, item in zip(titles, items, strict=True) if item is False]
        unknown = [title for title, item in zip(titles, items, strict=True) if item is None]
        parts = ([f"缺：{'、'.join(lacking)}"] if lacking else []) + (
            [f"不清楚：{'、'.join(unknown)}"] if unknown else []
        )
        if parts:
            self.gaps.add((kind, "organization", index))
            self.lacking[kind, "organization", index] = "；".join(parts)

    def _is_mistyped(self, enterprise: int) -> bool:
        """Whether the ledger has something else in the instructor's cell: then it is a person whom nobody else has."""
        slip = self.district.enterprises[enterprise].slips.get("instructor")
        return not self.rosters and slip is not None and self.style in slip.where and slip.written is not ...

    def _instructor(self, index: int, one: Instructor, here: list[int], unit: str) -> None:
        self.stations[index] = here
        self._sort(unit, "instructor_load", _load(len(here)), len(here))
        self._count(unit, "instructor_trained", True, one.trained is True)
        if len(here) > 5:
            self.gaps.add(("instructor_overloaded", "instructor", index))
        if self.rosters and one.trained is not True:
            self.gaps.add(("instructor_not_trained", "instructor", index))


def _years_later(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def _year(joined: date | None) -> str | None:
    return None if joined is None else f"{joined.year} 年" if joined.year >= PLAN_START.year else "2018 年以前"


def _staff(employees: int | None) -> str | None:
    if employees is None:
        return None
    return "0–49 人" if employees < 50 else "50–99 人" if employees < 100 else "100 人以上"


def _load(number: int) -> str:
    return "1 家" if number == 1 else "2–3 家" if number <= 3 else "4–5 家" if number <= 5 else "6 家以上"


def _is_somebody(name: str | None) -> bool:
    return name is not None and name != NOBODY
