"""The few marks that the page's charts are drawn with. Colours are classes of ``page.css``, for light, dark and paper.

Nothing is placed by the measured width of a text, so that the fonts of the machine that makes the page leave no trace:
labels are cut by their number of characters, and the room for them is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

from ..page_model import breadth, clean

Anchor = Literal["start", "middle", "end"]


def drawing(width: float, height: float, marks: Iterable[str]) -> str:
    """Put marks together in the order in which they lie on each other."""
    size = f'viewBox="0 0 {_number(width)} {_number(height)}" width="{_number(width)}" height="{_number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} focusable="false">{"".join(marks)}</svg>'


def bar(x: float, y: float, width: float, height: float, color: str) -> str:
    """Draw a bar."""
    at = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    return f'<rect class="{color}" {at}/>'


def rule(x: float, y: float, to_x: float, to_y: float, color: str) -> str:
    """Draw a straight line."""
    return f'<path class="line {color}" d="M{_number(x)},{_number(y)}L{_number(to_x)},{_number(to_y)}"/>'


def line(points: Sequence[tuple[float, float]], color: str) -> str:
    """Draw a line through points, and a dot at each."""
    through = "L".join(f"{_number(x)},{_number(y)}" for x, y in points)
    dots = "".join(f'<circle class="{color}" cx="{_number(x)}" cy="{_number(y)}" r="4"/>' for x, y in points)
    return f'<path class="line {color}" d="M{through}"/>{dots}'


def text(x: float, y: float, said: str, anchor: Anchor = "start", color: str = "ink") -> str:
    """Write a text, its middle at the height ``y``."""
    at = f'x="{_number(x)}" y="{_number(y + _BASELINE)}"'
    return f'<text class="{color}" {at} text-anchor="{anchor}">{escape(clean(said))}</text>'


_BASELINE = 5
"""How far the line on which letters stand lies below their middle, in pixels."""


def cut(said: str, longest: int) -> str:
    """Give at most so many half characters of a text, and … where some are missing."""
    flat = clean(said)
    if breadth(flat) <= longest:
        return flat
    while breadth(flat) > longest - 2:
        flat = flat[:-1]
    return f"{flat}…"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
