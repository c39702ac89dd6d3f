"""Tables as WordprocessingML.

python-docx makes tables too, but none whose head stands again on every page, and it goes through a list of some
thousand enterprises cell by cell; so the few elements are written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from ..page_model import Cell, Grid, breadth, clean

WIDTH = 8845
"""Twips of the type area's width (156 mm)."""

_NARROWEST, _WIDEST = 6, 40
"""Half-width characters by which a column's share of the width is measured."""

_SHORT, _HALF = 14, 108
"""Half-width characters that a column holds in one line beside long ones, and twips of such a character."""

_MARGIN = 45
"""Twips that stay free left and right of a cell's text."""

_LEFT = '<w:jc w:val="left"/>'

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")

_CELL = '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def table(content: Grid) -> str:
    """Write a grid over the whole width: its head stands again on every page, no row is broken.

    One that stays together keeps each row on the page of the next.
    """
    widths = _widths(content)
    keep = "<w:keepNext/>" if content.together else ""
    head = [
        _cell(Cell(column.heading), width, "TableHeading", keep)
        for column, width in zip(content.columns, widths, strict=True)
    ]
    sides = ["" if column.figures or not index else _LEFT for index, column in enumerate(content.columns)]
    last = len(content.rows)
    rows = [
        _row(
            _cell(cell, width, "TableText", (keep if at < last else "") + side)
            for cell, width, side in zip(row, widths, sides, strict=True)
        )
        for at, row in enumerate(content.rows, start=1)
    ]
    return _table(widths, [_row(head, "<w:tblHeader/>"), *rows], dict.fromkeys(_SIDES, 4))


def imprint(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Write 版记 (GB/T 9704-2012, 7.4): lines of 0.35 mm around it, of 0.25 mm inside.

    Each row is a paragraph's style and its texts, with tabs between them.
    """
    cells = [_CELL.format(width=WIDTH, paragraphs=_paragraph(style, "", *texts)) for style, texts in rows]
    return _table([WIDTH], [_row([cell]) for cell in cells], {"top": 8, "bottom": 8, "insideH": 6}, margin=0)


def _table(widths: Sequence[int], rows: Iterable[str], lines: Mapping[str, int], margin: int = _MARGIN) -> str:
    """Put a table together. ``lines``: by side, in eighths of a point."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in lines.items()
    )
    margins = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{borders}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterable[str], more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, style: str, properties: str = "") -> str:
    texts = [cell.text, cell.detail] if cell.detail else [cell.text]
    return _CELL.format(width=width, paragraphs="".join(_paragraph(style, properties, text) for text in texts))


def _paragraph(style: str, properties: str, *texts: str) -> str:
    """Write a paragraph of texts with tabs between them; ``hint`` sets quotation marks in the Chinese font."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r>{hint}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>' for text in texts
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _widths(content: Grid) -> list[int]:
    """Share the width out by the longest text of each column; short ones stay in one line, headings may take two."""
    longest: list[int] = []
    for index, column in enumerate(content.columns):
        texts = [text for row in content.rows for text in (row[index].text, row[index].detail)]
        wanted = max([*map(breadth, texts), -(-breadth(column.heading) // 2) + 1, column.to_fill])
        longest.append(min(max(wanted, _NARROWEST), _WIDEST))
    whole = [each <= _SHORT and not column.to_fill for each, column in zip(longest, content.columns, strict=True)]
    short = [each * _HALF + 2 * _MARGIN if fits else 0 for each, fits in zip(longest, whole, strict=True)]
    rest = sum(each for each, fits in zip(longest, whole, strict=True) if not fits)
    if not rest or sum(short) > WIDTH // 2:
        short, rest = [0] * len(longest), sum(longest)
    left = WIDTH - sum(short)
    widths = [fixed or left * each // rest for fixed, each in zip(short, longest, strict=True)]
    return [WIDTH - sum(widths[1:]), *widths[1:]]
