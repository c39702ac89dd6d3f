"""Which cells of a large column are plainly what they say: their reader would give them back as they stand.

A column of names or codes has about as many distinct cells as rows, so that reading each distinct cell once saves
nothing. Nearly all of them are written just as they should be, and that can be seen for a whole column at once, with
Arrow's and NumPy's loops: a million codes are checked by GB 32100 in 0.2 s, one by one in 4 s. Whatever is not clean
goes through its field's own reader as everywhere else. ``tests/intake/columns/test_clean_cells.py`` holds
that a clean cell is one that the model accepts, unchanged and without a note.

Importing Arrow takes long, so modules that small runs need import this one only when there are many cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...digits import HAN
from ...engines import ArrowArray, arrow
from ...engines.model import RecordBatch
from ...models import Kind, Reads
from ...persons import RARER, SURNAMES
from ...values import codes, lexicon, statements, text, yesno
from ...values import reading as words
from .arrow_values import ArrowValues

Flags = np.ndarray[Any, np.dtype[np.bool_]]
Numbers = np.ndarray[Any, np.dtype[np.int32]]
Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Test = Callable[[ArrowArray], Flags]


def _words() -> str:
    """The class of Chinese characters that are no digits."""
    ranges, first = "", 0x4E00
    for cut in sorted({ord(digit) for digit in HAN if digit >= "一"}):
        ranges += f"{chr(first)}-{chr(cut - 1)}" if cut > first else ""
        first = cut + 1
    return f"\u3400-\u4dbf{ranges}{chr(first)}-\u9fff"


_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""The class of Chinese characters, and of those that are no digits."""
_WORD = _words()
_SIGNS = "[（）·()]"
_DIGIT = f"[0-9{HAN}]"


def _part(digits: int) -> str:
    """A letter or a sign; or so few digits that a reader does not mask them (:mod:`djcov.masking`), and the letter that
    ends them: signs alone do not. Chinese digits are digits here too.
    """
    letter = f"[{_WORD}A-Za-z]"
    return f"(?:{letter}|{_SIGNS}|{_DIGIT}{{1,{digits}}}{_SIGNS}{{0,3}}{letter})"


def _written_cleanly(digits: int) -> str:
    """Begins with a Chinese character; nothing in it that a reader would take out or mask, or that normal forms change,
    but for full-width brackets and capitals, on which see :func:`keys`.
    """
    first = f"(?:[{_WORD}]|[{HAN}][{_WORD}A-Za-z])"
    return f"^{first}{_part(digits)}*{_DIGIT}{{0,{digits}}}$"


_TEXT = _written_cleanly(6)
NAME = _written_cleanly(10)
"""A name of its own kind, see :func:`djcov.masking.public_name`."""

_ONE_WORD = f"^[{_HAN}]+(?:·[{_HAN}]+)*$"
"""A name with no remark behind it."""

_LISTED = f"[{_WORD}]{_part(10)}{{4,}}"
_LIST = f"^{_LISTED}(?:、{_LISTED})*$"
"""Names that are longer than any word that means nothing, see :func:`_special`."""

_LONGEST_TEXT, _LONGEST_LIST = 600, 6000
"""Bytes."""

_PHONE = "^[0-9]{5,14}$"
_ABROAD = "^(?:86[0-9]{11}|0086[0-9]+)$"
"""Digits that may begin with China's country code, which is taken off."""

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def read(
    kind: Kind, field: str, cells: Sequence[object], known: Flags | None = None
) -> tuple[Sequence[object], Sequence[int], Flags | None]:
    """The values of the clean ones among some cells, anything for the others, the indices of these, and which are
    clean; of a field whose reader has no test, no values. ``known``: which are known to be clean.
    """
    test = test_of(kind, field)
    if test is None:
        return [], range(len(cells)), None
    given = cells.array if isinstance(cells, ArrowValues) else _texts(cells)
    clean = test(given) if known is None else _completed(known, given, test)
    values = ArrowValues(listed(given) if test is is_list else given)
    return values, np.flatnonzero(~clean).tolist(), clean


