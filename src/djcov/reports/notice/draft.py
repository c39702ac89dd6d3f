"""The notice as an office would draft it, before it is set: its head, its text, its attachments, its foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...measures.report import Report
from ...planning.results import Plan
from ..basis import files_left
from ..coverage import SHOWN
from ..page_model import Block, Grid, Heading, Items, Note, Page
from ..planning.page import effect, totals
from ..planning.words import proof
from ..shares import day
from . import wording
from .annexes import Annex, annexes
from .figures import listed, plan_name, tight
from .overview import overview
from .problems import demands, problems
from .standings import standings

_DIGITS = "零一二三四五六七八九"
_REASONS = 3
"""Reasons for leaving enterprises out that the notice names: the most frequent."""

_LINE = 20
"""Characters of 二号 that a line of the type area (版心) holds."""


@dataclass(frozen=True)
class Draft:
    """The elements of GB/T 9704-2012, clause 7; an empty text is an element that the notice does not have."""

    mark: str
    """发文机关标志, the red name above."""
    number: str
    title: tuple[str, ...]
    """By lines."""
    addressee: str
    body: Page
    """Headings and items carry their numbers."""
    annexes: tuple[Annex, ...]
    signature: str
    date: str
    copy_to: tuple[str, ...]
    printed_by: str
    contact: str = ""
    """Whom to ask, for the line below the date (附注)."""


def draft(report: Report, plan: Plan | None = None) -> Draft:
    """Draft the notice of a report under its policy's ``[notice]``; ``plan``: what it proposes."""
    notice = report.policy.notice
    headed = bool(notice.issuer and notice.number)
    return Draft(
        mark=notice.issuer.removesuffix("文件") + "文件" if headed else "",
        number=notice.number if headed else "",
        title=_title(report),
        addressee=notice.addressee,
        body=tuple(numbered(tuple(_body(report, plan)))),
        annexes=tuple(annexes(report)),
        signature=notice.signature or notice.issuer,
        date=day(notice.date or report.as_of),
        copy_to=notice.copy_to,
        printed_by=notice.printed_by or notice.issuer,
        contact=notice.contact,
    )


def _title(report: Report) -> tuple[str, ...]:
    if report.policy.notice.title:
        return tuple(report.policy.notice.title.split("\n"))
    lines = tuple(line.format(district=report.coverage.place, plan=plan_name(report)) for line in wording.TITLE)
    return lines if sum(map(len, lines)) > _LINE else ("".join(lines),)


def _body(report: Report, plan: Plan | None) -> Iterator[Block]:
    scope, district = report.scope, report.coverage.place
    yield Note(wording.OPENING.format(district=district, plan=plan_name(report), as_of=day(report.as_of)))
    if not scope.read:
        yield Note(wording.NOTHING_READ)
        return
    left_out = scope.read - scope.counted
    template = wording.SCOPE if left_out else wording.SCOPE_ALL
    named = scope.brief_reasons[:_REASONS]
    reasons = listed(wording.REASON.format(reason=tight(why), rows=rows) for why, rows in named)
    if len(named) == 1:
        reasons = tight(named[0][0])
    figures = {
        "read": scope.read,
        "counted": scope.counted,
        "left_out": left_out,
        "reasons": reasons,
        "mostly": "系" if len(named) == 1 else "主要是",
    }
    yield Note(template.format_map(figures))
    if left := files_left(report):
        yield Note(left)
    if not scope.counted:
        yield Note(wording.NOTHING_COUNTED)
        return
    yield from overview(report)
    yield from standings(report)
    yield from problems(report)
    if plan:
        yield from _plan(plan)
    yield from demands(report, report.policy.notice.date or report.as_of)


def _plan(plan: Plan) -> Iterator[Block]:
    """Give a plan's totals, and what it changes of the usual indicators; its rules are for those who check it."""
    yield Heading(wording.PLAN, 1)
    yield Note(wording.PLAN_NOTE)
    yield from (Note(tight(f"{what}无数据：{why}。")) for what, why in plan.missing)
    if not plan.exact:
        yield Note(tight(proof(plan)))
    yield totals(plan)
    told = [each for each in plan.effect if each.before.indicator in SHOWN]
    yield from (block for block in effect(told) if isinstance(block, Grid))


def numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put 一、 （一） 1. before headings and items (GB/T 9704-2012, 7.3.3)."""
    first = second = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            first, second = first + 1, 0
            yield Heading(f"{ordinal(first)}、{block.text}", 1)
        elif isinstance(block, Heading):
            second += 1
            yield Heading(f"（{ordinal(second)}）{block.text}", 2)
        elif isinstance(block, Items):
            yield Items(tuple(_item(number, text) for number, text in enumerate(block.texts, start=1)))
        else:
            yield block


def _item(number: int, text: str) -> str:
    """Number an item; 6.50人以上 would read as six and a half."""
    return f"{number}. {text}" if text[:1].isdecimal() else f"{number}.{text}"


def ordinal(number: int) -> str:
    """Write 1 to 99 in Chinese: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
