"""The columns that conditions may name, by grain, and what the facts know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from ...choices import Grain
from ...facts import organizations as facts_of_organizations
from ...facts.answers import SILENCE, Answer, given, marked, stored
from ...facts.mass import MASS
from ...facts.scope import NO_UNIT, NOT_FILLED
from ...models import Organization
from ...values.money import USUAL, YUAN
from ..indicators import Need
from ..indicators.needs import APPLICANTS, FORM, FOUNDED, MEMBERS, ORGANIZED, STATIONED, instructors, ledger
from ..indicators.needs import organizations as of_organizations
from .tree import Column


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A column of conditions as the fact rows have it."""

    column: Column
    name: str
    """The column of the fact rows."""
    needs: tuple[Need, ...]
    is_known: nw.Expr
    """Whether the row tells it. Never null."""
    answer: Answer = SILENCE
    """Of yes and no: what the row says."""
    ends: bool = False
    """Whether it may be a range, whose ends stand beside it."""

    @property
    def low(self) -> str:
        """The column of the least that it may be."""
        return f"{self.name}_low" if self.ends else self.name

    @property
    def high(self) -> str:
        """The column of the most that it may be."""
        return f"{self.name}_high" if self.ends else self.name


Known = Mapping[str, Fact]
"""The columns of one grain by their codes."""


def _filled(name: str) -> nw.Expr:
    return ~nw.col(name).is_null()


def _number(code: str, title: str, *also: str, needs: Iterable[Need], ends: bool = False) -> Fact:
    unit = YUAN[USUAL] if code == "revenue" else None
    return Fact(Column(code, title, "number", also, unit), code, tuple(needs), _filled(code), ends=ends)


def _day(code: str, title: str, *also: str, needs: Iterable[Need]) -> Fact:
    to_the_day = (nw.col(f"{code}_low") == nw.col(f"{code}_high")).fill_null(False)
    return Fact(Column(code, title, "day", also), code, tuple(needs), to_the_day, ends=True)


def _text(code: str, title: str, *also: str, needs: Iterable[Need] = ()) -> Fact:
    return Fact(Column(code, title, "text", also), code, tuple(needs), _filled(code))


def _place(code: str, title: str, *also: str, needs: Iterable[Need] = (), blank: str = NOT_FILLED) -> Fact:
    """A column by which units are made: it is never null."""
    known = nw.col(code).fill_null(blank) != blank
    return Fact(Column(code, title, "text", also), code, tuple(needs), known)


def _answer(code: str, title: str, *also: str, answer: Answer, needs: Iterable[Need]) -> Fact:
    return Fact(Column(code, title, "answer", also), code, tuple(needs), answer.known, answer)


def _mass(code: str, title: str, *also: str) -> Fact:
    return _answer(code, title, *also, answer=stored(code), needs=(ledger(code, "mass_organizations"),))


_own, _joint = nw.col("own"), nw.col("joint")
_form_known = _own | _joint | (nw.col("organized_known") & ~nw.col("organized"))

