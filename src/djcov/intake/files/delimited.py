"""CSV and TSV: encoding, delimiter, records."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter

from ...errors import InputError
from ...regex import Regex
from ...values.reading import LOST
from .sheets import SAVE_AS, Sheet

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;|，"
_KEPT_TEXT = Regex(r'\t(?="?(?:,|$))')
"""The tab that programs write behind a value between commas so that it stays text; it parts no columns."""

_SAMPLE_LINES = 50
_SAMPLE_BYTES = 1024
_FEW = 20
"""A text in which one character of so many, or fewer, is a NUL is one that lost some; with more it is no text."""

_LONGEST_CELL = 32_767
"""Characters that a cell of Excel can hold."""


def read(data: bytes, where: str) -> Sheet:
    """Read a text file as one sheet without a name. A record's index is the row that a spreadsheet shows.

    Raises InputError when the bytes are no text in UTF-8, UTF-16 (with a mark) or GB18030.
    """
    text = decode(data, where)
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    mark = delimiter(text)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        rows = list(records)
    except csv.Error:
        raise InputError(f"CSV 第 {records.line_num} 行格式不对", where=where, hint=SAVE_AS) from None
    (width, _), *_ = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    for at, row in enumerate(rows, 1):
        if any("\n" in cell and has_swallowed(cell, mark, width) for cell in row):
            hint = f"请查看第 {at} 行，删去多余的引号，或补上缺少的引号。"
            raise InputError(f"第 {at} 行有一个引号没有配对，后面的行都成了一个单元格的内容", where=where, hint=hint)
    return Sheet(name="", rows=rows, typed=False)


def has_swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds whole rows of a table so many columns wide, as it does behind a quotation
    mark that nothing closes.
    """
    rows = width > 2 and any(line.count(delimiter) >= width - 1 for line in cell.split("\n")[1:])
    return rows or len(cell) > _LONGEST_CELL


def decode(data: bytes, where: str) -> str:
    """Decode by byte-order mark, else strict UTF-8, else strict GB18030 (of which GBK and GB 2312 are parts).

    Statistical detectors take short GBK files for Korean or Big5; strict decoding in this order does not guess.
    """
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    readable = 0
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            readable = max(readable, data.count(b"\n", 0, error.start))
            continue
        if (lost := text.count("\0")) > len(text) // _FEW:
            readable = text.count("\n", 0, text.index("\0"))
            break
        return text.replace("\0", LOST) if lost else text
    hint = "CSV 请用 UTF-8 或 GBK（GB18030）编码；也可在表格软件中打开后另存为 .xlsx。"
    if readable and b"\0" not in data[:_SAMPLE_BYTES]:
        raise InputError(f"第 {readable + 1} 行有读不出的字符", where=where, hint=hint)
    raise InputError("不是文本文件，也不是能识别的工作簿", where=where, hint=hint)


def delimiter(text: str) -> str:
    """Choose the delimiter that splits the first lines into the most columns, counted over the median line."""
    lines = [line for line in text[:100_000].splitlines()[: _SAMPLE_LINES * 4] if line.strip()][:_SAMPLE_LINES]
    lines = [_KEPT_TEXT.sub("", line) for line in lines]
    medians = {
        mark: sorted(line.count(mark) for line in lines)[len(lines) // 2] if lines else 0 for mark in _DELIMITERS
    }
    return max(medians, key=lambda mark: medians[mark])
