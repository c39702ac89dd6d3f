"""From one file's sheets to its tables: which sheets are read, which are left, and why there may be no table at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..findings import CATALOGUE, Finding, Findings, Location
from ..masking import free_text, title
from ..models import LEDGERS
from ..policy import Policy
from ..roster import KEY_HEADER, OWN_BOOK, OWN_HEADERS, OWN_SHEETS, PROBLEM_HEADER, SAMPLE_NAME, TEMPLATE_SHEETS, Table
from ..values.reading import as_text
from .files.sheets import Opened, Refusal, Sheet, told_apart
from .sheet import layout
from .sheet.furniture import shown_row
from .sheet.furniture_words import SAMPLE
from .sheet.header_rows import Overrides, likeliest
from .sheet.header_words import Words
from .sheet.layout import Region
from .sheet.townships import lacks_township, township_of, villages_of
from .sheet.view import View
from .sheet_table import type_table
from .table import Typed

_NO_TABLE = "表头至少要有名称（企业名称、党组织名称或姓名）和另一列；也可用 --header-row、--roster-kind 指定。"
CHECK_SHEET = "请核对 --sheet，要和工作表标签上的名称一样；各文件的名称不同，就都写上。"
_NO_SHEETS = "请去掉 --sheet；要和工作簿一起读，请先另存为工作簿，或把工作簿里的这张表另存为 CSV。"
CHECK_ROW = "请核对 --header-row，它对所有的表都有效；不写则自动寻找表头。"
_NOT_FILLED = "模板还没有填写"
_NO_HEADER = "没有找到台账表头"
_MOST_SHEETS = 5
"""Names of sheets that a message lists."""


@dataclass(frozen=True)
class Settings:
    """What decides how sheets are read."""

    policy: Policy
    words: Words
    overrides: Overrides


@dataclass(frozen=True)
class Document:
    """What one file gives."""

    tables: tuple[Typed, ...]
    findings: Findings
    refusal: Refusal | None = None
    """Why there is no table, for somebody who named the file."""
    own: bool = False
    """Whether djcov wrote all of its sheets: nobody wonders why there is no table."""
    unused: str = ""
    """Why there is no table, in short."""
    sheets: frozenset[str] = frozenset()
    """Those of the sheets asked for that are there."""


@dataclass(frozen=True)
class Request:
    """One workbook for a worker to read."""

    data: bytes
    kind: str
    """What the bytes are, see :mod:`djcov.intake.files.opening`."""
    file: str
    real_format: str
    settings: Settings
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Bug:
    """The program's own failure in a worker, for the parent to fail with."""

    what: str
    way: str


Answer = Document | Refusal | Bug


def sheets_of(request: Request) -> tuple[Sheet, ...]:
    """Open a file's sheets with the reader for its kind. Raises InputError, of which PasswordError is one."""
    from .files import delimited, locked, webpage, workbook

    data, kind, file = request.data, request.kind, request.file
    named = request.settings.overrides.sheets  # these are read even if they are hidden
    if kind == "text":
        return (delimited.read(data, file),)
    if kind == "parquet":
        from .files import parquet

        return (parquet.read(data, file),)
    if kind == "webpage":
        return webpage.read_html(delimited.decode(data, file), file)
    if kind == "xml":
        return webpage.read_xml(data, file, named)
    if kind == "locked":
        data, kind = locked.unlock(data, file, request.password)
    return workbook.read(data, kind, file, named)


def read_document(request: Request) -> Document:
    """Open a file, find and type its tables. Raises InputError."""
    sheets = map(_without_problems, _own_book(sheets_of(request)))
    opened = Opened(told_apart(tuple(sheets)), request.real_format)
    reading = _FileReader(request.file, request.settings)
    tables = tuple(reading.tables(opened))
    asked = request.settings.overrides.sheets
    there = frozenset(sheet.name for sheet in opened.sheets if sheet.name in asked)
    if tables:
        return Document(tables, reading.findings, sheets=there)
    own = bool(opened.sheets) and all(map(is_own, opened.sheets))
    return Document((), reading.findings, reading.no_table(opened), own, reading.unused(opened), there)


