"""Arrow without pandas, which it imports to ask whether a list is pandas' own: 0.2 s, a third of a small run.

For processes that are ours alone: who has columns of pandas' to give to Arrow must not do this.
"""

from __future__ import annotations

import sys


class NoPandas:
    """Finds that pandas is not installed, where it stands in ``sys.meta_path``."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Raise ModuleNotFoundError for pandas; of other modules nothing is known."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let Arrow find once that there is no pandas; it asks only once. Its ``to_pandas`` goes on working."""
    import pyarrow as pa

    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, NoPandas)
        try:
            pa.array(())
        finally:
            sys.meta_path.remove(NoPandas)
