"""The options that verbs share → parsers that know them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TypeAlias

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 -- its only name
"""What a verb adds its own parser to; argparse has no public name for it."""


def add_folders(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """Add the options that say where titles and editions are."""
    parser.add_argument(
        "--content",
        type=Path,
        metavar="DIR",
        default=default,
        help="the folder of titles (default: the nearest content/ from here upward)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        default=default,
        help="where editions go (default: output/ beside content/)",
    )


def shared_options() -> argparse.ArgumentParser:
    """Return a parser of what every verb takes, to be the parent of the verb's own."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    # not named after the verb, they leave alone what was named before it
    add_folders(parser, default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    return parser


def add_cache_size(parser: argparse.ArgumentParser, default: int) -> None:
    """Add the option that bounds what is remembered; the environment may name another default."""
    parser.add_argument(
        "--cache-size",
        type=size,
        default=os.environ.get("MAKEREADY_CACHE_SIZE") or default,
        metavar="SIZE",
        help="remember at most this much from build to build, as in 500M or 2G "
        f"(default: MAKEREADY_CACHE_SIZE of the environment, or {default // 10**9}G)",
    )


def add_memory_limit(parser: argparse.ArgumentParser, what: str, default: int) -> None:
    """Add the option that bounds the memory of `what`, in bytes."""
    parser.add_argument(
        "--memory-limit",
        type=size,
        default=default,
        metavar="SIZE",
        help=f"give {what} at most this much memory, as in 500M or 8G; 0 sets no bound "
        f"(default: {default // 1_000_000_000}G)",
    )


def add_time_limit(parser: argparse.ArgumentParser, name: str, what: str, default: float) -> None:
    """Add the option of this name that bounds how many seconds `what` may take."""
    parser.add_argument(
        name,
        type=positive,
        default=int(default),
        metavar="SECONDS",
        help=f"stop {what} (default: {default:g})",
    )


def positive(written: str) -> int:
    """Return a whole number above zero."""
    if not (written.isascii() and written.isdecimal() and int(written)):
        raise argparse.ArgumentTypeError(f"{written} is not a whole number above zero")
    return int(written)


def size(written: str) -> int:
    """Return the bytes of a size such as 500M or 2G; K, M and G count in thousands."""
    number, unit = (written[:-1], written[-1:].upper()) if written else ("", "")
    if unit.isdecimal():
        number, unit = written, ""
    if not (number.isascii() and number.isdecimal()) or unit not in _UNITS:
        raise argparse.ArgumentTypeError(f"{written} is not a size such as 500M or 2G")
    return int(number) * _UNITS[unit]


_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
