"""One ledger that says everything (非公企业党建台账), with the habits of the offices that keep it.

The same writer makes the district's one workbook, the folder with a workbook per township, and the CSV export.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from . import ledger_cells
from .clerks import Clerk, HastyClerk
from .ledger_styles import EXPORTED, LATEST, OFFICES, OLD_COPY, WHOLE, Style
from .pages import Book, Page
from .tables import Place, Rendering, write_header
from .world import EXPORT, LEDGER, TOWNSHIPS, District, Slip

TITLE = "非公企业党建台账"
CLERK_PHONE = "10000009999"
"""At the foot of each sheet stands who filled it in; no output may show the number."""

SUMMED = ("employees", "members", "full", "probationary", "applicants")
MISADDED = Slip(..., "TOTAL_DIFFERS", "合计比各行之和多 10")
PLAIN_CLERK = Clerk()

SHORT_NAMES = {"城关办事处": "城关办"}
"""How a unit is called where the line is narrow."""


def ledger(district: District, rng: Random) -> Rendering:
    """Write the district's one workbook, with an old copy on a hidden sheet and a page of remarks."""
    rendering = Rendering(LEDGER)
    everything = range(len(district.enterprises))
    page = _Writer(district, rendering, "ledger.xlsx", TITLE, rng, WHOLE).write(everything)
    old = _Writer(district, Rendering(LEDGER), "ledger.xlsx", "2021年旧表", rng, OLD_COPY).write(everything[:40])
    old.hidden = True
    remarks = Page("填表说明")
    remarks.put(1, 0, "填表说明")
    remarks.put(3, 0, "一、本表由各乡（办）党（工）委填写，每季度末报送。")
    remarks.put(4, 0, "二、没有的填“无”，不清楚的先空着，查清后补填。")
    rendering.books.append(Book("ledger.xlsx", [page, remarks, old]))
    return rendering


def export(district: District, rng: Random, file: str = "ledger-gbk.csv", as_of: date = LATEST) -> Rendering:
    """Write the ledger as the CSV that a spreadsheet program exports, in GB18030."""
    rendering = Rendering(EXPORT)
    everything = range(len(district.enterprises))
    units = {one.unit for one in district.enterprises}
    # A CSV has no merged areas: in short blocks nobody could tell a township merged downwards from one left out.
    style = EXPORTED if len(units) * 3 <= len(everything) else replace(EXPORTED, merged_unit=False)
    page = _Writer(district, rendering, file, "", rng, replace(style, as_of=as_of)).write(everything)
    rendering.books.append(Book(file, [page]))
    return rendering


def townships(district: District, rng: Random) -> Rendering:
    """Write one workbook per township, each laid out as that office likes it."""
    rendering = Rendering(TOWNSHIPS)
    for number, unit in enumerate(district.units):
        here = [index for index, one in enumerate(district.enterprises) if one.unit == unit]
        if here:
            file = f"townships/{unit}{TITLE}.xlsx"
            style = OFFICES[number % len(OFFICES)]
            page = _Writer(district, rendering, file, "Sheet1", rng, style).write(here)
            rendering.books.append(Book(file, [page]))
    return rendering


