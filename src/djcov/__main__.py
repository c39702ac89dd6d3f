"""``python -m djcov`` is ``djcov``."""

from djcov.cli import main

if __name__ == "__main__":
    main()