def _texts(cells: Sequence[object]) -> ArrowArray:
    """Cells as texts, those that are none as empty ones."""
    written = [cell if isinstance(cell, str) else "" for cell in cells]
    try:
        return pa.array(written, pa.string())
    except UnicodeEncodeError:  # half a character (a lone surrogate), which no UTF-8 can hold, and its reader takes out
        return pa.array([text.encode(errors="replace").decode() for text in written], pa.string())


def test_of(kind: Kind, field: str) -> Test | None:
    """The test for a field's cells; None if its reader has none."""
    marks = kind.model.model_fields[field].metadata
    reads = next((mark.read for mark in marks if isinstance(mark, Reads)), None)
    return _tests().get(reads) if reads else None


@cache
def _tests() -> dict[object, Test]:
    from ...models import read_listed_member, read_listed_name, read_listed_person, read_required_name

    texts = (text.read_text, text.read_known_text)
    names = (read_required_name, text.read_known_name)
    numbers = {codes.read_uscc: is_uscc, codes.read_identity_number: is_identity_number, codes.read_phone: is_phone}
    return {
        **dict.fromkeys(texts, is_text),
        **dict.fromkeys(names, is_name),
        **dict.fromkeys((text.read_somebody, read_listed_name), _is_organization),
        text.read_place: _is_village,
        **dict.fromkeys((text.read_person, read_listed_person), _is_person),
        read_listed_member: lambda cells: is_text(cells, _ONE_WORD) & ~_holds(cells, "npqcexugydz#0"),
        **numbers,
        text.read_list: is_list,
    }


def keys(names: ArrowArray, clean: Flags) -> ArrowArray:
    """Names (null if unknown) in the form in which they compare (:func:`djcov.values.text.named_key`)."""
    written = _written(names)
    keys = names
    if (written == _BRACKET).any():
        keys = pc.replace_substring(pc.replace_substring(keys, "（", "("), "）", ")")
    if ((written >= ord("A")) & (written <= ord("Z"))).any():
        keys = pc.ascii_lower(keys)
    if clean.all():
        return keys
    others = names.filter(pa.array(~clean)).to_pylist()
    return pc.replace_with_mask(keys, pa.array(~clean), pa.array(map(text.named_key, others), pa.string()))


_BRACKET = "（".encode()[0]
"""The byte with which full-width brackets begin, and nothing else that a clean text holds."""


def births(numbers: ArrowArray, clean: Flags) -> ArrowArray:
    """The days of birth (``timestamp[s]``) inside identity numbers of 18 characters; null where there is none."""
    days = np.full(len(numbers), "NaT", "M8[s]")
    if clean.any():
        year, month, day = _born(_bytes(numbers, clean))
        months = ((year - 1970) * 12 + month - 1).astype("M8[M]")
        days[clean] = months.astype("M8[D]") + (day - 1)
    for at in np.flatnonzero(~clean).tolist():
        number = numbers[at].as_py()
        if number and len(number) == 18 and (born := codes.birth_date(number)):
            days[at] = np.datetime64(born)
    return pa.array(days)


def is_text(cells: ArrowArray, form: str = _TEXT) -> Flags:
    """Whether cells are clean texts, written in a ``form``."""
    special = pa.array(sorted(_special()))
    written = pc.and_(pc.match_substring_regex(cells, form), pc.less(pc.binary_length(cells), _LONGEST_TEXT))
    return flags(pc.and_(written, pc.invert(pc.is_in(cells, value_set=special))))


def _completed(known: Flags, cells: ArrowArray, test: Test) -> Flags:
    """The flags of all cells; a test is held against those that are not ``known`` to pass it."""
    if known.all():
        return known
    found = known.copy()
    found[~known] = test(cells.filter(pa.array(~known)))
    return found


def is_name(cells: ArrowArray) -> Flags:
    """Whether cells are clean names: of enterprises, organisations, people."""
    return is_text(cells, NAME)


_ORGANIZATION = "(?:支部|支部委员会|总支|党委)$"
_YOUTH = "团(?:总支|支部)"
_VILLAGE = "(?:村|社区)$"
_NO_NAME = "npqcexugamDydzs"
"""Parts of speech of words that may make a name a statement, or stand behind one."""


