"""Distributions: how many there are of each sort, where a share would be the wrong form.

A distribution is data: a column of the facts, how a value of it is read as a sort, and the sorts in their order.
Whoever is counted stands in exactly one row, the last of which is 不清楚, so the rows add up to the number counted; but
of what one may have several of (``several``), in a row for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast, get_args

import narwhals as nw

from .. import masking
from ..choices import By, Sorted
from ..facts import Facts
from ..facts.answers import named
from ..facts.enterprises import NO_WAY, WORK_WAYS
from ..facts.frames import Frame
from ..facts.membership import ON_THE_WAY, SAYING
from ..facts.organization_coverage import JOINT, OWN, SOME, form_of
from ..models import Kind
from ..policy import Policy
from ..values.appraisals import RESULTS
from ..values.funds import FUNDS, fund_of, parts_of_funds
from ..values.known import known_part
from ..values.levels import RANKED
from ..values.reading import compact
from ..values.sources import SOURCES, source_of
from ..values.text import NOBODY
from .indicators import IN_SCOPE, Need, missing, rows_of
from .indicators.needs import FORM, MEMBERS, ORGANIZED, instructors, ledger, organizations
from .lookup import choose
from .results import Distribution, Distributions
from .units import by_unit, chosen, units, within

UNKNOWN = "不清楚"
_BETWEEN = "、"


@dataclass(frozen=True)
class Spread:
    """One distribution."""

    code: str
    name: str
    """The Chinese name."""
    clause: str
    grain: Sorted
    column: str
    """The column of the grain's facts whose values are counted; each distinct value is read once."""
    read: Callable[[Any, Policy], str]
    """The sort that a value means; empty where it says nothing. Never called for an unknown value."""
    sorts: Callable[[Policy], tuple[str, ...]]
    """The sorts that are always listed, in their order; words of the rosters follow, the most frequent first."""
    doc: str
    """Who is counted, in a sentence."""
    needs: tuple[Need, ...] = ()
    counted: nw.Expr | None = None
    """Which rows in scope are counted; None if all are."""
    several: bool = False
    """Whether ``read`` gives several sorts, with 、 between them."""
    measure: str = ""
    """The measure word of the values, if they are numbers of which the largest is told."""


def _as_written(value: Any, _policy: Policy) -> str:
    return masking.title(compact(str(value)))


def _form(value: Any, policy: Policy) -> str:
    text = compact(str(value))
    return _as_written(text, policy) if form_of(text, policy.forms) not in ("", SOME) else known_part(text)


def _itself(value: Any, _policy: Policy) -> str:
    return str(value)


def _no_fixed(_policy: Policy) -> tuple[str, ...]:
    return ()


_FORMS = {OWN: "单独组建", JOINT: "联合组建"}
_KINDS = {"总支": "党总支", "支部": "党支部", "党委": "党委"}
"""What the text contains (the first that fits), and the sort that it means."""
_LEVELS = (*RANKED, NOBODY)


def _kind(value: Any, _policy: Policy) -> str:
    text = compact(str(value))
    return next((kind for part, kind in _KINDS.items() if part in text), "") or known_part(text)


def _source(value: Any, policy: Policy) -> str:
    text = _as_written(value, policy)
    return "" if text == NOBODY else source_of(text) or f"其他（{text}）"


def _funds(value: Any, policy: Policy) -> str:
    """Give every source of funds that a text names, each once; what names none of the plan's stands as it is."""
    text = _as_written(value, policy)
    parts = [NOBODY] if text == NOBODY else parts_of_funds(text)
    return _BETWEEN.join(
        dict.fromkeys(fund_of(part) or (part if part == NOBODY else f"其他（{part}）") for part in parts)
    )


def _classes(bounds: Sequence[int], measure: str) -> tuple[str, ...]:
    """Name the classes that begin at each of ``bounds``; the last is open."""
    closed = [
        f"{low} {measure}" if high - low == 1 else f"{low}–{high - 1} {measure}" for low, high in pairwise(bounds)
    ]
    return (*closed, f"{bounds[-1]} {measure}以上")


