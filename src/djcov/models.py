"""The rosters' rows: the only description of what a column means, its values and its unit.

The header words that lead to a field hang on it by name in ``intake/sheet/vocabulary.toml``; the first of them is
the field's title here. Validation is per field (no rule here looks at two fields): a row is accepted
exactly when each of its cells is, so :mod:`djcov.intake.columns.validation` may validate a column at a time. Rules
across columns are in :mod:`djcov.facts.rules`.

A cell that nobody filled is None, *unknown*. A cell that says none is ``False``, ``0`` or 无.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from . import masking
from .choices import ROSTERS
from .values import (
    appraisals,
    codes,
    counts,
    coverage,
    dates,
    levels,
    mass,
    member_names,
    money,
    names,
    places,
    text,
    yesno,
)
from .values.funds import FUNDS
from .values.reading import Reading, Unreadable, compact, ditto, is_blank
from .values.sources import SOURCES
from .values.standing import Standing, read_is_member, read_standing

if TYPE_CHECKING:
    from abc import ABCMeta
    from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Reads:
    """How a cell becomes a field's value, as a pydantic annotation.

    An unreadable cell fails with an error whose type is the finding's code; so does 同上, DITTO_UNCLEAR, which means
    nothing by itself (:func:`djcov.intake.columns.filling.fill_dittos`). A reading with a note or terms goes to the
    validation context, if there is one: a dict from the raw cell.
    """

    read: Callable[[object], Reading[object]]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._before, handler(source))

    def _before(self, raw: object, info: ValidationInfo) -> object:
        try:
            if ditto(raw):
                raise Unreadable("DITTO_UNCLEAR")
            reading = self.read(raw)
        except Unreadable as unreadable:
            if unreadable.terms and info.context is not None:
                cast("dict[object, Reading[object]]", info.context)[raw] = Reading(None, terms=unreadable.terms)
            code = cast("LiteralString", unreadable.code)
            raise PydanticCustomError(code, code) from None
        if (reading.note or reading.terms) and info.context is not None:
            cast("dict[object, Reading[object]]", info.context)[raw] = reading
        return reading.value


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a field as personal data: ``name`` is masked when shown, ``number`` never leaves the reader."""

    kind: Literal["name", "number"]

    def shown(self, text: str) -> str:
        """Give a value as it may be shown where nobody asked for names."""
        return masking.name(text) if self.kind == "name" else masking.HIDDEN


def read_required_name(raw: object, mask: Callable[[str], str] = masking.public_name) -> Reading[str]:
    """Read a name without which a row says nothing."""
    if is_blank(raw):
        raise Unreadable("REQUIRED_MISSING")
    return text.read_name(raw, mask)


def read_listed_name(raw: object) -> Reading[str]:
    """Read the name of the organisation that a row is about; 无 where it says that there is none (yet, or any more), or
    names a mass organisation or a 党小组, which is none of the Party's.
    """
    if names.is_of_another_kind(compact(text.as_text(raw))):
        return Reading(text.NOBODY, "NAMED_NONE")
    return _listed(raw, text.read_somebody, masking.public_name)


def read_listed_person(raw: object) -> Reading[str]:
    """Read the name of the instructor that a row is about; 无 where it says that there is none (yet, or any more)."""
    return _listed(raw, text.read_person, masking.free_text)


def read_listed_member(raw: object) -> Reading[str]:
    """Read the name of the member that a row is about; 无 where it says that there is none, or none (any more, or yet):
    王五（已转出）. Raises Unreadable(NAME_UNCLEAR) for a remark that may say so.
    """
    said = member_names.read_remarked(raw)
    return read_required_name(raw, masking.free_text) if said is None else said


