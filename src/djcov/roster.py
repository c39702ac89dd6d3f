"""What intake hands on: the four rosters as typed columns, with the tables they came from.

A :class:`Roster` is made by :func:`djcov.read`. Its frames are those of an engine (:mod:`djcov.engines`): Arrow's
tables, or what was asked for, such as pandas' ``DataFrame``s. Each has one column per field of its model, in the
model's order, and two columns that say where a row stands:

=============  ===================  =================================  ========================================
column         with Arrow           with pandas
=============  ===================  =================================  ========================================
``_table``     int64                ``int64``                          index into :attr:`Roster.tables`
``_row``       int64                ``int64``                          the row that Excel shows in that sheet
text           string               ``str``, missing is NaN
counts         int64                ``Int64``, missing is NA
money          double               ``Float64``, missing is NA
yes and no     bool                 ``boolean``, missing is NA
days           timestamp[s]         ``datetime64[s]``, missing is NaT
=============  ===================  =================================  ========================================

The enterprises' and the members' frames also have ``_key`` (str, the enterprise's name in the form in which names
compare), the members' ``_identity_born`` (the birth date inside the identity number, ``datetime64[s]``).

Identity and phone numbers are replaced by keys (``identity_number``, ``phone``: texts that differ
from run to run and only serve to tell whether two cells were equal); home addresses are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast, overload

from .engines import Engine, in_memory
from .findings import Findings, Location
from .models import Enterprise, Instructor, Kind, Member, Organization, Row, SocialOrganization
from .values.periods import Period

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Row)

OWN_SHEET = "本页由程序（djcov）自动生成"
"""How the first cell of a sheet begins that djcov wrote beside rosters (findings, instructions). It is no roster."""

OWN_SHEETS = (OWN_SHEET, "本页由 djcov 写成")
"""The same, as it begins now and as it once did."""

TEMPLATE_SHEETS = tuple(f"{own}：填写说明" for own in OWN_SHEETS)
"""How it begins in a template: there a roster without a row is one that nobody filled in, not one that says none."""

SAMPLE_NAME = "某某"
"""What the names in a template's sample row are made of, 某 for short: whoever else stands there is somebody."""

OWN_BOOK = "本表由程序（djcov）自动生成"
"""How the first cell of the last sheet begins in a workbook that djcov wrote: none of its sheets is a roster."""

KEY_HEADER = "核对号"
"""Over the column of a workbook that asks a township for what is missing which says whose row each is."""

PROBLEM_HEADER = "问题（djcov 检查）"
"""Over the column of a marked copy that says what is wrong in each row: nobody's data."""

OWN_HEADERS = (
    {KEY_HEADER},
    *({"单位", "指标代码", "指标"}, {"单位", "分布代码", "分布"}),
    *({"文件", "工作表", "行"}, {"新文件", "新工作表", "新行"}, {"本期文件", "本期工作表", "本期行"}),
    *({"台账", "字段", "列", "行数"}, {"台账", "字段", "栏目", "行数"}),
)
"""What stands in the first row of a list that djcov wrote as CSV, where no line above it can say so: the columns that
lead back to a workbook, those of numbers per unit, or of the columns' own completeness; and in a sheet that asks a
township for what is missing. It is no roster either.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as it was recognised."""

    index: int
    """0 is Excel's column A."""
    header: str
    """The header's text, parent and child joined by ``/``."""
    field: str = ""
    """The model's field, empty if the column is not used."""
    option: str = ""
    """For √ columns: the value that a mark in this column means."""
    fills: str = ""
    """The field of another column, whose blanks this one fills; empty if it fills none."""

    @property
    def letters(self) -> str:
        """Excel's name of the column: A, B, … AA."""
        number, letters = self.index + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True, slots=True)
