"""One enterprise ledger that says everything, with an office's habits drawn at random around the one that is tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from made_up import ledger_cells, words
from made_up.making import make_district
from made_up.pages import Book, Page
from made_up.tables import Column, Place, Rendering, write_header
from made_up.world import LEDGER, Cell, District

from .spellings import HEADERS, UNDER, WildClerk, header

SUMMED = ("employees", "members", "full", "probationary", "applicants")


@dataclass(frozen=True)
class Habits:
    """How an office keeps its ledger."""

    township: str = "column"
    """Where the township stands: ``column``, ``merged``, ``sections``, ``sheet``, ``reporter`` or ``file``."""
    files: str = "one"
    """``one`` workbook, one ``per township``, or these in ``nested`` folders."""
    stacked: bool = False
    """The townships' tables stand one under another in one sheet."""
    header_rows: int = 1
    ticked: frozenset[str] = frozenset()
    """Fields spread over √ columns: ``form``, ``status``, ``union``."""
    title: bool = False
    attachment: bool = False
    reporter: bool = False
    totals: frozenset[str] = frozenset()
    """Lines of sums: ``top``, ``bottom``, ``blocks``."""
    page_length: int = 0
    """The header comes again after so many rows; 0 is never."""
    notes: bool = False
    numbers: str = "running"
    """序号: ``running``, with ``gaps``, ``restarting`` in each township, or ``none``."""
    hidden_rows: float = 0.0
    hidden_sheet: bool = False
    blank_rows: float = 0.0


@dataclass
class _Line:
    """Where the next row goes, and the number that it bears."""

    row: int = 1
    number: int = 0


def ledger(district: District, rng: Random, habits: Habits) -> Rendering:
    """Write a district's ledger, or its townships' ledgers."""
    rendering = Rendering(LEDGER)
    everything = range(len(district.enterprises))
    blocks = {unit: [at for at in everything if district.enterprises[at].unit == unit] for unit in district.units}
    blocks = {unit: block for unit, block in blocks.items() if block}
    if habits.files != "one":
        for unit, block in blocks.items():
            file = _file(unit, len(rendering.books), habits)
            page = Page(rng.choice(["Sheet1", "台账", "企业情况"]))
            _Sheet(district, rendering, file, page, rng, habits).write({unit: block})
            rendering.books.append(Book(file, [page, *_others(rng, habits)]))
        return rendering
    file = "非公企业党建台账"
    pages: list[Page] = []
    for unit, block in blocks.items() if habits.township == "sheet" else [("", [])]:
        page = Page(unit or rng.choice(["Sheet1", "台账", "企业情况"]))
        _Sheet(district, rendering, file, page, rng, habits).write({unit: block} if unit else blocks)
        pages.append(page)
    rendering.books.append(Book(file, [*pages, *_others(rng, habits)]))
    return rendering


def _file(unit: str, number: int, habits: Habits) -> str:
    named = f"{unit}非公企业党建台账" if habits.township == "file" else f"报表{number:02d}"
    return f"报送/第{number}批/{named}" if habits.files == "nested" else named


def _others(rng: Random, habits: Habits) -> list[Page]:
    """Give sheets that do not count: an old table that is hidden, a page of remarks, an empty one."""
    if not habits.hidden_sheet:
        return []
    old, past = Page("旧表", hidden=True), make_district(rng.randrange(1000))
    blocks = {"": list(range(len(past.enterprises)))}
    _Sheet(past, Rendering(LEDGER), "", old, rng, Habits()).write(blocks)
    remarks = Page("填表说明")
    remarks.put(1, 0, "填表说明")
    remarks.put(3, 0, "一、本表由各乡（办）填写，每季度末报送。")
    return [old, remarks, Page("Sheet3")]


