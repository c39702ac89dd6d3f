"""Intake from end to end: paths to files, files to sheets, sheets to tables, tables to one roster."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import masking
from ..errors import InputError
from ..findings import CATALOGUE, Finding, Findings, Location
from ..policy import Policy
from ..roster import OWN_SHEET, TEMPLATE_SHEET, Roster, Source
from . import columns, layout, opening
from .assembly import assemble
from .bands import Overrides, likeliest
from .headers import Words, words_of
from .layout import Region
from .opening import AskPassword
from .sheets import Opened, Sheet
from .tables import Typed, type_table
from .townships import Township, township_of
from .view import View
from .workers import Workers

Progress = Callable[[str, int, int], None]
"""Called with what is being read, how many files are done, and how many there are."""

_LOCK_FILE = "~$"
_NO_TABLE = "表头至少要有名称（企业名称、党组织名称或姓名）和另一列；也可用 --header-row、--roster-kind 指定。"
_NOT_FILLED = "模板还没有填写"
_WORDS_SHOWN = 8


def read_roster(
    paths: Sequence[Path],
    policy: Policy,
    progress: Progress | None = None,
    ask_password: AskPassword | None = None,
    overrides: Overrides | None = None,
    jobs: int = 1,
) -> Roster:
    """Read every table of the files and folders.

    A folder is searched for workbooks and CSV files; one that cannot be used is a finding. A file named by itself that
    cannot be used raises InputError, and so does a run in which no roster at all is recognised.
    """
    findings = Findings()
    tables: list[Typed] = []
    sources: list[Source] = []
    reading = _Reading(policy, words_of(policy), overrides or Overrides(), findings)
    listed = list(_files(paths))
    for done, (path, named, begun) in enumerate(_opened_ahead(listed, jobs)):
        if progress:
            progress(str(path), done, len(listed))
        import pandas as _  # noqa: F401 - takes half a second, in which a worker reads the first workbook

        try:
            if isinstance(begun, InputError):
                raise begun
            found = list(reading.tables(path, begun.result(ask_password)))
        except InputError as error:
            if named:
                raise
            findings.add(CATALOGUE["FILE_UNUSED"].at(Location(str(path)), error.what))
            continue
        if not found:
            if named:
                raise reading.no_table(path, begun.result(ask_password))
            if (sheets := begun.result(ask_password).sheets) and all(map(_is_own, sheets)):
                continue
            why = _NOT_FILLED if _is_template(sheets) else "没有找到台账表头"
            findings.add(CATALOGUE["FILE_UNUSED"].at(Location(str(path)), why))
            continue
        tables += found
        sources.append(begun.source)
    if progress:
        progress("", len(listed), len(listed))
    if not tables:
        where = "、".join(str(path) for path in paths)
        raise InputError("没有可用的台账", where=where, hint="请指定含有台账的 .xlsx 或 .csv 文件。")
    return assemble(tables, findings, sources)


def _files(paths: Sequence[Path]) -> Iterable[tuple[Path, bool]]:
    """List the files, each once, and whether the user named it; a folder's in the order of their names."""
    seen: set[Path] = set()
    for path in paths:
        inside = path.is_dir()
        for file in sorted(_search(path)) if inside else [path]:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file, not inside


def _opened_ahead(
    files: Sequence[tuple[Path, bool]], jobs: int
) -> Iterator[tuple[Path, bool, opening.Opening | InputError]]:
    """Open files a little ahead of their turn, in order."""
    with Workers(jobs) as workers:
        ahead: deque[tuple[Path, bool, opening.Opening | InputError]] = deque()
        for path, named in files:
            try:
                ahead.append((path, named, opening.begin(path, workers)))
            except InputError as error:
                ahead.append((path, named, error))
            if len(ahead) > jobs:
                yield ahead.popleft()
        yield from ahead


def _search(folder: Path) -> Iterable[Path]:
    return (
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in opening.SUFFIXES and not file.name.startswith((_LOCK_FILE, ".")) and file.is_file()
    )


