"""The notice set on paper by GB/T 9704-2012 (党政机关公文格式): paragraphs and tables in the styles of ``blank/``.

``blank/`` is an empty document: its page, line grid, styles, fonts and page numbers are XML that can be read and
compared, and is data. python-docx puts the text in; what stands where is said here, in characters (字) and lines.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ...choices import TOWNSHIP
from ..openpyxl_io import repacked
from ..page_model import Block, Grid, Heading, Items, Note, clean, worded
from . import wording
from .annexes import Annex
from .draft import Draft
from .tables import imprint, table

_CHARACTER = 16
"""Points of 三号, the size of the text."""

_LARGEST_MARK, _SMALLEST_MARK = 62, 22
"""Points of 发文机关标志: no higher than 22 mm (7.2.4), no smaller than the title."""

_MARK_FROM_TOP = Mm(35)
"""From the type area's upper edge to that of 发文机关标志 (7.2.4)."""

_TEXT_WIDTH = 442
"""Points of the type area's width, 156 mm."""

_DATE_FROM_RIGHT, _SIGNATURE_FROM_RIGHT = 4, 2
"""Characters that stay free to the right of the date, and of a signature that is wider than it, at least (7.3.5)."""


def typeset(draft: Draft, as_of: date, called: str = TOWNSHIP) -> bytes:
    """Give the document as a .docx file; the same draft and date give the same bytes. ``called``: what a township is
    called.
    """
    annexes = tuple(replace(each, blocks=worded(each.blocks, called)) for each in draft.annexes)
    draft = replace(draft, body=worded(draft.body, called), annexes=annexes)
    document = Document(io.BytesIO(_blank()))
    _properties(document, draft, as_of)
    _head(document, draft)
    for block in draft.body:
        _block(document, block)
    _foot(document, draft)
    for number, annex in enumerate(draft.annexes, start=1):
        _annex(document, annex, str(number) if len(draft.annexes) > 1 else "")
    _imprint(document, draft)
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def _blank() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        _pack(package, files(__name__.rpartition(".")[0]) / "blank", "")
    return packed.getvalue()


def _pack(package: zipfile.ZipFile, folder: Traversable, path: str) -> None:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_dir():
            _pack(package, part, f"{path}{part.name}/")
        else:
            package.writestr(path + part.name, part.read_bytes())


def _properties(document: DocumentObject, draft: Draft, as_of: date) -> None:
    """Say what it is; the moment is the as-of date's, for the clock would make every run's bytes different."""
    properties = document.core_properties
    properties.title = clean("".join(draft.title))
    properties.author = clean(draft.signature) or "djcov"
    properties.last_modified_by = "djcov"
    properties.created = properties.modified = datetime.combine(as_of, time())
    properties.language = "zh-CN"
    properties.revision = 1


def _head(document: DocumentObject, draft: Draft) -> None:
    """Set 版头 if there is one, the title, and 主送机关."""
    if draft.mark:
        size = max(_SMALLEST_MARK, min(_LARGEST_MARK, int(_TEXT_WIDTH / len(draft.mark))))
        mark = _add(document, "发文机关标志", draft.mark)
        mark.runs[0].font.size = Pt(size)
        mark.paragraph_format.line_spacing = Pt(size * 1.2)
        mark.paragraph_format.space_before = Pt(_MARK_FROM_TOP.pt - size * 0.1)  # of the line's height half is above
        _lines(document, 2)
        _add(document, "发文字号", draft.number)
    _lines(document, 2)
    for line in draft.title:
        _add(document, "Title", line)
    _lines(document, 1)
    if draft.addressee:
        _add(document, "主送机关", f"{draft.addressee}：")


def _block(document: DocumentObject, block: Block) -> None:
    match block:
        case Heading():
            _add(document, f"Heading {block.level}", block.text)
        case Note(mood="strong"):
            _add(document, "Caption", block.text)
        case Note():
            _add(document, "Body Text", block.text)
        case Items():
            for text in block.texts:
                _add(document, "Body Text", text)
        case Grid():
            _insert(document, table(block))


