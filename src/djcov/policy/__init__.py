"""The policy: every number and word on which places differ, read from TOML and checked.

``four_projects.toml`` beside this module is the default, in the very words in which ``djcov policy init`` writes it. A
policy file of the user's names only what differs; lists and targets that it names replace the default's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from .. import small_files
from ..choices import TOWNSHIP
from ..errors import PolicyError, UsageError, reason
from ..values.reading import compact
from ..values.yesno import NO, YES, marked
from .contradictions import ADDED_TO, Known, Slip, contradictions, doubts, unknown_clauses
from .lines import line_of

DEFAULT = "four_projects.toml"

WorkWay = Literal["organization", "instructor", "members", "mass"]
Words = tuple[Annotated[str, Field(min_length=1)], ...]
Day = Annotated[date, Field(strict=True)]
"""A TOML date; pydantic would also take a number as seconds since 1970."""

_DOCUMENT_NUMBER = re.compile(r"\S+〔\d{4}〕[1-9]\d*号")
"""发文字号 by GB/T 9704-2012, 7.2.5: the year in hexagonal brackets, no 第, no leading zeros."""


def _none_if_empty(value: object) -> object:
    """TOML has no null: an empty text stands for it."""
    return None if value == "" else value


OptionalDay = Annotated[Day | None, BeforeValidator(_none_if_empty)]


def _exactly(rate: object) -> object:
    """A TOML 0.9 means nine tenths, not the nearest binary fraction."""
    return str(rate) if isinstance(rate, float) else rate


Rate = Annotated[Decimal, BeforeValidator(_exactly), Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Clause:
    """Marks a setting with the clauses of the plan that it serves."""

    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Says in what a setting is counted, where its type does not say it."""

    text: str


_ALL = Clause("各条")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Scope(_Section):
    """Which enterprises count."""

    statuses_out: Annotated[Words, _ALL] = Field(description="经营状态含有这些词的不纳入统计；停产、半停产纳入统计")
    statuses_in: Annotated[Words, _ALL] = Field(
        description="经营状态含有这些词的是在营；哪个词也不含的也暂纳入统计，但给出警告"
    )
    types_public: Annotated[Words, _ALL] = Field(description="企业类型含有这些词的是公有，不纳入统计")
    types_not_public: Annotated[Words, _ALL] = Field(description="企业类型含有这些词的不算公有，仍纳入统计")
    types_private: Annotated[Words, _ALL] = Field(
        description="企业类型含有这些词的是非公；哪个词也不含的也暂纳入统计，但给出警告"
    )
    code_prefixes_out: Annotated[Words, _ALL] = Field(description="信用代码以此开头的不纳入统计（个体工商户）")
    code_prefixes_social: Annotated[Words, _ALL] = Field(
        description="信用代码以此开头的不纳入统计（社会组织：社会团体、民办非企业单位、基金会）"
    )
    code_prefixes_enterprise: Annotated[Words, _ALL] = Field(
        description="18 位信用代码只有以此开头的是企业（企业、农民专业合作社）；空着则都是，15 位老注册号都是"
    )
    types_individual: Annotated[Words, _ALL] = Field(description="企业类型含有这些词的是个体工商户，不纳入统计")

    self_employed: Annotated[Literal["out", "apart"], _ALL] = Field(
        description="个体工商户和专业市场：out 不计入，apart 另列一份，不与企业相加"
    )
    types_market: Annotated[Words, _ALL] = Field(
        description="self_employed 为 apart 时，企业类型含有这些词的是专业市场，不计入企业"
    )
    types_social: Annotated[Words, _ALL] = Field(
        description="没有 18 位信用代码的，企业类型含有这些词的是社会组织，不纳入统计"
    )
    types_no_enterprise: Annotated[Words, _ALL] = Field(
        description="没有 18 位信用代码的，企业类型含有这些词的不是企业，不纳入统计"
    )
    social_organizations: Annotated[Literal["out", "apart"], _ALL] = Field(
        description="企业台账里的社会组织（按代码、类型）out 不计入，apart 计入社会组织；社会组织自己的台账总是另列一份"
    )


