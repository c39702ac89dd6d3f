"""The view of coverage: one line per unit, the whole first, and how the whole stands against the targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..choices import UNITS, said
from ..measures.beside import Beside
from ..measures.conclusion import Conclusion
from ..measures.indicators import ASIDES, INDICATORS
from ..measures.results import Coverage, Distributions, Share
from . import beside, distributions, shares
from .beside import unlinked
from .conclusion import sentences
from .fields import Layout
from .page_model import Block, Cell, Column, Front, Grid, Heading, Mood, Note, Page, Plain, Records, grid
from .shares import judged, marks, rated, signs

SHOWN = (
    "org_coverage",
    "own_org_rate",
    "due_built",
    "work_coverage",
    "work_coverage_any",
    "instructor_stationed",
    "members_in_50plus",
)
"""The indicators that the page shows unless others are asked for; the other forms hold all of them."""

_HEADING = "非公企业党建覆盖情况"

_BESIDE = "work_coverage_any"
"""What a narrow terminal leaves out: the rate of all four ways, which stands beside that of the chosen ones."""


@dataclass(frozen=True)
class CoverageView:
    """Coverage as people and scripts see it. ``indicators``: only these, in this order; empty for the usual ones."""

    result: Coverage
    policy: str
    """The policy's name, for the heading."""
    indicators: tuple[str, ...] = ()
    spread: Distributions | None = None
    """The distributions, if they were asked for: below the table, in the document, and in the records' place."""
    conclusion: Conclusion | None = None
    beside: Beside | None = None
    """Whom the numbers leave to others."""

    def page(self) -> Page:
        """Give the table of units, what is reported apart, indicators without data, and the targets."""
        result = self.result
        front = Front(result.place, result.as_of, (f"按{UNITS[result.by]}", f"口径：{self.policy}"))
        blocks: list[Block] = [Heading(f"{result.place}{said(result.base, _HEADING)}", 1, front), self._units()]
        shown = [result.share(code, unit) for code in self._columns() for unit in result.units]
        blocks += [Note(f"{sign} {said}", "quiet") for sign, said in signs(shown)]
        told = apart(result)
        if told and not self.indicators:
            blocks.append(Note(told))
        missing = [share for code in self._columns() if (share := result.share(code, result.whole)).missing]
        blocks += [Note(f"{share.name}无数据：{share.missing}", "quiet") for share in missing]
        targets = self._targets()
        if targets.rows:
            blocks += [Heading(f"{result.place}目标任务完成情况"), targets]
        blocks += beside.blocks(result, self.beside, self._columns())
        if self.spread:
            blocks += distributions.blocks(self.spread)
        if self.conclusion:
            blocks += [Heading("结论"), *(Note(text, "strong") for text in sentences(self.conclusion))]
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit and indicator; of distributions, if asked for, one per unit and sort instead."""
        if self.spread:
            return distributions.records(self.spread)
        return LAYOUT.records(self.shares).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.coverage/1``."""
        result = self.result
        return {
            "schema": "djcov.coverage/1",
            "as_of": result.as_of.isoformat(),
            "by": result.by,
            "base": result.base,
            "rows": LAYOUT.objects(self.shares),
            "apart": [
                {"unit": share.unit, "code": share.indicator, "name": share.name, "count": share.numerator}
                for share in self.result.apart
                if not share.missing
            ],
            **({"totals": LAYOUT.objects(_totals(self.result))} if len(self.result.chosen) > 1 else {}),
            **({each.base: LAYOUT.objects(self._of(each)) for each in self.beside.results} if self.beside else {}),
            **({"conclusion": list(sentences(self.conclusion))} if self.conclusion else {}),
            **({"distributions": distributions.objects(self.spread)} if self.spread else {}),
        }

    @property
    def shares(self) -> Sequence[Share]:
        """The shares of every unit that were asked for, the whole's first."""
        return self._of(self.result)

    def _of(self, result: Coverage) -> Sequence[Share]:
        if not self.indicators:
            return result.rows
        known = [code for code in self.indicators if code in result.indicators]
        return [result.share(code, unit) for unit in result.units for code in known]

    @property
    def whole_shares(self) -> Sequence[Share]:
        """Of these, the whole's."""
        return [share for share in self.shares if share.unit == self.result.whole]

    @property
    def unit_shares(self) -> Sequence[Share]:
        """Of these, the single units'."""
        return [share for share in self.shares if share.unit != self.result.whole]

    def _columns(self) -> Sequence[str]:
        known = self.result.indicators
        return self.indicators or usual(known)

    def _units(self) -> Grid:
        return units(self.result, self._columns(), beside="" if self.indicators else _BESIDE)

    def _targets(self) -> Grid:
        codes = self.indicators or self.result.indicators
        aims = [share for code in codes if (share := self.result.total(code)).target and not share.missing]
        return goals(self.result).grid(aims)


