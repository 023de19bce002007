"""The words of a command line → an exit code, and what is printed on the way."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import makeready
from makeready.cli import (
    audit,
    build,
    catalogue,
    check,
    diff,
    doctor,
    explain,
    import_,
    index,
    new,
    preview,
    release,
)
from makeready.cli.options import add_folders, shared_options
from makeready.cli.progress.console import Console, Unread
from makeready.core.errors import MakereadyError, UsageError, explain_unforeseen

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERBS = (
    *(new, import_, audit, index, build, check, diff, preview, catalogue, release, doctor),
    explain,
)
_INTERRUPTED = 130
_UNREAD = 141  # as a shell says of a program that SIGPIPE ended


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line, by default that of this process, and return its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    console = Console(out=sys.stdout, err=sys.stderr, json="--json" in words)
    # onnxruntime, which pymupdf4llm brings, would else leave a file in the temporary folder
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # so that a run that is asked to end takes its workers and temporary files along
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        try:
            args = _parser().parse_args(words)
            return int(args.run(args, console))
        except MakereadyError as error:
            console.error(error)
            return error.exit_code
        except Unread:
            raise
        except Exception as error:  # noqa: BLE001 -- what nobody foresaw is our fault, and told so
            fault = explain_unforeseen(error)
            console.error(fault)
            return fault.exit_code
        except KeyboardInterrupt:
            console.note("interrupted")
            return _INTERRUPTED
    except Unread:
        return _end_unread()


def _end_unread() -> int:
    """Let what is left to print go nowhere, and return the exit code.

    Python would tell of it when it ends (its documentation, module signal, note on SIGPIPE).
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    return _UNREAD


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"see {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="makeready", description=makeready.__doc__, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"makeready {makeready.__version__}")
    add_folders(parser)
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    for verb in _VERBS:
        verb.add(verbs, shared_options()).set_defaults(run=verb.run)
    return parser
