"""What the notice says, as data: sentences with places for figures. Nothing here knows where a figure comes from.

Sentences about an indicator stand under its code and get ``n`` (numerator), ``d`` (denominator), ``rate``, and the
policy's thresholds by their names (``due_members``, …). An indicator or a kind of gap without a sentence of its own is
told by :data:`ANY_SHARE` or its title, so that a new one is in the notice without a change here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...policy import WorkWay

TITLE = ("关于{district}非公有制企业党建", "“{plan}”推进情况的通报")
"""The title's two lines; one where they fit into it."""

OPENING = "现将{district}非公有制企业党建“{plan}”截至{as_of}的推进情况通报如下。"
SCOPE = (
    "本次通报依据各单位填报的台账，登记企业{read}家（条），按口径纳入统计{counted}家，"
    "其余{left_out}家（条）未纳入统计，{mostly}{reasons}。"
)
REASON = "{reason}（{rows}家）"
SCOPE_ALL = "本次通报依据各单位填报的台账，登记企业{read}家，全部纳入统计。"
NOTHING_READ = "本次台账中没有登记企业，各项比率无从计算。"
NOTHING_COUNTED = "本次台账中没有应当纳入统计的企业，各项比率无从计算。"

NAMES_COLUMNS = ("乡（办）", "企业（党组织）名称", "存在问题")

ENTERPRISES = "非公有制企业"
ASSIGNMENT_TITLE = "{base}党建问题交办单"
ASSIGNMENT = (
    "根据截至{as_of}的台账，{unit}有{n}家企业（党组织、指导员）存在以下问题，现予交办。请逐项明确责任人，"
    "{when}，填写完成情况后报送。"
)
ASSIGNMENT_BY = "于{by}前完成整改"
ASSIGNMENT_EACH = "按表中所列时限完成整改"
ASSIGNMENT_EMPTY = "按截至{as_of}的台账，{unit}{told}"
ASSIGNED = "需要交办的问题"
ASSIGNMENT_UNKNOWN = "台账中没有相应的栏目，以下问题无从查找，请一并自查：{list}。"
ASSIGNMENT_COLUMNS = ("企业（党组织）名称", "存在问题", "整改要求", "完成时限")
ASSIGNMENT_BLANKS = ("责任人", "完成情况")