def _listed(raw: object, read: Callable[[object], Reading[str]], mask: Callable[[str], str]) -> Reading[str]:
    """Read the name of what a row is about as a statement; a text that is none is the name as it stands."""
    if text.is_nobody(compact(text.as_text(raw))):
        return Reading(text.NOBODY, "NAMED_NONE")
    try:
        said = read(raw)
    except Unreadable:
        return read_required_name(raw, mask)
    if said.value == text.NOBODY:
        return Reading(text.NOBODY, "NAMED_NONE")
    return read_required_name(raw, mask) if said.value in (None, text.SOMEBODY) else said


def read_status(raw: object) -> Reading[str]:
    """Read the state of business; yes and no (是否正常经营) become 正常 and 非正常经营. 无 and dashes tell no state."""
    reading = text.read_known_text(raw)
    if reading.value is None:
        return reading
    if reading.value == text.NOBODY:
        return Reading(None, "VALUE_FILLER")
    flat = yesno.marked(reading.value)
    if flat in yesno.YES:
        return Reading("正常")
    if flat in yesno.NO:
        return Reading("非正常经营")
    return reading


Name = Annotated[str, Field(min_length=1, max_length=2000), Reads(read_required_name)]
ListedName = Annotated[str, Field(min_length=1, max_length=2000), Reads(read_listed_name)]
Person = Annotated[str, Field(min_length=1, max_length=2000), Reads(read_listed_person), Personal("name")]
MemberName = Annotated[str, Field(min_length=1, max_length=2000), Reads(read_listed_member), Personal("name")]
Text = Annotated[str | None, Reads(text.read_known_text)]
KnownName = Annotated[str | None, Reads(text.read_known_name)]
FreeText = Annotated[str | None, Reads(text.read_text)]
Somebody = Annotated[str | None, Reads(text.read_person), Personal("name")]
Something = Annotated[str | None, Reads(text.read_somebody)]
Place = Annotated[str | None, Reads(text.read_place)]
Area = Annotated[str | None, Reads(places.read_area)]
Names = Annotated[str | None, Reads(text.read_list)]
Count = Annotated[int | None, Field(ge=0, le=counts.LARGEST), Reads(counts.read_count)]
Visits = Annotated[int | None, Field(ge=0, le=counts.LARGEST), Reads(counts.read_visits)]
Staff = Annotated[int | None, Field(ge=0, le=counts.LARGEST), Reads(counts.read_staff)]
Members = Annotated[int | None, Field(ge=0, le=counts.LARGEST), Reads(counts.read_members)]
Amount = Annotated[int | None, Field(ge=0, le=100 * counts.LARGEST), Reads(counts.read_amount)]
Money = Annotated[float | None, Field(ge=0, le=money.LARGEST), Reads(money.read_money)]
Day = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31)), Reads(dates.read_date)]
Start = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31)), Reads(dates.read_start)]
End = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31)), Reads(dates.read_end)]
Visited = Annotated[date | None, Field(ge=date(1900, 1, 1), le=dates.NEVER), Reads(dates.read_visited)]
Gone = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31)), Reads(dates.read_gone)]
BirthDay = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31)), Reads(dates.read_birth_date)]
YesNo = Annotated[bool | None, Reads(yesno.read_yes_no)]
Organized = Annotated[bool | None, Reads(yesno.read_organized)]
Union = Annotated[bool | None, Reads(yesno.read_union)]
YouthLeague = Annotated[bool | None, Reads(yesno.read_youth_league)]
WomensFederation = Annotated[bool | None, Reads(yesno.read_womens_federation)]
Sent = Annotated[bool | None, Reads(yesno.read_sent)]
Item = Annotated[bool | None, Reads(yesno.read_item)]
Anybody = Annotated[bool | None, Reads(yesno.read_any)]
Weak = Annotated[bool | None, Reads(yesno.read_weak)]
SocialCode = Annotated[str | None, Field(pattern=r"^([0-9A-Z]{18}|[0-9]{15})$"), Reads(codes.read_social_code)]
Code = Annotated[str | None, Field(pattern=r"^([0-9A-Z]{18}|[0-9]{15})$"), Reads(codes.read_uscc)]
IdentityNumber = Annotated[str | None, Reads(codes.read_identity_number), Personal("number")]
Phone = Annotated[str | None, Reads(codes.read_phone), Personal("number")]
Category = Annotated[Standing | None, Reads(read_standing)]
IsMember = Annotated[Standing | None, Reads(read_is_member)]
Level = Annotated[Literal["无", "区级", "市级", "省级", "国家级"] | None, Reads(levels.read_level)]
Appraisal = Annotated[
    Literal["优秀", "良好", "称职", "基本称职", "不称职", "未定等次", "未考核"] | None, Reads(appraisals.read_appraisal)
]
Covered = Annotated[coverage.Coverage | None, Reads(coverage.read_coverage)]
Status = Annotated[str | None, Reads(read_status)]
Mass = Annotated[str | None, Reads(mass.read_mass)]