def usual(codes: Iterable[str]) -> tuple[str, ...]:
    """Give those of some indicators that are shown unless others are asked for: of the built-in ones a few, and all
    that a place added.
    """
    known = tuple(codes)
    return (*(code for code in SHOWN if code in known), *(code for code in known if code not in INDICATORS))


def apart(result: Coverage, *, zeros: bool = True, whose: str = "") -> str:
    """Say how many are reported apart, so that nobody takes an unknown for a no; empty without data.

    ``zeros``: whether those of which there are none are told, too; ``whose``: what stands between name and number.
    """
    found = [(entry, result.total(entry.code)) for entry in ASIDES if entry.code in result.asides]
    found = [(entry, share) for entry, share in found if zeros or share.numerator]
    known = [(entry, f"{share.name}{whose} {share.numerator} 家") for entry, share in found if not share.missing]
    parts = {entry.part_of: f"（{text}）" for entry, text in known if entry.part_of}
    texts = [text + parts.get(entry.code, "") for entry, text in known if not entry.part_of]
    return f"{result.place}另有：{'；'.join(texts)}" if texts else ""


def notes(result: Coverage, codes: Sequence[str]) -> Iterator[str]:
    """Say below a table of units what its figures do not say themselves."""
    told = [result.share(code) for code in codes]
    yield from (f"{share.name}无数据：{share.missing}。" for share in told if share.missing)
    if said := marks(told):
        yield said
    if result.chosen:
        yield f"{result.whole}一行是全部单位的，不是所列单位之和。"
    yield "比率 = 已达到数 ÷ 应达到数；— 表示没有应纳入统计的。"


def _totals(result: Coverage) -> list[Share]:
    return [share for share in result.totals if share.indicator in result.indicators]


def units(result: Coverage, codes: Sequence[str], *, marked: bool = True, beside: str = "") -> Grid:
    """Give a row per unit, the whole first, and a column per indicator; ``marked``: where it is below its goal;
    ``beside``: the one that a narrow terminal may leave out.
    """
    written = judged if marked else rated
    columns = [
        Column(UNITS[result.by]),
        Column(said(result.base, "企业数"), figures=True),
        *(_column(result, code, extra=code == beside) for code in codes),
    ]
    shown = result.units if not result.chosen or result.by == "township" else result.units[1:]
    rows: list[list[Cell]] = []
    for unit in shown:
        weight: Mood = "strong" if unit not in result.parts else "plain"
        cells = [unlinked(written(result.share(code, unit)), result) for code in codes]
        rows.append([Cell(unit, mood=weight), replace(shares.number(result.enterprises(unit)), mood=weight), *cells])
    return grid(columns, rows, keys=2, whole=not result.chosen)


def _column(result: Coverage, code: str, *, extra: bool) -> Column:
    share = result.share(code)
    target = share.target
    aim = f"目标 {shares.goal(target, share.grain)}（{target.by}）" if target and not share.missing else ""
    reached, counted = shares.parts(share)
    words = (said(result.base, reached), said(result.base, counted))
    return Column(share.name, figures=True, extra=extra, note=aim, parts=words)


LAYOUT: Layout[Share] = Layout(
    (
        *(shares.UNIT, shares.CODE, shares.NAME, shares.NUMERATOR, shares.DENOMINATOR, shares.RATE, shares.TARGET),
        *(shares.DEADLINE, shares.MET, shares.SHORT_BY, shares.MISSING),
    )
)
"""One row per unit and indicator."""


def goals(result: Coverage) -> Layout[Share]:
    """Give the columns in which the whole stands beside the goals in force."""
    figures = (shares.TARGET, shares.DEADLINE, shares.REACHED, shares.SHORT_BY)
    return Layout((shares.NAME, *figures, shares.verdict_on(result.as_of)))
