"""From the text of a condition to its tree: ``employees >= 50 and not union``, or 职工人数 >= 50 且 非 工会.

``or``, ``and``, ``not`` and brackets, in that order of strength; ``=`` ``!=`` ``<`` ``<=`` ``>`` ``>=``, also several
in a row (50 <= employees < 100), ``in (…)``, and ``contains`` of texts. A column of yes and no stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from ...regex import Regex
from ...values.money import YUAN
from .tree import SORTS, All, Column, Compared, Condition, Holds, Named, Not, Operand, Operator, Some, Sort, Value

LONGEST = 1000
"""Characters of a condition."""

_DEEPEST = 20
"""Brackets and 非 within one another."""

_NEAR = 5
"""Columns that a message names at most."""


class ConditionError(ValueError):
    """What is wrong with a condition."""

    def __init__(self, at: int, why: str) -> None:
        """``at``: which character, from 1."""
        super().__init__(f"第 {at} 个字起{why}")
        self.at = at


def parsed(text: str, columns: Sequence[Column]) -> Condition:
    """Give the tree of a condition over some columns.

    Raises ConditionError with the place, what is wrong, and what would do.
    """
    if len(text) > LONGEST:
        raise ConditionError(LONGEST + 1, f"太长，一个条件最多 {LONGEST} 个字")
    return _Parser(text, columns).condition()


_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("and", "且", "并且", "而且", "&&"), "and"),
    **dict.fromkeys(("or", "或", "或者", "||"), "or"),
    **dict.fromkeys(("not", "非", "!"), "not"),
    **dict.fromkeys(("in", "属于"), "in"),
    **dict.fromkeys(("contains", "包含", "含有"), "contains"),
    "不属于": "not in",
    **dict.fromkeys(("不包含", "不含有", "不含"), "not contains"),
    **dict.fromkeys(("yes", "true", "是"), "yes"),
    **dict.fromkeys(("no", "false", "否"), "no"),
    **dict.fromkeys(("=", "==", "等于", "为"), "="),
    **dict.fromkeys(("!=", "<>", "≠", "不等于", "不是", "不为"), "!="),
    **dict.fromkeys(("<", "小于", "少于", "低于", "早于", "不足", "不满", "不到"), "<"),
    **dict.fromkeys(
        ("<=", "≤", "=<", "小于等于", "小于或等于", "不超过", "不大于", "不多于", "不高于", "不晚于"), "<="
    ),
    **dict.fromkeys((">", "大于", "多于", "高于", "超过", "晚于"), ">"),
    **dict.fromkeys((">=", "≥", "=>", "大于等于", "大于或等于", "不少于", "不小于", "不低于", "不早于"), ">="),
    **{mark: mark for mark in "(),、"},
}
"""What words and marks mean, brackets in full or half width."""

_OPERATORS: frozenset[str] = frozenset({"=", "!=", "<", "<=", ">", ">="})
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」"}
_DAY = Regex(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_UNITS = "|".join(sorted(YUAN, key=len, reverse=True))
_NUMBER = Regex(rf"(\d{{1,15}}(?:\.\d{{1,6}})?)(?:\s*({_UNITS}|人|名|家))?")
_LARGEST = 10**12
"""No column has as much; what is far beyond it no engine can hold."""

_LETTER = Regex(r"[0-9A-Za-z_\u3400-\u9fff]")
_ALPHANUMERIC = Regex(r"[0-9A-Za-z_]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""From full width to half width, character by character: a place stays the same place."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, mark or value and where it stands, from 0; at the end an empty one."""

    at: int
    text: str
    kind: str
    """A meaning of :data:`_WORDS`, column, number, text, day or end."""
    operand: Operand | None = None
    money: Decimal | None = None
    """Of a number: yuan by its unit, if that is one of money."""
    people: bool = False