def _classed(
    bounds: Callable[[Policy], Sequence[int]], measure: str
) -> tuple[Callable[[Any, Policy], str], Callable[[Policy], tuple[str, ...]]]:
    """Give how a number is read as its class, and the classes' names."""

    def read(value: Any, policy: Policy) -> str:
        starts = bounds(policy)
        return _classes(starts, measure)[sum(1 for start in starts if start <= value) - 1]

    return read, lambda policy: _classes(bounds(policy), measure)


_VISITS = (0, 1, 4, 12)
"""Where the classes of a year's visits begin: none, fewer than one a quarter, than one a month."""

_LED = (1, 2, 4, 6)
"""Where the classes of a leader's enterprises begin."""


def _loads(limit: int) -> list[int]:
    """One, two or three, up to the limit, above it."""
    return sorted({start for start in (1, 2, 4) if start <= limit} | {limit + 1})


_load, _load_classes = _classed(lambda policy: _loads(policy.counting.instructor_load), "家")
_visits, _visit_classes = _classed(lambda _policy: _VISITS, "次")
_size, _size_classes = _classed(lambda policy: _loads(policy.counting.joint_units), "家")
_led_class, _led_classes = _classed(lambda _policy: _LED, "家")
_staff, _staff_classes = _classed(
    lambda policy: sorted({0, policy.counting.large_employees, policy.counting.very_large_employees}), "人"
)
_members, _member_classes = _classed(lambda policy: sorted({0, 1, policy.counting.due_members}), "人")


def _year(value: Any, policy: Policy) -> str:
    return f"{value} 年" if int(value) >= policy.plan_start.year else f"{policy.plan_start.year} 年以前"


def _years(policy: Policy) -> tuple[str, ...]:
    """Name the years of the plan, from its start to its last goal, and those before."""
    first = policy.plan_start.year
    last = max((goal.by.year for goal in policy.targets), default=first)
    return (f"{first} 年以前", *(f"{year} 年" for year in range(first, last + 1)))


