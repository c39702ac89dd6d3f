"""Whether an organisation has ended (撤销) by the as-of date, as 撤销时间 and 党组织状态 say; or an instructor left.

A day decides; without one the state does, and what has ended has ended whatever the date. Within a time that is not
over (2021年) nobody knows. An end that is planned or denied is none; a state that is not understood is told, and is
no end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import narwhals as nw

from ..findings import CATALOGUE, Findings
from ..models import Kind
from ..quoting import quoted
from ..regex import Regex
from ..values import names
from ..values.reading import compact
from ..values.statements import statement
from ..values.text import NOBODY
from ..values.yesno import NO, YES
from .frames import FALSE, Frame, after, distinct, each_once, judged, look_up
from .inputs import Inputs
from .row_findings import tell

_ON = "dissolved_on"
_STATES = {Kind.ENTERPRISES: "organization_status", Kind.ORGANIZATIONS: "status"}
_ENDED, _OPEN, _THERE, _UNCLEAR = "ended", "open", "there", "unclear"
_GOOD = frozenset(
    """
    正常 存续 有效 在册 活跃 良好 健全 规范 达标 运行正常 正常运行 正常开展活动 新建 新成立 存在
    一般 薄弱 软弱涣散 后进
    """.split()
)
_MERGED = Regex("合并|并入|归并|整合")
"""What says neither which of several goes on, nor when."""


def fields(kind: Kind) -> tuple[str, str]:
    """Give the columns that say it, in a ledger or a register."""
    return _ON, _STATES[kind]


def with_ends(inputs: Inputs, kind: Kind, rows: Frame) -> Frame:
    """Add whether each row's organisation has ended (``_ended``) and whether nobody knows (``_ending``), never null.

    Needs :func:`fields`.
    """
    state = _STATES[kind]
    if not inputs.roster.has(kind, state):
        return with_end(inputs, kind, rows, _ON)
    says = look_up(state, judged(rows, state, lambda text: state_of(text, inputs.as_of)))
    undated = nw.col(_ON).is_null()
    return with_end(inputs, kind, rows, _ON).with_columns(
        _ended=nw.col("_ended") | (undated & (says == _ENDED)), _ending=nw.col("_ending") | (undated & (says == _OPEN))
    )


def with_end(inputs: Inputs, kind: Kind, rows: Frame, on: str) -> Frame:
    """Add whether the day in the column ``on`` has come (``_ended``) and whether nobody knows (``_ending``)."""
    if not inputs.roster.has(kind, on):
        return rows.with_columns(_ended=FALSE, _ending=FALSE)
    rows = rows.join(_within(inputs, kind, on), on="_at", how="left")
    within = ~nw.col(on).is_null() & (nw.col("_within").fill_null(0) > 0)
    ended = ~nw.col(on).is_null() & ~after(on, inputs.as_of) & ~within
    return rows.with_columns(_ended=ended, _ending=within).drop("_within")


def _within(inputs: Inputs, kind: Kind, on: str) -> Frame:
    """Give ``_at`` of the rows whose day lies within a time that is not over, and of those that mean the same."""
    terms = inputs.terms.get(kind)
    if terms is None:
        return inputs.given_rows({"_at": "Int64", "_within": "Int64"}, [])
    rows = terms.filter((nw.col("field") == on) & nw.col("_open")).select("_at")
    if kind in inputs.agreed:
        groups = inputs.agreed[kind].select("_at", "_group")
        same = groups.join(each_once(groups.join(rows, on="_at", how="inner"), "_group"), on="_group", how="inner")
        rows = nw.concat([rows, same.select("_at")])
    return each_once(rows, "_at").with_columns(nw.lit(1, nw.Int64).alias("_within"))


def state_of(text: str, as_of: date) -> str:
    """Say what a text of 党组织状态 means at a day."""
    flat = compact(text)
    if flat in _GOOD:
        return _THERE
    said = statement(flat, names.organization)
    if said.says is None or flat == NOBODY or flat.upper() in YES | NO or _MERGED.search(flat):
        return _UNCLEAR
    if said.says is False:
        return _UNCLEAR if said.mood == "denied" else _ENDED  # 筹建 is not there either
    now = True if said.terms is None else said.terms.holds(as_of)
    return _OPEN if now is None else _THERE if now else _ENDED


def unclear_states(inputs: Inputs, kind: Kind) -> Iterator[Findings]:
    """Report states that are not understood, and those within a time that is not over."""
    state = _STATES[kind]
    if not inputs.roster.has(kind, state):
        return
    rows = inputs.rows(kind, state)
    texts = {text: state_of(text, inputs.as_of) for text in distinct(rows, state) if text is not None}
    for word, code in ((_UNCLEAR, "ORGANIZATION_STATE_UNKNOWN"), (_OPEN, "TIME_NOT_OVER")):
        those = [text for text, meant in texts.items() if meant == word]
        if those:
            yield tell(
                rows.filter(nw.col(state).is_in(those).fill_null(False)),
                (state,),
                lambda row, code=code: CATALOGUE[code].at(
                    where := inputs.locate(row["_at"], state), quoted(kind, state, row[state]), column=where.column
                ),
            )
