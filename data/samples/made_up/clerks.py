"""Who fills the sheets in: a tidy clerk, who writes everything one way, and a hasty one, who writes as offices write.

Both write the same facts: whatever spelling a clerk chooses, it says what the record says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from .world import NOBODY, Cell

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SERIAL_ORIGIN = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class YesNo:
    """The words that say yes and no in a column; a plain writer takes the first."""

    yes: tuple[str | int, ...] = ("是", "√", "√", "有", "✓", 1, "Y")
    no: tuple[str | int, ...] = ("否", "×", "×", "无", "—", 0, "没有")


PLAIN = YesNo()
BUILT, ESTABLISHED, FOUNDED, SENT = (
    YesNo((*PLAIN.yes, f"已{done}", f"已{done}"), (*PLAIN.no, f"未{done}")) for done in ("建", "建立", "成立", "派驻")
)


class Clerk:
    """Writes plainly: one word for yes, real dates, bare numbers. What nobody knows stays blank."""

    def text(self, value: str | None) -> Cell:
        """Write any text."""
        return value

    def name(self, value: str | None) -> Cell:
        """Write the name of an enterprise or organisation."""
        return value

    def person(self, value: str | None) -> Cell:
        """Write a person's name, or 无."""
        return value

    def code(self, value: str | None) -> Cell:
        """Write a credit code."""
        return value

    def count(self, value: int | None) -> Cell:
        """Write a number of people."""
        return value

    def day(self, value: date | None) -> Cell:
        """Write a day."""
        return value

    def yes_no(self, value: bool | None, *, words: YesNo = PLAIN) -> Cell:
        """Write yes or no, in one of the words that fit the column."""
        return None if value is None else (words.yes[0] if value else words.no[0])

    def bracketed(self, total: int, probationary: int) -> Cell:
        """Write a number of members; a note in brackets may say how many of them are on probation."""
        del probationary  # a tidy clerk keeps to one number in a cell
        return total

    def mark(self, value: bool) -> Cell:
        """Tick a column, or leave it blank."""
        return "√" if value else None

    def names(self, values: list[str]) -> Cell:
        """Write several names into one cell."""
        return "、".join(values) or None


class HastyClerk(Clerk):
    """Writes as it comes: √ and 有 and 已建, 12人, dates in seven spellings, spaces and line breaks anywhere."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def text(self, value: str | None) -> Cell:
        """Write a text, now and then with a space around it."""
        return self._spaced(value)

    def name(self, value: str | None) -> Cell:
        """Write a name, with a line break, a space or other brackets in it."""
        if value is None:
            return None
        kind = self._rng.randrange(12)
        if kind == 0:
            return value.replace("（", "(").replace("）", ")")
        if kind == 1 and len(value) > 8:
            return f"{value[:6]}\n{value[6:]}"
        if kind == 2:
            return f"{value[:4]} {value[4:]}"
        return self._spaced(value)

    def person(self, value: str | None) -> Cell:
        """Write a name, two characters spread out; nobody is 无 or a dash."""
        if value is None:
            return None
        if value == NOBODY:
            return self._rng.choice(["无", "—", "/", "无", "没有"])
        return f"{value[0]}　{value[1]}" if len(value) == 2 and self._rng.random() < 0.3 else self._spaced(value)

    def code(self, value: str | None) -> Cell:
        """Write a code in small letters or in groups; 不详 where nobody knows it."""
        if value is None:
            return self._rng.choice([None, None, "不详"])
        return self._rng.choice(
            [value, value, value, value.lower(), f" {value}", f"{value[:6]} {value[6:12]} {value[12:]}"]
        )

    def count(self, value: int | None) -> Cell:
        """Write a number as a number, as text, with 人, in full-width digits, or as 约."""
        if value is None:
            return None
        if value == 0 and self._rng.random() < 0.3:
            return self._rng.choice(["无", "—"])
        plain = str(value)
        about = [f"{plain}余人", f"约{plain}"] if value >= 20 and value % 10 == 0 else []
        return self._rng.choice([value, value, value, plain, f"{plain}人", plain.translate(_FULL_WIDTH), *about])

    def day(self, value: date | None) -> Cell:
        """Write a day in any spelling; without the day only if it is the first."""
        if value is None:
            return None
        year, month, day = value.year, value.month, value.day
        spellings: list[Cell] = [
            value,
            value,
            value.isoformat(),
            f"{year}年{month}月{day}日",
            f"{year}.{month}.{day}",
            f"{year}/{month}/{day}",
            f"{value:%Y%m%d}",
            int(f"{value:%Y%m%d}"),
            (value - _SERIAL_ORIGIN).days,
        ]
        if day == 1:
            # nobody can tell 2020.1 from a 2020.10 that lost its nought
            spellings += [
                f"{year}.{month}" if month > 1 else f"{year}.01",
                f"{year}年{month}月",
                f"{year}-{month:02d}",
                f"{value:%Y%m}",
            ]
        return self._rng.choice(spellings)

    def yes_no(self, value: bool | None, *, words: YesNo = PLAIN) -> Cell:
        """Write yes or no as a word, a tick, a cross, a dash, 1 or 0."""
        return None if value is None else self._rng.choice(words.yes if value else words.no)

    def bracketed(self, total: int, probationary: int) -> Cell:
        """Write ``3(1预备)``."""
        return f"{total}({probationary}预备)"

    def mark(self, value: bool) -> Cell:
        """Tick a column in one of several ways."""
        return self._rng.choice(["√", "√", "✓", "是"]) if value else None

    def names(self, values: list[str]) -> Cell:
        """Write several names, whatever mark stands between them."""
        if not values:
            return None
        return self._rng.choice(["、", "，", "；", "\n", ","]).join(values)

    def _spaced(self, value: str | None) -> Cell:
        """Let a space slip in behind or before a text now and then."""
        if value is None:
            return None
        return self._rng.choice([value, value, value, value, f"{value} ", f" {value}", f"{value}　"])
