"""What every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

# the machine that runs the tests may be slow and busy: a deadline would only make them flicker
settings.register_profile("default", deadline=None)
# the same examples on every machine, so that a failure in CI can be seen again
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