@dataclass(frozen=True)
class _Reading:
    """What reading each file needs."""

    policy: Policy
    words: Words
    overrides: Overrides
    findings: Findings

    def tables(self, path: Path, opened: Opened) -> Iterator[Typed]:
        """Read one file's tables; what is noteworthy about its sheets is said when one of them is used."""
        file = str(path)
        if opened.real_format:
            self.findings.add(CATALOGUE["FORMAT_DIFFERS"].at(Location(file), opened.real_format))
        chosen = self.overrides.sheets
        template = _is_template(opened.sheets)
        notes: list[Finding] = []
        used = False
        for sheet in opened.sheets:
            if (chosen and sheet.name not in chosen) or _is_own(sheet):
                continue
            if sheet.hidden and not chosen:
                notes.append(CATALOGUE["SHEET_HIDDEN"].at(Location(file, sheet.name), sheet.name))
                continue
            regions = layout.find_tables(sheet, self.words, self.overrides)
            if not regions and any(any(cell != "" for cell in row) for row in sheet.rows):
                notes.append(CATALOGUE["SHEET_UNUSED"].at(Location(file, sheet.name), sheet.name))
            for region in regions:
                if template and not region.data:
                    at = Location(file, sheet.name, region.header + 1)
                    notes.append(CATALOGUE["TABLE_EMPTY"].at(at, region.kind.title))
                    continue
                used = True
                yield self._table(sheet, region, file)
        if used:
            self.findings.extend(notes)

    def no_table(self, path: Path, opened: Opened) -> InputError:
        """Say why a file that the user named gives no table."""
        if _is_template(opened.sheets):
            return InputError(_NOT_FILLED, where=str(path), hint="请从表头的下一行起填写。")
        return InputError(self._why_no_table(opened), where=str(path), hint=_NO_TABLE)

    def _why_no_table(self, opened: Opened) -> str:
        """Say which row looked most like a header, and what of it was known."""
        shown = [sheet for sheet in opened.sheets if not sheet.hidden]
        if self.overrides.sheets and not any(sheet.name in self.overrides.sheets for sheet in opened.sheets):
            return f"没有工作表“{'”“'.join(self.overrides.sheets)}”，只有“{'”“'.join(s.name for s in opened.sheets)}”"
        if not any(cell != "" for sheet in shown for row in sheet.rows for cell in row):
            return "没有内容（工作表是空的或隐藏的）"
        likely = [(sheet, best) for sheet in shown if (best := likeliest(View(sheet), self.words))]
        if not likely:
            return "没有找到台账表头"
        sheet, (row, written, known) = max(likely, key=lambda each: len(each[1][2]))
        place = f"工作表“{sheet.name}”第 {row + 1} 行" if sheet.name else f"第 {row + 1} 行"
        listed = "、".join(word[:20] for word in written[:_WORDS_SHOWN]) + ("……" if len(written) > _WORDS_SHOWN else "")
        only = f"，只认出“{'”“'.join(known)}”" if known else ""
        return masking.free_text(f"没有找到台账表头；最像的是{place}（{listed}）{only}")

    def _table(self, sheet: Sheet, region: Region, file: str) -> Typed:
        typed = type_table(sheet, region, file, self.words)
        self.findings.extend(typed.findings)
        hidden = sorted(sheet.hidden_rows.intersection(region.data))
        if hidden:
            at = Location(file, sheet.name, hidden[0] + 1)
            self.findings.add(CATALOGUE["ROWS_HIDDEN"].at(at, str(len(hidden))))
        if "township" not in typed.table.fields:
            for township in township_of(sheet, region, file, self.policy):
                _set_township(typed, township, self.findings)
        return typed


def _is_own(sheet: Sheet) -> bool:
    """Whether djcov wrote the sheet itself: a list of findings, instructions."""
    return str(sheet.cell(0, 0)).startswith(OWN_SHEET)


def _is_template(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook was made as a template, in which a roster without rows is one that nobody filled in."""
    return any(str(sheet.cell(0, 0)).startswith(TEMPLATE_SHEET) for sheet in sheets)


def _set_township(typed: Typed, township: Township, findings: Findings) -> None:
    """Give rows the township that stands outside the table's columns."""
    if "township" not in typed.frame:
        typed.frame["township"] = columns.unknowns("str", len(typed.frame))
    typed.frame.loc[typed.frame["_row"] > township.from_row, "township"] = township.name
    at = Location(typed.table.file, typed.table.sheet, township.from_row or None)
    findings.add(CATALOGUE["TOWNSHIP_ELSEWHERE"].at(at, township.name, where=township.where))
