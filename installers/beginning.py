"""What the one-folder program runs first: PyInstaller loads much before it comes to djcov."""

import os

from djcov.cli import end_when_interrupted

end_when_interrupted()

# PyInstaller's is for its own libraries; a program that is to open what was written must not find these.
if "LD_LIBRARY_PATH" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.get("LD_LIBRARY_PATH_ORIG", "")
