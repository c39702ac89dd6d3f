"""``python -m djcov`` is ``djcov``."""

from .cli import run

raise SystemExit(run())