CHANGES_TITLE = ("关于{district}非公有制企业党建", "情况变更的说明")
CHANGES = "现将{district}非公有制企业及其党组织从{old}到{new}的变更情况说明如下。"
CHANGES_ENTERPRISES = "上期纳入统计的企业{opening}家，{ways}本期{closing}家。"
CHANGES_WAY = "{title}{n}家"
CHANGES_VANISHED = "不再纳入统计的企业中，有{n}家在本期台账中没有，请有关单位核实去向。"
CHANGES_COLUMNS = ("乡（办）", "企业（党组织）名称", "情况", "台账依据")
CHANGES_NONE = "按两期台账看不出变化。"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the section on the whole: its heading and the indicators (in the 变更说明, events) that it tells, in
    order.
    """

    heading: str
    indicators: tuple[str, ...]


OVERVIEW = "总体情况"
PARTS = (
    Part(
        "组织覆盖和工作覆盖",
        (
            *("org_coverage", "own_org_rate", "due_built"),
            *("work_coverage", "work_coverage_any", "instructor_stationed"),
        ),
    ),
    Part(
        "党员和新建企业",
        ("members_in_50plus", "applicants_where_no_member", "weak_with_instructor", "synchronous_founding"),
    ),
    Part("群团组织", ("mass_coverage", "union_coverage", "youth_coverage", "women_coverage")),
    Part(
        "书记和指导员",
        ("secretary_in_post", "secretary_trained", "instructor_trained", "leader_assigned", "territorial_affiliation"),
    ),
    Part(
        "活动和阵地",
        (
            *("demo_posts", "two_way_mechanism", "paired_building", "online_site", "village_pairing"),
            *("six_haves", "gift_pack"),
            *("dual_strong_district", "dual_strong_city", "model_district", "model_city", "model_province"),
        ),
    ),
    Part("“四倾斜”落实情况", ("favor_development", "favor_commendation", "favor_training", "favor_funds")),
    Part("三清底数掌握情况", ("clear_basic", "clear_organization", "clear_work")),
)
OTHER_PART = "其他"
CHANGES_PARTS = (
    Part("企业变动情况", ("new", "moved", "back", "closed", "out")),
    Part(
        "党组织变动情况",
        (
            *("founded", "dissolved", "merged", "organization_renamed"),
            *("secretary_changed", "superior_changed", "form_changed", "instructor_changed"),
        ),
    ),
    Part("职工和党员变动情况", ("staff_reached", "staff_below", "members_joined", "members_left")),
)
AIMS_PART = "目标任务完成情况"

SHARES = {
    "org_coverage": "纳入统计的{d}家企业中，有党组织覆盖的{n}家，组织覆盖率{rate}",
    "own_org_rate": "单独组建党组织的{n}家，单独组建率{rate}",
    "due_built": "正式党员达到{due_members}人、应当建立党组织的{d}家，已有党组织覆盖的{n}家，应建已建率{rate}",
    "work_coverage": "{ways}的{n}家，工作覆盖率{rate}",
    "work_coverage_any": "连同有党员、建有群团组织的一并计算为{n}家，占{rate}",
    "instructor_stationed": "没有党组织覆盖的{d}家，派驻了党建工作指导员的{n}家，派驻率{rate}",
    "members_in_50plus": "职工{large_employees}人以上的{d}家，有党员的{n}家，占{rate}",
    "applicants_where_no_member": "没有党员或者党员数不清楚的{d}家，有入党积极分子的{n}家，占{rate}",
    "weak_with_instructor": "列为薄弱的{d}家，派驻了党建工作指导员的{n}家，占{rate}",
    "synchronous_founding": (
        "{plan_start}以后注册、应当建立党组织的{d}家，注册后{synchronous_days}天内建立的{n}家，占{rate}"
    ),
    "mass_coverage": "工会、共青团、妇联至少建有一个的{n}家，占{d}家的{rate}",
    "union_coverage": "建有工会的{n}家，占{d}家的{rate}",
    "youth_coverage": "建有共青团的{n}家，占{d}家的{rate}",
    "women_coverage": "建有妇联的{n}家，占{d}家的{rate}",
    "secretary_in_post": "覆盖企业的党组织{d}个，配备书记的{n}个，占{rate}",
    "secretary_trained": "有书记的党组织{d}个，书记参加过培训的{n}个，占{rate}",
    "instructor_trained": "派驻的党建工作指导员{d}名，参加过培训的{n}名，占{rate}",
    "leader_assigned": "有领导干部分包联系的党组织{n}个，占{d}个的{rate}",
    "territorial_affiliation": "{plan_start}以后成立的党组织{d}个，实行属地管理的{n}个，占{rate}",
    "demo_posts": "设立党员示范岗的党组织{n}个，占{d}个的{rate}",
    "two_way_mechanism": "建立双向互动机制的党组织{n}个，占{d}个的{rate}",
    "paired_building": "与另一党组织结对共建的党组织{n}个，占{d}个的{rate}",
    "online_site": "开设网上阵地的党组织{n}个，占{d}个的{rate}",
    "village_pairing": "与村（社区）结对的党组织{n}个，占{d}个的{rate}",
    "six_haves": "“六有”齐全的党组织{n}个，占{d}个的{rate}",
    "gift_pack": "{plan_start}以后成立的党组织{d}个，党建大礼包九项到位的{n}个，占{rate}",
    "dual_strong_district": "区级以上“双强六好”党组织{n}个",
    "dual_strong_city": "市级以上“双强六好”党组织{n}个",
    "model_district": "区级以上典型{n}个",
    "model_city": "市级以上典型{n}个",
    "model_province": "省级以上典型{n}个",
    "favor_development": "覆盖企业的党组织{d}个中，落实发展党员倾斜的{n}个，占{rate}",
    "favor_commendation": "落实评先表彰倾斜的{n}个，占{rate}",
    "favor_training": "落实学习培训倾斜的{n}个，占{rate}",
    "favor_funds": "落实党建经费倾斜的{n}个，占{rate}",
    "clear_basic": "企业基本情况填写齐全的{n}家，占{d}家的{rate}",
    "clear_organization": "组织覆盖情况清楚的企业{n}家，占{d}家的{rate}",
    "clear_work": "工作覆盖情况清楚的企业{n}家，占{d}家的{rate}",
}
ANY_SHARE = "{name}{rate}（{n}/{d}）"
ANY_COUNT = "{name}{n}{measure}"
WAYS: dict[WorkWay, str] = {
    "organization": "有党组织覆盖",
    "instructor": "派驻了党建工作指导员",
    "members": "有党员",
    "mass": "建有群团组织",
}
"""The ways of work coverage, of which ``work_coverage`` names those of the policy."""

APART = "另有{list}"
WHOSE = "的"
NO_DATA = "台账缺少所需的栏目，以下指标不作通报：{list}。"
NONE = {"instructor_stationed": "没有党组织覆盖的{d}家，均未派驻党建工作指导员"}
"""Indicators whose 0 is told beside the others; the other zeros are named together."""
ZEROS = "以下各项比率（个数）为0：{list}。"

AIM = "{name}：目标{goal}，期限{by}，现为{value}，{verdict}。"
AIM_MET = "已完成"

FOLLOW_PART = "整改销号情况"
FOLLOW = "{unit}{told}。{of}。"
FOLLOW_OVERDUE = "逾期未销的{spread}。"

STANDINGS = "各单位情况"
RANKED = "各单位按{names}排名如下，比率相同的名次相同。"
RANKING = "各单位{names}排名表"
NOT_RANKED = "{name}无数据（{why}），不排名。"
NO_STANDINGS = "没有可以排名的单位。"
ONE_UNIT = "只有{unit}一个单位，不作横向比较。"
PRAISE, CRITICISM = "通报表扬", "通报批评"
PRAISED = "{name}达到{limit}的{units}，予以通报表扬。"
SLOW = "推进迟缓"
SLOW_SINCE = "{name}与{day}相比没有提高、又未达到表扬标准的{units}，推进迟缓。"
CRITICISED = "{name}低于{limit}的{units}，予以通报批评。"
SMALL = "{units}纳入统计的企业不足{small}家，仅排名，不纳入表扬和批评范围。"
WITHOUT_ENTERPRISES = "{units}没有应当纳入统计的企业，不排名。"
WITHOUT_UNIT = "另有{n}家企业没有填写所属单位，不作通报，请核实补填。"

PROBLEMS = "存在问题"
PROBLEM_TITLES = {
    "no_instructor": "部分企业党的工作尚未覆盖",
    "due_not_built": "部分企业应建未建",
    "own_due": "部分企业应单独建立未单独建立",
    "maybe_due": "部分企业疑似应建未建",
    "no_member_in_50plus": "部分规模较大企业没有党员",
    "weak_no_instructor": "薄弱企业指导员派驻不到位",
    "no_secretary": "部分党组织书记空缺",
}
"""Headings by kind of gap; another kind has its own title."""
PROBLEM = "{area}{title}的{what}{n}{measure}{units}。"
PROBLEM_SPREAD = "，涉及{number}个单位"
PROBLEM_ONE = "，为{unit}"
PROBLEM_ONE_UNIT = "，均在{unit}"
PROBLEM_EACH = "，分别为{list}"
PROBLEM_MOST = "，较多的是{list}"
UNIT_COUNT = "{units}{n}{measure}"
UNITS_COUNT = "{units}各{n}{measure}"
UNCLEAR = "底数不够清"
UNCLEAR_ITEM = "{name}的还有{n}家"
UNCLEAR_NAMES = {
    "clear_basic": "基本情况填写不全",
    "clear_organization": "组织覆盖情况不清楚",
    "clear_work": "工作覆盖情况不清楚",
}
UNCLEAR_CLOSE = "。情况不明的，须逐户核实后据实填报。"
NO_PROBLEMS = "按现有台账，{told}"
NOT_LOOKED_FOR = "台账缺少所需的栏目，以下缺口无法查找，不等于没有：{list}。"

PLAN = "推进建议"
PLAN_NOTE = "以下是按台账测算的建议，供研究确定；建立党组织、派驻指导员都要按程序报批。"
DEMANDS = "下一步要求"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked about a kind of gap: a heading, and the indicators whose goal dates it (the first that has one)."""

    heading: str
    indicators: tuple[str, ...] = ()


