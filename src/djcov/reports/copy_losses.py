"""What of a workbook would be lost if it were read and written again.

openpyxl, which writes the marked copy of a workbook, keeps cells, formats, notes and tables and silently drops much
else: shapes, controls, pictures, conversations. So the package is looked into first. What is not known to be kept
counts as lost.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from ..parse_errors import DAMAGED

LARGEST = 64 << 20
"""Bytes of all parts together up to which a copy is made; openpyxl needs some ten times as much memory."""

_KEPT = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/.*|customxml/.*|xl/workbook\.xml|xl/_rels/.*|xl/styles\.xml|xl/theme/.*"
    r"|xl/sharedstrings\.xml|xl/calcchain\.xml|xl/worksheets/(?:_rels/)?[^/]*|xl/comments\d*\.xml|xl/comments/[^/]*"
    r"|xl/drawings/[^/]*\.vml|xl/drawings/_rels/[^/]*\.vml\.rels|xl/tables/(?:_rels/)?[^/]*|xl/printersettings/.*",
    re.IGNORECASE,
)
"""Parts that are kept, made anew, or missed by nobody (thumbnails, printer settings, the order of calculation)."""

_LOST = {
    "宏": r"vbaproject|macrosheets/|dialogsheets/|vbadata",
    "控件": r"ctrlprops/|activex/",
    "会话式批注": r"threadedcomments/|persons/",
    "图表": r"charts/|chartsheets/",
    "图片": r"media/|cellimages",
    "图形": r"drawings/|diagrams/",
    "数据透视表": r"pivot",
    "切片器": r"slicer|timeline",
    "外部链接": r"externallinks/",
    "数据连接": r"querytables/|connections|model/",
    "嵌入的文件": r"embeddings/",
    "修订记录": r"revisions/|usernames",
    "动态数组": r"metadata|richdata/",
}
"""What people call that which stands in a part whose path contains one of the words."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_IN_SHEET = {
    "扩展的条件格式、下拉列表或迷你图": re.compile(rb"<(?:\w+:)?extLst\b"),
    "控件": re.compile(rb"<(?:\w+:)?(?:controls|oleObjects)\b"),
}
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+)(\d+)["'][^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b""")
_LARGEST_MERGED = 1_000_000
"""Cells under merged ranges that are looked at one by one."""

_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml", re.IGNORECASE)
_NOTHING_DRAWN = re.compile(rb"<(?:\w+:)?wsDr\b[^>]*(?:/>|>\s*</(?:\w+:)?wsDr\s*>)\s*\Z")
"""A drawing in which nothing is: LibreOffice writes one for every sheet with a filter."""

_SHAPE = re.compile(rb"""ObjectType=["'](?!Note["'])""")
_PICTURE = re.compile(rb"<v:imagedata\b")
_DOCTYPE = b"<!DOCTYPE"
_STRICT = b"http://purl.oclc.org/ooxml"


def losses(data: bytes) -> tuple[str, ...]:
    """Name in Chinese what a copy of an .xlsx package would lack, each kind once; empty if nothing is lost."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if sum(part.file_size for part in parts) > LARGEST:
                return ("（工作簿太大，无法核对）",)
            return tuple(dict.fromkeys(lost for part in parts for lost in _of_part(archive, part)))
    except DAMAGED:
        return ("（文件结构不完整，无法核对）",)


def _of_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    name = part.filename
    if _DRAWING.fullmatch(name) and _NOTHING_DRAWN.search(archive.read(part)):
        return
    if not _KEPT.fullmatch(name):
        known = (label for label, words in _LOST.items() if re.search(words, name, re.IGNORECASE))
        yield next(known, f"部件 {name}")
        return
    if not name.lower().endswith((".xml", ".vml")):
        return
    content = archive.read(part)
    if _DOCTYPE in content[:4096]:
        yield "文档类型声明"
    if name.lower() == "xl/workbook.xml" and _STRICT in content:
        yield "严格 OOXML 格式"
    if _SHEET.fullmatch(name):
        yield from (label for label, pattern in _IN_SHEET.items() if pattern.search(content))
        if _hides_under_merged(content):
            yield "合并单元格下面的内容"
    if name.lower().endswith(".vml"):
        if _SHAPE.search(content):
            yield "控件"
        if _PICTURE.search(content):
            yield "图片"


def _hides_under_merged(sheet: bytes) -> bool:
    """Tell whether a cell holds something under a merged range that shows another cell."""
    areas = [(_column(a), int(top), _column(b), int(bottom)) for a, top, b, bottom in _MERGED.findall(sheet)]
    if sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in areas) > _LARGEST_MERGED:
        return True
    covered = {
        (column, row)
        for left, top, right, bottom in areas
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
        if (column, row) != (left, top)
    }
    return bool(covered) and any((_column(column), int(row)) in covered for column, row in _FILLED.findall(sheet))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