_STATES = ["正常", "已撤销"]
_LEVELS = "无、区级、市级、省级、国家级"

SOCIAL_TYPES = ["社会团体", "民办非企业单位", "社会服务机构", "基金会"]
FORMS = ["单独组建", "联合组建"]
ORGANIZATION_KINDS = ["党委", "党总支", "党支部"]
"""What is usually written; a field's ``examples`` are offered in the template, other words are as welcome."""


class Row(BaseModel):
    """What the four models share: immutable, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """Give what is known of the row, as ``repr`` and ``str`` show it: names masked, personal numbers hidden."""
        for name, info in type(self).model_fields.items():
            value = getattr(self, name)
            mark = next((mark for mark in info.metadata if isinstance(mark, Personal)), None)
            if value is not None:
                yield name, mark.shown(str(value)) if mark else value

    def keys(self) -> Sequence[str]:
        """Give the fields' names, for ``dict(row)`` and the columns of ``pd.DataFrame(rows)``."""
        return list(type(self).model_fields)

    def __getitem__(self, name: str) -> object:
        if name not in type(self).model_fields:
            raise KeyError(name)
        return getattr(self, name)


cast("ABCMeta", Mapping).register(Row)


class OrganizationAnswers(Row):
    """What a row says about an organisation, of the register or of the ledger, beside an enterprise that has it."""

    secretary_source: Text = Field(
        default=None,
        title="书记来源",
        description="、".join(SOURCES) + "等",
        examples=list(SOURCES),
    )
    secretary_trained: Item = Field(default=None, title="书记是否参训", description="是否参加过培训")
    party_workers: Anybody = Field(
        default=None, title="党务干部", description="书记以外有没有党务干部；可填人数、姓名，没有填 无"
    )
    party_workers_trained: Item = Field(default=None, title="党务干部是否参训", description="是否参加过培训")
    has_place: Item = Field(default=None, title="六有：场所", description="有活动场所")
    has_facilities: Item = Field(default=None, title="六有：设施", description="有设施")
    has_sign: Item = Field(default=None, title="六有：标志", description="有标志")
    has_flag: Item = Field(default=None, title="六有：党旗", description="有党旗")
    has_books: Item = Field(default=None, title="六有：书报", description="有书报")
    has_rules: Item = Field(default=None, title="六有：制度", description="有制度")
    gift_seal: Item = Field(default=None, title="礼包：公章", description="送公章")
    gift_materials: Item = Field(default=None, title="礼包：党建资料", description="送党建资料")
    gift_board: Item = Field(default=None, title="礼包：党建板面", description="制党建板面")
    gift_flag: Item = Field(default=None, title="礼包：党旗", description="送党旗")
    gift_instructor: Item = Field(default=None, title="礼包：指导员", description="派党建工作指导员")
    gift_constitution: Item = Field(default=None, title="礼包：党章", description="给党员发党章")
    gift_lecture: Item = Field(default=None, title="礼包：党课", description="上党课")
    gift_training: Item = Field(default=None, title="礼包：业务培训", description="培训书记")
    gift_visit: Item = Field(default=None, title="礼包：参观学习", description="组织参观学习")
    leader: Somebody = Field(default=None, title="联系领导", description="分包联系的党员领导干部；没有填 无")
    partner_village: Place = Field(default=None, title="结对村（社区）", description="联创共建的村或社区；没有填 无")
    paired_building: Item = Field(
        default=None, title="结对共建", description="与另一党组织结对共建；可填对方名称，没有填 无"
    )
    dual_strong: Level = Field(default=None, title="双强六好级别", description=f"{_LEVELS}")
    model_level: Level = Field(default=None, title="典型级别", description=f"选树的党建典型：{_LEVELS}")
    demo_posts: Item = Field(default=None, title="党员示范岗", description="是否设立")
    two_way_mechanism: Item = Field(default=None, title="双向互动机制", description="是否建立")
    online_site: Item = Field(default=None, title="网上阵地", description="是否开设")
    favor_development: Item = Field(
        default=None, title="四倾斜：发展党员", description="党员发展是否向企业中层骨干倾斜"
    )
    favor_commendation: Item = Field(default=None, title="四倾斜：表彰", description="优秀党员评比是否向企业党员倾斜")
    favor_training: Item = Field(default=None, title="四倾斜：培训", description="学习培训是否向党组织负责人倾斜")
    favor_funds: Item = Field(default=None, title="四倾斜：经费", description="党建经费是否向企业党组织倾斜")
    fund_sources: Text = Field(
        default=None,
        title="经费来源",
        description="党建经费来源：" + "、".join(FUNDS) + "；有几个的都写",
        examples=list(FUNDS),
    )


