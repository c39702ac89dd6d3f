"""Numbers that pass every published check and belong to nobody.

Written from the standards, apart from djcov's own implementation: GB 32100-2015 (统一社会信用代码) with the
organisation code of GB 11714-1997 (组织机构代码) inside it, and GB 11643-1999 (公民身份号码).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

AREA = "999999"
"""An area code that no place has."""

CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What a unified social credit code may consist of: no I, O, S, V, Z."""


def organisation_check(body: str) -> str:
    """Give the check character of the 8 characters of an organisation code (GB 11714-1997)."""
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    total = 0
    for character, weight in zip(body, weights, strict=True):
        total += int(character, 36) * weight
    rest = 11 - total % 11
    if rest == 10:
        return "X"
    return "0" if rest == 11 else str(rest)


def code_check(first17: str) -> str:
    """Give the check character of the first 17 characters of a credit code (GB 32100-2015)."""
    total, weight = 0, 1
    for character in first17:
        total += CODE_CHARACTERS.index(character) * weight
        weight = weight * 3 % 31
    return CODE_CHARACTERS[(31 - total % 31) % 31]


def identity_check(first17: str) -> str:
    """Give the check character of the first 17 digits of an identity number (GB 11643-1999)."""
    total = 0
    for place, digit in enumerate(first17):
        total += int(digit) * (2 ** (17 - place) % 11)
    return "10X98765432"[total % 11]


class Issuer:
    """Gives out numbers, none of them twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._issued: set[str] = set()

    def credit_code(self, prefix: str = "91") -> str:
        """Make a credit code; ``prefix`` is 91 for a company, 92 for a household business (个体工商户)."""
        return self._new(lambda: _credit_code(self._rng, prefix))

    def identity_number(self, born: date, *, woman: bool) -> str:
        """Make an identity number; the 17th digit is even for a woman."""
        return self._new(lambda: _identity_number(self._rng, born, woman=woman))

    def phone_number(self) -> str:
        """Make a phone number of a block that no network has."""
        return self._new(lambda: f"1000000{self._rng.randrange(10_000):04d}")

    def _new(self, make: Callable[[], str]) -> str:
        number = make()
        while number in self._issued:
            number = make()
        self._issued.add(number)
        return number


def _credit_code(rng: Random, prefix: str) -> str:
    if rng.random() < 0.5:
        body = "".join(rng.choice("0123456789") for _ in range(8))
    else:
        body = "MA" + "".join(rng.choice(CODE_CHARACTERS) for _ in range(6))
    first17 = prefix + AREA + body + organisation_check(body)
    return first17 + code_check(first17)


def _identity_number(rng: Random, born: date, *, woman: bool) -> str:
    order = rng.randrange(1000) // 2 * 2 + (0 if woman else 1)
    first17 = f"{AREA}{born:%Y%m%d}{order:03d}"
    return first17 + identity_check(first17)


def wrong_last(text: str, characters: str) -> str:
    """Give ``text`` with its last character changed to the next one: a slip that a check must catch."""
    place = characters.index(text[-1])
    return text[:-1] + characters[(place + 1) % len(characters)]