class _Parser:
    """Reads a condition from left to right."""

    def __init__(self, text: str, columns: Sequence[Column]) -> None:
        self._text, self._columns = text, columns
        self._plain = text.translate(_WIDE)
        named = ((name, column) for column in columns for name in (column.code, column.title, *column.also))
        self._names = {name.translate(_WIDE).casefold(): column for name, column in named}
        self._longest = sorted({*self._names, *_WORDS}, key=lambda word: (-len(word), word))
        self._tokens = list(self._read())
        self._next = 0
        self._depth = 0

    def condition(self) -> Condition:
        found = self._some()
        if self._token.kind != "end":
            raise self._wrong("不知道接的是什么，条件之间要写 and（且）或 or（或）")
        return found

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _wrong(self, why: str, token: _Token | None = None) -> ConditionError:
        token = token or self._token
        written = f"“{token.text}”" if token.text else "（末尾）"
        return ConditionError(token.at + 1, f"{written}：{why}")

    def _taken(self, *kinds: str) -> _Token | None:
        """Take the next token if it is one of these."""
        token = self._token
        if token.kind not in kinds:
            return None
        self._next += 1
        return token

    def _read(self) -> Iterator[_Token]:
        """Cut the text into tokens."""
        at = 0
        while at < len(self._text):
            if self._plain[at].isspace():
                at += 1
                continue
            token = self._at(at)
            yield token
            at += len(token.text)
        yield _Token(len(self._text), "", "end")

    def _at(self, at: int) -> _Token:
        """Give the token that begins at a place."""
        if (mark := self._text[at]) in _QUOTES or self._plain[at] in _QUOTES:
            end = self._text.find(_QUOTES.get(mark, self._plain[at]), at + 1)
            if end < 0:
                raise ConditionError(at + 1, f"“{self._text[at:]}”：引号没有写完")
            return _Token(at, self._text[at : end + 1], "text", Value(self._text[at + 1 : end]))
        if self._plain[at].isdecimal() and self._plain[at].isascii():
            return self._figures(at)
        lower = self._plain.casefold() if len(self._plain.casefold()) == len(self._plain) else self._plain.lower()
        for word in self._longest:
            if lower.startswith(word, at) and self._ends(word, at + len(word)):
                written = self._text[at : at + len(word)]
                if word in self._names:
                    return _Token(at, written, "column", Named(self._names[word]))
                return _Token(at, written, _WORDS[word])
        raise self._unknown(at)

    def _ends(self, word: str, end: int) -> bool:
        """Whether a word of Latin letters is over at its end; Chinese has no gaps between words."""
        beyond = self._plain[end : end + 1]
        return not (_ALPHANUMERIC.fullmatch(word[-1]) and beyond and _ALPHANUMERIC.fullmatch(beyond))

    def _figures(self, at: int) -> _Token:
        if match := _DAY.match(self._plain, at):
            try:
                day = date(*map(int, match.groups()))
            except ValueError:
                raise ConditionError(at + 1, f"“{match[0]}”：没有这一天") from None
            return _Token(at, self._text[at : match.end()], "day", Value(day))
        match = _NUMBER.match(self._plain, at)
        assert match is not None
        beyond = self._plain[match.end() : match.end() + 1]
        if beyond and (beyond == "." or (_ALPHANUMERIC.fullmatch(beyond) and not match[2])):
            raise ConditionError(at + 1, f"“{self._run(at)}”：不是数，也不是日期（2021-12-31）")
        unit = match[2] or ""
        return _Token(
            *(at, self._text[at : match.end()].rstrip(), "number", Value(Decimal(match[1]))),
            money=YUAN.get(unit),
            people=unit in ("人", "名", "家"),
        )

    def _run(self, at: int) -> str:
        end = at
        while end < len(self._plain) and (_LETTER.fullmatch(self._plain[end]) or self._plain[end] == "."):
            end += 1
        return self._text[at : max(end, at + 1)]

    def _unknown(self, at: int) -> ConditionError:
        """Say that nobody knows a word, and what is near."""
        word = self._run(at)
        near = get_close_matches(word.casefold(), self._names, n=1, cutoff=0.6)
        within = [name for name in self._names if word.casefold() in name]
        guesses = [self._names[name] for name in (*near, *within)]
        if guesses:
            return ConditionError(at + 1, f"“{word}”：没有这一列，是否指 {_written(guesses[0])}")
        some = "、".join(map(_written, self._columns))
        return ConditionError(at + 1, f"“{word}”：没有这一列，文字要加引号；可用的列：{some}")

    def _some(self) -> Condition:
        found = [self._all()]
        while self._taken("or"):
            found.append(self._all())
        return found[0] if len(found) == 1 else Some(tuple(found))

    def _all(self) -> Condition:
        found = [self._one()]
        while self._taken("and"):
            found.append(self._one())
        return found[0] if len(found) == 1 else All(tuple(found))

    def _one(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong(f"括号最多套 {_DEEPEST} 层")
        try:
            if self._taken("not"):
                return Not(self._one())
            if self._taken("("):
                found = self._some()
                if not self._taken(")"):
                    raise self._wrong("前面的括号没有写完")
                return found
            return self._comparison()
        finally:
            self._depth -= 1

    def _operand(self) -> tuple[_Token, Operand]:
        token = self._token
        if token.kind in ("yes", "no"):
            self._next += 1
            return token, Value(token.kind == "yes")
        if token.operand is None:
            raise self._wrong("这里应是列名、数、日期（2021-12-31）或加了引号的文字")
        self._next += 1
        return token, token.operand

    def _comparison(self) -> Condition:
        left, value = self._operand()
        if (negated := self._negated("in")) is not None:
            listed = self._listed(left, value)
            return Not(listed) if negated else listed
        found: list[Condition] = []
        while True:
            if (negated := self._negated("contains")) is not None:
                operator = replace(self._tokens[self._next - 1], kind="contains")
                right, other = self._operand()
                compared = self._compared(left, value, operator, right, other)
                found.append(Not(compared) if negated else compared)
            elif operator := self._taken(*_OPERATORS):
                right, other = self._operand()
                found.append(self._compared(left, value, operator, right, other))
            else:
                break
            left, value = right, other
        if found:
            return found[0] if len(found) == 1 else All(tuple(found))
        if isinstance(value, Named) and value.column.sort == "answer":
            return Holds(value.column)
        if isinstance(value, Named):
            raise self._wrong(f"“{value.column.title}”是{SORTS[value.column.sort]}，后面要写和什么比", left)
        raise self._wrong("后面要写和哪一列比", left)

    def _negated(self, kind: str) -> bool | None:
        """Take a word that 非 may stand before, or 不 is part of, and tell whether it does; None if it is not there."""
        if self._taken(kind, f"not {kind}"):
            return self._tokens[self._next - 1].kind != kind
        if self._token.kind == "not" and self._tokens[self._next + 1].kind == kind:
            self._next += 2
            return True
        return None

    def _listed(self, left: _Token, value: Operand) -> Condition:
        if not self._taken("("):
            raise self._wrong("in（属于）后面要写括号，如 (1, 2)")
        equal = _Token(left.at, left.text, "=")
        found: list[Condition] = []
        while True:
            token, other = self._operand()
            found.append(self._compared(left, value, equal, token, other))
            if self._taken(")"):
                return Some(tuple(found))
            if not self._taken(",", "、"):
                raise self._wrong("括号里的各项之间写逗号，末尾写括号")

    def _compared(self, left: _Token, value: Operand, operator: _Token, right: _Token, other: Operand) -> Condition:
        """Hold the two sides against each other. Raises ConditionError where they cannot be compared."""
        if isinstance(value, Value) and isinstance(other, Value):
            raise self._wrong("两边都不是列，比不出什么", left)
        column = value.column if isinstance(value, Named) else other.column if isinstance(other, Named) else None
        assert column is not None
        sorts: list[Sort] = [side.column.sort if isinstance(side, Named) else side.sort for side in (value, other)]
        if sorts[0] != sorts[1]:
            at = 1 if isinstance(value, Named) else 0
            why = f"“{column.title}”是{SORTS[column.sort]}，不能和{SORTS[sorts[at]]}比"
            raise self._wrong(why, (left, right)[at])
        if operator.kind == "contains" and (column.sort != "text" or isinstance(value, Value)):
            raise self._wrong("contains（包含）左边要是文字列，右边是文字", operator)
        if operator.kind not in ("=", "!=", "contains") and column.sort in ("text", "answer"):
            raise self._wrong(f"“{column.title}”是{SORTS[column.sort]}，只能用 = 、!= 、in", operator)
        if isinstance(value, Named) and isinstance(other, Named) and column.sort in ("text", "answer"):
            raise self._wrong("两列之间只能比数和日期", right)
        if isinstance(value, Named) and isinstance(other, Named) and value.column.unit != other.column.unit:
            raise self._wrong("两列的单位不同，不能比", right)
        sides = self._in_unit(left, value, column), self._in_unit(right, other, column)
        return Compared(sides[0], _operator(operator.kind), sides[1])

    def _in_unit(self, token: _Token, value: Operand, column: Column) -> Operand:
        """Give a number in the unit of the column that it is held against."""
        found = self._converted(token, value, column)
        if isinstance(found, Value) and isinstance(found.value, Decimal) and found.value > _LARGEST:
            raise self._wrong("这个数太大，没有哪一家有这么多", token)
        return found

    def _converted(self, token: _Token, value: Operand, column: Column) -> Operand:
        if not (isinstance(value, Value) and isinstance(value.value, Decimal)):
            if isinstance(value, Value) and isinstance(value.value, str) and not value.value.strip():
                raise self._wrong("引号里没有字；查空着的可写 not (…)，不清楚的本来就不计入", token)
            return value
        if column.unit is None:
            if token.money is not None and "元" in token.text:
                raise self._wrong(f"“{column.title}”不是钱", token)
            return Value(value.value * token.money) if token.money is not None else value
        if token.people:
            raise self._wrong(f"“{column.title}”是钱，不是人数", token)
        return value if token.money is None else Value(value.value * token.money / column.unit)


def _operator(kind: str) -> Operator:
    operators: Mapping[str, Operator] = {
        "=": "=",
        "!=": "!=",
        "<": "<",
        "<=": "<=",
        ">": ">",
        ">=": ">=",
        "contains": "contains",
    }
    return operators[kind]


def _written(column: Column) -> str:
    return f"{column.code}（{column.title}）"
