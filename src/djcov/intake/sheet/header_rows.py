"""The header band of a table: which rows it is, which words stand over each column, which roster they make.

A band is one to four rows. With merged ranges a parent spans its children and a single header spans all rows; without
them (CSV) the parent stands over its first child only and single headers have blanks below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from pathlib import PurePath

from ...models import LEDGERS, Kind
from ...regex import Regex
from ...values.reading import compact, is_blank
from ..files.sheets import Cell
from .caption import lines_above, near, reporter, titles
from .evidence import of_enterprises
from .header import FEWEST_FIELDS, Band, Header, hinting
from .header_words import Words, normal
from .nested import over_members
from .side_by_side import without_sums
from .view import MOST_HEADER_ROWS, View
from .vocabulary import Vocabulary

_LONGEST_TITLE = 400
"""Characters."""

_CLOSE_LOOK = 200
"""Rows from the top in which every cell is compared in its normal form."""

_REPORTING = Regex(
    r"^(?:填报|填表|报送|上报|制表|统计)(?:单位|日期|时间|人)|^截[至止]|^(?:负责人|审核人|联系人|联系电话|单位\(盖章\))$"
)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says instead of a guess."""

    sheets: tuple[str, ...] = ()
    """Read only the sheets of these names."""
    header_row: int | None = None
    """The Excel row of the header's last line."""
    kind: Kind | None = None
    """What the tables are."""
    each_sheet: bool = True
    """Whether every sheet that is named must be there, and not just one."""
    take_doubtful: bool = False
    """Whether rows of which nobody can tell what they are count."""
    answers: bool = False
    """Whether the sheets are read in which djcov asked for what is missing, and which are no rosters."""

    @property
    def said(self) -> bool:
        """Whether it is said what the tables are, or where."""
        return self.kind is not None or self.header_row is not None


NOTHING_SAID = Overrides()


def find_headers(view: View, words: Words, overrides: Overrides) -> list[Header]:
    """Find header bands: rows whose cells are header words. Of overlapping ones the one with most fields is taken."""
    if overrides.header_row is not None:
        row = overrides.header_row - 1
        header = _band(view, row, words, overrides.kind, last=True) if 0 <= row < len(view.sheet.rows) else None
        return [header] if header else []
    found: list[Header] = []
    below = 0
    known = cache(words.has)  # what stands in many rows may be a header word as well
    for row in _worth_a_look(view.sheet.rows, words):
        if row < below or not _may_be_header_row(view.sheet.rows[row], known):
            continue
        if found and repeats(view, found[-1], row) and not _begins_elsewhere(view, found[-1], row, words):
            continue
        if header := _band(view, row, words, overrides.kind):
            found.append(header)
            below = header.bottom + 1
    best = max((len(header.fields) for header in found), default=0)
    # A line such as 填报单位 | 古城乡 | 截至日期 | … above the real header has a word or two as well.
    return [header for header in found if len(header.fields) * 3 >= best]


def _begins_elsewhere(view: View, header: Header, row: int, words: Words) -> bool:
    """Whether the lines above a header printed again name another place than those above the first one."""
    place = _place_above(view, row, words)
    return place != "" and place != _place_above(view, header.top, words)


def _place_above(view: View, row: int, words: Words) -> str:
    """What the lines directly above a header say after 填报单位, or else the one unit of the policy in a title."""
    lines = list(near(lines_above(view.sheet, row)))
    units = {unit for title in titles(lines) for unit in words.units if unit in title}
    return reporter(lines) or (next(iter(units)) if len(units) == 1 else "")


def likeliest(view: View, words: Words) -> tuple[int, int, list[str]] | None:
    """The row that looks most like a header although it is none: its index, its texts' number, the known ones."""
    best: tuple[int, int, list[str]] | None = None
    for row in range(min(len(view.sheet.rows), _CLOSE_LOOK)):
        written = [" ".join(str(cell).split()) for _, cell in view.texts(row) if _may_be_header(cell)]
        known = [word for word in written if words.has(word)]
        if len(written) > 1 and (best is None or len(known) > len(best[2])):
            best = (row, len(written), known)
    return best


def is_header_row(view: View, header: Header, row: int, words: Words) -> bool:
    """Whether a row far below a header begins another table, and is not that header printed again."""
    cells = view.sheet.rows[row]
    if words.spellings.isdisjoint(cells) or not _may_be_header_row(cells, words.has) or repeats(view, header, row):
        return False
    return _band(view, row, words, None) is not None


def _worth_a_look(rows: Sequence[Sequence[Cell]], words: Words) -> Iterator[int]:
    """The rows that may be headers: far down a sheet a cell must be spelled as the vocabulary spells it."""
    yield from range(min(len(rows), _CLOSE_LOOK))
    unlike = words.spellings.isdisjoint
    if not unlike(chain.from_iterable(islice(rows, _CLOSE_LOOK, None))):
        yield from (row for row in range(_CLOSE_LOOK, len(rows)) if not unlike(rows[row]))