class _EnterpriseBasics(Row):
    """What a row of the ledger says about the enterprise, and how it is covered."""

    name: Name = Field(title="企业名称", description="营业执照上的全称")
    uscc: Code = Field(default=None, title="统一社会信用代码", description="18 位，GB 32100-2015；15 位老注册号也可")
    township: Text = Field(default=None, title="乡（办）", description="所属乡、办事处、集聚区")
    village: Text = Field(default=None, title="村（社区）", description="所在村或社区")
    park: Text = Field(default=None, title="园区（楼宇）", description="所在园区、楼宇、集聚区")
    address: Area = Field(
        default=None, title="地址", description="住所或经营场所，只取到乡（办）、村（社区），用来推测所属；不参与统计"
    )
    grid: Text = Field(default=None, title="网格", description="所在网格")
    type: Text = Field(default=None, title="企业类型", description="登记类型，如 有限责任公司；国有、集体不在统计范围")
    industry: Text = Field(default=None, title="行业", description="所属行业")
    status: Status = Field(
        default=None, title="经营状态", description="正常、停产、注销等", examples=["正常", "停产", "半停产"]
    )
    registered_on: Day = Field(default=None, title="注册日期", description="登记成立日期")
    employees: Staff = Field(default=None, title="职工人数", description="在岗职工数（人）")
    revenue: Money = Field(
        default=None,
        title="营业收入",
        description="年营业收入（万元）；单元格、表头或表上方写明（元）（亿元）等的，按写明的",
    )
    members: Members = Field(default=None, title="党员人数", description="正式党员与预备党员合计（人）")
    full_members: Members = Field(default=None, title="正式党员数", description="正式党员（人），决定应建")
    probationary_members: Members = Field(default=None, title="预备党员数", description="预备党员（人）")
    applicants: Count = Field(default=None, title="入党积极分子数", description="入党积极分子（人）")
    organized: Organized = Field(default=None, title="是否建立党组织", description="单独或联合均为是")
    coverage: Covered = Field(
        default=None,
        title="覆盖情况",
        description="党的组织覆盖、党的工作覆盖、组织和工作双覆盖、未覆盖；单独、联合也可",
    )
    organization_form: Text = Field(default=None, title="组建方式", description="单独组建、联合组建等", examples=FORMS)
    organization_kind: Something = Field(
        default=None, title="党组织类别", description="党委、党总支、党支部", examples=ORGANIZATION_KINDS
    )
    organization_name: Something = Field(default=None, title="党组织名称", description="覆盖本企业的党组织全称")
    superior: KnownName = Field(default=None, title="上级党组织名称", description="上级党组织")
    founded_on: Start = Field(default=None, title="党组织成立时间", description="批准建立的日期")
    organization_status: Text = Field(
        default=None, title="党组织状态", description="正常、已撤销等；已撤销的不再覆盖企业", examples=_STATES
    )
    dissolved_on: Gone = Field(default=None, title="党组织撤销时间", description="撤销的日期，此日起不再覆盖企业")
    re_elected_on: Day = Field(default=None, title="上次换届时间", description="最近一次换届选举的日期")
    term_ends_on: End = Field(default=None, title="届满日期", description="本届任期届满的日期")
    has_committee: Item = Field(default=None, title="支委会", description="是否设立支部委员会")
    secretary: Somebody = Field(default=None, title="党组织书记", description="书记姓名；没有填 无")
    not_built_reason: Text = Field(default=None, title="未建原因", description="未建立党组织的原因")
    instructor: Somebody = Field(default=None, title="党建指导员", description="指导员姓名；没有填 无")
    instructor_sent: Sent = Field(default=None, title="是否派驻党建指导员", description="是否已派驻")
    instructor_since: Start = Field(default=None, title="指导员派驻时间", description="派驻的日期")
    instructor_left_on: Gone = Field(
        default=None, title="指导员离任时间", description="离任、调离的日期，此日起不再算派驻"
    )
    instructor_ends_on: End = Field(
        default=None, title="指导员派驻截止", description="派驻计划到哪一天（含当日）；真的走了填离任时间"
    )
    instructor_visits: Visits = Field(default=None, title="指导员走访次数", description="本年走访本企业的次数（次）")
    instructor_visited_on: Visited = Field(
        default=None, title="指导员最近走访", description="最近一次走访本企业的日期；没有走访过填 未走访"
    )
    instructor_appraisal: Appraisal = Field(
        default=None, title="指导员考核结果", description="优秀、称职（合格）、基本称职、不称职等"
    )
    instructor_phone: Phone = Field(default=None, title="指导员电话", description="只用于区分同名的人，不输出")
    instructor_unit: KnownName = Field(default=None, title="指导员工作单位", description="指导员自己的单位")
    instructor_trained: Item = Field(default=None, title="指导员是否参训", description="指导员是否参加过培训")
    union: Union = Field(default=None, title="工会", description="是否建立工会")
    youth_league: YouthLeague = Field(default=None, title="共青团", description="是否建立团组织")
    womens_federation: WomensFederation = Field(default=None, title="妇联", description="是否建立妇女组织")
    mass_organizations: Mass = Field(
        default=None, title="已建群团组织", description="已建群团组织的名称，如 工会、妇联"
    )
    weak: Weak = Field(default=None, title="是否薄弱", description="党建基础是否薄弱")