class Members(_Section):
    """Which rows of a member register (党员花名册) count."""

    statuses_out: Annotated[Words, Clause("S3、S5")] = Field(
        description="党籍状态含有这些词的不计入党员数；失联、流动党员计入"
    )
    statuses_in: Annotated[Words, Clause("S3、S5")] = Field(
        description="党籍状态含有这些词的计入党员数；哪个词也不含的也暂计入，但给出警告"
    )


class Counting(_Section):
    """Thresholds."""

    model_config = ConfigDict(strict=True)  # due_members = true is a slip, not one member

    work_ways: Annotated[tuple[WorkWay, ...], Clause("S2"), Unit("方式")] = Field(
        description="以哪些方式算工作覆盖：organization 党组织、instructor 指导员、members 党员、mass 群团组织",
        min_length=1,
        strict=False,
    )
    work_includes_mass: Annotated[bool, Clause("S2")] = Field(
        description="工作覆盖是否也算群团组织；work_ways 中有 mass 的旧写法"
    )
    due_members: Annotated[int, Clause("S5"), Unit("人")] = Field(
        ge=1, le=1000, description="正式党员达到几人应建党组织（含本数）"
    )
    large_employees: Annotated[int, Clause("S3"), Unit("人")] = Field(
        ge=1, le=1_000_000, description="职工达到几人应有党员（含本数）"
    )
    very_large_employees: Annotated[int, Clause("S3"), Unit("人")] = Field(
        ge=1, le=1_000_000, description="党内统计年报单列职工达到几人的企业（含本数）"
    )
    synchronous_days: Annotated[int, Clause("S7"), Unit("天")] = Field(
        ge=0, le=3660, description="注册后多少天内成立党组织算同步建立（含本数）"
    )
    joint_units: Annotated[int, Clause("S6"), Unit("家")] = Field(
        ge=1, le=1000, description="党组织覆盖企业超过几家算过多"
    )
    instructor_load: Annotated[int, Clause("S12"), Unit("家")] = Field(
        ge=1, le=1000, description="指导员联系企业超过几家算过多"
    )
    expired_instructors_cover: Annotated[bool, Clause("S2、S9")] = Field(
        description="派驻期已满而没有写明离任的指导员是否仍算派驻；false 为期满次日起不再算"
    )
    station_soon_days: Annotated[int, Clause("S2、S9"), Unit("天")] = Field(
        ge=0, le=3660, description="派驻多少天内期满算即将期满（含本数）"
    )
    visit_interval_days: Annotated[int, Clause("S12"), Unit("天")] = Field(
        ge=1, le=3660, description="指导员至少多少天走访联系企业一次（含本数）"
    )
    term_committee: Annotated[int, Clause("S11"), Unit("年")] = Field(ge=1, le=10, description="党委每届任期几年")
    term_general_branch: Annotated[int, Clause("S11"), Unit("年")] = Field(
        ge=1, le=10, description="党总支每届任期几年"
    )
    term_branch: Annotated[int, Clause("S11"), Unit("年")] = Field(ge=1, le=10, description="党支部每届任期几年")
    term_soon_days: Annotated[int, Clause("S11"), Unit("天")] = Field(
        ge=0, le=3660, description="任期多少天内届满算即将届满（含本数）"
    )
    general_branch_members: Annotated[int, Clause("S5"), Unit("人")] = Field(
        ge=1, le=10_000, description="党员达到几人一般设党总支（含本数），不足的设党支部"
    )
    committee_members: Annotated[int, Clause("S5"), Unit("人")] = Field(
        ge=1, le=100_000, description="党员达到几人一般设党委（含本数）"
    )
    branch_committee_members: Annotated[int, Clause("S5"), Unit("人")] = Field(
        ge=1, le=10_000, description="正式党员达到几人的党支部应设支部委员会（含本数）"
    )

    @property
    def ways(self) -> frozenset[WorkWay]:
        """The ways by which an enterprise is covered by work."""
        mass: tuple[WorkWay, ...] = ("mass",) if self.work_includes_mass else ()
        return frozenset((*self.work_ways, *mass))