def _is_organization(cells: ArrowArray) -> Flags:
    stated = pc.match_substring_regex(cells, f"{_YOUTH}|{'|'.join(statements.BEGINS_TAIL)}|^(?:{_any_word(_ANY)})+$")
    return is_name(cells) & _ends(cells, _ORGANIZATION) & ~flags(stated)


def _is_village(cells: ArrowArray) -> Flags:
    return is_name(cells) & _ends(cells, _VILLAGE)


_ANY = "".join(lexicon.WORDS)
_LEADS = "adyvhtkbrs"
"""Parts of speech of words that may stand before a name: 已建青山党支部, 副区长张三."""
_FIXED = "(?:有限责任|股份有限|有限)公司|^(?:中共|中国共产党)"
"""What stands in most names, and holds a word that would be an answer elsewhere."""


def _ends(cells: ArrowArray, form: str) -> Flags:
    """Whether cells end as names do, begin with no word that may lead to one, and hold no word or number of a
    statement but for the 有 of 有限公司 and the 中 of 中共.
    """
    stated = pc.replace_substring_regex(cells, _FIXED, "·")
    led = pc.match_substring_regex(stated, f"^·?(?:{_any_word(_LEADS)})")
    return flags(pc.and_not(pc.match_substring_regex(cells, form), led)) & ~_holds(stated, _NO_NAME)


def _is_person(cells: ArrowArray) -> Flags:
    """Whether cells are names of people, by their surname, that hold no word at all that means something."""
    short = flags(pc.match_substring_regex(cells, f"^[{SURNAMES}{RARER}][{_HAN}]{{1,3}}$"))
    return is_text(cells) & short & ~_holds(cells, _ANY)


def _holds(cells: ArrowArray, parts: str) -> Flags:
    """Whether cells hold a word of some parts of speech, a number, or 后, which makes others a condition."""
    return flags(pc.match_substring_regex(cells, f"{_any_word(parts)}|[0-9一二三四五六七八九十两百每第后]"))


@cache
def _any_word(parts: str) -> str:
    """A pattern of the words of some parts of speech."""
    return "|".join(word for word, part in lexicon.parts_of_speech().items() if part in parts and word[0].isalpha())


def is_list(cells: ArrowArray) -> Flags:
    """Whether cells are one clean text, or several of five characters or more with 、 between them.

    The reader gives them back one to a line (:func:`listed`).
    """
    written = pc.and_(pc.match_substring_regex(cells, _LIST), pc.less(pc.binary_length(cells), _LONGEST_LIST))
    return (is_name(cells) | flags(written)) & ~flags(pc.match_substring_regex(cells, text.NO_PLAIN_LIST))


def listed(cells: ArrowArray) -> ArrowArray:
    """Plain lists as their reader does."""
    return pc.replace_substring(cells, "、", "\n")


def rowwise(flags: Flags, codes: Sequence[int] | ArrowArray) -> Flags:
    """Give each row the flag of its value."""
    return flags if isinstance(codes, range) else flags[np.asarray(codes)]


