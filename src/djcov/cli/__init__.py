"""The commands. One thin file each: options, one call, one print, an exit code.

Importing this package loads typer and the standard library, nothing heavier: ``djcov --help`` must come at once. A
command imports what it needs when it runs.
"""

import gc
import os

# A run is short and makes many long-lived objects, most of them while importing. With Python's own thresholds a fifth
# of a small run's time goes into looking for cycles among them (1.39 s against 1.13 s on a workbook of 2,000 rows).
gc.set_threshold(100_000, 50, 100)

# Looking for plugins of pydantic's, of which djcov has none, costs 20 ms.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# NumPy's linear algebra, which nothing here uses, starts threads that wait by running: a tenth of a small run's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from .program import main, run  # noqa: E402

__all__ = ["main", "run"]