class Planning(_Section):
    """What a plan puts first; its sizes are those of :class:`Counting`."""

    model_config = ConfigDict(strict=True)

    prefer: Annotated[Literal["fewest", "nearest"], Clause("S6")] = Field(
        description="覆盖最多之后先求什么：fewest 新建联合党组织最少，nearest 同村（社区）、同园区最多"
    )
    joint_needs_full_member: Annotated[bool, Clause("S6")] = Field(
        description="只有预备党员的企业是否不参加联合组建；true 为至少有 1 名正式党员才参加"
    )
    instructors_first: Annotated[Literal["without", "weak"], Clause("S2、S9")] = Field(
        description="指导员不够时先派给谁：without 没有党组织的，weak 薄弱的"
    )
    seconds: Annotated[int, Clause("S6"), Unit("秒")] = Field(
        ge=1, le=86_400, description="每个乡（办）最多求解多久；到时仍没有证明最优的，注明还可能差多少"
    )


class Forms(_Section):
    """Words of 组建方式, in the order in which they are looked for."""

    none: Annotated[Words, Clause("S1、S6")] = Field(description="组建方式含有这些词的没有党组织，最先判断")
    joint: Annotated[Words, Clause("S1、S6")] = Field(description="其余含有这些词的是联合组建")
    own: Annotated[Words, Clause("S1、S6")] = Field(description="再其余含有这些词的是单独组建")


class YesNo(_Section):
    """Marks of yes and no that a system has beside the common ones: 否 as 2."""

    yes: Annotated[Words, _ALL] = Field((), description="“是否”列里还有这些写法表示是")
    no: Annotated[Words, _ALL] = Field((), description="“是否”列里还有这些写法表示否，如 2")

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        if both := (_compared(self.yes) | YES) & (_compared(self.no) | NO):
            raise ValueError(f"“{min(both)}”不能既表示是又表示否")
        return self

    @cached_property
    def answers(self) -> dict[str, str]:
        """是 or 否 by each mark, capitals and spaces out."""
        return dict.fromkeys(_compared(self.yes), "是") | dict.fromkeys(_compared(self.no), "否")


class Answers(_Section):
    """Words that a place adds to those of answers, forms, states and types; the sections of these replace them."""

    yes: Annotated[Words, _ALL] = Field((), description="加入 yes_no.yes：“是否”列里表示是")
    no: Annotated[Words, _ALL] = Field((), description="加入 yes_no.no：“是否”列里表示否")
    own: Annotated[Words, Clause("S1、S6")] = Field((), description="加入 forms.own：组建方式是单独")
    joint: Annotated[Words, Clause("S1、S6")] = Field((), description="加入 forms.joint：组建方式是联合")
    none: Annotated[Words, Clause("S1、S6")] = Field((), description="加入 forms.none：组建方式说的是没有")
    running: Annotated[Words, _ALL] = Field((), description="加入 scope.statuses_in：经营状态是在营")
    closed: Annotated[Words, _ALL] = Field((), description="加入 scope.statuses_out：经营状态不纳入统计")
    private: Annotated[Words, _ALL] = Field((), description="加入 scope.types_private：企业类型是非公")
    public: Annotated[Words, _ALL] = Field((), description="加入 scope.types_public：企业类型是公有，不纳入统计")


def _compared(words: Words) -> frozenset[str]:
    return frozenset(map(marked, words))