DEMANDS_BY_KIND = {
    "no_instructor": Demand("选派指导员", ("work_coverage", "instructor_stationed")),
    "due_not_built": Demand("建立党组织", ("due_built", "org_coverage")),
    "own_due": Demand("单独建立党组织"),
    "maybe_due": Demand("核实预备党员"),
    "no_member_in_50plus": Demand("发展党员", ("members_in_50plus",)),
    "weak_no_instructor": Demand("帮扶薄弱企业", ("weak_with_instructor",)),
    "no_secretary": Demand("配齐书记", ("secretary_in_post",)),
}
DEMAND = "{title}的{n}{measure}，{action}"
DUE = "{name}须于{by}前{reach}。"
OVERDUE = "{name}{reach}的时限（{by}）已逾期，要限期整改、对账销号。"
REACH_GOALS = "对标补差"
GOAL_GAP = "{name}还差{short}{measure}{units}。{due}"
GOAL_EACH = "；按各单位分别计算{spread}"
"""Where a unit's share of the goal is rounded up, the units' numbers are more than the whole's."""
GOAL_OVER = "{name}还要减少{short}{measure}{units}。{due}"
COMPLETE_LEDGER = "补全台账"
COMPLETE_LEDGER_TEXT = "要逐户核实、据实填报，确无的填“无”，做到底数清、情况明。"
KEEP_UP = "请各单位巩固成果，新注册、新迁入的企业随时登记，情况有变化的随时更新。"
CLOSING = "各单位要逐户建立整改台账，完成一户、销号一户，并于{by}前报送整改情况。"

ANNEX_COVERAGE = "{district}非公有制企业党建覆盖情况统计表"
ANNEX_GAPS = "各单位缺口统计表"
ANNEX_NAMES = "缺口名单"
RATE_NOTE = "注：各率下方为“已达到数/应达到数”；“—”表示没有应当纳入统计的。"
CONTACT = "（联系人：{contact}）"
GAPS_NOTE = "注：企业以家计，党组织以个计；同一对象可能列入不止一类。"