def _foot(document: DocumentObject, draft: Draft) -> None:
    """Set 附件说明, a line below the text, then signature and date; never on a page without text (7.3.5.5)."""
    after = len(document.paragraphs) - 1
    _lines(document, 1)
    for number, annex in enumerate(draft.annexes, start=1):
        several = len(draft.annexes) > 1
        label = "附件：" if number == 1 else ""
        text = f"{label}{number}.{annex.title}" if several else f"{label}{annex.title}"
        paragraph = _add(document, "附件说明", text)
        # 附件： begins two characters in; titles stand below each other
        hanging = len(label) + several
        paragraph.paragraph_format.left_indent = Pt(_CHARACTER * (2 + 3 + several))
        paragraph.paragraph_format.first_line_indent = Pt(-_CHARACTER * hanging)
    if draft.annexes:
        _lines(document, 2)
    width, room = _width(draft.date), _DATE_FROM_RIGHT
    if draft.signature:
        # The signature is centred over the date (7.3.5.1).
        beside = (width - _width(draft.signature)) / 2
        right = max(room + beside, _SIGNATURE_FROM_RIGHT)
        room = right - beside
        _add(document, "Signature", draft.signature).paragraph_format.right_indent = Pt(_CHARACTER * right)
    _add(document, "Date", draft.date).paragraph_format.right_indent = Pt(_CHARACTER * room)
    if draft.contact:
        _add(document, "Body Text", wording.CONTACT.format(contact=draft.contact))  # 附注 (7.3.6)
    for paragraph in document.paragraphs[after:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _annex(document: DocumentObject, annex: Annex, number: str) -> None:
    """Set an attachment on a page of its own: its label first, its title in the third line (7.3.7)."""
    _add(document, "附件序号", f"附件{number}")
    _lines(document, 1)
    _add(document, "Title", annex.title)
    _lines(document, 1)
    for block in annex.blocks:
        if isinstance(block, Note):
            _add(document, "表注", block.text)
        else:
            _block(document, block)


def _imprint(document: DocumentObject, draft: Draft) -> None:
    """Set 版记 at the foot of the last page, which is an even one (7.4).

    It is the footer of a section that begins on an even page: no other place at the foot of a page is one in every word
    processor. Before it there may be an empty page, and neither has a number (7.5).
    """
    rows: list[tuple[str, tuple[str, ...]]] = []
    if draft.copy_to:
        rows.append(("Copies", (f"抄送：{'，'.join(draft.copy_to)}。",)))
    if draft.printed_by:
        rows.append(("Printed", (draft.printed_by, f"{draft.date}印发")))
    if rows:
        section = document.add_section(WD_SECTION.EVEN_PAGE)
        section.footer_distance = section.bottom_margin
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
            footer.paragraphs[0].style = "版记定位"
            inside: _Container = getattr(footer.part, "element")  # noqa: B009 - as below
            inside.insert(0, parse_xml(imprint(rows)))


def _width(text: str) -> float:
    """Give the width of a text in characters; figures are half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _lines(document: DocumentObject, number: int) -> None:
    for _ in range(number):
        _add(document, "Normal")


def _add(document: DocumentObject, style: str, text: str = "") -> Paragraph:
    """Add a paragraph. Its quotation marks and dashes are Chinese ones (``hint``), not those of the Latin font."""
    paragraph = document.add_paragraph(style=style)
    if text:
        fonts = paragraph.add_run(clean(text)).element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")  # pyright: ignore[reportUnknownMemberType] - lxml says nothing of types
    return paragraph


def _insert(document: DocumentObject, xml: str) -> None:
    """Put a table behind what is there; the body's last element is the section's own."""
    body: _Container = getattr(document.element, "body")  # noqa: B009 - as above
    body.insert(len(body) - 1, parse_xml(xml))


class _Container(Protocol):
    def __len__(self) -> int: ...
    def insert(self, index: int, element: object, /) -> None: ...