class Affiliation(_Section):
    """Who supervises an organisation."""

    trade_committees: Annotated[Words, Clause("S15")] = Field(
        description="上级党组织含有这些词的是行业、部门管理；以“…”开头的词，只看党委、总支、支部等之前的末尾"
    )
    territories: Annotated[Words, Clause("S15")] = Field(
        description="其余的，党委、党工委、总支、支部等之前以这些词结尾的，或是名单中单位的，是属地管理；再其余的不清楚"
    )


class Units(_Section):
    """The district's townships and offices."""

    order: Annotated[Words, _ALL] = Field((), description="名单与次序；空着则按台账中出现的次序")
    aliases: Annotated[dict[str, str], _ALL] = Field(default_factory=dict, description="别名 = 名单中的写法")
    called: Annotated[str, _ALL] = Field(
        TOWNSHIP,
        min_length=1,
        max_length=12,
        description="各表怎样称呼这一级单位，如 镇街、乡镇（街道）；须是读得出的表头",
    )

    @cached_property
    def _canonical(self) -> dict[str, str]:
        names = {compact(unit): unit for unit in (*self.order, *self.aliases.values())}
        return names | {compact(alias): unit for alias, unit in self.aliases.items()}

    def canonical(self, text: str) -> str:
        """Give the unit that ``text`` means: the policy's spelling of an alias, else the text, spaces out."""
        flat = compact(text)
        return self._canonical.get(flat, flat)


class Sources(_Section):
    """Which file or sheet holds where several say different things about one enterprise, organisation or person."""

    order: Annotated[Words, _ALL] = Field(
        (), description="文件名或工作表名含有的字样，在前的为准，没有写到的在后；载明的日期较晚的更先"
    )


LEDGER = "台账"
"""What the ledger itself is called among the lists of :class:`Merge`."""


class Merge(_Section):
    """Which list of a department holds where it and the ledger differ."""

    fill_blanks: Annotated[bool, Clause("S17")] = Field(
        strict=True, description="台账空着而各部门名单说法一致的单元格，是否照名单填"
    )
    order: Annotated[dict[str, Words], Clause("S17"), Unit("名单的名称")] = Field(
        description="说法不一时以哪处为准：字段 = 各名单的名称，在前的为准，“台账”指台账自己；没有写到的字段不定"
    )


class League(_Section):
    """Who is praised and who is criticised (通报表扬、通报批评)."""

    small: Annotated[int, Clause("S18"), Unit("个")] = Field(
        ge=0, le=1_000_000, strict=True, description="纳入统计少于几家（个）的单位仅排名，不表扬也不批评"
    )
    praise_rate: Annotated[Rate, Clause("S18")] = Field(description="比率达到多少通报表扬（含本数）")
    criticise_rate: Annotated[Rate, Clause("S18")] = Field(description="比率低于多少通报批评（不含本数）")

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.criticise_rate > self.praise_rate:
            raise ValueError("criticise_rate 不能大于 praise_rate")
        return self


class Notice(_Section):
    """Who issues the notice (通报) to whom; its figures are the report's, its thresholds the league's."""

    issuer: Annotated[str, Clause("S18")] = Field("", description="发文机关；空着则不印版头和署名")
    number: Annotated[str, Clause("S18")] = Field(
        "", description="发文字号，如 青组〔2021〕12号；与发文机关都写了才印版头"
    )
    title: Annotated[str, Clause("S18")] = Field("", description="标题，可用 \\n 分行；空着则按政策名称拟")
    addressee: Annotated[str, Clause("S18")] = Field("", description="主送机关；空着则不印")
    signature: Annotated[str, Clause("S18")] = Field("", description="发文机关署名；空着则为发文机关")
    date: Annotated[OptionalDay, Clause("S18")] = Field(None, description="成文日期；空着则为截至日期")
    copy_to: Annotated[Words, Clause("S18")] = Field((), description="抄送机关")
    printed_by: Annotated[str, Clause("S18")] = Field("", description="印发机关；空着则为发文机关")
    contact: Annotated[str, Clause("S18")] = Field(
        "", description="联系人和电话，印在通报和交办单的成文日期下面；空着则不印"
    )
    lists_names: Annotated[bool, Clause("S18")] = Field(
        False, strict=True, description="是否附缺口企业、党组织的名单；不写则只附各单位的个数"
    )

    @field_validator("number")
    @classmethod
    def _well_formed(cls, number: str) -> str:
        if number and not _DOCUMENT_NUMBER.fullmatch(number):
            raise ValueError("发文字号应写成 青组〔2021〕12号 这样，年份用六角括号")
        return number


