"""A plan as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...choices import UNITS
from ...measures.clauses import titles
from ...measures.results import Share, Subject
from ...planning.results import Assignment, Effect, Group, Own, Plan, Reach, Wanting
from ..page_model import Block, Column, Front, Heading, Note, Page, grid
from ..places import Places
from .words import PROPOSAL, near, proof, rules, why_joint, why_own


def of(plan: Plan) -> Page:
    """Give the page."""
    blocks: list[Block] = [Heading(f"{plan.whole}建立党组织和派驻指导员建议", 1, Front(plan.whole, plan.as_of))]
    blocks += [Note(PROPOSAL), *(Note(rule, "quiet") for rule in rules(plan))]
    blocks += [Note(f"{what}无数据：{why}", "quiet") for what, why in plan.missing]
    blocks += [totals(plan), Note(proof(plan), "quiet" if plan.exact else "bad")]
    blocks += effect(plan.effect)
    blocks += _reach(plan.reach) if plan.reach else ()
    places = Places(subject.source.file for subject in _everyone(plan))
    for unit in plan.units:
        blocks += unit_blocks(plan, unit, places)
    blocks += _idle(plan, places)
    return tuple(blocks)


_TOTALS = (
    *("单独建立", "新建联合", "企业", "纳入现有", "联系培养", "暂不纳入"),
    *("派驻", "尚缺指导员的企业", "还需指导员"),
)


def totals(plan: Plan) -> Block:
    """Give how many proposals of each kind there are, in the whole and in each unit."""
    rows: list[list[str | int]] = []
    for unit in dict.fromkeys((plan.whole, *plan.units)):
        inside = {unit} if unit != plan.whole else set(plan.units)
        groups = [group for group in plan.groups if group.unit in inside]
        new = [group for group in groups if group.organization is None]
        shortages = [each for each in plan.shortages if each.unit in inside]
        joined = sum(len(group.enterprises) for group in new)
        numbers = (
            sum(each.subject.township in inside for each in plan.own),
            len(new),
            joined,
            sum(len(group.enterprises) for group in groups) - joined,
            sum(len(group.attached) for group in groups),
            sum(each.subject.township in inside for each in plan.left_over),
            sum(each.wanting.subject.township in inside for each in plan.assignments),
            sum(each.waiting for each in shortages),
            sum(each.instructors for each in shortages),
        )
        rows.append([unit, *numbers])
    return grid([Column(UNITS["township"]), *(Column(name, figures=True) for name in _TOTALS)], rows)


def effect(effects: Sequence[Effect]) -> Iterator[Block]:
    """Show what changes in the whole, and how many indicators stay as they are."""
    whole = [each for each in effects if each.before.unit == effects[0].before.unit]
    changed = [each for each in whole if each.changes]
    if not whole:
        return
    yield Heading("实施后的变化")
    if changed:
        rows = [[each.before.name, _share(each.before), _share(each.after)] for each in changed]
        yield grid([Column("指标"), Column("实施前", figures=True), Column("实施后", figures=True)], rows)
    same = len(whole) - len(changed)
    if same:
        yield Note(f"其余 {same} 项指标不变。新建党组织的书记、成立时间等未定，按尚无计。", "quiet")


def _share(share: Share) -> str:
    return f"{share.percent}（{share.numerator}/{share.denominator}）"


def _reach(reach: Reach) -> Iterator[Block]:
    yield Heading(f"达到{reach.name} {float(reach.rate):.2%} 至少要建立的党组织")
    rows: list[list[str | int]] = []
    for row in reach.rows:
        taken = sum(len(group.enterprises) for group in row.groups if group.organization)
        new = sum(group.organization is None for group in row.groups)
        short = f"仍差 {row.short_by} 家：{row.why}" if row.short_by else "达到"
        rows.append([row.unit, row.wanted, taken, len(row.own), new, row.after.percent, short])
    names = (UNITS["township"], "还差家数", "纳入现有", "单独建立", "新建联合", "达到比率", "结果")
    yield grid([Column(name, figures=name not in (UNITS["township"], "结果")) for name in names], rows)


def unit_blocks(plan: Plan, unit: str, places: Places) -> Iterator[Block]:
    """Give the proposals of one unit."""
    own = [each for each in plan.own if each.subject.township == unit]
    groups = [(number, group) for number, group in enumerate(plan.groups, start=1) if group.unit == unit]
    left = Counter((each.reason, each.clause) for each in plan.left_over if each.subject.township == unit)
    sent = [each for each in plan.assignments if each.wanting.subject.township == unit]
    waiting = [each for each in plan.waiting if each.subject.township == unit]
    if own:
        yield Heading(f"{unit}：单独建立党组织", sheet=unit)
        yield _own(own, places)
    if groups:
        yield Heading(f"{unit}：联合组建", sheet=unit)
        yield _groups(groups, places)
    if sent:
        yield Heading(f"{unit}：派驻指导员", sheet=unit)
        yield _assignments(sent, places)
    if waiting:
        yield Heading(f"{unit}：指导员不足，暂无法派驻", sheet=unit)
        yield _waiting(waiting, places)
    if left:
        yield Heading(f"{unit}：暂不纳入联合组建", sheet=unit)
        rows = [[reason, titles(clause), number] for (reason, clause), number in sorted(left.items(), key=_most_first)]
        yield grid(["原因", "方案条款", Column("家数", figures=True)], rows)


def _most_first(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]


def _everyone(plan: Plan) -> Iterator[Subject]:
    yield from (each.subject for each in (*plan.own, *plan.left_over, *plan.waiting))
    for group in plan.groups:
        yield from (each.subject for each in group.enterprises)
        yield from group.attached
    yield from (each.wanting.subject for each in plan.assignments)
    yield from (each.instructor for each in (*plan.assignments, *plan.idle))


def _own(own: Iterable[Own], places: Places) -> Block:
    rows = [[each.subject.name, each.full_members, why_own(each), places.row(each.subject.source)] for each in own]
    return grid(["企业", Column("正式党员", figures=True), "理由", "来源"], rows)


def _groups(groups: Iterable[tuple[int, Group]], places: Places) -> Block:
    rows: list[list[str | int]] = []
    for number, group in groups:
        name = group.organization.name if group.organization else "新建"
        first: list[str | int] = [number, name]
        rows += [
            [*first, each.subject.name, each.full_members, why_joint(group, each), places.row(each.subject.source)]
            for each in group.enterprises
        ]
        rows += [[*first, each.name, 0, "没有党员，只联系培养", places.row(each.source)] for each in group.attached]
    names = ("组", "党组织", "企业", "正式党员", "理由", "来源")
    return grid([Column(name, figures=name in ("组", "正式党员")) for name in names], rows)


def _assignments(sent: Iterable[Assignment], places: Places) -> Block:
    rows = [
        [
            each.wanting.subject.name,
            each.wanting.reason,
            each.instructor.name,
            places.row(each.instructor.source),
            near(each.place),
            each.load,
            places.row(each.wanting.subject.source),
        ]
        for each in sent
    ]
    names = ("企业", "理由", "指导员", "指导员来源", "就近情况", "派驻后联系企业数", "来源")
    return grid([Column(name, figures=name == "派驻后联系企业数") for name in names], rows)


def _waiting(waiting: Iterable[Wanting], places: Places) -> Block:
    rows = [[each.subject.name, each.reason, places.row(each.subject.source)] for each in waiting]
    return grid(["企业", "原因", "来源"], rows)


def _idle(plan: Plan, places: Places) -> Iterator[Block]:
    if plan.idle:
        yield Heading("尚未联系企业的指导员")
        rows = [
            [each.instructor.name, each.instructor.township, each.free, places.row(each.instructor.source)]
            for each in plan.idle
        ]
        yield grid(["指导员", UNITS["township"], Column("还可联系家数", figures=True), "来源"], rows)
