"""Identifiers: 统一社会信用代码 (GB 32100-2015, GB 11714-1997), 公民身份号码 (GB 11643-1999), phone numbers.

Checked here rather than with python-stdnum: its ``cn.uscc`` refuses codes that begin with N, A or Y, which
are registered, and its ``cn.ric`` wants a county code that was valid in the year of birth and so refuses
real people.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from ..regex import Regex
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_TIDY_USCC = Regex(f"[{_USCC}]{{18}}")
_USCC_WORTH = {char: worth for worth, char in enumerate(_USCC)}
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER_WORTH = {char: worth for worth, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY = Regex(r"^\d{17}[\dX]$")
_IDENTITY_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_IDENTITY_CHECKS = "10X98765432"
_DASHES = str.maketrans("", "", "-–—‐‑ ")
_BRACKETS = str.maketrans("", "", "()")
_NUMBER = Regex(r"[0-9()+]+")
_MOBILE_ABROAD = Regex(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)")
_ABROAD = Regex(r"^(?:\+|00)860?")
"""Before an area code, which abroad has no 0 in front."""

_LIKE_CODE = Regex(r"[1-9ANY][0-9A-Z]?[0-9]{6}[0-9A-Z]{2,13}", re.IGNORECASE | re.ASCII)
"""Two characters of who registered it, six digits of where, and what is left of the rest."""

_CERTIFICATE = Regex(r"[\u4e00-\u9fff]{0,8}\(?[\u4e00-\u9fff]{0,6}\)?字\(?第?[0-9A-Za-z-]{1,24}号?\)?")
"""登记证号 before 2016: 豫民证字第010001号, 社证字第4100号."""

_IDENTITY_LIKE = Regex(r"[0-9]+[A-Za-z]?", re.ASCII)
_OLD_LENGTH = 15
"""Digits of registration numbers (and of identity numbers) of old."""

_SAFE_INTEGER = 10**15
_POWER = Regex(r"\d(?:\.(\d+))?[eE]\+?(\d{1,3})")


def read_uscc(raw: object) -> Reading[str]:
    """Read a unified social credit code of 18 characters, or an old registration number of 15 digits (noted).

    Raises Unreadable with USCC_LENGTH, USCC_CHARACTER, USCC_CHECK_DIGIT, USCC_INNER_CHECK or DIGITS_LOST.
    """
    if isinstance(raw, str) and _TIDY_USCC.fullmatch(raw):
        return Reading(_checked(raw))
    text = _digits_kept(raw)
    if not text or is_nothing(text):
        return Reading(None)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    code = text.translate(_DASHES).upper()
    if len(code) == _OLD_LENGTH and code.isascii() and code.isdigit():
        if is_doubtful_registration(code):
            raise Unreadable("USCC_CHECK_DIGIT")
        return Reading(code, "CODE_OLD_REGISTRATION")
    if len(code) != 18:
        raise Unreadable("USCC_LENGTH")
    if any(char not in _USCC_WORTH for char in code):
        raise Unreadable("USCC_CHARACTER")
    return Reading(_checked(code))


def read_social_code(raw: object) -> Reading[str]:
    """Read the code of a 社会组织 as :func:`read_uscc` does; the number of a certificate of old is no code (noted)."""
    if isinstance(raw, str) and _CERTIFICATE.fullmatch(compact(raw)):
        return Reading(None, "CERTIFICATE_OLD")
    return read_uscc(raw)


def _checked(code: str) -> str:
    if code[17] != uscc_check_character(code):
        raise Unreadable("USCC_CHECK_DIGIT")
    if code[16] != organization_check_character(code[8:16]):
        raise Unreadable("USCC_INNER_CHECK")
    if code[0] != "9" and _IDENTITY.match(code) and birth_date(code):
        raise Unreadable("USCC_CHARACTER")  # an identity number whose characters happen to fit
    return code


def like_enterprise_code(text: str) -> bool:
    """Whether a compact text looks like a code of an enterprise, right or wrong, and like no number of a person."""
    if not _LIKE_CODE.fullmatch(text):
        return False
    if not _IDENTITY_LIKE.fullmatch(text):
        return True
    if len(text) == _OLD_LENGTH:
        return _old_birth_date(text) is None
    return text.startswith(("91", "92", "93")) and birth_date(text) is None


def is_doubtful_registration(number: str) -> bool:
    """Whether 15 digits may be an identity number of old: they hold a day of birth, and their check digit is not that
    of a registration number (GS 15-2006, ISO 7064 MOD 11,10).
    """
    product = 10
    for digit in map(int, number[:14]):
        product = ((product + digit) % 10 or 10) * 2 % 11
    return (product + int(number[14])) % 10 != 1 and _old_birth_date(number) is not None


def _old_birth_date(number: str) -> date | None:
    return birth_date(f"{number[:6]}19{number[6:]}")


def uscc_check_character(code: str) -> str:
    """Compute the 18th character from the first 17 (GB 32100-2015, appendix B)."""
    total = sum(map(mul, map(_USCC_WORTH.__getitem__, code[:17]), _USCC_WEIGHTS))
    return _USCC[-total % 31]


def organization_check_character(body: str) -> str:
    """Compute the 9th character of an organisation code from its first 8 (GB 11714-1997)."""
    total = sum(map(mul, map(_INNER_WORTH.__getitem__, body), _INNER_WEIGHTS))
    return "0123456789X0"[11 - total % 11]


def read_identity_number(raw: object) -> Reading[str]:
    """Read a citizen identity number of 18 characters (GB 11643-1999): date of birth and check character
    must hold.

    Raises Unreadable with IDENTITY_LENGTH, IDENTITY_CHARACTER, IDENTITY_DATE, IDENTITY_CHECK_DIGIT or
    DIGITS_LOST.
    """
    text = _digits_kept(raw)
    if not text or is_nothing(text):
        return Reading(None)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    number = text.translate(_DASHES).upper()
    if len(number) == 15 and number.isascii() and number.isdigit():
        return Reading(number, "IDENTITY_OLD")
    if len(number) != 18:
        raise Unreadable("IDENTITY_LENGTH")
    if not (number.isascii() and _IDENTITY.match(number)):
        raise Unreadable("IDENTITY_CHARACTER")
    if birth_date(number) is None:
        raise Unreadable("IDENTITY_DATE")
    if number[17] != identity_check_character(number):
        raise Unreadable("IDENTITY_CHECK_DIGIT")
    return Reading(number)


def birth_date(number: str) -> date | None:
    """Give the date of birth that an 18-character identity number holds, or None if there is no such day."""
    try:
        day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return day if 1850 <= day.year <= 2100 else None


def identity_check_character(number: str) -> str:
    """Compute the 18th character from the first 17 (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _IDENTITY_WEIGHTS, strict=True))
    return _IDENTITY_CHECKS[total % 11]


def read_phone(raw: object) -> Reading[str]:
    """Read a phone number as bare digits, without China's country code; anything else is kept as compact text.

    It only serves to tell people apart.
    """
    text = _digits_kept(raw)
    if not text or is_nothing(text):
        return Reading(None)
    number = text.translate(_DASHES)
    if _NUMBER.fullmatch(number):
        number = _MOBILE_ABROAD.sub("", number.translate(_BRACKETS))
        number = _ABROAD.sub("0", number)
    return Reading(number or None)


def _digits_kept(raw: object) -> str:
    """Give an identifier's compact text; a number of 16 or more digits has lost its last ones for good, and so has one
    in powers of ten that does not write them all (1.38E+10).
    """
    if is_blank(raw):
        return ""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) >= _SAFE_INTEGER:
        raise Unreadable("DIGITS_LOST")
    text = compact(as_text(raw))
    match = _POWER.fullmatch(text)
    if match and (len(match[1] or "") < int(match[2]) or int(match[2]) >= _OLD_LENGTH):
        raise Unreadable("DIGITS_LOST")
    return text
