"""Which roster the words over a table's columns make, and which it would be if its names had a header that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from ... import masking
from ...models import FAVOR_PAIRS, LEDGERS, Kind
from ...regex import Regex
from ...roster import Column
from .header_words import MOST_COMPARED, Words, normal
from .vocabulary import Match, Vocabulary

FEWEST_FIELDS = 2
"""A header must lead to this many fields, the name among them."""

COUNTS = Regex(r"^(?:(?:非公(?:有制)?(?:经济)?)?企业|社会组织)(?:总数|数|数量|家数|个数|户数)(?:\(.*\))?$")
"""A header of a table with a row per township, in which enterprises are counted."""

OF_ENTERPRISES = "(?<!民办非)企业|非公|两新|经济组织"
OF_SOCIAL = "社会组织|社会团体|社团|民办非企业|社会服务机构|基金会"
"""What names whose ledger it is; 两新 are both."""

_HINTS = {
    Kind.ENTERPRISES: Regex("企业台账|企业情况|企业名册|企业花名册|企业党建|企业摸底"),
    Kind.ORGANIZATIONS: Regex("党组织台账|党组织名册|党组织花名册|党组织情况|党支部名册|党组织信息"),
    Kind.MEMBERS: Regex("党员花名册|党员名册|党员信息|党员台账"),
    Kind.INSTRUCTORS: Regex("指导员"),
    Kind.FAVORS: Regex("四个?倾斜"),
    Kind.SOCIAL_ORGANIZATIONS: Regex(
        f"^(?!.*(?:{OF_ENTERPRISES})).*(?:{OF_SOCIAL})(?:单位)?"
        "(?:党建)?(?:工作)?(?:(?:基本|登记)?(?:台账|花?名册|名录|名单|情况|摸底|信息|一览|明细|登记表|统计表)|$)"
    ),
}
"""What a title or a sheet's name says about a table whose headers fit two kinds."""


def hinting(title: str, file: str) -> str:
    """The text in which kinds of rosters are looked for: a title, and the file's name where it names none."""
    return title if any(pattern.search(title) for pattern in _HINTS.values()) else title + file


OF_WHICH = "其中"
"""How a header begins that is about a part of another one."""

_HINT = 1.5
"""What that is worth in fields."""

_OF_SOCIAL = Regex(f"^(?!.*(?:(?<!民办非)企业|公司)).*(?:{OF_SOCIAL}|登记证书?编?号|业务主管|登记管理机关)")
"""A header that only a ledger of 社会组织 has."""

_ONLY_LEDGERS = "organized"
"""No register of organisations or people asks whether there is an organisation."""

_FEW = 3
"""Of so many headers one must be known, or a row is likelier to be data; comparing takes long."""


