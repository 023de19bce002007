"""`python -m makeready` and the program `makeready` → the command line."""

from __future__ import annotations

import signal
import sys

_INTERRUPTED = 130


def start() -> int:
    """Carry out this process's command line; one that is ended while it is read is no fault."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from makeready.cli import main
    except KeyboardInterrupt:
        return _INTERRUPTED
    return main()


if __name__ == "__main__":
    sys.exit(start())
