"""The township of a table without a column for it: section rows, sheet name, 填报单位 line, file name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...findings import CATALOGUE, Finding
from ...policy import Policy
from ...regex import Regex
from ...roster import Table
from ...values.reading import compact
from ..files.sheets import Sheet
from .caption import lines_above, reporter, titles
from .furniture_words import UNIT, VILLAGE
from .layout import Region

_FORM = Regex(r"[一-鿿]{1,7}?(?:街道办事处|民族乡|街道|办事处|集聚区|开发区|示范区|工业园区|园区|管委会|乡|镇|办)")
_BEFORE = Regex(
    r"^.*(?<!集聚)(?<!开发)(?<!示范)(?<!园)(?<!社)[省市县区](?=[一-鿿]{2,})|中共|中国共产党|[\d年月日度季第]+"
)
"""What stands before a unit's name: the district, which a 集聚区 is not, the Party, and dates."""

_NO_UNIT = Regex(
    r"乡镇企业|(?:企业|党建|党政|党委|党群|组织|综合)办(?!事处)|办公室|乡村振兴|特色小镇|小城镇|(?:党建|先行)示范区"
    "|(?:(?<![一-鿿])|(?<=[省市区县年]))(?:[返回入还下城家故本各全每]乡|乡[镇村]|[各全每]乡镇|[城小村集各全本每]镇"
    "|[新开主承举创兴督查帮民领合]办(?!事处)|[各全每本](?:街道|集聚区|开发区|示范区|园区))"
)
"""What ends like a unit's name and is none: 乡镇 and 城乡 in general, 返乡, 新办, and a unit's own departments."""


@dataclass(frozen=True, slots=True)
class Township:
    """A township that holds for the rows after ``from_row`` (Excel's number; 0 is all)."""

    name: str
    where: str
    """Where it was found, in words."""
    from_row: int = 0

    def finding(self, table: Table) -> Finding:
        """What is said of it."""
        return CATALOGUE["TOWNSHIP_ELSEWHERE"].at(table.locate(self.from_row or None), self.name, where=self.where)


def lacks_township(table: Table) -> bool:
    """Whether a table's rows have a township, but no column for it."""
    return "township" in table.kind.model.model_fields and "township" not in table.fields


def township_of(sheet: Sheet, region: Region, file: str, policy: Policy) -> Iterator[Township]:
    """The townships that stand outside the columns; nothing when no place names exactly one."""
    totals = [
        (line.row - 1, text) for line in region.skipped if line.reason == "合计" for text in line.text.split()[:2]
    ]
    for where, lines in (("分段行", region.sections), ("小计行", totals)):
        heads = [(row, names[0]) for row, text in lines if len(names := _named(text, policy)) == 1]
        if heads and region.data and heads[0][0] < region.data[0]:  # above their blocks, and not below
            yield from (Township(name, where, row + 1) for row, name in heads)
            return
    yield from township_named(sheet, region.header.top, file, policy)


def villages_of(region: Region) -> Iterator[tuple[str | None, int]]:
    """The villages that head some rows, each with its own Excel row; None where a township begins, as its first
    rows lie in no village yet.
    """
    heads = [(row, VILLAGE.match(compact(text)), UNIT.match(compact(text))) for row, text in region.sections]
    named = [row for row, village, _ in heads if village]
    if named and region.data and named[0] < region.data[0]:
        for row, village, township in heads:
            if village or township:
                yield (village[1] if village else None), row + 1


def township_named(sheet: Sheet, top: int, file: str, policy: Policy) -> Iterator[Township]:
    """The township that stands in the sheet's name, above the header at row ``top``, or in the file's name."""
    places = [
        ("工作表名", sheet.name),
        ("“填报单位”一行", reporter(lines_above(sheet, top))),
        ("标题", _title(sheet, top, policy)),
        ("文件名", Path(file).stem),
    ]
    for where, text in places:
        names = _named(text, policy)
        if len(names) == 1:
            yield Township(names[0], where)
            return


def _title(sheet: Sheet, top: int, policy: Policy) -> str:
    """The lines directly above the header in which a unit of the policy stands alone."""
    known = [compact(name) for name in (*policy.units.order, *policy.units.aliases)]
    return " ".join(title for title in titles(lines_above(sheet, top)) if any(name in title for name in known))


def _named(text: str, policy: Policy) -> list[str]:
    """The units that a text names: those of the policy, else what is formed like one."""
    flat = compact(text)
    known = [*policy.units.order, *policy.units.aliases]
    names = {policy.units.canonical(name) for name in known if compact(name) in flat}
    if not names:
        names = {policy.units.canonical(match[0]) for match in _FORM.finditer(_BEFORE.sub("", _NO_UNIT.sub(" ", flat)))}
    return sorted(names)
