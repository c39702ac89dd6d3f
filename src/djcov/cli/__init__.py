"""The commands. One thin file each: options, one call, one print, an exit code.

Importing this package loads typer and the standard library, nothing heavier: ``djcov --help`` must come at once. A
command imports what it needs when it runs.
"""

from .program import run

__all__ = ["run"]
