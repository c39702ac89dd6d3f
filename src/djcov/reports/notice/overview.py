"""Section one: where the whole district stands, indicator by indicator and against its goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...measures.report import Report
from ...measures.results import Share
from .. import beside, conclusion
from ..coverage import apart
from ..page_model import Block, Heading, Items, Note
from ..shares import day, far, measure, verdict
from . import wording
from .figures import follow_up, goal, listed, rate, spread, tight


def overview(report: Report) -> Iterator[Block]:
    """Give the section; an indicator without data is named as such, one that counts nothing is left out."""
    yield Heading(wording.OVERVIEW, 1)
    if report.conclusion:
        yield Note("".join(map(tight, conclusion.sentences(report.conclusion))))
    zeros: list[str] = []
    for part in (*wording.PARTS, wording.Part(wording.OTHER_PART, _others(report))):
        shares = [share for code in part.indicators if _tellable(share := _share(report, code))]
        told = [share for share in shares if share.numerator or share.indicator in wording.NONE]
        zeros += [share.name for share in shares if share not in told]
        sentences = [_sentence(report, share) for share in told]
        if sentences and part is wording.PARTS[0]:
            sentences += _apart(report)
        if sentences:
            yield Heading(part.heading, 2)
            yield Note("；".join(sentences) + "。")
    if zeros:
        yield Note(wording.ZEROS.format(list=listed(zeros)))
    if report.beside and report.beside.results:
        yield Heading(beside.name(report.beside), 2)
        yield Note("；".join(map(tight, beside.sentences(report.beside))) + "。")
    if aims := aims_in_force(report):
        yield Heading(wording.AIMS_PART, 2)
        yield Items(tuple(_aim(report, share) for share in aims))
    yield from _follow(report)
    missing = [
        share.name
        for code, entry in report.indicators.items()
        if (share := _share(report, code)).missing and not entry.part_of
    ]
    if missing:
        yield Note(wording.NO_DATA.format(list=listed(missing)))


def _follow(report: Report) -> Iterator[Block]:
    """Say how far the 销号台账 is, if the report knows one, and where most is overdue."""
    follow = report.follow
    if follow is None:
        return
    yield Heading(wording.FOLLOW_PART, 2)
    yield Note(follow_up(follow, follow.total))
    overdue = [(each.unit, each.overdue) for each in follow.rows[1:] if each.overdue]
    if len(overdue) > 1 and (where := spread(overdue, "条")):
        yield Note(wording.FOLLOW_OVERDUE.format(spread=where.removeprefix("，")))


def aims_in_force(report: Report) -> list[Share]:
    """Give the whole's shares that have a goal in force and data, by deadline."""
    shares = [_share(report, code) for code in report.indicators]
    return sorted((share for share in shares if share.target and share.met is not None), key=_deadline)


def _deadline(share: Share) -> str:
    return share.target.by.isoformat() if share.target else ""


def _others(report: Report) -> tuple[str, ...]:
    told = {code for part in wording.PARTS for code in part.indicators}
    # the items of a checklist are for whoever fills it in: the notice tells how many have them all
    return tuple(code for code, entry in report.indicators.items() if code not in told and not entry.part_of)


def _share(report: Report, code: str) -> Share:
    return report.coverage.total(code)


def _tellable(share: Share) -> bool:
    return not share.missing and share.denominator > 0


def _sentence(report: Report, share: Share) -> str:
    unknown = wording.ANY_COUNT if share.sense == "count" else wording.ANY_SHARE
    told = wording.SHARES if share.numerator else wording.NONE
    template = told.get(share.indicator, unknown)
    figures: Mapping[str, object] = {
        **report.policy.counting.model_dump(),
        "plan_start": day(report.policy.plan_start),
        "name": share.name,
        "n": share.numerator,
        "d": share.denominator,
        "rate": rate(share),
        "measure": measure(share),
        "ways": _ways(report),
    }
    return template.format_map(figures)


def _ways(report: Report) -> str:
    """Name the policy's ways of work coverage: 有党组织覆盖或者派驻了党建工作指导员."""
    *others, last = (text for way, text in wording.WAYS.items() if way in report.policy.counting.ways)
    return f"{'、'.join(others)}或者{last}" if others else last


def _apart(report: Report) -> list[str]:
    told = tight(apart(report.coverage, zeros=False, whose=wording.WHOSE).partition("：")[2])
    return [wording.APART.format(list=told.replace("；", "、"))] if told else []


def _aim(report: Report, share: Share) -> str:
    assert share.target is not None
    counted = share.target.count is not None
    return wording.AIM.format(
        name=share.name,
        goal=goal(share),
        by=day(share.target.by),
        value=f"{share.numerator}{measure(share)}"
        if counted
        else f"{rate(share)}（{share.numerator}/{share.denominator}）",
        verdict=wording.AIM_MET if share.met else f"{tight(far(share))}，{verdict(share, report.as_of).text}",
    )