class Heading:
    """How one header is read, whatever table it may stand in."""

    header: str
    parent: str
    """What stands over it; empty if nothing does."""
    kind: Kind | None
    """The roster in which it is read so; None if in no roster anything comes of it."""
    field: str = ""
    """The model's field; empty if the header is not taken."""
    option: str = ""
    """For √ columns: the value that a mark means."""
    why: str = ""
    """The parts that it was read as, or what of it is not understood."""
    line: str = ""
    """Of a header that is not taken: the line that makes a policy take it; … stands for a field that is not known."""

    @property
    def title(self) -> str:
        """The field's Chinese name; empty if the header is not taken."""
        return (self.kind.model.model_fields[self.field].title or "") if self.kind and self.field else ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is not data, and why: 合计, 其中, 平均, 表头, 示例, 说明, 注, 页码, 分段, 汇总表, 存疑, 空行."""

    row: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """One table found in a sheet: where it stands, how its columns were understood, what was left aside."""

    kind: Kind
    file: str
    """The path as the user gave it."""
    sheet: str
    header_row: int
    """The Excel row of the header's last line."""
    columns: tuple[Column, ...]
    rows: int
    """Data rows."""
    accepted: int
    """Data rows whose every cell the model accepts."""
    skipped: tuple[Skipped, ...] = ()
    stated: tuple[Period, ...] = ()
    """What the line 截至日期 above the table says."""
    why: str = ""
    """Why it is taken for a table of its kind."""
    unit: str = ""
    """Of sums of money, as a line above the table states it (:func:`djcov.values.money.stated_unit`)."""
    entitled: frozenset[str] = frozenset()
    """The fields without a column whose value the title gives for every row: 人员类别 of a 预备党员名册."""
    hanging: frozenset[tuple[str, int]] = frozenset()
    """Field and Excel row of each cell that takes the value above, or would if one stood at the head of its block."""

    @cached_property
    def fields(self) -> frozenset[str]:
        """The model's fields that some column, or the title, gives."""
        return frozenset(self._by_field) | self.entitled

    @cached_property
    def _by_field(self) -> dict[str, Column]:
        """The first column of each field."""
        return {column.field: column for column in reversed(self.columns) if column.field}

    def locate(self, row: int | None = None, field: str = "") -> Location:
        """Give the place of a row, or of the cell where ``field`` stands in it."""
        column = self._by_field.get(field)
        if column is None:
            return Location(self.file, self.sheet, row)
        return Location(self.file, self.sheet, row, column.header, f"{column.letters}{row}" if row else "")


class Rows(Sequence[R]):
    """A frame seen as a sequence of models, made when asked for. Personal numbers appear as keys."""

    def __init__(self, model: type[R], frame: pd.DataFrame) -> None:
        self._model = model
        self._frame = frame

    def __repr__(self) -> str:
        """Say how many there are; a notebook prints it, so no row is in it."""
        return f"Rows({self._model.__name__}: {len(self)})"

    def __len__(self) -> int:
        return len(self._frame)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        if isinstance(index, slice):
            return Rows(self._model, self._frame.iloc[index])
        return next(iter(Rows(self._model, self._frame.iloc[[index]])))

    def __iter__(self) -> Iterator[R]:
        names = list(self._model.model_fields)
        columns = [_plain(self._frame[name]) for name in names]
        for values in zip(*columns, strict=True):
            yield self._model.model_construct(None, **dict(zip(names, values, strict=True)))


def _plain(column: pd.Series[Any]) -> list[object]:
    """A column's values as the models hold them: days as dates, missing as None."""
    values = cast("list[object]", column.astype(object).where(column.notna(), None).tolist())
    return [value.date() if isinstance(value, datetime) else value for value in values]


@dataclass(frozen=True, slots=True)
class Source:
    """One file that tables were read from, so that a number can be held against the very bytes it came from."""

    file: str
    """The path as the user gave it."""
    size: int
    """Bytes."""
    sha256: str
    """Of the bytes that were read, in hexadecimal digits."""
    path: Path | None = field(default=None, compare=False, repr=False)
    """Where it lies, if its name is not to be shown as it is (:func:`djcov.errors.readable`)."""
    held: bool = False
    """Whether it was in memory, as standard input is: there is no file to look into."""

    def unchanged(self) -> bytes | None:
        """Give the bytes that were read; None if the file has changed or gone since, or there never was one."""
        if self.held:
            return None
        try:
            content = (self.path or Path(self.file)).read_bytes()
        except OSError:
            return None
        return content if sha256(content).hexdigest() == self.sha256 else None


