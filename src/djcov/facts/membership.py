"""Who is a member at the as-of date, row by row of the member roster (S3, S5, S8).

人员类别, 政治面貌 and 是否党员 say it, one of them is enough; where they contradict each other it is unknown. A row
that says nothing that is understood is a member's in a roster of members; in a list of staff, which has 政治面貌 or
是否党员, it is unknown whose it is, unless a joining date says it. Who joined later is none yet, who left or is gone is
none any more, who is confirmed later is probationary still. What is unknown does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind, Member
from ..quoting import quoted
from ..roster import Table
from ..values.dates import LONG_AGO
from .answers import nobody
from .frames import FALSE, after, any_of
from .inputs import Inputs
from .row_findings import tell
from .statuses import is_gone, is_unknown

SAYING = ("category", "politics", "is_member")
"""The columns that say who is a member, the most telling first."""

FIELDS = (*SAYING, "name", "status", "joined_on", "confirmed_on", "left_on")
"""The columns that are looked at."""

APPLICANTS = ("入党积极分子", "发展对象")
_FULL, _PROBATIONARY = "正式党员", "预备党员"
_MEMBERS = (_FULL, _PROBATIONARY, "党员")
ON_THE_WAY = ("发展对象", "入党积极分子", "入党申请人")
"""Those who may become members, the furthest first."""

_NO_MEMBERS = (*ON_THE_WAY, "非党员")


@dataclass(frozen=True, eq=False)
class Standings:
    """Expressions over the member roster's rows, none ever null."""

    listed: nw.Expr
    """It is a member's, who may be gone or not have joined yet."""
    counts: nw.Expr
    """It is one of somebody who is a member at the date."""
    full: nw.Expr
    """Of these, a full member's."""
    probationary: nw.Expr
    """Of these, a probationary member's."""
    applicant: nw.Expr
    """It is an 入党积极分子's or 发展对象's, and no member's."""
    on_the_way: nw.Expr
    """Which of :data:`ON_THE_WAY` it is whose it is, the furthest of several; empty if it is none's."""
    contradicted: nw.Expr
    """The columns contradict each other."""
    unsaid: nw.Expr
    """It stands in a list of staff, and nothing says whether it is a member's."""
    gone: nw.Expr
    """党籍状态 says that the member is gone, and not only after the date."""
    left: nw.Expr
    """It is a member's who left by the date."""
    later: nw.Expr
    """It is a member's who joined after the date."""


def standings(inputs: Inputs) -> Standings:
    """Make the expressions at the as-of date."""
    somebody = ~nobody("name")
    yes, no = _says(inputs, _MEMBERS), _says(inputs, _NO_MEMBERS)
    full, probationary = _says(inputs, (_FULL,)), _says(inputs, (_PROBATIONARY,))
    joined_by, joined_later = _dated(inputs, "joined_on")
    confirmed_by, confirmed_later = _dated(inputs, "confirmed_on")
    left_by, left_later = _dated(inputs, "left_on")
    unsaid = _in_tables(inputs, _is_of_staff) & ~yes & ~no & ~joined_by & ~joined_later
    listed = somebody & ~no & ~unsaid
    gone = listed & _gone(inputs) & ~left_later
    left = listed & ~gone & left_by
    later = listed & ~gone & ~left & joined_later
    # who is not remarked to be a probationary one, as others in the table are, is a full one: 张三、李四、王五（预备）
    remarked = _in_tables(inputs, _is_remarked)
    if inputs.roster.has(Kind.MEMBERS, "category"):
        full = full | (remarked & ~probationary & ~no & nw.col("category").is_null())
    undivided = ~full & ~probationary & (yes | _in_tables(inputs, _is_undivided))
    return Standings(
        listed=listed,
        counts=listed & ~gone & ~left & ~later,
        full=(full & ~probationary & ~confirmed_later) | (undivided & confirmed_by),
        probationary=(probationary & ~full) | ((full | undivided) & confirmed_later),
        applicant=somebody & ~yes & _says(inputs, APPLICANTS),
        on_the_way=_on_the_way(inputs, somebody & ~yes),
        contradicted=somebody & ((yes & no) | (full & probationary)),
        unsaid=somebody & unsaid,
        gone=gone,
        left=left,
        later=later,
    )