class _Sheet:
    """Writes one sheet from the top down."""

    def __init__(
        self, district: District, rendering: Rendering, file: str, page: Page, rng: Random, habits: Habits
    ) -> None:
        self._district = district
        self._rendering = rendering
        self._file = file
        self._page = page
        self._rng = rng
        self._clerk = WildClerk(rng)
        self._habits = habits
        self._columns = _columns(district, rng, habits)
        self._line = _Line()
        self._merged = False

    def write(self, blocks: dict[str, list[int]]) -> None:
        """Write tables: one for each township, or one for all."""
        if self._habits.stacked:
            for unit, block in blocks.items():
                self._columns = _columns(self._district, self._rng, self._habits)
                self._write_table({unit: block})
                self._line.row += self._rng.randint(1, 3)
        else:
            self._write_table(blocks)

    def _write_table(self, blocks: dict[str, list[int]]) -> None:
        habits, everything = self._habits, [index for block in blocks.values() for index in block]
        who = next(iter(blocks)) if len(blocks) == 1 else self._district.name
        self._merged = habits.township == "merged" and _tellable(blocks, habits)
        self._write_title(who)
        self._line.row = write_header(self._page, self._line.row, self._columns)
        if "top" in habits.totals:
            self._write_sums(self._rng.choice(["合计", "总计", "合 计"]), everything)
        for unit, block in blocks.items():
            if habits.township == "sections":
                self._write_section(unit, block)
            if habits.numbers == "restarting":
                self._line.number = 0
            self._write_block(unit, block)
            if "blocks" in habits.totals:
                self._write_sums(self._rng.choice(["小计", "小 计", f"{unit}小计" if unit else "小计"]), block)
        if "bottom" in habits.totals:
            self._write_sums(self._rng.choice(["合计", "总计", f"合计（{len(everything)}家）"]), everything)
        if habits.notes:
            self._write_notes()

    def _write_title(self, who: str) -> None:
        if self._habits.attachment:
            self._page.put(self._line.row, 0, self._rng.choice(["附件1", "附件：", "附件2："]))
            self._line.row += 1
        if self._habits.title:
            width = len(self._columns) - 1
            shown = self._district.name if self._habits.township != "column" else who
            title = f"{shown}非公有制企业党建工作台账{self._rng.choice(['', '（2021年）'])}"
            self._page.merge((self._line.row, 0, self._line.row, width), title)
            self._line.row += 1
        if self._habits.reporter:
            self._write_reporter(who)

    def _write_reporter(self, who: str) -> None:
        """Write who reports, until when, and who answers for it, in one cell or in several."""
        row, kind = self._line.row, self._rng.randrange(3)
        if kind == 0:
            self._page.put(row, 0, f"填报单位：{who}        截至日期：2021年12月31日")
        else:
            label = self._rng.choice(["填报单位（盖章）：", "填报单位:", "报送单位："])
            self._page.put(row, 0, f"{label}{who}" if kind == 1 else label)
            if kind == 2:
                self._page.put(row, 1, who)
            self._page.put(row, 4, "截至日期：2021年12月31日")
            self._page.put(row, 8, "负责人：赵某某")
        self._line.row += 1

    def _write_section(self, unit: str, block: Sequence[int]) -> None:
        text = self._rng.choice([unit, f"{unit}（{len(block)}家）", f"一、{unit}", f"{unit}({len(block)}户)"])
        self._page.merge((self._line.row, 0, self._line.row, len(self._columns) - 1), text)
        self._line.row += 1

    def _write_block(self, unit: str, block: Sequence[int]) -> None:
        length = self._habits.page_length or len(block)
        for start in range(0, len(block), length):
            if start:
                self._line.row = write_header(self._page, self._line.row, self._columns)
            first = self._line.row
            for index in block[start : start + length]:
                self._write_row(index, first)
            if self._merged:
                at = self._at("unit")
                self._page.merge((first, at, self._line.row - 1, at), self._clerk.text(unit))

    def _write_row(self, index: int, first: int) -> None:
        line, habits = self._line, self._habits
        if line.row > first and self._rng.random() < habits.blank_rows:
            line.row += 1
        if self._rng.random() < habits.hidden_rows:
            self._page.hidden_rows.add(line.row)
        line.number += 1 if habits.numbers != "gaps" or self._rng.random() < 0.7 else 3
        place = Place(self._file, self._page.title, line.row)
        self._rendering.places["enterprise", index] = place
        entry = ledger_cells.entry(self._district, index)
        cells = self._ticks(entry) | ledger_cells.write(entry, self._clerk) | {"number": line.number}
        if self._merged:
            cells["unit"] = None
        for at, one in enumerate(self._columns):
            self._page.put(line.row, at, cells.get(one.field))
        line.row += 1

    def _ticks(self, entry: ledger_cells.Entry) -> dict[str, Cell]:
        """Give the √ columns of a row."""
        union, status = entry.enterprise.union, entry.enterprise.status
        cells: dict[str, Cell] = {f"status={each}": self._clerk.mark(status == each) for each in _statuses()}
        cells["union=有"] = self._clerk.mark(union is True)
        cells["union=无"] = self._clerk.mark(union is False)
        return cells

    def _write_sums(self, label: str, chosen: Sequence[int]) -> None:
        plain = ledger_cells.Clerk()
        entries = [ledger_cells.write(ledger_cells.entry(self._district, index), plain) for index in chosen]
        name = self._at("name")
        self._page.merge((self._line.row, 0, self._line.row, self._rng.choice([0, name])), label)
        for summed in SUMMED:
            values = [cells[summed] for cells in entries]
            total = sum(value for value in values if isinstance(value, int))
            if not any(isinstance(value, str) for value in values) and self._at(summed) > name:
                self._page.put(self._line.row, self._at(summed), total)
        self._line.row += 1

    def _write_notes(self) -> None:
        notes = ["注：1.职工人数为在岗职工数。", "    2.停产、半停产企业一并填报。", "填表人：钱某某    审核人：孙某某"]
        for text in notes[: self._rng.randint(1, 3)]:
            self._page.put(self._line.row + 1, 0, text)
            self._line.row += 1
        self._line.row += 1

    def _at(self, wanted: str) -> int:
        return [one.field for one in self._columns].index(wanted)