@dataclass(frozen=True, repr=False)
class Roster:
    """The rosters that were read, typed, with what was found on the way."""

    frames: Mapping[Kind, Any]
    """All four kinds; a kind that was not given has an empty frame with the right columns."""
    tables: tuple[Table, ...]
    links: Mapping[Kind, Any] = field(default_factory=dict[Kind, Any])
    """For organizations and instructors: one row per enterprise that a row names, with ``_table`` and ``_row`` of the
    naming row, ``uscc`` and ``key`` (str, either may be missing) and ``text`` (as written)."""
    findings: Findings = field(default_factory=Findings)
    sources: tuple[Source, ...] = ()
    """The files of :attr:`tables`, in their order."""
    wrong: Mapping[Kind, Any] = field(default_factory=dict[Kind, Any])
    """One row per cell in which something stands that could not be used: ``_table``, ``_row`` and ``field`` (str). Its
    value in :attr:`frames` is missing, unless another column gave it."""
    engine: Engine = field(default_factory=in_memory)
    """What holds :attr:`frames` and :attr:`links`."""
    terms: Mapping[Kind, Any] = field(default_factory=dict[Kind, Any])
    """Of the kinds that have such cells, one row per cell whose value holds only from some time on, or until one:
    ``_table``, ``_row``, ``field`` (str), ``since_first``, ``since_last``, ``until_first`` and ``until_last``
    (``datetime64[s]``, either pair may be missing): the first and the last day of the day, month or year that the cell
    names. And one per count that is no number: ``low`` and ``high`` (Int64), the least and the most that it may be; of
    money in fen."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the rows, and of what was linked and computed from them on disk or on a cluster.

        Results that views gave stay as they are. More than once does no harm.
        """
        self.engine.close()

    def __repr__(self) -> str:
        """Say how much there is; a notebook prints it, so no row is in it."""
        rows = {kind: sum(table.rows for table in self.tables if table.kind is kind) for kind in Kind}
        given = "、".join(f"{kind.title} {number} 行" for kind, number in rows.items() if self.has(kind))
        files = len({table.file for table in self.tables})
        return f"Roster({files} 个文件，{len(self.tables)} 张表：{given or '无'}；问题 {len(self.findings)} 处)"

    def has(self, kind: Kind, *fields: str) -> bool:
        """Tell whether a roster of this kind was given, each of ``fields`` with a column in it."""
        tables = [table for table in self.tables if table.kind == kind]
        return bool(tables) and all(any(name in table.fields for table in tables) for name in fields)

    def locate(self, table: int, row: int | None = None, field: str = "") -> Location:
        """Give the place of a frame's row (its ``_table`` and ``_row``)."""
        return self.tables[table].locate(row, field)

    def _rows(self, model: type[R], kind: Kind) -> Rows[R]:
        return Rows(model, self.engine.to_pandas(self.frames[kind]))

    @property
    def enterprises(self) -> Sequence[Enterprise]:
        """The enterprises as models."""
        return self._rows(Enterprise, Kind.ENTERPRISES)

    @property
    def social_organizations(self) -> Sequence[SocialOrganization]:
        """The 社会组织 of a ledger of their own as models."""
        return self._rows(SocialOrganization, Kind.SOCIAL_ORGANIZATIONS)

    @property
    def organizations(self) -> Sequence[Organization]:
        """The organisations as models."""
        return self._rows(Organization, Kind.ORGANIZATIONS)

    @property
    def members(self) -> Sequence[Member]:
        """The members as models; names are there, identity and phone numbers are keys."""
        return self._rows(Member, Kind.MEMBERS)

    @property
    def instructors(self) -> Sequence[Instructor]:
        """The instructors as models; names are there, phone numbers are keys."""
        return self._rows(Instructor, Kind.INSTRUCTORS)
