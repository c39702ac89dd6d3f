"""Why a row under a header is no data: what its cells say, and how they go with the columns.

Words tell most of it (:mod:`.furniture_words`). The rest follows from the table's own pattern: a row that has no
code, no name of the form that such names have, and more cells that its columns cannot be than cells that they can, is
doubtful, and is set aside with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ... import masking
from ...models import LEDGERS, PEOPLE, Kind, is_free_text, is_open, personal
from ...regex import Regex
from ...values.known import known_part
from ...values.reading import Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from ...values.text import names_nobody
from ...values.yesno import is_person, may_be_person, read_yes_no
from ..columns import validation
from ..files.sheets import Cell
from .furniture_words import (
    ABOUT_COLUMN,
    ANY_LABEL,
    COUNTED,
    COUNTED_ALONE,
    FEW,
    FORMS,
    HINT,
    HOW_MANY,
    IDENTIFIER,
    LABEL,
    LISTED,
    MEAN,
    NO_NAME,
    NOTE,
    NOTHING_BELOW,
    NUMERAL,
    OF_WHICH,
    PAGE,
    PLACE,
    PLACEHOLDER,
    REMARK,
    SAMPLE,
    SECTION,
    SIGNED,
    SIGNED_OR_TITLED,
    TITLE,
    TOTAL,
    UNIT,
    VILLAGE,
    number_columns,
)
from .header import Header
from .header_rows import repeats
from .header_words import Words, normal
from .view import View

DOUBTFUL, OTHER_TABLE = "存疑", "汇总表"
"""Reasons: a row of which nobody can tell what it is; one that begins a table of sums."""

_TOLD = frozenset({"合计", "其中", "平均", "分段", DOUBTFUL})
"""Reasons of rows whose texts are shown."""

_FIGURES = Regex(r"(?:[\W\d家户个人名位共]|企业|单位|党员|书记|指导员)+")
"""How many of them there are: 12, 3人, 共5名党员."""

_OF_TOTALS = Regex("|".join([TOTAL.pattern, OF_WHICH.pattern, MEAN.pattern, SIGNED_OR_TITLED.pattern]))
_WORDS_OF_TOTALS = Regex(r"[合小总共累]计数?|平均[数值]?|其中|\W")
_SERIAL_HEADERS = frozenset({"序号", "编号", "NO", "NO.", "№", "序"})
_TYPED = frozenset({"boolean", "Int64", "Float64", "datetime64[s]"})
_COLON = Regex("[:：]")


def serial_columns(header: Header) -> frozenset[int]:
    """The columns of 序号, whose numbers are printed beforehand and make no row."""
    columns_ = header.columns
    return frozenset(each.index for each in columns_ if normal(each.header.split("/")[0]) in _SERIAL_HEADERS)


@dataclass(frozen=True)
class _Row:
    """The cells of a row that are not blank, but for its printed number."""

    cells: Sequence[tuple[int, Cell]]
    texts: Sequence[tuple[int, str]]
    """The same, compact."""
    named: str | None
    """What stands where the name does."""
    numbered: bool


class Asides:
    """Tells of the rows under one header which are no data, and why."""

    def __init__(self, header: Header, words: Words, *, take_doubtful: bool = False) -> None:
        """``take_doubtful``: whether rows that are doubtful are data."""
        self._header = header
        self._words = words
        self._take_doubtful = take_doubtful
        self._serial = serial_columns(header)
        self._form = re.compile(FORMS[header.kind])

    def of(self, view: View, row: int, *, notes: bool) -> tuple[str | None, Sequence[str]]:
        """Say why a row is not data (None if it is), and the texts of its cells where they are shown.

        ``notes``: whether a note stands above it.
        """
        looked_at = self._row(view, row)
        reason = self._reason(view, row, looked_at, notes)
        if reason == DOUBTFUL and self._take_doubtful:
            return None, ()
        if reason not in _TOLD:
            return reason, ()
        texts = {column: " ".join(str(cell).split()) for column, cell in looked_at.cells}
        if reason == "分段":
            name = self._header.name_column
            return reason, [texts[name]] if name in texts else list(texts.values())
        if reason == DOUBTFUL:
            return reason, [self._of_doubtful(column, text) for column, text in texts.items()]
        return reason, [self._of_total(column, text) for column, text in texts.items()]

    def begin_sums(self, view: View, row: int) -> bool:
        """Whether a row heads another table, which is no roster: words of headers and of sums, and nothing else."""
        return not repeats(view, self._header, row) and self._heads_sums(self._row(view, row))

    def _row(self, view: View, row: int) -> _Row:
        texts = view.texts(row)
        cells = [(column, cell) for column, cell in texts if not (column in self._serial and _is_number(cell))]
        flat = [(column, compact(as_text(cell))) for column, cell in cells]
        return _Row(cells, flat, dict(flat).get(self._header.name_column), len(texts) > len(cells))

    def _of_doubtful(self, column: int, text: str) -> str:
        """A cell of a doubtful row: a person's name, and what stands behind a label, masked."""
        label = _COLON.search(text)
        if label:
            return masking.title(text[: label.end()]) + masking.name(text[label.end() :])
        return masking.name(text) if may_be_person(compact(text)) else self._shown(column, text)

    def _of_total(self, column: int, text: str) -> str:
        """A cell beside a total: in a column of people it may be somebody, or several."""
        field = self._header.field_at.get(column)
        mark = personal(self._header.kind, field) if field else None
        return _in_total(text) if mark and mark.kind == "name" else self._shown(column, text)

    def _shown(self, column: int, text: str) -> str:
        """A cell as far as its column says that it may be shown."""
        kind, field = self._header.kind, self._header.field_at.get(column, "")
        if not field or is_open(kind, field) or is_free_text(kind, field):
            return masking.title(text)
        return known_part(text)

    def _reason(self, view: View, at: int, row: _Row, notes: bool) -> str | None:
        """Say why a row is not data, or None if it is."""
        if not row.cells:
            return "空行"
        if not row.numbered and self._header.kind in LEDGERS and all(_says_nothing(text) for _, text in row.texts):
            return "空行"
        if repeats(view, self._header, at) or _numbers_columns(view, at, self._header.name_column):
            return "表头"
        if reason := self._about_others(row) or self._about_cells(row):
            return reason
        if reason := self._around(view, at, row, notes):
            return reason
        if not row.numbered and self._header.kind not in (*PEOPLE, Kind.FAVORS) and self._heads_section(row):
            return "分段"
        return self._suspected(row) if self._is_suspect(row) else None

    def _about_others(self, row: _Row) -> str | None:
        """Tell a line of totals, or of a part of them, or of means, by its first cells or that of the township."""
        townships = [at for at, field in self._header.field_at.items() if field == "township"]
        labelled = {*self._header.label_columns, *townships}
        labels = [text for column, text in row.texts if column in labelled]
        for words in (TOTAL, OF_WHICH, MEAN):
            if any(map(words.match, labels)) and (
                row.named is None or words.match(row.named) or NO_NAME.match(row.named)
            ):
                return words.reason
        if row.named and COUNTED_ALONE.match(row.named) and not self._has_code(row):
            return DOUBTFUL if row.numbered else TOTAL.reason
        return None

    def _about_cells(self, row: _Row) -> str | None:
        """Tell a sample, hints of how to fill in, the types of the columns, and the number of a page."""
        name, named = self._header.name_column, row.named
        if any(SAMPLE.match(text) for column, text in row.texts if column <= name):
            return SAMPLE.reason
        if named and PLACEHOLDER.match(named) and not self._has_code(row):
            return PLACEHOLDER.reason
        told = [text for _, text in row.texts if HINT.match(text) or ABOUT_COLUMN.match(text)]
        if len(told) * 2 >= len(row.texts) and len(told) >= min(len(row.texts), 2) and (not named or named in told):
            return HINT.reason if any(map(HINT.match, told)) else ABOUT_COLUMN.reason
        if len(row.texts) > 2 and all(IDENTIFIER.match(text) for _, text in row.texts) and not self._fits(row)[0]:
            return ABOUT_COLUMN.reason
        return "页码" if all(PAGE.match(text) for _, text in row.texts) else None

    def _around(self, view: View, at: int, row: _Row, notes: bool) -> str | None:
        """Tell notes, signatures and what stands alone over or under the rows."""
        cells, texts, named, name = row.cells, row.texts, row.named, self._header.name_column
        across = any(
            merge.top == at and merge.right - merge.left + 1 >= max(3, view.width // 2) for merge in view.merges(at)
        )
        first, text = texts[0]
        if (named is None or first == name or across) and (NOTE.match(text) or LABEL.match(text)):
            return "注"
        if self._is_signed(row) or all(NOTHING_BELOW.match(each) for _, each in texts):
            return "注"
        alone = len(cells) == 1 and not row.numbered and not self._form.search(text)
        if alone and (told := next((words for words in (TITLE, REMARK) if words.match(text)), None)):
            return told.reason
        lonely = len(cells) == 1 and (across or first != name or self._stands_over(row))
        if notes and (lonely or (len(cells) <= 2 and LISTED.match(text)) or named is None):
            return "注"
        if lonely and isinstance(cells[0][1], str):
            return "注" if LISTED.match(text) and len(text) > 12 else "分段"
        return None

    def _stands_over(self, row: _Row) -> bool:
        """Whether the name, which stands alone, is one of a place or a group."""
        named = row.named or ""
        if SECTION.match(named):
            return True
        return (
            not row.numbered
            and self._header.kind in LEDGERS
            and (VILLAGE.match(named) or PLACE.match(named)) is not None
            and self._form.search(named) is None
        )

    def _is_signed(self, row: _Row) -> bool:
        """Whether a row has labels and names in cells of their own: 制表人： | 王五 | 审核人： | 赵六."""
        column, text = row.texts[0]
        if label := LABEL.match(text):
            return label.end() == len(text) or (row.named is not None and SIGNED_OR_TITLED.match(row.named) is not None)
        words = SIGNED.match if self._header.kind in PEOPLE else SIGNED_OR_TITLED.match  # 书记 may be a member's post
        others = any(words(other) for _, other in row.texts[1:])
        return SIGNED.match(text) is not None and (others or column in self._serial)

    def _heads_section(self, row: _Row) -> bool:
        """Whether a row names a township or a group of enterprises, with its own number or sums and nothing else."""
        name, named = self._header.name_column, row.named
        numbered = len(row.texts) == 2 and any(each in self._serial and NUMERAL.match(text) for each, text in row.texts)
        outlined = numbered and self._is_suspect(row)  # 一 | 工业企业, and not 一 | 宏达公司
        if named is None or not (SECTION.match(named) or (self._serial and VILLAGE.match(named)) or outlined):
            return False
        return all(
            column == name or FEW.match(text) or (column < name and NUMERAL.match(text)) for column, text in row.texts
        )

    def _is_suspect(self, row: _Row) -> bool:
        """Whether a row has neither a code nor a name of the form that such names have."""
        return not (row.named and self._form.search(row.named)) and not self._has_code(row)

    def _suspected(self, row: _Row) -> str | None:
        """Say what a row without a code and without such a name is."""
        fit, misfit = self._fits(row)
        if self._heads_sums(row):
            return OTHER_TABLE
        if self._labels(row, fit):
            return "注"
        if misfit > fit:
            return DOUBTFUL
        alone = len(row.cells) == 1 and row.named is not None and self._header.kind in LEDGERS
        if alone and (NO_NAME.match(row.named or "") or (self._serial and not row.numbered)):
            return DOUBTFUL
        return DOUBTFUL if alone and VILLAGE.match(row.named or "") else None

    def _labels(self, row: _Row, fit: int) -> bool:
        """Whether a row is one of signatures, whose answers may stand in other cells."""
        texts = [text for _, text in row.texts]
        if any(map(LABEL.match, texts)) or (ANY_LABEL.match(texts[0]) and not fit):
            return True
        return self._header.kind not in PEOPLE and SIGNED.match(texts[0]) is not None

    def _heads_sums(self, row: _Row) -> bool:
        """Whether a row's cells are words of headers and of sums, which no row of data is."""
        texts = [text for _, text in row.texts]
        if len(texts) < 2 or any(FEW.match(text) for text in texts) or not self._is_suspect(row):
            return False
        fit, _ = self._fits(row)  # 已建 heads a column too, and answers one

        def is_head(words: Sequence[str]) -> bool:
            return len(words) * 2 >= len(texts) and fit * 3 < len(words)

        # to read a word takes long, to see that it can be none does not
        known = [text for text in texts if COUNTED.search(text) or self._words.may_have(text)]
        known = [text for text in known if COUNTED.search(text) or self._words.has(text)] if is_head(known) else []
        return is_head(known) and (len(known) > 1 or (len(texts) == 2 and HOW_MANY.match(texts[1]) is not None))

    def _has_code(self, row: _Row) -> bool:
        """Whether the row has a credit code that is one."""
        texts = dict(row.texts)
        codes = [texts[at] for at, field in self._header.field_at.items() if field == "uscc" and at in texts]
        return any(_reads(self._header.kind, "uscc", code) for code in codes)

    def _fits(self, row: _Row) -> tuple[int, int]:
        """Count the row's cells in columns of counts, days, codes and yes or no: those that are one, and the others."""
        kind, given = self._header.kind, dict(row.cells)
        fit = misfit = 0
        for column in self._header.columns:
            cell = given.get(column.index)
            if not column.field or cell is None or column.index == self._header.name_column:
                continue
            if column.option:
                fits = _is_mark(cell)
            elif validation.dtype(kind, column.field) in _TYPED or column.field == "uscc":
                fits = _reads(kind, column.field, cell, self._words.answers)
            else:
                continue
            fit, misfit = fit + fits, misfit + (not fits)
        return fit, misfit


def shown_row(kind: Kind, *texts: str) -> str:
    """The texts of a row's cells, that is about nobody in particular, as they may be shown: each is masked by
    itself, as the figures of two cells are no number of a person; a label may stand in the cell before the name.
    """
    mask = masking.of_people if kind in PEOPLE else masking.free_text
    return masking.labelled_names(" ".join(masking.title(mask(text)) for text in texts))[:_LONGEST_SHOWN]


_LONGEST_SHOWN = 80
"""Characters of a row that is no data."""


def _reads(kind: Kind, field: str, cell: Cell, answers: Mapping[str, str] | None = None) -> bool:
    """Whether a cell is one of its column."""
    (cell,) = validation.untyped(kind, field, [cell])
    if validation.dtype(kind, field) == "boolean":
        (cell,) = validation.reworded([cell], answers or {})
    return not validation.parse(kind, field, [cell])[1]


def _is_mark(cell: Cell) -> bool:
    """Whether a cell is one of a column of marks."""
    try:
        return read_yes_no(cell).value is not None
    except Unreadable:
        return False


def _in_total(text: str) -> str:
    """What stands in a column of people beside a total: its own words (but not 张三小计), how many they are, or
    what is known to be about nobody; else it may be somebody, or several, and is masked.
    """
    flat = compact(text)
    of_whom = _WORDS_OF_TOTALS.sub("", flat)
    own = _OF_TOTALS.match(flat) and (UNIT.match(of_whom) or not is_person(of_whom))
    return text if own or _FIGURES.fullmatch(flat) or names_nobody(flat) else masking.name(text)


def _numbers_columns(view: View, row: int, name: int) -> bool:
    """Whether a row, printed under the header, numbers its columns."""
    cells = view.texts(row)
    return any(column == name for column, _ in cells) and number_columns([compact(as_text(cell)) for _, cell in cells])


def _says_nothing(text: str) -> bool:
    """Whether a compact text says that there is nothing: /, —, 无."""
    return is_nothing(text) or is_filler(text)


def _is_number(cell: Cell) -> bool:
    """Whether a cell of the 序号 column is a number: printed beforehand, it makes no row."""
    return isinstance(cell, int | float) or (not is_blank(cell) and compact(str(cell)).isdigit())