def _tellable(blocks: dict[str, list[int]], habits: Habits) -> bool:
    """Whether townships merged downwards can be told, in a text file, from townships left out: not in short blocks."""
    rows = sum(map(len, blocks.values()))
    heads = sum(-(-len(block) // (habits.page_length or len(block))) for block in blocks.values())
    return rows >= 3 and heads * 2 <= rows


@dataclass
class _Heads:
    """The columns while they are gathered: flat ones, and groups under parents."""

    rng: Random
    rows: int
    taken: list[Column] = field(default_factory=list[Column])

    def flat(self, *fields: str) -> None:
        self.taken += [Column((header(self.rng, HEADERS[each]),), each) for each in fields]

    def under(self, parents: str, children: dict[str, str], *tops: str) -> None:
        parent = header(self.rng, parents)
        self.taken += [Column((*tops, parent, header(self.rng, text)), each) for each, text in children.items()]


def _columns(district: District, rng: Random, habits: Habits) -> tuple[Column, ...]:
    """Choose every column's words: all flat, or in groups under one or two parents."""
    heads = _Heads(rng, habits.header_rows)
    heads.flat(*(["number"] if habits.numbers != "none" else []))
    has_unit = habits.township in ("column", "merged")
    groups = list(UNDER.items())
    if habits.header_rows == 1:
        first = ["name", "code"] if rng.random() < 0.7 else ["code", "name"]
        leading = [["unit"] if has_unit else [], ["village"] if rng.random() < 0.5 else [], first]
        heads.flat(*(each for part in leading for each in part))
        heads.flat("kind", "industry", "status", "registered", "employees", "members", "full", "probationary")
        heads.flat("applicants", "organised", "form", "organisation", "superior", "founded", "re-elected", "secretary")
        heads.flat("sent", "instructor", "since", "phone", "union", "youth", "women", "weak", "remark")
    else:
        if has_unit:
            heads.flat("unit")
        tops = ("党建工作情况",) if habits.header_rows == 3 else ()
        for number, (parents, children) in enumerate(groups):
            heads.under(parents, children, *(tops if number else ()))
        heads.flat("applicants", "weak")
    return tuple(ticked for one in heads.taken for ticked in _ticked(one, district, rng, habits))


def _ticked(one: Column, district: District, rng: Random, habits: Habits) -> list[Column]:
    """Spread a column over √ columns, if that is the office's habit."""
    if one.field not in habits.ticked:
        return [one]
    parent = (*one.path[:-1], {"form": "组建方式", "status": "经营状态", "union": "工会"}[one.field])
    if one.field == "form":
        return [Column((*parent, child), f"form {how}") for child, how in (("单独组建", "own"), ("联合组建", "joint"))]
    if one.field == "status":
        return [Column((*parent, each), f"status={each}") for each in _statuses()]
    return [Column((*parent, each), f"union={each}") for each in ("有", "无")]


def _statuses() -> list[str]:
    return list(dict.fromkeys((*words.STATUSES_IN, *words.STATUSES_OUT)))


def any_habits(rng: Random, **fixed: object) -> Habits:
    """Draw an office's habits; those that are given stay as they are."""
    drawn: dict[str, object] = {
        "header_rows": rng.choice([1, 1, 2, 3]),
        "ticked": frozenset(each for each in ("form", "status", "union") if rng.random() < 0.2),
        "title": rng.random() < 0.5,
        "attachment": rng.random() < 0.3,
        "reporter": rng.random() < 0.3,
        "totals": frozenset(each for each in ("top", "bottom", "blocks") if rng.random() < 0.2),
        "page_length": rng.choice([0, 0, 0, 3, 7]),
        "notes": rng.random() < 0.3,
        "numbers": rng.choice(["running", "running", "gaps", "restarting", "none"]),
        "hidden_rows": rng.choice([0.0, 0.0, 0.2]),
        "blank_rows": rng.choice([0.0, 0.0, 0.1]),
    }
    return Habits(**(drawn | fixed))  # pyright: ignore[reportArgumentType]
