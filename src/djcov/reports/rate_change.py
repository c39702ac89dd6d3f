"""How the change of a rate is written, in every view alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def points(change: Fraction | None) -> str:
    """Write a change in percentage points, half up to 2 decimals; — where there is none to tell."""
    return "—" if change is None else f"{_rounded(change * 100, '0.01'):+}" if change else "0"


def number(change: Fraction | None) -> float | None:
    """Give a change as JSON shows it, to 6 decimals."""
    return None if change is None else float(_rounded(change, "0.000001"))


def _rounded(number: Fraction, to: str) -> Decimal:
    return (Decimal(number.numerator) / number.denominator).quantize(Decimal(to), ROUND_HALF_UP)