@dataclass
class _FileReader:
    """The reading of one file."""

    file: str
    settings: Settings
    findings: Findings = field(default_factory=Findings)
    no_ledgers: list[str] = field(default_factory=list[str])
    """Why tables were left."""
    sample_at: str = ""
    """A sample row that somebody wrote over."""

    def tables(self, opened: Opened) -> Iterator[Typed]:
        """Read one file's tables; what is noteworthy about its sheets is said when one of them is used."""
        file, words, overrides = self.file, self.settings.words, self.settings.overrides
        if opened.real_format:
            self.findings.add(CATALOGUE["FORMAT_DIFFERS"].at(Location(file), opened.real_format))
        chosen = overrides.sheets
        template = _is_template(opened.sheets)
        notes: list[Finding] = []
        used = False
        for sheet in opened.sheets:
            own = is_own(sheet) and not (overrides.answers and is_asking(sheet))
            if (chosen and sheet.name not in chosen) or own:
                continue
            if sheet.hidden and not chosen:
                notes.append(CATALOGUE["SHEET_HIDDEN"].at(Location(file, sheet.shown_name), sheet.shown_name))
                continue
            regions = layout.find_tables(sheet, words, overrides, file)
            if not regions and any(any(cell != "" for cell in row) for row in sheet.rows):
                notes.append(CATALOGUE["SHEET_UNUSED"].at(Location(file, sheet.shown_name), self._no_header))
            for region in regions:
                at = Location(file, sheet.shown_name, region.header.bottom + 1)
                if no_ledger := region.evidence.no_ledger:
                    self.no_ledgers.append(no_ledger)
                    notes.append(CATALOGUE[region.evidence.code].at(at, no_ledger))
                    continue
                notes += self._overwritten(sheet, region) if template else ()
                if template and not region.data:
                    notes.append(CATALOGUE["TABLE_EMPTY"].at(at, region.header.kind.title))
                    continue
                used = True
                yield self._table(sheet, region)
        if used:
            self.findings.extend(notes)

    def _overwritten(self, sheet: Sheet, region: Region) -> Iterator[Finding]:
        """Tell the sample rows of a template that name somebody else than the sample that stood there."""
        for each in region.skipped:
            named = as_text(region.sheet.cell(each.row - 1, region.header.name_column)).strip()
            if each.reason == SAMPLE.reason and named and SAMPLE_NAME[0] not in named:
                self.sample_at = self.sample_at or f"工作表“{sheet.shown_name}”第 {each.row} 行"
                yield CATALOGUE["ROW_SAMPLE"].at(Location(self.file, sheet.shown_name, each.row), each.text)

    def no_table(self, opened: Opened) -> Refusal:
        """Say why a file that the user named gives no table."""
        if _is_template(opened.sheets):
            return Refusal(self._unfilled, "请从示例行的下一行起填写。")
        if opened.sheets and all(map(is_own, opened.sheets)):
            return Refusal("这是 djcov 写成的结果，不是台账", "请指定台账本身。")
        if lacking := self._lacking(opened):
            return lacking
        by_row = self.settings.overrides.header_row and not self.no_ledgers
        return Refusal(self._why_no_table(opened), CHECK_ROW if by_row else _NO_TABLE)

    def unused(self, opened: Opened) -> str:
        """Say in short why a file gives no table."""
        if _is_template(opened.sheets):
            return self._unfilled
        if lacking := self._lacking(opened):
            return lacking.what
        return next(iter(self.no_ledgers), self._no_header)

    @property
    def _unfilled(self) -> str:
        """Say that nobody filled a template in, or only its sample rows."""
        return f"{_NOT_FILLED}，只在示例行填了数据（{self.sample_at}）" if self.sample_at else _NOT_FILLED

    @property
    def _no_header(self) -> str:
        row = self.settings.overrides.header_row
        return f"第 {row} 行不是台账的表头" if row else _NO_HEADER

    def _looked_at(self, opened: Opened) -> list[Sheet]:
        """The sheets that were asked for, or else are not hidden."""
        asked = self.settings.overrides.sheets
        return [sheet for sheet in opened.sheets if (sheet.name in asked if asked else not sheet.hidden)]

    def _lacking(self, opened: Opened) -> Refusal | None:
        """Say what of it is not there: the sheets asked for, anything in them, or the row asked for."""
        asked, looked_at = self.settings.overrides, self._looked_at(opened)
        if asked.sheets and not looked_at:
            names = [sheet.name for sheet in opened.sheets if sheet.name]
            more = f" 等 {len(names)} 个" if len(names) > _MOST_SHEETS else ""
            if not names:
                return Refusal(f"没有工作表{quoted(asked.sheets)}，它不是工作簿，不分工作表", _NO_SHEETS)
            there = f"只有{quoted(names[:_MOST_SHEETS])}{more}"
            return Refusal(f"没有工作表{quoted(asked.sheets)}，{there}", CHECK_SHEET)
        if not any(cell != "" for sheet in looked_at for row in sheet.rows for cell in row):
            return Refusal("没有内容（工作表是空的或隐藏的）", _NO_TABLE)
        if asked.header_row and asked.header_row > (most := max(len(sheet.rows) for sheet in looked_at)):
            return Refusal(f"没有第 {asked.header_row} 行，内容只到第 {most} 行", CHECK_ROW)
        return None

    def _why_no_table(self, opened: Opened) -> str:
        """Say which row looked most like a header, and what of it was known."""
        if self.no_ledgers:
            return self.no_ledgers[0]
        words = self.settings.words
        likely = [(sheet, best) for sheet in self._looked_at(opened) if (best := likeliest(View(sheet), words))]
        if not likely:
            return self._no_header
        sheet, (row, cells, known) = max(likely, key=lambda each: len(each[1][2]))
        place = f"工作表“{sheet.shown_name}”第 {row + 1} 行" if sheet.name else f"第 {row + 1} 行"
        # what is not known may be a person's name or address
        which = f"只认出{quoted(known)}" if known else "都认不出"
        return f"{self._no_header}；最像的是{place}（{cells} 个单元格有字，{which}）"

    def _table(self, sheet: Sheet, region: Region) -> Typed:
        """Read a table, with the townships and villages that stand outside its columns."""
        settings, kind, findings = self.settings, region.header.kind, self.findings
        # in what came back each row speaks for itself, and may have been moved
        typed = type_table(region, self.file, settings.words, blocks=not settings.overrides.answers)
        table = typed.table
        findings.include(typed.findings)
        findings.extend(_about_surroundings(sheet, region, table))
        for name, word in region.evidence.entitled.items():
            typed = typed.placed_by(name, [(word, 0)])
        if said := frozenset(region.evidence.entitled):
            typed = replace(typed, table=replace(table, entitled=table.entitled | said))
        townships = list(township_of(sheet, region, self.file, settings.policy)) if lacks_township(table) else []
        if townships:
            typed = typed.placed_by("township", [(each.name, each.from_row) for each in townships])
        findings.extend(each.finding(table) for each in townships)
        told = {township.from_row for township in townships}
        villages = list(villages_of(region)) if kind in LEDGERS and "village" not in table.fields else []
        if villages:
            typed = typed.placed_by("village", villages)
            told |= {row for name, row in villages if name}
            names = "、".join(dict.fromkeys(name for name, _ in villages if name))
            findings.add(CATALOGUE["VILLAGE_ELSEWHERE"].at(table.locate(), names))
        unread = [(row + 1, text) for row, text in region.sections if row + 1 not in told]
        findings.extend(CATALOGUE["SECTION_ROW"].at(table.locate(row), shown_row(kind, text)) for row, text in unread)
        return typed