class Enterprise(OrganizationAnswers, _EnterpriseBasics):
    """One enterprise of the ledger (企业台账), with what ledgers say about organisation and instructor."""

    remark: FreeText = Field(default=None, title="备注", description="不参与统计")


class SocialOrganization(Enterprise):
    """One 社会组织 of a ledger of its own: what is asked of it is what is asked of an enterprise."""

    name: Name = Field(title="社会组织名称", description="登记证书上的全称")
    uscc: SocialCode = Field(
        default=None, title="统一社会信用代码", description="18 位，GB 32100-2015；老的登记证号认得，但不能用来核对"
    )
    type: Text = Field(
        default=None,
        title="社会组织类别",
        description="社会团体、民办非企业单位（社会服务机构）、基金会",
        examples=SOCIAL_TYPES,
    )
    status: Status = Field(
        default=None, title="登记状态", description="正常、注销、撤销等", examples=["正常", "注销", "撤销"]
    )
    registered_on: Day = Field(default=None, title="成立登记日期", description="成立登记的日期")
    employees: Staff = Field(default=None, title="从业人员数", description="专职工作人员（人）")
    supervisor: KnownName = Field(default=None, title="业务主管单位", description="业务主管单位；不参与统计")
    registrar: KnownName = Field(default=None, title="登记管理机关", description="登记管理机关；不参与统计")
    representative: Somebody = Field(default=None, title="法定代表人", description="法定代表人姓名；不参与统计")


