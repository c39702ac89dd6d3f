"""Yes and no, in every mark and statement that offices make. A blank cell is unknown, which is neither."""

from __future__ import annotations

from datetime import date, datetime

from ..regex import Regex
from . import names
from .boxes import ticked
from .names import is_person, may_be_person
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .statements import Named, Statement, statement
from .subjects import PARTY, SENT, UNION, WOMENS_FEDERATION, YOUTH_LEAGUE, Subject
from .terms import Terms, Time

__all__ = [
    "NO",
    "YES",
    "is_person",
    "marked",
    "may_be_person",
    "read_any",
    "read_item",
    "read_organized",
    "read_sent",
    "read_union",
    "read_weak",
    "read_womens_federation",
    "read_yes_no",
    "read_youth_league",
]

YES = frozenset(
    """
    是 √ ✓ ✔ ✅ ☑ ■ 1 有 对 Y YES T TRUE V
    已建 已建立 已成立 已组建 建立 成立 组建 已派 已派驻 已选派 已覆盖 已参训 已培训 已参加
    """.split()
)
NO = frozenset(
    """
    否 × X ✗ ✘ ✕ ✖ ╳ ❌ 0 无 没有 暂无 不是 错 N NO F FALSE
    未 未建 未建立 尚未建立 未成立 未组建 未派 未派驻 未选派 未覆盖 未参训 未培训 未参加
    """.split()
)

_WEAK = frozenset("薄弱 较薄弱 软弱涣散 后进".split())
_NOT_WEAK = frozenset("不薄弱 非薄弱 一般 较好 良好 好 先进".split())
_WEAKNESS = Regex("|".join(sorted(_WEAK, key=len, reverse=True)))
_MENDED = Regex("[已经]整改|整改(?:完|好|到位)")
_QUOTED = Regex('^[“"「『](.+)[”"」』]$')
_TICK_AND_CROSS = Regex("(?:[√✓✔☑]+[×✗✘✕xX□☐]+|[×✗✘✕xX□☐]+[√✓✔☑]+)")
_WITH_FORM = Regex("^(是|有|√|已建立?|已成立|已组建)[/-](?=单|独|联|挂|区域|行业|网格|依托|兜底)")
"""Yes, and how: 是/单独, 是-联合."""

_WHOLE = Regex(r"^(\d)\.0+$")
_ONE = Regex("[个家]$")
_ONE_PERSON = Regex("[个家人名位]$")
_ANYTHING = Regex("")
_CODES = 2
"""Up to here a bare number may be a code of yes or no."""


def read_yes_no(raw: object) -> Reading[bool]:
    """Read yes or no. A person's or an organisation's name, or a date, in such a column means yes.

    Raises Unreadable(YESNO_UNREADABLE) for what is neither, or is not understood.
    """
    return _read(raw, _ONE)


def read_organized(raw: object) -> Reading[bool]:
    """Read whether there is a Party organisation. Raises as read_yes_no does; also for a yes or no about another thing:
    已建工会, 有党员3名.
    """
    return _read(raw, _ONE, PARTY)


def read_union(raw: object) -> Reading[bool]:
    """Read whether there is a trade union. Raises as read_organized does."""
    return _read(raw, _ONE, UNION)


def read_youth_league(raw: object) -> Reading[bool]:
    """Read whether there is a Youth League. Raises as read_organized does."""
    return _read(raw, _ONE, YOUTH_LEAGUE)


def read_womens_federation(raw: object) -> Reading[bool]:
    """Read whether there is a Women's Federation. Raises as read_organized does."""
    return _read(raw, _ONE, WOMENS_FEDERATION)


def read_sent(raw: object) -> Reading[bool]:
    """Read whether somebody was sent; so many people (1人) are a yes. Raises as read_organized does."""
    return _read(raw, _ONE_PERSON, SENT)


def read_item(raw: object) -> Reading[bool]:
    """Read whether an item of a checklist is there (S14, S19, S22): as any yes or no; how many (5本, 每季度一次), where
    (与社区共用) or which it is (微信公众号) is a yes. Raises as read_yes_no does.
    """
    return _read(raw, _ANYTHING, named=names.anything)


def read_any(raw: object) -> Reading[bool]:
    """Read whether there is anybody (党务干部), said by how many, who, or yes or no. Raises as read_yes_no does."""
    text = compact(as_text(raw))
    return Reading(int(text) > 0) if text.isdecimal() and not isinstance(raw, bool) else read_item(raw)


def read_weak(raw: object) -> Reading[bool]:
    """Read whether an enterprise is weak (是否薄弱), said by yes or no or by a grade. Raises as read_yes_no does."""
    grade = compact(raw) if isinstance(raw, str) else ""
    if grade in _WEAK | _NOT_WEAK:
        return Reading(grade in _WEAK)
    reading = _read(_WEAKNESS.sub("是", grade) or raw, _ONE, PARTY, names.nothing)
    if reading.value and _MENDED.search(grade):
        raise Unreadable("YESNO_UNREADABLE")
    return reading


def _read(raw: object, counted: Regex, subject: Subject | None = None, named: Named = names.anybody) -> Reading[bool]:
    if isinstance(raw, bool):
        return Reading(raw)
    if isinstance(raw, date):
        return Reading(True, terms=Terms(Time.day(raw.date() if isinstance(raw, datetime) else raw)))
    if is_blank(raw):
        return Reading(None)
    text = ticked(_QUOTED.sub(r"\1", compact(as_text(raw))))
    if text is None or _TICK_AND_CROSS.fullmatch(text):
        raise Unreadable("YESNO_UNREADABLE")
    text = _WITH_FORM.sub(r"\1,", text)
    mark = marked(text)
    if mark in YES or mark in NO or is_nothing(text):
        return Reading(mark in YES)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    said = statement(text, named)
    if subject and not subject.is_answered(said):
        raise Unreadable("YESNO_UNREADABLE")
    return _said(said, counted)


def _said(said: Statement, counted: Regex) -> Reading[bool]:
    if said.says is False:
        return Reading(False, "" if said.mood == "denied" else "NOT_NOW")
    words = [word for clause in said.clauses for word in clause.words]
    parts = {word.part for word in words}
    numbers = [word.text for word in words if word.part == "#"]
    enough = said.says or (counted is _ANYTHING and not said.left and bool(parts & set("ibkh#f")))
    if counted is _ANYTHING and parts == {"#"} and len(numbers) == 1 and numbers[0].isdigit():
        enough = int(numbers[0]) > _CODES  # so many of them
    elif parts <= set("#as"):
        enough = enough and all(counted.search(number) and not number.isdigit() for number in numbers)
    if not enough:
        raise Unreadable("YESNO_UNREADABLE")
    return Reading(True, terms=said.terms)


def marked(raw: object) -> str:
    """Give the form in which marks compare: capitals, no spaces, no nought behind the point (a text may say 1.0)."""
    return _WHOLE.sub(r"\1", compact(as_text(raw)).upper())
