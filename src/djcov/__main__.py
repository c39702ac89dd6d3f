"""``python -m djcov`` is ``djcov``."""

from .cli import main

if __name__ == "__main__":
    main()