class _OrganizationBasics(Row):
    """What a row of the register says about the organisation itself, and whom it covers."""

    name: ListedName = Field(title="党组织名称", description="党组织全称")
    township: Text = Field(default=None, title="乡（办）", description="所属乡、办事处、集聚区")
    form: Text = Field(default=None, title="组建方式", description="单独组建、联合组建等", examples=FORMS)
    kind: Text = Field(
        default=None, title="党组织类别", description="党委、党总支、党支部", examples=ORGANIZATION_KINDS
    )
    founded_on: Start = Field(default=None, title="成立时间", description="批准建立的日期")
    status: Text = Field(
        default=None, title="党组织状态", description="正常、已撤销等；已撤销的不再覆盖企业", examples=_STATES
    )
    dissolved_on: Gone = Field(default=None, title="撤销时间", description="撤销的日期，此日起不再覆盖企业")
    re_elected_on: Day = Field(default=None, title="上次换届时间", description="最近一次换届选举的日期")
    term_ends_on: End = Field(default=None, title="届满日期", description="本届任期届满的日期")
    has_committee: Item = Field(default=None, title="支委会", description="是否设立支部委员会")
    superior: KnownName = Field(default=None, title="上级党组织名称", description="上级党组织")
    enterprises: Names = Field(default=None, title="覆盖企业", description="覆盖的企业全称，用顿号分隔")
    enterprise_uscc: Code = Field(default=None, title="统一社会信用代码", description="单独组建时企业的代码")
    members: Members = Field(default=None, title="党员人数", description="党员（人）")
    secretary: Somebody = Field(default=None, title="党组织书记", description="书记姓名；没有填 无")


class Organization(OrganizationAnswers, _OrganizationBasics):
    """One organisation of the organisation ledger (党组织台账)."""

    remark: FreeText = Field(default=None, title="备注", description="不参与统计")


class Member(Row):
    """One party member of the register (党员花名册)."""

    name: MemberName = Field(title="姓名", description="党员姓名")
    identity_number: IdentityNumber = Field(
        default=None, title="公民身份号码", description="18 位，GB 11643-1999；只用于核对，不输出"
    )
    enterprise: KnownName = Field(default=None, title="工作单位", description="所在企业全称")
    enterprise_uscc: Code = Field(default=None, title="统一社会信用代码", description="所在企业的代码")
    township: Text = Field(default=None, title="乡（办）", description="所属乡、办事处、集聚区")
    branch: KnownName = Field(default=None, title="所在党支部", description="所在党支部全称")
    gender: Text = Field(default=None, title="性别", description="男、女", examples=["男", "女"])
    ethnicity: Text = Field(default=None, title="民族", description="民族")
    born_on: BirthDay = Field(default=None, title="出生日期", description="出生日期")
    education: Text = Field(default=None, title="学历", description="学历")
    category: Category = Field(default=None, title="人员类别", description="正式党员、预备党员；积极分子等不是党员")
    politics: Category = Field(default=None, title="政治面貌", description="中共党员、中共预备党员的计入，其余不计")
    is_member: IsMember = Field(default=None, title="是否党员", description="否的不计入党员数")
    joined_on: Start = Field(default=None, title="入党日期", description="加入党组织日期")
    confirmed_on: Start = Field(default=None, title="转正日期", description="转为正式党员日期")
    post: Text = Field(default=None, title="工作岗位", description="工作岗位")
    phone: Phone = Field(default=None, title="手机号", description="不输出")
    status: Text = Field(
        default=None,
        title="党籍状态",
        description="正常等；已转出、出党、停止党籍、死亡等的不计入党员数",
        examples=["正常", "转出", "停止党籍", "出党", "死亡"],
    )
    left_on: Gone = Field(default=None, title="转出时间", description="组织关系转出的日期，此日起不计入党员数")
    floating: YesNo = Field(default=None, title="是否流动党员", description="是否流动党员")
    home_address: Annotated[FreeText, Personal("number")] = Field(
        default=None, title="家庭住址", description="不读取、不输出"
    )
    remark: FreeText = Field(default=None, title="备注", description="不参与统计")


