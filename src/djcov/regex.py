"""Regular expressions that are compiled when they are first used.

To compile the three hundred of a run's modules takes longer than to import pandas' readers; a process, be it the one
that reads or the one that counts, uses a fifth of them. Errors in a pattern show on first use, and in the tests.
"""

from __future__ import annotations

import re
from functools import cached_property


class Regex:
    """A pattern of text, with the methods of :class:`re.Pattern`."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """What it is compiled to. Raises re.error."""
        return re.compile(self.pattern, self.flags)

    # Each is looked up once and then found on the instance, as quickly as a method of the compiled pattern.

    @cached_property
    def match(self):
        """:meth:`re.Pattern.match`."""
        return self.compiled.match

    @cached_property
    def fullmatch(self):
        """:meth:`re.Pattern.fullmatch`."""
        return self.compiled.fullmatch

    @cached_property
    def search(self):
        """:meth:`re.Pattern.search`."""
        return self.compiled.search

    @cached_property
    def sub(self):
        """:meth:`re.Pattern.sub`."""
        return self.compiled.sub

    @cached_property
    def split(self):
        """:meth:`re.Pattern.split`."""
        return self.compiled.split

    @cached_property
    def findall(self):
        """:meth:`re.Pattern.findall`."""
        return self.compiled.findall

    @cached_property
    def finditer(self):
        """:meth:`re.Pattern.finditer`."""
        return self.compiled.finditer