def _may_be_header_row(cells: Sequence[Cell], known: Callable[[Cell], bool]) -> bool:
    """Whether two cells are header words, which are ``known``."""
    return sum(map(known, cells)) >= FEWEST_FIELDS and not any(map(_is_reporting, cells))


def _is_reporting(cell: Cell) -> bool:
    """Whether a cell belongs to the line above a header: 填报单位: is no header, but 填报单位 may be one."""
    return isinstance(cell, str) and ":" in (flat := compact(cell)) and _REPORTING.match(flat) is not None


def _band(view: View, row: int, words: Words, only: Kind | None, *, last: bool = False) -> Header | None:
    """Grow a band around a row of header words and read it as the kind that it fits best.

    ``last``: the user says that the row is the header's last one; the name will do then.
    """
    top = row
    while (
        row - (above := _next(view, top, -1)) < MOST_HEADER_ROWS
        and above >= 0
        and _may_be_parents(view, above, top)
        and (_is_parent(view, above, top, words) or _explains(view, above, top, row, words))
    ):
        top = above
    bottom = row
    while (
        not last
        and (below := _next(view, bottom, 1)) - top < MOST_HEADER_ROWS
        and below < len(view.sheet.rows)
        and _continues(view, bottom, below, words)
    ):
        bottom = below
    paths = _paths(view, top, bottom)
    span = without_sums(view.sheet, bottom, paths, words)
    sums: tuple[str, ...] = ()
    if span:
        sums = tuple(path[-1] for at, path in enumerate(paths) if path and not span[0] <= at < span[1])
        paths = [path if span[0] <= at < span[1] else () for at, path in enumerate(paths)]
    kinds = [only] if only else list(Kind)
    fewest = 1 if last else FEWEST_FIELDS
    band = Band(top, bottom, tuple(paths), _title(view, top))
    headers = [
        replace(header, span=span, sums=sums)
        for kind in kinds
        if (header := band.read(words.kinds[kind], fewest, asked=only is not None))
    ]
    if any(header.kind is Kind.SOCIAL_ORGANIZATIONS for header in headers):  # what else it says an enterprise's does
        headers = [header for header in headers if header.kind is not Kind.ENTERPRISES]
    best = max(headers, key=lambda header: header.score, default=None)
    by_kind = {header.kind: header for header in headers}
    ledger = next((by_kind[kind] for kind in LEDGERS if kind in by_kind), None)
    register = by_kind.get(Kind.ORGANIZATIONS)
    if ledger and register and best in (ledger, register) and ledger.name_column != register.name_column:
        best = ledger if of_enterprises(view.sheet, ledger, register) else register
    if ledger and (members := by_kind.get(Kind.MEMBERS)) and over_members(view.sheet, ledger, members):
        return replace(ledger, members=members)
    return best if only or last else band.lacking(words, best) or best


def _next(view: View, row: int, step: int) -> int:
    """The row above (-1) or below (1); one blank row between the lines of a header is passed over."""
    beside = row + step
    inside = 0 <= beside < len(view.sheet.rows)
    return beside + step if inside and not view.texts(beside) else beside


def _title(view: View, top: int) -> str:
    """What stands above a header, as far as it may be a title, and the sheet's name; the file's, where these say
    nothing.
    """
    texts = (str(cell) for above in range(top) for _, cell in view.texts(above)[:3])
    title = compact("".join(islice(texts, _LONGEST_TITLE))[:_LONGEST_TITLE]) + compact(view.sheet.name)
    return hinting(title, compact(PurePath(view.file).stem))


def _may_be_parents(view: View, above: int, row: int) -> bool:
    """Whether a row holds nothing but what may be parents of the row below."""
    cells, below = view.texts(above), dict(view.texts(row))
    # 填报单位 heads a column if nothing stands under it, and else begins the line above a header.
    return bool(cells) and all(_may_be_parent(cell, alone=column not in below) for column, cell in cells)


def _is_parent(view: View, above: int, row: int, words: Words) -> bool:
    """Whether the row above is a parent line of the header: it spans groups of columns, and is no title or data."""
    cells, below = view.texts(above), dict(view.texts(row))
    if len(cells) < 2:
        return False
    spans = [merge for merge in view.merges(above) if merge.top == above and merge.right > merge.left]
    if view.sheet.merges:
        reaching = any(merge.top <= above and merge.bottom >= row for merge in view.merges(above))
        return reaching or any(merge.bottom == above for merge in spans)
    gaps = [column for column in below if column not in dict(cells)]
    return bool(gaps) and any(words.has(cell) for _, cell in cells)


