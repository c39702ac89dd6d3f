"""The exit code of a run that was done (see :mod:`djcov.cli.program` for the others)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..findings import Findings, Severity
    from ..measures.results import Share

DONE = 0
FOUND = 1
"""Done, and what --fail-on names was found."""


def exit_code(fail_on: Sequence[str] | None, findings: Findings, shares: Iterable[Share] = ()) -> int:
    """Give FOUND if there is a finding as severe as ``fail_on`` says, or one of ``shares`` misses its target."""
    if "target" in (fail_on or ()) and any(share.met is False for share in shares):
        return FOUND
    return severe(fail_on, findings.worst())


def severe(fail_on: Sequence[str] | None, worst: Severity | None) -> int:
    """Give FOUND if the ``worst`` that was found is as severe as ``fail_on`` says."""
    from ..findings import Severity

    severities = [Severity[word.upper()] for word in fail_on or () if word != "target"]
    return FOUND if severities and worst is not None and worst >= min(severities) else DONE
