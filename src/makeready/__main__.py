"""`python -m makeready` → the command line."""

from __future__ import annotations

import sys

from makeready.cli import main

if __name__ == "__main__":
    sys.exit(main())