def _about_surroundings(sheet: Sheet, region: Region, table: Table) -> Iterator[Finding]:
    """What is said of that which stands beside a table, and of its hidden rows."""
    if region.beside:
        yield CATALOGUE["TABLE_BESIDE"].at(table.locate(field="name"), str(table.rows))
    if region.header.sums:
        yield CATALOGUE["SUMS_BESIDE"].at(table.locate(), free_text("、".join(region.header.sums)))
    if hidden := sorted(sheet.hidden_rows.intersection(region.data)):
        yield CATALOGUE["ROWS_HIDDEN"].at(table.locate(hidden[0] + 1), str(len(hidden)))


def quoted(names: Iterable[str]) -> str:
    """Names of sheets side by side, each in quotation marks."""
    return "".join(f"“{title(name)}”" for name in names)


def is_own(sheet: Sheet) -> bool:
    """Whether djcov wrote the sheet itself: a list of gaps or findings, instructions."""
    first = sheet.rows[0] if sheet.rows else ()
    return _begins(sheet, *OWN_SHEETS, OWN_BOOK) or any(own.issubset(first) for own in OWN_HEADERS)


def is_asking(sheet: Sheet) -> bool:
    """Whether it is a sheet in which djcov asked a township for what is missing."""
    return bool(sheet.rows) and KEY_HEADER in sheet.rows[0]


def _own_book(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Of a workbook that djcov wrote the sheet that says so, else all: the others look much like a roster."""
    return tuple(sheet for sheet in sheets if _begins(sheet, OWN_BOOK)) or sheets


def _without_problems(sheet: Sheet) -> Sheet:
    """Empty the columns in which a check said what is wrong in each row."""
    ours = {at for row in sheet.rows if PROBLEM_HEADER in row for at, cell in enumerate(row) if cell == PROBLEM_HEADER}
    if not ours:
        return sheet
    return replace(sheet, rows=[[*("" if at in ours else cell for at, cell in enumerate(row))] for row in sheet.rows])


def _is_template(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook was made as a template, in which a roster without rows is one that nobody filled in."""
    return any(_begins(sheet, *TEMPLATE_SHEETS) for sheet in sheets)


def _begins(sheet: Sheet, *texts: str) -> bool:
    return str(sheet.cell(0, 0)).startswith(texts)
