"""The sheets 缺口汇总 and 缺口名单: how many of each kind every unit has, and which they are, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ...measures.clauses import titles
from ...measures.report import Report
from ...measures.results import Gap
from ..finding_sheet import link_to
from ..gaps import none_found
from ..places import Places
from .book import LONGEST_LIST, MOST_LINKS, TOP, Book, Sheet, cell, span

_LIST = "缺口名单"
_HEADINGS = ("乡（办）", "缺口", "名称", "统一社会信用代码", "情况", "来源")
_WIDTHS = {"名称": 36, "情况": 30, "来源": 36}
_KIND_WIDTH, _LAST_OF_ACTION = 12, 8


def draw(book: Book, report: Report, links: Mapping[str, str]) -> None:
    """Write both sheets; ``links`` leads from a file as it was named to where it stands beside the workbook."""
    order = {unit: number for number, unit in enumerate(_units(report))}
    gaps = sorted(report.gaps.rows, key=lambda gap: order[gap.subject.township])  # stable: by kind within a unit
    _summary(book, report)
    _list(book, report, gaps, links)


def _units(report: Report) -> tuple[str, ...]:
    named = (gap.subject.township for gap in report.gaps.rows)
    return tuple(dict.fromkeys((*report.coverage.units[1:], *named)))


def _summary(book: Book, report: Report) -> None:
    """Write a row per unit and a column per kind that occurs, then what the plan asks to be done about each kind."""
    gaps = report.gaps
    kinds = {gap.kind: gap.title for gap in gaps.rows}
    units = _units(report)
    sheet = book.sheet("缺口汇总", f"{report.coverage.place}缺口汇总")
    sheet.heads(TOP, ("乡（办）", *kinds.values(), "合计"))
    for row, unit in enumerate(("合计", *units), start=TOP + 1):
        sheet.put(row, 0, unit, *(("strong",) if row == TOP + 1 else ()))
    _counts(sheet, gaps.rows, units, tuple(kinds))
    for column in range(1, len(kinds) + 2):
        sheet.fix(column, _KIND_WIDTH)
    row = TOP + 3 + len(units)
    sheet.note(row, f"各数是“{_LIST}”的行数；一家企业可以有几种缺口。" if gaps.rows else none_found(gaps).text)
    if gaps.missing:
        unknown = "、".join(title for title, _ in gaps.missing)
        sheet.put_across(row + 1, 0, _LAST_OF_ACTION, f"没有数据、无法查找：{unknown}（原因见“口径”）。")
    if gaps.unlisted:
        others = "、".join(f"{each.title} {each.count}" for each in gaps.unlisted)
        said = f"没有列入名单的其他缺口，可用 djcov gaps --all 查看：{others}。"
        sheet.put_across(row + 2, 0, _LAST_OF_ACTION, said)
    _actions(sheet, row + 4, gaps.rows)
    sheet.finish(heads=(TOP, TOP))


def _counts(sheet: Sheet, gaps: Sequence[Gap], units: Sequence[str], kinds: Sequence[str]) -> None:
    """Write the numbers, as formulas that count the rows of the list and add up."""
    counts = Counter((gap.subject.township, gap.kind) for gap in gaps)
    whole, right = TOP + 1, len(kinds) + 1
    for row, unit in enumerate(units, start=whole + 1):
        for column, kind in enumerate(kinds, start=1):
            if len(gaps) <= LONGEST_LIST:
                sheet.formula(row, column, _counted(row, column, len(gaps)), counts[unit, kind], "count")
            else:
                sheet.put(row, column, counts[unit, kind], "count")
        across = sum(counts[unit, kind] for kind in kinds)
        if kinds:
            sheet.formula(row, right, f"=SUM({span(row, 1, row, right - 1)})", across, "count")
        else:
            sheet.put(row, right, across, "count")
    of_kind = Counter(gap.kind for gap in gaps)
    for column, total in enumerate((*(of_kind[kind] for kind in kinds), len(gaps)), start=1):
        if units:
            down = span(whole + 1, column, whole + len(units), column)
            sheet.formula(whole, column, f"=SUM({down})", total, "strong", "count")
        else:
            sheet.put(whole, column, total, "strong", "count")


def _counted(row: int, column: int, listed: int) -> str:
    """Count the rows of the list by exact comparison: COUNTIFS would take * and > in a name for a pattern."""
    first, last = TOP + 1, TOP + listed
    units, kinds = (span(first, each, last, each, fixed=True) for each in (0, 1))
    unit, kind = cell(row, 0, fixed_column=True), cell(TOP, column, fixed_row=True)
    return f"=SUMPRODUCT(EXACT({_LIST}!{units},{unit})*EXACT({_LIST}!{kinds},{kind}))"


def _actions(sheet: Sheet, top: int, gaps: Sequence[Gap]) -> None:
    """Write each kind's clause and action, once."""
    actions = tuple(dict.fromkeys((gap.title, titles(gap.clause), gap.action) for gap in gaps))
    if not actions:
        return
    sheet.heads(top, ("缺口", "方案条款"))
    sheet.head(top, 2, "应做", columns=_LAST_OF_ACTION - 1)
    for row, (title, clause, action) in enumerate(actions, start=top + 1):
        sheet.put(row, 0, title)
        sheet.put(row, 1, clause, "wrap", "center")
        sheet.put_across(row, 2, _LAST_OF_ACTION, action)


def _list(book: Book, report: Report, gaps: Sequence[Gap], links: Mapping[str, str]) -> None:
    """Write a row per gap. A row's place leads to the roster's row where that file can be reached."""
    places = Places(gap.subject.source.file for gap in gaps)
    shown = gaps[:LONGEST_LIST]
    sheet = book.sheet(_LIST, f"{report.coverage.place}{_LIST}")
    sheet.note(TOP - 1, _how(report, gaps, len(shown)))
    sheet.heads(TOP, _HEADINGS)
    for row, gap in enumerate(shown, start=TOP + 1):
        subject, at = gap.subject, gap.subject.source
        for column, text in enumerate((subject.township, gap.title, subject.name, subject.uscc, gap.detail)):
            sheet.put(row, column, text, "wrap")
        inside = f"#{link_to(at.sheet, f'A{at.row}')}" if at.sheet and at.row else ""
        if at.file in links and row <= MOST_LINKS:
            sheet.link(row, 5, f"external:{links[at.file]}{inside}", places.row(at))
        else:
            sheet.put(row, 5, places.row(at), "wrap")
    for heading, wide in _WIDTHS.items():
        sheet.fix(_HEADINGS.index(heading), wide)
    if shown:
        sheet.filter(TOP, TOP + len(shown), len(_HEADINGS) - 1)
    sheet.finish(heads=(TOP, TOP), keys=0)


def _how(report: Report, gaps: Sequence[Gap], shown: int) -> str:
    how = f"共 {len(gaps)} 条，按乡（办）排列；点表头的箭头可只看一个乡（办）或一种缺口，点来源可打开台账的那一行。"
    if shown < len(gaps):
        how += f"只列出前 {shown} 条，其余请用 --township 分单位生成。"
    return how + (report.names.note if any(gap.subject.is_person for gap in gaps) else "")
