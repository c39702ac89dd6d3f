"""What to read and how to count it, as asked for on the command line."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .progress import reporting

if TYPE_CHECKING:
    from ..facts.model import Facts


@dataclass(frozen=True)
class Reading:
    """The rosters and the settings that decide what they say."""

    rosters: Sequence[str]
    as_of: date | None
    policy: str | None
    progress: bool

    def facts(self) -> Facts:
        """Read the rosters and link them. Raises InputError or PolicyError."""
        from .. import pipeline
        from ..policy import Policy

        policy = Policy.load(self.policy)
        with reporting(self.progress) as report:
            roster = pipeline.read(*self.rosters, policy=policy, progress=report)
        return pipeline.facts(roster, as_of=self.as_of or date.today(), policy=policy)

    def command(self, *words: str) -> str:
        """Give a command line that looks at the same rosters in the same way, ready to be pasted."""
        settings = [*(["--as-of", self.as_of.isoformat()] if self.as_of else [])]
        settings += ["--policy", self.policy] if self.policy else []
        line = ["djcov", *words, *self.rosters, *settings]
        return subprocess.list2cmdline(line) if os.name == "nt" else " ".join(map(_quoted, line))


def _quoted(word: str) -> str:
    """Quote a word for the shell where it must be; unlike :func:`shlex.quote`, Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else shlex.quote(word)
