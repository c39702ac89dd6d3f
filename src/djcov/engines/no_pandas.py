"""Arrow without what it imports only to ask whether it was given something of the kind: pandas' lists, 0.2 s or a third
of a small run, and its own data sets, which bring file systems in the cloud, 0.02 s.

For processes that are ours alone: who has columns of pandas' to give to Arrow must not do this.
"""

from __future__ import annotations

import sys

_SPARED = {"pandas", "pyarrow.dataset"}


class NoPandas:
    """Finds that pandas is not installed, nor Arrow's data sets, where it stands in ``sys.meta_path``."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Raise ModuleNotFoundError for these; of other modules nothing is known."""
        if name in _SPARED:
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let Arrow find once that there is none of them; it asks only once. Its ``to_pandas`` goes on working."""
    import pyarrow as pa

    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, NoPandas)
        try:
            pa.array(())
            from pyarrow import acero as _  # noqa: F401 - asks for data sets
        finally:
            sys.meta_path.remove(NoPandas)
