"""The four rosters apart, in sheets or workbooks of their own, tied by names in other spellings."""

from __future__ import annotations

from random import Random

from made_up import rosters_book
from made_up.pages import Book, Page
from made_up.tables import Place, Rendering
from made_up.world import District

from .spellings import WildClerk


def registers(district: District, rng: Random, *, apart: bool) -> Rendering:
    """Write the four rosters in one workbook, or each in one of its own."""
    rendering = rosters_book.rosters(district, WildClerk(rng), file="四本台账")
    (book,) = rendering.books
    if not apart:
        return rendering
    rendering.books[:] = [Book(_file(page), [page]) for page in book.pages]
    for key, place in rendering.places.items():
        rendering.places[key] = Place(f"{place.sheet}（全区）", place.sheet, place.row)
    return rendering


def _file(page: Page) -> str:
    return f"{page.title}（全区）"