SPREADS: dict[str, Spread] = {
    each.code: each
    for each in (
        Spread(
            "employee_sizes",
            "企业职工人数",
            "S3",
            "enterprise",
            "employees",
            _staff,
            _staff_classes,
            "统计范围内的企业，按职工人数分档。",
            (ledger("employees"),),
            measure="人",
        ),
        Spread(
            "member_numbers",
            "企业党员人数",
            "S8",
            "enterprise",
            "members",
            _members,
            _member_classes,
            "统计范围内的企业，按党员人数（含预备党员）分档。",
            (MEMBERS,),
            measure="人",
        ),
        Spread(
            "work_ways",
            "工作覆盖方式",
            "S2",
            "enterprise",
            "work_way",
            _itself,
            lambda _policy: (*WORK_WAYS.values(), NO_WAY),
            "统计范围内的企业，按最先以哪种方式实现工作覆盖：依次看党组织、指导员，只知道已工作覆盖的（方式不详），再看党员、群团组织。",
            (ORGANIZED,),
        ),
        Spread(
            "on_the_way",
            "入党积极分子、发展对象和申请人",
            "S8",
            "person",
            "on_the_way",
            _itself,
            lambda _policy: ON_THE_WAY[::-1],
            "党员花名册中统计范围内企业的入党申请人、入党积极分子、发展对象，同一人只计一次；只计人数，不列姓名。",
            (Need(roster=Kind.MEMBERS, roster_fields=SAYING),),
            counted=~nw.col("member"),
        ),
        Spread(
            "members_developed",
            "发展党员年度",
            "S8",
            "person",
            "joined",
            _year,
            _years,
            "党员花名册中统计范围内企业的党员，按入党年度；只计人数，不列姓名。",
            (Need(roster=Kind.MEMBERS, roster_fields=("joined_on",)),),
            counted=nw.col("member"),
        ),
        Spread(
            "not_built_reasons",
            "未建党组织原因",
            "S5",
            "enterprise",
            "not_built_reason",
            _as_written,
            _no_fixed,
            "统计范围内没有党组织覆盖（或不清楚）的企业，按台账所填的未建原因。",
            (ORGANIZED, ledger("not_built_reason")),
            counted=~nw.col("organized"),
        ),
        Spread(
            "organization_forms",
            "党组织组建方式",
            "S6",
            "organization",
            "_form",
            lambda value, _policy: _FORMS.get(value, ""),
            lambda _policy: tuple(_FORMS.values()),
            "党组织，按单独组建、联合组建。",
            (ORGANIZED, FORM),
        ),
        Spread(
            "organization_form_words",
            "党组织组建方式（原文）",
            "S6",
            "organization",
            "form",
            _form,
            _no_fixed,
            "党组织，按台账所填的组建方式。",
            (ORGANIZED, FORM),
        ),
        Spread(
            "joint_sizes",
            "联合党组织覆盖企业数",
            "S6",
            "organization",
            "covered",
            _size,
            _size_classes,
            "组建方式为联合的，或覆盖两家以上企业的党组织，按覆盖的企业数分档。",
            (ORGANIZED, FORM),
            counted=(nw.col("_form") == JOINT) | (nw.col("covered") > 1),
            measure="家",
        ),
        Spread(
            "organization_kinds",
            "党组织类别",
            "S5",
            "organization",
            "kind",
            _kind,
            lambda _policy: ("党委", "党总支", "党支部"),
            "党组织，按党委、党总支、党支部；都不是的按原文。",
            (ORGANIZED, Need(("organization_kind",), roster=Kind.ORGANIZATIONS, roster_fields=("kind",))),
        ),
        Spread(
            "secretary_sources",
            "书记来源",
            "S11",
            "organization",
            "secretary_source",
            _source,
            lambda _policy: tuple(SOURCES),
            "有书记的党组织，按方案列明的书记来源；不在其中的列为其他，附原文。",
            (organizations("secretary", "secretary_source"),),
            counted=nw.col("has_secretary"),
        ),
        Spread(
            "fund_sources",
            "党建经费来源",
            "S21",
            "organization",
            "fund_sources",
            _funds,
            lambda _policy: (*FUNDS, NOBODY),
            "党组织，按方案列明的党建经费来源，有几个来源的各计一次；不在其中的列为其他，附原文。",
            (organizations("fund_sources"),),
            several=True,
        ),
        Spread(
            "leader_loads",
            "联系领导分包企业数",
            "S20",
            "organization",
            "leader_load",
            lambda value, policy: _led_class(value, policy) if value else "",
            _led_classes,
            "有领导分包联系的党组织，按其联系领导共分包的企业数分档；同名的算同一人。",
            (organizations("leader"),),
            counted=nw.col("has_leader"),
            measure="家",
        ),
        Spread(
            "instructor_load",
            "指导员联系企业数",
            "S12",
            "instructor",
            "load",
            _load,
            _load_classes,
            "派驻在统计范围内企业的指导员，按联系的企业数分档；最后一档超过政策文件的界线。",
            (Need(("instructor",), roster=Kind.INSTRUCTORS),),
            measure="家",
        ),
        Spread(
            "instructor_visits",
            "指导员本年走访次数",
            "S12",
            "instructor",
            "visits",
            _visits,
            _visit_classes,
            "派驻在统计范围内企业的指导员，按本年走访所联系企业的次数分档。",
            (instructors("visits", "instructor_visits", practice=True),),
            measure="次",
        ),
        Spread(
            "instructor_appraisals",
            "指导员考核结果",
            "S12",
            "instructor",
            "appraisal",
            _itself,
            lambda _policy: RESULTS,
            "派驻在统计范围内企业的指导员，按考核结果；合格算称职，基本合格、不合格同样。",
            (instructors("appraisal", "instructor_appraisal", practice=True),),
        ),
        Spread(
            "dual_strong_levels",
            "双强六好级别",
            "S4",
            "organization",
            "dual_strong",
            _itself,
            lambda _policy: _LEVELS,
            "党组织，按双强六好的级别。",
            (organizations("dual_strong"),),
        ),
        Spread(
            "model_levels",
            "典型级别",
            "S4",
            "organization",
            "model_level",
            _itself,
            lambda _policy: _LEVELS,
            "党组织，按选树典型的级别。",
            (organizations("model_level"),),
        ),
    )
}
"""Every distribution by its code."""


def distributions(facts: Facts, by: By = "township", townships: Iterable[str] = ()) -> Distributions:
    """Give every distribution of the whole district, and of each unit; ``townships`` narrows the units.

    The sorts are the same, in the same order, in every unit. Raises UsageError for an unknown ``by`` or township.
    """
    choose("分组方式", [by], get_args(By))
    only = chosen(facts, townships)
    places = units(facts, by, only)
    rows: list[Distribution] = []
    for spread in SPREADS.values():
        without = missing(spread.needs, facts)
        counts = {} if without else _counts(facts, spread, by)
        shown = {} if without else (_counts(facts, spread, by, only) if only else counts)
        rows += _rows(facts, spread, without, counts, [(unit, shown.get(unit, Counter())) for unit in places])
    return Distributions(facts.as_of, by, facts.policy.district, tuple(rows), only, facts.base)


