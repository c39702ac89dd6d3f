"""What kind of organisation an enterprise has of its own: 党委, 党总支 or 党支部 (党内统计)."""

from __future__ import annotations

import narwhals as nw

from ..models import Kind
from ..regex import Regex
from ..values.reading import compact
from . import endings
from .frames import Frame, after, judged, look_up
from .inputs import Inputs
from .organization_coverage import OWN, forms

_WORDS = (
    ("branch", Regex("(?<!总)支部")),
    ("general_branch", Regex("总支")),
    ("committee", Regex("党委")),
)
_ENDINGS = (
    ("general_branch", Regex("总支(?:部)?(?:委员会)?$")),
    ("branch", Regex("支部(?:委员会)?$")),
    ("committee", Regex("(?:党委|委员会)$")),
)
"""A name may hold another organisation's (某党委某支部): only how it ends counts."""

_PLAIN = "^[一-鿿A-Za-z0-9（）()·]*$"
"""A name that is compact as it stands, but for what no ending holds."""

RANKS = {"branch": 1, "general_branch": 2, "committee": 3}
"""The kinds from the lowest to the highest."""


def with_own_kind(inputs: Inputs, ledger: Frame, pairs: Frame | None) -> Frame:
    """Add ``own_kind`` (Int64): the rank of the highest of the enterprise's own organisations, 0 if it is not known.

    It is read from 党组织类别, and where that is blank from how 党组织名称 ends.
    """
    if pairs is None:
        rank = rank_of(ledger, "organization_kind", "organization_name")
        return ledger.with_columns(own_kind=nw.when(nw.col("own")).then(rank).otherwise(nw.lit(0)).cast(nw.Int64))
    rows = inputs.rows(Kind.ORGANIZATIONS, "name", "kind", "form", "founded_on", *endings.fields(Kind.ORGANIZATIONS))
    rows = endings.with_ends(inputs, Kind.ORGANIZATIONS, rows)
    rows = rows.with_columns(
        _own=forms(inputs.policy, rows, "form", inputs.as_of) == OWN,
        _now=~after("founded_on", inputs.as_of) & ~nw.col("_ended") & ~nw.col("_ending"),
    )
    rows = rows.filter(nw.col("_own") & nw.col("_now"))
    rows = rows.with_columns(own_kind=rank_of(rows, "kind", "name").cast(nw.Int64))
    highest = pairs.join(rows, on="_at", how="inner").group_by("_enterprise").agg(nw.col("own_kind").max())
    frame = ledger.join(highest, on="_enterprise", how="left")
    return frame.with_columns(own_kind=nw.col("own_kind").fill_null(0).cast(nw.Int64))


def rank_of(frame: Frame, kind: str, name: str) -> nw.Expr:
    """Give the rank of each row's kind, as its own word or else its name says; 0 if neither does.

    About every row has a name of its own, so the engine looks at plain ones itself; others are few.
    """
    plain = nw.col(name).str.contains(_PLAIN).fill_null(False)
    odd = frame.filter(~plain & ~nw.col(name).is_null())
    by_name = look_up(name, judged(odd, name, lambda text: _first(_ENDINGS, text)))
    for ending, pattern in reversed(_ENDINGS):
        ends = nw.col(name).str.contains(pattern.pattern).fill_null(False)
        by_name = nw.when(plain & ends).then(nw.lit(ending)).otherwise(by_name)
    word = look_up(kind, judged(frame, kind, lambda text: _first(_WORDS, text)), by_name)
    result = nw.lit(0)
    for known, rank in RANKS.items():
        result = nw.when(word == known).then(nw.lit(rank)).otherwise(result)
    return result


def _first(patterns: tuple[tuple[str, Regex], ...], text: str) -> str:
    flat = compact(text)
    return next((kind for kind, pattern in patterns if pattern.search(flat)), "")
