"""The sheets 明细: every row that was read, and what each indicator makes of it.

One row per enterprise (organisation, instructor) and a column per indicator, not a row for each of the two: a district
of 2,000 enterprises has 2,000 rows then and not 30,000, and one filter gives the rows behind a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from ...choices import Grain
from ...measures.report import Report
from ...measures.results import Explanation, Subject
from ..places import Places
from ..shares import said
from ..subjects import GRAINS
from .book import LONGEST_LIST, TOP, Book, Content

_UNCLEAR, _OUT = "不清楚", "未纳入统计"
_PARTICULARS = ("职工数", "党员数", "书记", "指导员")
_NAMES_WIDTH = 14
_INDICATOR_WIDTH = 14
_REASON_WIDTH = 30
_ON_ONE_PAGE = 5
"""Indicators that can be read when a sheet is made as narrow as a page."""

_Verdicts = dict[str, str]
"""By indicator's code: what is said of it, or the reason why it is left out."""


def draw(book: Book, report: Report) -> None:
    """Write a sheet for each grain of which some indicator has data."""
    for grain in get_args(Grain):
        told = {code: rows for code, rows in report.rows.items() if rows.grain == grain and not rows.missing}
        if told:
            _sheet(book, report, grain, told)


def _sheet(book: Book, report: Report, grain: Grain, told: Mapping[str, Explanation]) -> None:
    verdicts = _verdicts(told)
    subjects = _by_unit(report, verdicts)
    places = Places(subject.source.file for subject in subjects)
    sheet = book.sheet(f"明细-{GRAINS[grain]}", f"{report.coverage.place}{GRAINS[grain]}明细表")
    code = ("统一社会信用代码",) if grain == "enterprise" else ()
    particular = _PARTICULARS if grain == "enterprise" else ()
    named = ("乡（办）", GRAINS[grain], *code, *particular)
    otherwise = {each: report.indicators[each].otherwise for each in told}
    headings = [_heading(rows.name, otherwise[each]) for each, rows in told.items()]
    sheet.heads(TOP, (*named, *headings, "未纳入统计的原因", "文件", "工作表", "行"))
    shown = subjects[:LONGEST_LIST]
    for row, subject in enumerate(shown, start=TOP + 1):
        at, own = subject.source, verdicts[subject]
        reason = _reason(own)
        texts: list[Content] = [subject.township, subject.name, *((subject.uscc,) if code else ())]
        texts += _particulars(report, subject) if particular else ()
        texts += [_shown(each, own[each], reason, otherwise[each]) for each in told]
        for column, content in enumerate((*texts, reason, places.file(at.file), at.sheet, at.row)):
            sheet.put(row, column, content, *(("count",) if isinstance(content, int) and column < len(named) else ()))
    first = len(named)
    for column in range(first - 2, first) if particular else ():
        sheet.fix(column, _NAMES_WIDTH)
    for column in range(first, first + len(told)):
        sheet.fix(column, _INDICATOR_WIDTH)
    sheet.fix(first + len(told), _REASON_WIDTH)
    last = TOP + len(shown)
    more = (
        f"只列出前 {len(shown)} 行，共 {len(subjects)} 行；其余请用 --township 分单位生成。"
        if len(shown) < len(subjects)
        else ""
    )
    masked = report.names.note if grain in ("enterprise", "instructor") else ""
    reached, missed = said(next(iter(told)))
    how = (
        f"选定乡（办），再在一个指标下选“{reached}”等，剩下的就是总表的数；"
        f"加上“{missed}”、“{_UNCLEAR}”等是应达到的数，“{_OUT}”的不在其中。"
    )
    sheet.note(TOP - 1, f"{how}{more}{masked}")
    sheet.filter(TOP, last, first + len(told) + 3)
    sheet.finish(heads=(TOP, TOP), keys=2, across=1 + (len(told) > _ON_ONE_PAGE))


def _heading(name: str, otherwise: str) -> str:
    """Give an indicator's name, and why it leaves out some rows that count elsewhere."""
    return f"{name}（{_OUT}：{otherwise}）" if otherwise else name


def _particulars(report: Report, subject: Subject) -> list[Content]:
    """Give what is known of an enterprise's people; unknown numbers stay empty."""
    known = report.particulars.get(subject.source)
    if known is None:
        return [None, None, "", ""]
    secretaries = report.secretaries.get(subject.source, ())
    return [known.employees, known.members, "、".join(secretaries), "、".join(known.instructors)]


def _verdicts(told: Mapping[str, Explanation]) -> dict[Subject, _Verdicts]:
    found: dict[Subject, _Verdicts] = {}
    for code, rows in told.items():
        reached, missed = said(code)
        for subject in rows.numerator:
            found.setdefault(subject, {})[code] = reached
        for subject in rows.remainder:
            found.setdefault(subject, {})[code] = _UNCLEAR if subject in rows.unclear else missed
        for item in rows.left_out:
            found.setdefault(item.subject, {})[code] = item.reason
    return found


def _by_unit(report: Report, subjects: Mapping[Subject, _Verdicts]) -> Sequence[Subject]:
    """Sort by unit, then by place in the files as they were read."""
    units = {unit: number for number, unit in enumerate(report.coverage.units)}
    sheets: dict[tuple[str, str], int] = {}
    for table in report.tables:
        sheets.setdefault((table.file, table.sheet), len(sheets))

    def place(subject: Subject) -> tuple[int, int, int]:
        at = subject.source
        return units.get(subject.township, len(units)), sheets[at.file, at.sheet], at.row or 0

    return sorted(subjects, key=place)


def _reason(own: _Verdicts) -> str:
    """Give the reason for which every indicator leaves a row out; empty if some indicator counts it."""
    reasons = set(own.values())
    counted = any(value in (*said(code), _UNCLEAR) for code, value in own.items())
    return next(iter(reasons)) if len(reasons) == 1 and not counted else ""


def _shown(code: str, verdict: str, reason: str, otherwise: str) -> str:
    if verdict in (*said(code), _UNCLEAR):
        return verdict
    return _OUT if verdict in (reason, otherwise) else f"{_OUT}：{verdict}"