def links(
    table: int, rows: Sequence[int], codes: ArrowArray, lists: ArrowArray, clean: Flags, more: RecordBatch
) -> RecordBatch:
    """One record for each name in the clean ones of some rows' ``lists``, and ``more`` records of the same form:
    table, row, code (of a list of one), the name's key, the name.
    """
    split = pc.split_pattern(lists.filter(pa.array(clean)), "\n")
    of, text = pc.list_parent_indices(split), split.flatten()
    alone = pc.equal(pc.list_value_length(split), 1).take(of)
    of = pa.array(np.flatnonzero(clean)).take(of)
    code = pc.if_else(alone, codes.take(of), None)
    placed = pa.repeat(pa.scalar(table, pa.int64()), len(text)), arrow.whole_numbers(rows).take(of)
    columns = (*placed, code, keys(text, np.ones(len(text), np.bool_)), text)
    both = [
        pa.concat_arrays([pc.cast(own, other.type), other]) for own, other in zip(columns, more.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(both, names=more.schema.names)


@cache
def _special() -> frozenset[str]:
    """Words that some reader of texts takes for more than a text: they begin as a clean text does and are short."""
    return frozenset(words.FILLERS | words.NOTHING | words.DITTOS | yesno.YES | yesno.NO)


def is_phone(cells: ArrowArray) -> Flags:
    """Whether cells are bare digits, without a country code."""
    return flags(pc.match_substring_regex(cells, _PHONE)) & ~flags(pc.match_substring_regex(cells, _ABROAD))


def is_uscc(cells: ArrowArray) -> Flags:
    """Whether cells are codes of enterprises by GB 32100-2015, with the inner organisation code of GB 11714-1997."""
    return _of_18(cells, _are_usccs)


def _are_usccs(written: Bytes) -> Flags:
    sums, in_alphabet = _sums(_USCC, written[:, :17], [pow(3, place, 31) for place in range(17)])
    outer = np.frombuffer(_USCC.encode(), np.uint8)[-sums % 31] == written[:, 17]
    inner_sums, _ = _sums("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", written[:, 8:16], [3, 7, 9, 10, 5, 8, 4, 2])
    inner = np.frombuffer(b"0123456789X0", np.uint8)[11 - inner_sums % 11] == written[:, 16]
    industrial = written[:, 0] == ord("9")  # of others, some are identity numbers whose characters happen to fit
    return in_alphabet & outer & inner & industrial


def is_identity_number(cells: ArrowArray) -> Flags:
    """Whether cells are identity numbers by GB 11643-1999: digits, a day that exists, the check character."""
    return _of_18(cells, _are_identity_numbers)


def _are_identity_numbers(written: Bytes) -> Flags:
    sums, digits = _sums("0123456789", written[:, :17], [pow(2, 17 - place, 11) for place in range(17)])
    check = np.frombuffer(b"10X98765432", np.uint8)[sums % 11] == written[:, 17]
    year, month, day = _born(written)
    leap = (month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    exists = (day >= 1) & (day <= _LONGEST_MONTHS[np.clip(month, 0, 13)] + leap)
    return digits & check & exists & (year >= 1850) & (year <= 2100)


_LONGEST_MONTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0])
"""Days of each month, but for leap years; a month 0 or 13 has none."""


def _born(written: Bytes) -> tuple[Numbers, Numbers, Numbers]:
    """Year, month and day that stand in the bytes of identity numbers."""
    digits = written[:, 6:14].astype(np.int32) - ord("0")
    year = digits[:, 0] * 1000 + digits[:, 1] * 100 + digits[:, 2] * 10 + digits[:, 3]
    return year, digits[:, 4] * 10 + digits[:, 5], digits[:, 6] * 10 + digits[:, 7]


def _of_18(cells: ArrowArray, test: Callable[[Bytes], Flags]) -> Flags:
    """Which cells have 18 bytes that pass a test; it is held against all of such at once."""
    long = flags(pc.equal(pc.binary_length(cells), 18))
    if long.any():
        long[long] = test(_bytes(cells, long))
    return long


def _bytes(cells: ArrowArray, chosen: Flags) -> Bytes:
    """The chosen cells, all of 18 bytes, as a matrix of bytes."""
    return _written(cells if chosen.all() else cells.filter(pa.array(chosen))).reshape(-1, 18)


def _written(cells: ArrowArray) -> Bytes:
    """All bytes of some cells."""
    _, offsets, data = (memoryview(each or b"") for each in cells.buffers())
    ends = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1]
    return np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]


def _sums(alphabet: str, written: Bytes, weights: list[int]) -> tuple[Numbers, Flags]:
    """The weighted sums of bytes' places in an alphabet, and whether all of a row's bytes are in it.

    In floats, which hold such sums exactly and are multiplied fastest; a byte that has no place makes a huge one.
    """
    # not by @, whose own threads would be in the way of those that read the columns
    worths = np.take(_worths(alphabet), written, mode="clip")  # no byte is beyond; not to look is quicker
    sums = np.einsum("ij,j->i", worths, np.array(weights, np.float32))
    return sums.astype(np.int32), sums < _NO_PLACE


_NO_PLACE = 1e6


@cache
def _worths(alphabet: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    worths = np.full(256, _NO_PLACE, np.float32)
    worths[list(alphabet.encode())] = range(len(alphabet))
    return worths


def flags(array: Any) -> Flags:
    """An Arrow array of booleans as flags."""
    return array.to_numpy(zero_copy_only=False).astype(np.bool_, copy=False)
