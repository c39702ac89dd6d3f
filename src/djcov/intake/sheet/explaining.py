"""How a header is read, told to people: its field, the parts that it was read as, or what of it is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...models import BESIDE, Kind
from ...roster import Heading
from .grammar import left_over, pieces
from .header_notes import without_notes
from .header_words import Words, normal
from .vocabulary import Match, Vocabulary

_SEVERAL = "…"
"""What stands for the field that a person has to name."""


def headings(words: Words, kinds: Sequence[Kind], header: str, parent: str = "") -> list[Heading]:
    """How a header is read in each kind of roster that takes it; if none does, once why not.

    What a ledger of 社会组织 reads as one of enterprises does, if that is among the ``kinds``, is told once.
    """
    read = [(kind, words.kinds[kind].match(_path(header, parent))) for kind in kinds]
    found = [(kind, match) for kind, match in read if match]
    fields = [match.field for kind, match in found if kind is Kind.ENTERPRISES]
    found = [each for each in found if each[0] is not Kind.SOCIAL_ORGANIZATIONS or each[1].field not in fields]
    taken = [_taken(words.kinds[kind], header, parent, match) for kind, match in found if match.field not in BESIDE]
    if found and not taken:
        return [Heading(header, parent, found[0][0], why="只供 djcov merge 推测乡（办），不参与统计")]
    return taken or [_refused(words, kinds, header, parent)]


def _path(header: str, parent: str) -> list[str]:
    return [normal(word) for word in (parent, header) if normal(word)]


def _taken(words: Vocabulary, header: str, parent: str, match: Match) -> Heading:
    why = _how(words, _path(header, parent), match)
    return Heading(header, parent, words.kind, match.field, option=match.option, why=why)


def _how(words: Vocabulary, path: Sequence[str], match: Match) -> str:
    *above, word = path
    if match.option:
        return f"勾选列，打勾表示“{match.option}”"
    if "/".join(path) in words.added or word in words.added:
        return "政策文件中的写法"
    under = f"，在“{above[-1]}”之下" if above else ""
    if "/".join(path) in words.fields or word in words.fields:
        return f"常见的写法{under}"
    parts = [part for part, _ in pieces(word)]
    return f"由 {'、'.join(parts)} 拼成{under}" if len(parts) > 1 else f"常见的写法{under}"


def _refused(words: Words, kinds: Sequence[Kind], header: str, parent: str) -> Heading:
    """Say why a header is nobody's; the first roster that has more to say than that its words are unknown says it."""
    path = _path(header, parent)
    if not path:
        return Heading(header, parent, None, why="没有可读的文字，或者太长")
    for kind in kinds:
        vocabulary = words.kinds[kind]
        why = _parent(vocabulary, path) or _note(vocabulary, path)
        if why:
            return Heading(header, parent, kind, why=why, line=_line(kind, _SEVERAL, path))
    for kind in kinds:
        vocabulary = words.kinds[kind]
        if near := vocabulary.near(path):
            field = vocabulary.fields[near]
            return Heading(header, parent, kind, why=f"疑为“{near}”，没有采用", line=_line(kind, field, path))
    kind = kinds[0] if len(kinds) == 1 else None
    left = [part for part in left_over(path[-1]) if part]
    why = f"没有读懂{''.join(f'“{part}”' for part in left)}" if left else "每个词都认识，但合起来不是一个字段"
    return Heading(header, parent, kind, why=why, line=_line(kind or kinds[0], _SEVERAL, path))


def _parent(words: Vocabulary, path: Sequence[str]) -> str:
    """Say that it is the parent that is not understood, or under which the child is nobody's."""
    *above, child = path
    found = words.match([child])
    if not above or not found:
        return ""
    title = words.kind.model.model_fields[found.field].title
    if words.subject(above[-1]) is None:
        return f"上级表头“{above[-1]}”没有读懂，其下的“{child}”不算“{title}”"
    return f"“{child}”在“{above[-1]}”之下，说的不是“{title}”"


def _note(words: Vocabulary, path: Sequence[str]) -> str:
    """Say that it is a note in brackets that says more than how the column is filled in."""
    *above, child = path
    for rest, note in without_notes(child):
        if found := words.match([*above, rest]):
            title = words.kind.model.model_fields[found.field].title
            return f"括号中的“{note}”不是单位、格式或选项，不能算作“{title}”"
    return ""


def _line(kind: Kind, field: str, path: Sequence[str]) -> str:
    """The line that makes a policy take the header."""
    header = re.sub(r'["\\]', "", "/".join(path))
    return f'columns.{kind}.{field} = ["{header}"]'