def _says(inputs: Inputs, words: tuple[str, ...]) -> nw.Expr:
    """Whether one of the columns says one of some words."""
    given = [column for column in SAYING if inputs.roster.has(Kind.MEMBERS, column)]
    return any_of(nw.col(column).is_in(words).fill_null(False) for column in given)


def _on_the_way(inputs: Inputs, may_be: nw.Expr) -> nw.Expr:
    word: nw.Expr = nw.lit("")
    for each in reversed(ON_THE_WAY):
        word = nw.when(may_be & _says(inputs, (each,))).then(nw.lit(each)).otherwise(word)
    return word


def _dated(inputs: Inputs, column: str) -> tuple[nw.Expr, nw.Expr]:
    """Whether a column's day has come at the as-of date, and whether it is still to come; neither where unknown."""
    if not inputs.roster.has(Kind.MEMBERS, column):
        return FALSE, FALSE
    later = after(column, inputs.as_of)
    return ~nw.col(column).is_null() & ~later, later


def _in_tables(inputs: Inputs, like: Callable[[Table], bool]) -> nw.Expr:
    """Whether a row's table is like that."""
    tables = enumerate(inputs.roster.tables)
    found = [at for at, table in tables if table.kind is Kind.MEMBERS and like(table)]
    return nw.col("_table").is_in(found) if found else FALSE


def _is_of_staff(table: Table) -> bool:
    return bool(table.fields & {"politics", "is_member"})


def _is_undivided(table: Table) -> bool:
    return "category" not in table.fields - table.entitled


def _is_remarked(table: Table) -> bool:
    return "category" in table.entitled and not table.fields & {"confirmed_on", "politics", "is_member"}


def _gone(inputs: Inputs) -> nw.Expr:
    """Whether 党籍状态 says that somebody is no member here any more."""
    out = [text for text in inputs.member_statuses if is_gone(text, inputs.policy.members)]
    return nw.col("status").is_in(out).fill_null(False) if out else FALSE


def told(inputs: Inputs, who: Standings) -> Iterator[Findings]:
    """Report who is not counted and why, and who is although no word of the policy explains the 党籍状态."""
    rows = inputs.rows(Kind.MEMBERS, *FIELDS)
    causes = (
        ("MEMBER_GONE", "status", who.gone),
        ("MEMBER_LEFT", "left_on", who.left),
        ("MEMBER_JOINS_LATER", "joined_on", who.later),
    )
    for code, column, flag in causes:
        if inputs.roster.has(Kind.MEMBERS, column):
            yield tell(rows.filter(flag), (column,), partial(_told, inputs, code, column))
    if any(inputs.roster.has(Kind.MEMBERS, column) for column in ("politics", "is_member")):
        yield tell(rows.filter(who.unsaid), (), partial(_unsaid, inputs))
        yield tell(rows.filter(who.contradicted), SAYING, partial(_contradicted, inputs))
    unknown = [text for text in inputs.member_statuses if is_unknown(text, inputs.policy.members)]
    if unknown:
        rows = rows.filter(who.listed & nw.col("status").is_in(unknown).fill_null(False))
        yield tell(rows, ("status",), partial(_unknown, inputs))


def _told(inputs: Inputs, code: str, column: str, row: dict[str, Any]) -> Finding:
    value = row[column]
    found = masking.title(value) if isinstance(value, str) else _day(value)
    return CATALOGUE[code].at(inputs.locate(row["_at"], column), found)


def _day(value: datetime) -> str:
    return "日期不详" if value.date() == LONG_AGO else f"{value:%Y-%m-%d}"


def _unknown(inputs: Inputs, row: dict[str, Any]) -> Finding:
    found = quoted(Kind.MEMBERS, "status", row["status"])
    return CATALOGUE["MEMBER_STATUS_UNKNOWN"].at(inputs.locate(row["_at"], "status"), found)


def _unsaid(inputs: Inputs, row: dict[str, Any]) -> Finding:
    return CATALOGUE["MEMBER_UNSAID"].at(inputs.locate(row["_at"], "politics", "is_member"))


def _contradicted(inputs: Inputs, row: dict[str, Any]) -> Finding:
    said = {column: row[column] for column in SAYING if row[column]}
    first, *others = said
    titles = (Member.model_fields[column].title for column in others)
    rest = "、".join(f"{title}为“{said[column]}”" for title, column in zip(titles, others, strict=True))
    return CATALOGUE["MEMBER_CONTRADICTED"].at(inputs.locate(row["_at"], first), said[first], others=rest)