_Days = Annotated[int, Field(ge=1, le=3660, strict=True)]


class Deadlines(_Section):
    """By when townships are to answer, and to put right what they lack (时限): days after the day it begins with."""

    model_config = ConfigDict(strict=True)

    days: Annotated[_Days, Clause("S18"), Unit("天")] = Field(
        description="缺口在发现后（销号台账）、交办后（交办单）多少天内完成"
    )
    reply_days: Annotated[_Days, Clause("S18"), Unit("天")] = Field(description="通报要求在成文后多少天内报送整改情况")
    return_days: Annotated[_Days, Clause("S17"), Unit("天")] = Field(description="补填表要求在截至日期后多少天内交回")
    days_by_kind: Annotated[dict[str, _Days], Clause("S18"), Unit("天")] = Field(
        default_factory=dict[str, int], description="另有时限的缺口种类，如 no_instructor = 15"
    )

    def of(self, kind: str, since: date) -> date:
        """Give the last day for a gap of a kind that was found, or handed over, on a day."""
        return since + timedelta(self.days_by_kind.get(kind, self.days))


class Target(_Section):
    """A dated goal for one indicator: a rate to reach, or a count."""

    indicator: str = Field(description="指标代码")
    clause: str = Field("", description="方案条款")
    by: Day = Field(description="完成时限")
    rate: Rate | None = Field(None, description="比率至少")
    count: int | None = Field(None, ge=0, strict=True, description="分子至少")
    at_most: bool = Field(False, strict=True, description="count 是分子至多，如党员空白企业 0 家")

    @field_validator("indicator")
    @classmethod
    def _indicator_known(cls, code: str, info: ValidationInfo) -> str:
        known = cast("Known | None", info.context)
        if known and code not in known.indicators:
            raise ValueError(f"没有名为“{code}”的指标")
        return code

    @field_validator("clause")
    @classmethod
    def _clause_known(cls, clause: str, info: ValidationInfo) -> str:
        known = cast("Known | None", info.context)
        if known and (unknown := unknown_clauses(clause, known.clauses)):
            raise ValueError(f"方案没有条款 {'、'.join(unknown)}，有的是 {'、'.join(known.clauses)}")
        return clause

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.rate is None) == (self.count is None):
            raise ValueError("rate 与 count 必须且只能写一个")
        if self.at_most and self.count is None:
            raise ValueError("at_most 只与 count 一起写")
        return self

    def short_by(self, numerator: int, denominator: int) -> int:
        """Give how many further ones in the numerator reach the goal, at least, or how many are too many; 0 when it is
        met.
        """
        if self.count is not None and self.at_most:
            return max(numerator - self.count, 0)
        if self.count is not None:
            return max(self.count - numerator, 0)
        needed = Fraction(self.rate or 0) * denominator
        return max(-(-needed.numerator // needed.denominator) - numerator, 0)

    @property
    def value(self) -> float | int:
        """The rate or the count, as JSON shows it."""
        return self.count if self.count is not None else float(self.rate or 0)


class SocialOrganizations(_Section):
    """Which 社会组织 count, and their targets."""

    statuses_out: Annotated[Words, _ALL] = Field(
        description="在 scope.statuses_out 之外，登记状态含有这些词的社会组织也不计入"
    )
    statuses_in: Annotated[Words, _ALL] = Field(description="在 scope.statuses_in 之外，登记状态含有这些词的也是正常的")
    types: Annotated[Words, _ALL] = Field(
        description="社会组织类别含有这些词的是社会组织；哪个词也不含的也暂计入，但给出警告"
    )
    types_out: Annotated[Words, _ALL] = Field(description="社会组织类别含有这些词的不是社会组织，不计入")
    targets: Annotated[tuple[Target, ...], _ALL] = Field(
        description="社会组织的目标，写法同 [[targets]]，各项写作 [[social_organizations.targets]]；默认没有"
    )


class OwnIndicator(_Section):
    """An indicator of the place's own: the enterprises (or what the numerator counts) that meet a condition, and how
    many of them an existing indicator counts; without a numerator, how many there are.
    """

    code: str = Field(min_length=1, description="代码：小写字母、数字、下划线，如 own_in_big；不能与内置的相同")
    name: str = Field(min_length=1, max_length=40, description="名称，如 规上企业单独组建率")
    numerator: str = Field(
        "", description="分子：已有指标的代码，或一个条件；不写则指标就是符合 where 的个数，分母是看得出是否符合的"
    )
    where: str = Field(
        min_length=1,
        description="分母：各栏的条件，如 employees >= 50 and members > 0，也可写 职工人数 >= 50 且 党员人数 > 0",
    )
    clause: str = Field("", description="方案条目；不写则为分子那个指标的")
    doc: str = Field("", description="含义；不写则照条件写出")


class Policy(_Section):
    """All settings; ``Policy()`` gives the default, ``Policy.load(path)`` that with a file's changes."""

    name: Annotated[str, _ALL] = Field(description="政策名称")
    district: Annotated[str, _ALL] = Field(min_length=1, description="合计行的名称")
    plan_start: Annotated[Day, Clause("S7、S15、S19")] = Field(
        description="方案起始日，此日起注册的企业、成立的党组织算“新”"
    )
    scope: Scope = Field(description="哪些企业纳入统计")
    members: Members = Field(description="党员花名册中哪些人计入党员数")
    counting: Counting = Field(description="人数、天数等界线")
    planning: Planning = Field(description="联合组建和派驻的建议")
    forms: Forms = Field(description="组建方式含有这些词的算单独、联合、没有；依次判断，先到先得")
    yes_no: YesNo = Field(description="另外的是与否，整套系统另有写法时用")
    answers: Answers = Field(
        default_factory=lambda: Answers.model_validate({}),
        description="在默认的说法之外再加的说法；yes_no、forms、scope 里写的则是替换默认的",
    )
    affiliation: Affiliation = Field(description="党组织的隶属")
    units: Units = Field(description="乡（办）")
    sources: Sources = Field(description="几处说法不一时以哪处为准")
    merge: Merge = Field(description="部门名单与台账核对")
    social_organizations: SocialOrganizations = Field(description="社会组织，另列一份，不与企业相加")
    league: League = Field(description="通报表扬与通报批评")
    notice: Notice = Field(description="公文格式的通报")
    deadlines: Deadlines = Field(description="时限")
    targets: Annotated[tuple[Target, ...], Clause("S1、S2、S3、S4、S10")] = Field(
        description="目标：到 by 这天，指标 indicator 的比率至少 rate，或已达到数至少 count"
    )
    indicators: Annotated[tuple[OwnIndicator, ...], _ALL] = Field(
        (), description="本地指标：代码 code 和名称 name，分母 where 是各栏的条件，分子 numerator 是已有指标的代码"
    )
    columns: Annotated[dict[str, dict[str, Words]], _ALL] = Field(
        default_factory=dict[str, dict[str, Words]],
        description="本地表头用词：名册种类.字段 = 表头，如 columns.enterprises.name",
    )

    if TYPE_CHECKING:

        def __init__(self) -> None:
            """Give the default policy."""

    @model_validator(mode="before")
    @classmethod
    def _default(cls, settings: object) -> object:
        return settings or _default_settings()

    @classmethod
    def load(cls, path: Path | str | None = None, known: Known | None = None) -> Policy:
        """Read a policy; what it names that other rooms know must be ``known``, if that is given.

        Raises PolicyError, which names the settings, when the file says something impossible.
        """
        settings = _default_settings()
        if path is None:
            return cls.model_validate(settings)
        text = read(Path(path))
        return _changed(settings, parsed(text, Path(path)), text, str(path), known, "政策文件")

    def changed(self, changes: dict[str, object], text: str, where: str, known: Known | None = None) -> Policy:
        """Give the policy with the sections that a file of settings, whose text is given too, has beside others.

        Raises PolicyError as :meth:`load` does.
        """
        return _changed(self.model_dump(), changes, text, where, known, "设置文件") if changes else self

    def with_(self, **settings: object) -> Policy:
        """Give the policy with other settings: by their names (``large_employees=100``), or by their sections
        (``league={"small": 5}``). Lists replace those that were there.

        Raises UsageError for what is no setting, or one of several sections; PolicyError for values that do not fit.
        """
        changes: dict[str, object] = {}
        for name, value in settings.items():
            changes = _merged(changes, self._placed_setting(name, value))
        try:
            policy = Policy.model_validate(_merged(self.model_dump(), changes))
        except ValidationError as error:
            wrong = list(slips(error))
        else:
            wrong = list(contradictions(policy, Policy.load(), None))
            if not wrong:
                return policy._with_answers()
        hint = "运行 djcov policy show 查看全部设置及其写法。"
        raise PolicyError("\n  ".join(["政策设置有误", *placed(wrong, "")]), hint=hint)

    def _placed_setting(self, name: str, value: object) -> dict[str, object]:
        """Put a setting into its section. Raises UsageError."""
        if name in type(self).model_fields:
            return {name: value}
        sections = {each: own for each, own in self if isinstance(own, BaseModel)}
        found = [each for each, own in sections.items() if name in type(own).model_fields]
        if len(found) == 1:
            return {found[0]: {name: value}}
        hint = "、".join(f'{each}={{"{name}": …}}' for each in found)
        if found:
            raise UsageError(f"“{name}”是几节都有的设置", hint=f"请写成 {hint}。")
        known = [setting for own in sections.values() for setting in type(own).model_fields]
        near = get_close_matches(name, [*type(self).model_fields, *known], n=1)
        raise UsageError(
            f"政策没有“{name}”这个设置",
            hint=f"是否指 {near[0]}？" if near else "运行 djcov policy show 查看全部设置。",
        )

    def _with_answers(self) -> Policy:
        """Give the policy with the words of :attr:`answers` in the sections that they are added to."""
        if not any(words for _, words in self.answers):
            return self
        added: dict[str, dict[str, Words]] = {}
        for answer, (section, setting) in ADDED_TO.items():
            own = cast(Words, getattr(getattr(self, section), setting))
            more = cast(Words, getattr(self.answers, answer))
            added.setdefault(section, {})[setting] = tuple(dict.fromkeys((*own, *more)))
        sections = {name: getattr(self, name) for name in added}
        new = {name: type(old)(**{**dict(old), **added[name]}) for name, old in sections.items()}
        return self.model_copy(update=new)

    def doubts(self, path: Path | str, known: Known) -> list[str]:
        """Say what is doubtful in the policy, and in which line of its file. Raises PolicyError as :meth:`load`."""
        return placed(doubts(self, known), read(Path(path)))

    def target_in_force(self, indicator: str, as_of: date) -> Target | None:
        """Give the goal with the nearest deadline from ``as_of`` on; when all have passed, the last one."""
        dated = sorted((goal for goal in self.targets if goal.indicator == indicator), key=lambda goal: goal.by)
        return next((goal for goal in dated if goal.by >= as_of), dated[-1] if dated else None)


def _changed(
    settings: dict[str, object], changes: dict[str, object], text: str, where: str, known: Known | None, what: str
) -> Policy:
    """Give a policy with a file's changes. Raises PolicyError, which names them and their lines."""
    merged = _merged(settings, changes)
    known = known and known.with_own(merged.get("indicators"))
    try:
        policy = Policy.model_validate(merged, context=known)
    except ValidationError as error:
        wrong = list(slips(error))
    else:
        wrong = list(contradictions(policy, Policy.load(), known))
        if not wrong:
            return policy._with_answers()  # pyright: ignore[reportPrivateUsage] - of this module
    raise PolicyError(
        "\n  ".join([f"{what}有误", *placed(wrong, text)]),
        where=where,
        hint="运行 djcov policy show 查看全部设置及其写法。",
    )


def _default_settings() -> dict[str, object]:
    return tomllib.loads((files(__name__) / DEFAULT).read_text("utf-8"))


def read(path: Path, what: str = "政策文件") -> str:
    """Read a file's text. Raises PolicyError."""
    try:
        return small_files.read(path)
    except FileNotFoundError:
        raise PolicyError(f"找不到{what}", where=str(path), hint="请核对路径。") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{what}不是 UTF-8 编码", where=str(path), hint="请用记事本另存为 UTF-8。") from None
    except OSError as error:
        raise PolicyError(
            f"{what}打不开（{reason(error)}）", where=str(path), hint="请核对路径，并检查权限。"
        ) from None
    except ValueError:  # no system has such a path
        raise PolicyError(f"{what}打不开", where=str(path), hint="请核对路径，并检查权限。") from None


def parsed(text: str, path: Path, what: str = "政策文件") -> dict[str, object]:
    """Give the settings of a file's text. Raises PolicyError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        at = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        hint = "请对照默认政策文件修改：文字要加引号，同一设置只能写一次。"
        raise PolicyError(f"{what}{at}格式不对", where=str(path), hint=hint) from None
    except (RecursionError, ValueError):  # what the parser raises for what nobody writes
        raise PolicyError(f"{what}嵌套太深，或有太长的数", where=str(path), hint="请对照默认政策文件修改。") from None


def _merged(base: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in changes.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merged(cast(dict[str, object], old), cast(dict[str, object], value))
        else:
            merged[key] = value
    return merged


_REASONS = {
    "extra_forbidden": "没有这个设置",
    "path_type": "应为文字",
    "missing": "缺少这个设置",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "literal_error": "应为 {expected} 之一",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "too_short": "不能为空",
    "tuple_type": '应为列表，如 ["甲", "乙"]',
    "dict_type": "应为一节设置",
    "model_type": "应为一节设置",
    "date_type": "应为日期，如 2021-12-31，不加引号",
    "decimal_type": "应为小数，如 0.9",
    "decimal_parsing": "应为小数，如 0.9",
    "finite_number": "应为小数，如 0.9",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "value_error": "{error}",
}
"""What is wrong with a setting, by pydantic's type of error."""


def slips(error: ValidationError) -> Iterator[Slip]:
    """Give what is wrong with each setting by itself."""
    for item in error.errors(include_url=False, include_input=False):
        words = _REASONS.get(item["type"])
        yield item["loc"], words.format(**item.get("ctx", {})) if words else item["msg"]


def placed(slips: Iterable[Slip], text: str) -> list[str]:
    """Say in which line of a policy's text each slip is."""
    lines: list[str] = []
    for setting, why in slips:
        line = line_of(text, setting)
        name = ".".join(map(str, setting)) or "整个文件"
        lines.append(f"{f'第 {line} 行 ' if line else ''}{name}：{why}")
    return lines