@dataclass(frozen=True)
class Header:
    """A header band; rows are indices from 0."""

    kind: Kind
    top: int
    bottom: int
    columns: tuple[Column, ...]
    hinted: bool
    """Whether the title says that it is of its kind."""
    lacks: str = ""
    """Which column it lacks, in words, if it is not to be read."""
    members: Header | None = None
    """The members' own header, of a ledger merged over their rows."""
    span: tuple[int, int] | None = None
    """The first column of its table and the one behind it, where a table of sums stands beside."""
    sums: tuple[str, ...] = ()
    """The headers of that table of sums."""

    @cached_property
    def field_at(self) -> Mapping[int, str]:
        """The field of each column that leads to one, by the column's index."""
        return {column.index: column.field for column in self.columns if column.field}

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that its columns lead to."""
        return frozenset(self.field_at.values())

    @property
    def score(self) -> float:
        """How well it fits: of two kinds of roster the one with the higher score is taken."""
        return len(self.fields) + _HINT * self.hinted - self.name_column / 1000

    @property
    def no_ledger(self) -> str:
        """Say why the table is none of enterprises, organisations or people after all; empty if it may be one."""
        if self.lacks:
            return self.lacks
        texts = [normal(column.header).rpartition("/")[2] for column in self.columns]
        if self.kind in LEDGERS and (counts := [text for text in texts if COUNTS.match(text)]):
            one = self.kind.model.model_fields["name"].title or ""
            return f"第 {self.bottom + 1} 行的表头有“{counts[0]}”，是汇总表，不是每行一家{one.removesuffix('名称')}"
        if self.fields <= {"name", "remark"} and "名称" in texts and "说明" in texts:
            return f"第 {self.bottom + 1} 行的表头只有名称和说明，是填表说明"
        return ""

    @property
    def is_told(self) -> bool:
        """Whether anything tells it from a ledger of enterprises, which has the same columns: one of 社会组织 says what
        it is, in its title or over a column.
        """
        if self.kind is not Kind.SOCIAL_ORGANIZATIONS:
            return True
        return self.hinted or any(each.field and _OF_SOCIAL.search(normal(each.header)) for each in self.columns)

    @property
    def name_column(self) -> int:
        """The index of the column of names; the first, if there is none."""
        return next((at for at, field in self.field_at.items() if field == "name"), 0)

    @property
    def name(self) -> str:
        """What stands over the names."""
        return next((column.header for column in self.columns if column.field == "name"), "")

    @property
    def label_columns(self) -> range:
        """Where words may stand that make a row no data: the columns up to that of names, three at least."""
        return range(max(self.name_column, 2) + 1)


@dataclass(frozen=True)
class Band:
    """The words over each column of a table, and its title."""

    top: int
    bottom: int
    paths: tuple[tuple[str, ...], ...]
    """By column, parents first, as written."""
    title: str

    def read(self, words: Vocabulary, fewest: int, *, asked: bool = False) -> Header | None:
        """Read it as one kind of roster; None if the name is not among the fields, these are too few, or nothing tells
        it from another kind and it was not ``asked`` for.
        """
        header = self._as(words)
        if words.kind is Kind.FAVORS and not any({part, whole} <= header.fields for part, whole in FAVOR_PAIRS):
            return None
        named = "name" in header.fields and len(header.fields) >= fewest
        return header if named and (asked or header.is_told) else None

    def lacking(self, words: Words, best: Header | None) -> Header | None:
        """The header that it is rather than ``best``, but that the word over its names is misspelled or, of a
        ledger, unknown; None if there is no such kind.
        """
        kinds = (*LEDGERS, best.kind) if best and best.kind in LEDGERS else (best.kind,) if best else ()
        others = [self._as(vocabulary) for kind, vocabulary in words.kinds.items() if kind not in kinds]
        others = [each for each in others if "name" not in each.fields and each.is_told]
        others = [each for each in others if len(each.fields) * _FEW >= sum(map(bool, self.paths))]
        found = [lacks for each in others if (lacks := self._lacks(words, each, best))]
        return max(found, key=lambda header: header.score, default=None)

    def _lacks(self, words: Words, header: Header, best: Header | None) -> Header | None:
        """A header without names again, with what it lacks, if it is of its kind but for that; else None."""
        vocabulary = words.kinds[header.kind]
        title = header.kind.model.model_fields["name"].title
        lacks = f"第 {self.bottom + 1} 行的表头像是{header.kind.title}，但没有“{title}”列"
        near = self._near(words, vocabulary)
        at = next((at for at, word in near.items() if vocabulary.fields[word] == "name"), None)
        if at is None:
            return replace(header, lacks=lacks) if best and _ONLY_LEDGERS in header.fields else None
        mended = self._as(vocabulary, near)
        rival = best and self._as(words.kinds[best.kind], self._near(words, words.kinds[best.kind]))
        if len(mended.fields) < FEWEST_FIELDS or (rival and rival.score >= mended.score):
            return None
        written = next(column.header for column in header.columns if column.index == at)
        return replace(header, lacks=f"{lacks}；“{written}”看起来像“{near[at]}”")

    def _near(self, words: Words, vocabulary: Vocabulary) -> dict[int, str]:
        """By column, the words of a roster that headers which no roster knows come close to."""
        last = [(at, normal(path[-1])) for at, path in enumerate(self.paths) if path]
        unknown = [(at, word) for at, word in last if word not in words.normal][:MOST_COMPARED]
        near = {at: vocabulary.near([word]) for at, word in unknown}
        return {at: word for at, word in near.items() if word}

    def _as(self, words: Vocabulary, mended: Mapping[int, str] = MappingProxyType({})) -> Header:
        """Read it as one kind, with or without a name; ``mended``: what some columns' last words are to be."""
        normals = [[normal(word) for word in path] for path in self.paths]
        for at, word in mended.items():
            normals[at][-1] = word
        matches = [self._match(words, normals, at) for at in range(len(normals))]
        matches = [
            match if match and _is_of_last_year(match, at, matches, normals) else None
            for at, match in enumerate(matches)
        ]
        best: dict[str, int] = {}
        for match in matches:
            if match:
                best[match.field] = min(best.get(match.field, match.rank), match.rank)
        columns: list[Column] = []
        taken: dict[str, bool] = {}
        for index, (path, match) in enumerate(zip(self.paths, matches, strict=True)):
            if not path:
                continue
            header = masking.title("/".join(" ".join(word.split()) for word in path))
            # The surest column of a field is used; √ columns of one field, and what is one of several, together.
            if match and (
                (
                    match.rank == best[match.field]
                    and (match.field not in taken or (match.option and taken[match.field]))
                )
                or (match.field in words.several and _is_further(columns, header, match))
            ):
                taken[match.field] = bool(match.option)
                columns.append(Column(index, header, match.field, match.option))
            else:
                fills = match is not None and match.may_fill
                columns.append(Column(index, header, fills=match.field if match and fills else ""))
        columns = [each if taken.get(each.fills) is False else replace(each, fills="") for each in columns]
        hinted = _HINTS[words.kind].search(self.title) is not None
        return Header(words.kind, self.top, self.bottom, tuple(columns), hinted)

    def _match(self, words: Vocabulary, paths: Sequence[Sequence[str]], at: int) -> Match | None:
        """Read a header; 其中：正式 is a part of the column to the left, whatever else it could be."""
        path = paths[at]
        if len(path) == 1 and _ONLY_A_SORT.fullmatch(path[0]) and any(paths[:at]):
            return self._of_left(words, paths, at)
        return words.match(path) or self._of_left(words, paths, at)

    @staticmethod
    def _of_left(words: Vocabulary, paths: Sequence[Sequence[str]], at: int) -> Match | None:
        """Read 其中 and what behind it means nothing by itself as a part of the column to the left."""
        own = paths[at]
        if not own or not own[-1].startswith(OF_WHICH):
            return None
        left = next((path for path in reversed(paths[:at]) if path and not path[-1].startswith(OF_WHICH)), ())
        return words.match([*left, own[-1]]) if left else None


_ONLY_A_SORT = Regex("其中/?(?:正式|预备)(?:人?数)?")
_YEAR = Regex("20[0-3][0-9](?=年)")


def _is_of_last_year(match: Match, at: int, matches: Sequence[Match | None], paths: Sequence[Sequence[str]]) -> bool:
    """Whether no other column says the same of a later year: 2021年职工人数 beside 2020年职工人数."""

    def year(column: int) -> str:
        found = _YEAR.search("/".join(paths[column]))
        return found[0] if found else ""

    own = year(at)
    if not own or match.option:
        return True
    others = (year(column) for column, other in enumerate(matches) if other and other.field == match.field)
    return all(each <= own for each in others)


def _is_further(columns: Sequence[Column], header: str, match: Match) -> bool:
    """Whether a column is of another thing than those before it that have its field: 网上党校 beside 网上党建园地."""
    same = [column for column in columns if column.field == match.field]
    return not match.option and all(not column.option and column.header != header for column in same)