def _rows(
    facts: Facts,
    spread: Spread,
    without: str,
    counts: dict[str, Counter[Any]],
    places: Iterable[tuple[str, Counter[Any]]],
) -> list[Distribution]:
    total: Counter[Any] = Counter()
    for each in counts.values():
        total.update(each)
    sorted_whole = _sorted_out(spread, facts.policy, total)
    order = [] if without else _order(spread, facts.policy, sorted_whole)
    rows: list[Distribution] = []
    for unit, found in ((facts.policy.district, total), *places):
        sorts = _sorted_out(spread, facts.policy, found)
        known = [value for value in found if value is not None and spread.read(value, facts.policy)]
        rows.append(
            Distribution(
                unit,
                spread.code,
                spread.name,
                spread.clause,
                spread.grain,
                tuple((name, sorts[name]) for name in order),
                found.total(),
                max(known) if spread.measure and known else None,
                without,
            )
        )
    return rows


def _sorted_out(spread: Spread, policy: Policy, counts: Counter[Any]) -> Counter[str]:
    sorts: Counter[str] = Counter()
    for value, count in counts.items():
        sort = (spread.read(value, policy) if value is not None else "") or UNKNOWN
        for each in sort.split(_BETWEEN) if spread.several else [sort]:
            sorts[each] += count
    return sorts


def _order(spread: Spread, policy: Policy, sorts: Counter[str]) -> list[str]:
    fixed = spread.sorts(policy)
    words = [name for name in sorts if name not in fixed and name != UNKNOWN]
    return [*fixed, *sorted(words, key=lambda name: (-sorts[name], name)), UNKNOWN]


def _counts(facts: Facts, spread: Spread, by: By, townships: Sequence[str] = ()) -> dict[str, Counter[Any]]:
    """Count each value (None if unknown) of the column, per unit."""
    rows = within(_facts(facts, spread), townships)
    rows = rows if spread.grain == "person" else by_unit(facts, spread.grain, rows, by)
    rows = rows.filter(IN_SCOPE if spread.counted is None else IN_SCOPE & spread.counted)
    known = ~nw.col(spread.column).is_null()
    # a value to group by in the place of the unknown ones: what engines do with a missing key differs
    groups = rows.filter(known).group_by(by, spread.column).agg(nw.len().alias("_n")).collect()
    unknown = rows.filter(~known).group_by(by).agg(nw.len().alias("_n")).collect()
    counts: dict[str, Counter[Any]] = {}
    columns = (groups[name].to_list() for name in (by, spread.column, "_n"))
    for unit, value, number in zip(*columns, strict=True):
        counts.setdefault(cast(str, unit), Counter())[value] += cast(int, number)
    for unit, number in zip(unknown[by].to_list(), unknown["_n"].to_list(), strict=True):
        counts.setdefault(cast(str, unit), Counter())[None] += cast(int, number)
    return counts


def _facts(facts: Facts, spread: Spread) -> Frame:
    """Give the grain's fact rows; organisations with the words of their form and kind, and their leaders' loads."""
    if spread.grain == "person":
        return facts.people
    rows = rows_of(facts, spread.grain)
    if spread.column == "leader_load":
        return rows.filter(~nw.col("leader").is_null()).join(_leader_loads(rows), on="leader", how="inner")
    return rows.join(facts.organization_words, on="_at", how="left") if spread.grain == "organization" else rows


def _leader_loads(rows: Frame) -> Frame:
    """Give by ``leader`` how many enterprises in scope the organisations of each cover: ``leader_load`` (Int64), 0 for
    one who is not named.
    """
    covered = nw.col("covered") * (IN_SCOPE & named("leader")).cast(nw.Int64)
    rows = rows.filter(~nw.col("leader").is_null()).select("leader", leader_load=covered)
    loads = rows.group_by("leader").agg(nw.col("leader_load").sum())
    return loads.with_columns(nw.col("leader_load").cast(nw.Int64))