class Instructor(Row):
    """One party-building instructor of the register (指导员花名册)."""

    name: Person = Field(title="姓名", description="指导员姓名")
    township: Text = Field(default=None, title="乡（办）", description="所属乡、办事处、集聚区")
    unit: KnownName = Field(default=None, title="工作单位", description="指导员自己的单位，不是企业")
    post: Text = Field(default=None, title="职务", description="职务")
    trained: Item = Field(default=None, title="是否参加培训", description="是否参加过培训")
    full_time: Text = Field(default=None, title="专职/兼职", description="专职或兼职", examples=["专职", "兼职"])
    phone: Phone = Field(default=None, title="联系电话", description="只用于区分同名的人，不输出")
    enterprises: Names = Field(default=None, title="派驻企业", description="派驻的企业全称，用顿号分隔")
    enterprise_uscc: Code = Field(default=None, title="统一社会信用代码", description="派驻企业的代码")
    since: Start = Field(default=None, title="派驻时间", description="派驻的日期")
    left_on: Gone = Field(default=None, title="离任时间", description="离任、调离的日期，此日起不再算派驻")
    ends_on: End = Field(
        default=None, title="派驻截止时间", description="派驻计划到哪一天（含当日）；真的走了填离任时间"
    )
    visits: Visits = Field(default=None, title="走访次数", description="本年走访派驻企业的次数（次）")
    visited_on: Visited = Field(
        default=None, title="最近走访时间", description="最近一次走访派驻企业的日期；没有走访过填 未走访"
    )
    appraisal: Appraisal = Field(default=None, title="考核结果", description="优秀、称职（合格）、基本称职、不称职等")
    remark: FreeText = Field(default=None, title="备注", description="不参与统计")


class Favors(Row):
    """A unit of the table of the four favours (四倾斜表, S21): what of each goes to enterprises, of how much in all.

    Funds are in the sheet's own unit of money, and counted in hundredths of it.
    """

    name: Name = Field(title="乡（办）", description="乡、办事处、集聚区")
    development_enterprises: Count = Field(
        default=None, title="发展党员名额：企业", description="其中给非公企业的（名）"
    )
    development_total: Count = Field(default=None, title="发展党员名额：全部", description="全部发展党员名额（名）")
    commendation_enterprises: Count = Field(
        default=None, title="评优表彰：企业", description="其中给非公企业的（名、个）"
    )
    commendation_total: Count = Field(default=None, title="评优表彰：全部", description="全部评优表彰名额（名、个）")
    training_enterprises: Count = Field(default=None, title="培训名额：企业", description="其中给非公企业的（名）")
    training_total: Count = Field(default=None, title="培训名额：全部", description="全部培训名额（名）")
    funds_enterprises: Amount = Field(default=None, title="工作经费：企业", description="其中给非公企业的（万元）")
    funds_total: Amount = Field(default=None, title="工作经费：全部", description="全部党建工作经费（万元）")
    remark: FreeText = Field(default=None, title="备注", description="不参与统计")