def _explains(view: View, above: int, top: int, row: int, words: Words) -> bool:
    """Whether more of a header's columns mean something together with the line above, and none less: 总数, 正式 under
    党员情况; or √ columns are another's than they seem: 单独组建 under 工会组建情况.
    """
    if len(view.texts(above)) * 2 > len(view.texts(top)):  # as many cells as a row of data has
        return False
    both = zip(_paths(view, top, row), _paths(view, above, row), strict=True)
    normals = [[list(map(normal, path)) for path in pair] for pair in both]
    whole = [joined for _, joined in normals]
    paths = [pair for pair in normals if pair[0] and pair[0] != pair[1]]

    def explained(vocabulary: Vocabulary) -> bool:
        if not any(match.field == "name" for path in whole if (match := vocabulary.match(path))):
            return False
        if any(vocabulary.takes_away(old, new) for old, new in paths):
            return True
        gains = [vocabulary.means(new) - vocabulary.means(old) for old, new in paths]
        return max(gains) > 0 <= min(gains)

    return bool(paths) and any(map(explained, words.kinds.values()))


def _may_be_parent(cell: Cell, *, alone: bool) -> bool:
    """Whether a cell may be a group's name, or a single header over nothing: 填报单位:… and dates are not."""
    flat = compact(str(cell))
    return _may_be_header(cell) and ":" not in flat and (alone or not _REPORTING.match(flat))


def _continues(view: View, row: int, below: int, words: Words) -> bool:
    """Whether the row below is a child line of the header."""
    children = view.texts(below)
    if not children or any(not _may_be_header(cell) for _, cell in children):
        return False
    merges = view.merges(row)
    if any(merge.top <= row and merge.bottom >= below for merge in merges):
        return True
    spans = [merge for merge in merges if merge.bottom == row and merge.right > merge.left]
    if spans:
        return all(any(merge.left <= column <= merge.right for merge in spans) for column, _ in children)
    # Without merged ranges (CSV): a child stands under a parent or in the blanks to its right, single headers have
    # nothing below them, and the name that a row goes by is one of these.
    parents = dict(view.texts(row))
    under = {column for column, _ in children}
    orphans = under - set(parents)
    first = min(parents, default=view.width)
    if not orphans or min(under) < first or all(column in under for column in parents):
        return False
    over = {words.names(parents[column]) for column in under & set(parents)}
    # 党建指导员 heads the instructors' own names, and the group 姓名, 电话 in a ledger that has another name.
    own = [*(parents[column] for column in set(parents) - under), *(cell for _, cell in children)]
    return not any(over) or (over <= {"", Kind.INSTRUCTORS} and any(words.names(cell) for cell in own))


def _may_be_header(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= 40 and not compact(cell).replace(".", "").isdigit()


def _paths(view: View, top: int, bottom: int) -> list[tuple[str, ...]]:
    """Each column's header words, parents first, as written."""
    paths: list[tuple[str, ...]] = []
    for column in range(view.width):
        words: list[str] = []
        for row in range(top, bottom + 1):
            cell = view.filled(row, column)
            if is_blank(cell) and row < bottom:
                cell = _parent_to_the_left(view, top, row, column, bottom)
            if not is_blank(cell):
                words.append(str(cell).removesuffix(".0") if isinstance(cell, float) else str(cell).strip())
        paths.append(tuple(dict.fromkeys(words)))
    return _without_title(paths)


def _without_title(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Take off what stands over all columns: it tells none from another."""
    used = [path for path in paths if path]
    over_all = {path[0] for path in used}
    return [path[1:] for path in paths] if len(over_all) == 1 and all(len(path) > 1 for path in used) else paths


def _parent_to_the_left(view: View, top: int, row: int, column: int, bottom: int) -> Cell:
    """Without merged ranges a parent's name stands only over its first child, and ends where its own parent does; one
    that is merged over columns ends with them.
    """
    if not _has_child(view, row, column, bottom):
        return ""
    for left in range(column - 1, -1, -1):
        if any(not is_blank(view.filled(above, left + 1)) for above in range(top, row)):
            return ""
        cell = view.sheet.cell(row, left)
        if not is_blank(cell):
            spans = [
                merge for merge in view.merges(row) if merge.left <= left <= merge.right and merge.left < merge.right
            ]
            return cell if not spans and _has_child(view, row, left, bottom) else ""
    return ""


def _has_child(view: View, row: int, column: int, bottom: int) -> bool:
    return any(not is_blank(view.sheet.cell(below, column)) for below in range(row + 1, bottom + 1))


def repeats(view: View, header: Header, row: int) -> bool:
    """Whether a row is a line of the table's own header, printed again."""
    cells = [(column, normal(cell)) for column, cell in view.texts(row)]
    for own in range(header.top, header.bottom + 1):
        same = sum(1 for column, word in cells if word and word == normal(view.sheet.cell(own, column)))
        if cells and same * 10 >= len(cells) * 6:
            return True
    return False