class _Writer:
    """Writes one sheet from the top down."""

    def __init__(
        self, district: District, rendering: Rendering, file: str, title: str, rng: Random, style: Style
    ) -> None:
        self._district = district
        self._rendering = rendering
        self._file = file
        self._page = Page(title)
        self._rng = rng
        self._clerk = HastyClerk(rng)
        self._style = style
        self._row = 1
        self._number = 0

    def write(self, chosen: Sequence[int]) -> Page:
        """Write the enterprises of these indices: title, header, a block for each township, sums, notes."""
        style = self._style
        units = list(dict.fromkeys(self._unit(index) for index in chosen))
        self._write_title(units[0] if len(units) == 1 else self._district.name)
        self._row = write_header(self._page, self._row, style.columns)
        header = Place(self._file, self._page.title, self._row - 1)
        for at, one in enumerate(style.columns):
            if one.slip:
                self._rendering.plant(header, at, one, one.slip)
        if style.total == "top":
            self._write_sums("合计", chosen)
        for unit in units:
            block = [index for index in chosen if self._unit(index) == unit]
            self._write_block(unit, block)
            if style.subtotals:
                self._write_sums("小计", block)
        if style.total == "bottom":
            self._write_sums("合计", chosen)
        self._write_foot()
        return self._page

    def _unit(self, index: int) -> str:
        return self._district.enterprises[index].unit

    def _write_title(self, who: str) -> None:
        if self._style.attachment:
            self._page.put(self._row, 0, "附件1")
            self._row += 1
        self._page.merge((self._row, 0, self._row, len(self._style.columns) - 1), f"{who}{TITLE}")
        self._page.put(self._row + 1, 0, f"填报单位：{who}")
        as_of = self._style.as_of
        self._page.put(self._row + 1, 4, f"截至日期：{as_of.year}年{as_of.month}月{as_of.day}日")
        self._page.put(self._row + 1, 8, "负责人：赵某某")
        self._row += 2

    def _write_block(self, unit: str, block: Sequence[int]) -> None:
        """Write a township's rows; on every further printed page the header and the township's name come again."""
        length = self._style.page_length or len(block)
        for start in range(0, len(block), length):
            if start:
                self._row = write_header(self._page, self._row, self._style.columns)
            first = self._row
            for index in block[start : start + length]:
                self._skip_now_and_then(first)
                self._write_row(index)
            if self._style.merged_unit:
                at = self._style.at("unit")
                shown = SHORT_NAMES.get(unit, unit) if start else unit
                self._page.merge((first, at, self._row - 1, at), shown)

    def _skip_now_and_then(self, first: int) -> None:
        """Leave a gap in 序号, a blank row, or hide the row to come."""
        self._number += 1 if self._rng.random() < 0.97 else 2
        if self._row > first and self._rng.random() < self._style.blank_rows:
            self._row += 1
        if self._rng.random() < self._style.hidden_rows:
            self._page.hidden_rows.add(self._row)

    def _write_row(self, index: int) -> None:
        place = Place(self._file, self._page.title, self._row)
        self._rendering.places["enterprise", index] = place
        entry = ledger_cells.entry(self._district, index)
        cells = ledger_cells.write(entry, self._clerk) | {"number": self._number}
        if self._style.merged_unit:
            cells["unit"] = None
        self._rendering.write_row(self._page, place, self._style.columns, cells, entry.slips)
        self._row += 1

    def _write_sums(self, label: str, chosen: Sequence[int]) -> None:
        """Write a line of sums; its label is merged over the first columns where the township is merged too."""
        style = self._style
        self._page.merge((self._row, 0, self._row, style.at("name") if style.merged_unit else 0), label)
        entries = [ledger_cells.entry(self._district, index) for index in chosen]
        for field in SUMMED:
            total = sum(_number(entry, field, self._rendering.style) for entry in entries)
            if label == "合计" and field == style.misadded:
                total += 10
                at, place = style.at(field), Place(self._file, self._page.title, self._row)
                self._rendering.plant(place, at, style.columns[at], MISADDED)
            self._page.put(self._row, style.at(field), total)
        self._row += 1

    def _write_foot(self) -> None:
        self._page.put(self._row + 1, 0, "注：1.职工人数为在岗职工数。")
        self._page.put(self._row + 2, 0, "    2.停产、半停产企业一并填报。")
        self._page.put(self._row + 3, 0, f"填表人：钱某某    联系电话：{CLERK_PHONE}    审核人：孙某某")
        self._row += 4


def _number(entry: ledger_cells.Entry, field: str, style: str) -> int:
    """Give the number of people that a cell says, mistyped or not; 0 where it says none that can be read."""
    content = ledger_cells.write(entry, PLAIN_CLERK)[field]
    slip = entry.slips.get(field)
    if slip and style in slip.where and slip.written is not ...:
        content = slip.written
    return content if isinstance(content, int) and content >= 0 else 0