class Kind(StrEnum):
    """The four rosters, the table of the four favours, and the ledger of those who are no enterprises."""

    ENTERPRISES = "enterprises"
    ORGANIZATIONS = "organizations"
    MEMBERS = "members"
    INSTRUCTORS = "instructors"
    FAVORS = "favors"
    SOCIAL_ORGANIZATIONS = "social_organizations"

    @property
    def model(self) -> type[Row]:
        """The model of this roster's rows."""
        return _MODELS[self]

    @property
    def title(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - nobody title-cases a kind
        """The roster's Chinese name."""
        return ROSTERS[self]


FAVOR_PAIRS = tuple(
    (f"{favor}_enterprises", f"{favor}_total") for favor in ("development", "commendation", "training", "funds")
)
"""Of each of the four favours, the columns of what goes to enterprises and of all."""

ANSWERS = tuple(OrganizationAnswers.model_fields)
"""What registers of organisations, and ledgers of enterprises too, may say about an organisation."""

_OPEN = frozenset(
    """name township village park grid address industry organization_name superior partner_village instructor_unit
    enterprises enterprise branch unit not_built_reason secretary_source fund_sources post supervisor
    registrar""".split()
)

OF_INSTRUCTOR = frozenset(
    {
        *("instructor_trained", "instructor_ends_on", "instructor_visits", "instructor_visited_on"),
        "instructor_appraisal",
    }
)
"""What registers of instructors, and ledgers of enterprises too, may say about an instructor."""

BESIDE = frozenset({"address"})
"""The columns that only tell where an enterprise lies that a ledger lacks (merge): no field of a roster's."""

NEVER_COUNTED = frozenset({"remark"}) | BESIDE
"""The columns of a ledger that no number, and no answer of a row, depends on."""

PEOPLE = (Kind.MEMBERS, Kind.INSTRUCTORS)
"""The rosters of which each row is a person."""

LEDGERS = (Kind.ENTERPRISES, Kind.SOCIAL_ORGANIZATIONS)
"""The rosters of which each row is one of those who are to be covered."""

LISTING = (Kind.ORGANIZATIONS, Kind.INSTRUCTORS)
"""The rosters of which a row may name several enterprises."""

_MODELS: dict[Kind, type[Row]] = {
    Kind.ENTERPRISES: Enterprise,
    Kind.ORGANIZATIONS: Organization,
    Kind.MEMBERS: Member,
    Kind.INSTRUCTORS: Instructor,
    Kind.FAVORS: Favors,
    Kind.SOCIAL_ORGANIZATIONS: SocialOrganization,
}


def is_amount(kind: Kind, field: str) -> bool:
    """Tell whether a field is an amount of money, and counts nobody."""
    marks = kind.model.model_fields[field].metadata
    return any(isinstance(mark, Reads) and mark.read is counts.read_amount for mark in marks)


def is_money(kind: Kind, field: str) -> bool:
    """Tell whether a field is a sum of money in a unit that its header may name."""
    return kind.model.model_fields[field].annotation == float | None


def is_free_text(kind: Kind, field: str) -> bool:
    """Tell whether a field's cells may say anything, as remarks do."""
    return any(
        isinstance(mark, Reads) and mark.read is text.read_text for mark in kind.model.model_fields[field].metadata
    )


def is_open(kind: Kind, field: str) -> bool:
    """Tell whether a field holds names of enterprises, units, places or trades, their codes, or reasons: such words are
    open, and about nobody, but for people whom they name.
    """
    return (field in _OPEN or field.endswith("uscc")) and not personal(kind, field)


def personal(kind: Kind, field: str) -> Personal | None:
    """Tell whether, and how, a field is personal data."""
    info = kind.model.model_fields[field]
    return next((mark for mark in info.metadata if isinstance(mark, Personal)), None)