_ENTERPRISE = (
    _number("employees", "职工人数", "职工数", "从业人数", "员工人数", needs=(ledger("employees"),), ends=True),
    _number("revenue", "营业收入", "年营业收入", needs=(ledger("revenue"),), ends=True),
    _number("members", "党员人数", "党员数", needs=(MEMBERS,), ends=True),
    _number("full_members", "正式党员数", "正式党员人数", needs=(MEMBERS,), ends=True),
    _number("applicants", "入党积极分子数", "入党积极分子人数", needs=(APPLICANTS,)),
    _place("township", "乡（办）", "乡镇", "镇街", "单位", blank=NO_UNIT),
    _place("village", "村（社区）", "村", "社区", needs=(ledger("village"),)),
    _place("park", "园区（楼宇）", "园区", "楼宇", needs=(ledger("park"),)),
    _place("grid", "网格", needs=(ledger("grid"),)),
    _place("industry", "行业", needs=(ledger("industry"),)),
    _place("superior", "上级党组织名称", "上级党组织", needs=(of_organizations("superior"),)),
    _text("name", "企业名称", needs=(ledger("name"),)),
    _text("uscc", "统一社会信用代码", "信用代码", needs=(ledger("uscc"),)),
    _text("type", "企业类型", needs=(ledger("type"),)),
    _text("status", "经营状态", needs=(ledger("status"),)),
    _day("registered_on", "注册日期", needs=(ledger("registered_on"),)),
    _day("founded_on", "党组织成立时间", needs=(FOUNDED,)),
    _answer("organized", "有党组织", "是否建立党组织", "党组织", answer=stored("organized"), needs=(ORGANIZED,)),
    _answer("own", "单独组建", answer=Answer(_own, _form_known), needs=(ORGANIZED, FORM)),
    _answer("joint", "联合组建", answer=Answer(_joint, _form_known), needs=(ORGANIZED, FORM)),
    _answer(
        *("stationed", "有指导员", "是否派驻党建指导员", "派驻指导员"), answer=stored("stationed"), needs=(STATIONED,)
    ),
    _mass("union", "工会"),
    _mass("youth_league", "共青团", "团组织"),
    _mass("womens_federation", "妇联", "妇女组织"),
    _answer(
        *("mass", "群团组织", "有群团组织"),
        answer=stored("mass"),
        needs=(ledger(*MASS, "mass_organizations"),),
    ),
    _answer(
        *("has_member", "有党员"),
        answer=stored("has_member"),
        needs=(MEMBERS,),
    ),
    _answer(
        *("has_applicant", "有入党积极分子"),
        answer=Answer(nw.col("has_applicant"), _filled("applicants")),
        needs=(APPLICANTS,),
    ),
    _answer(
        *("due", "应建", "应建党组织"),
        answer=Answer(nw.col("due"), nw.col("due") | _filled("full_members")),
        needs=(MEMBERS,),
    ),
    _answer("large", "职工达到规定人数", answer=stored("large"), needs=(ledger("employees"),)),
    _answer("weak", "薄弱", "是否薄弱", answer=stored("is_weak"), needs=(ledger("weak"),)),
    _answer(
        *("new", "方案起始日以后注册"),
        answer=Answer(nw.col("new"), nw.col("new") | _filled("registered_on")),
        needs=(ledger("registered_on"),),
    ),
)


def _organization(field: str) -> Fact:
    title = Organization.model_fields[field].title or field
    return _answer(field, title, answer=marked(field), needs=(ORGANIZED, of_organizations(field)))


_ORGANIZATION = (
    _number("covered", "覆盖企业数", needs=(ORGANIZED,)),
    _place("township", "乡（办）", "乡镇", "镇街", "单位", blank=NO_UNIT),
    _text("name", "党组织名称", needs=(ORGANIZED,)),
    _text("superior", "上级党组织名称", "上级党组织", needs=(ORGANIZED, of_organizations("superior"))),
    _day("founded_on", "党组织成立时间", "成立时间", needs=(FOUNDED,)),
    _answer("has_secretary", "有书记", answer=given("secretary"), needs=(of_organizations("secretary"),)),
    _answer(
        "new",
        "方案起始日以后成立",
        answer=Answer(nw.col("new"), nw.col("new") | _filled("founded_on")),
        needs=(FOUNDED,),
    ),
    *map(_organization, facts_of_organizations.ANSWERS),
)

_INSTRUCTOR = (
    _number("load", "联系企业数", needs=(STATIONED,)),
    _place("township", "乡（办）", "乡镇", "镇街", "单位", blank=NO_UNIT),
    _answer(
        *("trained", "参加培训", "是否参加培训"),
        answer=stored("trained"),
        needs=(instructors("trained", "instructor_trained"),),
    ),
)

_BY_GRAIN: Mapping[Grain, Known] = {
    "enterprise": {each.column.code: each for each in _ENTERPRISE},
    "organization": {each.column.code: each for each in _ORGANIZATION},
    "instructor": {each.column.code: each for each in _INSTRUCTOR},
}


def facts_of(grain: Grain) -> Known:
    """Give what the facts know of the columns of a grain; nothing of units."""
    return _BY_GRAIN.get(grain, {})


def columns(grain: Grain) -> Sequence[Column]:
    """Give the columns of a grain that conditions may name."""
    return [each.column for each in facts_of(grain).values()]


def known_of(known: Known, column: Column) -> Fact:
    """Give what the facts know of a column."""
    return known[column.code]


def needs_of(known: Known, named: Iterable[Column]) -> tuple[Need, ...]:
    """Give what is needed to know some columns."""
    return tuple(dict.fromkeys(need for column in named for need in known[column.code].needs))
