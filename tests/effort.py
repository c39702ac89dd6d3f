"""How much a property is tried: most of it in CI, which draws the same examples each time and has half an hour; a
quarter at home, where somebody waits for the tests.
"""

from __future__ import annotations

import os

IN_FULL = "DJCOV_CI" in os.environ

EVERY_ENGINE = "DJCOV_EVERY_ENGINE" in os.environ
"""Whether an engine that is not installed fails its tests, as in the part of CI that installs all of them."""


def drawn(number: int) -> int:
    """Give the number of small inputs to draw here, of so many in CI."""
    return number if IN_FULL else number // 10


def examples(number: int) -> int:
    """Give the number of examples to try here, of so many that would be tried by who has the time."""
    return number * 2 // 3 if IN_FULL else max(number // 4, 2)
