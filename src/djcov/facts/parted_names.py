"""Cells that name several enterprises with 和, 及 or a stroke between, which names hold as well: 和平公司和青山公司.

Only the ledger tells them apart: such a text is cut where every piece is the name of an enterprise there, and only if
there is one way to cut it so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

import narwhals as nw

from ..regex import Regex
from ..values.text import name_key
from .frames import Frame, distinct, each_once
from .inputs import Inputs

_BETWEEN = Regex(r"以及|[和及与同、/／\\+＋&＆·|]|\s+")
_MOST = 40
"""Marks of a text that is cut; one with more is no list that somebody would check."""


def parted(inputs: Inputs, links: Frame, unresolved: Frame, by_name: Frame) -> Frame | None:
    """Give ``links`` (``_at``, ``uscc``, ``key``, ``text``) with the texts cut that are ``unresolved`` and name several
    enterprises of a directory's ``by_name``; None if there are none.

    By joins: a register may have as many such texts as rows, and an expression that looks among all takes their square.
    """
    texts = [text for text in distinct(unresolved, "text") if text and _BETWEEN.search(text)]
    pieces = {piece for text in texts for piece in _pieces(text)}
    if not pieces:
        return None
    sought = inputs.given_rows({"_key": "str"}, [(piece,) for piece in sorted(pieces)])
    known = frozenset(distinct(by_name.join(sought, on="_key", how="inner"), "_key"))
    cut = [(text, name_key(part), part) for text in texts for part in _parts(text, known)]
    if not cut:
        return None
    parts = inputs.given_rows({"text": "str", "_part_key": "str", "_part": "str"}, cut)
    has_code = ~nw.col("uscc").is_null()
    bare = links.filter(~has_code)
    several = bare.join(parts, on="text", how="inner").drop("key", "text")
    several = several.rename({"_part_key": "key", "_part": "text"})
    whole = bare.join(each_once(parts, "text"), on="text", how="anti")
    return nw.concat([each.select("_at", "uscc", "key", "text") for each in (links.filter(has_code), whole, several)])


def _spans(text: str) -> list[tuple[int, int]]:
    """Where pieces may end and the next begin."""
    return [match.span() for match in islice(_BETWEEN.finditer(text), _MOST + 1)]


def _pieces(text: str) -> Iterable[str]:
    spans = _spans(text)
    if len(spans) > _MOST:
        return
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    for at, start in enumerate(starts):
        for end in ends[at:]:
            if start < end and (start, end) != (0, len(text)):
                yield name_key(text[start:end])


def _parts(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Cut a text into two names or more that are all known; nothing if that can't be done, or in two ways."""
    spans = _spans(text)
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    whole: list[tuple[str, ...]] = [()]
    ways: list[list[tuple[str, ...]]] = [*([] for _ in starts), whole]
    for at in reversed(range(len(starts))):
        for last in range(at, len(ends)):
            piece = text[starts[at] : ends[last]]
            if name_key(piece) in known:
                ways[at] += [(piece, *rest) for rest in ways[last + 1]][: 2 - len(ways[at])]
    return ways[0][0] if len(ways[0]) == 1 and len(ways[0][0]) > 1 else ()
