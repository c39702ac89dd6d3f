"""The rows below a header: which of them are data, and why the others are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import not_

from ...models import LISTING
from ...regex import Regex
from ...roster import Skipped
from ...values.reading import compact
from ..columns.validation import WORTH_ARROW
from ..files.sheets import Cell
from .continuation_rows import goes_on
from .furniture import Asides, shown_row
from .furniture_words import FORMS, PLAIN, QUICK_HEAD, QUICK_NAME, TOTAL, UNIT, may_be_aside
from .header import Header
from .header_words import Words
from .view import View

_HEADS = Regex(rf"{UNIT.pattern}|{TOTAL.pattern}|^\d{{4}}年")
"""What stands alone in a row and is no enterprise of the organisation above: a township, a total, a date."""


class RowSorter:
    """Sorts the rows below one header, all of them or piece by piece, in their order."""

    def __init__(self, header: Header, words: Words, *, take_doubtful: bool = False) -> None:
        """``take_doubtful``: whether rows of which nobody can tell what they are count."""
        self._header = header
        self._asides = Asides(header, words, take_doubtful=take_doubtful)
        self._set_aside: set[int] = set()
        self._notes = False
        self.skipped: list[Skipped] = []
        """The rows that are no data, with the reasons."""
        self.sections: list[tuple[int, str]] = []
        """The rows that head others: row and text."""
        self.continued: dict[int, int] = {}
        """The rows of data that only go on with another, each with the one it belongs to."""

    def sums(self, view: View, rows: range, plain: Sequence[bool]) -> int:
        """The row in which a table of sums begins, or the one behind all; ``plain`` tells those that are data."""
        suspects = compress(rows, map(not_, plain))
        return next((row for row in suspects if self._asides.begin_sums(view, row)), rows.stop)

    def sort(self, view: View, rows: range, plain: Sequence[bool]) -> None:
        """Set aside the rows that are no data; ``plain`` tells those that are, unless they stand below a note."""
        for row in self._suspects(rows, plain):
            reason, texts = self._asides.of(view, row, notes=self._notes)
            if reason in (None, "分段") and self._goes_on(view, row, texts):
                self.continued[row] = self.continued.get(row - 1, row - 1)
            elif reason is not None:
                self._notes = self._notes or reason == "注"
                self._set_aside.add(row)
                self.skipped.append(Skipped(row + 1, reason, shown_row(self._header.kind, *texts)))
                if reason == "分段":
                    self.sections.append((row, " ".join(texts)))

    def data(self, rows: range) -> list[int]:
        """Those of some rows that are data."""
        return [row for row in rows if row not in self._set_aside]

    def _suspects(self, rows: range, plain: Sequence[bool]) -> Iterator[int]:
        begin = rows.start
        if not self._notes:
            for row in compress(rows, map(not_, plain)):
                yield row
                begin = row + 1
                if self._notes:
                    break
            else:
                return
        yield from range(begin, rows.stop)

    def _goes_on(self, view: View, row: int, texts: Sequence[str]) -> bool:
        """Whether a row only goes on with the row of data above it."""
        above = row - 1
        return (
            self._header.kind in LISTING
            and above > self._header.bottom
            and above not in self._set_aside
            and goes_on(view, self._header, row, self.continued.get(above, above))
            and not _HEADS.match(compact("".join(texts)))
        )


def header_cells(view: View, header: Header) -> frozenset[str]:
    """The texts that stand in a header's rows."""
    rows = view.sheet.rows[header.top : header.bottom + 1]
    return frozenset(cell for row in rows for cell in row if isinstance(cell, str) and cell)


def plainly_data(view: View, header: Header, rows: Sequence[int]) -> Sequence[bool]:
    """Tell which rows are data at first glance: the name has the form that names have, there is more, and no cell
    before it, or the name itself, may make the row something else. By columns, whose distinct cells are looked at once.
    """
    name, own = header.name_column, header_cells(view, header)
    plain = [False] * len(rows)
    for column in (at for at in header.field_at if at != name):
        plain = [more or cell != "" for more, cell in zip(plain, view.sheet.cells(column, rows), strict=True)]
        if all(plain):
            break
    for column in header.label_columns:
        cells = view.sheet.cells(column, rows)
        distinct = list(dict.fromkeys(cells))  # in their order, in which they lie in memory
        bad = set[Cell](own.intersection(distinct))
        texts = [cell for cell in distinct if isinstance(cell, str) and cell]
        if column == name:
            bad.update(set(distinct).difference(texts), _unlike_names(texts, FORMS[header.kind]))
        else:
            bad.update(_may_be_aside(texts))
        if bad:
            plain = [so_far and cell not in bad for so_far, cell in zip(plain, cells, strict=True)]
    return plain


def _may_be_aside(texts: Sequence[str]) -> Iterator[str]:
    """Those that before a name may make its row something else than data."""
    return (text for text in _doubtful(texts, QUICK_HEAD) if may_be_aside(text, named=False))


def _unlike_names(texts: Sequence[str], form: str) -> Iterator[str]:
    """Those that as a name may do so, or have not the form that names have."""
    formed = re.compile(form).search
    doubtful = _doubtful(texts, QUICK_NAME, form)
    return (text for text in doubtful if may_be_aside(text, named=True) or not formed(text))


def _doubtful(texts: Sequence[str], furniture: str, *forms: str) -> Sequence[str]:
    """Of a few texts all; of many those that are not plain, or not of the forms, or may be furniture."""
    if len(texts) < WORTH_ARROW:
        return texts
    from ..columns.arrow_values import others

    return others(texts, [rf"^(?:{PLAIN.pattern})\z", *forms], without=furniture)


def drop_blanks_after(skipped: list[Skipped], row: int) -> None:
    """Forget the blank rows below the last row of data: every sheet has a million of them."""
    skipped[:] = [each for each in skipped if each.reason != "空行" or each.row < row]
