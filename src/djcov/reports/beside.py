"""Who is counted beside the enterprises: a short table of the place, one line for each, the total behind its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..choices import COUNTED, Counted, of_base
from ..measures.beside import Beside
from ..measures.results import Coverage, Share
from .page_model import Block, Cell, Column, Grid, Heading, Note, grid
from .shares import number, rated

_LINES: Mapping[Counted, str] = {"both": "两新组织合计"}
"""What a line of the table is called, where not as whom it is about."""

_MORE: Mapping[Counted, str] = {
    "social_organizations": "社会组织与企业分别统计，各乡（办）的见 djcov coverage --base 社会组织。",
    "self_employed": "个体工商户和专业市场另列，不计入企业，各乡（办）的见 djcov coverage --base 小个专。",
}


def blocks(
    enterprises: Coverage, beside: Beside | None, codes: Sequence[str], *, hints: bool = True
) -> Iterator[Block]:
    """Give the table under its heading; nothing where there is nobody but enterprises. ``hints``: how to see more."""
    if beside is None or not beside.results:
        return
    yield Heading(f"{enterprises.place}{title(beside)}")
    yield table(enterprises, beside, codes)
    if hints:
        yield from (Note(_MORE[each.base], "quiet") for each in beside.results if each.base in _MORE)


def title(beside: Beside) -> str:
    """Give what the table is called: 两新组织, and who else is in it."""
    return f"{name(beside)}党建覆盖情况"


def name(beside: Beside) -> str:
    """Give who stands in the table: 两新组织, 个体工商户和专业市场."""
    named = (["两新组织"] if beside.both else []) + ([COUNTED["self_employed"]] if beside.self_employed else [])
    return "、".join(named)


def table(enterprises: Coverage, beside: Beside, codes: Sequence[str]) -> Grid:
    """Give a row for each of whom there are numbers: of the whole, or of the townships that were asked for."""
    results = (enterprises, *beside.results)
    kept = [code for code in codes if any(code in result.indicators for result in beside.results)]
    names = {share.indicator: share.name.replace("企业", "单位") for share in enterprises.rows}
    columns = [Column("统计对象"), Column("家数", figures=True)]
    columns += [Column(names.get(code, code), figures=True) for code in kept]
    rows = [
        [
            Cell(_LINES.get(result.base, COUNTED[result.base])),
            number(count),
            *(_cell(result, code) for code in kept),
        ]
        for result in results
        for count in [_count(result)]
    ]
    return grid(columns, rows, keys=1)


def _cell(result: Coverage, code: str) -> Cell:
    """Give a rate; of the total, which has not every indicator, none."""
    share = _share(result, code)
    return unlinked(rated(share), result) if share else Cell("—")


def unlinked(cell: Cell, result: Coverage) -> Cell:
    """Give a cell without the way to the rows behind it, of others than enterprises: a report has none of those."""
    return cell if result.base == "enterprises" else replace(cell, behind=None)


def _share(result: Coverage, code: str) -> Share | None:
    return result.total(code) if code in result.indicators else None


def _count(result: Coverage) -> int | None:
    """Give how many are counted; None without data, as of a total without one of its parts."""
    share = result.total("employees_unknown")
    return None if share.missing else share.denominator


def sentences(beside: Beside | None) -> Iterator[str]:
    """Say in a sentence each how many there are, and how many an organisation covers."""
    for result in beside.results if beside else ():
        who, number = _LINES.get(result.base, of_base(result.base)), _count(result)
        share = result.total("org_coverage")
        if number is None:
            yield f"{who}无数据（{share.missing}）"
            continue
        rate = (
            f"无数据（{share.missing}）"
            if share.missing
            else f"{share.percent}（{share.numerator}/{share.denominator}）"
        )
        yield f"{who}纳入统计 {number} 家，党的组织覆盖率 {rate}"
