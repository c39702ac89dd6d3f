"""The sheet 目标: every unit against every dated goal."""

from __future__ import annotations

from ...measures.report import Report
from ...measures.results import Aim
from ..aims import verdict
from .book import BAD_INK, GOOD_INK, TOP, Book, Style

_HEADINGS = ("单位", "指标", "条目", "目标", "截止日期", "剩余天数", "现值", "分子", "分母", "还差", "结论", "现行")


def draw(book: Book, report: Report, about: str) -> None:
    """Write a row per unit and goal, the whole's first; nothing if the policy has no goal."""
    aims = report.targets.rows
    if not aims:
        return
    sheet = book.sheet("目标", about, f"{report.targets.whole}各单位与目标")
    sheet.heads(TOP, _HEADINGS)
    for row, aim in enumerate(aims, start=TOP + 1):
        weight: tuple[Style, ...] = ("strong",) if aim.share.unit == report.targets.whole else ()
        for column, (content, style) in enumerate(_cells(aim)):
            sheet.put(row, column, content, *weight, *style)
    last = TOP + len(aims)
    for text, ink in (("未达标", BAD_INK), ("达标", GOOD_INK)):
        sheet.colour(TOP + 1, last, _HEADINGS.index("结论"), text, ink)
    sheet.filter(TOP, last, len(_HEADINGS) - 1)
    sheet.note(last + 2, "剩余天数为负的已过期。还差 = 至少还要多少个才达到目标；个数目标只有全区的，没有各单位的。")
    sheet.note(last + 3, "现行 = 统计截止日期时应对照的目标：期限未过的最近一个；都已过的，是最后一个。")
    sheet.finish(heads=(TOP, TOP), keys=2)


def _cells(aim: Aim) -> list[tuple[str | int | float | None, tuple[Style, ...]]]:
    share, target = aim.share, aim.target
    style: tuple[Style, ...] = ("percent",) if target.count is None else ("pieces",)
    counts = (None, None) if share.missing else (share.numerator, share.denominator)
    reached: str | int | float
    if share.missing or (target.count is None and not share.denominator):
        reached = share.percent
    else:
        reached = share.numerator if target.count is not None else share.numerator / share.denominator
    return [
        (share.unit, ()),
        (share.name, ()),
        (aim.clause, ("center",)),
        (target.value, style),
        (target.by.isoformat(), ("center",)),
        (aim.days_left, ("count",)),
        (reached, style),
        (counts[0], ("count",)),
        (counts[1], ("count",)),
        (share.short_by, ("count",)),
        (verdict(share).text, ("center",)),
        ("是" if aim.in_force else "否", ("center",)),
    ]
